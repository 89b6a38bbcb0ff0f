"""Many programs edit one record at once by API: each edit is there, or its sender knows better."""

import random
import time

import pytest
from rest_framework.test import APIClient

from accounts.models import Area
from accounts.services import issue_token
from tests.proofs.threads import race
from tests.visits.builders import House
from visits.models import Visit

pytestmark = pytest.mark.django_db(transaction=True)

VISITS = "/api/v1/visits/"
LONGEST_WAIT = 3  # seconds
SIZES = [
    pytest.param(4, 5, id="sample"),
    pytest.param(32, 50, id="full", marks=pytest.mark.proof),
]


@pytest.fixture
def house(settings, tmp_path):
    settings.CHECKPOINTS = tmp_path
    return House()


@pytest.fixture
def key(house):
    return issue_token(house.sari, name="test", writes=Area)[0]


def program(key):
    return APIClient(HTTP_AUTHORIZATION=f"Token {key}")


def append_to_the_summary(visit, key, edits):
    """What each client does: read, add a word of its own, send; again if somebody was faster."""

    def work(place):
        client, at = program(key), f"{VISITS}{visit.pk}/"
        pause = random.Random(place)  # noqa: S311 -- no secret
        for turn in range(edits):
            status, wait = 412, 0.05
            while status == 412:
                read = client.get(at)
                summary = f"{read.json()['summary']} {place}.{turn}".strip()
                said = {"if-match": read["ETag"]}
                status = client.patch(at, {"summary": summary}, headers=said).status_code
                if status == 412:  # each time longer, or 32 mostly refuse each other
                    time.sleep(pause.random() * wait)
                    wait = min(2 * wait, LONGEST_WAIT)
            assert status == 200

    return work


@pytest.mark.parametrize(("clients", "edits"), SIZES)
def test_no_edit_is_lost(house, key, clients, edits):
    visit = house.log()

    ends = race(clients, append_to_the_summary(visit, key, edits))

    assert ends == [None] * clients
    words = Visit.objects.get(pk=visit.pk).summary.split()
    assert sorted(words) == sorted(f"{c}.{e}" for c in range(clients) for e in range(edits))


def test_without_the_guard_edits_would_be_lost(house, key, monkeypatch):
    """The negative control: whatever version was seen, it is overwritten."""
    visit = house.log()
    monkeypatch.setattr("api.viewsets.version_seen", lambda request, in_body: None)

    race(4, append_to_the_summary(visit, key, 10))

    assert len(Visit.objects.get(pk=visit.pk).summary.split()) < 40


def test_the_same_request_at_the_same_moment_is_done_once(house, key):
    said = {"idempotency-key": "3b1c2f5e-8a8f-4f5e-9f57-5b8f0f2f9c11"}
    body = {
        "theme": "Stunting",
        "hosts": [{"agency": house.depok.pk}],
        "delegations": [{"agency": house.batang.pk}],
    }

    answers = race(8, lambda _place: program(key).post(VISITS, body, headers=said))

    assert {answer.status_code for answer in answers} == {201}, answers
    assert len({answer.content for answer in answers}) == 1
    assert Visit.objects.count() == 1
