"""This semester beside the last one: for who may read reports, and of what they see."""

from datetime import date, datetime, time

import pytest

from config.glance import _semester, _semester_before
from tests.builders import make_affair, make_person
from tests.query_counts import queries_of
from tests.visits.builders import WIB, House
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db
GLANCE = "/glance/"


@pytest.fixture
def house():
    """One topic today, two in the semester before."""
    house = House()
    affair = make_affair("1.02", "Kesehatan")
    today = house.depok.today()
    before = date(today.year - 1, 12, 1) if today.month <= 6 else date(today.year, 3, 1)
    for day, names in ((today, ["Stunting"]), (before, ["Arsip", "PAD"])):
        house.afterwards(
            actual_start=datetime.combine(day, time.min, WIB),
            whole_day=True,
            topics=[{"name": name, "affair": affair} for name in names],
        )
    return house


def test_each_number_stands_beside_that_of_the_semester_before(house):
    said = text_of(client_of(house.ratna).get(GLANCE))

    today = house.depok.today()
    assert f"{_semester(today)} {_semester_before(today)} Topics 1 2" in said
    assert "by region" in said


def test_the_first_page_fetches_it_and_leads_to_it_without_scripts(house):
    client = client_of(house.ratna)
    home = client.get("/").content.decode()

    part = client.get(GLANCE, headers={"HX-Request": "true"}).content.decode()

    assert f'hx-get="{GLANCE}"' in home
    assert f'href="{GLANCE}"' in home
    assert "<html" not in part
    assert "glance-title" in part


def test_only_those_who_read_reports_see_it_and_of_their_own(house):
    nobody = make_person("baru")
    assert client_of(nobody).get(GLANCE).status_code == 403
    assert f'hx-get="{GLANCE}"' not in client_of(nobody).get("/").content.decode()
    elsewhere = text_of(client_of(house.tono).get(GLANCE))
    assert "Topics 0 0" in elsewhere
    assert "by region" not in elsewhere


def test_it_costs_the_same_however_much_there_is(house):
    client = client_of(house.ratna)
    few = queries_of(lambda: client.get(GLANCE))
    for _more in range(3):
        house.afterwards()

    assert queries_of(lambda: client.get(GLANCE)) == few


@pytest.mark.parametrize(
    ("day", "now", "before"),
    [
        (date(2026, 1, 1), "2026-S1", "2025-S2"),
        (date(2026, 6, 30), "2026-S1", "2025-S2"),
        (date(2026, 7, 1), "2026-S2", "2026-S1"),
    ],
)
def test_a_year_has_two_semesters(day, now, before):
    assert (_semester(day), _semester_before(day)) == (now, before)


def test_the_regions_come_by_themselves_and_for_the_same_people(house):
    at = f"{GLANCE}regions/"
    home = client_of(house.ratna).get("/").content.decode()

    part = client_of(house.ratna).get(at).content.decode()

    assert f'hx-get="{at}"' in home
    assert "<html" not in part
    assert "provinces-title" in part
    assert "provinces-title" not in client_of(house.tono).get(at).content.decode()
    assert client_of(make_person("baru")).get(at).status_code == 403
