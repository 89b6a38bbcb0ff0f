"""The boards: what is open, stage by stage, with the step that carries each card on.

A card is moved by its button, or dropped on another stage: both send the form of that step, which
is the same one as on the record's page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber
from django.shortcuts import render
from django.urls import reverse

from cooperation.forms import MoveForm
from cooperation.models import Candidate, FollowUp
from cooperation.reports import today_of
from cooperation.views.steps import steps_for
from cooperation.workflow import CANDIDATE_OPEN, CandidateStatus, FollowUpStatus

MOST = 20  # cards of one stage
CANDIDATE_STAGES = [
    status
    for status in CandidateStatus
    if status in CANDIDATE_OPEN or status == CandidateStatus.PARKED
]
FOLLOW_UP_STAGES = [FollowUpStatus.OPEN, FollowUpStatus.IN_PROGRESS, FollowUpStatus.DONE]


@dataclass
class Card:
    record: Any
    href: str
    moves: str  # where a step is sent
    plain: list[MoveForm]  # the steps that need nothing but to be taken
    needs_more: bool  # whether there are others, which ask for something


@dataclass
class Stage:
    status: str
    label: Any
    count: int = 0
    cards: list[Card] = field(default_factory=list)

    @property
    def left(self) -> int:
        return self.count - len(self.cards)


def candidate_board(request):
    late = FollowUp.objects.overdue(today_of(request.user)).filter(candidate=OuterRef("pk"))
    rows = Candidate.objects.all_visible_to(request.user).filter(status__in=CANDIDATE_STAGES)
    cards = rows.select_related("owner", "provider", "adopter", "initiating_unit")
    stages = _stages(CANDIDATE_STAGES, rows)
    _deal(
        stages,
        _first_of_each(cards.annotate(has_late=Exists(late)), F("status_since").asc(), "pk"),
        request.user,
        pages=("candidate", "candidate_move"),
    )
    context = {"stages": stages, "here": reverse("candidate_board")}
    return render(request, "cooperation/candidate_board.html", context)


def follow_up_board(request):
    rows = FollowUp.objects.all_visible_to(request.user).filter(status__in=FOLLOW_UP_STAGES)
    cards = rows.select_related("candidate__owner", "candidate__adopter", "unit", "assignee")
    stages = _stages(FOLLOW_UP_STAGES, rows)
    _deal(
        stages,
        _first_of_each(cards, F("due_on").asc(nulls_last=True), "pk"),
        request.user,
        pages=("follow_up", "follow_up_move"),
    )
    context = {"stages": stages, "here": reverse("follow_up_board")}
    return render(request, "cooperation/follow_up_board.html", context)


def _stages(statuses, rows) -> dict[str, Stage]:
    counts = dict(rows.order_by().values_list("status").annotate(count=Count("pk")))
    return {
        status.value: Stage(status.value, status.label, counts.get(status.value, 0))
        for status in statuses
    }


def _first_of_each(rows, *order) -> Iterable[Any]:
    """Of each stage those that have waited longest, in one query for all of them."""
    place = Window(RowNumber(), partition_by="status", order_by=[*order])
    return rows.annotate(place=place).filter(place__lte=MOST).order_by("status", "place")


def _deal(stages: dict[str, Stage], records, user, *, pages) -> None:
    page, move = pages
    for record in records:
        plain, others = [], False
        for form in steps_for(record, user):
            if _is_plain(form.step):
                plain.append(form)
            else:
                others = True
        stages[record.status].cards.append(
            Card(
                record,
                reverse(page, args=[record.pk]),
                reverse(move, args=[record.pk]),
                plain,
                others,
            )
        )


def _is_plain(step) -> bool:
    """Whether it can be taken without being asked anything: no reason, no fact that is owed."""
    return not step.reason and not any(ask.required for ask in step.asks)
