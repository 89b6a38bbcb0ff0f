"""Links and placeholders: what stands in braces in a text, and what is printed in its place.

A text is stored with its links as keys, `{#12}`, which follow an article or a paragraph wherever it
moves. Whoever edits it reads and types `{Pasal 7 ayat (2)}`; behind that stands the key again, as
in `{Pasal 7 ayat (2) #12}`, and wherever there is a key, the key counts. Placeholders come from the
list below and from nowhere else: there is no language of templates.

Works on data only (articles as {"key", "heading", "body", "keys"} and values by name), so that a
frozen text is printed from what was frozen with it. All of it is Indonesian, as the paper is.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_noop

from documents.articles import Block, Kind, parse, walk
from documents.words import date_long, number_with_words, rupiah

GAP = "……………………"
TOKEN = re.compile(r"\{([^{}\n]*)\}")
_KEY = re.compile(r"#\s*(\d{1,9})\s*$")
_TYPED = re.compile(
    r"(?:pasal\s+(?P<article>\d{1,3}))?\s*(?:ayat\s*\((?P<paragraph>\d{1,3})\))?"
    r"\s*(?:huruf\s+(?P<letter>[a-z]{1,2}))?\s*(?:angka\s+(?P<number>\d{1,3}))?\s*",
    re.IGNORECASE,
)
# Name → what it stands for, as the drafting page explains it.
PLACEHOLDERS = {
    "jenis": gettext_noop("the kind of agreement as it is printed"),
    "judul": gettext_noop("the title"),
    "jangka_waktu": gettext_noop("the term, in figures and words"),
    "tanggal_mulai": gettext_noop("the first day of the term"),
    "tanggal_berakhir": gettext_noop("the last day of the term"),
    "tempat": gettext_noop("the place of signing"),
    "pendanaan": gettext_noop("where the money comes from"),
    "nilai": gettext_noop("the value in rupiah, in figures and words"),
    "naskah_pokok": gettext_noop("the agreement that an addendum changes"),
    "pihak N": gettext_noop("how party N is called: PIHAK KESATU …"),
    "nama_pihak N": gettext_noop("for whom party N acts"),
}
# Worked out from what stands behind the name.
RECKONED = {
    "angka N": gettext_noop("a number with its words: {angka 30} is printed as 30 (tiga puluh)"),
    "rupiah N": gettext_noop("an amount with its words"),
    "tanggal YYYY-MM-DD": gettext_noop("a day in full"),
}
LARGEST = 10**15

Articles = Sequence[Mapping[str, Any]]
Values = Mapping[str, str]


class Fault(StrEnum):
    """What is wrong with something in braces."""

    DEAD = "dead"  # a link to what is not there
    UNKNOWN = "unknown"  # no placeholder of ours
    EMPTY = "empty"  # a placeholder whose value is not known yet


@dataclass(frozen=True)
class Faulty:
    """Something in braces that cannot be printed, and where it stands."""

    fault: Fault
    token: str
    article_key: int
    key: int  # of the paragraph


@dataclass(frozen=True)
class Place:
    """Where an article or a paragraph stands now."""

    article_key: int
    article: int  # its number
    path: tuple[str, ...] = ()  # "ayat (2)", "huruf a", "angka 1"

    def name(self, seen_from: int | None = None) -> str:
        """How a text names it; within its own article without the article's number."""
        article = [] if self.path and seen_from == self.article_key else [f"Pasal {self.article}"]
        return " ".join([*article, *self.path])


@dataclass(frozen=True)
class PrintedArticle:
    """An article as the paper has it: numbered, with links and values written out."""

    number: int
    key: int
    heading: str
    paragraphs: tuple[Block, ...]

    @property
    def blocks(self) -> list[Block]:
        """All paragraphs, letters and numbers in reading order."""
        return list(walk(self.paragraphs))


@dataclass
class Wording:
    """A text read as a whole: its structure, and what its braces stand for."""

    articles: Articles
    values: Values = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bodies = [parse(one["body"], one.get("keys") or ()) for one in self.articles]
        self.places = {place.key: place.at for place in _places(self.articles, self.bodies)}

    def printed(self) -> list[PrintedArticle]:
        return [
            PrintedArticle(
                number,
                key_of(article),
                self._written(article["heading"], key_of(article)),
                tuple(self._block(block, key_of(article)) for block in blocks),
            )
            for number, (article, blocks) in enumerate(
                zip(self.articles, self.bodies, strict=True), start=1
            )
        ]

    def as_typed(self) -> list[dict[str, Any]]:
        """{"id", "heading", "body"} of each article: its lines, links and values written out."""
        return [
            {
                "id": article.get("id"),
                "heading": self._written(article["heading"], key_of(article)),
                "body": self._written(article["body"], key_of(article)),
            }
            for article in self.articles
        ]

    def faults(self) -> Iterator[Faulty]:
        for article, blocks in zip(self.articles, self.bodies, strict=True):
            own = key_of(article)
            for key, text in [
                (own, article["heading"]),
                *((block.key, block.text) for block in walk(blocks)),
            ]:
                for found in TOKEN.finditer(text):
                    fault = self._meaning(found[1], own)[1]
                    if fault is not None:
                        yield Faulty(fault, found[0], own, key)

    def links_of(self, article: Mapping[str, Any]) -> set[int]:
        """The keys that an article refers to."""
        texts = [article["heading"], article["body"]]
        return {key for text in texts for key in map(_key_in, TOKEN.findall(text)) if key}

    def stored(self, text: str, own_key: int) -> str:
        """What somebody typed, with links as keys; a name that fits nothing stays as it is."""
        return TOKEN.sub(lambda found: self._stored(found, own_key), text)

    def editable(self, text: str, own_key: int) -> str:
        """What is stored, with each link named by where it leads now."""
        return TOKEN.sub(lambda found: self._editable(found, own_key), text)

    def _block(self, block: Block, own_key: int) -> Block:
        return replace(
            block,
            text=self._written(block.text, own_key),
            children=tuple(self._block(child, own_key) for child in block.children),
        )

    def _written(self, text: str, own_key: int) -> str:
        return TOKEN.sub(lambda found: self._meaning(found[1], own_key)[0], text)

    def _meaning(self, inside: str, own_key: int) -> tuple[str, Fault | None]:
        key = _key_in(inside)
        if key is not None:
            place = self.places.get(key)
            return (place.name(own_key), None) if place else (GAP, Fault.DEAD)
        if _typed(inside):
            return GAP, Fault.DEAD
        return self._value(inside)

    def _value(self, inside: str) -> tuple[str, Fault | None]:
        name = " ".join(inside.split()).lower()
        if name in self.values:
            value = self.values[name]
            return (value, None) if value else (GAP, Fault.EMPTY)
        reckoned = _reckoned(name)
        if reckoned is not None:
            return reckoned, None
        return f"{{{inside}}}", Fault.UNKNOWN

    def _stored(self, found, own_key):
        key = _key_in(found[1])
        if key is None and (typed := _typed(found[1])):
            key = self._key_at(typed, own_key)
        return found[0] if key is None else f"{{#{key}}}"

    def _editable(self, found, own_key):
        key = _key_in(found[1])
        if key is None:
            return found[0]
        place = self.places.get(key)
        return f"{{{place.name(own_key) if place else 'Pasal ?'} #{key}}}"

    def _key_at(self, typed: Mapping[str, str | None], own_key: int) -> int | None:
        path = tuple(
            word
            for word in (
                typed["paragraph"] and f"ayat ({typed['paragraph']})",
                typed["letter"] and f"huruf {typed['letter'].lower()}",
                typed["number"] and f"angka {typed['number']}",
            )
            if word
        )
        for key, place in self.places.items():
            here = (
                place.article == int(typed["article"])
                if typed["article"]
                else place.article_key == own_key
            )
            if here and place.path == path:
                return key
        return None


def wording_of(content: Mapping[str, Any]) -> Wording:
    """The wording of a text as data, frozen or not."""
    return Wording(content["articles"], content.get("values") or {})


def by_key(text: str) -> str:
    """The text with the names of its keyed links left out: "{Pasal 7 #12}" is "{#12}"."""
    return TOKEN.sub(lambda found: f"{{#{key}}}" if (key := _key_in(found[1])) else found[0], text)


def key_of(article: Mapping[str, Any]) -> int:
    """A text that was frozen before articles had keys knew them by their row."""
    return article.get("key") or article.get("id") or 0


@dataclass(frozen=True)
class _Keyed:
    key: int
    at: Place


def _places(articles: Articles, bodies: Sequence[Sequence[Block]]) -> Iterator[_Keyed]:
    for number, (article, blocks) in enumerate(zip(articles, bodies, strict=True), start=1):
        whole = Place(key_of(article), number)
        yield _Keyed(key_of(article), whole)
        yield from _below(blocks, whole)


def _below(blocks: Sequence[Block], above: Place) -> Iterator[_Keyed]:
    for block in blocks:
        word = word_of(block)
        place = replace(above, path=(*above.path, word)) if word else above
        if block.key:
            yield _Keyed(block.key, place)
        yield from _below(block.children, place)


def word_of(block: Block) -> str:
    """How a text names a paragraph; an only one has no label, and no text names it."""
    match block.kind:
        case Kind.PARAGRAPH:
            return f"ayat {block.label}" if block.label else ""
        case Kind.LETTER:
            return f"huruf {block.label.removesuffix('.')}"
        case Kind.NUMBER:
            return f"angka {block.label.removesuffix('.')}"


def _key_in(inside: str) -> int | None:
    found = _KEY.search(inside)
    return int(found[1]) if found else None


def _typed(inside: str) -> Mapping[str, str | None] | None:
    found = _TYPED.fullmatch(inside.strip())
    return found.groupdict() if found and any(found.groupdict().values()) else None


def _reckoned(name: str) -> str | None:
    verb, _space, argument = name.partition(" ")
    reckon = _RECKONERS.get(verb)
    return reckon(argument.strip()) if reckon and argument.strip() else None


def _number(argument: str) -> str | None:
    plain = argument.replace(".", "")
    if not plain.isascii() or not plain.isdecimal() or int(plain) >= LARGEST:
        return None
    return number_with_words(int(plain))


def _amount(argument: str) -> str | None:
    try:
        amount = Decimal(argument.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None
    return rupiah(amount) if amount.is_finite() and 0 <= amount < LARGEST else None


def _day(argument: str) -> str | None:
    try:
        return date_long(date.fromisoformat(argument))
    except ValueError:
        return None


_RECKONERS: dict[str, Callable[[str], str | None]] = {
    "angka": _number,
    "rupiah": _amount,
    "tanggal": _day,
}
