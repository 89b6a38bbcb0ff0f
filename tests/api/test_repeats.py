"""A write that is only tried leaves nothing; a write that is sent again is done once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from api.models import KeptAnswer
from audit.models import JournalEntry
from tests.api.test_refusals import problem
from visits.models import Visit

KEY = "3b1c2f5e-8a8f-4f5e-9f57-5b8f0f2f9c11"
VISITS = "/api/v1/visits/"


@pytest.fixture
def body(house):
    return {
        "theme": "Stunting",
        "hosts": [{"agency": house.depok.pk}],
        "delegations": [{"agency": house.batang.pk}],
    }


def test_a_dry_run_answers_as_if_and_changes_nothing(sari, body):
    visits, entries = Visit.objects.count(), JournalEntry.objects.count()

    answer = sari.post(f"{VISITS}?dry_run=1", body)

    assert answer.status_code == 201, answer.content
    assert answer["Dry-Run"] == "1"
    assert answer.json()["theme"] == "Stunting"
    assert (Visit.objects.count(), JournalEntry.objects.count()) == (visits, entries)
    assert sari.get(f"{VISITS}{answer.json()['id']}/").status_code == 404


def test_a_dry_run_of_an_edit_and_of_a_step_leaves_the_record(house, sari):
    visit = house.log()
    theme, status = visit.theme, visit.status

    edited = sari.patch(f"{VISITS}{visit.pk}/?dry_run=true", {"theme": "Lain"})
    step = {"action": "dispose", "facts": {"instruction": "Siapkan"}}
    moved = sari.post(f"{VISITS}{visit.pk}/move/?dry_run=1", step)

    assert edited.json()["theme"] == "Lain"
    assert moved.status_code == 200, moved.content
    assert moved.json()["status"] != status
    visit.refresh_from_db()
    assert (visit.theme, visit.status) == (theme, status)


def test_a_dry_run_refuses_what_would_be_refused(sari, body):
    told = problem(sari.post(f"{VISITS}?dry_run=1", body | {"hosts": [{"agency": 0}]}), 400)
    assert "hosts.0.agency" in told["errors"]

    assert "dry_run" in problem(sari.post(f"{VISITS}?dry_run=maybe", body), 400)["errors"]
    problem(sari.get(f"{VISITS}?dry_run=1"), 400)


def test_the_same_request_with_the_same_key_is_done_once(sari, body):
    before = Visit.objects.count()

    first = sari.post(VISITS, body, headers={"idempotency-key": KEY})
    second = sari.post(VISITS, body, headers={"idempotency-key": KEY})

    assert first.status_code == second.status_code == 201
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert Visit.objects.count() == before + 1


def test_an_edit_that_is_sent_again_is_no_conflict_with_itself(house, sari):
    visit = house.log()
    said = {"idempotency-key": KEY, "if-match": f'"{visit.version}"'}

    answers = [sari.patch(f"{VISITS}{visit.pk}/", {"theme": "x"}, headers=said) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    visit.refresh_from_db()
    assert answers[1].json()["version"] == visit.version


def test_a_key_belongs_to_one_request_and_to_one_person(sari, bima, body):
    sari.post(VISITS, body, headers={"idempotency-key": KEY})

    problem(sari.post(VISITS, body | {"theme": "Lain"}, headers={"idempotency-key": KEY}), 422)
    other = bima.post(VISITS, body, headers={"idempotency-key": KEY})
    assert "Idempotency-Replayed" not in other


def test_what_was_refused_may_be_sent_again_corrected(sari, body):
    wrong = body | {"hosts": [{"agency": 0}]}
    problem(sari.post(VISITS, wrong, headers={"idempotency-key": KEY}), 400)

    answer = sari.post(VISITS, body, headers={"idempotency-key": KEY})

    assert answer.status_code == 201, answer.content


def test_after_a_day_the_answer_is_gone(sari, body):
    sari.post(VISITS, body, headers={"idempotency-key": KEY})
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=25))

    again = sari.post(VISITS, body, headers={"idempotency-key": KEY})

    assert "Idempotency-Replayed" not in again
    assert KeptAnswer.objects.count() == 1


@pytest.mark.parametrize("key", ["", "short", "with spaces in the middle", "x" * 201])
def test_a_key_that_could_be_anybodys_is_refused(sari, body, key):
    answer = sari.post(VISITS, body, headers={"idempotency-key": key})

    assert "Idempotency-Key" in problem(answer, 400)["errors"]


def test_what_is_kept_cannot_be_read_without_the_key(sari, body):
    """A stolen table tells no phone number: the answer is locked with what only its sender has."""
    body["delegations"][0]["contact"] = {"name": "Rini", "phone": "081234567890"}
    answer = sari.post(VISITS, body, headers={"idempotency-key": KEY})
    assert b"81234567890" in answer.content.replace(b"-", b"").replace(b" ", b"")

    kept = KeptAnswer.objects.get()

    assert b"567890" not in bytes(kept.sealed)
    assert KEY not in (kept.digest + kept.fingerprint)
