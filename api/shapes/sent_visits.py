"""What is sent to log a visit, to correct it, and to say what comes of a topic."""

from rest_framework import serializers

from api.fields import Day, LineOfText, Text, Visible
from api.shapes.base import Note, Sent, SentRecord, Version, several
from api.shapes.candidates import CANDIDATE_FACTS
from cooperation.models import (
    Agency,
    Candidate,
    GovernmentAffair,
    Indicator,
    Innovation,
    PersonalDetail,
)
from visits.models import (
    Delegation,
    Discussion,
    Host,
    PaperKind,
    Participant,
    QuotedValue,
    Stop,
    Visit,
    VisitPaper,
)


class SentHost(SentRecord):
    class Meta:
        model = Host
        fields = [
            "agency",
            "receiver_name",
            "receiver_position",
            "receiver_office_status",
            "on_behalf_of",
            "planned_headcount",
            "actual_headcount",
        ]


class SentContact(SentRecord):
    name = LineOfText(required=False, allow_blank=True, max_length=250)

    class Meta:
        model = PersonalDetail
        fields = ["name", "phone", "email"]


class SentDelegation(SentRecord):
    contact = SentContact(required=False)

    class Meta:
        model = Delegation
        fields = [
            "agency",
            "leader_name",
            "leader_position",
            "leader_office_status",
            "on_behalf_of",
            "planned_headcount",
            "actual_headcount",
            "contact",
        ]


class SentStop(SentRecord):
    class Meta:
        model = Stop
        fields = ["place", "starts_at", "ends_at"]


class SentParticipant(SentRecord):
    agency = Visible(queryset=Agency.objects.all(), help_text="On whose side: a host or a guest.")

    class Meta:
        model = Participant
        fields = ["agency", "name", "position", "unit", "faction", "rank", "present"]


class SentQuotedValue(SentRecord):
    indicator = Visible(queryset=Indicator.objects.all(), required=False)
    indicator_name = LineOfText(
        required=False, max_length=250, help_text="Instead of `indicator`; a new one is added."
    )
    unit = LineOfText(required=False, max_length=40)

    class Meta:
        model = QuotedValue
        fields = ["indicator", "indicator_name", "unit", "agency", "value", "period", "source"]


class SentDiscussion(SentRecord):
    name = LineOfText(
        required=False, max_length=250, help_text="Instead of `topic`; a new one needs its affair."
    )
    affair = Visible(queryset=GovernmentAffair.objects.all(), required=False)
    asked_by = Visible(queryset=Agency.objects.all(), required=False, help_text="A guest.")
    innovations = Visible(queryset=Innovation.objects.all(), many=True, required=False)
    quoted_values = several(SentQuotedValue, required=False)

    class Meta:
        model = Discussion
        fields = [
            "topic",
            "name",
            "affair",
            "presenting_unit",
            "presenter_name",
            "presenter_position",
            "asked_by",
            "asked",
            "findings",
            "outcome",
            "outcome_note",
            "innovations",
            "quoted_values",
        ]
        extra_kwargs = {"topic": {"required": False}}


VISIT_FACTS = [
    "visit_type",
    "branch",
    "theme",
    "letter_number",
    "letter_date",
    "letter_received_on",
    "agenda_number",
    "proposed_start",
    "proposed_end",
    "actual_start",
    "actual_end",
    "whole_day",
    "summary",
    "no_topic_note",
    "source_note",
    "internal_note",
]


class SentVisit(SentRecord):
    hosts = several(SentHost)
    delegations = several(SentDelegation)
    discussions = several(SentDiscussion, required=False)
    stops = several(SentStop, required=False)
    participants = several(SentParticipant, required=False)
    on = Day(required=False, help_text="The day it was registered; today unless said otherwise.")
    note = Note()

    class Meta:
        model = Visit
        fields = [
            "owner",
            "entry_mode",
            *VISIT_FACTS,
            "scheduled_start",
            "scheduled_end",
            "hosts",
            "delegations",
            "discussions",
            "stops",
            "participants",
            "on",
            "note",
        ]


class ChangedVisit(SentRecord):
    note = Note()
    version = Version()

    class Meta:
        model = Visit
        fields = [*VISIT_FACTS, "note", "version"]


class SentOutcome(SentRecord):
    """What comes of a topic; `version` is the discussion's."""

    note = Note()
    version = Version()

    class Meta:
        model = Discussion
        fields = ["outcome", "outcome_note", "candidate", "note", "version"]
        extra_kwargs = {"outcome": {"required": True}}


class SentCandidateOfTopic(SentRecord):
    """A candidate that somebody saw in a topic; `version` is the discussion's."""

    outcome_note = Text(required=False, allow_blank=True, max_length=2_000)
    on = Day(required=False)
    note = Note()
    version = Version()

    class Meta:
        model = Candidate
        fields = ["owner", *CANDIDATE_FACTS, "outcome_note", "on", "version"]


class SentPaper(SentRecord):
    """The head of a paper; what is left out is filled with what is usual."""

    kind = serializers.ChoiceField(PaperKind.choices, default=PaperKind.MEMORANDUM)
    agency = Visible(queryset=Agency.objects.all(), required=False)
    signatory_nip = LineOfText(required=False, allow_blank=True, max_length=24)
    note = Note()
    version = Version()

    class Meta:
        model = VisitPaper
        fields = [
            "kind",
            "agency",
            "of_office",
            "number",
            "addressee",
            "sender",
            "copy_to",
            "dated_on",
            "urgency",
            "attachments_line",
            "subject",
            "conclusion",
            "signatory_name",
            "signatory_position",
            "signatory_nip",
            "note",
            "version",
        ]
        extra_kwargs = {
            name: {"required": False} for name in ("addressee", "sender", "dated_on", "subject")
        }


class WantedPaper(serializers.Serializer):
    """Which paper of a visit, and under whose letterhead: that of the reader's own party, if not
    said."""

    kind = serializers.ChoiceField(PaperKind.choices, default=PaperKind.MEMORANDUM)
    agency = Visible(queryset=Agency.objects.all(), required=False)


class Issued(Sent):
    kind = serializers.ChoiceField(PaperKind.choices, default=PaperKind.MEMORANDUM)
    note = Note()
    version = Version()
