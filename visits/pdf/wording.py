"""How a memorandum says days, names, people and figures. What nobody knows is “tidak tercatat”."""

from datetime import date
from decimal import Decimal

from cooperation.models import OfficeStatus
from documents.words import date_long, number_with_words, weekday
from visits.models import Outcome, PaperKind, Visit, VisitType
from visits.workflow import Status

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
# How the subject of each begins; a letter that answers has one of its own.
PAPERS = {
    PaperKind.MEMORANDUM: "Laporan hasil",
    PaperKind.MINUTES: "Notulen",
    PaperKind.OFFICIAL_RECORD: "Berita acara",
    PaperKind.ATTENDANCE: "Daftar hadir",
}
REFUSED = frozenset({Status.DECLINED, Status.CANCELLED})
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


def subject_of(visit: Visit, kind: PaperKind = PaperKind.MEMORANDUM) -> str:
    """E.g. "Laporan hasil benchmarking Pemerintah Kabupaten Batang ke Pemerintah Kota Depok"."""
    if kind == PaperKind.REPLY_LETTER:
        said = "Penolakan" if visit.status in REFUSED else "Jawaban"
        return f"{said} permohonan kunjungan kerja"
    day = day_of(visit)
    guests = joined(name_of(row.agency, day) for row in visit.delegations.all())
    hosts = joined(name_of(row.agency, day) for row in visit.hosts.all())
    subject = f"{PAPERS[kind]} {TYPES[VisitType(visit.visit_type)]} {guests} ke {hosts}"
    return subject if len(subject) <= 250 else f"{subject[:247]}…"


def day_of(visit) -> date | None:
    return visit.owner.local(visit.starts).date() if visit.starts else None


def name_of(agency, day) -> str:
    """The agency's name as at the day of the visit, not as at the day of printing."""
    return agency.name_on(day) if day else agency.name


def days_of(visit):
    if visit.starts is None:
        return UNKNOWN
    local = [visit.owner.local(moment).date() for moment in (visit.starts, visit.ends) if moment]
    spelt = [f"{weekday(day)}, {date_long(day)}" for day in dict.fromkeys(local)]
    return " sampai dengan ".join(spelt)


def hours_of(visit):
    if visit.starts is None or visit.whole_day:
        return UNKNOWN
    zone = visit.owner.get_time_zone_display()
    ends = f"{clock(visit.ends, visit.owner)}" if visit.ends else "selesai"
    return f"pukul {clock(visit.starts, visit.owner)} sampai dengan {ends} {zone}"


def clock(moment, owner):
    return f"{owner.local(moment):%H.%M}"


def place_of(stop, visit):
    if stop.starts_at is None:
        return stop.place
    return f"{stop.place} (pukul {clock(stop.starts_at, visit.owner)})"


def headcount_of(row):
    if row.actual_headcount is not None:
        return f"{number_with_words(row.actual_headcount)} orang"
    if row.planned_headcount is not None:
        return f"direncanakan {number_with_words(row.planned_headcount)} orang"
    return f"jumlah rombongan {UNKNOWN}"


def leader_of(row, day):
    leader = introduced(row.leader_name, leading_office(row), row.on_behalf_of)
    return (
        f"{name_of(row.agency, day)} dipimpin oleh {leader}"
        if row.leader_name
        else name_of(row.agency, day)
    )


def leading_office(row):
    return (
        ACTING.get(row.leader_office_status, "") + row.leader_position
        if row.leader_position
        else ""
    )


def receiving_office(row):
    return (
        ACTING.get(row.receiver_office_status, "") + row.receiver_position
        if row.receiver_position
        else ""
    )


def presenter_of(talk, day):
    if talk.presenter_name:
        return introduced(talk.presenter_name, talk.presenter_position, "")
    return name_of(talk.presenting_unit, day) if talk.presenting_unit else ""


def introduced(name, position, on_behalf_of):
    if not name:
        return UNKNOWN
    known = [name, position, f"mewakili {on_behalf_of}" if on_behalf_of else ""]
    return ", ".join(filter(None, known))


def side_of(person):
    return person.delegation or person.host


def title_of(person):
    return (
        ", ".join(filter(None, [person.position, person.unit, person.faction, person.rank]))
        or UNKNOWN
    )


def outcome_of(talk):
    words = OUTCOMES[Outcome(talk.outcome)]
    if talk.candidate is not None:
        words = f"{words}: {talk.candidate.title}"
    return f"{words}. {talk.outcome_note}" if talk.outcome_note else words


def follow_ups_of(talks):
    """The promises of all candidates, each once although two topics led to it."""
    candidates = dict.fromkeys(talk.candidate for talk in talks if talk.candidate is not None)
    return [follow_up for candidate in candidates for follow_up in candidate.follow_ups.all()]


def in_charge_of(follow_up):
    person = follow_up.assignee.get_full_name() if follow_up.assignee else ""
    return ", ".join(filter(None, [person, follow_up.unit.name]))


def joined(names) -> str:
    *others, last = [*names] or [""]
    return f"{', '.join(others)} dan {last}" if others else last


def figure(value: Decimal) -> str:
    """21.7000 → "21,7"; 1234567.8900 → "1.234.567,89"."""
    plain = f"{value:,.4f}".rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.", ".,"))


def planned_headcount_of(row) -> str:
    count = row.planned_headcount
    return f"{number_with_words(count)} orang" if count is not None else UNKNOWN
