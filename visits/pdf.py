"""The memorandum (nota dinas) of a visit, in the order in which it is read.

It is paper of the office and so always Indonesian, whatever the reader's screen speaks. What is
not known is said to be so: an empty place would look like an answer.
"""

from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from cooperation.models import Agency, OfficeStatus
from documents import paper
from documents.words import date_long, number_with_words, weekday
from visits.models import Discussion, Memorandum, Outcome, Visit, VisitType
from visits.workflow import EntryMode

UNKNOWN = "tidak tercatat"
DOTS = "." * 36
TYPES = {
    VisitType.BENCHMARKING: "benchmarking",
    VisitType.COMPARATIVE_STUDY: "studi banding",
    VisitType.LEARN_AND_COPY: "studi tiru",
    VisitType.WORKING_VISIT: "kunjungan kerja",
    VisitType.CONSULTATION: "kunjungan konsultasi",
    VisitType.COORDINATION: "kunjungan koordinasi",
    VisitType.AUDIENCE: "audiensi",
    VisitType.EVALUATION: "kunjungan monitoring dan evaluasi",
    VisitType.OTHER: "kunjungan",
}
OUTCOMES = {
    Outcome.PENDING: "Belum ditentukan",
    Outcome.NO_FOLLOW_UP: "Tidak ditindaklanjuti",
    Outcome.INFORMATION_SENT: "Informasi telah disampaikan",
    Outcome.CANDIDATE: "Calon kerja sama",
}
ACTING = {
    OfficeStatus.PJ: "Pj. ",
    OfficeStatus.PLT: "Plt. ",
    OfficeStatus.PLH: "Plh. ",
    OfficeStatus.PJS: "Pjs. ",
}


def render_memorandum(
    visit: Visit, *, agency: Agency, memorandum: Memorandum | None = None, final: bool = False
) -> bytes:
    """The memorandum under the agency's letterhead; a draft says so across every page."""
    visit = _with_everything(visit)
    # A draft without a head yet still bears a day of the record: never the clock's.
    dated = memorandum.dated_on if memorandum else _day(visit) or visit.status_since
    return paper.build(
        story_of(visit, agency, memorandum),
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


def story_of(visit: Visit, agency: Agency, memorandum: Memorandum | None) -> list[paper.Piece]:
    day = _day(visit)
    return [
        _letterhead(agency, day),
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
        *_closing(memorandum),
    ]


def subject_of(visit: Visit) -> str:
    """E.g. "Laporan hasil benchmarking Pemerintah Kabupaten Batang ke Pemerintah Kota Depok"."""
    day = _day(visit)
    guests = _joined(_name(row.agency, day) for row in visit.delegations.all())
    hosts = _joined(_name(row.agency, day) for row in visit.hosts.all())
    subject = f"Laporan hasil {TYPES[VisitType(visit.visit_type)]} {guests} ke {hosts}"
    return subject if len(subject) <= 250 else f"{subject[:247]}…"


def _letterhead(agency, day):
    above = [agency.parent] if agency.parent else []
    contact = [
        f"Telepon {agency.phone}" if agency.phone else "",
        f"Pos-el {agency.email}" if agency.email else "",
        f"Laman {agency.website}" if agency.website else "",
    ]
    return paper.Letterhead(
        lines=tuple(_name(each, day) for each in [*above, agency]),
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
    guests = _joined(_name(row.agency, day) for row in visit.delegations.all())
    hosts = _joined(_name(row.agency, day) for row in visit.hosts.all())
    purpose = f"{TYPES[VisitType(visit.visit_type)].capitalize()} {guests} ke {hosts}"
    theme = f" dengan tema “{visit.theme}”." if visit.theme else f"; tema {UNKNOWN}."
    leaders = _joined(_leader(row, day) for row in visit.delegations.all())
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
        senders = _joined(str(row.agency.name) for row in visit.delegations.all())
        return f"surat {senders} {number} tanggal {dated}."
    if visit.entry_mode == EntryMode.WALK_IN:
        return "kedatangan langsung; surat tidak tercatat."
    if visit.source_note:
        return f"surat tidak tercatat; dicatat kemudian menurut sumber: {visit.source_note}"
    return f"surat {UNKNOWN}."


def _course(visit, day):
    facts = [
        ("Hari, tanggal", _days(visit)),
        ("Waktu", _hours(visit)),
        ("Tempat", "\n".join(_place(stop, visit) for stop in visit.stops.all()) or UNKNOWN),
    ]
    for row in visit.delegations.all():
        facts.append(("Tamu", f"{_name(row.agency, day)}, {_headcount(row)}"))
        facts.append(("Pimpinan rombongan", _person(row.leader_name, _leading(row), row.on_behalf_of)))
    for row in visit.hosts.all():
        facts.append(("Tuan rumah", _name(row.agency, day)))
        facts.append(("Diterima oleh", _person(row.receiver_name, _receiving(row), row.on_behalf_of)))
    pieces: list[paper.Piece] = [paper.FactsTable(facts)]
    if visit.summary:
        pieces.append(paper.Paragraph(visit.summary))
    people = [person for person in visit.participants.all() if person.present is not False]
    if people:
        rows = [
            [str(place), person.name, _title(person), _name(_side(person).agency, day)]
            for place, person in enumerate(people, start=1)
        ]
        pieces.append(paper.GridTable(["No.", "Nama", "Jabatan", "Instansi"], rows, widths=[1, 5, 5, 5]))
    return pieces


def _topics(visit, day):
    talks = list(visit.discussions.all())
    if not talks:
        return [paper.Paragraph(visit.no_topic_note or f"Materi {UNKNOWN}.")]
    return [piece for place, talk in enumerate(talks, start=1) for piece in _topic(place, talk, day)]


def _topic(place, talk: Discussion, day) -> list[paper.Piece]:
    innovations = _joined(row.innovation.name for row in talk.innovations_shown.all())
    asker = f" ({_name(talk.asked_by.agency, day)})" if talk.asked_by else ""
    facts = [
        ("Penyaji", _presenter(talk, day)),
        ("Inovasi ditampilkan", innovations),
        ("Ditanyakan" + asker, talk.asked),
        ("Hasil pembahasan", talk.findings),
    ]
    known = [(label, value or UNKNOWN) for label, value in facts]
    pieces: list[paper.Piece] = [paper.Paragraph(paper.Bold(str(talk.topic)), label=f"{place}."), paper.FactsTable(known)]
    quoted = [
        [
            f"{value.indicator.name} ({value.indicator.unit})",
            _name(value.agency, day),
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
        [str(place), str(talk.topic), _outcome(talk)] for place, talk in enumerate(talks, start=1)
    ]
    pieces: list[paper.Piece] = [paper.GridTable(["No.", "Materi", "Hasil"], outcomes, widths=[1, 7, 8])]
    plans = [
        [
            str(place),
            follow_up.title,
            _in_charge(follow_up),
            date_long(follow_up.due_on) if follow_up.due_on else UNKNOWN,
        ]
        for place, follow_up in enumerate(_follow_ups(talks), start=1)
    ]
    if not plans:
        return [*pieces, paper.Paragraph(f"Rencana tindak lanjut: {UNKNOWN}.")]
    head = ["No.", "Aktivitas", "Penanggung jawab", "Tenggat"]
    return [*pieces, paper.GridTable(head, plans, widths=[1, 6, 5, 4])]


def _closing(memorandum):
    usual = "Demikian disampaikan sebagai laporan dan mohon arahan lebih lanjut."
    if memorandum is None:
        return [paper.Paragraph(usual)]
    detail = memorandum.signatory_detail
    signatory = paper.Signatory(
        name=memorandum.signatory_name or DOTS,
        title=memorandum.signatory_position or memorandum.sender,
        nip=detail.nip if detail else None,
    )
    return [paper.Paragraph(memorandum.conclusion or usual), paper.SingleSignature(signatory)]


def _with_everything(visit) -> Visit:
    """The visit as it is stored now, with all that the paper shows, in a fixed number of queries."""
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


def _day(visit) -> date | None:
    return visit.owner.local(visit.starts).date() if visit.starts else None


def _name(agency, day) -> str:
    """The agency's name as at the day of the visit, not as at the day of printing."""
    return agency.name_on(day) if day else agency.name


def _days(visit):
    if visit.starts is None:
        return UNKNOWN
    local = [visit.owner.local(moment).date() for moment in (visit.starts, visit.ends) if moment]
    spelt = [f"{weekday(day)}, {date_long(day)}" for day in dict.fromkeys(local)]
    return " sampai dengan ".join(spelt)


def _hours(visit):
    if visit.starts is None or visit.whole_day:
        return UNKNOWN
    zone = visit.owner.get_time_zone_display()
    ends = f"{_clock(visit.ends, visit.owner)}" if visit.ends else "selesai"
    return f"pukul {_clock(visit.starts, visit.owner)} sampai dengan {ends} {zone}"


def _clock(moment, owner):
    return f"{owner.local(moment):%H.%M}"


def _place(stop, visit):
    if stop.starts_at is None:
        return stop.place
    return f"{stop.place} (pukul {_clock(stop.starts_at, visit.owner)})"


def _headcount(row):
    if row.actual_headcount is not None:
        return f"{number_with_words(row.actual_headcount)} orang"
    if row.planned_headcount is not None:
        return f"direncanakan {number_with_words(row.planned_headcount)} orang"
    return f"jumlah rombongan {UNKNOWN}"


def _leader(row, day):
    leader = _person(row.leader_name, _leading(row), row.on_behalf_of)
    return f"{_name(row.agency, day)} dipimpin oleh {leader}" if row.leader_name else _name(row.agency, day)


def _leading(row):
    return ACTING.get(row.leader_office_status, "") + row.leader_position if row.leader_position else ""


def _receiving(row):
    return (
        ACTING.get(row.receiver_office_status, "") + row.receiver_position
        if row.receiver_position
        else ""
    )


def _presenter(talk, day):
    if talk.presenter_name:
        return _person(talk.presenter_name, talk.presenter_position, "")
    return _name(talk.presenting_unit, day) if talk.presenting_unit else ""


def _person(name, position, on_behalf_of):
    if not name:
        return UNKNOWN
    known = [name, position, f"mewakili {on_behalf_of}" if on_behalf_of else ""]
    return ", ".join(filter(None, known))


def _side(person):
    return person.delegation or person.host


def _title(person):
    return ", ".join(filter(None, [person.position, person.unit, person.faction, person.rank])) or UNKNOWN


def _outcome(talk):
    words = OUTCOMES[Outcome(talk.outcome)]
    if talk.candidate is not None:
        words = f"{words}: {talk.candidate.title}"
    return f"{words}. {talk.outcome_note}" if talk.outcome_note else words


def _follow_ups(talks):
    """The promises of all candidates, each once although two topics led to it."""
    candidates = dict.fromkeys(talk.candidate for talk in talks if talk.candidate is not None)
    return [follow_up for candidate in candidates for follow_up in candidate.follow_ups.all()]


def _in_charge(follow_up):
    person = follow_up.assignee.get_full_name() if follow_up.assignee else ""
    return ", ".join(filter(None, [person, follow_up.unit.name]))


def _joined(names) -> str:
    *others, last = [*names] or [""]
    return f"{', '.join(others)} dan {last}" if others else last


def figure(value: Decimal) -> str:
    """21.7000 → "21,7"; 1234567.8900 → "1.234.567,89"."""
    plain = f"{value:,.4f}".rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.", ".,"))
