"""The press: one document's paper, type sizes and words that could not be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, GOV_LEGAL
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import Flowable

from documents import text
from documents.tags import Element
from documents.typefaces import TYPEFACES, Typeface

SIZES = {"A4": A4, "F4": GOV_LEGAL}
ALIGNMENTS = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}


@dataclass(frozen=True)
class Margins:
    """In centimetres. Left is wider, for the binding."""

    top: float = 2
    right: float = 2
    bottom: float = 2.5
    left: float = 3


@dataclass(frozen=True)
class Page:
    size: str = "A4"  # or F4, the folio of legal texts
    font: str = "sans"  # or serif, for legal texts
    margins: Margins = Margins()

    @property
    def width(self) -> float:
        return SIZES[self.size][0]

    @property
    def height(self) -> float:
        return SIZES[self.size][1]

    @property
    def typeface(self) -> Typeface:
        return TYPEFACES[self.font]


class Press:
    """What the pieces of a document are set with."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.width = page.width - (page.margins.left + page.margins.right) * cm
        self.height = page.height - (page.margins.top + page.margins.bottom) * cm
        self.undrawn: dict[str, None] = {}
        # Bookman runs wide and dark and wants more air than Arial.
        self.size = 11.0
        self.leading = 16.5 if page.font == "serif" else 15.0

    def paragraph(
        self,
        words: text.Words,
        *,
        align: str = "left",
        bold: bool = False,
        scale: float = 1.0,
        label: str = "",
        indent: float = 0,
        hang: float = 0,
        before: float = 0,
        after: float = 0,
        with_next: bool = False,
        element: Element | None = None,
    ) -> Flowable:
        """Text in the document's type: indent and hang in points, before and after in lines.

        `element` is what it is to a reader who hears it: a paragraph, where nothing else is said.
        """
        parts = [words] if isinstance(words, str) else list(words)
        for part in (label, *parts):
            self.undrawn.update(dict.fromkeys(text.undrawable(part, self.page.typeface)))
        font = self.page.typeface.bold if bold else self.page.typeface.regular
        style = ParagraphStyle(
            "type",
            fontName=font,
            fontSize=self.size * scale,
            leading=self.leading * scale,
            alignment=ALIGNMENTS[align],
            leftIndent=indent + hang,
            bulletIndent=indent,
            bulletFontName=font,
            bulletFontSize=self.size * scale,
            spaceBefore=before * self.leading,
            spaceAfter=after * self.leading,
            # A last line of a paragraph alone on a page reads like a mistake.
            allowWidows=0,
            allowOrphans=0,
        )
        made = text.paragraph(parts, style, self.page.typeface, label)
        made.leads = with_next
        made.element = element or Element("P")
        return made

    def lines(self, words: text.Words, *, label: str = "", **setting: Any) -> list[Flowable]:
        """A paragraph for every line that was typed, the label before the first.

        Thousands of lines in one paragraph would be measured again for every page they fill.
        """
        return [
            self.paragraph(parts, label=label if place == 0 else "", **setting)
            for place, parts in enumerate(text.lines(words))
        ]


class Piece(Protocol):
    """A part of a document, as the reader sees it; the press asks it how it is drawn."""

    def flowables(self, press: Press) -> list[Flowable]: ...


def set_in_type(story: Sequence[Piece], press: Press) -> list[Flowable]:
    return [flowable for piece in story for flowable in piece.flowables(press)]
