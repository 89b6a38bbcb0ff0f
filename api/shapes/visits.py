"""A visit as its reader may know it."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes.base import AgencyRef, Shown, ShownWithSteps, expanded
from api.shapes.candidates import CandidateInList, CandidateRef
from api.shapes.reference import AgencyShape
from api.shapes.telling import ToldInOneGo
from api.shapes.topics import IndicatorRef, InnovationRef, TopicRef
from audit.readings import personal_details_shown
from cooperation.models import Agency, PersonalDetail
from cooperation.permissions import Permission, may
from visits.models import (
    Attachment,
    Delegation,
    Discussion,
    Disposition,
    Host,
    Participant,
    QuotedValue,
    ScheduleChange,
    Stop,
    Visit,
    VisitPaper,
)


class HostShape(serializers.ModelSerializer):
    agency = AgencyRef(read_only=True)

    class Meta:
        model = Host
        fields = [
            "id",
            "version",
            "order",
            "agency",
            "receiver_name",
            "receiver_position",
            "receiver_office_status",
            "on_behalf_of",
            "planned_headcount",
            "actual_headcount",
        ]


class ContactShape(serializers.ModelSerializer):
    class Meta:
        model = PersonalDetail
        fields = ["phone", "email"]


class DelegationShape(serializers.ModelSerializer):
    agency = AgencyRef(read_only=True)

    class Meta:
        model = Delegation
        fields = [
            "id",
            "version",
            "order",
            "agency",
            "leader_name",
            "leader_position",
            "leader_office_status",
            "on_behalf_of",
            "planned_headcount",
            "actual_headcount",
        ]


class DelegationWithContact(DelegationShape):
    """How to reach the guests is left out unless the reader works at the owner's desk."""

    contact = ContactShape(read_only=True, allow_null=True)

    class Meta(DelegationShape.Meta):
        fields = [*DelegationShape.Meta.fields, "contact_name", "contact"]

    @classmethod
    def may_leave_out(cls) -> frozenset[str]:
        return frozenset({"contact"})

    def to_representation(self, instance):
        shown = super().to_representation(instance)
        reader = self.context["request"].user
        if not may(reader, Permission.PERSONAL_READ, instance.visit.owner):
            del shown["contact"]
        elif shown["contact"]:
            personal_details_shown()
        return shown


class ParticipantShape(serializers.ModelSerializer):
    agency = serializers.SerializerMethodField()

    class Meta:
        model = Participant
        fields = [
            "id",
            "version",
            "order",
            "agency",
            "name",
            "position",
            "unit",
            "faction",
            "rank",
            "present",
        ]

    @extend_schema_field(AgencyRef)
    def get_agency(self, participant):
        agency: Agency = (participant.delegation or participant.host).agency
        return AgencyRef(agency).data


class StopShape(serializers.ModelSerializer):
    class Meta:
        model = Stop
        fields = ["id", "version", "order", "place", "starts_at", "ends_at"]


class QuotedValueShape(serializers.ModelSerializer):
    indicator = IndicatorRef(read_only=True)
    agency = AgencyRef(read_only=True)

    class Meta:
        model = QuotedValue
        fields = ["id", "version", "indicator", "agency", "value", "period", "source"]


class DiscussionInList(serializers.ModelSerializer):
    """`candidate` is empty, too, where the reader may not see the one that came of it."""

    topic = TopicRef(read_only=True)
    outcome_label = serializers.CharField(source="get_outcome_display", read_only=True)
    candidate = CandidateRef(read_only=True, allow_null=True)

    only_if_seen = frozenset({"candidate"})

    class Meta:
        model = Discussion
        fields = ["id", "version", "order", "topic", "outcome", "outcome_label", "candidate"]


class DiscussionShape(DiscussionInList):
    presenting_unit = AgencyRef(read_only=True)
    asked_by = AgencyRef(source="asked_by.agency", read_only=True, allow_null=True)
    innovations = serializers.SerializerMethodField()
    quoted_values = QuotedValueShape(many=True, read_only=True)

    class Meta(DiscussionInList.Meta):
        fields = [
            *DiscussionInList.Meta.fields,
            "outcome_note",
            "presenting_unit",
            "presenter_name",
            "presenter_position",
            "asked_by",
            "asked",
            "findings",
            "innovations",
            "quoted_values",
        ]

    @extend_schema_field(InnovationRef(many=True))
    def get_innovations(self, discussion):
        shown = [row.innovation for row in discussion.innovations_shown.all()]
        return InnovationRef(shown, many=True).data


class ScheduleChangeShape(Shown):
    class Meta:
        model = ScheduleChange
        fields = [
            "changed_on",
            "old_start",
            "old_end",
            "new_start",
            "new_end",
            "requested_by",
            "reason",
        ]

    def is_for_the_owner(self, instance) -> bool:
        return instance.visit.belongs_to(self.reader)


class DispositionShape(serializers.ModelSerializer):
    to_unit = AgencyRef(read_only=True)

    class Meta:
        model = Disposition
        fields = ["dated_on", "to_unit", "instruction"]


class AttachmentShape(serializers.ModelSerializer):
    name = serializers.CharField(source="file.name", read_only=True)
    content_type = serializers.CharField(source="file.content_type", read_only=True)
    size = serializers.IntegerField(source="file.size", read_only=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True)

    class Meta:
        model = Attachment
        fields = ["id", "version", "kind", "title", "name", "content_type", "size", "sha256"]


class VisitPaperShape(serializers.ModelSerializer):
    agency = AgencyRef(read_only=True)
    issued_on = serializers.DateField(source="issued.issued_on", read_only=True, allow_null=True)
    revoked_on = serializers.DateField(source="issued.revoked_on", read_only=True, allow_null=True)
    sha256 = serializers.CharField(source="issued.sha256", read_only=True, allow_null=True)

    class Meta:
        model = VisitPaper
        fields = [
            "id",
            "version",
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
            "issued_on",
            "revoked_on",
            "sha256",
        ]


class VisitInList(ShownWithSteps):
    reference = serializers.CharField(read_only=True)
    owner = AgencyRef(read_only=True)
    starts = serializers.DateTimeField(read_only=True, allow_null=True)
    ends = serializers.DateTimeField(read_only=True, allow_null=True)
    hosts = HostShape(many=True, read_only=True)
    delegations = DelegationShape(many=True, read_only=True)
    discussions = DiscussionInList(many=True, read_only=True)

    expanded = expanded(
        "Visit",
        owner=AgencyShape(required=False),
        candidates=CandidateInList(many=True, required=False),
    )

    class Meta:
        model = Visit
        list_serializer_class = ToldInOneGo
        fields = [
            "expanded",
            "id",
            "version",
            "reference",
            "owner",
            "theme",
            "visit_type",
            "branch",
            "entry_mode",
            "status",
            "status_label",
            "status_since",
            "next_actions",
            "starts",
            "ends",
            "whole_day",
            "scheduled_start",
            "scheduled_end",
            "actual_start",
            "actual_end",
            "hosts",
            "delegations",
            "discussions",
            "shared_at",
        ]


class VisitShape(VisitInList):
    delegations = DelegationWithContact(many=True, read_only=True)
    discussions = DiscussionShape(many=True, read_only=True)
    stops = StopShape(many=True, read_only=True)
    participants = ParticipantShape(many=True, read_only=True)
    schedule_changes = ScheduleChangeShape(many=True, read_only=True)
    attachments = AttachmentShape(many=True, read_only=True)
    dispositions = DispositionShape(many=True, read_only=True)
    papers = VisitPaperShape(many=True, read_only=True)

    owner_only = frozenset({"dispositions", "papers"})

    class Meta(VisitInList.Meta):
        fields = [
            *VisitInList.Meta.fields,
            "letter_number",
            "letter_date",
            "letter_received_on",
            "agenda_number",
            "proposed_start",
            "proposed_end",
            "status_reason",
            "deciding_official",
            "decided_on",
            "decision_reason",
            "ended_by",
            "reported_on",
            "summary",
            "no_topic_note",
            "source_note",
            "internal_note",
            "stops",
            "participants",
            "schedule_changes",
            "attachments",
            "dispositions",
            "papers",
        ]
