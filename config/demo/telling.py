"""Takes a planned visit through its life, each step on its day and by somebody who may."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from config.demo.crowd import Plan
from config.demo.ideas import IDEAS, Idea
from config.demo.people import DEPOK
from config.demo.scene import DESKS, INVENTED, INVENTED_NAMES, Scene, at
from config.demo.subjects import SUBJECTS
from cooperation.models import AgencyKind, Candidate
from visits import services
from visits.models import Discussion, Outcome, Visit, VisitorBranch
from visits.workflow import Action, EntryMode, Requester, Status

HELD = [Action.DISPOSE, Action.ACCEPT, Action.SCHEDULE, Action.COMPLETE]
ROUTES = {
    Status.REGISTERED: [],
    Status.UNDER_REVIEW: HELD[:1],
    Status.ACCEPTED: HELD[:2],
    Status.DECLINED: [*HELD[:1], Action.DECLINE],
    Status.SCHEDULED: HELD[:3],
    Status.CANCELLED: [*HELD[:3], Action.CANCEL],
    Status.NO_SHOW: [*HELD[:3], Action.RESCHEDULE, Action.RESCHEDULE, Action.NO_SHOW],
    Status.IN_PROGRESS: [*HELD[:3], Action.START],
    Status.COMPLETED: HELD,
    Status.REPORTED: [*HELD, Action.REPORT],
    Status.CLOSED: [*HELD, Action.REPORT, Action.CLOSE],
}
# What lies behind a visit that did not come into the book by letter.
SKIPPED = {
    EntryMode.NORMAL: 0,
    EntryMode.WALK_IN: 3,
    EntryMode.PLANNED: 3,
    EntryMode.RETROSPECTIVE: 4,
}
DECIDED = frozenset({Action.DISPOSE, Action.ACCEPT, Action.DECLINE})
# Who leads, where it is no regional government.
LEADERS = {
    AgencyKind.COUNCIL: "Wakil Ketua DPRD",
    AgencyKind.COUNCIL_COMMISSION: "Ketua Komisi",
    AgencyKind.COMMUNITY: "Ketua",
    AgencyKind.UNIVERSITY: "Ketua Lembaga Penelitian",
    AgencyKind.MINISTRY: "Direktur",
    AgencyKind.MINISTRY_REGIONAL: "Kepala Balai",
    AgencyKind.VILLAGE: "Kepala Desa",
}
POSITIONS = ["Sekretaris Daerah", "Asisten Pemerintahan", "Kepala Bappeda", "Kepala Dinas"]
MOVED = [
    (Requester.GUEST, "Jadwal pimpinan rombongan berubah."),
    (Requester.HOST, "Ruang pertemuan dipakai untuk rapat koordinasi."),
]


@dataclass
class Telling:
    """One visit being told, and what its steps need to know."""

    scene: Scene
    plan: Plan
    dice: Random
    day: date
    visit: Visit = field(init=False)

    @property
    def registered(self) -> date:
        return self.scene.office_day(self.day - timedelta(days=self.plan.lead))


def tell(scene: Scene, plan: Plan, dice: Random) -> list[tuple[Idea, Candidate]]:
    """Record the visit as far as it got; returns what came of it."""
    story = Telling(scene, plan, dice, scene.workday(plan.day))
    desk = DESKS[plan.owner]
    _register(story, scene.people[desk.registers])
    opened = []
    moves = iter(MOVED)
    for action in ROUTES[plan.until][SKIPPED[plan.mode] :]:
        by = scene.people[desk.decides if action in DECIDED else desk.registers]
        if action == Action.REPORT:
            opened = list(_write_up(story, by))
        if action == Action.CLOSE:
            by = scene.people[desk.closes]
        why, facts = _details(story, action, moves)
        on = _on(story, action)
        story.visit = services.move(story.visit, action, by=by, why=why, on=on, facts=facts)
    return opened


def _register(story, by):
    plan, owner = story.plan, story.scene.agencies[story.plan.owner]
    on = story.registered
    facts = {
        "visit_type": plan.type,
        "branch": plan.branch,
        "entry_mode": plan.mode,
        "theme": _theme(plan),
        "source_note": INVENTED,
    }
    if plan.mode == EntryMode.NORMAL:
        facts |= {
            "letter_number": f"000.1.2.3/{story.dice.randint(100, 999)}/CONTOH",
            "letter_date": on - timedelta(days=3),
            "letter_received_on": on,
            "agenda_number": f"{story.dice.randint(1000, 9999)}",
            "proposed_start": at(story.day, 9, owner),
            "proposed_end": at(story.day, 12, owner),
        }
    elif plan.mode != EntryMode.PLANNED:
        on = story.scene.past(story.day + timedelta(days=plan.mode == EntryMode.RETROSPECTIVE))
        facts |= {"actual_start": at(story.day, 10, owner)}
        if plan.mode == EntryMode.RETROSPECTIVE:
            facts |= {"actual_end": at(story.day, 12, owner)}
    story.visit = services.log_visit(
        owner=owner,
        facts=facts,
        hosts=[_host(story)],
        delegations=[_delegation(story, code) for code in plan.guests],
        participants=list(_councillors(story)),
        topics=list(_topics(story)),
        by=by,
        on=on,
    )


def _theme(plan):
    first, *others = [SUBJECTS[key].name for key in plan.subjects]
    return " dan ".join([first, *(f"{name[0].lower()}{name[1:]}" for name in others)])


def _host(story):
    return {
        "agency": story.scene.agencies[story.plan.host],
        "receiver_name": story.dice.choice(INVENTED_NAMES),
        "receiver_position": story.dice.choice(POSITIONS),
    }


def _delegation(story, code):
    agency = story.scene.agencies[code]
    heads = story.dice.randint(8, 35)
    facts = {
        "agency": agency,
        "leader_name": story.dice.choice(INVENTED_NAMES),
        "leader_position": LEADERS.get(agency.kind) or story.dice.choice(POSITIONS),
        "planned_headcount": heads,
        "contact": {"name": "Narahubung (contoh)", "phone": f"0800-0000-{heads:04d}"},
    }
    if story.plan.mode == EntryMode.WALK_IN:
        facts["planned_headcount"] = None
    return facts


def _councillors(story):
    """Of a council it is written down who sits for whom."""
    if story.plan.branch == VisitorBranch.COUNCIL:
        for faction, name in zip(["Satu", "Dua"], INVENTED_NAMES, strict=False):
            yield {
                "agency": story.scene.agencies[story.plan.guests[0]],
                "name": name,
                "position": "Anggota komisi",
                "faction": f"Fraksi {faction} (contoh)",
            }


def _topics(story):
    """What the guests wrote that they want to know; of two delegations each asks about its own."""
    plan, agencies = story.plan, story.scene.agencies
    for index, key in enumerate(plan.subjects):
        subject = SUBJECTS[key]
        here = plan.host == DEPOK and plan.owner == DEPOK
        yield {
            "name": subject.name,
            "affair": story.scene.affairs[subject.affair],
            "asked": subject.asked,
            "asked_by": agencies[plan.guests[index % len(plan.guests)]],
            "presenting_unit": agencies[subject.unit] if here else None,
            "innovations": [story.scene.innovations[subject.innovation]]
            if here and subject.innovation
            else [],
        }


def _on(story, action):
    """The day of a step: some days after the letter before the visit, some days after it later."""
    before = {Action.DISPOSE: 2, Action.ACCEPT: 4, Action.DECLINE: 5, Action.SCHEDULE: 6}
    after = {
        Action.CANCEL: -2,
        Action.REPORT: 4,
        Action.CLOSE: 9,
    }
    if action in before:
        return story.scene.office_day(story.registered + timedelta(days=before[action]))
    if action in after:
        return story.scene.office_day(story.day + timedelta(days=after[action]))
    planned = _planned_day(story)
    waited = {Action.RESCHEDULE: -3, Action.NO_SHOW: 1}
    return planned + timedelta(days=waited.get(action, 0))


def _planned_day(story):
    scheduled = story.visit.scheduled_start
    return story.visit.owner.local(scheduled).date() if scheduled else story.day


def _details(story, action, moves):
    """The reason of a step and the facts it asks for."""
    plan, owner = story.plan, story.visit.owner
    match action:
        case Action.DISPOSE:
            unit = SUBJECTS[plan.subjects[0]].unit
            to_unit = story.scene.agencies[unit] if plan.owner == DEPOK else None
            return "", {"instruction": "Siapkan bahan dan jadwalkan.", "to_unit": to_unit}
        case Action.ACCEPT | Action.DECLINE:
            return plan.why, {"deciding_official": "Sekretaris Daerah"}
        case Action.SCHEDULE:
            times = {
                "scheduled_start": at(story.day, 9, owner),
                "scheduled_end": at(story.day, 12, owner),
            }
            return "", times | {"venue": f"Ruang rapat {story.scene.agencies[plan.host]}"}
        case Action.RESCHEDULE:
            requester, reason = next(moves)
            moved = story.visit.owner.local(story.visit.scheduled_start) + timedelta(days=7)
            return reason, {"scheduled_start": moved, "requested_by": requester}
        case Action.CANCEL:
            return plan.why, {"requested_by": Requester.GUEST}
        case Action.COMPLETE:
            return "", {"headcounts": _headcounts(story)}
    return "", {}


def _headcounts(story):
    return {
        delegation.pk: max(1, (delegation.planned_headcount or 6) + story.dice.randint(-4, 2))
        for delegation in story.visit.delegations.all()
    }


def _write_up(story, by) -> Iterator[tuple[Idea, Candidate]]:
    """What was found and what comes of each topic, then the memorandum."""
    scene, plan = story.scene, story.plan
    discussions = list(story.visit.discussions.order_by("order"))
    for key, discussion in zip(plan.subjects, discussions, strict=True):
        changes = {"findings": SUBJECTS[key].found}
        services.change_discussion(discussion, changes=changes, by=by, why="hasil pembahasan")
        idea = IDEAS.get((plan.day, key))
        if idea is not None:
            yield idea, _open(scene, idea, discussion, story.day)
        else:
            last = discussion is discussions[-1]
            _settle(discussion, plan.no_follow_up if last else "", by=by)
    memorandum = services.prepare_paper(
        story.visit,
        agency=story.visit.owner,
        dated_on=scene.office_day(story.day + timedelta(days=2)),
        number=f"000.1.5/{story.visit.number:03d}/CONTOH",
        addressee="Sekretaris Daerah",
        sender="Kepala Bagian Protokol",
        conclusion="Pembahasan selesai; hasilnya tercatat pada tiap topik (data contoh).",
        signatory_name=story.dice.choice(INVENTED_NAMES),
        signatory_position="Kepala Bagian Protokol",
        by=by,
    )
    services.issue_paper(memorandum, by=by)


def _settle(discussion: Discussion, reason, *, by):
    outcome = Outcome.NO_FOLLOW_UP if reason else Outcome.INFORMATION_SENT
    note = reason or "Bahan paparan dikirim melalui surel."
    services.set_outcome(discussion, outcome=outcome, note=note, by=by)


def _open(scene, idea, discussion, day) -> Candidate:
    return services.open_candidate_from(
        discussion,
        title=idea.title,
        owner=scene.agencies[idea.owner],
        provider=scene.agencies[idea.provider],
        adopter=scene.agencies[idea.adopter],
        innovation=scene.innovations.get(idea.innovation),
        kind=idea.kind,
        cooperation_kind=idea.cooperation_kind,
        priority=idea.priority,
        description=INVENTED,
        by=scene.people[idea.opened_by],
        on=scene.office_day(day + timedelta(days=2)),
    )
