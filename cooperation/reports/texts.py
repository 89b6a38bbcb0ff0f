"""The words of a record and of its parts, as far as each kind of reader reads them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple

from django.db.models import Field, Model

from audit.models import Tracked
from audit.timeline import parts_of
from audit.wording import told_fields
from cooperation.models import (
    Agency,
    Candidate,
    FormerName,
    GovernmentAffair,
    Indicator,
    Innovation,
    SearchText,
    Topic,
)
from cooperation.models.searching import LONGEST_HEADING, TIMELESS
from cooperation.models.text import Line, Prose
from cooperation.permissions import Permission

# In characters: an agreement of two hundred pages.
LONGEST_BODY = 400_000
# In bytes: PostgreSQL takes a megabyte for the words and their places together, and one letter may
# unfold into eighteen. What stands behind this is not found.
LONGEST_WORDS = 300_000
# By what else a record is found: the names of these things where it refers to them.
NAMED: dict[type[Model], tuple[str, ...]] = {
    Agency: ("name", "short_name"),
    Topic: ("name",),
    Innovation: ("name", "full_name"),
    Indicator: ("name",),
    GovernmentAffair: ("name",),
}
# What an agency has not published is named to its own people only.
PUBLISHED: dict[type[Model], tuple[str, ...]] = {Innovation: ("published",)}


class _Plain(dict):
    """Letters and digits stay, marks above and below go, everything else parts words."""

    def __missing__(self, code):
        category = unicodedata.category(chr(code))
        kept = None if category == "Mn" else (" " if category[0] in "PSZC" else code)
        self[code] = kept
        return kept


_PLAIN = _Plain()
_TWO_WORDS_OR_ONE = re.compile(r"\bkerja sama\b")


def plain(text: str) -> str:
    """The words as they are compared: small, without accents and signs, one space between them.

    "kerja sama" and "kerjasama" are one word here: offices write both.
    """
    bare = unicodedata.normalize("NFKD", text).translate(_PLAIN).casefold()
    return _TWO_WORDS_OR_ONE.sub("kerjasama", " ".join(bare.split()))


class OwnText(NamedTuple):
    """What only one agency's people read of a record: a party, what was sent to it."""

    reader: int  # the agency's id
    heading: str
    lines: list[str]


def nothing_more(_pks: Sequence[int]) -> dict[int, list[OwnText]]:
    return {}


@dataclass(frozen=True)
class Kind:
    """A kind of record that is searched. `label` names it in an address: "visit"."""

    model: type[Any]
    heading: Callable[[Any, bool], str]  # of a record, for the owner's people or for others
    day: Callable[[Any], date | None]
    permission: Permission
    only: tuple[type[Tracked], ...] | None = None  # of its parts; None: all that there are
    also: Callable[[Sequence[int]], dict[int, list[OwnText]]] = nothing_more
    related: tuple[str, ...] = ("owner",)

    @cached_property
    def parts(self) -> tuple[type[Tracked], ...]:
        model: Any = self.model
        found = parts_of(model)
        return tuple(part for part in found if self.only is None or part in self.only)

    @property
    def record(self) -> str:
        return self.model._meta.label_lower

    @property
    def label(self) -> str:
        return self.model._meta.model_name


def texts_of(kind: Kind, pks: Sequence[int]) -> list[SearchText]:
    """The texts of these records, not saved yet: one for everybody; one for the owner's people,
    where they read more; and one for each that reads something of its own."""
    records = kind.model._base_manager.select_related(*kind.related).in_bulk(pks)
    lines = _lines(kind, pks)
    own = kind.also(pks)
    found = []
    for pk, record in records.items():
        common, whole = (
            _text(kind, record, kind.heading(record, is_own), lines[pk, is_own])
            for is_own in (False, True)
        )
        found.append(common)
        if whole.words != common.words:
            whole.reader_id = record.owner_id
            found.append(whole)
        for text in own.get(pk, ()):
            theirs = _text(kind, record, text.heading, text.lines)
            theirs.reader_id = text.reader
            found.append(theirs)
    return found


def _text(kind: Kind, record, heading: str, lines: Iterable[str]) -> SearchText:
    body = "\n".join(dict.fromkeys(filter(None, lines)))[:LONGEST_BODY]
    heading_words = plain(heading)
    return SearchText(
        record=kind.record,
        record_id=record.pk,
        day=kind.day(record) or TIMELESS,
        heading=heading[:LONGEST_HEADING],
        heading_words=heading_words,
        body=body,
        words=_cut(f" {heading_words} {plain(body)}"),
    )


def _cut(words: str) -> str:
    return words.encode()[:LONGEST_WORDS].decode(errors="ignore")


def _lines(kind: Kind, pks: Sequence[int]) -> dict[tuple[int, bool], list[str]]:
    """What is written in the records and their parts, for others and for the owner's people."""
    read = [
        (
            part,
            list(
                part._base_manager.filter(**{f"{_way(part)}__in": pks})
                .order_by("pk")
                .values(_way(part), *(each.attname for each in fields))
            ),
        )
        for part in kind.parts
        if (fields := _written(part))
    ]
    names = _names(read)
    found: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for part, rows in read:
        for is_own in (True,) if part.owner_only else (True, False):
            told = {each.attname for each in told_fields(part, is_own)}
            fields = tuple(each for each in _written(part) if each.attname in told)
            for row in rows:
                lines = found[row[_way(part)], is_own]
                for each in fields:
                    lines += _said(each, row, names, is_own)
    return found


def _said(each: Field, row, names, is_own: bool) -> list[str]:
    value = row[each.attname]
    if not each.is_relation:
        return [value]
    return names.get((each.related_model, value, is_own), [])


@cache
def _written(part: Any) -> tuple[Field, ...]:
    """What an officer typed, and what has a name."""
    return tuple(
        each
        for each in told_fields(part, whole=True)
        if isinstance(each, Line | Prose) or (each.is_relation and each.related_model in NAMED)
    )


def _way(part: type[Tracked]) -> str:
    """From a row to the key of its record."""
    return part.history_root or "pk"


def _names(read) -> dict[tuple[type[Model], int, bool], list[str]]:
    keys: dict[type[Model], set[int]] = defaultdict(set)
    for part, rows in read:
        for each in _written(part):
            if each.is_relation:
                model: Any = each.related_model
                keys[model].update(row[each.attname] for row in rows)
    found: dict[tuple[type[Model], int, bool], list[str]] = {}
    for model, columns in NAMED.items():
        pks = keys[model] - {None}
        published = PUBLISHED.get(model, ())
        for pk, *names in model._base_manager.filter(pk__in=pks).values_list(
            "pk", *columns, *published
        ):
            is_public = names.pop() if published else True
            found[model, pk, True] = names
            found[model, pk, False] = names if is_public else []
    for agency, name in former_names(keys[Agency]):
        found[Agency, agency, True].append(name)  # one list for both kinds of reader
    return found


def former_names(pks: Iterable[int]) -> Iterator[tuple[int, str]]:
    rows = FormerName._base_manager.filter(agency__in=[pk for pk in pks if pk])
    yield from rows.order_by("pk").values_list("agency_id", "name")


def naming(kind: Kind, model: type[Model], pks: Sequence[int]) -> Iterator[Any]:
    """The keys of the records of this kind that name one of these things."""
    for part in kind.parts:
        for each in _written(part):
            if each.is_relation and each.related_model is model:
                rows = part._base_manager.filter(**{f"{each.name}__in": pks})
                yield rows.order_by().values_list(_way(part), flat=True).distinct()


def _called(record, _is_own: bool) -> str:
    return record.name


def _agency(agency: Agency, _is_own: bool) -> str:
    short = f" ({agency.short_name})" if agency.short_name else ""
    return f"{agency.name}{short}"


def _timeless(_record) -> None:
    return None


CANDIDATES = Kind(
    Candidate,
    heading=lambda candidate, _is_own: str(candidate),
    day=lambda candidate: candidate.identified_on,
    permission=Permission.CANDIDATE_VIEW,
)
INNOVATIONS = Kind(
    Innovation,
    heading=lambda innovation, _is_own: " – ".join(
        filter(None, (innovation.name, innovation.full_name))
    ),
    day=lambda innovation: innovation.first_used_on,
    permission=Permission.VISIT_VIEW,
)
TOPICS = Kind(Topic, heading=_called, day=_timeless, permission=Permission.VISIT_VIEW)
AGENCIES = Kind(
    Agency,
    heading=_agency,
    day=_timeless,
    permission=Permission.VISIT_VIEW,
    related=(),
    only=(Agency, FormerName),  # and not how its papers look
)
