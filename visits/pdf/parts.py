"""What several papers of a visit have in common: its head, its course, its topics, its results."""

from dataclasses import dataclass

from django.db.models import Prefetch

from cooperation.models import Candidate, FollowUp
from cooperation.pdf import Look
from documents import paper
from documents.words import date_long
from visits.models import Discussion, Visit, VisitPaper
from visits.pdf.wording import (
    DOTS,
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
    leading_office,
    name_of,
    outcome_of,
    place_of,
    presenter_of,
    receiving_office,
    side_of,
    title_of,
)


@dataclass(frozen=True)
class Told:
    """The visit with all that its papers show, the head of the paper, and who prints it.

    `nip` is that of who signs, where the reader may know it.
    """

    visit: Visit
    look: Look
    head: VisitPaper | None = None
    nip: str = ""
    photos: tuple[tuple[str, bytes], ...] = ()  # (caption, picture)

    @property
    def day(self):
        return day_of(self.visit)

    @property
    def letterhead(self) -> paper.Letterhead:
        if self.head and self.head.of_office and self.look.settings.office_title:
            return self.look.office_letterhead()
        return self.look.letterhead(self.head.dated_on if self.head else None)

    @property
    def dated(self):
        """A draft without a head yet still bears a day of the record: never the clock's."""
        return self.head.dated_on if self.head else self.day or self.visit.status_since

    @property
    def signatory(self) -> paper.Signatory:
        head = self.head
        if head is None:
            return paper.Signatory(DOTS)
        return paper.Signatory(
            name=head.signatory_name or DOTS,
            title=head.signatory_position or head.sender,
            nip=self.nip or None,
        )


def course(told: Told) -> list[tuple[str, str]]:
    """When, where, who came and who received them."""
    visit, day = told.visit, told.day
    facts = [
        ("Hari, tanggal", days_of(visit)),
        ("Waktu", hours_of(visit)),
        ("Tempat", "\n".join(place_of(stop, visit) for stop in visit.stops.all()) or UNKNOWN),
    ]
    for row in visit.delegations.all():
        facts.append(("Tamu", f"{name_of(row.agency, day)}, {headcount_of(row)}"))
        leader = introduced(row.leader_name, leading_office(row), row.on_behalf_of)
        facts.append(("Pimpinan rombongan", leader))
    for row in visit.hosts.all():
        facts.append(("Tuan rumah", name_of(row.agency, day)))
        receiver = introduced(row.receiver_name, receiving_office(row), row.on_behalf_of)
        facts.append(("Diterima oleh", receiver))
    return facts


def people(told: Told) -> list[list[str]]:
    """Who was there: place, name, position, agency."""
    present = [one for one in told.visit.participants.all() if one.present is not False]
    return [
        [str(place), one.name, title_of(one), name_of(side_of(one).agency, told.day)]
        for place, one in enumerate(present, start=1)
    ]


def topics(told: Told) -> list[paper.Piece]:
    talks = list(told.visit.discussions.all())
    if not talks:
        return [paper.Paragraph(told.visit.no_topic_note or f"Materi {UNKNOWN}.")]
    return [
        piece
        for place, talk in enumerate(talks, start=1)
        for piece in _topic(place, talk, told.day)
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
        paper.Heading(str(talk.topic), f"{place}.", level=3),
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


def photographs(told: Told) -> list[paper.Piece]:
    """An annex of its own pages, where photographs of the visit are attached."""
    if not told.photos:
        return []
    shown = [paper.Photo(content, caption) for caption, content in told.photos]
    return [paper.NewPage(), paper.Heading("LAMPIRAN: DOKUMENTASI"), *shown]


def outcomes(told: Told) -> paper.GridTable:
    rows = [
        [str(place), str(talk.topic), outcome_of(talk)]
        for place, talk in enumerate(told.visit.discussions.all(), start=1)
    ]
    return paper.GridTable(["No.", "Materi", "Hasil"], rows, widths=[1, 7, 8])


def plans(told: Told) -> list[paper.Piece]:
    """Who does what until when; said to be unknown where nothing was promised."""
    rows = [
        [
            str(place),
            follow_up.title,
            in_charge_of(follow_up),
            date_long(follow_up.due_on) if follow_up.due_on else UNKNOWN,
        ]
        for place, follow_up in enumerate(follow_ups_of(told.visit.discussions.all()), start=1)
    ]
    if not rows:
        return [paper.Paragraph(f"{UNKNOWN.capitalize()}.")]
    head = ["No.", "Aktivitas", "Penanggung jawab", "Tenggat"]
    return [paper.GridTable(head, rows, widths=[1, 6, 5, 4])]


def with_everything(visit: Visit, *, reader=None) -> Visit:
    """The visit as it is stored now, with all its papers show, in a fixed number of queries.

    For a `reader` of another house, without the candidates and promises that they may not see.
    """
    candidates, follow_ups = Candidate.objects.all(), FollowUp.objects.all()
    if reader is not None:
        candidates = candidates.visible_to(reader)
        follow_ups = follow_ups.visible_to(reader)
    talks = Discussion.objects.select_related(
        "topic", "presenting_unit", "asked_by__agency"
    ).prefetch_related(
        "presenting_unit__former_names",
        "asked_by__agency__former_names",
        "innovations_shown__innovation",
        "quoted_values__indicator",
        "quoted_values__agency__former_names",
        Prefetch("candidate", candidates),
        Prefetch("candidate__follow_ups", follow_ups.select_related("unit", "assignee")),
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
