"""What one agency keeps changes nothing of what another one reads: not a byte of any answer.

The same people of Depok, Batang and Tarakan ask everything twice: before and after a second house,
of which they are no part, fills its books with one of everything.
"""

from collections.abc import Iterator

import pytest
from django_filters import ModelChoiceFilter, MultipleChoiceFilter
from rest_framework.test import APIClient

from api.figures import REPORTS
from api.urls import router
from tests.api.world import SECRET, make_world
from tests.visits.builders import House

PUBLIC = ("regions", "affairs", "agencies")
IDS = (1, 2)
WORDS = (SECRET, "Depok", "Batang", "KUNJUNGAN-2026-0001", "Ajudan", "1.1")
SEARCHED = (*WORDS, "rahasia", "kota", "kunjungan", "calon", "naskah", "teman", "kab", '"1.1"')
REST = ("documents/check/?sha256=" + "0" * 64, "agreements/dates/", "reports/", "schema/")
WINDOW = "since=2020-01-01&until=2040-12-31"


def addresses() -> Iterator[str]:
    for prefix, viewset, _name in router.registry:
        yield from (f"{prefix}/{asked}" for asked in of_list(viewset))
        for pk in IDS:
            yield from (f"{prefix}/{pk}/{part}" for part in parts_of(viewset))
    for report in REPORTS:
        for by in report.by:
            yield f"reports/{report.name}/?by={by}&{WINDOW}"
            yield f"reports/{report.name}/records/?by={by}&measure={report.measures[0].name}&key=-"
        yield f"reports/{report.name}/?as=csv&{WINDOW}"
    yield "reports/follow-up-status/"
    yield from (f"reports/follow-up-status/?as_of={day}" for day in ("2020-01-01", "2026-11-01"))
    yield from (f"search/?q={word}&page_size=100" for word in SEARCHED)
    yield from REST


def of_list(viewset) -> Iterator[str]:
    yield "?count=exact"
    yield "?page_size=1"
    if "export" in viewset.permissions:
        yield "export/"
    if viewset.expandable:
        yield f"?expand={','.join(viewset.expandable)}"
    for name in viewset.ordering_fields:
        yield f"?ordering=-{name}"
    for name, each in viewset.filterset_class.base_filters.items():
        if isinstance(each, ModelChoiceFilter):
            yield from (f"?{name}={pk}" for pk in IDS)
        elif isinstance(each, MultipleChoiceFilter):
            yield from (f"?{name}={value}" for value, _label in each.extra["choices"][:3])
        elif name == "search":
            yield from (f"?search={word}" for word in WORDS)
        else:
            yield from (f"?{name}={value}" for value in ("true", "2026", "2022-07-12", "33"))


def parts_of(viewset) -> list[str]:
    parts = [action.url_path for action in viewset.get_extra_actions() if is_plain(action)]
    return ["", *(f"{part}/" for part in parts), "history/?thread=true"]


def is_plain(action) -> bool:
    """Read, of one record, and without a further id in its address."""
    # Who read a record grows by every crawl; whose list that is, test_keys_and_readings asks.
    plain = action.detail and "(" not in action.url_path
    return plain and "get" in action.mapping and action.url_path != "readings"


def crawled(user) -> dict[str, tuple]:
    client = APIClient(headers={"accept-language": "en"})
    client.force_login(user)
    found = {}
    for address in addresses():
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code < 500, address
        told = answer.getvalue() if answer.streaming else answer.content
        headers = {name: value for name, value in answer.items() if name != "X-Request-ID"}
        found[address] = (answer.status_code, told, headers)
    return found


@pytest.fixture
def house(db):
    return House()


@pytest.fixture
def others(house):
    """A second house: its agencies and people are there, and nothing that they have written."""
    return House(serial="2")


# The partner in every suite, as whoever sees part of everything; the others by `make prove`.
READERS = [
    "bima",
    *(pytest.param(name, marks=pytest.mark.proof) for name in ("sari", "dewi", "tono")),
]


@pytest.mark.parametrize("name", READERS)
def test_nothing_that_others_write_is_felt(name, house, others):
    make_world(house)
    reader = getattr(house, name)
    before = crawled(reader)

    make_world(others)
    after = crawled(reader)

    differing = [address for address, told in before.items() if after[address] != told]
    assert differing == []
    assert sum(told[0] == 200 for told in before.values()) > len(before) / 4


def test_their_own_people_see_the_difference(house, others):
    """Or else the crawl would look where nothing is."""
    make_world(house)
    before = crawled(others.sari)

    make_world(others)
    after = crawled(others.sari)

    differing = {
        address.split("/")[0] for address, told in before.items() if after[address] != told
    }
    kept = {prefix for prefix, _viewset, _name in router.registry if prefix not in PUBLIC}
    assert kept | {"reports"} <= differing
