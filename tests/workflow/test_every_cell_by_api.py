"""Each status × action × role, by API: done, forbidden or refused, exactly as the tables say."""

import pytest
from django.db import transaction
from rest_framework.test import APIClient

from agreements.workflow import Status as AgreementStatus
from cooperation.permissions import Role
from cooperation.workflow import CandidateStatus
from tests.workflow.cells import Answer, asked, expected, targets
from tests.workflow.ways import WAYS, Town

pytestmark = pytest.mark.django_db

# Reached with the agreement, and told there: the steps that lead there belong to the system.
BY_THEMSELVES = {
    CandidateStatus.IN_AGREEMENT,
    CandidateStatus.REALISED,
    AgreementStatus.AWAITING_COUNCIL,
    AgreementStatus.SUPERSEDED,
}
ROWS = [
    pytest.param(way, status, id=f"{way.path}-{status}")
    for way in WAYS.values()
    for status in way.statuses
    if status in way.steps
]
HTTP = {Answer.DONE: 200, Answer.FORBIDDEN: 403, Answer.REFUSED: 409}


def test_every_status_is_walked_to_or_comes_by_itself():
    missing = {
        status for way in WAYS.values() for status in way.statuses if status not in way.steps
    }
    assert missing == BY_THEMSELVES


@pytest.mark.parametrize(("way", "status"), ROWS)
def test_the_api_answers_as_the_table_says(way, status):
    town = Town()
    record = way.reach(town, status)
    assert record.status == status
    wrong = {}

    for role in Role:
        client = APIClient()
        client.force_login(town.people[role])
        for action in asked(way):
            body = {
                "action": action,
                "note": "karena",
                "facts": way.facts(town, record, action),
            }
            with transaction.atomic():
                way.walk(town, record, way.before.get((status, action), []))
                answer = client.post(f"/api/v1/{way.path}/{record.pk}/move/", body, format="json")
                transaction.set_rollback(True)
            want = expected(way, status, action, role)
            right = answer.status_code == HTTP[want]
            if want == Answer.DONE and right:
                right = answer.json()["status"] in targets(way, action)
            if not right:
                wrong[action.value, role.value] = (want.value, answer.status_code, answer.content)

    assert wrong == {}
