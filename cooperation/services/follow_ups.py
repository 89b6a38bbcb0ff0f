"""Promises: planned by the owner, done by the one in charge, verified by somebody else."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import locked, record
from cooperation.models import Candidate, FollowUp
from cooperation.permissions import Permission, current_memberships, require
from cooperation.services.moves import begin, finish
from cooperation.services.promises import tell_assigned
from cooperation.workflow import (
    FOLLOW_UP_TRANSITIONS,
    FOLLOW_UP_UNFINISHED,
    CandidateStatus,
    FollowUpAction,
    TransitionNotAllowed,
)

EDITABLE = frozenset({"title", "description", "unit", "assignee", "due_on"})


@transaction.atomic
def plan_follow_up(
    *, candidate, title, unit, by, assignee=None, due_on=None, description="", why=""
) -> FollowUp:
    """Write down what is to be done, by which agency and person, until when."""
    role = require(by, Permission.FOLLOW_UP_PLAN, candidate.owner)
    candidate = locked(Candidate, candidate.pk)
    if candidate.status == CandidateStatus.DROPPED:
        raise TransitionNotAllowed(
            _("This candidate was dropped. Reopen it first."), status=candidate.status
        )
    follow_up = FollowUp(
        candidate=candidate,
        title=title,
        description=description,
        unit=unit,
        assignee=assignee,
        due_on=due_on,
    )
    _check_assignment(follow_up)
    record(follow_up, by=by, role=role, why=why or "planned")
    tell_assigned(follow_up, by=by)
    return follow_up


@transaction.atomic
def edit_follow_up(follow_up, *, by, changes: dict, why="", expected_version=None) -> FollowUp:
    """Change what was promised while it is not done; a moved date needs a reason."""
    role = require(by, Permission.FOLLOW_UP_PLAN, follow_up.owner)
    follow_up = locked(FollowUp, follow_up.pk, expected_version=expected_version)
    if follow_up.status not in FOLLOW_UP_UNFINISHED:
        raise TransitionNotAllowed(
            _("This follow-up is finished and can no longer be changed."), status=follow_up.status
        )
    unknown = set(changes) - EDITABLE
    if unknown:
        raise ValidationError({name: _("This cannot be changed here.") for name in unknown})
    moved = "due_on" in changes and follow_up.due_on not in (None, changes["due_on"])
    if moved and not why.strip():
        raise ValidationError({"why": _("The due date was already set. Say why it is moved.")})
    was = follow_up.assignee
    for name, value in changes.items():
        setattr(follow_up, name, value)
    _check_assignment(follow_up)
    record(follow_up, by=by, role=role, why=why)
    if follow_up.assignee != was:
        tell_assigned(follow_up, by=by)
    return follow_up


@transaction.atomic
def move_follow_up(
    follow_up, action, *, by, why="", on=None, expected_version=None, facts=None
) -> FollowUp:
    """Take one step of FOLLOW_UP_TRANSITIONS, or refuse."""
    action = FollowUpAction(action)
    move = begin(
        FOLLOW_UP_TRANSITIONS,
        FollowUp,
        follow_up.pk,
        action,
        by=by,
        why=why,
        on=on,
        expected_version=expected_version,
        facts=facts,
    )
    follow_up = move.record
    match action:
        case FollowUpAction.START:
            follow_up.started_on = move.on
        case FollowUpAction.FINISH:
            follow_up.done_on, follow_up.finished_by = move.on, by
            follow_up.evidence = move.facts["evidence"]
        case FollowUpAction.VERIFY:
            _refuse_own_work(follow_up, by)
            follow_up.verified_by = by
        case FollowUpAction.REJECT:
            _refuse_own_work(follow_up, by)
            follow_up.done_on, follow_up.finished_by = None, None
    return finish(move)


def _refuse_own_work(follow_up, by):
    if by in (follow_up.assignee, follow_up.finished_by):
        raise TransitionNotAllowed(
            _(
                "Nobody verifies own work. "
                "Ask a colleague of the cooperation section or the management."
            ),
            action=FollowUpAction.VERIFY,
            status=follow_up.status,
        )


def _check_assignment(follow_up):
    candidate, unit = follow_up.candidate, follow_up.unit
    sides = [candidate.owner, candidate.provider, candidate.adopter]
    if not any(unit.is_within(side) for side in sides):
        raise ValidationError(
            {
                "unit": _("%s takes no part in this candidate. Choose one of the agencies that do.")
                % unit
            }
        )
    person = follow_up.assignee
    if person is not None and not _works_for(person, unit):
        raise ValidationError(
            {
                "assignee": _("%(person)s does not work for %(unit)s.")
                % {"person": person, "unit": unit}
            }
        )


def _works_for(person, unit):
    return any(unit.is_within(held.agency) for held in current_memberships(person))
