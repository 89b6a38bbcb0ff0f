"""What came of visits is told by the region of the other side, whichever way they went."""

from datetime import date

import pytest

from audit.recording import record
from cooperation.reports import Question, Scope, figures_of
from tests.builders import TEST, make_region, make_topic
from visits.reports import REGIONS
from visits.services import open_candidate_from

pytestmark = pytest.mark.django_db
NOTHING = {"received": 0, "made": 0, "topics": 0, "candidates": 0, "signed": 0, "realised": 0}


def settle_in(agency, code, name):
    agency.region = make_region(code, name, code[:2])
    record(agency, by=TEST)


@pytest.fixture
def provinces(house):
    settle_in(house.depok, "32.76", "Kota Depok")
    settle_in(house.batang, "33.25", "Kabupaten Batang")
    settle_in(house.elsewhere, "65.71", "Kota Tarakan")


def told(person) -> dict[str, dict]:
    scope = Scope(date(2020, 1, 1), date(2040, 12, 31), None, None)
    question = Question(person, scope, "partner_province", date(2026, 7, 1))
    rows, _total = figures_of(REGIONS, question)
    return {row.label: row.figures for row in rows}


def test_visits_are_counted_where_the_other_side_is(house, provinces):
    house.afterwards()
    house.afterwards(hosts=[{"agency": house.batang}], delegations=[{"agency": house.depok}])
    # A unit that goes, goes for its house.
    house.afterwards(hosts=[{"agency": house.elsewhere}], delegations=[{"agency": house.bappeda}])

    assert told(house.ratna) == {
        "Provinsi 33": NOTHING | {"received": 1, "made": 1},
        "Provinsi 65": NOTHING | {"made": 1},
    }


def test_topics_and_candidates_stand_by_the_same_region(house, provinces):
    visit = house.afterwards(topics=[{"topic": make_topic(house.depok)}])
    open_candidate_from(
        visit.discussions.get(),
        title="Teman Litbang",
        provider=house.bappeda,
        adopter=house.batang,
        by=house.sari,
    )

    assert told(house.ratna)["Provinsi 33"] == NOTHING | {
        "received": 1,
        "topics": 1,
        "candidates": 1,
    }


def test_a_visit_of_two_provinces_counts_for_both_and_its_topic_once_for_each(house, provinces):
    both = [{"agency": house.batang}, {"agency": house.elsewhere}]
    house.afterwards(delegations=both, topics=[{"topic": make_topic(house.depok)}])

    one = NOTHING | {"received": 1, "topics": 1}
    assert told(house.ratna) == {"Provinsi 33": one, "Provinsi 65": one}


def test_nobody_counts_what_they_may_not_see(house, provinces):
    house.afterwards()

    assert told(house.tono) == {}
