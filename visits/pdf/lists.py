"""The attendance list: who was there, with room to sign; lines to write on before they come."""

from documents import paper
from visits.pdf import parts
from visits.pdf.parts import Told
from visits.pdf.wording import days_of, hours_of, joined, name_of, place_of

FEWEST_LINES = 20
SPARE_LINES = 5
RIGHT = "\N{NO-BREAK SPACE}" * 16


def attendance(told: Told) -> list[paper.Piece]:
    visit = told.visit
    guests = joined(name_of(row.agency, told.day) for row in visit.delegations.all())
    hosts = joined(name_of(row.agency, told.day) for row in visit.hosts.all())
    facts = [
        ("Acara", f"Kunjungan kerja {guests} ke {hosts}"),
        ("Hari, tanggal", days_of(visit)),
        ("Waktu", hours_of(visit)),
        ("Tempat", "; ".join(place_of(stop, visit) for stop in visit.stops.all()) or "-"),
    ]
    head = ["No.", "Nama", "Instansi", "Jabatan", "Tanda tangan"]
    return [
        told.letterhead,
        paper.Title("Daftar Hadir"),
        paper.FactsTable(facts),
        paper.GridTable(head, _rows(told), widths=[1, 4.2, 4, 4, 4.4], row_height=0.55),
        *([paper.SingleSignature(told.signatory)] if told.head else []),
    ]


def _rows(told: Told) -> list[list[str]]:
    """Each signs beside an own number, left and right in turn, so that hands do not meet."""
    known = [[name, agency, position] for _place, name, position, agency in parts.people(told)]
    spare = max(SPARE_LINES, FEWEST_LINES - len(known))
    rows = [*known, *([" "] * 3 for _line in range(spare))]
    return [[str(place), *row, _seat(place)] for place, row in enumerate(rows, start=1)]


def _seat(place: int) -> str:
    return f"{place}." if place % 2 else f"{RIGHT}{place}."
