"""An agreement as its reader may know it: the owner's people see the text being written, the
other parties what was sent to them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.content import article_as_data
from agreements.models import Agreement, CouncilApproval, Party, Revision, SignedCopy
from agreements.services import text_for
from agreements.wording import Wording, wording_of
from api.fields import LineOfText
from api.shapes.base import AgencyRef, PersonRef, ShownWithSteps, expanded
from api.shapes.candidates import CandidateInList, CandidateRef
from api.shapes.reference import AgencyShape
from api.shapes.telling import ToldInOneGo

# What a party reads of the text's head; the rest of it is the drafters' own.
TOLD_TO_PARTIES = frozenset(
    {"title", "recitals", "place", "dated_on", "signed_apart", "starts_on", "ends_on", "term_text"}
    | {"original_count"}
)
NOT_TOLD = Agreement.draft_fields - TOLD_TO_PARTIES


class AgreementRef(serializers.ModelSerializer):
    """Without its title, which may be a draft that the reader has not been sent."""

    reference = serializers.CharField(read_only=True)

    class Meta:
        model = Agreement
        fields = ["id", "reference", "kind", "status"]


class PartyInList(serializers.ModelSerializer):
    agency = AgencyRef(read_only=True)

    class Meta:
        model = Party
        fields = [
            "id",
            "order",
            "agency",
            "number",
            "number_status",
            "signed_on",
            "signed_place",
            "signature_method",
            "original_received_on",
        ]


class PartyShape(PartyInList):
    class Meta(PartyInList.Meta):
        fields = [
            *PartyInList.Meta.fields,
            "signatory_name",
            "signatory_title",
            "signatory_office_status",
            "acting_for",
            "address",
            "power_of_attorney_number",
            "power_of_attorney_date",
        ]

    @classmethod
    def may_leave_out(cls) -> frozenset[str]:
        return Party.draft_fields - {"order"}


class ArticleShape(serializers.Serializer):
    id = serializers.IntegerField()
    heading = LineOfText()
    body = serializers.CharField()


class RevisionShape(serializers.ModelSerializer):
    issued_on = serializers.DateField(source="issued.issued_on", read_only=True, allow_null=True)
    revoked_on = serializers.DateField(source="issued.revoked_on", read_only=True, allow_null=True)
    issued_sha256 = serializers.CharField(source="issued.sha256", read_only=True, allow_null=True)

    class Meta:
        model = Revision
        fields = [
            "number",
            "sha256",
            "frozen_on",
            "sent_at",
            "partner_answer",
            "answered_on",
            "issued_on",
            "revoked_on",
            "issued_sha256",
        ]


class FoundSignatureShape(serializers.Serializer):
    """A digital signature in a file; `trusted` is null where no roots are set up."""

    signer = serializers.CharField()
    issuer = serializers.CharField()
    signed_at = serializers.CharField(help_text="ISO 8601, as the signer's machine said.")
    timestamp = serializers.CharField(help_text="ISO 8601, of a time-stamp server; may be empty.")
    intact = serializers.BooleanField()
    whole = serializers.BooleanField()
    trusted = serializers.BooleanField(allow_null=True)


class DifferenceShape(serializers.Serializer):
    """Where a signed file says something else than the approved text, and after which words."""

    near = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class SignedCopyShape(serializers.ModelSerializer):
    revision = serializers.IntegerField(source="revision.number", read_only=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True)
    signatures = FoundSignatureShape(source="findings.signatures", many=True, read_only=True)
    differences = DifferenceShape(source="findings.differences", many=True, read_only=True)

    class Meta:
        model = SignedCopy
        fields = [
            "id",
            "revision",
            "party",
            "origin",
            "text_status",
            "signature_count",
            "signatures",
            "differences",
            "sha256",
            "added_at",
        ]


class CouncilApprovalShape(serializers.ModelSerializer):
    class Meta:
        model = CouncilApproval
        fields = ["approved", "letter_number", "letter_date", "answered_on"]


class AgreementInList(ShownWithSteps):
    """`title`, `starts_on` and `ends_on` are, for the other parties, those of the text they were
    sent last."""

    reference = serializers.CharField(read_only=True)
    owner = AgencyRef(read_only=True)
    candidate = CandidateRef(read_only=True, allow_null=True)
    parties = PartyInList(many=True, read_only=True)
    standing = serializers.SerializerMethodField(
        help_text="coming, active, expiring or expired; empty until it is signed"
    )
    revision = serializers.IntegerField(
        source="latest_sent", read_only=True, allow_null=True, help_text="the one sent last"
    )

    expanded = expanded(
        "Agreement",
        owner=AgencyShape(required=False),
        candidate=CandidateInList(required=False, allow_null=True),
    )

    class Meta:
        model = Agreement
        list_serializer_class = ToldInOneGo
        fields = [
            "expanded",
            "id",
            "version",
            "reference",
            "owner",
            "candidate",
            "kind",
            "cooperation_kind",
            "title",
            "parties",
            "status",
            "status_label",
            "status_since",
            "next_actions",
            "revision",
            "starts_on",
            "ends_on",
            "signed_on",
            "ended_on",
            "end_reason",
            "standing",
            "shared_at",
        ]

    def get_standing(self, agreement) -> str:
        return agreement.standing_on(agreement.owner.today())

    def left_to_reader(self, shown, instance):
        shown = super().left_to_reader(shown, instance)
        if not self.is_for_the_owner(instance):
            shown |= self.text_sent(instance)
        return shown

    def text_sent(self, agreement) -> dict[str, Any]:
        return {
            "title": agreement.sent_title or "",
            "starts_on": agreement.sent_starts_on,
            "ends_on": agreement.sent_ends_on,
        }


class AgreementShape(AgreementInList):
    parent = AgreementRef(read_only=True, allow_null=True)
    amends = AgreementRef(read_only=True, allow_null=True)
    renews = AgreementRef(read_only=True, allow_null=True)
    parties = PartyShape(many=True, read_only=True)
    articles = serializers.SerializerMethodField()
    revisions = serializers.SerializerMethodField()
    council_approvals = CouncilApprovalShape(many=True, read_only=True)
    drafted_by = PersonRef(read_only=True)

    owner_only = NOT_TOLD | {"council_approvals"}

    class Meta(AgreementInList.Meta):
        fields = [
            *AgreementInList.Meta.fields,
            "parent",
            "entry_mode",
            "title_label",
            "recitals",
            "place",
            "dated_on",
            "signed_apart",
            "term_text",
            "funding_source",
            "council_required",
            "council_reason",
            "original_count",
            "renewal_notice_days",
            "reporting_period",
            "term_count",
            "term_unit",
            "amount",
            "amends",
            "renews",
            "status_reason",
            "end_evidence",
            "drafted_by",
            "articles",
            "revisions",
            "council_approvals",
        ]

    @extend_schema_field(ArticleShape(many=True))
    def get_articles(self, agreement):
        """As they are written, each link named by where it leads: {Pasal 7 ayat (2) #12}."""
        stored = [article_as_data(article) for article in agreement.articles.all()]
        wording = Wording(stored)
        return [
            {
                "id": article["id"],
                "heading": wording.editable(article["heading"], article["key"]),
                "body": wording.editable(article["body"], article["key"]),
            }
            for article in stored
        ]

    @extend_schema_field(RevisionShape(many=True))
    def get_revisions(self, agreement):
        rows = agreement.revisions.all()
        if not self.is_for_the_owner(agreement):
            read = set(agreement.revisions.sent_to(self.reader).values_list("pk", flat=True))
            rows = [row for row in rows if row.pk in read]
        return RevisionShape(rows, many=True).data

    def text_sent(self, agreement) -> dict[str, Any]:
        content, _revision = text_for(agreement, self.reader)
        content = content or {}
        # Who will sign is part of the text, too.
        sent = {party["id"]: party for party in content.get("parties", [])}
        return {
            **{name: content.get(name) for name in TOLD_TO_PARTIES},
            "title": content.get("title", ""),
            "articles": wording_of(content).as_typed() if content else [],
            "parties": [
                PartyInList(party).data | _signatory(sent.get(party.pk, {}))
                for party in agreement.parties.all()
            ],
        }


def _signatory(sent: dict[str, Any]) -> dict[str, Any]:
    return {name: sent[name] for name in Party.draft_fields & set(sent)}
