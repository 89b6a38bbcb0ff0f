"""Looking for something in a story: by whom, in which field, when, and in the whole thread."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from audit.recording import record
from cooperation.permissions import Role
from cooperation.services import edit_candidate, identify_candidate
from tests.api.world import make_world
from tests.builders import TEST, make_person
from tests.documents import reading
from tests.query_counts import queries_of
from tests.visits.builders import House
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return House()


@pytest.fixture
def budi(house):
    return make_person("budi", house.depok, Role.COOPERATION)


@pytest.fixture
def candidate(house, budi):
    ratna = make_person("ratna", house.depok, Role.LEGAL, Role.COOPERATION)
    candidate = identify_candidate(
        owner=house.depok,
        title="Adopsi Teman Litbang",
        provider=house.depok,
        adopter=house.batang,
        by=budi,
    )
    candidate = edit_candidate(candidate, by=ratna, changes={"title": "Replikasi"}, why="istilah")
    return edit_candidate(candidate, by=budi, changes={"description": "=SUM(A1)"}, why="RPJMD")


def read(user, candidate, query="", sheet=""):
    return client_of(user).get(f"/history/candidate/{candidate.pk}/{sheet}?{query}")


@pytest.mark.parametrize(
    ("query", "told", "untold"),
    [
        ("person=ratna", ["istilah"], ["RPJMD"]),
        ("person=Budi", ["RPJMD"], ["istilah"]),
        ("field=title", ["istilah", "Adopsi Teman Litbang"], ["RPJMD"]),
        ("field=description", ["RPJMD"], ["istilah"]),
        ("person=budi&field=title", ["added"], ["istilah", "RPJMD"]),
        ("person=Tono", ["No entries yet."], ["istilah", "RPJMD"]),
    ],
)
def test_only_what_is_asked_for_is_told(candidate, budi, query, told, untold):
    said = text_of(read(budi, candidate, query)).split("Show", 1)[1]

    assert all(words in said for words in told)
    assert not any(words in said for words in untold)


def test_days_are_the_readers_own_and_both_count(candidate, budi, house):
    today = house.depok.today()

    for query, entries in (
        (f"since={today}&until={today}", True),
        (f"since={today + timedelta(1)}", False),
        (f"until={today - timedelta(1)}", False),
    ):
        assert ("istilah" in text_of(read(budi, candidate, query))) is entries


def test_a_day_that_is_none_is_said_and_what_was_typed_stays(candidate, budi):
    page = read(budi, candidate, "since=31-31-2026&person=Ratna")

    assert page.context["form"].errors
    assert 'value="Ratna"' in page.content.decode()
    assert read(budi, candidate, "since=x", sheet="sheet/").status_code == 302


def test_each_entry_says_by_which_way_it_came(candidate, budi, client):
    client.force_login(budi)
    page = client.get(f"/candidates/{candidate.pk}/edit/")
    assert page.status_code == 200
    assert "by a command" in text_of(read(budi, candidate))


def test_a_spreadsheet_gets_a_row_for_each_change_and_runs_none(candidate, budi):
    page = read(budi, candidate, "format=csv&field=description")

    assert page["Content-Type"].startswith("text/csv")
    assert "no-store" in page["Cache-Control"]
    head, row, *others = csv.reader(io.StringIO(page.content.decode().removeprefix("\ufeff")))
    told = dict(zip(head, row, strict=True))
    assert others == []
    assert told["actor"] == "Budi"
    assert (told["field"], told["after"]) == ("description", "'=SUM(A1)")
    assert told["record"] == f"cooperation.candidate:{candidate.pk}"


def test_what_is_asked_for_goes_onto_paper_too(candidate, budi):
    words = " ".join(reading.text(read(budi, candidate, "field=title", "sheet/").content).split())

    assert "istilah" in words
    assert "RPJMD" not in words


@pytest.fixture
def threaded(house):
    """A visit whose first topic has led to a candidate, and that to an agreement."""
    world = make_world(house)
    visit, candidate = world["visits"], world["candidates"]
    talk = visit.discussions.first()
    talk.candidate = candidate
    record(talk, by=TEST)
    return [visit, candidate, *candidate.agreements.all()]


def rows_of(user, each, query):
    address = f"/history/{each._meta.model_name}/{each.pk}/?format=csv&{query}"
    page = client_of(user).get(address)
    if page.status_code == 404:
        return set()
    rows = csv.reader(io.StringIO(page.content.decode().removeprefix("\ufeff")))
    return {tuple(row) for row in list(rows)[1:]}


def test_the_thread_is_one_story_with_each_record_named(threaded, house):
    ani = make_person("ani", house.depok, *Role)
    visit, candidate, *_agreements = threaded

    alone = text_of(client_of(ani).get(f"/history/visit/{visit.pk}/")).split("Show", 1)[1]
    whole = client_of(ani).get(f"/history/visit/{visit.pk}/?thread=on")

    assert f'href="/candidates/{candidate.pk}/"' in whole.content.decode()
    assert "candidate: " not in alone


@pytest.mark.parametrize("place", [0, 1])
def test_nobody_reads_further_into_the_thread_than_into_its_records(threaded, house, place):
    """Depok's people, a guest of Batang, a unit's clerk, Tono: each the sum of what they may."""
    people = [
        make_person("ani", house.depok, *Role),
        make_person("laras", house.batang, *Role),
        make_person("joko", house.depok, Role.UNIT),
        house.tono,
    ]
    told = []
    for person in people:
        each_alone = set().union(*(rows_of(person, each, "") for each in threaded))
        through = rows_of(person, threaded[place], "thread=on")
        alone = rows_of(person, threaded[place], "")
        assert through == (each_alone if alone else set())
        told.append(len(through))

    assert told[0] > told[1]
    assert told[3] == 0


def test_a_longer_thread_costs_no_more_queries(candidate, budi, house):
    page = f"/history/candidate/{candidate.pk}/?thread=on&field=title"
    few = queries_of(lambda: client_of(budi).get(page))
    for number in range(10):
        candidate = edit_candidate(candidate, by=budi, changes={"title": f"T{number}"}, why="x")

    assert queries_of(lambda: client_of(budi).get(page)) == few


def test_a_program_asks_the_same(candidate, budi):
    client = client_of(budi)
    address = f"/api/v1/candidates/{candidate.pk}/history/"

    by_field = client.get(address, {"field": "title", "person": "ratna"}).json()["results"]
    later = client.get(address, {"since": (timezone.now() + timedelta(1)).isoformat()}).json()
    thread = client.get(address, {"thread": "true"}).json()

    assert [entry["why"] for entry in by_field] == ["istilah"]
    assert by_field[0]["record"] == f"cooperation.candidate:{candidate.pk}"
    assert later["results"] == []
    assert len(thread["results"]) == 3
    agency = client.get(f"/api/v1/agencies/{candidate.owner_id}/history/", {"thread": "true"})
    assert agency.status_code in (400, 404)
