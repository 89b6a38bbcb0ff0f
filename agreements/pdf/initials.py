"""The routing sheet: who initials a text, in which order. A page of its own, never in an original.

An initial that was given in the system is told in words; the column to sign in stays empty, for
nothing here ever draws one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from documents import paper
from documents.words import date_long


@dataclass(frozen=True)
class Step:
    position: str
    name: str = ""
    given_on: date | None = None  # in the system
    note: str = ""


def initials_sheet(
    letterhead: paper.Letterhead,
    page: paper.Page,
    *,
    reference: str,
    title: str,
    label: str,
    digest: str,
    steps: Sequence[Step],
    made_on: date,
) -> paper.Document:
    """`label` and `digest` say which text is meant: "revisi 2" and the hash of its content."""
    facts = [("Naskah", title), ("Nomor berkas", reference), ("Teks", f"{label} ({digest[:8]})")]
    rows = [
        [str(place), step.position, step.name or "…", _given(step), step.note or "", ""]
        for place, step in enumerate(steps, start=1)
    ]
    head = ["No.", "Jabatan", "Nama", "Tanggal", "Catatan", "Paraf"]
    return paper.Document(
        [
            letterhead,
            paper.Title("Lembar Paraf"),
            paper.FactsTable(facts),
            paper.GridTable(head, rows, widths=[1, 4.5, 4, 3.2, 3, 2.6], row_height=1.3),
            paper.Paragraph(
                "Lembar ini mengiringi rancangan dan bukan bagian dari naskah asli.", align="left"
            ),
        ],
        page,
        paper.Metadata(f"Lembar paraf {reference}", author="", created=made_on),
        paper.Marks("", f"{reference} · {label} · {digest[:8]}"),
    )


def _given(step: Step) -> str:
    return f"{date_long(step.given_on)} (dalam sistem)" if step.given_on else ""
