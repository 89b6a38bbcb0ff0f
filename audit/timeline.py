"""The story of a record and of its parts, read back: who, when, why, what before and after.

One query finds the page among all the history tables of the record; one more for each table that
is on the page reads its rows together with the states before them; one for each kind of thing
those rows name. So the cost follows the page, never the length of the story.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import (
    CharField,
    Exists,
    IntegerField,
    Model,
    OuterRef,
    Q,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull

from audit.models import Tracked
from audit.recording import root_key_of
from audit.wording import CALLED, Names, text_of, told_fields, word_of

HEADLINE = (
    "history_date",
    "history_type",
    "history_change_reason",
    "actor_name",
    "actor_role",
    "actor_agency",
    "version",
    "request_id",
    "client_kind",
)
# The rows of one service call are written within so long of each other.
ONE_BREATH = dt.timedelta(seconds=2)


@dataclass(frozen=True)
class Change:
    """One field, before and after: as stored (keys for relations), and as people read it."""

    field: str
    label: str
    before: Any
    after: Any
    before_text: str
    after_text: str


@dataclass(frozen=True)
class Entry:
    at: dt.datetime
    actor: str
    username: str
    role: str
    agency: str
    why: str
    kind: str  # "+" added, "~" changed, "-" removed
    model: str  # the row's model, e.g. "visits.delegation"
    part: str  # what kind of row: "visit", "delegation" …
    what: str  # the row itself, in a word
    version: int
    request_id: str
    changes: list[Change]
    root: str  # the record whose story this is from, e.g. "visits.visit:7"
    client: str  # page, api, command; "" for what is older than this column
    address: str  # of the machine that asked; for the owner's own people


@dataclass(frozen=True)
class Page:
    entries: list[Entry]
    more: bool


@dataclass(frozen=True)
class Reach:
    """How far somebody reads into the story of a record.

    `since` leaves out what is older; `whole=False` leaves out what is for the owner's eyes: its
    rows, its fields, its reasons.
    """

    root: Tracked
    since: dt.datetime | None = None
    whole: bool = True

    @property
    def parts(self) -> list[type[Tracked]]:
        found = parts_of(self.root._meta.model)
        return [part for part in found if self.whole or not part.owner_only]


@dataclass(frozen=True)
class Asked:
    """What is looked for in a story: by whom, in which field, from when to before when."""

    person: str = ""
    field: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


EVERYTHING = Asked()


def entries_of(root: Tracked, *, viewer, since=None, whole=True, offset=0, limit=20) -> Page:
    """A page of the story of one record, the newest first; see `entries_over`."""
    return entries_over([Reach(root, since, whole)], viewer=viewer, offset=offset, limit=limit)


def entries_over(
    reaches: Sequence[Reach], *, viewer, asked: Asked = EVERYTHING, offset=0, limit=20
) -> Page:
    """A page of the stories of these records as one, the newest first.

    Names of records that the viewer may not see are not told.
    """
    places = [(reach, part) for reach in reaches for part in reach.parts]
    places = [(reach, part) for reach, part in places if _can_answer(part, reach, asked)]
    if not places:
        return Page([], more=False)
    keys = _keys_on_page(places, asked, offset, limit + 1)
    more = len(keys) > limit
    keys = keys[:limit]
    rows = _rows(places, keys)
    names = Names(viewer, _related_keys(rows))
    entries = []
    for place, history_id, _pk, _version in keys:
        reach, part = places[place]
        _reach, row, previous = rows[place, history_id]
        entry = _entry(part, row, previous, names, whole=reach.whole)
        if reach.whole or entry.kind != "~" or entry.changes:
            entries.append(entry)
    return Page(entries, more)


def actions_of(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries of one act together: one person, one reason, one request, in one breath."""
    actions: list[list[Entry]] = []
    for entry in entries:
        if actions and _is_one_act(actions[-1][-1], entry):
            actions[-1].append(entry)
        else:
            actions.append([entry])
    return actions


def _is_one_act(newer: Entry, older: Entry) -> bool:
    def told(entry):
        return entry.actor, entry.role, entry.agency, entry.why, entry.request_id, entry.root

    return told(newer) == told(older) and newer.at - older.at <= ONE_BREATH


def fields_told(reaches: Sequence[Reach]) -> dict[str, str]:
    """What can be asked for: the names of the fields that these stories tell, and their labels."""
    return {
        field.name: str(field.verbose_name)
        for reach in reaches
        for part in reach.parts
        for field in told_fields(part, reach.whole)
    }


def headlines_of(root: Tracked, *, limit) -> list[Entry]:
    """The newest entries without what they changed, in one query: for the side of a page.

    For the owner's own people only: what a party may know is decided field by field.
    """
    parts = parts_of(root._meta.model)
    queries = []
    for place, part in enumerate(parts):
        columns = {field.name for field in part.history.model.tracked_fields}
        called = next((name for name in CALLED if name in columns), None)
        rows = part.history.filter(root_key=root_key_of(root)).order_by()
        rows = rows.annotate(
            part=Value(place, IntegerField()),
            what=Cast(called, TextField()) if called else Value("", TextField()),
        )
        queries.append(rows.values("part", "history_id", "what", *HEADLINE))
    page = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    page = page.order_by("-history_date", "part", "-history_id")[:limit]
    return [
        Entry(
            at=row["history_date"],
            actor=row["actor_name"],
            username="",
            role=row["actor_role"],
            agency=row["actor_agency"],
            why=row["history_change_reason"] or "",
            kind=row["history_type"],
            model=parts[row["part"]]._meta.label_lower,
            part=str(parts[row["part"]]._meta.verbose_name),
            what=row["what"] or "",
            version=row["version"],
            request_id=row["request_id"],
            changes=[],
            root=root_key_of(root),
            client=row["client_kind"],
            address="",
        )
        for row in page
    ]


def authors_of(root: Tracked, fields: Mapping[type[Tracked], frozenset[str]], *, since=None):
    """The keys of those who added, removed or changed any of these fields since that moment."""
    authors = set()
    for model, named in fields.items():
        columns = [field.attname for field in model._meta.fields if field.name in named]
        before: dict[int, list] = {}
        rows = model.history.filter(root_key=root_key_of(root)).order_by("id", "version")
        for row in rows:
            now = [getattr(row, column) for column in columns]
            changed = row.history_type != "~" or before.get(row.id) != now
            before[row.id] = now
            if changed and (since is None or row.history_date >= since):
                authors.add(row.history_user_id)
    return authors


@cache
def parts_of(root_model: type[Model]) -> tuple[type[Tracked], ...]:
    """The tracked models whose rows belong to the story of a record of this model."""
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, Tracked) and _root_model(model) is root_model
    )


def _root_model(model) -> type[Model]:
    for step in filter(None, model.history_root.split("__")):
        model = model._meta.get_field(step).related_model
    return model


def _can_answer(part, reach, asked) -> bool:
    return not asked.field or asked.field in {
        field.name for field in told_fields(part, reach.whole)
    }


def _keys_on_page(places, asked, offset, limit):
    """(place, history_id, row id, version) of the page's entries, in their order."""
    queries = []
    for place, (reach, part) in enumerate(places):
        rows = part.history.filter(root_key=root_key_of(reach.root))
        for since in filter(None, (reach.since, asked.since)):
            rows = rows.filter(history_date__gte=since)
        rows = _asked_for(rows, part, asked)
        rows = rows.annotate(part=Value(place, IntegerField())).order_by()
        queries.append(rows.values_list("part", "history_id", "id", "version", "history_date"))
    page = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    page = page.order_by("-history_date", "part", "-history_id")[offset : offset + limit]
    return [key[:4] for key in page]


def _asked_for(rows, part, asked):
    if asked.until is not None:
        rows = rows.filter(history_date__lt=asked.until)
    if asked.person:
        named = Q(actor_name__icontains=asked.person)
        rows = rows.filter(named | Q(history_user__username=asked.person))
    if asked.field:
        rows = rows.filter(_touches(part, part._meta.get_field(asked.field)))
    return rows


def _touches(part, field):
    """The entries that added something to the field, changed it, or removed it with its row."""
    column = field.attname
    before = part.history.filter(id=OuterRef("id"), version=OuterRef("version") - 1)
    same = before.filter(
        Q(**{column: OuterRef(column)})
        | (Q(**{f"{column}__isnull": True}) & Q(IsNull(OuterRef(column), True)))
    )
    filled = Q(**{f"{column}__isnull": False})
    if isinstance(field, CharField | TextField):
        filled &= ~Q(**{column: ""})
    return (
        Q(history_type="-") | (Q(history_type="+") & filled) | (Q(history_type="~") & ~Exists(same))
    )


def _rows(places, keys):
    """(place, history_id) → (reach, row, the row before it or None)."""
    wanted = defaultdict(list)
    for place, history_id, pk, version in keys:
        wanted[place].append((history_id, pk, version))
    found = {}
    for place, its_keys in wanted.items():
        reach, model = places[place]
        these = Q(history_id__in=[history_id for history_id, _pk, _version in its_keys])
        before = reduce(or_, (Q(id=pk, version=version - 1) for _h, pk, version in its_keys))
        rows = list(model.history.filter(these | before).select_related("history_user"))
        by_state = {(row.id, row.version): row for row in rows if row.history_type != "-"}
        by_id = {row.history_id: row for row in rows}
        for history_id, pk, version in its_keys:
            row = by_id[history_id]
            previous = by_state.get((pk, version - 1)) if row.history_type == "~" else None
            found[place, history_id] = (reach, row, previous)
    return found


def _related_keys(rows):
    keys = defaultdict(set)
    for reach, row, previous in rows.values():
        for field in told_fields(row.instance_type, reach.whole):
            if field.is_relation:
                for state in filter(None, (row, previous)):
                    keys[field.related_model].add(getattr(state, field.attname))
    return {model: pks - {None} for model, pks in keys.items()}


def _entry(model, row, previous, names, *, whole):
    changes = []
    told = list(told_fields(model, whole))
    for field in told:
        after = None if row.history_type == "-" else getattr(row, field.attname)
        # A removed row says what it was; a new one, what it is.
        before = getattr(row if row.history_type == "-" else previous, field.attname, None)
        if before != after and not (before in (None, "") and after in (None, "")):
            changes.append(_change(field, before, after, names))
    user = row.history_user
    return Entry(
        at=row.history_date,
        actor=row.actor_name,
        username=user.get_username() if user else "",
        role=row.actor_role,
        agency=row.actor_agency,
        why=(row.history_change_reason or "") if whole else "",
        kind=row.history_type,
        model=model._meta.label_lower,
        part=str(model._meta.verbose_name),
        what=word_of(row, {field.name for field in told}),
        version=row.version,
        request_id=row.request_id,
        changes=changes,
        root=row.root_key,
        client=row.client_kind,
        address=row.client_address if whole else "",
    )


def _change(field, before, after, names):
    def stored(value):
        hidden = field.is_relation and not names.knows(field.related_model, value)
        return None if hidden else value

    return Change(
        field=field.name,
        label=str(field.verbose_name),
        before=stored(before),
        after=stored(after),
        before_text=text_of(field, before, names),
        after_text=text_of(field, after, names),
    )
