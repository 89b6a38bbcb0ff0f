"""The chain of initials (paraf): who reads the text in which order, and who has done so."""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement, Initial, ReviewStep, Revision
from agreements.services.notices import tell_next_initial
from agreements.services.own_work import is_own_work
from agreements.services.writing import Problems, Writing, begin_writing, check, fill
from agreements.workflow import InitialResult
from audit.recording import Command, record
from cooperation.models import Agency
from cooperation.permissions import Permission, people_granted
from cooperation.services.moves import Move
from cooperation.workflow import TransitionNotAllowed

MOST_STEPS = 12
FACTS = frozenset({"position", "person"})


@transaction.atomic
def set_review_steps(
    agreement: Agreement,
    *,
    steps: Sequence[Mapping[str, Any]],
    by,
    why: str = "",
    expected_version: int | None = None,
) -> Agreement:
    """Make these the steps of the chain: {"position", "person"}, in their order.

    Raises NotPermitted, StaleRecord, Locked, ValidationError with paths like "steps.1.person".
    """
    why = why or "review arranged"
    writing = begin_writing(agreement, by=by, why=why, expected_version=expected_version)
    wanted = _arranged(writing.agreement, steps)
    present = list(writing.agreement.review_steps.all())
    if [_said(step) for step in present] == [_said(step) for step in wanted]:
        return writing.agreement
    for step in present:
        writing.strike(step)
    for step in wanted:
        writing.keep(step)
    return writing.keep(writing.agreement)


def copy_usual_steps(writing: Writing) -> None:
    """A new text is initialled as the last one of its kind was: offices ask the same people."""
    agreement = writing.agreement
    latest = (
        ReviewStep.objects.filter(agreement__owner=agreement.owner, agreement__kind=agreement.kind)
        .exclude(agreement=agreement)
        .order_by("-agreement__pk")
        .values_list("agreement", flat=True)
        .first()
    )
    able = set(people_granted(Permission.AGREEMENT_INITIAL, agreement.owner))
    for step in ReviewStep.objects.filter(agreement=latest).select_related("person"):
        person = step.person if step.person in able else None  # who has left reads no more
        copy = ReviewStep(agreement=agreement, order=step.order, position=step.position)
        copy.person = person
        writing.keep(copy)


def ask_for_initials(step: Move, revision: Revision) -> None:
    """The text was submitted: each step of the chain now waits for its initial."""
    for asked in step.record.review_steps.all():
        waiting = Initial(
            agreement=step.record,
            revision=revision,
            order=asked.order,
            position=asked.position,
            person=asked.person,
        )
        record(waiting, by=step.by, role=step.role, why=step.reason)
    _tell_next(step, revision)


def pending_initials(revision: Revision) -> list[Initial]:
    """The initials that this revision still waits for, the next one first."""
    waiting = revision.initials.filter(result=InitialResult.PENDING)
    return list(waiting.select_related("person").order_by("order"))


def why_not_initial(agreement: Agreement, revision: Revision, by) -> str:
    """Why this person cannot give the next initial; "" where they can."""
    pending = pending_initials(revision)
    if not pending:
        return _("Nobody's initial is awaited. Approve the text, or return it.")
    turn = pending[0]
    if is_own_work(agreement, revision, by):
        return _("Nobody initials own work. Ask the next colleague of the chain.")
    if turn.person is not None and turn.person != by:
        return _("The next initial is that of %(person)s (%(position)s).") % {
            "person": turn.person,
            "position": turn.position,
        }
    if turn.person is None and _has_given(revision, by):
        return _("You have initialled this revision already. The next step is a colleague's.")
    return ""


def give_initial(step: Move, revision: Revision) -> None:
    if refusal := why_not_initial(step.record, revision, step.by):
        _refuse(step, refusal)
    _settle(step, pending_initials(revision)[0], InitialResult.GIVEN)
    _tell_next(step, revision)


def return_initial(step: Move, revision: Revision) -> None:
    """Whoever returns the text does so at the step that is waiting."""
    for waiting in pending_initials(revision)[:1]:
        _settle(step, waiting, InitialResult.RETURNED)


def refuse_pending_initials(step: Move, revision: Revision) -> None:
    pending = pending_initials(revision)
    if pending:
        _refuse(
            step,
            _("The initials are not complete: %s.")
            % ", ".join(waiting.position for waiting in pending),
        )


def _tell_next(step: Move, revision: Revision) -> None:
    for waiting in pending_initials(revision)[:1]:
        tell_next_initial(step, waiting)


def _arranged(agreement: Agreement, steps: Sequence[Mapping[str, Any]]) -> list[ReviewStep]:
    problems = Problems()
    able = set(people_granted(Permission.AGREEMENT_INITIAL, agreement.owner))
    wanted = []
    if len(steps) > MOST_STEPS:
        raise ValidationError({"steps": _("A chain has at most %d steps.") % MOST_STEPS})
    for place, facts in enumerate(steps):
        with problems.noted(f"steps.{place}"):
            row = ReviewStep(agreement=agreement, order=place + 1)
            fill(row, facts, FACTS)
            check(row)
            if row.person is not None and row.person not in able:
                raise ValidationError({"person": _cannot(row.person, agreement.owner)})
            wanted.append(row)
    problems.refuse()
    return wanted


def _cannot(person, owner: Agency) -> str:
    return _("%(person)s may not initial texts of %(agency)s. Choose a colleague who may.") % {
        "person": person,
        "agency": owner,
    }


def _said(step: ReviewStep) -> tuple:
    return step.order, step.position, step.person_id


def _has_given(revision: Revision, by) -> bool:
    if isinstance(by, Command):
        return False
    return revision.initials.filter(result=InitialResult.GIVEN, given_by=by).exists()


def _settle(step: Move, waiting: Initial, result: InitialResult) -> None:
    waiting.result, waiting.note, waiting.given_at = result, step.why, timezone.now()
    waiting.given_by = None if isinstance(step.by, Command) else step.by
    record(waiting, by=step.by, role=step.role, why=step.reason)


def _refuse(step: Move, message: str) -> NoReturn:
    raise TransitionNotAllowed(message, action=step.step.action, status=step.record.status)
