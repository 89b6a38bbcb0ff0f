"""With what a record names, in one request; nobody gets to see more by it."""

import pytest

from api.urls import router
from tests.api.test_refusals import problem
from tests.api.world import SECRET, make_world
from tests.builders import make_candidate, make_innovation, make_topic
from tests.query_counts import queries_of

EXPANDABLE = {prefix: viewset for prefix, viewset, _name in router.registry if viewset.expandable}


@pytest.fixture
def world(house):
    return make_world(house)


@pytest.mark.parametrize("prefix", EXPANDABLE)
def test_what_a_record_names_comes_along_as_its_own_list_shows_it(prefix, world, sari):
    lists = {viewset: prefix for prefix, viewset, _name in router.registry}
    expandable = EXPANDABLE[prefix].expandable
    url, query = f"/api/v1/{prefix}/", {"expand": ",".join(expandable)}
    rows = sari.get(url, query).json()["results"]
    row = next(each for each in rows if each["id"] == world[prefix].pk)
    detail = sari.get(f"{url}{row['id']}/", query).json()

    for name, expansion in expandable.items():
        shown = row["expanded"][name]
        (one,) = shown if expansion.several else [shown]
        listed = sari.get(f"/api/v1/{lists[expansion.viewset]}/").json()["results"]
        assert one == next(each for each in listed if each["id"] == one["id"])
        assert detail["expanded"][name] == shown
    assert "expanded" not in sari.get(url).json()["results"][0]


def test_it_costs_the_same_for_many_rows(world, sari):
    def cost():
        url = "/api/v1/visits/?expand=owner,candidates"
        return queries_of(lambda: sari.get(url))

    one = cost()
    for _turn in range(4):
        world.grow()

    assert cost() == one


def test_what_the_reader_may_not_see_is_none(house, as_program):
    """Bima sees the candidate that names his agency, and not what Depok has not published."""
    hidden = make_innovation(house.depok, SECRET, published=False)
    topic = make_topic(house.depok, SECRET)
    candidate = make_candidate(
        house.depok, adopter=house.batang, innovation=hidden, topic=topic,
        shared_at="2022-07-12T00:00Z",
    )  # fmt: skip
    bima = as_program(house.bima)

    answer = bima.get(f"/api/v1/candidates/{candidate.pk}/?expand=innovation,topic,owner")

    expanded = answer.json()["expanded"]
    assert expanded["innovation"] is None
    assert expanded["topic"] is None
    assert expanded["owner"]["id"] == house.depok.pk


@pytest.mark.parametrize("said", ["", "colour", "owner,colour", "owner.parent"])
def test_only_what_is_listed_can_be_asked_for(said, world, sari):
    assert "expand" in problem(sari.get("/api/v1/visits/", {"expand": said}), 400)["errors"]
    assert "expand" in problem(sari.get("/api/v1/topics/", {"expand": "owner"}), 400)["errors"]
