"""A key opens what its owner lets it open, from where they let it, and not too often."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from rest_framework.test import APIClient

from accounts.models import Area
from accounts.services import issue_token
from api.urls import router
from tests.api.test_refusals import problem

VISITS, CANDIDATES = "/api/v1/visits/", "/api/v1/candidates/"


@pytest.fixture
def with_key(house):
    def build(**options):
        key, _token = issue_token(house.sari, name="laporan", **options)
        said = {"authorization": f"Token {key}", "if-match": "*", "accept-language": "en"}
        return APIClient(headers=said)

    return build


@pytest.fixture
def rate(settings):
    """Three in a minute, for everybody."""
    settings.API_RATE = settings.API_RATE_STRANGERS = "3/min"
    cache.clear()
    yield
    cache.clear()


def test_a_key_reads_unless_its_owner_says_more(house, with_key):
    visit, reader = house.log(), with_key()

    assert reader.get(f"{VISITS}{visit.pk}/").status_code == 200
    told = problem(reader.patch(f"{VISITS}{visit.pk}/", {"theme": "x"}), 403)
    assert "key" in told["detail"]
    problem(reader.post(f"{VISITS}?dry_run=1", {}), 403)


def test_a_key_writes_where_it_may_and_nowhere_else(house, with_key):
    visit, writer = house.log(), with_key(writes=[Area.VISITS])

    assert writer.patch(f"{VISITS}{visit.pk}/", {"theme": "Stunting"}).status_code == 200
    assert "key" in problem(writer.post(CANDIDATES, {}), 403)["detail"]


def test_a_key_does_not_make_its_owner_more_than_they_are(house, as_program):
    visit = house.log()

    problem(as_program(house.ratna).patch(f"{VISITS}{visit.pk}/", {"theme": "x"}), 403)


def test_a_session_may_do_what_its_person_may(house):
    client = APIClient(headers={"if-match": "*"})
    client.force_login(house.sari)

    assert client.patch(f"{VISITS}{house.log().pk}/", {"theme": "x"}).status_code == 200


@pytest.mark.parametrize(("prefix", "viewset"), [(p, v) for p, v, _name in router.registry])
def test_whatever_is_written_to_belongs_to_an_area(prefix, viewset):
    writes = {"create", "partial_update", "move", *viewset.sent} & set(viewset.permissions)

    assert (viewset.area in Area.values) == bool(writes)


@pytest.mark.parametrize(
    ("networks", "address", "opens"),
    [
        ("", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.7", True),
        ("10.1.0.0/16, 203.0.113.0/24", "203.0.113.7", True),
        ("10.1.0.0/16", "203.0.113.7", False),
        ("2001:db8::/32", "2001:db8::9", True),
        ("10.1.0.0/16", "::ffff:10.1.2.3", True),
        ("10.1.0.0/16", "", False),
    ],
)
def test_a_key_opens_only_from_where_it_was_let(with_key, networks, address, opens):
    client = with_key(networks=networks)

    answer = client.get(VISITS, REMOTE_ADDR=address)

    assert answer.status_code == (200 if opens else 401)


def test_from_elsewhere_a_key_is_told_what_an_unknown_one_is_told(with_key):
    stolen, unknown = with_key(networks="10.0.0.0/8"), APIClient(HTTP_ACCEPT_LANGUAGE="en")

    assert stolen.get(VISITS).content == unknown.get(VISITS, HTTP_AUTHORIZATION="Token x").content


@pytest.mark.parametrize("networks", ["everywhere", "10.1.0.0/99", "10.1.0.0/16; drop"])
def test_what_is_no_network_is_refused_when_the_key_is_made(house, networks):
    with pytest.raises(ValidationError) as refusal:
        issue_token(house.sari, name="laporan", networks=networks)

    assert "networks" in refusal.value.message_dict


def test_who_asks_too_often_is_told_when_to_ask_again(with_key, rate):
    one, other = with_key(), with_key()

    assert [one.get(VISITS).status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = one.get(VISITS)
    problem(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 60
    assert other.get(VISITS).status_code == 200  # each key has its own measure


def test_strangers_are_limited_before_anybody_looks_who_they_are(db, rate):
    answers = [APIClient().get(VISITS) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
    assert answers[-1]["Retry-After"]

    guess = APIClient(HTTP_AUTHORIZATION="Token guess").get(VISITS, REMOTE_ADDR="203.0.113.9")
    assert guess.status_code == 401  # another address
