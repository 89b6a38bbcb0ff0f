"""What might come of a visit, what was promised for it, and what it became."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from rest_framework import serializers

from accounts.models import User
from api.fields import Day, Visible
from api.shapes.base import (
    AgencyRef,
    FileRef,
    Note,
    PersonRef,
    SentRecord,
    Shown,
    ShownWithSteps,
    Version,
    expanded,
)
from api.shapes.reference import AgencyShape
from api.shapes.telling import ToldInOneGo
from api.shapes.topics import (
    IndicatorRef,
    IndicatorShape,
    InnovationRef,
    InnovationShape,
    TopicRef,
    TopicShape,
)
from cooperation.models import Adoption, Agency, Candidate, FollowUp, Measurement, Membership
from cooperation.permissions import Permission, current_memberships, may


class InnovationIfSeen(InnovationRef):
    """Empty where the reader may not see it: not all that is offered is published."""

    def to_representation(self, instance):
        reader = self.context["request"].user
        return super().to_representation(instance) if self.is_told(instance, reader) else None

    @staticmethod
    def is_told(innovation, reader) -> bool:
        return innovation.published or may(reader, Permission.VISIT_VIEW, innovation.owner)


class CandidateRef(serializers.ModelSerializer):
    reference = serializers.CharField(read_only=True)

    class Meta:
        model = Candidate
        fields = ["id", "reference", "title", "status"]


class CandidateInList(ShownWithSteps):
    reference = serializers.CharField(read_only=True)
    owner = AgencyRef(read_only=True)
    provider = AgencyRef(read_only=True)
    adopter = AgencyRef(read_only=True)
    innovation = InnovationIfSeen(read_only=True, allow_null=True)
    topic = TopicRef(read_only=True)
    initiating_unit = AgencyRef(read_only=True)
    expanded = expanded(
        "Candidate",
        owner=AgencyShape(required=False),
        provider=AgencyShape(required=False),
        adopter=AgencyShape(required=False),
        innovation=InnovationShape(required=False, allow_null=True),
        topic=TopicShape(required=False, allow_null=True),
    )

    class Meta:
        model = Candidate
        list_serializer_class = ToldInOneGo
        fields = [
            "expanded",
            "id",
            "version",
            "reference",
            "owner",
            "title",
            "kind",
            "cooperation_kind",
            "provider",
            "adopter",
            "innovation",
            "topic",
            "initiating_unit",
            "priority",
            "identified_on",
            "status",
            "status_label",
            "status_since",
            "next_actions",
            "shared_at",
        ]


class FollowUpShape(ShownWithSteps):
    owner = AgencyRef(read_only=True)
    candidate = CandidateRef(read_only=True)
    unit = AgencyRef(read_only=True)
    assignee = PersonRef(read_only=True)
    finished_by = PersonRef(read_only=True)
    verified_by = PersonRef(read_only=True)
    is_overdue = serializers.BooleanField(read_only=True)

    expanded = expanded(
        "FollowUp",
        candidate=CandidateInList(required=False, allow_null=True),
        unit=AgencyShape(required=False),
    )
    evidence_file = FileRef(read_only=True, allow_null=True)

    class Meta:
        model = FollowUp
        list_serializer_class = ToldInOneGo
        fields = [
            "expanded",
            "id",
            "version",
            "owner",
            "candidate",
            "title",
            "description",
            "unit",
            "assignee",
            "due_on",
            "is_overdue",
            "status",
            "status_label",
            "status_reason",
            "next_actions",
            "started_on",
            "done_on",
            "finished_by",
            "evidence",
            "evidence_file",
            "verified_by",
        ]

    def is_for_the_owner(self, instance) -> bool:
        return instance.tells_reasons_to(self.reader)


class AdoptionShape(Shown):
    owner = AgencyRef(source="candidate.owner", read_only=True)
    candidate = CandidateRef(read_only=True)
    innovation = InnovationIfSeen(read_only=True, allow_null=True)
    adopter = AgencyRef(read_only=True)
    status_label = serializers.CharField(source="get_status_display", read_only=True)

    expanded = expanded(
        "Adoption",
        candidate=CandidateInList(required=False, allow_null=True),
        innovation=InnovationShape(required=False, allow_null=True),
        adopter=AgencyShape(required=False),
    )
    evidence_file = FileRef(read_only=True, allow_null=True)

    class Meta:
        model = Adoption
        fields = [
            "expanded",
            "id",
            "version",
            "owner",
            "candidate",
            "innovation",
            "adopter",
            "local_name",
            "status",
            "status_label",
            "started_on",
            "ended_on",
            "evidence",
            "evidence_file",
            "licence_terms",
        ]

    def is_for_the_owner(self, instance) -> bool:
        return instance.candidate.belongs_to(self.reader)


class MeasurementShape(serializers.ModelSerializer):
    owner = AgencyRef(source="candidate.owner", read_only=True)
    candidate = CandidateRef(read_only=True)
    indicator = IndicatorRef(read_only=True)
    agency = AgencyRef(read_only=True)

    expanded = expanded(
        "Measurement",
        candidate=CandidateInList(required=False, allow_null=True),
        indicator=IndicatorShape(required=False, allow_null=True),
        agency=AgencyShape(required=False),
    )

    class Meta:
        model = Measurement
        fields = [
            "expanded",
            "id",
            "version",
            "owner",
            "candidate",
            "indicator",
            "agency",
            "value",
            "measured_on",
            "period",
            "source",
        ]


# What the candidate that it is shown with says already.
UP_THERE = ("owner", "candidate", "expanded")


class FollowUpOfCandidate(FollowUpShape):
    class Meta(FollowUpShape.Meta):
        fields = [name for name in FollowUpShape.Meta.fields if name not in UP_THERE]


class AdoptionOfCandidate(AdoptionShape):
    class Meta(AdoptionShape.Meta):
        fields = [name for name in AdoptionShape.Meta.fields if name not in UP_THERE]


class MeasurementOfCandidate(MeasurementShape):
    class Meta(MeasurementShape.Meta):
        fields = [name for name in MeasurementShape.Meta.fields if name not in UP_THERE]


class CandidateShape(CandidateInList):
    indicator = IndicatorRef(read_only=True)
    follow_ups = FollowUpOfCandidate(many=True, read_only=True)
    adoptions = AdoptionOfCandidate(many=True, read_only=True)
    measurements = MeasurementOfCandidate(many=True, read_only=True)

    class Meta(CandidateInList.Meta):
        fields = [
            *CandidateInList.Meta.fields,
            "description",
            "in_planning_document",
            "planning_reference",
            "screening_note",
            "indicator",
            "baseline_value",
            "baseline_period",
            "target_value",
            "target_on",
            "status_reason",
            "parked_until",
            "letter_number",
            "letter_date",
            "follow_ups",
            "adoptions",
            "measurements",
        ]


CANDIDATE_FACTS = [
    "title",
    "provider",
    "adopter",
    "kind",
    "cooperation_kind",
    "innovation",
    "topic",
    "initiating_unit",
    "description",
    "priority",
    "in_planning_document",
    "planning_reference",
    "screening_note",
    "indicator",
    "baseline_value",
    "baseline_period",
    "target_value",
    "target_on",
    "note",
]


class SentCandidate(SentRecord):
    note = Note()
    on = Day(required=False)

    class Meta:
        model = Candidate
        fields = ["owner", *CANDIDATE_FACTS, "on"]


class ChangedCandidate(SentRecord):
    note = Note()
    version = Version()

    class Meta:
        model = Candidate
        fields = [*CANDIDATE_FACTS, "version"]


class Colleague(Visible):
    """Somebody who works where the writer may do this, or above it.

    Nobody else: a refusal names the person, and would so tell who has an account elsewhere.
    """

    def __init__(self, permission, **options):
        super().__init__(**{"queryset": User.objects.all()} | options)
        self.permission = permission

    def get_queryset(self):
        writer = self.context["request"].user
        mine = Agency.objects.in_reach_of(writer, self.permission)
        above = {code for held in current_memberships(writer) for code in held.agency.lineage}
        running = Q(ended_on__isnull=True) | Q(ended_on__gt=timezone.localdate())
        here = Q(agency__in=mine) | Q(agency__code__in=above)
        staff = Membership.objects.filter(running, here, user=OuterRef("pk"))
        return super().get_queryset().filter(Exists(staff), is_active=True)


class ChangedFollowUp(SentRecord):
    assignee = Colleague(Permission.FOLLOW_UP_PLAN, required=False, allow_null=True)
    note = Note()
    version = Version()

    class Meta:
        model = FollowUp
        fields = ["title", "description", "unit", "assignee", "due_on", "note", "version"]


class SentFollowUp(SentRecord):
    assignee = Colleague(Permission.FOLLOW_UP_PLAN, required=False, allow_null=True)
    note = Note()

    class Meta:
        model = FollowUp
        fields = ["candidate", "title", "description", "unit", "assignee", "due_on", "note"]


ADOPTION_FACTS = ["local_name", "status", "started_on", "ended_on", "evidence", "licence_terms"]


class SentAdoption(SentRecord):
    note = Note()

    class Meta:
        model = Adoption
        fields = ["candidate", *ADOPTION_FACTS, "note"]


class ChangedAdoption(SentRecord):
    note = Note()
    version = Version()

    class Meta:
        model = Adoption
        fields = [*ADOPTION_FACTS, "note", "version"]


class SentMeasurement(SentRecord):
    note = Note()

    class Meta:
        model = Measurement
        fields = [
            "candidate",
            "indicator",
            "agency",
            "value",
            "measured_on",
            "period",
            "source",
            "note",
        ]
        extra_kwargs = {"indicator": {"required": False}, "agency": {"required": False}}
