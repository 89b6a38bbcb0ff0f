"""The agreements of the demo: drafted, reviewed and signed by those whose work it is.

All signatories are invented. Nobody who holds the office signed any of this.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from agreements import services
from agreements.models import Agreement, AgreementKind
from agreements.workflow import Action, EndReason, Status
from config.demo.people import DEPOK
from config.demo.scene import Scene
from cooperation.models import Candidate

KB, PKS = AgreementKind.JOINT_AGREEMENT, AgreementKind.COOPERATION_AGREEMENT
A = Action

REVIEWED = [A.SUBMIT, A.APPROVE]
READY = [*REVIEWED, A.PARTNER_AGREES, A.ISSUE]
SIGNED = [*READY, A.SIGN, A.SIGN]
ROUTES: dict[Status, list[Action]] = {
    Status.DRAFTING: [],
    # Sent back once, so that its second revision is the one to look at.
    Status.INTERNAL_REVIEW: [A.SUBMIT, A.RETURN, A.SUBMIT],
    Status.PARTNER_REVIEW: REVIEWED,
    Status.AWAITING_COUNCIL: [*REVIEWED, A.PARTNER_AGREES],
    Status.READY_TO_SIGN: READY,
    Status.PARTIALLY_SIGNED: [*READY, A.SIGN],
    Status.SIGNED: SIGNED,
    Status.ENDED: [*SIGNED, A.END],
    Status.VOID: [A.SUBMIT, A.VOID],
}
WHO = {
    A.SUBMIT: "hukum.depok",
    A.RETURN: "hukum2.depok",
    A.APPROVE: "hukum2.depok",
    A.ISSUE: "hukum.depok",
    A.VOID: "hukum.depok",
}
REASONS = {
    A.SUBMIT: "Naskah lengkap.",
    A.RETURN: "Pasal pembiayaan belum menyebut beban tiap pihak.",
    A.END: "Tujuan kerja sama telah tercapai.",
    A.VOID: "Mitra memilih nota dinas sebagai dasar; naskah tidak dilanjutkan.",
}
TERMS = {1: "1 (satu) tahun", 3: "3 (tiga) tahun", 4: "4 (empat) tahun", 5: "5 (lima) tahun"}
# Who initials, as what.
CHAIN = {
    "Kepala Bagian Kerja Sama": "kerjasama.depok",
    "Sekretaris Daerah": "pimpinan.depok",
}
SHARED_COSTS = (
    "Biaya yang timbul dari pelaksanaan {jenis} ini dibebankan pada anggaran PIHAK yang "
    "melaksanakannya.\n"
    "Biaya pelatihan dibebankan pada {pendanaan}."
)
RECITAL = "bahwa naskah ini contoh untuk peragaan dan tidak pernah ditandatangani"
STEP = timedelta(days=9)


@dataclass(frozen=True)
class Side:
    """A party and who signs for it."""

    agency: str
    signatory: str
    title: str
    town: str
    number: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """An agreement to tell. `days` are those of its steps, where they are not every ninth day."""

    kind: AgreementKind
    title: str
    until: Status
    drafted_on: date
    sides: tuple[Side, ...]
    recitals: tuple[str, ...] = ()
    years: int = 3
    starts_on: date | None = None
    days: tuple[date, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


def tell_paper(scene: Scene, paper: Paper, candidate: Candidate, *, parent=None) -> Agreement:
    """Draft it and take it as far as it got."""
    starts_on = paper.starts_on or paper.drafted_on + len(SIGNED) * STEP
    agreement = services.draft_agreement(
        candidate=candidate,
        owner=scene.agencies[DEPOK],
        kind=paper.kind,
        title=paper.title,
        parent=parent,
        parties=[_party(scene, side) for side in paper.sides],
        recitals="\n".join([*paper.recitals, RECITAL]),
        place=paper.sides[0].town,
        starts_on=starts_on,
        ends_on=_years_later(starts_on, paper.years),
        term_text=TERMS[paper.years],
        by=scene.people["hukum.depok"],
        on=paper.drafted_on,
        **paper.facts,
    )
    agreement = _reviewed_by(scene, agreement)
    for place, action in enumerate(ROUTES[paper.until]):
        on = paper.days[place] if paper.days else paper.drafted_on + (place + 1) * STEP
        agreement = _step(scene, paper, agreement, action, scene.office_day(on))
        if action == A.RETURN:
            agreement = _rewritten(scene, agreement)
    if paper.until == Status.INTERNAL_REVIEW:
        _remark_on(scene, agreement)
    return agreement


def _reviewed_by(scene, agreement) -> Agreement:
    """Who initials it, in their order, before a colleague of the legal section approves."""
    steps = [
        {"position": position, "person": scene.people[username]}
        for position, username in CHAIN.items()
    ]
    return services.set_review_steps(agreement, steps=steps, by=scene.people["hukum.depok"])


def _rewritten(scene, agreement) -> Agreement:
    """What was asked for when it came back is written, and an article moves to the back."""
    articles = [
        {"id": article.pk, "heading": article.heading, "body": article.body}
        for article in agreement.articles.all()
    ]
    funding = next(one for one in articles if one["heading"] == "Pembiayaan")
    funding["body"] = SHARED_COSTS
    letters = next(one for one in articles if one["heading"] == "Surat-Menyurat")
    articles.remove(letters)
    articles.insert(len(articles) - 1, letters)
    return services.set_articles(
        agreement,
        articles=articles,
        by=scene.people["hukum.depok"],
        why="Beban tiap pihak disebut, surat-menyurat dipindah ke belakang.",
    )


def _remark_on(scene, agreement) -> None:
    """A review under way: one initial is given, one comment answered, one still open."""
    services.move(agreement, A.INITIAL, by=scene.people["kerjasama.depok"], why="Sudah dibaca.")
    funding = agreement.articles.get(clause_type="funding")
    asked = services.comment(
        agreement,
        body="Apakah beban pelatihan masuk anggaran kita?",
        key=funding.line_keys[0],
        by=scene.people["kerjasama.depok"],
    )
    services.comment(
        agreement,
        body="Ya, pada perubahan anggaran tahun ini.",
        answer_to=asked,
        by=scene.people["hukum.depok"],
    )
    services.move_comment(asked, "resolve", by=scene.people["kerjasama.depok"])
    services.comment(
        agreement,
        body="Sebutkan narahubung tiap pihak.",
        key=agreement.articles.get(clause_type="letters").key,
        by=scene.people["hukum2.depok"],
    )


def _party(scene, side):
    return {
        "agency": scene.agencies[side.agency],
        "signatory_name": side.signatory,
        "signatory_title": side.title,
        **side.facts,
    }


def _years_later(starts_on, years):
    """The last day of the term: the eve of the anniversary."""
    return date(starts_on.year + years, starts_on.month, 1) + timedelta(days=starts_on.day - 2)


def _step(scene, paper, agreement, action, on) -> Agreement:
    by = scene.people[WHO.get(action, "kerjasama.depok")]
    facts: dict[str, Any] = {}
    match action:
        case A.APPROVE:
            _initial_all(scene, agreement, on)
        case A.PARTNER_AGREES:
            facts = {"evidence": "Surat jawaban mitra (contoh)"}
        case A.END:
            facts = {"end_reason": EndReason.GOAL_REACHED, "evidence": "Berita acara (contoh)"}
        case A.ISSUE:
            _number(paper, agreement.parties.get(order=1), by=by)
        case A.SIGN:
            party = agreement.parties.filter(signed_on=None).earliest("order")
            facts = {"party": party, "signed_place": paper.sides[party.order - 1].town}
            _number(paper, party, by=by)
    why = REASONS.get(action, "")
    moved = services.move(agreement, action, by=by, why=why, on=on, facts=facts)
    if moved.status == Status.SIGNED and action == A.SIGN and paper.years > 1:
        for party in moved.parties.all():
            services.note_original(party, received_on=on, by=by)
        moved.refresh_from_db()
    return moved


def _initial_all(scene, agreement, on) -> None:
    for username in CHAIN.values():
        services.move(agreement, A.INITIAL, by=scene.people[username], on=on)


def _number(paper, party, *, by):
    """Our own number is known when the paper is issued, the partner's when it has signed."""
    number = paper.sides[party.order - 1].number
    if number and not party.number:
        services.set_party_number(party, number=number, by=by)
