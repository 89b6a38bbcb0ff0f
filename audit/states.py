"""What a record, with its parts, was like at an instant; read from the story, never guessed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, OuterRef, Subquery

from audit.models import Tracked
from audit.recording import root_key_of
from audit.timeline import Names, Reach, text_of, told_fields, word_of

# Of each kind of part: a page of more than these rows is read by nobody.
MOST_ROWS = 500


@dataclass(frozen=True)
class Value:
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
    values: list[Value]


def states_at(reaches: Sequence[Reach], at: dt.datetime, *, viewer) -> list[State]:
    """Each row as it was at that instant, the records first; without what was not there yet, or
    had been removed, or had not been shared with this person."""
    found = [
        (reach, part, row)
        for reach in reaches
        if reach.since is None or reach.since <= at
        for part in _record_first(reach)
        for row in _rows_at(reach, part, at)
    ]
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


def _record_first(reach) -> list:
    return sorted(reach.parts, key=lambda part: part is not type(reach.root))


def _rows_at(reach, part, at):
    rows = part.history.filter(root_key=root_key_of(reach.root), history_date__lte=at)
    latest = part.history.filter(id=OuterRef("id"), history_date__lte=at)
    latest = latest.order_by("-history_date", "-history_id").values("history_id")[:1]
    rows = rows.filter(history_id=Subquery(latest)).exclude(history_type="-")
    return rows.order_by("id")[:MOST_ROWS]


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
        values.append(Value(field.name, label, None if hidden else stored, text))
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
