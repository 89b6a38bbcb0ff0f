"""What a record, with its parts, was like at an instant; read from the story, never guessed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Min, Value

from audit.models import Tracked
from audit.recording import root_key_of
from audit.timeline import Reach
from audit.wording import Names, text_of, told_fields, word_of

# Of each kind of part: a page of more than these rows is read by nobody.
MOST_ROWS = 500


@dataclass(frozen=True)
class Was:
    """A field as it was: as stored (the key of a relation), and as people read it."""

    field: str
    label: str
    value: Any
    text: str


@dataclass(frozen=True)
class State:
    root: str  # the record, e.g. "visits.visit:7"
    model: str
    part: str
    what: str
    key: int
    version: int
    since: dt.datetime  # when it became so
    actor: str  # by whose change
    values: list[Was]


def states_at(reaches: Sequence[Reach], at: dt.datetime, *, viewer) -> list[State]:
    """Each row as it was at that instant, the records first; without what was not there yet, or
    had been removed, or had not been shared with this person."""
    found = _rows_at([reach for reach in reaches if reach.since is None or reach.since <= at], at)
    keys: dict[Any, set] = {}
    for reach, part, row in found:
        for field in told_fields(part, reach.whole):
            if field.is_relation:
                keys.setdefault(field.related_model, set()).add(getattr(row, field.attname))
    names = Names(viewer, {model: pks - {None} for model, pks in keys.items()})
    return [_state(reach, part, row, names) for reach, part, row in found]


def row_at(record: Tracked, at: dt.datetime):
    """The record's own history row of that instant; None where it was not there."""
    rows = type(record).history.filter(id=record.pk, history_date__lte=at)
    row = rows.order_by("-history_date", "-history_id").first()
    return None if row is None or row.history_type == "-" else row


def begins(record: Tracked) -> dt.datetime | None:
    """From when on the story of this record is known."""
    rows = type(record).history.filter(id=record.pk)
    return rows.aggregate(first=Min("history_date"))["first"]


def _rows_at(reaches, at) -> list[tuple]:
    """(reach, part, history row) of all that was there, each record before its parts.

    Two steps, each in one pass: to look up the newest row of each row would be quadratic.
    """
    places = [(reach, part) for reach in reaches for part in _record_first(reach)]
    if not places:
        return []
    wanted: dict[int, list[int]] = {}
    for (place, _key), (history_id, kind) in _newest(places, at).items():
        if kind != "-":
            wanted.setdefault(place, []).append(history_id)
    found = []
    for place in sorted(wanted):
        reach, part = places[place]
        rows = part.history.filter(history_id__in=wanted[place][:MOST_ROWS]).order_by("id")
        found += [(reach, part, row) for row in rows]
    return found


def _newest(places, at) -> dict[tuple[int, int], tuple[int, str]]:
    """(place, key of the row) → its newest history row of that instant, and of what kind it is."""
    queries = []
    for place, (reach, part) in enumerate(places):
        rows = part.history.filter(root_key=root_key_of(reach.root), history_date__lte=at)
        rows = rows.annotate(part=Value(place, IntegerField())).order_by()
        queries.append(rows.values_list("part", "id", "history_id", "history_type", "history_date"))
    told = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    told = told.order_by("history_date", "history_id")
    return {(place, key): (history_id, kind) for place, key, history_id, kind, _at in told}


def _record_first(reach) -> list:
    return sorted(reach.parts, key=lambda part: part is not type(reach.root))


def _state(reach, part, row, names) -> State:
    fields = list(told_fields(part, reach.whole))
    values = []
    for field in fields:
        stored = getattr(row, field.attname)
        if stored in (None, ""):
            continue
        hidden = field.is_relation and not names.knows(field.related_model, stored)
        text = text_of(field, stored, names)
        label = str(field.verbose_name)
        values.append(Was(field.name, label, None if hidden else stored, text))
    return State(
        root=row.root_key,
        model=part._meta.label_lower,
        part=str(part._meta.verbose_name),
        what=word_of(row, {field.name for field in fields}),
        key=row.id,
        version=row.version,
        since=row.history_date,
        actor=row.actor_name,
        values=values,
    )
