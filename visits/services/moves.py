"""The steps of a visit: what each asks for, refuses, and leaves behind."""

from collections.abc import Callable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.recording import record
from cooperation.models import Candidate, FollowUp
from cooperation.services import begin, finish, share
from cooperation.services.moves import Move
from cooperation.workflow import TransitionNotAllowed
from visits.models import (
    AttachmentKind,
    Disposition,
    Outcome,
    PaperKind,
    ScheduleChange,
    Stop,
    Visit,
)
from visits.services.parts import Problems
from visits.services.times import local_day, moment, past_problem, refuse_disorder, spoken
from visits.workflow import TRANSITIONS, Action, Requester


@transaction.atomic
def move(
    visit: Visit,
    action: str,
    *,
    by,
    why: str = "",
    on: date | None = None,
    expected_version: int | None = None,
    facts: Mapping | None = None,
) -> Visit:
    """Take one step of TRANSITIONS, or refuse and say why.

    `on` is the day it happened (the owner's today unless said otherwise); `facts` answers what the
    step asks for. Raises NotPermitted, StaleRecord, TransitionNotAllowed, ValidationError.
    """
    step = begin(
        TRANSITIONS,
        Visit,
        visit.pk,
        Action(action),
        by=by,
        why=why,
        on=on,
        expected_version=expected_version,
        facts=facts,
    )
    EFFECTS.get(step.step.action, _nothing_else)(step)
    return finish(step)


def _nothing_else(step: Move) -> None:
    """Some steps only change the status."""


def _dispose(step):
    to_unit = step.facts.get("to_unit")
    if to_unit is not None and not to_unit.is_within(step.record.owner):
        raise ValidationError({"to_unit": _("Pass it on within %s.") % step.record.owner})
    disposition = Disposition(
        visit=step.record, dated_on=step.on, to_unit=to_unit, instruction=step.facts["instruction"]
    )
    _keep(step, disposition)


def _decide(step):
    visit = step.record
    visit.deciding_official = step.facts["deciding_official"]
    visit.decided_on, visit.decision_reason = step.on, step.why


def _schedule(step):
    visit = step.record
    _set_schedule(step)
    share(visit)
    place = step.facts.get("venue")
    if not place:
        return
    first = visit.stops.first() or Stop(visit=visit)
    if first.place != place:
        first.place = place
        _keep(step, first)


def _reschedule(step):
    visit = step.record
    change = ScheduleChange(
        visit=visit,
        changed_on=step.on,
        old_start=visit.scheduled_start,
        old_end=visit.scheduled_end,
        requested_by=step.facts["requested_by"],
        reason=step.why,
    )
    _set_schedule(step)
    change.new_start, change.new_end = visit.scheduled_start, visit.scheduled_end
    _keep(step, change)


def _set_schedule(step):
    visit = step.record
    visit.scheduled_start = moment(step.facts["scheduled_start"], visit.owner)
    visit.scheduled_end = moment(step.facts.get("scheduled_end"), visit.owner)
    refuse_disorder(visit)


def _start(step):
    visit = step.record
    begun = moment(step.facts.get("actual_start"), visit.owner)
    if begun is None:
        begun = timezone.now() if step.on == visit.owner.today() else visit.scheduled_start
    if begun is None:
        raise ValidationError({"actual_start": _("When did the visit start?")})
    planned = visit.scheduled_start
    if planned is not None and local_day(begun, visit.owner) < local_day(planned, visit.owner):
        _refuse(
            step,
            _("The visit is scheduled for %s and cannot start on an earlier day. Reschedule it.")
            % spoken(planned, visit.owner),
        )
    _refuse_future(visit, actual_start=begun)
    visit.actual_start = begun


def _complete(step):
    visit = step.record
    facts = step.facts
    begun = moment(facts.get("actual_start"), visit.owner) or visit.actual_start
    visit.actual_start = begun or visit.scheduled_start
    if visit.actual_start is None:
        raise ValidationError({"actual_start": _("When did the visit take place?")})
    visit.actual_end = moment(facts.get("actual_end"), visit.owner) or visit.actual_end
    if visit.actual_end is None and _went_as_planned(visit):
        visit.actual_end = visit.scheduled_end
    refuse_disorder(visit)
    _refuse_future(visit, actual_start=visit.actual_start, actual_end=visit.actual_end)
    visit.no_topic_note = facts.get("no_topic_note", visit.no_topic_note)
    if not visit.no_topic_note and not visit.discussions.exists():
        raise ValidationError(
            {"no_topic_note": _("Add a topic that was discussed, or say why there was none.")}
        )
    _count_heads(step, facts.get("headcounts", {}))


def _went_as_planned(visit):
    """Whether the planned end can stand for the actual one: it is over, and after the start."""
    planned = visit.scheduled_end
    return planned is not None and visit.actual_start <= planned <= timezone.now()


def _count_heads(step, headcounts):
    """How many came, per delegation; a group that nobody counted stays unknown."""
    delegations = {str(delegation.pk): delegation for delegation in step.record.delegations.all()}
    problems = Problems()
    for key, heads in headcounts.items():
        with problems.noted(f"headcounts.{key}"):
            delegation = delegations.get(str(key))
            if delegation is None:
                raise ValidationError(_("This is no delegation of this visit."))
            if heads in (None, ""):
                continue
            delegation.actual_headcount = heads
            try:
                _keep(step, delegation)
            except ValidationError as error:
                raise ValidationError(error.messages) from error
    problems.refuse()


def _report(step):
    visit = step.record
    pending = visit.discussions.filter(outcome=Outcome.PENDING).select_related("topic")
    if pending:
        names = ", ".join(str(discussion.topic) for discussion in pending)
        _refuse(step, _("Say first what comes of: %s.") % names)
    written = visit.attachments.filter(kind__in=[AttachmentKind.MINUTES, AttachmentKind.REPORT])
    told = visit.papers.filter(kind__in=[PaperKind.MEMORANDUM, PaperKind.MINUTES])
    issued = told.filter(issued__isnull=False, issued__revoked_on__isnull=True)
    if not written.exists() and not issued.exists():
        _refuse(step, _("Attach the minutes or a report first, or issue the memorandum."))
    visit.reported_on = visit.reported_on or step.on


def _close(step):
    candidates = Candidate.objects.filter(discussions__visit=step.record)
    promises = FollowUp.objects.filter(candidate__in=candidates).unassigned()
    if promises:
        titles = ", ".join(promise.title for promise in promises)
        _refuse(step, _("Nobody is in charge of: %s. Name somebody first.") % titles)


def _cancel(step):
    requester = step.facts["requested_by"]
    if requester not in Requester.values:
        raise ValidationError({"requested_by": _("At whose wish: the guest's or the host's?")})
    step.record.ended_by = requester


def _no_show(step):
    visit = step.record
    planned = visit.scheduled_end or visit.scheduled_start
    if planned is None:
        _refuse(step, _("The visit has no date yet, so nobody was expected."))
    if local_day(planned, visit.owner) >= step.on:
        _refuse(
            step,
            _("The visit is scheduled for %s. Wait until that day has passed.")
            % spoken(visit.scheduled_start, visit.owner),
        )


EFFECTS: dict[str, Callable[[Move], None]] = {
    Action.DISPOSE: _dispose,
    Action.ACCEPT: _decide,
    Action.DECLINE: _decide,
    Action.SCHEDULE: _schedule,
    Action.RESCHEDULE: _reschedule,
    Action.START: _start,
    Action.COMPLETE: _complete,
    Action.REPORT: _report,
    Action.CLOSE: _close,
    Action.CANCEL: _cancel,
    Action.NO_SHOW: _no_show,
}


def _keep(step, row):
    return record(row, by=step.by, role=step.role, why=step.reason)


def _refuse(step, message):
    raise TransitionNotAllowed(message, action=step.step.action, status=step.record.status)


def _refuse_future(visit, **moments):
    problems = {
        name: past_problem(value, visit.owner)
        for name, value in moments.items()
        if value is not None and past_problem(value, visit.owner)
    }
    if problems:
        raise ValidationError(problems)
