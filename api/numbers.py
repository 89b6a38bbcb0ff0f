"""The book of numbers, and how they are made up."""

import django_filters as filters
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action

from accounts.models import Area
from agreements.clauses import AgreementKind
from agreements.models import NumberPattern, NumberReservation, Party, ReservationStatus
from agreements.services import arrange_numbers, reserve_number, void_number
from api.fields import LineOfText, Text
from api.shapes.base import AgencyRef, Note, PersonRef, Sent, SentRecord, Version
from api.shapes.sent_agreements import PartyToSign
from api.stories import HISTORY_WINDOW, HasHistory
from api.viewsets import Creates
from cooperation.permissions import Permission

VIEW = Permission.AGREEMENT_VIEW


class ReservationFilter(filters.FilterSet):
    year = filters.NumberFilter(min_value=1945, max_value=9999, decimal_places=0)
    status = filters.ChoiceFilter(choices=ReservationStatus.choices)

    class Meta:
        model = NumberReservation
        fields: list[str] = []


class PatternFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=AgreementKind.choices)

    class Meta:
        model = NumberPattern
        fields: list[str] = []


class ReservationShape(serializers.ModelSerializer):
    owner = AgencyRef(read_only=True)
    reserved_by = PersonRef(read_only=True)
    party = serializers.IntegerField(source="party_id", read_only=True, allow_null=True)

    class Meta:
        model = NumberReservation
        fields = [
            "id",
            "version",
            "owner",
            "number",
            "year",
            "sequence",
            "status",
            "void_reason",
            "party",
            "purpose",
            "reserved_on",
            "reserved_by",
        ]


class SentReservation(SentRecord):
    """For a party of an agreement, or for a kind and a purpose."""

    party = PartyToSign(queryset=Party.objects.all(), required=False)
    kind = serializers.ChoiceField(choices=AgreementKind.choices, required=False)
    purpose = LineOfText(max_length=250, required=False)
    note = Note()

    class Meta:
        model = NumberReservation
        fields = ["owner", "party", "kind", "purpose", "note"]


class Voided(Sent):
    note = Text(max_length=2_000, help_text="Why it is void.")
    version = Version()


class PatternShape(serializers.ModelSerializer):
    owner = AgencyRef(read_only=True)
    classification = serializers.CharField(
        source="classification.code", read_only=True, allow_null=True
    )

    class Meta:
        model = NumberPattern
        fields = ["id", "version", "owner", "kind", "pattern", "unit", "classification"]


class SentPattern(SentRecord):
    """A pattern for a kind that has one takes its place."""

    note = Note()
    version = Version()

    class Meta:
        model = NumberPattern
        fields = ["owner", "kind", "pattern", "unit", "classification", "note", "version"]


class ReservationViewSet(HasHistory, Creates):
    """Numbers that were taken; void ones stay, with the reason."""

    area = Area.AGREEMENTS
    queryset = NumberReservation.objects.select_related("owner", "reserved_by")
    serializer_class = ReservationShape
    filterset_class = ReservationFilter
    permissions = {
        **dict.fromkeys(("list", "retrieve", "history", "as_of"), VIEW),
        **dict.fromkeys(("create", "void"), Permission.NUMBER_RESERVE),
    }
    sent = {"create": SentReservation, "void": Voided}
    parameters = HISTORY_WINDOW

    def write_new(self, facts, *, by, why):
        party = facts.get("party")
        if party is None:
            facts["owner"] = self.owner_in(facts)
        elif facts.pop("owner", party.agreement.owner) != party.agreement.owner:
            raise ValidationError({"owner": _("The agreement is kept by another agency.")})
        return reserve_number(by=by, why=why, **facts)

    @action(detail=True, methods=["post"])
    def void(self, request, pk):
        """Use it no more; it stays in the book with the reason."""
        record, facts = self.get_object(), self.read()
        with transaction.atomic():
            voided = void_number(
                record,
                by=request.user,
                why=facts["note"],
                expected_version=facts.get("version"),
            )
            return self.shown(voided)


class PatternViewSet(HasHistory, Creates):
    """How the office's numbers are made up."""

    area = Area.AGREEMENTS
    queryset = NumberPattern.objects.select_related("owner", "classification")
    serializer_class = PatternShape
    filterset_class = PatternFilter
    permissions = {
        **dict.fromkeys(("list", "retrieve", "history", "as_of"), VIEW),
        "create": Permission.NUMBER_ARRANGE,
    }
    sent = {"create": SentPattern}
    parameters = HISTORY_WINDOW

    def write_new(self, facts, *, by, why):
        version = facts.pop("version", None)
        owner = self.owner_in(facts)
        return arrange_numbers(owner=owner, by=by, why=why, expected_version=version, **facts)
