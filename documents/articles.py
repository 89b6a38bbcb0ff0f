"""The body of an article as an officer types it, turned into numbered structure.

Each line is a paragraph (ayat). A line that begins with "- " is a letter (huruf) under the
paragraph above, one that begins with "-- " or an indented "- " is a number (angka) under the
letter above. Labels that were typed are dropped: the system counts, so that none is skipped.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, repeat

from documents.text import LINE_ENDS


class Kind(StrEnum):
    PARAGRAPH = "paragraph"  # ayat (1)
    LETTER = "letter"  # huruf a.
    NUMBER = "number"  # angka 1.


@dataclass(frozen=True)
class Block:
    kind: Kind
    text: str
    label: str = ""
    children: tuple["Block", ...] = ()
    key: int = 0  # by which its writer knows it again, whatever its label has become


# Not all that Python strips: a control character was typed too, and paper says so.
SPACES = " \t\xa0"
DEPTHS = (Kind.PARAGRAPH, Kind.LETTER, Kind.NUMBER)
# In this order: "-- " and an indented "- " would otherwise be taken for a letter.
LINE_MARKS = (
    (re.compile(r"\s*--\s+|(?:\t|\s{2,})-\s+"), Kind.NUMBER),
    (re.compile(r"\s?-\s+"), Kind.LETTER),
)
# "dr." and "an." begin a sentence; only a letter that a list can reach is a label.
TYPED_LABELS = {
    Kind.PARAGRAPH: re.compile(r"\s*\(\d{1,3}\)\s+"),
    Kind.LETTER: re.compile(r"\s*(?:[a-z]|a[a-d])\.\s+"),
    Kind.NUMBER: re.compile(r"\s*\d{1,3}\.\s+"),
}


def parse(body: str, keys: Sequence[int] = ()) -> list[Block]:
    """The paragraphs of an article, each with its label, letters and numbers.

    `keys` are those of the lines that say something, in their order; 0 where there are too few.
    """
    levelled = _levelled(_read(line) for line in lines_of(body))
    keyed = zip(levelled, chain(keys, repeat(0)), strict=False)
    return list(_blocks([(level, text, key) for (level, text), key in keyed], depth=0))


def lines_of(body: str) -> list[str]:
    """The lines that say something, as they were typed."""
    return [line for line in LINE_ENDS.split(body) if line.strip(SPACES)]


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block in reading order, whatever it hangs under."""
    for block in blocks:
        yield block
        yield from walk(block.children)


def letter(position: int) -> str:
    """1 → a, 26 → z, 27 → aa, 28 → ab, …"""
    name = ""
    while position:
        position, place = divmod(position - 1, 26)
        name = chr(ord("a") + place) + name
    return name


def _read(line: str) -> tuple[Kind, str]:
    for mark, kind in LINE_MARKS:
        if found := mark.match(line):
            return kind, _without_label(line[found.end() :], kind)
    for kind, label in TYPED_LABELS.items():
        if label.match(line):
            return kind, _without_label(line, kind)
    return Kind.PARAGRAPH, line.strip(SPACES)


def _without_label(line: str, kind: Kind) -> str:
    label = TYPED_LABELS[kind].match(line)
    return line[label.end() if label else 0 :].strip(SPACES)


def _levelled(lines: Iterable[tuple[Kind, str]]) -> Iterator[tuple[int, str]]:
    """Lift a line that has nothing above it to hang under, and its later siblings with it.

    An officer who numbers paragraphs "1." and "2." means paragraphs, not numbers under nothing.
    """
    depth = -1
    lifted: dict[int, int] = {}
    for kind, text in lines:
        own = DEPTHS.index(kind)
        depth = lifted.get(own, min(own, depth + 1))
        lifted = {other: level for other, level in lifted.items() if level < depth or other == own}
        if depth < own:
            lifted[own] = depth
        yield depth, text


def _blocks(lines: list[tuple[int, str, int]], *, depth: int) -> Iterator[Block]:
    starts = [place for place, (level, _text, _key) in enumerate(lines) if level == depth]
    for position, start in enumerate(starts, start=1):
        end = starts[position] if position < len(starts) else len(lines)
        _level, text, key = lines[start]
        yield Block(
            kind=DEPTHS[depth],
            label=_label(DEPTHS[depth], position, len(starts)),
            text=text,
            children=tuple(_blocks(lines[start + 1 : end], depth=depth + 1)),
            key=key,
        )


def _label(kind: Kind, position: int, count: int) -> str:
    match kind:
        case Kind.PARAGRAPH:
            return f"({position})" if count > 1 else ""
        case Kind.LETTER:
            return f"{letter(position)}."
        case Kind.NUMBER:
            return f"{position}."
