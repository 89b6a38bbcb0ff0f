"""Searching everything that is written in the records, the best first, as far as one reads it.

Every word has to be found, each from its beginning ("stunt" finds "stunting"); words in quotes
have to stand together. What is written in the title counts most. PostgreSQL looks the words up in
an index and ranks by where and how often they stand; SQLite looks at every text, and ranks by the
title and the day. Of very many finds the newest are ranked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import BooleanField, FloatField, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from cooperation.models import NumberedRecord, SearchText
from cooperation.models.agencies import keys_in_reach
from cooperation.models.searching import TIMELESS
from cooperation.reports.texts import Kind, plain

MOST_WORDS = 8
# What is ranked: more than this nobody reads, and one asks with more words.
MOST_FOUND = 500
# From this many texts on, the newest are looked for by their day instead of by their words.
FEW = 1_000
LONGEST_EXCERPT = 180
_TWO_IN_ONE = plain("kerja sama")
_PHRASE_OR_WORDS = re.compile(r'"([^"]*)"|([^"]+)')


@dataclass(frozen=True)
class Hit:
    """`kind` is the label of its kind, `text` the row whose words were found."""

    kind: str
    pk: int
    heading: str
    day: date | None
    text: int


@dataclass(frozen=True)
class Wanted:
    """What is looked for: phrases of one or more words, each word small and plain."""

    phrases: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> list[str]:
        return [word for phrase in self.phrases for word in phrase]


def wanted_in(asked: str) -> Wanted:
    """Raises ValidationError where there is no word in it."""
    phrases: list[tuple[str, ...]] = []
    for quoted, loose in _PHRASE_OR_WORDS.findall(asked):
        if quoted:
            phrases.append(tuple(plain(quoted).split()))
        else:
            phrases += [(word,) for word in plain(loose).split()]
    kept = tuple(dict.fromkeys(filter(None, phrases)))
    if not kept:
        raise ValidationError(_("Give at least one word to search for."))
    if sum(map(len, kept)) > MOST_WORDS:
        raise ValidationError(_("Search for at most %d words at once.") % MOST_WORDS)
    return Wanted(kept)


def search(user, wanted: Wanted, kinds: Sequence[Kind]) -> list[Hit]:
    """The records in whose words all of it is found, the best first; at most `MOST_FOUND`."""
    texts = _with_words(wanted)
    few = list(texts.order_by().values_list("pk", "record", "record_id")[: FEW + 1])
    if not few:
        return []
    among: dict[str, list[int]] | None = None
    if len(few) <= FEW:
        texts, among = SearchText.objects.filter(pk__in=[pk for pk, _r, _i in few]), {}
        for _pk, record, record_id in few:
            among.setdefault(record, []).append(record_id)
    seen = _seen(user, kinds, among)
    if seen is None:
        return []
    rows = texts.filter(seen).annotate(rank=_rank(wanted))
    newest = rows.order_by("-day", "-pk")
    columns = ("record", "record_id", "heading", "heading_words", "day", "pk", "rank")
    found = newest.values_list(*columns)[:MOST_FOUND]
    return _best_first(found, wanted, {kind.record: kind.label for kind in kinds})


def excerpts_of(hits: Iterable[Hit], wanted: Wanted) -> dict[int, list[tuple[str, bool]]]:
    """By text: the line in which most of the words stand, in pieces that are one of them or not."""
    headings = {hit.text: hit.heading for hit in hits}
    bodies = SearchText.objects.filter(pk__in=headings).values_list("pk", "body")
    return {pk: marked(_telling_line(body, headings[pk], wanted), wanted) for pk, body in bodies}


def _with_words(wanted: Wanted) -> QuerySet[SearchText]:
    texts = SearchText.objects.all()
    if connection.vendor == "postgresql":
        return texts.filter(
            RawSQL(  # the words are letters and digits only
                "vector @@ to_tsquery('simple', %s)",
                [_as_query(wanted)],
                output_field=BooleanField(),
            )
        )
    for phrase in wanted.phrases:
        texts = texts.filter(words__contains=f" {' '.join(phrase)}")
    return texts


def _as_query(wanted: Wanted) -> str:
    phrases = []
    for *before, last in wanted.phrases:
        phrases.append(" <-> ".join([*(f"'{word}'" for word in before), f"'{last}':*"]))
    return " & ".join(f"({phrase})" for phrase in phrases)


def _rank(wanted: Wanted) -> Any:
    """How well it fits. Whole words count beside beginnings; long texts do not win by length."""
    if connection.vendor != "postgresql":
        return Value(0.0, FloatField())
    whole = " | ".join(f"'{word}'" for word in wanted.words)
    return RawSQL(
        "ts_rank(vector, to_tsquery('simple', %s), 1)"
        " + ts_rank(vector, to_tsquery('simple', %s), 1)",
        [_as_query(wanted), whole],
        output_field=FloatField(),
    )


def _seen(user, kinds: Sequence[Kind], among: dict[str, list[int]] | None) -> Q | None:
    """What this person reads: of records that are seen, the text for everybody and one's own."""
    parts = []
    for kind in kinds:
        if among is not None and kind.record not in among:
            continue
        records = _visible(kind, user, None if among is None else among[kind.record])
        mine = keys_in_reach(user, kind.permission)
        reads = Q(reader__isnull=True) | Q(reader__in=mine)
        parts.append(Q(reads, record=kind.record, record_id__in=records.order_by().values("pk")))
    # Of a single kind PostgreSQL would make a join, which looks at all that this person sees before
    # the newest; what no text is makes it a condition again, asked of the newest until there are
    # enough.
    return reduce(or_, parts, Q(record="")) if parts else None


def _visible(kind: Kind, user, among: list[int] | None) -> QuerySet[Any]:
    everything: Any = kind.model._default_manager
    if issubclass(kind.model, NumberedRecord):  # who else is named is looked up in other tables
        return everything.visible_to(user, among=among)
    records = everything.visible_to(user)
    return records if among is None else records.filter(pk__in=among)


def _best_first(found, wanted: Wanted, labels: dict[str, str]) -> list[Hit]:
    ranked = []
    for place, (record, record_id, heading, words, day, pk, rank) in enumerate(found):
        words = f" {words} "
        titled = sum(f" {word}" in words for word in wanted.words)
        titled += sum(f" {word} " in words for word in wanted.words)
        hit = Hit(labels[record], record_id, heading, None if day == TIMELESS else day, pk)
        ranked.append((-titled, -(rank or 0), place, hit))
    best: dict[tuple[str, int], Hit] = {}
    for *_order, hit in sorted(ranked, key=lambda one: one[:3]):
        best.setdefault((hit.kind, hit.pk), hit)
    return list(best.values())


def _telling_line(body: str, heading: str, wanted: Wanted) -> str:
    """The line that tells why it was found, where the heading has not said it already."""
    best, most = "", 0
    for line in body.splitlines():
        if line in heading:
            continue
        words = f" {plain(line)}"
        count = sum(f" {word}" in words for word in wanted.words)
        if count > most:
            best, most = line, count
        if most == len(wanted.words):
            break
    return _around_first(best, wanted)


def _around_first(line: str, wanted: Wanted) -> str:
    if len(line) <= LONGEST_EXCERPT:
        return line
    place, first = 0, 0
    for piece, is_one in marked(line, wanted):
        if is_one:
            first = place
            break
        place += len(piece)
    start = max(0, first - LONGEST_EXCERPT // 3)
    start = line.rfind(" ", 0, start) + 1 if start else 0
    cut = line[start : start + LONGEST_EXCERPT].rsplit(" ", 1)[0]
    before = "… " if start else ""
    return f"{before}{cut} …" if start + len(cut) < len(line) else f"{before}{cut}"


_ONE_WORD = re.compile(r"(\w+)")


def marked(line: str, wanted: Wanted) -> list[tuple[str, bool]]:
    """The line in pieces, each with whether it is one of the words."""
    pieces: list[tuple[str, bool]] = []
    for piece in filter(None, _ONE_WORD.split(line)):
        is_one = any(_begins(piece, word) for word in wanted.words)
        if pieces and pieces[-1][1] == is_one:
            piece = pieces.pop()[0] + piece
        pieces.append((piece, is_one))
    return pieces


def _begins(piece: str, word: str) -> bool:
    return plain(piece).startswith(word) or (
        word == "kerjasama" and plain(piece) in ("kerja", "sama")
    )
