"""The answer to a letter that asks for a visit: when it is received, or that it is not."""

from documents import paper
from documents.words import date_long
from visits.models import PaperKind
from visits.pdf.parts import Told
from visits.pdf.wording import (
    DOTS,
    REFUSED,
    UNKNOWN,
    days_of,
    hours_of,
    joined,
    name_of,
    place_of,
    planned_headcount_of,
    subject_of,
)

USUAL_CLOSING = (
    "Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima kasih."
)


def reply_letter(told: Told) -> list[paper.Piece]:
    head, visit = told.head, told.visit
    rows = [
        ("Nomor", head.number if head and head.number else DOTS),
        ("Sifat", head.urgency if head and head.urgency else "-"),
        ("Lampiran", head.attachments_line if head and head.attachments_line else "-"),
        ("Hal", paper.Bold(head.subject if head else subject_of(visit, PaperKind.REPLY_LETTER))),
    ]
    return [
        told.letterhead,
        paper.LetterHead(_place_and_date(told), rows, _addressee(told)),
        paper.Paragraph(_refers_to(told)),
        *(_refusing() if visit.status in REFUSED else _receiving(told)),
        *([paper.Paragraph(head.conclusion)] if head and head.conclusion else []),
        paper.Paragraph(USUAL_CLOSING),
        paper.SingleSignature(told.signatory),
        *_copies(told),
    ]


def _place_and_date(told: Told) -> str:
    place = told.look.agency.seat or DOTS
    return f"{place}, {date_long(told.head.dated_on) if told.head else DOTS}"


def _addressee(told: Told) -> list[str]:
    guests = [name_of(row.agency, told.day) for row in told.visit.delegations.all()]
    to = told.head.addressee if told.head else joined(guests)
    return [f"Yth. {to}", "di tempat"]


def _refers_to(told: Told) -> str:
    visit = told.visit
    senders = joined(name_of(row.agency, told.day) for row in visit.delegations.all())
    number = f"Nomor {visit.letter_number}" if visit.letter_number else f"nomor {UNKNOWN}"
    dated = f"tanggal {date_long(visit.letter_date)}" if visit.letter_date else f"tanggal {UNKNOWN}"
    theme = f" perihal kunjungan kerja dengan tema “{visit.theme}”" if visit.theme else ""
    return f"Menindaklanjuti surat {senders} {number} {dated}{theme}, disampaikan hal berikut."


def _refusing() -> list[paper.Piece]:
    """Without the reason of the decision, which is the owner's own."""
    return [
        paper.Paragraph(
            [
                "Dengan tidak mengurangi rasa hormat, kami ",
                paper.Bold("BELUM DAPAT MENERIMA"),
                " kunjungan kerja dimaksud.",
            ]
        )
    ]


def _receiving(told: Told) -> list[paper.Piece]:
    visit = told.visit
    if visit.starts is None:
        when = [("Hari, tanggal", "akan disampaikan kemudian")]
    else:
        when = [("Hari, tanggal", days_of(visit)), ("Waktu", hours_of(visit))]
    place = "\n".join(place_of(stop, visit) for stop in visit.stops.all())
    counted = [planned_headcount_of(row) for row in visit.delegations.all()]
    facts = [*when, ("Tempat", place or UNKNOWN), ("Jumlah peserta", joined(counted))]
    return [
        paper.Paragraph(
            [
                "Pada prinsipnya kami ",
                paper.Bold("BERSEDIA MENERIMA"),
                " kunjungan kerja dimaksud, yang akan diselenggarakan pada:",
            ],
            leads=True,
        ),
        paper.FactsTable(facts),
    ]


def _copies(told: Told) -> list[paper.Piece]:
    copies = told.head.copy_to.splitlines() if told.head and told.head.copy_to else []
    if not copies:
        return []
    return [paper.Gap(1), paper.Paragraph("Tembusan:", align="left"), paper.NumberedList(copies)]
