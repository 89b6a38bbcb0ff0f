"""The running text of a document: headings, articles, lists, tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib import colors
from reportlab.lib.units import cm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from documents import articles, words
from documents.drawings import Photograph
from documents.press import Press
from documents.tables import table
from documents.tags import Element
from documents.text import Bold, Words

# How far a text stands from its label, by depth: "(12)", "a.", "10."
HANGS = (0.9 * cm, 0.75 * cm, 0.75 * cm)
PHOTO_SHARE = 0.4  # of a page's height
GRID = [
    ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
    # Where a row goes on overleaf, the page's part of it is closed by a line.
    ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.5, colors.black),
    ("LINEABOVE", (0, "splitfirst"), (-1, "splitfirst"), 0.5, colors.black),
    ("BACKGROUND", (0, 0), (-1, 0), colors.Color(0.93, 0.93, 0.93)),
    ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]


@dataclass(frozen=True)
class Paragraph:
    """Running text; a label hangs at its left. Parts may be `Bold`, `Struck` or `Inserted`.

    `depth` indents it as a letter or a number of an article is. What `leads` to the text after it
    is never the last line of a page; `heads` says that it is a heading, too. A `close` one has no
    space below it.
    """

    words: Words
    label: str = ""
    align: str = "justify"
    depth: int = 0
    leads: bool = False
    heads: bool = False
    close: bool = False

    def flowables(self, press: Press) -> list[Flowable]:
        return press.lines(
            self.words,
            align=self.align,
            label=self.label,
            indent=sum(HANGS[: self.depth]),
            hang=HANGS[self.depth] if self.label else 0,
            after=0 if self.close else 0.5,
            with_next=self.leads or self.heads,
            element=Element("H3") if self.heads else None,
        )


@dataclass(frozen=True)
class Heading:
    """A section of a memorandum: "I.  PENDAHULUAN". Never the last line of a page."""

    words: str
    label: str = ""
    level: int = 2  # 1 is the title of a document

    def flowables(self, press: Press) -> list[Flowable]:
        hang = HANGS[0] if self.label else 0
        return [
            press.paragraph(
                self.words,
                element=Element(f"H{self.level}"),
                bold=True,
                label=self.label,
                hang=hang,
                before=0.7,
                after=0.3,
                with_next=True,
            )
        ]


@dataclass(frozen=True)
class Article:
    """Pasal n, its heading and its body: as an officer typed it, or as paragraphs with labels."""

    number: int | str
    heading: str
    body: str | Sequence[articles.Block]

    def flowables(self, press: Press) -> list[Flowable]:
        body = articles.parse(self.body) if isinstance(self.body, str) else self.body
        blocks = list(articles.walk(body))
        heading = Element("H2")
        titles = [
            press.paragraph(
                f"Pasal {self.number}",
                align="center",
                bold=True,
                before=0.6,
                with_next=True,
                element=heading,
            ),
            press.paragraph(
                self.heading.upper(),
                align="center",
                bold=True,
                after=0.4,
                with_next=bool(blocks),
                element=heading,
            ),
        ]
        has_labels = any(block.kind == articles.Kind.PARAGRAPH and block.label for block in blocks)
        return titles + [_block(block, press, first=0 if has_labels else 1) for block in blocks]


def _block(block: articles.Block, press: Press, *, first: int) -> Flowable:
    """`first` is the depth at the margin: that of letters, where paragraphs have no label."""
    depth = articles.DEPTHS.index(block.kind)
    return press.paragraph(
        block.text,
        align="justify",
        label=block.label,
        indent=sum(HANGS[first:depth]),
        hang=HANGS[depth] if block.label else 0,
        after=0.3,
        # What leads to a list does not stand apart from its first item.
        with_next=bool(block.children),
    )


@dataclass(frozen=True)
class Points:
    """Paragraphs numbered 1., 2., … (or not at all), each with its letters and numbers below it."""

    blocks: Sequence[articles.Block]
    numbered: bool = True

    def flowables(self, press: Press) -> list[Flowable]:
        first = 0 if self.numbered else 1
        return [
            flowable
            for place, block in enumerate(self.blocks, start=1)
            for flowable in (
                _block(
                    replace(block, label=f"{place}." if self.numbered else ""), press, first=first
                ),
                *(_block(inner, press, first=first) for inner in articles.walk(block.children)),
            )
        ]


@dataclass(frozen=True)
class NumberedList:
    """1., 2., … or, with `letters`, a., b., …"""

    items: Sequence[Words]
    letters: bool = False

    def flowables(self, press: Press) -> list[Flowable]:
        return [
            flowable
            for place, item in enumerate(self.items, start=1)
            for flowable in press.lines(
                item,
                align="justify",
                label=f"{articles.letter(place) if self.letters else place}.",
                hang=HANGS[1],
                after=0.25,
            )
        ]


@dataclass(frozen=True)
class PartyRows:
    """The parties as an agreement introduces them: I. NAME : who this is and for whom they act."""

    parties: Sequence[tuple[str, Words]]

    def flowables(self, press: Press) -> list[Flowable]:
        rows = [
            [
                press.paragraph(f"{words.roman(place)}."),
                press.paragraph(name, bold=True),
                press.paragraph(":"),
                press.lines(introduction, align="justify"),
            ]
            for place, (name, introduction) in enumerate(self.parties, start=1)
        ]
        return _columns(rows, [0.9 * cm, 4.4 * cm, 0.5 * cm], press, between=0.4)


@dataclass(frozen=True)
class FactsTable:
    """Label : value, one under the other, without lines."""

    facts: Sequence[tuple[str, Words]]
    label_width: float = 4  # centimetres

    def flowables(self, press: Press) -> list[Flowable]:
        rows = [
            [press.paragraph(label), press.paragraph(":"), press.lines(value)]
            for label, value in self.facts
        ]
        return _columns(rows, [self.label_width * cm, 0.5 * cm], press, between=0.1)


def _columns(
    rows: list[list[Any]], widths: list[float], press: Press, *, between: float
) -> list[Flowable]:
    """Rows without lines, so many lines apart; the last column takes what the others leave."""
    if not rows:
        return []
    widths = [*widths, press.width - sum(widths)]
    style = [("BOTTOMPADDING", (0, 0), (-1, -2), between * press.leading)]
    return [table(rows, widths, press, style=style, after=0.5)]


@dataclass(frozen=True)
class GridTable:
    """A table with lines. Its head is repeated on every page, and a long row goes on overleaf."""

    head: Sequence[str]
    rows: Sequence[Sequence[Words]]
    widths: Sequence[float] = ()  # parts of the page's width; equal where not given
    row_height: float = 0  # centimetres at least, where a hand has to write in it

    def flowables(self, press: Press) -> list[Flowable]:
        shares = self.widths or [1] * len(self.head)
        cells = [[press.paragraph(Bold(name), align="center", scale=0.9) for name in self.head]]
        cells += [[press.lines(cell, scale=0.9) for cell in row] for row in self.rows]
        if self.row_height:
            for row in cells[1:]:
                row[-1] = [*row[-1], Spacer(0, self.row_height * cm)]
        widths = [press.width * share / sum(shares) for share in shares]
        return [table(cells, widths, press, style=GRID, heads=1, before=0.2, after=0.6)]


@dataclass(frozen=True)
class Photo:
    """A photograph with its caption below it, never parted; two fit on a page."""

    content: bytes
    caption: str

    def flowables(self, press: Press) -> list[Flowable]:
        caption = press.paragraph(self.caption, align="center", scale=0.9, after=1)
        picture = Photograph(self.content, press.width, press.height * PHOTO_SHARE, self.caption)
        return [CondPageBreak(press.height * PHOTO_SHARE + 3 * press.leading), picture, caption]


@dataclass(frozen=True)
class Gap:
    lines: float = 1

    def flowables(self, press: Press) -> list[Flowable]:
        return [Spacer(0, self.lines * press.leading)]


@dataclass(frozen=True)
class NewPage:
    def flowables(self, press: Press) -> list[Flowable]:
        return [PageBreak()]
