"""What was said and what was done: the minutes, and the official record that both sides sign."""

from documents import paper
from documents.words import date_in_words, party_ordinal
from visits.models import VisitType
from visits.pdf import parts
from visits.pdf.parts import Told
from visits.pdf.wording import (
    DOTS,
    TYPES,
    UNKNOWN,
    introduced,
    joined,
    leading_office,
    name_of,
    place_of,
    receiving_office,
)


def minutes(told: Told) -> list[paper.Piece]:
    """Notulen: day, who chaired, who was there, what was said of each topic, what comes of it."""
    visit, head = told.visit, told.head
    chairs = [
        introduced(row.receiver_name, receiving_office(row), row.on_behalf_of)
        for row in visit.hosts.all()
    ]
    writer = (head.signatory_name if head else "") or UNKNOWN
    facts = [*parts.course(told)[:3], ("Pimpinan rapat", joined(chairs)), ("Notulis", writer)]
    people = parts.people(told)
    columns = ["No.", "Nama", "Jabatan", "Instansi"]
    present = paper.GridTable(columns, people, widths=[1, 5, 5, 5])
    return [
        told.letterhead,
        paper.Title("Notulen"),
        paper.FactsTable(facts),
        paper.Heading("PESERTA", "A."),
        present if people else paper.Paragraph(f"Daftar peserta {UNKNOWN}."),
        paper.Heading("PEMBAHASAN", "B."),
        *parts.topics(told),
        paper.Heading("KESIMPULAN", "C."),
        parts.outcomes(told) if visit.discussions.all() else paper.Paragraph("-"),
        *([paper.Paragraph(head.conclusion)] if head and head.conclusion else []),
        paper.Heading("TINDAK LANJUT", "D."),
        *parts.plans(told),
        *([paper.SingleSignature(told.signatory)] if head else []),
    ]


def official_record(told: Told) -> list[paper.Piece]:
    """Berita acara: opened like an agreement, signed by those who received and those who came."""
    head = told.head
    sides = list(_sides(told))
    return [
        told.letterhead,
        paper.Title("Berita Acara", about=_about(told)),
        paper.NumberLines([head.number if head and head.number else None]),
        paper.Paragraph(_opening(told)),
        paper.PartyRows([(name, [*said, ";"]) for name, said, _seat in sides]),
        paper.Paragraph("telah melaksanakan kegiatan dengan hasil sebagai berikut:", leads=True),
        *([paper.Paragraph(told.visit.summary)] if told.visit.summary else []),
        *_done(told),
        *([paper.Paragraph(head.conclusion)] if head and head.conclusion else []),
        paper.Paragraph(
            "Demikian Berita Acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana "
            "mestinya."
        ),
        paper.SignatureBlock(
            [seat for _name, _said, seat in sides], told.look.settings.first_party_side
        ),
    ]


def _about(told: Told) -> str:
    guests = joined(name_of(row.agency, told.day) for row in told.visit.delegations.all())
    hosts = joined(name_of(row.agency, told.day) for row in told.visit.hosts.all())
    return f"{TYPES[VisitType(told.visit.visit_type)]} {guests} ke {hosts}"


def _opening(told: Told) -> str:
    places = joined(place_of(stop, told.visit) for stop in told.visit.stops.all())
    said = date_in_words(told.day) if told.day else DOTS
    return (
        f"Pada hari ini, {said}, bertempat di {places or DOTS}, yang bertanda tangan di bawah ini:"
    )


def _sides(told: Told):
    """(name, who that is, where they sign): the hosts first, as the paper is theirs."""
    style = told.look.settings.first_party
    rows = [
        *((row.agency, row.receiver_name, receiving_office(row)) for row in told.visit.hosts.all()),
        *(
            (row.agency, row.leader_name, leading_office(row))
            for row in told.visit.delegations.all()
        ),
    ]
    for place, (agency, name, office) in enumerate(rows[:10], start=1):
        called = f"PIHAK {party_ordinal(place, style=style)}"
        acting = f"{office or DOTS}, bertindak untuk {name_of(agency, told.day)}, selanjutnya "
        yield (
            name or DOTS,
            [acting, "disebut ", paper.Bold(called)],
            paper.Signatory(name or DOTS, title=office, role=f"{called},"),
        )


def _done(told: Told) -> list[paper.Piece]:
    if not told.visit.discussions.all():
        return [paper.Paragraph(told.visit.no_topic_note or f"Materi {UNKNOWN}.")]
    return [parts.outcomes(told), paper.Heading("Rencana tindak lanjut"), *parts.plans(told)]
