"""How a visit comes into the book: by letter, planned, as guests at the door, or afterwards."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.recording import record
from cooperation.models import Agency
from cooperation.permissions import Permission, require
from cooperation.services import next_number, share
from visits.models import Delegation, Host, Participant, Stop, Visit
from visits.services.corrections import source_problem
from visits.services.parts import (
    Problems,
    check_sides,
    fill,
    fill_delegation,
    fill_host,
    fill_participant,
    fill_stop,
    save_delegation,
)
from visits.services.talks import Talk, build_talk, save_talk
from visits.services.times import MOMENTS, local_day, moment, past_problem, refuse_disorder
from visits.workflow import FIRST_STATUS, EntryMode, Status

FACTS = MOMENTS | {
    "visit_type",
    "branch",
    "theme",
    "entry_mode",
    "letter_number",
    "letter_date",
    "letter_received_on",
    "agenda_number",
    "whole_day",
    "summary",
    "no_topic_note",
    "source_note",
    "internal_note",
}


@transaction.atomic
def log_visit(
    *,
    owner: Agency,
    facts: Mapping,
    hosts: Iterable[Mapping],
    delegations: Iterable[Mapping],
    topics: Iterable[Mapping] = (),
    stops: Iterable[Mapping] = (),
    participants: Iterable[Mapping] = (),
    by,
    why: str = "",
    on: date | None = None,
) -> Visit:
    """Record a visit and what was discussed. No candidate is opened: somebody has to see one.

    `on` is the day it was registered (the owner's today unless said otherwise); its year is the
    year of the number, also where the visit itself was longer ago.
    Raises NotPermitted, and ValidationError with everything that is to be corrected.
    """
    role = require(by, Permission.VISIT_LOG, owner)
    why = why or "registered"
    problems = Problems()
    visit = Visit(owner=owner)
    with problems.noted():
        _fill_visit(visit, facts, on)
    received = _rows(Host, visit, "hosts", hosts, fill_host, problems)
    came = _rows(Delegation, visit, "delegations", delegations, fill_delegation, problems)
    sides = [*received, *came]
    with problems.noted():
        check_sides(owner, sides)
    places = _rows(Stop, visit, "stops", stops, fill_stop, problems)
    people = _rows(
        Participant,
        visit,
        "participants",
        participants,
        lambda person, given: fill_participant(person, given, sides),
        problems,
    )
    talks = _talks(visit, topics, came, by, role, problems)
    problems.refuse()

    visit.number = next_number(owner, "visit", year=visit.year)
    record(visit, by=by, role=role, why=why)
    for row in [*received, *places]:
        record(row, by=by, role=role, why=why)
    for delegation in came:
        save_delegation(delegation, by=by, role=role, why=why)
    for person in people:
        record(person, by=by, role=role, why=why)
    for talk in talks:
        save_talk(talk, by=by, role=role, why=why)
    return visit


def _fill_visit(visit, facts, on):
    owner = visit.owner
    on = on or owner.today()
    visit.year, visit.status_since = on.year, on
    facts = {
        name: moment(value, owner) if name in MOMENTS else value for name, value in facts.items()
    }
    fill(visit, facts, FACTS)
    if on > owner.today():
        raise ValidationError({"on": _("This day is still to come. Give the day of registration.")})
    visit.status = FIRST_STATUS[EntryMode(visit.entry_mode)]
    if visit.entry_mode == EntryMode.WALK_IN and visit.actual_start is None:
        visit.actual_start = timezone.now()
    refuse_disorder(visit)
    _check_entry(visit)
    if visit.entry_mode == EntryMode.RETROSPECTIVE:
        visit.status_since = _last_day(visit) or on
    if visit.status != Status.REGISTERED:
        share(visit)


def _check_entry(visit):
    """What each way into the book asks for, and what it cannot know yet."""
    problems = {}
    if visit.entry_mode == EntryMode.RETROSPECTIVE:
        if visit.actual_start is None:
            problems["actual_start"] = _("On which day did the visit take place?")
        if source_problem(visit):
            problems["source_note"] = source_problem(visit)
    if visit.status in (Status.REGISTERED, Status.SCHEDULED):
        for name in ("actual_start", "actual_end"):
            if getattr(visit, name) is not None:
                problems[name] = _(
                    "This visit is still to come. Log it as a walk-in or afterwards instead."
                )
    if visit.status == Status.REGISTERED and visit.scheduled_start is not None:
        problems["scheduled_start"] = _(
            "It is scheduled once it is accepted. Give the proposed time instead."
        )
    for name in ("actual_start", "actual_end"):
        value = getattr(visit, name)
        if value is not None and past_problem(value, visit.owner):
            problems.setdefault(name, past_problem(value, visit.owner))
    if problems:
        raise ValidationError(problems)


def _last_day(visit) -> date | None:
    last = visit.actual_end or visit.actual_start
    return local_day(last, visit.owner) if last else None


def _rows(model, visit, path, given, check, problems):
    rows = []
    for index, facts in enumerate(given):
        row = model(visit=visit, order=index + 1)
        with problems.noted(f"{path}.{index}"):
            check(row, facts)
        rows.append(row)
    return rows


def _talks(visit, topics, came, by, role, problems) -> list[Talk]:
    talks: list[Talk] = []
    for index, facts in enumerate(topics):
        with problems.noted(f"topics.{index}"):
            talk = build_talk(visit, facts, order=index + 1, delegations=came, by=by, role=role)
            if talk.discussion.topic in [earlier.discussion.topic for earlier in talks]:
                raise ValidationError(
                    {"topic": _("This topic is there already. Write both under one.")}
                )
            talks.append(talk)
    return talks
