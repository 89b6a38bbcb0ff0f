"""The calendar: each visit on its days, in the owner's own time; what collides is said."""

from datetime import datetime, timedelta

import pytest

from cooperation.models import TimeZone
from tests.query_counts import hold, queries_of
from tests.visits.builders import THE_DAY, WIB
from tests.visits.page import client_of, text_of
from visits.services import move
from visits.views import calendar
from visits.workflow import Action, EntryMode

COMING = datetime(2027, 3, 10, 9, 0, tzinfo=WIB)


def calendar_of(user, query=""):
    return client_of(user).get(f"/visits/calendar/{query}")


def days_of(page) -> dict[str, list[int]]:
    """Day → the keys of the visits on it, as the page has them; without the free days."""
    weeks = page.context["weeks"]
    return {
        str(day.day): [entry.visit.pk for entry in day.entries]
        for week in weeks
        for day in week
        if day.entries
    }


def planned(house, starts=COMING, **facts):
    span = {"scheduled_start": starts, "scheduled_end": starts + timedelta(hours=2)}
    return house.log(entry_mode=EntryMode.PLANNED, **(span | facts))


def test_a_visit_of_several_days_lies_on_each_of_them(house):
    visit = planned(house, scheduled_end=COMING + timedelta(days=2))

    page = calendar_of(house.sari, "?on=2027-03-01")

    assert days_of(page) == {f"2027-03-{day}": [visit.pk] for day in (10, 11, 12)}
    assert text_of(page).count("09.00 Visit of Pemkab Batang to Pemkot Depok") == 1


def test_one_that_begins_in_the_month_before_is_still_there(house):
    visit = planned(house, datetime(2027, 2, 27, 9, 0, tzinfo=WIB), scheduled_end=COMING)

    assert days_of(calendar_of(house.sari, "?view=week&on=2027-03-09"))["2027-03-10"] == [visit.pk]


def test_the_day_is_that_of_the_owner_and_not_of_the_reader(house):
    """Eleven in the evening in Depok is already the next day in Tarakan."""
    late = datetime(2027, 3, 10, 23, 0, tzinfo=WIB)
    visit = planned(house, late, delegations=[{"agency": house.elsewhere}])

    for reader in (house.sari, house.tono):
        assert days_of(calendar_of(reader, "?on=2027-03-10")) == {
            "2027-03-10": [visit.pk],
            "2027-03-11": [visit.pk],
        }
    assert house.elsewhere.time_zone == TimeZone.WITA


@pytest.mark.parametrize("view", ["month", "week", "list"])
def test_what_took_place_is_found_where_it_was(house, view):
    house.the_story()

    said = text_of(calendar_of(house.sari, f"?view={view}&on={THE_DAY:%Y-%m-%d}"))

    assert "Visit of Pemkab Batang to Pemkot Depok" in said


def test_two_that_want_the_same_host_at_once_collide_and_say_so(house):
    one = planned(house)
    other = planned(house, COMING + timedelta(hours=1), delegations=[{"agency": house.elsewhere}])
    planned(house, COMING, hosts=[{"agency": house.depok, "receiver_name": "Dadang Wihana"}])

    page = calendar_of(house.sari, "?on=2027-03-10")

    (day,) = page.context["busy"]
    assert {entry.visit.pk for entry in day.entries if entry.collides} == {one.pk, other.pk}
    assert text_of(page).count("▲ collides") == 2


def test_one_that_ends_as_the_other_begins_does_not(house):
    planned(house)
    planned(house, COMING + timedelta(hours=2))

    assert "collides" not in text_of(calendar_of(house.sari, "?on=2027-03-10"))


def test_what_was_called_off_leaves_the_day_free(house):
    visit = planned(house)
    move(visit, Action.CANCEL, by=house.sari, why="Batal", facts={"requested_by": "host"})

    assert days_of(calendar_of(house.sari, "?on=2027-03-10")) == {}


def test_it_shows_nobody_what_they_may_not_see(house):
    planned(house, theme="Rahasia")

    page = calendar_of(house.tono, "?view=list&on=2027-03-10")

    assert "Batang" not in text_of(page)
    assert "No visit lies here" in text_of(page)


@pytest.mark.parametrize(
    "query",
    ["?on=kemarin", "?on=2027-02-31", "?on=0001-01-01", "?on=9999-12-31", "?view=tahun", "?on="],
)
def test_whatever_is_no_day_leads_to_this_month(house, query):
    page = calendar_of(house.sari, query)

    assert page.status_code == 200
    assert page.context["on"] == page.context["today"]


def test_of_very_many_the_first_are_shown_and_it_is_said(house, monkeypatch):
    monkeypatch.setattr(calendar, "MOST", 2)
    first, second, _third = [planned(house, COMING + timedelta(days=day)) for day in range(3)]

    page = calendar_of(house.sari, "?on=2027-03-10")

    assert days_of(page) == {"2027-03-10": [first.pk], "2027-03-11": [second.pk]}
    assert "More than 2 visits lie here" in text_of(page)


def test_it_costs_the_same_for_one_visit_and_for_ten(house):
    planned(house, stops=[{"place": "Balai Kota"}])
    client = client_of(house.sari)

    def ask():
        return client.get("/visits/calendar/?on=2027-03-10")

    one = queries_of(ask)
    for number in range(9):
        planned(house, COMING + timedelta(days=number), stops=[{"place": "Balai Kota"}])

    hold("GET /visits/calendar/ (page)", one=one, ten=queries_of(ask))
