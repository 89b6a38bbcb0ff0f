"""Rows and columns, and how a page's end may part them."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Table

from documents.press import Press
from documents.tags import Element, marked, table_of

MOST_PARAGRAPHS = 40
NO_PADDING = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def table(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    press: Press,
    *,
    style: Sequence[Any] = (),
    heads: int = 0,
    before: float = 0,
    after: float = 0,
) -> Flowable:
    """Rows as high as their text. The first `heads` of them are repeated on every page."""
    made = _Rows(
        [part for row in rows for part in _parts(row)],
        widths,
        repeatRows=heads,
        spaceBefore=before * press.leading,
        spaceAfter=after * press.leading,
        # Even of a cell without text a table names its font, and every font must be embedded.
        style=[("FONTNAME", (0, 0), (-1, -1), press.page.typeface.regular), *NO_PADDING, *style],
    )
    made.page_height = press.height
    # One with a head is a table to whoever hears it; rows without only stand side by side.
    made.element = table_of(made.cells(), heads) if heads else None
    return made


def _parts(row: Sequence[Any]) -> list[list[Any]]:
    """A row, or the rows that it becomes where a cell holds more paragraphs than a page has room.

    reportlab measures a cell again for every page it fills: ten thousand lines would take minutes.
    """
    cells = [cell if isinstance(cell, list) else [cell] for cell in row]
    longest = max(len(cell) for cell in cells)
    return [
        [cell[start : start + MOST_PARAGRAPHS] for cell in cells]
        for start in range(0, max(longest, 1), MOST_PARAGRAPHS)
    ]


class Tagged:
    """Stands for what has an element of its own."""

    def __init__(self, element: Element) -> None:
        self.element = element


class _Rows(Table):
    """Rows stay whole, except one that no page can hold: reportlab can only part all or none."""

    page_height = 0.0
    element: Element | None = None
    reading: list[Flowable] | None = None  # where it is another order than row by row

    def cells(self) -> list[list[list[Flowable]]]:
        """What stands in each cell of each row."""
        return [
            [list(cell) if isinstance(cell, list | tuple) else [cell] for cell in row]
            for row in self._cellvalues
        ]

    def read_in_order(self) -> list[Any]:
        """Itself where it is a table, or what it holds, one row after the other."""
        if self.element is not None:
            return [Tagged(self.element)]
        if self.reading is not None:
            return self.reading
        return [flowable for row in self.cells() for cell in row for flowable in cell]

    def _drawBkgrnd(self) -> None:
        with marked(self.canv, None):
            super()._drawBkgrnd()

    def _drawLines(self) -> None:
        with marked(self.canv, None):
            super()._drawLines()

    def split(self, width: float, height: float) -> list[Flowable]:
        heads = sum(self._rowHeights[: self.repeatRows])
        self.splitInRow = int(heads + max(self._rowHeights) > self.page_height)
        parts = super().split(width, height)
        for part in parts:
            part.page_height = self.page_height
        return parts
