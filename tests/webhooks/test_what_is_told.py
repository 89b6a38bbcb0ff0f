"""Who is told what: that something happened to a record they see, as far as they may know of it."""

import json

import pytest
from django.db import connection, transaction

from agreements.services import edit_agreement
from api.models import WebhookDelivery
from api.webhooks.events import queue_what_happened
from api.webhooks.subscribing import end_hook, subscribe
from cooperation.services import move_follow_up, plan_follow_up
from tests.agreements.builders import Cast
from tests.builders import make_candidate
from tests.marks import reads_the_journal
from tests.proofs.threads import race
from visits.services import edit_visit, log_visit
from visits.services import move as move_visit
from visits.workflow import Action

pytestmark = reads_the_journal


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


def told(hook) -> list[tuple[str, int]]:
    """What is new: the event, and the record's id."""
    queue_what_happened()
    waiting = WebhookDelivery.objects.filter(webhook=hook).order_by("pk")
    found = [(each.event, json.loads(each.body)["record"]["id"]) for each in waiting]
    waiting.delete()
    return found


def pass_on(house, visit):
    facts = {"instruction": "Siapkan", "to_unit": house.bappeda}
    return move_visit(visit, Action.DISPOSE, by=house.sari, facts=facts)


def test_the_owners_program_is_told_what_happens_to_a_visit(house, hook_of):
    before = house.log()
    hook = hook_of(house.sari)
    assert told(hook) == [], "what was before the webhook"

    visit = house.log(theme="Belajar sampah")
    assert told(hook) == [("visit.created", visit.pk)]

    edit_visit(visit, by=house.sari, changes={"theme": "Belajar kopi"}, why="keliru")
    assert told(hook) == [("visit.changed", visit.pk)]

    pass_on(house, before)
    assert told(hook) == [("visit.moved", before.pk)]
    assert told(hook) == [], "once"


def test_what_was_before_is_not_told_however_long_nobody_looked(house):
    queue_what_happened()
    before = house.log()
    facts = {"name": "Dasbor", "url": "https://dasbor.example.org/", "events": ["visit.created"]}
    hook = subscribe(**facts, by=house.sari)[1]
    after = house.log()

    assert told(hook) == [("visit.created", after.pk)]
    assert before.pk != after.pk


def test_what_happens_before_the_command_has_ever_run_is_told(house):
    facts = {"name": "Dasbor", "url": "https://dasbor.example.org/", "events": ["visit.created"]}
    hook = subscribe(**facts, by=house.sari)[1]
    visit = house.log()

    assert told(hook) == [("visit.created", visit.pk)]


def test_a_message_tells_where_to_read_and_nothing_else(house, hook_of, settings):
    settings.SITE_URL = "https://jejak.depok.go.id"
    hook = hook_of(house.sari)
    visit = house.log(theme="Belajar sampah")
    queue_what_happened()

    body = json.loads(WebhookDelivery.objects.get(webhook=hook).body)

    assert body.keys() == {"id", "event", "at", "record"}
    assert body["record"] == {
        "kind": "visit",
        "id": visit.pk,
        "url": f"https://jejak.depok.go.id/api/v1/visits/{visit.pk}/",
    }


def test_only_what_was_asked_for(house, hook_of):
    moves = hook_of(house.sari, events=["visit.moved"])
    of_batang = hook_of(house.bima, agency=house.batang)

    visit = house.log()
    own = log_visit(
        owner=house.batang,
        facts={},
        hosts=[{"agency": house.batang}],
        delegations=[{"agency": house.elsewhere}],
        topics=(),
        by=house.bima,
    )
    pass_on(house, visit)

    assert told(of_batang) == [("visit.created", own.pk)]
    queue_what_happened()
    assert told(moves) == [], "both happened before anybody looked: it was created"
    visit.refresh_from_db()
    move_visit(visit, Action.ACCEPT, by=house.ratna, facts={"deciding_official": "Sekda"})
    assert told(moves) == [("visit.moved", visit.pk)]


def test_a_guest_is_told_from_when_it_is_shared_and_not_of_what_is_the_owners(house, hook_of):
    hook, strangers = hook_of(house.bima), hook_of(house.tono)
    waiting = house.log(theme="Belajar sampah")
    assert told(hook) == [], "not shared yet"

    shared = house.afterwards(theme="Belajar kopi")
    assert told(hook) == [("visit.created", shared.pk)]

    edit_visit(shared, by=house.sari, changes={"internal_note": "rahasia"}, why="catatan")
    edit_visit(waiting, by=house.sari, changes={"theme": "Belajar teh"}, why="keliru")
    assert told(hook) == []

    edit_visit(shared, by=house.sari, changes={"theme": "Belajar gula"}, why="keliru")
    assert told(hook) == [("visit.changed", shared.pk)]
    assert told(strangers) == []


def test_a_follow_up_is_told_of_by_itself(house, hook_of):
    candidate = make_candidate(house.depok, adopter=house.batang, provider=house.depok)
    hook = hook_of(house.ratna)

    promise = plan_follow_up(
        candidate=candidate,
        title="Kirim dokumentasi",
        unit=house.depok,
        assignee=house.kerja,
        by=house.kerja,
    )
    assert told(hook) == [("follow_up.created", promise.pk)]
    move_follow_up(promise, "start", by=house.kerja)
    assert told(hook) == [("follow_up.moved", promise.pk)]


def test_a_party_is_not_told_that_somebody_writes(cast, hook_of):
    hook = hook_of(cast.partner)
    agreement = cast.draft()
    edit_agreement(agreement, by=cast.budi, changes={"title": "Judul lain"})
    cast.walk(agreement, "submit")
    assert told(hook) == []

    cast.walk(agreement, "approve")
    assert [event for event, _key in told(hook)] in (["agreement.created"], ["agreement.moved"])

    cast.walk(agreement, "partner_changes")
    assert [event for event, _key in told(hook)] == ["agreement.moved"]
    agreement.refresh_from_db()
    edit_agreement(agreement, by=cast.budi, changes={"title": "Judul ketiga"})
    assert told(hook) == []


def test_what_was_taken_back_and_who_is_no_more_is_not_told(house, hook_of):
    hook, ended, gone = hook_of(house.sari), hook_of(house.ratna), hook_of(house.kerja)
    with transaction.atomic():
        house.log()
        transaction.set_rollback(True)
    assert told(hook) == []

    end_hook(ended, by=house.ratna)
    type(house.kerja)._base_manager.filter(pk=house.kerja.pk).update(is_active=False)
    house.log()

    assert len(told(hook)) == 1
    assert told(ended) == told(gone) == []


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_of_many_runs_at_once_each_message_is_queued_once(house, hook_of):
    hook = hook_of(house.sari)
    visits = [house.log() for _turn in range(5)]

    race(4, lambda _place: queue_what_happened())

    assert sorted(told(hook)) == [("visit.created", visit.pk) for visit in visits]
