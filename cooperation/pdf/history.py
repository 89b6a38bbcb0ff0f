"""The story of a record on paper: who, when, why, and what it was before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cooperation.pdf.letterheads import Look
from documents import paper
from documents.words import date_long


@dataclass(frozen=True)
class Told:
    """One entry, in the words of the office; `changes` are (field, before, after)."""

    when: str
    who: str
    what: str
    why: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()


def history_sheet(
    look: Look, *, reference: str, entries: Sequence[Told], more: bool, day: date
) -> paper.Document:
    """`more`: older entries exist that are not on the sheet, which then says so."""
    rows = [[entry.when, entry.who, _said(entry)] for entry in entries]
    return paper.Document(
        [
            look.letterhead(day),
            paper.Title("Lembar Riwayat", about=reference),
            paper.Paragraph(f"Dicetak {date_long(day)}; yang terbaru di atas.", align="left"),
            paper.GridTable(["Waktu", "Oleh", "Perubahan"], rows, widths=[3, 4, 10])
            if rows
            else paper.Paragraph("Belum ada riwayat yang dapat dibaca."),
            *([paper.Paragraph("Riwayat yang lebih lama tidak tercetak di sini.")] if more else []),
        ],
        look.letter_page,
        paper.Metadata(f"Riwayat {reference}", look.agency.name, day),
        paper.Marks("", f"Riwayat {reference} · dicetak {date_long(day)}"),
    )


def _said(entry: Told) -> list[str]:
    words: list[str] = [entry.what]
    if entry.why:
        words.append(f"\n“{entry.why}”")
    for label, before, after in entry.changes:
        replaced = [paper.Struck(before), " → "] if before else []
        words += [f"\n{label}: ", *replaced, after]
    return words
