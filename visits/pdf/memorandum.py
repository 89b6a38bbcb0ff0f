"""The memorandum (nota dinas) of a visit, in the order in which it is read.

It is paper of the office and so always Indonesian, whatever the reader's screen speaks. What is
not known is said to be so: an empty place would look like an answer.
"""

from django.db.models import Prefetch

from cooperation.models import Agency
from documents import paper
from documents.words import date_long
from visits.models import Discussion, Memorandum, Visit, VisitType
from visits.pdf.wording import (
    DOTS,
    TYPES,
    UNKNOWN,
    day_of,
    days_of,
    figure,
    follow_ups_of,
    headcount_of,
    hours_of,
    in_charge_of,
    introduced,
    joined,
    leader_of,
    leading_office,
    name_of,
    outcome_of,
    place_of,
    presenter_of,
    receiving_office,
    side_of,
    subject_of,
    title_of,
)
from visits.workflow import EntryMode


def render_memorandum(
    visit: Visit,
    *,
    agency: Agency,
    memorandum: Memorandum | None = None,
    final: bool = False,
    with_nip: bool = True,
) -> bytes:
    """The memorandum under the agency's letterhead; a draft says so across every page.

    `with_nip=False` is for who may not read personal details.
    """
    visit = _with_everything(visit)
    # A draft without a head yet still bears a day of the record: never the clock's.
    dated = memorandum.dated_on if memorandum else day_of(visit) or visit.status_since
    return paper.build(
        story_of(visit, agency, memorandum, with_nip=with_nip),
        page=paper.Page("A4", "sans"),
        metadata=paper.Metadata(
            title=memorandum.subject if memorandum else subject_of(visit),
            author=agency.name,
            created=dated,
            subject=visit.reference,
        ),
        watermark="" if final else "RANCANGAN",
        footer=f"{visit.reference} · {agency}",
    )


def story_of(
    visit: Visit, agency: Agency, memorandum: Memorandum | None, *, with_nip: bool
) -> list[paper.Piece]:
    day = day_of(visit)
    return [
        _letterhead(agency, memorandum.dated_on if memorandum else None),
        _head(visit, memorandum),
        paper.Heading("PENDAHULUAN", "I."),
        *_introduction(visit, day),
        paper.Heading("PELAKSANAAN", "II."),
        *_course(visit, day),
        paper.Heading("MATERI", "III."),
        *_topics(visit, day),
        paper.Heading("HASIL DAN RENCANA TINDAK LANJUT", "IV."),
        *_results(visit),
        paper.Heading("PENUTUP", "V."),
        *_closing(memorandum, with_nip),
    ]


def _letterhead(agency, day):
    above = [agency.parent] if agency.parent else []
    contact = [
        f"Telepon {agency.phone}" if agency.phone else "",
        f"Pos-el {agency.email}" if agency.email else "",
        f"Laman {agency.website}" if agency.website else "",
    ]
    return paper.Letterhead(
        lines=tuple(name_of(each, day) for each in [*above, agency]),
        address=agency.address,
        contact_line=", ".join(filter(None, contact)),
    )


def _head(visit, memorandum):
    if memorandum is None:
        return paper.MemoHead("Nota Dinas", [("Hal", paper.Bold(subject_of(visit)))])
    return paper.MemoHead(
        "Nota Dinas",
        [
            ("Kepada", f"Yth. {memorandum.addressee}"),
            ("Dari", memorandum.sender),
            ("Tembusan", memorandum.copy_to or "-"),
            ("Tanggal", date_long(memorandum.dated_on)),
            ("Nomor", memorandum.number or DOTS),
            ("Sifat", memorandum.urgency or "-"),
            ("Lampiran", memorandum.attachments_line or "-"),
            ("Hal", paper.Bold(memorandum.subject)),
        ],
    )


def _introduction(visit, day):
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


def _ground(visit):
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


def _course(visit, day):
    facts = [
        ("Hari, tanggal", days_of(visit)),
        ("Waktu", hours_of(visit)),
        ("Tempat", "\n".join(place_of(stop, visit) for stop in visit.stops.all()) or UNKNOWN),
    ]
    for row in visit.delegations.all():
        facts.append(("Tamu", f"{name_of(row.agency, day)}, {headcount_of(row)}"))
        facts.append(
            (
                "Pimpinan rombongan",
                introduced(row.leader_name, leading_office(row), row.on_behalf_of),
            )
        )
    for row in visit.hosts.all():
        facts.append(("Tuan rumah", name_of(row.agency, day)))
        facts.append(
            (
                "Diterima oleh",
                introduced(row.receiver_name, receiving_office(row), row.on_behalf_of),
            )
        )
    pieces: list[paper.Piece] = [paper.FactsTable(facts)]
    if visit.summary:
        pieces.append(paper.Paragraph(visit.summary))
    people = [person for person in visit.participants.all() if person.present is not False]
    if people:
        rows = [
            [str(place), person.name, title_of(person), name_of(side_of(person).agency, day)]
            for place, person in enumerate(people, start=1)
        ]
        pieces.append(
            paper.GridTable(["No.", "Nama", "Jabatan", "Instansi"], rows, widths=[1, 5, 5, 5])
        )
    return pieces


def _topics(visit, day):
    talks = list(visit.discussions.all())
    if not talks:
        return [paper.Paragraph(visit.no_topic_note or f"Materi {UNKNOWN}.")]
    return [
        piece for place, talk in enumerate(talks, start=1) for piece in _topic(place, talk, day)
    ]


def _topic(place, talk: Discussion, day) -> list[paper.Piece]:
    facts = [
        ("Penyaji", presenter_of(talk, day)),
        (
            "Inovasi ditampilkan",
            joined(row.innovation.name for row in talk.innovations_shown.all()),
        ),
        ("Ditanyakan oleh", name_of(talk.asked_by.agency, day) if talk.asked_by else ""),
        ("Pertanyaan", talk.asked),
        ("Hasil pembahasan", talk.findings),
    ]
    known = [(label, value) for label, value in facts if value]
    unknown = [label.lower() for label, value in facts if not value and label != "Ditanyakan oleh"]
    if unknown:
        known.append((UNKNOWN.capitalize(), ", ".join(unknown)))
    pieces: list[paper.Piece] = [
        paper.Heading(str(talk.topic), f"{place}."),
        paper.FactsTable(known),
    ]
    quoted = [
        [
            f"{value.indicator.name} ({value.indicator.unit})",
            name_of(value.agency, day),
            figure(value.value),
            value.period or UNKNOWN,
            value.source or UNKNOWN,
        ]
        for value in talk.quoted_values.all()
    ]
    if quoted:
        head = ["Indikator", "Instansi", "Nilai", "Periode", "Sumber"]
        pieces.append(paper.GridTable(head, quoted, widths=[5, 4, 2, 3, 4]))
    return pieces


def _results(visit):
    talks = list(visit.discussions.all())
    if not talks:
        return [paper.Paragraph("Tidak ada materi yang ditindaklanjuti.")]
    outcomes = [
        [str(place), str(talk.topic), outcome_of(talk)] for place, talk in enumerate(talks, start=1)
    ]
    pieces: list[paper.Piece] = [
        paper.Heading("Hasil tiap materi", "A."),
        paper.GridTable(["No.", "Materi", "Hasil"], outcomes, widths=[1, 7, 8]),
        paper.Heading("Rencana tindak lanjut", "B."),
    ]
    plans = [
        [
            str(place),
            follow_up.title,
            in_charge_of(follow_up),
            date_long(follow_up.due_on) if follow_up.due_on else UNKNOWN,
        ]
        for place, follow_up in enumerate(follow_ups_of(talks), start=1)
    ]
    if not plans:
        return [*pieces, paper.Paragraph(f"{UNKNOWN.capitalize()}.")]
    head = ["No.", "Aktivitas", "Penanggung jawab", "Tenggat"]
    return [*pieces, paper.GridTable(head, plans, widths=[1, 6, 5, 4])]


def _closing(memorandum, with_nip):
    usual = "Demikian disampaikan sebagai laporan dan mohon arahan lebih lanjut."
    if memorandum is None:
        return [paper.Paragraph(usual)]
    detail = memorandum.signatory_detail if with_nip else None
    signatory = paper.Signatory(
        name=memorandum.signatory_name or DOTS,
        title=memorandum.signatory_position or memorandum.sender,
        nip=detail.nip if detail else None,
    )
    return [paper.Paragraph(memorandum.conclusion or usual), paper.SingleSignature(signatory)]


def _with_everything(visit) -> Visit:
    """The visit as it is stored now, with all the paper shows, in a fixed number of queries."""
    talks = Discussion.objects.select_related(
        "topic", "presenting_unit", "asked_by__agency", "candidate"
    ).prefetch_related(
        "presenting_unit__former_names",
        "asked_by__agency__former_names",
        "innovations_shown__innovation",
        "quoted_values__indicator",
        "quoted_values__agency__former_names",
        "candidate__follow_ups__unit",
        "candidate__follow_ups__assignee",
    )
    return (
        Visit.objects.select_related("owner")
        .prefetch_related(
            "hosts__agency__former_names",
            "delegations__agency__former_names",
            "participants__host__agency__former_names",
            "participants__delegation__agency__former_names",
            "stops",
            Prefetch("discussions", talks),
        )
        .get(pk=visit.pk)
    )
