"""A list as it was filtered on the screen, on paper, for whoever takes it into a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cooperation.pdf.letterheads import Look
from documents import paper
from documents.words import date_long


@dataclass(frozen=True)
class Columns:
    """The heads of a list on paper, and their parts of the page's width."""

    title: str
    heads: Sequence[str]
    widths: Sequence[float]


def list_sheet(
    look: Look,
    columns: Columns,
    rows: Sequence[Sequence[str]],
    *,
    asked: Sequence[tuple[str, str]],
    left_out: int,
    day: date,
) -> paper.Document:
    """`asked` says what the list was narrowed to; `left_out`, how many rows are not on it."""
    said = [(label, words) for label, words in asked] or [("Saringan", "tanpa saringan")]
    numbered = [[str(place), *row] for place, row in enumerate(rows, start=1)]
    table = paper.GridTable(["No.", *columns.heads], numbered, widths=[1.2, *columns.widths])
    return paper.Document(
        [
            look.letterhead(day),
            paper.Title(columns.title),
            paper.FactsTable([("Keadaan", date_long(day)), *said]),
            table if rows else paper.Paragraph("Tidak ada."),
            *([paper.Paragraph(f"{left_out} baris lagi tidak dicetak.")] if left_out else []),
        ],
        look.letter_page,
        paper.Metadata(columns.title, look.agency.name, day),
        paper.Marks("", f"{columns.title} · {date_long(day)}"),
    )
