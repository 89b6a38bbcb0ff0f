"""Every status × action × role over HTTP: offered exactly where the table and the policy allow it,
and refused everywhere else, by the reason that comes first."""

from datetime import date

import pytest

from agreements.models import Agreement
from agreements.workflow import SIGNED_STATUSES
from agreements.workflow import TRANSITIONS as AGREEMENT_TRANSITIONS
from agreements.workflow import Status as AgreementStatus
from audit.recording import record
from cooperation.models import FollowUp
from cooperation.permissions import GRANTS, Role
from cooperation.workflow import (
    CANDIDATE_TRANSITIONS,
    FOLLOW_UP_TRANSITIONS,
    CandidateStatus,
    FollowUpStatus,
)
from tests.builders import TEST, make_candidate, make_person
from tests.visits.builders import THE_DAY
from visits.models import Visit
from visits.workflow import TRANSITIONS as VISIT_TRANSITIONS
from visits.workflow import Status as VisitStatus

DAY = date(2022, 7, 12)


def numbered(owner, status, number):
    return {
        "owner": owner,
        "year": DAY.year,
        "number": number,
        "status": status,
        "status_since": DAY,
        "status_reason": "Contoh",
    }


def visit_in(status, number, house):
    return record(Visit(**numbered(house.depok, status, number), actual_start=THE_DAY), by=TEST)


def candidate_in(status, number, house):
    parked = {"parked_from": "screening"} if status == CandidateStatus.PARKED else {}
    return make_candidate(house.depok, adopter=house.batang, status=status, **parked)


def follow_up_in(status, number, house):
    candidate = make_candidate(house.depok, adopter=house.batang)
    facts = {"title": "Kirim KAK", "unit": house.depok, "done_on": DAY}
    return record(FollowUp(candidate=candidate, status=status, **facts), by=TEST)


def agreement_in(status, number, house):
    candidate = make_candidate(house.depok, adopter=house.batang)
    facts = {"title": "Kesepakatan", "candidate": candidate}
    if status in SIGNED_STATUSES:
        facts["signed_on"] = DAY
    if status == AgreementStatus.ENDED:
        facts |= {"ended_on": DAY, "end_reason": "goal_reached"}
    return record(Agreement(**numbered(house.depok, status, number), **facts), by=TEST)


WORKFLOWS = {
    "visits": (VISIT_TRANSITIONS, VisitStatus, visit_in),
    "candidates": (CANDIDATE_TRANSITIONS, CandidateStatus, candidate_in),
    "follow-ups": (FOLLOW_UP_TRANSITIONS, FollowUpStatus, follow_up_in),
    "agreements": (AGREEMENT_TRANSITIONS, AgreementStatus, agreement_in),
}


@pytest.mark.parametrize("prefix", WORKFLOWS)
def test_every_step_is_offered_or_refused_as_the_table_says(prefix, house, as_program):
    table, statuses, in_status = WORKFLOWS[prefix]
    clients = {role: as_program(make_person(f"as-{role}", house.depok, role)) for role in Role}
    for number, status in enumerate(statuses, start=1):
        at = f"/api/v1/{prefix}/{in_status(status, number, house).pk}/"
        for role, client in clients.items():
            allowed = [
                step.action
                for step in table.values()
                if status in step.sources and not step.automatic and step.permission in GRANTS[role]
            ]
            assert client.get(at).json()["next_actions"] == allowed, (status, role)

            for step in table.values():
                if step.action not in allowed:
                    answer = client.post(f"{at}move/", {"action": step.action, "note": "Contoh"})
                    assert answer.status_code == refusal(step, role), (status, role, step.action)


def refusal(step, role) -> int:
    """What the system does by itself is no step; for the rest, the role comes before the status."""
    if step.automatic:
        return 400
    return 409 if step.permission in GRANTS[role] else 403
