"""Before a visit is accepted one reads what came of the last ones on the same topics."""

import pytest
from django.urls import reverse

from tests.query_counts import queries_of
from tests.visits.builders import House
from tests.visits.page import client_of, text_of
from visits.services import open_candidate_from

pytestmark = pytest.mark.django_db
TITLE = "What came of earlier visits"


@pytest.fixture
def cast():
    return House()


@pytest.fixture
def story(cast):
    """The visit of 2022, of one of whose topics came a candidate."""
    story = cast.the_story()
    open_candidate_from(
        story.discussions.get(topic__name="Percepatan penurunan stunting"),
        title="Adopsi Teman Litbang",
        provider=cast.bappeda,
        adopter=cast.batang,
        by=cast.sari,
    )
    return story


@pytest.fixture
def letter(cast, story):
    """A new letter of Batang, about one topic of then and another one."""
    affair = story.discussions.first().topic.affair
    names = ("percepatan penurunan stunting", "Arsip daerah")
    return cast.log(topics=[{"name": name, "affair": affair} for name in names])


def read(person, visit):
    return client_of(person).get(reverse("visit", args=[visit.pk]))


def test_sari_reads_before_the_decision_what_was_asked_before_and_what_came_of_it(
    cast, story, letter
):
    page = read(cast.sari, letter)

    said = text_of(page)
    assert said.index(TITLE) < said.index("Facts")
    part = said[said.index(TITLE) : said.index("Facts")]
    assert story.reference in part
    assert "stunting (again a topic now) : Cooperation candidate" in part
    assert "Adopsi Teman Litbang" in part
    assert "Optimalisasi PAD: Pending" in part


def test_once_it_is_over_it_stands_below_the_topics(cast, story):
    later = cast.afterwards(actual_start=story.actual_start.replace(year=2023))

    said = text_of(read(cast.sari, later))

    assert said.index(TITLE) > said.index("Facts")


def test_the_guest_reads_the_topics_and_no_candidate_that_is_not_theirs_to_see(cast, story):
    later = cast.afterwards(actual_start=story.actual_start.replace(year=2023))

    said = text_of(read(cast.bima, later))

    assert "Percepatan penurunan stunting" in said
    assert "Adopsi Teman Litbang" not in said


def test_who_sees_nothing_of_the_two_sees_nothing_of_what_was_before(cast, letter):
    assert read(cast.tono, letter).status_code == 404


def test_a_first_visit_has_nothing_before_it(cast):
    assert TITLE not in text_of(read(cast.sari, cast.log()))


def test_more_visits_before_cost_no_more_queries(cast, story, letter):
    client = client_of(cast.sari)
    address = reverse("visit", args=[letter.pk])
    one = queries_of(lambda: client.get(address))
    for year in (2023, 2024):
        more = cast.afterwards(
            actual_start=story.actual_start.replace(year=year),
            topics=[{"name": f"Topik {year}", "affair": story.discussions.first().topic.affair}],
        )
        open_candidate_from(
            more.discussions.get(),
            title=f"Adopsi {year}",
            provider=cast.bappeda,
            adopter=cast.batang,
            by=cast.sari,
        )

    assert queries_of(lambda: client.get(address)) == one
