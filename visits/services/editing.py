"""Changing what is written about a visit as a whole, and where it went."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import locked, record, remove
from cooperation.permissions import Permission, require
from visits.models import Stop, Visit
from visits.services.corrections import TOOK_PLACE, refuse_silent_correction, source_problem
from visits.services.parts import fill, fill_stop
from visits.services.times import MOMENTS, moment, past_problem, refuse_disorder
from visits.workflow import Status

# Scheduled times are the moves' (schedule, reschedule): each change of them is a row of its own.
EDITABLE = frozenset(
    {
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
    }
)


@transaction.atomic
def edit_visit(visit, *, by, changes: Mapping, why="", expected_version=None) -> Visit:
    """Change what is known of the visit; once it took place, a correction needs its reason."""
    role = require(by, Permission.VISIT_LOG, visit.owner)
    visit = locked(Visit, visit.pk, expected_version=expected_version)
    changes = {
        name: moment(value, visit.owner) if name in MOMENTS else value
        for name, value in changes.items()
    }
    before = {name: getattr(visit, name) for name in changes if name in EDITABLE}
    fill(visit, changes, EDITABLE)
    refuse_silent_correction(visit, why, corrects=overwrites(visit, before))
    refuse_disorder(visit)
    _check_actual_times(visit)
    if source_problem(visit):
        raise ValidationError({"source_note": source_problem(visit)})
    return record(visit, by=by, role=role, why=why)


def overwrites(row, before: Mapping) -> bool:
    """Whether anything that was known is replaced; filling a gap is no correction."""
    return any(
        known not in (None, "") and getattr(row, name) != known for name, known in before.items()
    )


def _check_actual_times(visit):
    problems = {}
    if visit.status in TOOK_PLACE and visit.actual_start is None:
        problems["actual_start"] = _("The visit took place: its day cannot be taken away.")
    for name in ("actual_start", "actual_end"):
        value = getattr(visit, name)
        if value is None:
            continue
        if visit.status not in TOOK_PLACE | {Status.IN_PROGRESS}:
            problems[name] = _("The visit has not taken place. Start it first.")
        elif past_problem(value, visit.owner):
            problems[name] = past_problem(value, visit.owner)
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def add_stop(visit, *, by, why="", expected_version=None, **facts) -> Stop:
    """Add a place, with its time where it is known."""
    role = require(by, Permission.VISIT_LOG, visit.owner)
    visit = locked(Visit, visit.pk, expected_version=expected_version)
    refuse_silent_correction(visit, why, corrects=False)
    stop = Stop(visit=visit, order=visit.stops.count() + 1)
    fill_stop(stop, facts)
    return record(stop, by=by, role=role, why=why or "place added")


@transaction.atomic
def change_stop(stop, *, by, changes: Mapping, why="", expected_version=None) -> Stop:
    role = require(by, Permission.VISIT_LOG, stop.visit.owner)
    visit = locked(Visit, stop.visit_id)
    stop = locked(Stop, stop.pk, expected_version=expected_version)
    before = {
        name: getattr(stop, name) for name in changes if name != "order" and hasattr(stop, name)
    }
    fill_stop(stop, changes)
    refuse_silent_correction(visit, why, corrects=overwrites(stop, before))
    return record(stop, by=by, role=role, why=why)


@transaction.atomic
def remove_stop(stop, *, by, why="", expected_version=None) -> None:
    role = require(by, Permission.VISIT_LOG, stop.visit.owner)
    visit = locked(Visit, stop.visit_id)
    stop = locked(Stop, stop.pk, expected_version=expected_version)
    refuse_silent_correction(visit, why, corrects=True)
    remove(stop, by=by, role=role, why=why)
