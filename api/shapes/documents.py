"""An issued paper as its house, and whoever holds it, may know it."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes.base import AgencyRef
from cooperation.models import IssuedDocument


class IssuedDocumentShape(serializers.ModelSerializer):
    owner = AgencyRef(read_only=True)
    numbers = serializers.SerializerMethodField()
    parties = serializers.SerializerMethodField()
    agreement = serializers.IntegerField(
        source="revision.agreement_id", read_only=True, allow_null=True, default=None
    )
    visit = serializers.IntegerField(
        source="visit_paper.visit_id", read_only=True, allow_null=True, default=None
    )

    class Meta:
        model = IssuedDocument
        fields = [
            "id",
            "owner",
            "kind",
            "title",
            "numbers",
            "parties",
            "issued_on",
            "revoked_on",
            "revoked_because",
            "sha256",
            "check_at",
            "agreement",
            "visit",
        ]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_numbers(self, document):
        return document.number.splitlines()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_parties(self, document):
        return document.parties.splitlines()


class FoundDocument(serializers.Serializer):
    """What is told of a paper to whoever holds the very file: what stands on it."""

    kind = serializers.CharField(source="document.kind")
    title = serializers.CharField(source="document.title")
    numbers = serializers.ListField(child=serializers.CharField())
    parties = serializers.ListField(child=serializers.CharField())
    owner = AgencyRef(source="document.owner")
    issued_on = serializers.DateField(source="document.issued_on")
    status = serializers.CharField()
    is_signed_copy = serializers.BooleanField()
    sha256 = serializers.CharField(source="document.sha256")
