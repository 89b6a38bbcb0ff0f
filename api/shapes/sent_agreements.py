"""What is sent to draft an agreement, to write in it, and to note what happened to it."""

from rest_framework import serializers

from agreements.clauses import ClauseType
from agreements.models import Agreement, Effect, Party, ReportingPeriod
from api.fields import Day, LineOfText, Text, Visible
from api.shapes.base import Note, Sent, SentRecord, Version, several
from cooperation.models import Candidate


class SentArticle(Sent):
    """The text: one paragraph a line; "- " begins a letter, "-- " a number."""

    id = serializers.IntegerField(
        required=False, min_value=1, help_text="The article that it was before, if it is not new."
    )
    heading = LineOfText(max_length=250)
    body = Text(max_length=20_000, allow_blank=True, default="")
    clause_type = serializers.ChoiceField(
        choices=ClauseType.choices, required=False, allow_blank=True
    )
    effect = serializers.ChoiceField(
        choices=Effect.choices,
        required=False,
        allow_blank=True,
        help_text="What an article of an addendum does.",
    )
    target = LineOfText(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="Which article it changes: `target` of …/in-force/ of the amended agreement.",
    )


class SentParty(SentRecord):
    class Meta:
        model = Party
        fields = [
            "agency",
            "number",
            "number_status",
            "signatory_name",
            "signatory_title",
            "signatory_office_status",
            "acting_for",
            "address",
            "power_of_attorney_number",
            "power_of_attorney_date",
        ]


AGREEMENT_FACTS = [
    "kind",
    "cooperation_kind",
    "title",
    "title_label",
    "parent",
    "recitals",
    "place",
    "dated_on",
    "signed_apart",
    "starts_on",
    "ends_on",
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
]


class SentAgreement(SentRecord):
    """Without `articles` it starts with the sample wording of its kind."""

    candidate = Visible(queryset=Candidate.objects.all(), required=False)
    parties = several(SentParty)
    articles = several(SentArticle, required=False)
    on = Day(required=False)
    note = Note()

    class Meta:
        model = Agreement
        fields = ["owner", "candidate", *AGREEMENT_FACTS, "parties", "articles", "on", "note"]
        extra_kwargs = {"kind": {"required": True}}


class ChangedAgreement(SentRecord):
    """`articles`, where they are sent, are all of them: one that is not named is taken out."""

    articles = several(SentArticle, required=False)
    note = Note()
    version = Version()

    class Meta:
        model = Agreement
        fields = [*AGREEMENT_FACTS, "articles", "note", "version"]


class SentPartyNumber(Sent):
    """`version` is the agreement's. An empty number: it is not known, or the party has none."""

    number = LineOfText(max_length=120, allow_blank=True)
    note = Note()
    version = Version()


class SentOriginal(Sent):
    """When the signed original of this party came back; null: it has not, after all."""

    received_on = Day(allow_null=True)
    note = Note()
    version = Version()


class SentCorrection(Sent):
    """What is noted beside a signed text; the note says why, and is owed."""

    reporting_period = serializers.ChoiceField(
        choices=ReportingPeriod.choices, required=False, allow_blank=True
    )
    renewal_notice_days = serializers.IntegerField(required=False, min_value=0, max_value=3660)
    note = Note(required=True)
    version = Version()


class AddedParty(SentParty):
    note = Note()
    version = Version()

    class Meta(SentParty.Meta):
        fields = [*SentParty.Meta.fields, "note", "version"]


class WantedRevision(serializers.Serializer):
    revision = serializers.IntegerField(required=False, min_value=1, max_value=32_767)


class PartyToSign(Visible):
    """A party of an agreement that the writer may see."""

    def __init__(self, **options):
        super().__init__(**{"queryset": Party.objects.all()} | options)

    def get_queryset(self):
        seen = Agreement.objects.visible_to(self.context["request"].user)
        return Party.objects.filter(agreement__in=seen)
