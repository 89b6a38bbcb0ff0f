"""Documents on paper: a story of pieces in reading order, made into the bytes of a PDF.

    paper.build(
        [
            paper.Title("Kesepakatan Bersama", parties=names, about=subject),
            paper.Paragraph(opening),
            paper.Article(1, "Maksud dan Tujuan", body),
            paper.SignatureBlock(signatories),
        ],
        page=paper.Page("F4", "serif"),
        metadata=metadata,
    )

The paper of an office is Indonesian whatever language its reader has chosen, so nothing in this
package asks gettext. The same story gives the same bytes, on any machine and in any year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.units import cm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from documents import text, typefaces
from documents.archive import archived
from documents.flow import (
    Article,
    FactsTable,
    Gap,
    GridTable,
    Heading,
    NewPage,
    NumberedList,
    Paragraph,
    PartyRows,
    Photo,
    Points,
)
from documents.keeping import keep_together
from documents.opening import LetterHead, Letterhead, MemoHead, NumberLines, Title
from documents.press import Margins, Page, Piece, Press, set_in_type
from documents.sheets import UNMARKED, Marks, NumberedCanvas
from documents.signatures import (
    Place,
    Seat,
    Signatory,
    SignatureBlock,
    SingleSignature,
)
from documents.tags import structure
from documents.text import Bold, Inserted, Struck

__all__ = [
    "Article",
    "Bold",
    "Document",
    "FactsTable",
    "Gap",
    "GridTable",
    "Heading",
    "Inserted",
    "LetterHead",
    "Letterhead",
    "Margins",
    "Marks",
    "MemoHead",
    "Metadata",
    "NewPage",
    "NumberLines",
    "NumberedList",
    "Page",
    "Paragraph",
    "PartyRows",
    "Photo",
    "Piece",
    "Place",
    "Points",
    "Printed",
    "Signatory",
    "SignatureBlock",
    "SingleSignature",
    "Struck",
    "Title",
    "build",
]


@dataclass(frozen=True)
class Metadata:
    """What the file says of itself. `created` is a date of the record, never the clock's."""

    title: str
    author: str
    created: date
    subject: str = ""
    language: str = "id-ID"


@dataclass(frozen=True)
class Printed:
    """A finished file, and where on it each one signs, in the order of the story."""

    content: bytes
    seats: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Document:
    """All that makes a file: the same document gives the same bytes."""

    story: Sequence[Piece]
    page: Page
    metadata: Metadata
    marks: Marks = UNMARKED

    def printed(self) -> Printed:
        """The PDF/A. What was typed is printed, or the last lines say what was not."""
        typefaces.register()
        press = Press(self.page)
        flowables = set_in_type(self.story, press)
        seats = _seats(flowables)
        flowables = keep_together(flowables, press)
        flowables += _what_was_not_drawn(press, also=" ".join(self.marks.lines))
        tree = structure(flowables)

        output = BytesIO()
        template = _template(output, press, self.metadata)
        created = self.metadata.created
        template.build(
            flowables or [Spacer(0, 1)],
            canvasmaker=partial(NumberedCanvas, press=press, marks=self.marks, made_on=created),
        )
        places = tuple(seat.place for seat in seats if seat.place is not None)
        return Printed(archived(output.getvalue(), tree, created), places)


def build(
    story: Sequence[Piece],
    *,
    page: Page,
    metadata: Metadata,
    watermark: str = "",
    footer: str = "",
    check_at: str = "",
) -> bytes:
    """The bytes of a document. `check_at`: the public address at which this paper is checked."""
    marks = Marks(watermark, footer, check_at)
    return Document(story, page, metadata, marks).printed().content


def _seats(flowables: Sequence[Any]) -> list[Seat]:
    found = []
    for flowable in flowables:
        if isinstance(flowable, Seat):
            found.append(flowable)
        elif inner := getattr(flowable, "read_in_order", None):
            found += _seats(inner())
    return found


def _what_was_not_drawn(press: Press, *, also: str) -> list[Flowable]:
    undrawn = dict.fromkeys([*press.undrawn, *text.undrawable(also, press.page.typeface)])
    if not undrawn:
        return []
    return [
        press.paragraph(
            f"Beberapa huruf tidak dapat dicetak ({text.REPLACEMENT}): {text.named(undrawn)}.",
            scale=0.75,
            before=1,
        )
    ]


def _template(output: BytesIO, press: Press, metadata: Metadata) -> BaseDocTemplate:
    page = press.page
    frame = Frame(
        page.margins.left * cm,
        page.margins.bottom * cm,
        press.width,
        press.height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    template = BaseDocTemplate(
        output,
        pagesize=(page.width, page.height),
        title=text.one_line(metadata.title),
        author=text.one_line(metadata.author),
        subject=text.one_line(metadata.subject),
        lang=metadata.language,
        creator="Jejak",
        invariant=1,
        pageCompression=0,  # what is kept is packed once, by `archived`
    )
    template.addPageTemplates(
        PageTemplate("sheet", [frame], onPage=lambda canvas, _: canvas.draw_watermark())
    )
    return template
