"""A list goes on from row to row: none is told twice or left out, whatever is written meanwhile."""

import base64
import json
from datetime import date

import pytest

from api.urls import router
from cooperation.services import plan_follow_up
from tests.api.test_refusals import problem
from tests.api.world import make_world
from tests.builders import make_candidate, make_topic

VISITS = "/api/v1/visits/"


@pytest.fixture
def world(house):
    world = make_world(house)
    for _turn in range(3):
        world.grow()
    return world


def read(client, url, **query):
    answer = client.get(url, query)
    assert answer.status_code == 200, (url, answer.content)
    return answer.json()


def walk(client, url, way="next", **query):
    """The ids of all pages, one after the other, by their links."""
    page = read(client, url, **query)
    found = [[row["id"] for row in page["results"]]]
    while page[way]:
        page = read(client, page[way])
        found.append([row["id"] for row in page["results"]])
    return found


def orders():
    for prefix, viewset, _name in router.registry:
        yield prefix, None
        by = getattr(viewset.filterset_class, "base_filters", {}).get("ordering")
        names = [name for name, _label in by.extra["choices"]] if by else []
        for name in viewset.ordering_fields:
            names += [name, f"-{name}"]
        for name in names:
            yield prefix, name


def test_pages_of_any_size_hold_each_row_once_and_in_order(world, sari):
    asked = set()
    for prefix, ordering in orders():
        url, query = f"/api/v1/{prefix}/", {"ordering": ordering} if ordering else {}
        whole = [row["id"] for row in read(sari, url, page_size=100, **query)["results"]]
        for size in (1, 3):
            pages = walk(sari, url, page_size=size, **query)
            assert [pk for page in pages for pk in page] == whole, (prefix, ordering)
        asked.add(ordering)
    assert {"-starts", "due_on", "-ends_on"} <= asked


def test_the_way_back_is_the_way_there(world, sari):
    first = read(sari, VISITS, page_size=1)
    second = read(sari, first["next"])
    third = read(sari, second["next"])

    assert first["previous"] is None
    assert read(sari, third["previous"])["results"] == second["results"]
    back = read(sari, read(sari, third["previous"])["previous"])
    assert back["results"] == first["results"]
    assert back["previous"] is None
    assert read(sari, back["next"])["results"] == second["results"]


@pytest.mark.parametrize("ordering", ["due_on", "-due_on"])
def test_what_has_no_day_comes_last_and_is_walked_through(ordering, house, sari):
    candidate = make_candidate(house.depok, adopter=house.batang)
    for day in (date(2022, 8, 1), None, date(2022, 9, 1), None, None):
        plan_follow_up(
            candidate=candidate, title="Kirim", unit=house.depok, due_on=day, by=house.sari
        )
    query = {"ordering": ordering, "page_size": 2}

    pages = walk(sari, "/api/v1/follow-ups/", **query)
    rows = read(sari, "/api/v1/follow-ups/", ordering=ordering)["results"]

    assert [row["due_on"] is None for row in rows] == [False, False, True, True, True]
    assert [pk for page in pages for pk in page] == [row["id"] for row in rows]
    last = read(sari, read(sari, read(sari, "/api/v1/follow-ups/", **query)["next"])["next"])
    assert [row["id"] for row in last["results"]] == pages[2]
    assert [row["id"] for row in read(sari, last["previous"])["results"]] == pages[1]


def test_a_row_that_is_written_meanwhile_moves_no_other(house, sari):
    for name in "BDFH":
        make_topic(house.depok, name)
    first = read(sari, "/api/v1/topics/", ordering="name", page_size=2)
    for name in "ACEG":
        make_topic(house.depok, name)

    second = read(sari, first["next"])

    assert [row["name"] for row in first["results"]] == ["B", "D"]
    assert [row["name"] for row in second["results"]] == ["E", "F"]


def test_a_count_is_told_only_if_it_is_asked_for(world, sari, monkeypatch):
    assert "count" not in read(sari, VISITS)
    assert read(sari, VISITS, count="exact")["count"] == 4
    capped = read(sari, VISITS, count="capped")
    assert (capped["count"], capped["count_is_exact"]) == (4, True)
    monkeypatch.setattr("api.cursors.CAP", 3)
    capped = read(sari, VISITS, count="capped")
    assert (capped["count"], capped["count_is_exact"]) == (3, False)
    assert "count" in problem(sari.get(VISITS, {"count": "all"}), 400)["errors"]


def test_filters_stay_along_the_way(world, sari):
    page = read(sari, VISITS, page_size=1, status=["completed", "reported"], search="Rahasia")

    assert "status=completed&status=reported" in page["next"]
    assert "search=Rahasia" in page["next"]


def cursor(*said):
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode()


@pytest.mark.parametrize(
    "said",
    [
        "x", "ä", "", "e30", "A" * 5_000, cursor(0), cursor(0, "", [2022, 1]),
        cursor(0, "", [2022, 1, None]), cursor(0, "", [2022, 1, 2**70]),
        cursor(0, "", ["\x00", 1, 1]), cursor(0, "", [[], {}, 1]), cursor(0, "starts", [1, 1, 1]),
        cursor(0, "", [1e400, 1, 1]),
    ],
)  # fmt: skip
def test_a_cursor_of_somebodys_own_making_leads_nowhere(said, sari):
    assert "cursor" in problem(sari.get(VISITS, {"cursor": said}), 400)["errors"]


@pytest.mark.parametrize("size", ["0", "-1", "x", "1.5", "", "²"])
def test_a_page_has_at_least_one_row(size, sari):
    assert "page_size" in problem(sari.get(VISITS, {"page_size": size}), 400)["errors"]


def test_a_cursor_of_sari_shows_tono_nothing(world, sari, tono):
    page = read(sari, VISITS, page_size=1)

    assert tono.get(page["next"]).json()["results"] == []
