"""Each status × action × role, by page: done, forbidden or refused, exactly as the tables say."""

from datetime import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cooperation.permissions import Role
from tests.workflow.cells import Answer, asked, expected, rows, targets
from tests.workflow.ways import Town

pytestmark = pytest.mark.django_db

PAGES = {
    "visits": "visit_move",
    "candidates": "candidate_move",
    "follow-ups": "follow_up_move",
    "agreements": "agreement_move",
}


def typed(town, facts):
    """The facts as a browser sends them: times as the clock on the owner's wall shows them."""
    return {
        name: f"{town.depok.local(value):%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value
        for name, value in facts.items()
    }


def answer_of(response):
    if response.status_code == 302:
        return Answer.DONE
    return Answer.FORBIDDEN if response.status_code == 403 else Answer.REFUSED


@pytest.mark.parametrize(("way", "status"), rows())
def test_the_page_answers_as_the_table_says(way, status):
    town = Town()
    record = way.reach(town, status)
    wrong = {}

    for role in Role:
        client = Client()
        client.force_login(town.people[role])
        for action in asked(way):
            want = expected(way, status, action, role)
            with transaction.atomic():
                way.walk(town, record, way.before.get((status, action), []))
                record.refresh_from_db()
                form = {"action": action, "why": "karena", "version": record.version}
                form |= typed(town, way.facts(town, record, action))
                response = client.post(reverse(PAGES[way.path], args=[record.pk]), form)
                record.refresh_from_db()
                reached = record.status
                transaction.set_rollback(True)
            right = answer_of(response) == want
            right &= reached in (targets(way, action) if want == Answer.DONE else {status})
            if not right:
                wrong[action.value, role.value] = (want.value, response.status_code, reached)
        record.refresh_from_db()

    assert wrong == {}
