"""Visits, what comes of their topics, and their papers."""

from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.models import Area
from api.bulk import Bulk, SentBulk
from api.candidates import CandidateViewSet
from api.expanding import Expansion, one
from api.exports import EXPORT, Exports
from api.paper import ANSWERS_WITH_PDF, PAPER, paper
from api.reference import AgencyViewSet
from api.shapes.candidates import CandidateShape
from api.shapes.moves import move_shape
from api.shapes.sent_visits import (
    ChangedVisit,
    Issued,
    SentCandidateOfTopic,
    SentOutcome,
    SentPaper,
    SentVisit,
    WantedPaper,
)
from api.shapes.visits import VisitInList, VisitPaperShape, VisitShape
from api.stories import HISTORY_WINDOW, HasHistory, HasReadings
from api.uploads import HasAttachments, Removed, SentAttachment
from api.viewsets import Creates, Edits, Moves, renamed
from cooperation.models import Candidate, heavy_of
from cooperation.permissions import Permission
from cooperation.workflow import TransitionNotAllowed
from visits.filters import VisitFilter
from visits.models import (
    Attachment,
    Delegation,
    Discussion,
    Disposition,
    Host,
    PaperKind,
    Participant,
    QuotedValue,
    Visit,
    VisitPaper,
)
from visits.services import (
    edit_visit,
    issue_paper,
    log_visit,
    move,
    open_candidate_from,
    paper_for,
    prepare_paper,
    set_outcome,
)
from visits.workflow import TRANSITIONS

VIEW = Permission.VISIT_VIEW
SIDES = [
    Prefetch("hosts", Host.objects.select_related("agency")),
    Prefetch("delegations", Delegation.objects.select_related("agency", "contact")),
]
REST = [
    "stops",
    "schedule_changes",
    Prefetch(
        "participants", Participant.objects.select_related("host__agency", "delegation__agency")
    ),
    Prefetch("attachments", Attachment.objects.select_related("file")),
    Prefetch("dispositions", Disposition.objects.select_related("to_unit")),
    Prefetch(
        "papers",
        VisitPaper.objects.select_related("agency", "issued").defer(*heavy_of("issued")),
    ),
]


def discussions_for(user) -> Prefetch:
    """The topics; a candidate that the reader may not see is read as none."""
    rows = Discussion.objects.select_related("topic", "presenting_unit", "asked_by__agency")
    return Prefetch(
        "discussions",
        rows.prefetch_related(
            Prefetch("candidate", Candidate.objects.visible_to(user)),
            "innovations_shown__innovation",
            Prefetch("quoted_values", QuotedValue.objects.select_related("indicator", "agency")),
        ),
    )


def candidates_of(visits) -> list[tuple[int, int | None]]:
    """The key of each visit, and of a candidate that came of it, in the order of the topics."""
    talks = Discussion.objects.filter(visit__in=visits, candidate__isnull=False)
    return list(talks.values_list("visit_id", "candidate_id"))


class VisitViewSet(Exports, Bulk, HasAttachments, HasHistory, HasReadings, Moves, Creates, Edits):
    area = Area.VISITS
    queryset = Visit.objects.select_related("owner")
    serializer_class = VisitShape
    list_serializer_class = VisitInList
    filterset_class = VisitFilter
    permissions = {
        "list": VIEW,
        "retrieve": VIEW,
        "export": VIEW,
        "create": Permission.VISIT_LOG,
        "bulk": Permission.VISIT_LOG,
        "partial_update": Permission.VISIT_LOG,
        "move": VIEW,  # each step asks for its own, in the service
        "outcome": Permission.VISIT_REPORT,
        "candidate": Permission.CANDIDATE_IDENTIFY,
        "memorandum": VIEW,
        "prepare": Permission.VISIT_REPORT,
        "issue": Permission.VISIT_REPORT,
        "attachments": VIEW,  # who may attach one, the service asks
        "attachment_file": VIEW,
        "remove_attachment": Permission.VISIT_LOG,
        "history": VIEW,
        "as_of": VIEW,
        "readings": VIEW,
    }
    columns = {
        "reference": _("number"),
        "starts": _("starts"),
        "ends": _("ends"),
        "delegations.*.agency.name": _("guests"),
        "hosts.*.agency.name": _("hosts"),
        "theme": _("theme"),
        "discussions.*.topic.name": _("topics"),
        "discussions.*.outcome_label": _("outcomes"),
        "discussions.*.candidate.title": _("candidates"),
        "visit_type": _("type"),
        "status_label": _("status"),
        "status_since": _("status since"),
        "owner.name": _("owner"),
    }
    workflow = TRANSITIONS
    sent = {
        "create": SentVisit,
        "bulk": SentBulk,
        "attachments": SentAttachment,
        "remove_attachment": Removed,
        "partial_update": ChangedVisit,
        "move": move_shape("Visit", TRANSITIONS),
        "outcome": SentOutcome,
        "candidate": SentCandidateOfTopic,
        "prepare": SentPaper,
        "issue": Issued,
    }
    paged = frozenset({"readings", "attachments"})
    expandable = {
        "owner": one(AgencyViewSet, "owner"),
        "candidates": Expansion(
            CandidateViewSet,
            candidates_of,
            several=True,
        ),
    }
    parameters = HISTORY_WINDOW | EXPORT | {"memorandum": {"kind": str, "agency": int}}

    def related(self, user):
        if self.action in self.lists:
            return []
        return [*SIDES, discussions_for(user), *REST]

    def write_new(self, facts, *, by, why):
        owner, on = self.owner_in(facts), facts.pop("on", None)
        parts = {
            name: facts.pop(name, []) for name in ("hosts", "delegations", "stops", "participants")
        }
        topics = facts.pop("discussions", [])
        with renamed({"topics": "discussions"}):
            return log_visit(
                owner=owner, facts=facts, topics=topics, by=by, why=why, on=on, **parts
            )

    def write_changes(self, record, changes, **options):
        return edit_visit(record, changes=changes, **options)

    def write_move(self, record, action, **options):
        return move(record, action, **options)

    @action(detail=True, methods=["post"], url_path=r"discussions/(?P<discussion>\d{1,18})/outcome")
    def outcome(self, request, pk, discussion):
        """Say what comes of a topic: nothing, information, or a candidate that is there already."""
        visit = self.get_object()
        discussion = get_object_or_404(visit.discussions, pk=discussion)
        facts = self.read()
        with transaction.atomic(), renamed({"note": "outcome_note"}):
            set_outcome(
                discussion,
                outcome=facts["outcome"],
                note=facts.get("outcome_note", ""),
                candidate=facts.get("candidate"),
                by=request.user,
                why=facts.get("note", ""),
                expected_version=facts.get("version"),
            )
            return self.shown(visit)

    @extend_schema(responses={201: CandidateShape})
    @action(
        detail=True, methods=["post"], url_path=r"discussions/(?P<discussion>\d{1,18})/candidate"
    )
    def candidate(self, request, pk, discussion):
        """Open a candidate that somebody saw in a topic; it becomes the topic's outcome."""
        discussion = get_object_or_404(self.get_object().discussions, pk=discussion)
        facts = self.read()
        candidate = open_candidate_from(
            discussion,
            note=facts.pop("outcome_note", ""),
            why=facts.pop("note", ""),
            expected_version=facts.pop("version", None),
            by=request.user,
            **facts,
        )
        shape = CandidateShape(candidate, context=self.get_serializer_context())
        return Response(shape.data, status=201)

    @extend_schema(responses=ANSWERS_WITH_PDF)
    @action(detail=True, renderer_classes=PAPER)
    def memorandum(self, request, pk):
        """A paper of the visit, the memorandum where no other kind is asked for.

        As it was issued last; until then, a draft. Other parties get a draft of the memorandum
        under the letterhead of their own.
        """
        wanted = WantedPaper(data=request.query_params, context={"request": request})
        wanted.is_valid(raise_exception=True)
        shown = paper_for(self.get_object(), request.user, **wanted.validated_data)
        if shown is None:
            raise Http404
        return paper(shown.content, shown.name.removesuffix(".pdf"))

    @extend_schema(responses=VisitPaperShape)
    @action(detail=True, methods=["post"], url_path="memorandum/prepare")
    def prepare(self, request, pk):
        """Write the head of a paper, or change it until it is issued."""
        visit, head = self.get_object_of_owner(), self.read()
        prepared = prepare_paper(
            visit,
            agency=head.pop("agency", visit.owner),
            by=request.user,
            why=head.pop("note", ""),
            expected_version=head.pop("version", None),
            **head,
        )
        return Response(VisitPaperShape(prepared).data)

    @extend_schema(responses=VisitPaperShape)
    @action(detail=True, methods=["post"], url_path="memorandum/issue")
    def issue(self, request, pk):
        """Keep the exact paper of the kind that was prepared last."""
        visit, facts = self.get_object_of_owner(), self.read()
        kind = facts.get("kind", PaperKind.MEMORANDUM)
        prepared = visit.papers.filter(kind=kind).order_by("-pk").first()
        if prepared is None:
            raise TransitionNotAllowed(
                _t("There is no such paper yet. Prepare it first."), status=visit.status
            )
        issued = issue_paper(
            prepared,
            by=request.user,
            why=facts.get("note", ""),
            expected_version=facts.get("version"),
        )
        return Response(VisitPaperShape(issued).data)

    def get_object_of_owner(self) -> Visit:
        """What is for the owner's eyes is, for other parties, not there."""
        visit = self.get_object()
        if not visit.belongs_to(self.request.user):
            raise Http404
        return visit
