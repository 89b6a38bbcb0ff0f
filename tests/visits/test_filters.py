"""One filter, one meaning, and nothing found that the reader may not see."""

from datetime import UTC, date, datetime

import pytest
from django.test import RequestFactory

from audit.recording import record
from cooperation.models import FormerName
from cooperation.permissions import Role
from tests.builders import (
    TEST,
    make_affair,
    make_agency,
    make_innovation,
    make_person,
    make_region,
    make_topic,
)
from tests.visits.builders import noon
from visits.filters import VisitFilter
from visits.models import Visit
from visits.workflow import EntryMode


def ask(person, **query):
    request = RequestFactory().get("/", query)
    request.user = person
    return VisitFilter(request.GET, Visit.objects.visible_to(person), request=request)


def found(person, **query) -> list[Visit]:
    asked = ask(person, **query)
    assert asked.is_valid(), asked.errors
    return list(asked.qs)


@pytest.fixture
def july(house):
    return house.afterwards(
        theme="Benchmarking perencanaan",
        letter_number="005/1/2022",
        topics=[{"name": "Stunting", "affair": make_affair("1.02", "Kesehatan")}],
    )


def test_days_count_in_the_zone_of_the_owner(house):
    east = make_agency("Pemerintah Kota Ambon", time_zone="Asia/Jayapura")
    clerk = make_person("clerk", east, Role.PROTOCOL)
    # Half an hour after midnight in Ambon is still the day before in Jakarta.
    night = datetime(2025, 12, 31, 15, 30, tzinfo=UTC)
    visit = house.afterwards(owner=east, by=clerk, actual_start=night, hosts=[{"agency": east}])
    western = house.afterwards(actual_start=night)

    assert found(clerk, since="2026-01-01") == [visit]
    assert found(clerk, year="2026") == [visit]
    assert found(clerk, until="2025-12-31") == []
    assert found(house.sari, until="2025-12-31") == [western]
    assert found(house.sari, since="2026-01-01") == []


def test_the_last_day_is_counted_in(house, july):
    assert found(house.sari, since="2022-07-12", until="2022-07-12") == [july]
    assert found(house.sari, until="2022-07-11") == []
    assert found(house.sari, since="2022-07-13") == []
    assert found(house.sari, until="9999-12-31") == [july]


def test_a_planned_date_counts_until_the_actual_one_is_known(house):
    planned = house.log(entry_mode=EntryMode.PLANNED, scheduled_start=noon(date(2030, 3, 1)))

    assert found(house.sari, year="2030") == [planned]


def test_status_and_type_take_several(house, july):
    letter = house.log(visit_type="audiensi")

    request = RequestFactory().get("/?status=completed&status=registered&visit_type=audiensi")
    request.user = house.sari
    asked = VisitFilter(request.GET, Visit.objects.visible_to(house.sari), request=request)

    assert list(asked.qs) == [letter]


def test_an_agency_is_found_with_its_units_and_under_its_later_name(house, july):
    of_a_unit = house.afterwards(hosts=[{"agency": house.bappeda}])
    renamed = make_agency("Bapperida Kota Depok")
    house.bappeda.successor = renamed
    record(house.bappeda, by=TEST)

    assert set(found(house.sari, host=house.depok.pk)) == {july, of_a_unit}
    assert found(house.sari, host=renamed.pk) == [of_a_unit]
    assert found(house.sari, host=house.batang.pk) == []
    assert set(found(house.sari, guest=house.batang.pk)) == {july, of_a_unit}
    assert set(found(house.sari, agency=house.batang.pk)) == {july, of_a_unit}


def test_origin_is_a_region_or_its_province(house, july):
    house.batang.region = make_region("33.25", "Kabupaten Batang", province="33")
    record(house.batang, by=TEST)

    assert found(house.sari, province="33") == [july]
    assert found(house.sari, province="33.25") == [july]
    assert found(house.sari, province="32") == []


def test_topic_affair_and_innovation_are_found_once(house, july):
    innovation = make_innovation(house.bappeda, "Geber Hebring")
    topic = make_topic(house.depok, "PAD", make_affair("5.02", "Keuangan"))
    both = house.afterwards(
        topics=[
            {"topic": topic, "innovations": [innovation]},
            {"name": "Retribusi", "affair": make_affair("5.02"), "innovations": [innovation]},
        ]
    )

    assert found(house.sari, affair="5.02") == [both]
    assert found(house.sari, affair="1.02") == [july]
    assert found(house.sari, topic=topic.pk) == [both]
    assert found(house.sari, innovation=innovation.pk) == [both]


def test_a_topic_of_others_cannot_be_asked_for(house, july):
    foreign = make_topic(house.elsewhere)

    answers = [ask(house.sari, topic=pk).errors for pk in (foreign.pk, 999_999)]

    assert answers[0] == answers[1] != {}


@pytest.mark.parametrize(
    "words",
    [
        "perencanaan",
        "005/1",
        "batang lani",
        "supian",
        "stunting",
        "kampung lama",
    ],
)
def test_words_are_found_wherever_an_officer_would_look(house, july, words):
    former = FormerName(agency=house.batang, name="Kampung Lama", until=date(2022, 7, 12))
    record(former, by=TEST)
    house.log(
        theme="Lain",
        hosts=[{"agency": house.depok}],
        delegations=[{"agency": house.elsewhere}],
    )

    assert found(house.sari, search=words) == [july]


def test_a_reference_finds_exactly_its_visit(house, july):
    house.afterwards()

    assert found(house.sari, search=july.reference.lower()) == [july]
    assert found(house.sari, search="KUNJUNGAN-1999-0001") == []


def test_tono_finds_nothing_by_any_question(house, july):
    for query in ({"search": "stunting"}, {"guest": house.batang.pk}, {"year": "2022"}, {}):
        assert found(house.tono, **query) == []


def test_owner_only_notes_are_not_searched(house):
    house.afterwards(internal_note="sangat rahasia", agenda_number="AG-77")

    assert found(house.bima, search="rahasia") == []
    assert found(house.bima, search="AG-77") == []


def test_the_order_is_one_of_a_few(house, july):
    later = house.afterwards(actual_start=noon(date(2023, 5, 1)))
    undated = house.log()

    assert found(house.sari, ordering="starts") == [july, later, undated]
    assert found(house.sari, ordering="-starts") == [later, july, undated]
    assert found(house.sari, ordering="reference") == [july, later, undated]
    assert not ask(house.sari, ordering="owner__name").is_valid()


@pytest.mark.parametrize(
    "query",
    [
        {"since": "kapan"},
        {"status": "nowhere"},
        {"agency": "999999"},
        {"year": "99999999"},
        {"search": "\x00"},
        {"guest": "1 or 1=1"},
    ],
)
def test_nonsense_is_an_error_and_never_everything(house, july, query):
    assert not ask(house.sari, **query).is_valid()
