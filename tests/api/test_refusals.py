"""Whatever is sent, the answer is a problem that says what to do, and never the server's fault."""

import json

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import Area
from accounts.services import issue_token, revoke_token
from api.errors import handle
from api.urls import router
from audit.recording import record
from cooperation.models import Candidate
from tests.api.world import make_world
from tests.builders import TEST, make_candidate, make_innovation

VISITS = "/api/v1/visits/"


def problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["type"].startswith("urn:jejak:problem:")
    assert told["title"]
    assert told["detail"]
    return told


@pytest.fixture
def world(house):
    return make_world(house)


def test_nobody_gets_in_without_a_valid_token(house):
    stranger = APIClient(HTTP_AUTHORIZATION="Token nonsense")

    for client in (APIClient(), stranger):
        answer = client.get(VISITS)
        problem(answer, 401)
        assert answer["WWW-Authenticate"] == "Token"


def test_every_endpoint_is_closed_to_strangers(db):
    for prefix, _viewset, _name in router.registry:
        problem(APIClient().get(f"/api/v1/{prefix}/"), 401)
    problem(APIClient().get("/api/v1/reports/follow-up-status/"), 401)
    problem(APIClient().get("/api/v1/no-such-thing/"), 401)


def test_a_session_needs_the_csrf_token(house):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(house.sari)

    assert client.get(VISITS).status_code == 200
    problem(client.post(VISITS, {}), 403)


def test_who_may_not_is_told_who_may(world, as_program):
    told = problem(as_program(world.house.ratna).post(VISITS, {}), 403)
    assert told["detail"]

    told = problem(
        as_program(world.house.budi).patch(f"{VISITS}{world['visits'].pk}/", {"theme": "x"}), 403
    )
    assert told["detail"]


def test_a_wrong_method_is_told_as_such_and_with_the_right_ones(world, sari):
    for url in (VISITS, f"{VISITS}{world['visits'].pk}/"):
        for method in (sari.delete, sari.put, sari.options):
            answer = method(url)
            problem(answer, 405)
            assert "GET" in answer["Allow"]


def test_an_unknown_parameter_is_named(sari):
    told = problem(sari.get(f"{VISITS}?statsu=scheduled&page_size=1"), 400)

    assert list(told["errors"]) == ["statsu"]


@pytest.mark.parametrize("prefix", [prefix for prefix, _viewset, _name in router.registry])
def test_an_order_that_is_not_offered_is_refused(prefix, sari):
    problem(sari.get(f"/api/v1/{prefix}/?ordering=owner__memberships__user__password"), 400)


def test_no_page_is_longer_than_a_hundred(sari):
    assert sari.get(f"{VISITS}?page_size=100000").status_code == 200


def test_an_unknown_field_is_named_by_its_path(house, sari):
    body = {
        "hosts": [{"agency": house.depok.pk, "reciever_name": "x"}],
        "delegations": [{"agency": house.batang.pk}],
    }

    told = problem(sari.post(VISITS, body), 400)

    assert list(told["errors"]) == ["hosts.0.reciever_name"]


def test_what_a_service_finds_wrong_bears_the_names_of_the_body(house, sari):
    body = {
        "hosts": [{"agency": house.depok.pk}],
        "delegations": [{"agency": house.batang.pk}],
        "discussions": [{"name": "Topik yang belum ada"}],
    }

    told = problem(sari.post(VISITS, body), 400)

    assert list(told["errors"]) == ["discussions.0.affair"]


def test_a_step_that_is_not_possible_tells_which_are(world, sari):
    at = f"{VISITS}{world['visits'].pk}/move/"

    told = problem(sari.post(at, {"action": "schedule"}), 409)

    assert told["action"] == "schedule"
    assert told["record_status"] == "completed"
    assert told["allowed_actions"] == ["report"]


def test_a_step_that_owes_a_reason_says_so(world, sari, as_program):
    kerja = as_program(world.house.kerja)

    told = problem(
        kerja.post(f"/api/v1/candidates/{world['candidates'].pk}/move/", {"action": "drop"}), 409
    )

    assert told["type"].endswith(":reason-required")


def test_a_fact_that_is_missing_is_named_where_it_belongs(world, as_program):
    kerja = as_program(world.house.kerja)
    body = {"action": "park", "note": "menunggu anggaran"}

    told = problem(kerja.post(f"/api/v1/candidates/{world['candidates'].pk}/move/", body), 400)

    assert list(told["errors"]) == ["facts.parked_until"]


def test_the_second_of_two_people_is_told_that_it_has_changed(world, sari):
    at = f"/api/v1/candidates/{world['candidates'].pk}/"
    seen = sari.get(at).json()["version"]
    first = sari.patch(at, {"description": "Pertama", "version": seen})

    told = problem(sari.patch(at, {"description": "Kedua", "version": seen}), 409)

    assert first.status_code == 200
    assert told["type"].endswith(":stale-record")
    assert told["current_version"] == first.json()["version"]
    assert sari.get(at).json()["description"] == "Pertama"


def test_of_two_movers_one_wins_and_the_other_is_told(world, as_program):
    kerja = as_program(world.house.kerja)
    at = f"/api/v1/candidates/{world['candidates'].pk}/"
    body = {"action": "screen", "version": kerja.get(at).json()["version"]}

    assert kerja.post(f"{at}move/", body).status_code == 200
    told = problem(kerja.post(f"{at}move/", body), 409)

    assert told["type"].endswith(":stale-record")


def test_nobody_writes_what_they_could_not_see_afterwards(world, as_program, monkeypatch):
    """The last line of defence: whatever a service lets through is undone."""
    sari = as_program(world.house.sari)
    blind = type(Candidate.objects.all())
    monkeypatch.setattr(blind, "visible_to", lambda rows, _user: rows.none())
    body = {
        "title": "Hilang",
        "provider": world.house.depok.pk,
        "adopter": world.house.batang.pk,
    }

    problem(sari.post("/api/v1/candidates/", body), 403)

    assert not Candidate.objects.filter(title="Hilang").exists()


def test_a_named_rule_of_the_database_becomes_its_own_sentence(house):
    candidate = make_candidate(house.depok, adopter=house.batang)
    candidate.adopter = house.depok

    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        record(candidate, by=TEST)
    told = json.loads(handle(broken.value, {"view": None}).content)

    assert told["status"] == 409
    assert told["constraint"] == "candidate_provider_is_not_its_adopter"


def test_a_doubled_value_is_told_by_the_name_of_its_rule(house):
    make_innovation(house.depok, "Sapa Saba")

    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        make_innovation(house.depok, "Sapa Saba")
    told = json.loads(handle(broken.value, {"view": None}).content)

    assert told["constraint"] == "innovation_named_once_per_owner"


HOSTILE = [
    b"{",
    b"[]",
    b'"text"',
    b"null",
    b"\xff\xfe",
    b'{"theme": NaN}',
    b'{"theme": "\\u0000"}',
    b'{"theme": "\\ud800"}',
    b'{"theme": "\\u202e"}',
    b'{"theme": {"a": 1}}',
    b'{"owner": 99999999999999999999999999}',
    b'{"owner": -1}',
    b'{"owner": true}',
    b'{"owner": "1; drop table"}',
    b'{"on": "0001-01-01"}',
    b'{"proposed_start": "9999-12-31T23:59:59-12:00"}',
    b'{"proposed_start": "0001-01-01T00:00:00+14:00"}',
    b'{"hosts": {}}',
    b'{"hosts": [null, 1, "x", []]}',
    b'{"hosts": [{"agency": 1e400}]}',
    b'{"delegations": [{"agency": 1, "planned_headcount": 1e30}]}',
    b'{"theme": "' + b"x" * 5_000 + b'"}',
    b"[" * 100_000,
    b'{"a":' * 100_000,
]


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: body[:40].decode("latin-1"))
def test_hostile_bodies_are_refused_with_a_problem(body, world, sari):
    at = f"{VISITS}{world['visits'].pk}/"
    answers = [
        sari.post(VISITS, body, content_type="application/json"),
        sari.patch(at, body, content_type="application/json"),
        sari.post(f"{at}move/", body, content_type="application/json"),
    ]

    for answer in answers:
        problem(answer, 400)


def test_what_is_no_json_is_refused(sari):
    problem(sari.post(VISITS, "<visit/>", content_type="application/xml"), 415)


@pytest.mark.parametrize("pk", ["0", "-1", "x", "9" * 30, "9" * 5_000, "1%00", "%F0%9F%98%80", "²"])
def test_an_id_that_is_none_is_simply_not_there(pk, sari):
    problem(sari.get(f"{VISITS}{pk}/"), 404)


@pytest.mark.parametrize("value", ["\x00", "9" * 400, "-1", "²", "'", '"', "%", "\U0001f600", "\\"])
def test_no_filter_breaks_whatever_it_is_given(value, world, sari):
    for prefix, viewset, _name in router.registry:
        for name in viewset.filterset_class.base_filters:
            answer = sari.get(f"/api/v1/{prefix}/", {name: value})
            assert answer.status_code in (200, 400), (prefix, name)


def test_a_token_that_was_ended_opens_nothing(house):
    key, token = issue_token(house.sari, name="lama", writes=Area)
    revoke_token(token, by=house.sari)

    problem(APIClient(HTTP_AUTHORIZATION=f"Token {key}").get(VISITS), 401)


def test_what_is_too_much_at_once_is_a_problem_too(house, sari):
    visit = {"theme": "x" * 3_000_000}

    problem(sari.post(VISITS, visit), 413)
