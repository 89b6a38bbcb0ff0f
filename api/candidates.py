"""Candidates, what was promised for them, and what they became."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from accounts.models import Area
from api.bulk import Bulk, SentBulk
from api.expanding import one
from api.exports import EXPORT, Exports
from api.filters import AdoptionFilter, MeasurementFilter
from api.reference import AgencyViewSet
from api.shapes.candidates import (
    AdoptionShape,
    CandidateInList,
    CandidateShape,
    ChangedAdoption,
    ChangedCandidate,
    ChangedFollowUp,
    FollowUpShape,
    MeasurementShape,
    SentAdoption,
    SentCandidate,
    SentFollowUp,
    SentMeasurement,
)
from api.shapes.moves import move_shape
from api.stories import HISTORY_WINDOW, HasHistory
from api.topics import IndicatorViewSet, InnovationViewSet, TopicViewSet
from api.uploads import HasEvidence, SentEvidence
from api.viewsets import Creates, Edits, Moves
from cooperation.filters import CandidateFilter, FollowUpFilter
from cooperation.models import Adoption, Candidate, FollowUp, Measurement
from cooperation.permissions import Permission
from cooperation.services import (
    edit_adoption,
    edit_candidate,
    edit_follow_up,
    identify_candidate,
    move_candidate,
    move_follow_up,
    plan_follow_up,
    record_adoption,
    record_measurement,
)
from cooperation.workflow import CANDIDATE_TRANSITIONS, FOLLOW_UP_TRANSITIONS

VIEW = Permission.CANDIDATE_VIEW
FOLLOW_UPS = FollowUp.objects.select_related(
    "candidate__owner", "unit", "assignee", "finished_by", "verified_by", "evidence_file"
)
ADOPTIONS = Adoption.objects.select_related(
    "candidate__owner", "innovation__owner", "adopter", "evidence_file"
)
MEASUREMENTS = Measurement.objects.select_related("candidate__owner", "indicator", "agency")


class CandidateViewSet(Exports, Bulk, HasHistory, Moves, Creates, Edits):
    area = Area.COOPERATION
    queryset = Candidate.objects.select_related(
        *("owner", "provider", "adopter", "innovation__owner"),
        *("topic", "initiating_unit", "indicator"),
    )
    serializer_class = CandidateShape
    list_serializer_class = CandidateInList
    filterset_class = CandidateFilter
    permissions = {
        "list": VIEW,
        "retrieve": VIEW,
        "export": VIEW,
        "create": Permission.CANDIDATE_IDENTIFY,
        "bulk": Permission.CANDIDATE_IDENTIFY,
        "partial_update": Permission.CANDIDATE_IDENTIFY,
        "move": VIEW,  # each step asks for its own, in the service
        "history": VIEW,
        "as_of": VIEW,
    }
    ordering_fields = ["identified_on", "status_since"]
    workflow = CANDIDATE_TRANSITIONS
    sent = {
        "create": SentCandidate,
        "bulk": SentBulk,
        "partial_update": ChangedCandidate,
        "move": move_shape("Candidate", CANDIDATE_TRANSITIONS),
    }
    parameters = HISTORY_WINDOW | EXPORT
    expandable = {
        **{name: one(AgencyViewSet, name) for name in ("owner", "provider", "adopter")},
        "innovation": one(InnovationViewSet, "innovation"),
        "topic": one(TopicViewSet, "topic"),
    }
    columns = {
        "reference": _("number"),
        "title": _("title"),
        "kind": _("kind"),
        "provider.name": _("provider"),
        "adopter.name": _("adopter"),
        "innovation.name": _("innovation"),
        "topic.name": _("topic"),
        "identified_on": _("identified on"),
        "status_label": _("status"),
        "status_since": _("status since"),
        "owner.name": _("owner"),
    }

    def related(self, user):
        if self.action in self.lists:
            return []
        return [
            Prefetch("follow_ups", FOLLOW_UPS),
            Prefetch("adoptions", ADOPTIONS),
            Prefetch("measurements", MEASUREMENTS),
        ]

    def write_new(self, facts, *, by, why):
        return identify_candidate(owner=self.owner_in(facts), by=by, why=why, **facts)

    def write_changes(self, record, changes, **options):
        return edit_candidate(record, changes=changes, **options)

    def write_move(self, record, action, **options):
        return move_candidate(record, action, **options)


class FollowUpViewSet(Exports, Bulk, HasEvidence, HasHistory, Moves, Creates, Edits):
    area = Area.COOPERATION
    queryset = FOLLOW_UPS
    serializer_class = FollowUpShape
    filterset_class = FollowUpFilter
    permissions = {
        "list": VIEW,
        "retrieve": VIEW,
        "export": VIEW,
        "create": Permission.FOLLOW_UP_PLAN,
        "bulk": Permission.FOLLOW_UP_PLAN,
        "partial_update": Permission.FOLLOW_UP_PLAN,
        "move": VIEW,
        "evidence": VIEW,  # who may bring one, the service asks
        "history": VIEW,
        "as_of": VIEW,
    }
    ordering_fields = ["due_on", "done_on"]
    workflow = FOLLOW_UP_TRANSITIONS
    sent = {
        "create": SentFollowUp,
        "bulk": SentBulk,
        "partial_update": ChangedFollowUp,
        "move": move_shape("FollowUp", FOLLOW_UP_TRANSITIONS),
        "evidence": SentEvidence,
    }
    parameters = HISTORY_WINDOW | EXPORT
    expandable = {
        "candidate": one(CandidateViewSet, "candidate"),
        "unit": one(AgencyViewSet, "unit"),
    }
    columns = {
        "title": _("title"),
        "candidate.title": _("candidate"),
        "unit.name": _("unit"),
        "assignee.name": _("assignee"),
        "due_on": _("due on"),
        "is_overdue": _("overdue"),
        "status_label": _("status"),
        "done_on": _("done on"),
        "owner.name": _("owner"),
    }

    def root_of(self, record):
        return record.candidate

    def write_new(self, facts, *, by, why):
        return plan_follow_up(by=by, why=why, **facts)

    def write_changes(self, record, changes, **options):
        return edit_follow_up(record, changes=changes, **options)

    def write_move(self, record, action, **options):
        return move_follow_up(record, action, **options)


class AdoptionViewSet(Bulk, HasEvidence, HasHistory, Creates, Edits):
    area = Area.COOPERATION
    queryset = ADOPTIONS
    serializer_class = AdoptionShape
    filterset_class = AdoptionFilter
    permissions = {
        "list": VIEW,
        "retrieve": VIEW,
        "create": Permission.ADOPTION_RECORD,
        "bulk": Permission.ADOPTION_RECORD,
        "partial_update": Permission.ADOPTION_RECORD,
        "evidence": VIEW,
        "history": VIEW,
        "as_of": VIEW,
    }
    ordering_fields = ["started_on"]
    sent = {
        "create": SentAdoption,
        "bulk": SentBulk,
        "partial_update": ChangedAdoption,
        "evidence": SentEvidence,
    }
    parameters = HISTORY_WINDOW
    expandable = {
        "candidate": one(CandidateViewSet, "candidate"),
        "innovation": one(InnovationViewSet, "innovation"),
        "adopter": one(AgencyViewSet, "adopter"),
    }

    def root_of(self, record):
        return record.candidate

    def write_new(self, facts, *, by, why):
        return record_adoption(facts.pop("candidate"), by=by, why=why, **facts)

    def write_changes(self, record, changes, **options):
        return edit_adoption(record, changes=changes, **options)


class MeasurementViewSet(Bulk, HasHistory, Creates):
    area = Area.COOPERATION
    queryset = MEASUREMENTS
    serializer_class = MeasurementShape
    filterset_class = MeasurementFilter
    permissions = {
        "list": VIEW,
        "retrieve": VIEW,
        "create": Permission.ADOPTION_RECORD,
        "bulk": Permission.ADOPTION_RECORD,
        "history": VIEW,
        "as_of": VIEW,
    }
    ordering_fields = ["measured_on"]
    sent = {"create": SentMeasurement, "bulk": SentBulk}
    parameters = HISTORY_WINDOW
    expandable = {
        "candidate": one(CandidateViewSet, "candidate"),
        "indicator": one(IndicatorViewSet, "indicator"),
        "agency": one(AgencyViewSet, "agency"),
    }

    def root_of(self, record):
        return record.candidate

    def write_new(self, facts, *, by, why):
        return record_measurement(facts.pop("candidate"), by=by, why=why, **facts)
