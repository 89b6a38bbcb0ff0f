"""What an officer is told beside a visit."""

from datetime import date, timedelta

from tests.visits.builders import THE_DAY, days_from_now
from visits.models import Visit
from visits.reports import conflicts, duplicates_of, earlier_visits
from visits.workflow import EntryMode


def planned(house, moment, **given) -> Visit:
    return house.log(entry_mode=EntryMode.PLANNED, scheduled_start=moment, **given)


def test_earlier_visits_between_the_two_count_both_ways(house):
    there = house.afterwards(actual_start=THE_DAY - timedelta(days=300))
    back = house.afterwards(
        actual_start=THE_DAY - timedelta(days=100),
        hosts=[{"agency": house.batang}],
        delegations=[{"agency": house.depok}],
    )
    house.afterwards(delegations=[{"agency": house.elsewhere}], actual_start=THE_DAY)
    house.afterwards(actual_start=THE_DAY + timedelta(days=5))
    visit = house.afterwards()

    assert list(earlier_visits(visit, reader=house.sari)) == [back, there]
    assert list(earlier_visits(visit, reader=house.tono)) == []


def test_a_letter_that_came_twice_is_noticed(house):
    first = house.log(letter_number="005/12/2022", proposed_start=THE_DAY)
    other = house.log(letter_number="005/12/2022", delegations=[{"agency": house.elsewhere}])

    by_number = duplicates_of(owner=house.depok, agency=house.batang, letter_number=" 005/12/2022 ")
    by_day = duplicates_of(owner=house.depok, agency=house.batang, day=date(2022, 7, 12))
    nothing = duplicates_of(owner=house.depok, agency=house.batang)

    assert list(by_number) == [first]
    assert list(by_day) == [first]
    assert list(nothing) == []
    assert not duplicates_of(
        owner=house.depok, agency=house.batang, letter_number="005/12/2022", other_than=first
    ).exists()
    assert other not in by_number


def test_the_same_receiver_or_place_at_the_same_time_is_a_conflict(house):
    start = days_from_now(5).replace(hour=9, minute=0)
    visit = planned(
        house,
        start,
        scheduled_end=start + timedelta(hours=2),
        stops=[{"place": "Aula Sapa Saba"}],
    )
    same_receiver = planned(house, start + timedelta(hours=1))
    same_place = planned(
        house,
        start + timedelta(hours=1),
        hosts=[{"agency": house.depok, "receiver_name": "Lain"}],
        stops=[{"place": "Aula Sapa Saba"}],
    )
    planned(house, start + timedelta(hours=3))
    planned(house, start, hosts=[{"agency": house.depok, "receiver_name": "Lain"}])
    house.log()

    assert list(conflicts(visit)) == [same_receiver, same_place]


def test_a_visit_without_a_date_collides_with_nothing(house):
    assert not conflicts(house.log()).exists()
