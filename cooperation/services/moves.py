"""How every record takes a step of its workflow: refuse, act, record."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import StaleRecord
from audit.recording import locked, record
from cooperation.permissions import require
from cooperation.workflow import Transition, step_for


@dataclass
class Move:
    """One step under way: the locked record, the row of the table, and who takes it."""

    record: Any
    step: Transition
    by: Any
    role: Any
    why: str
    on: date
    facts: dict

    @property
    def reason(self) -> str:
        """What the history says: the action, and the note where there is one."""
        return f"{self.step.action}: {self.why}".removesuffix(": ")


def begin(
    table, model, pk, action, *, by, why="", on=None, expected_version=None, facts=None
) -> Move:
    """Lock the record and make sure that this person may take this step, here and now.

    `on` is the day it happened (the owner's today unless said otherwise); `facts` answers the
    step's asks. Raises NotPermitted, StaleRecord, TransitionNotAllowed, ValidationError.
    """
    instance = locked(model, pk)
    step = table[action]
    role = require(by, step.permission, step.agency_of(instance))
    if expected_version not in (None, instance.version):
        raise StaleRecord(instance, current=instance.version)
    step = step_for(table, instance, action, why=why)
    today = instance.owner.today()
    on = on or today
    if on > today:
        raise ValidationError(
            {"on": _("This day is still to come. Give the day on which it happened.")}
        )
    return Move(instance, step, by, role, why.strip(), on, answered(step, facts or {}))


def answered(step, facts):
    """The facts, if they are what the step asks for; empty answers are left out."""
    given = {name: value for name, value in facts.items() if value not in (None, "")}
    unasked = set(given) - {ask.name for ask in step.asks}
    problems = {name: _("“%s” does not ask for this.") % step.action.label for name in unasked}
    for ask in step.asks:
        if ask.required and ask.name not in given:
            problems[ask.name] = _("“%(action)s” needs this: %(label)s.") % {
                "action": step.action.label,
                "label": ask.label,
            }
    if problems:
        raise ValidationError(problems)
    return given


def finish(move: Move, target=None):
    """Give the record its new status and its history."""
    instance = move.record
    status = target or move.step.target
    if status != instance.status:
        instance.status = status
        if hasattr(instance, "status_since"):
            instance.status_since = move.on
    if move.step.reason:
        instance.status_reason = move.why
    return record(instance, by=move.by, role=move.role, why=move.reason)


def share(instance):
    """Let the other parties see it, from the first time this is called on; never taken back."""
    if instance.shared_at is None:
        instance.shared_at = timezone.now()
