"""Takes a candidate and its follow-ups through their lives, each step by somebody who may."""

from datetime import date, timedelta

from config.demo.ideas import Idea, Promise
from config.demo.scene import INVENTED, Scene
from cooperation.models import Candidate
from cooperation.services import move_candidate, move_follow_up, plan_follow_up
from cooperation.workflow import (
    CandidateAction,
    CandidateStatus,
    FollowUpAction,
    FollowUpStatus,
)

# The way to an agreement, with the days that each step takes.
WAY = [
    (CandidateAction.SCREEN, 7),
    (CandidateAction.RECOMMEND, 14),
    (CandidateAction.APPROVE, 5),
    (CandidateAction.OFFER, 4),
    (CandidateAction.AGREE, 18),
]
LEAVES = {
    CandidateStatus.PARKED: CandidateAction.PARK,
    CandidateStatus.DROPPED: CandidateAction.DROP,
}
PARKED_FOR = timedelta(days=90)
WORK = {
    FollowUpStatus.OPEN: [],
    FollowUpStatus.CANCELLED: [FollowUpAction.CANCEL],
    FollowUpStatus.IN_PROGRESS: [FollowUpAction.START],
    FollowUpStatus.DONE: [FollowUpAction.START, FollowUpAction.FINISH],
    FollowUpStatus.VERIFIED: [FollowUpAction.START, FollowUpAction.FINISH, FollowUpAction.VERIFY],
}


def pursue(scene: Scene, idea: Idea, candidate: Candidate) -> Candidate:
    """Plan what was promised, then move the candidate as far as it got."""
    for promise in idea.promises:
        keep(scene, promise, candidate, planned_by=idea.opened_by)
    on = candidate.identified_on
    goal = idea.leaves_at if idea.until in LEAVES else idea.until
    for action, days in WAY:
        if candidate.status == goal:
            break
        on = scene.office_day(on + timedelta(days=days))
        candidate = _step(scene, candidate, action, on)
    if idea.until in LEAVES:
        candidate = _leave(scene, idea, candidate, scene.office_day(on + timedelta(days=10)))
    return candidate


def keep(scene: Scene, promise: Promise, candidate: Candidate, *, planned_by: str) -> None:
    """Plan the follow-up and do as much of it as was done."""
    due = scene.today + timedelta(days=promise.due)
    assignee = scene.people[promise.assignee] if promise.assignee else None
    follow_up = plan_follow_up(
        candidate=candidate,
        title=promise.title,
        description=INVENTED,
        unit=scene.agencies[promise.unit],
        assignee=assignee,
        due_on=due,
        by=scene.people[planned_by],
    )
    done = scene.today + timedelta(days=promise.done)
    checker = "pimpinan.depok" if promise.assignee == "kerjasama.depok" else "kerjasama.depok"
    for action in WORK[promise.until]:
        by, on = assignee, scene.office_day(done)
        if action == FollowUpAction.START:
            on = scene.office_day(min(due, done) - timedelta(days=10))
        elif action == FollowUpAction.VERIFY:
            by, on = scene.people[checker], scene.office_day(done + timedelta(days=3))
        elif action == FollowUpAction.CANCEL:
            by, on = scene.people[planned_by], scene.office_day(due)
        facts = {"evidence": "Tanda terima (contoh)"} if action == FollowUpAction.FINISH else {}
        follow_up = move_follow_up(follow_up, action, by=by, why=promise.why, on=on, facts=facts)


def _step(scene, candidate, action: CandidateAction, on: date) -> Candidate:
    facts = {}
    if action in (CandidateAction.OFFER, CandidateAction.AGREE):
        facts = {"letter_number": f"100.3.7/{candidate.number:03d}/CONTOH", "letter_date": on}
    managed = action == CandidateAction.APPROVE
    by = scene.people["pimpinan.depok" if managed else "kerjasama.depok"]
    return move_candidate(candidate, action, by=by, on=on, facts=facts)


def _leave(scene, idea, candidate, on) -> Candidate:
    action = LEAVES[idea.until]
    facts = {"parked_until": scene.today + PARKED_FOR} if action == CandidateAction.PARK else {}
    by = scene.people["kerjasama.depok"]
    return move_candidate(candidate, action, by=by, why=idea.why, on=on, facts=facts)
