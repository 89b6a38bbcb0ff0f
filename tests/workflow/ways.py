"""How a record gets into each status: by the services, step by step, as an office would.

The walkers are two people who hold every role at Depok, so that those whose rights are tested have
drafted, done or approved nothing themselves.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from agreements import workflow as agreements
from agreements.services import draft_agreement, set_review_steps
from agreements.services import move as move_agreement
from audit.recording import record
from cooperation import workflow as cooperation
from cooperation.models import AgencyKind, Candidate, StoredFile
from cooperation.permissions import Role
from cooperation.services import (
    identify_candidate,
    move_candidate,
    move_follow_up,
    plan_follow_up,
)
from tests.builders import make_affair, make_agency, make_person
from visits import workflow as visits
from visits.models import Attachment
from visits.services import log_visit
from visits.services import move as move_visit


class Town:
    def __init__(self):
        self.depok = make_agency("Pemerintah Kota Depok")
        self.bappeda = make_agency("Bappeda Kota Depok", parent=self.depok, kind=AgencyKind.UNIT)
        self.batang = make_agency("Pemerintah Kabupaten Batang")
        self.walker = make_person("pejalan", self.depok, *Role)
        self.second = make_person("pejalan2", self.depok, *Role)
        self.people = {role: make_person(role.value, self.depok, role) for role in Role}


@dataclass(frozen=True)
class Way:
    """One kind of record: its table, how it begins, and the steps that lead to each status."""

    path: str  # of the API; also what its pages are called
    statuses: type
    table: dict
    begin: object
    move: object
    steps: dict = field(default_factory=dict)
    second: frozenset = frozenset()  # steps that the second walker takes
    before: dict = field(default_factory=dict)  # (status, action) → steps its guard waits for
    begins: dict = field(default_factory=dict)  # status → where its way begins, if elsewhere

    def facts(self, town, record, action):
        """Valid answers to what the step asks for, as the services take them."""
        return {
            ask.name: ANSWERS[ask.name](town, record)
            for ask in self.table[action].asks
            if ask.required
        }

    def reach(self, town, status):
        begin = self.begins.get(status, self.begin)
        return self.walk(town, begin(town), self.steps[status])

    def walk(self, town, record, actions):
        for action in actions:
            by = town.second if action in self.second else town.walker
            facts = self.facts(town, record, action)
            record = self.move(record, action, by=by, why="karena", facts=facts)
        return record


def _yesterday(_town, _record):
    return timezone.now() - timedelta(days=1)


def _unsigned(agreement):
    """The next party to sign; where all have signed, one that cannot sign again."""
    parties = agreement.parties.order_by(models.F("signed_on").asc(nulls_first=True), "order")
    return parties.values_list("pk", flat=True)[0]


ANSWERS = {
    "instruction": lambda town, _r: "Mohon dijadwalkan",
    "deciding_official": lambda town, _r: "Sekretaris Daerah",
    "scheduled_start": _yesterday,
    "requested_by": lambda town, _r: "guest",
    "parked_until": lambda town, _r: town.depok.today() + timedelta(days=60),
    "evidence": lambda town, _r: "Surat nomor 100/7",
    "party": lambda _town, r: _unsigned(r),
    "signed_place": lambda town, _r: "Depok",
    "end_reason": lambda town, _r: "goal_reached",
}


def _visit(town):
    """A letter that every later guard is content with: a topic with an outcome, and minutes."""
    visit = log_visit(
        owner=town.depok,
        facts={"theme": "Benchmarking"},
        hosts=[{"agency": town.depok}],
        delegations=[{"agency": town.batang}],
        topics=[
            {
                "name": "Stunting",
                "affair": make_affair(),
                "outcome": "no_follow_up",
                "outcome_note": "cukup untuk saat ini",
            }
        ],
        by=town.walker,
    )
    stored = StoredFile(owner=town.depok, name="notulen.pdf", size=1, uploaded_by=town.walker)
    stored.content_type, stored.sha256 = "application/pdf", "0" * 64
    stored.file.save("notulen.pdf", ContentFile(b"%"), save=True)
    record(Attachment(visit=visit, kind="minutes", file=stored), by=town.walker)
    return visit


def _candidate(town):
    return identify_candidate(
        owner=town.depok,
        title="Adopsi Teman Litbang",
        provider=town.depok,
        adopter=town.batang,
        by=town.walker,
    )


def _follow_up(town):
    return plan_follow_up(
        candidate=_candidate(town), title="Kirim KAK", unit=town.depok, by=town.walker
    )


def _agreement(town):
    candidate = CANDIDATE.reach(town, cooperation.CandidateStatus.AGREED)
    signatory = {"signatory_name": "Nama Lengkap", "signatory_title": "Wali Kota"}
    agreement = draft_agreement(
        candidate=candidate,
        owner=town.depok,
        kind="joint_agreement",
        title="Penelitian dan Pengembangan",
        parties=[{"agency": town.depok, **signatory}, {"agency": town.batang, **signatory}],
        place="Depok",
        term_text="3 (tiga) tahun",
        by=town.walker,
    )
    steps = [{"position": "Kepala Bagian Hukum"}]
    return set_review_steps(agreement, steps=steps, by=town.walker)


def _in_agreement(town):
    """A candidate whose joint agreement has ended: it bound nobody, so nothing came of it yet."""
    agreement = AGREEMENT.reach(town, agreements.Status.ENDED)
    return Candidate.objects.get(pk=agreement.candidate_id)


def _before_the_council(town):
    agreement = AGREEMENT.reach(town, agreements.Status.PARTNER_REVIEW)
    facts = {"evidence": "Surat nomor 100/7", "council_required": True, "council_reason": "APBD"}
    return move_agreement(agreement, agreements.Action.PARTNER_AGREES, by=town.walker, facts=facts)


def _along(statuses, actions):
    """The statuses of a straight way, each with the actions that lead there."""
    return {status: list(actions[:place]) for place, status in enumerate(statuses)}


V, VA = visits.Status, visits.Action
_TO_SCHEDULED = [VA.DISPOSE, VA.ACCEPT, VA.SCHEDULE]
_TO_REPORTED = [*_TO_SCHEDULED, VA.START, VA.COMPLETE, VA.REPORT]
VISIT = Way(
    path="visits",
    statuses=V,
    table=visits.TRANSITIONS,
    begin=_visit,
    move=move_visit,
    steps=_along(
        [V.REGISTERED, V.UNDER_REVIEW, V.ACCEPTED, V.SCHEDULED],
        _TO_SCHEDULED,
    )
    | {
        V.DECLINED: [VA.DISPOSE, VA.DECLINE],
        V.IN_PROGRESS: _TO_REPORTED[:4],
        V.COMPLETED: _TO_REPORTED[:5],
        V.REPORTED: _TO_REPORTED,
        V.CLOSED: [*_TO_REPORTED, VA.CLOSE],
        V.CANCELLED: [VA.CANCEL],
        V.NO_SHOW: [*_TO_SCHEDULED, VA.NO_SHOW],
    },
)

C, CA = cooperation.CandidateStatus, cooperation.CandidateAction
_TO_AGREED = [CA.SCREEN, CA.RECOMMEND, CA.APPROVE, CA.OFFER, CA.AGREE]
CANDIDATE = Way(
    path="candidates",
    statuses=C,
    table=cooperation.CANDIDATE_TRANSITIONS,
    begin=_candidate,
    move=move_candidate,
    steps=_along(
        [C.IDENTIFIED, C.SCREENING, C.RECOMMENDED, C.APPROVED, C.OFFERED, C.AGREED], _TO_AGREED
    )
    | {
        C.PARKED: [CA.SCREEN, CA.PARK],
        C.DROPPED: [CA.DROP],
        C.IN_AGREEMENT: [],
        C.REALISED: [CA.REALISE],
    },
    begins={C.IN_AGREEMENT: _in_agreement, C.REALISED: _in_agreement},
)

F, FA = cooperation.FollowUpStatus, cooperation.FollowUpAction
FOLLOW_UP = Way(
    path="follow-ups",
    statuses=F,
    table=cooperation.FOLLOW_UP_TRANSITIONS,
    begin=_follow_up,
    move=move_follow_up,
    steps=_along([F.OPEN, F.IN_PROGRESS, F.DONE, F.VERIFIED], [FA.START, FA.FINISH, FA.VERIFY])
    | {F.CANCELLED: [FA.CANCEL]},
    second=frozenset({FA.VERIFY}),
)

A, AA = agreements.Status, agreements.Action
_TO_READY = [AA.SUBMIT, AA.INITIAL, AA.APPROVE, AA.PARTNER_AGREES]
AGREEMENT = Way(
    path="agreements",
    statuses=A,
    table=agreements.TRANSITIONS,
    begin=_agreement,
    move=move_agreement,
    steps={
        A.DRAFTING: [],
        A.INTERNAL_REVIEW: _TO_READY[:1],
        A.PARTNER_REVIEW: _TO_READY[:3],
        A.READY_TO_SIGN: _TO_READY,
        A.PARTIALLY_SIGNED: [*_TO_READY, AA.ISSUE, AA.SIGN],
        A.SIGNED: [*_TO_READY, AA.ISSUE, AA.SIGN, AA.SIGN],
        A.ENDED: [*_TO_READY, AA.ISSUE, AA.SIGN, AA.SIGN, AA.END],
        A.VOID: [AA.VOID],
        A.AWAITING_COUNCIL: [],
    },
    begins={A.AWAITING_COUNCIL: _before_the_council},
    second=frozenset({AA.INITIAL, AA.APPROVE}),
    before={
        (A.READY_TO_SIGN, AA.SIGN): [AA.ISSUE],
        (A.INTERNAL_REVIEW, AA.APPROVE): [AA.INITIAL],
    },
)

WAYS = {way.path: way for way in (VISIT, CANDIDATE, FOLLOW_UP, AGREEMENT)}
