"""The memorandum (nota dinas) of a visit, in the order in which it is read.

What is not known is said to be so: an empty place would look like an answer.
"""

from documents import paper
from documents.words import date_long
from visits.models import VisitType
from visits.pdf import parts
from visits.pdf.parts import Told
from visits.pdf.wording import DOTS, TYPES, UNKNOWN, joined, leader_of, name_of, subject_of
from visits.workflow import EntryMode

USUAL_CLOSING = "Demikian disampaikan sebagai laporan dan mohon arahan lebih lanjut."


def memorandum(told: Told) -> list[paper.Piece]:
    return [
        told.letterhead,
        _head(told),
        paper.Heading("PENDAHULUAN", "I."),
        *_introduction(told),
        paper.Heading("PELAKSANAAN", "II."),
        *_course(told),
        paper.Heading("MATERI", "III."),
        *parts.topics(told),
        paper.Heading("HASIL DAN RENCANA TINDAK LANJUT", "IV."),
        *_results(told),
        paper.Heading("PENUTUP", "V."),
        *_closing(told),
        *parts.photographs(told),
    ]


def _head(told: Told) -> paper.MemoHead:
    head = told.head
    if head is None:
        return paper.MemoHead("Nota Dinas", [("Hal", paper.Bold(subject_of(told.visit)))])
    return paper.MemoHead(
        "Nota Dinas",
        [
            ("Kepada", f"Yth. {head.addressee}"),
            ("Dari", head.sender),
            ("Tembusan", head.copy_to or "-"),
            ("Tanggal", date_long(head.dated_on)),
            ("Nomor", head.number or DOTS),
            ("Sifat", head.urgency or "-"),
            ("Lampiran", head.attachments_line or "-"),
            ("Hal", paper.Bold(head.subject)),
        ],
    )


def _introduction(told: Told) -> list[paper.Piece]:
    visit, day = told.visit, told.day
    guests = joined(name_of(row.agency, day) for row in visit.delegations.all())
    hosts = joined(name_of(row.agency, day) for row in visit.hosts.all())
    purpose = f"{TYPES[VisitType(visit.visit_type)].capitalize()} {guests} ke {hosts}"
    theme = f" dengan tema “{visit.theme}”." if visit.theme else f"; tema {UNKNOWN}."
    leaders = joined(leader_of(row, day) for row in visit.delegations.all())
    return [
        paper.NumberedList(
            [
                [paper.Bold("Dasar: "), _ground(visit)],
                [paper.Bold("Maksud dan tujuan: "), purpose + theme],
                [paper.Bold("Peserta: "), f"rombongan {leaders}."],
            ]
        )
    ]


def _ground(visit) -> str:
    if visit.letter_number or visit.letter_date:
        number = f"Nomor {visit.letter_number}" if visit.letter_number else f"nomor {UNKNOWN}"
        dated = date_long(visit.letter_date) if visit.letter_date else UNKNOWN
        senders = joined(str(row.agency.name) for row in visit.delegations.all())
        return f"surat {senders} {number} tanggal {dated}."
    if visit.entry_mode == EntryMode.WALK_IN:
        return f"kedatangan langsung; surat {UNKNOWN}."
    if visit.source_note:
        source = visit.source_note.rstrip(".")
        return f"surat {UNKNOWN}; dicatat kemudian menurut sumber: {source}."
    return f"surat {UNKNOWN}."


def _course(told: Told) -> list[paper.Piece]:
    pieces: list[paper.Piece] = [paper.FactsTable(parts.course(told))]
    if told.visit.summary:
        pieces.append(paper.Paragraph(told.visit.summary))
    if people := parts.people(told):
        head = ["No.", "Nama", "Jabatan", "Instansi"]
        pieces.append(paper.GridTable(head, people, widths=[1, 5, 5, 5]))
    return pieces


def _results(told: Told) -> list[paper.Piece]:
    if not told.visit.discussions.all():
        return [paper.Paragraph("Tidak ada materi yang ditindaklanjuti.")]
    return [
        paper.Heading("Hasil tiap materi", "A.", level=3),
        parts.outcomes(told),
        paper.Heading("Rencana tindak lanjut", "B.", level=3),
        *parts.plans(told),
    ]


def _closing(told: Told) -> list[paper.Piece]:
    if told.head is None:
        return [paper.Paragraph(USUAL_CLOSING)]
    words = told.head.conclusion or USUAL_CLOSING
    return [paper.Paragraph(words), paper.SingleSignature(told.signatory)]
