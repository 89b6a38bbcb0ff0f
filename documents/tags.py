"""What each part of a page is, for a reader who hears the paper instead of seeing it.

While a page is drawn, every piece of text is marked with a number; the tree made here says which
numbers are a heading, a paragraph, a cell of a table, and in which order they are read. What only
adorns the page (rules, watermark, the foot, a table's head on its second page) is an artifact,
which programs pass over.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.platypus import Flowable

ARTIFACT = "/Artifact BMC"
END = "EMC"


@dataclass(eq=False)
class Element:
    """A part of the document: `kind` is one of PDF's own names (P, H1, Table, TR, TH, TD, Figure).

    `marks` are the places where it was drawn, as (page from 1, number of the mark on that page).
    """

    kind: str
    alternative: str = ""  # what a picture shows, in words
    heads: str = ""  # of a TH: Column or Row
    repeats: bool = False  # drawn again on every page, and read once
    children: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)


def structure(flowables: Iterable[Flowable]) -> Element:
    """The tree of a document, in the order in which its flowables stand."""
    root = Element("Document")
    seen: set[int] = set()
    for flowable in flowables:
        root.children += _elements(flowable, seen)
    return root


@contextmanager
def marked(canvas: Any, element: Element | None) -> Iterator[None]:
    """What is drawn inside is this element's; nobody's where there is none."""
    if element is None or (element.repeats and element.marks):
        canvas._code.append(ARTIFACT)
    else:
        number = canvas.next_mark()
        element.marks.append((canvas.getPageNumber(), number))
        canvas._code.append(f"/{element.kind} <</MCID {number}>> BDC")
    yield
    canvas._code.append(END)


def _elements(flowable: Any, seen: set[int]) -> list[Element]:
    """Those of a flowable and of what it holds; several lines of a title share one."""
    if inner := getattr(flowable, "read_in_order", None):
        return [element for part in inner() for element in _elements(part, seen)]
    element = getattr(flowable, "element", None)
    if element is None or id(element) in seen:
        return []
    seen.add(id(element))
    return [element]


def table_of(rows: Iterable[Iterable[list[Flowable]]], heads: int) -> Element:
    """A table whose cells can be told apart; its first rows name the columns."""
    table = Element("Table")
    seen: set[int] = set()
    for place, cells in enumerate(rows):
        row = Element("TR")
        is_head = place < heads
        for cell in cells:
            holder = Element("TH" if is_head else "TD", heads="Column" if is_head else "")
            for flowable in cell:
                holder.children += _elements(flowable, seen)
            for inner in holder.children:
                inner.repeats = is_head
            row.children.append(holder)
        table.children.append(row)
    return table
