"""The calendar in Sari's phone: what she may see, on the right days wherever the visit is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from accounts.services import issue_feed, set_active
from agreements.services import import_signed
from cooperation.models import TimeZone
from cooperation.permissions import Role
from cooperation.services import plan_follow_up
from tests.builders import TEST, make_agency, make_candidate, make_person
from tests.query_counts import queries_of
from tests.visits.builders import House
from visits.services import log_visit
from visits.workflow import EntryMode

ME = "/accounts/me/"


@pytest.fixture
def house(db):
    return House()


def promise(house, title="Kirim KAK", *, days=7):
    candidate = make_candidate(house.depok, adopter=house.batang)
    due = timezone.localdate() + timedelta(days=days)
    return plan_follow_up(
        candidate=candidate, title=title, unit=house.depok, due_on=due, by=house.kerja
    )


def at(key):
    return f"/calendar/{key}.ics"


@pytest.fixture
def events(client):
    """What a calendar program of this person reads, by the title of each entry."""

    def read(person):
        answer = client.get(at(issue_feed(person)))
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/calendar")
        found = Calendar.from_ical(answer.content).walk("VEVENT")
        return {str(event["SUMMARY"]): event for event in found}

    return read


def planned(house, **given):
    facts = {"entry_mode": EntryMode.PLANNED, "theme": "Stunting"} | given
    return house.log(**facts)


def test_a_visit_stands_at_its_instant(house, events):
    starts = timezone.now().replace(microsecond=0) + timedelta(days=3)
    visit = planned(house, scheduled_start=starts, scheduled_end=starts + timedelta(hours=2))

    event = events(house.sari)["Visit of Pemkab Batang to Pemkot Depok"]

    assert event["DTSTART"].dt == starts
    assert event["DTEND"].dt == starts + timedelta(hours=2)
    assert str(event["URL"]).endswith(f"/visits/{visit.pk}/")
    assert visit.reference in str(event["DESCRIPTION"])


def test_whole_days_are_those_of_the_owner_and_end_the_day_after(db, events):
    """Three days in Jayapura; its midnight is still the day before in UTC and in Jakarta."""
    jayapura = make_agency("Pemerintah Kota Jayapura", time_zone=TimeZone.WIT)
    yuni = make_person("yuni", jayapura, Role.PROTOCOL)
    guests = make_agency("Pemerintah Kota Bitung")
    first = timezone.localdate() + timedelta(days=5)
    midnight = datetime(first.year, first.month, first.day, tzinfo=jayapura.zone)
    log_visit(
        owner=jayapura,
        facts={
            "entry_mode": EntryMode.PLANNED,
            "theme": "Pasar",
            "whole_day": True,
            "scheduled_start": midnight,
            "scheduled_end": midnight + timedelta(days=2),
        },
        hosts=[{"agency": jayapura}],
        delegations=[{"agency": guests}],
        by=yuni,
    )

    (event,) = events(yuni).values()

    assert midnight.astimezone(UTC).date() == first - timedelta(days=1)
    assert type(event["DTSTART"].dt) is date
    assert event["DTSTART"].dt == first
    assert event["DTEND"].dt == first + timedelta(days=3)


def test_what_is_due_what_was_signed_and_what_ends(house, events):
    today = timezone.localdate()
    promise(house)
    signed = {"signed_on": today - timedelta(days=30), "signed_place": "Depok"}
    import_signed(
        owner=house.depok,
        kind="joint_agreement",
        title="Naskah lama",
        parties=[{"agency": house.depok, **signed}, {"agency": house.batang, **signed}],
        source_note="Arsip",
        scan_missing=True,
        ends_on=today + timedelta(days=60),
        by=house.kerja,
    )

    seen = events(house.kerja)

    assert seen["Signed: Naskah lama"]["DTSTART"].dt == today - timedelta(days=30)
    assert seen["Ends: Naskah lama"]["DTSTART"].dt == today + timedelta(days=60)

    assert seen["Due: Kirim KAK"]["DTSTART"].dt == today + timedelta(days=7)
    assert seen["Due: Kirim KAK"]["TRANSP"] == "TRANSPARENT"


def test_tono_sees_nothing_of_it(house, events):
    planned(house, scheduled_start=timezone.now() + timedelta(days=3))
    promise(house)

    assert events(house.sari)
    assert events(house.tono) == {}


def test_an_address_that_ended_answers_as_one_that_never_was(house, client):
    first = issue_feed(house.sari)
    second = issue_feed(house.sari)
    unknown = client.get(at("x" * 22))

    assert client.get(at(second)).status_code == 200
    assert client.get(at(first)).status_code == unknown.status_code == 404
    assert client.get(at(first)).content == unknown.content

    set_active(house.sari, False, by=TEST, why="pindah tugas")
    assert client.get(at(second)).status_code == 404


def test_the_address_is_shown_once_and_ended_on_the_own_page(house, client):
    client.force_login(house.sari)

    page = client.post(f"{ME}calendar/")
    address = page.context["address"]
    assert address in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    key = address.rpartition("/")[2].removesuffix(".ics")
    assert len(key) == 22  # 128 bits
    assert key not in client.get(ME).content.decode()
    assert not house.sari.feeds.filter(digest=key).exists()

    client.post(f"{ME}calendar/end/")
    assert client.get(at(key)).status_code == 404


def test_it_is_read_only_and_asked_for_in_measure(house, client):
    key = issue_feed(house.sari)

    assert client.post(at(key)).status_code == 405
    statuses = [client.get(at(key), REMOTE_ADDR="203.0.113.77").status_code for _ in range(61)]
    assert statuses[-1] == 429


def test_the_number_of_queries_does_not_grow(house, client):
    def queries():
        key = issue_feed(house.sari)
        return queries_of(lambda: client.get(at(key)))

    planned(house, scheduled_start=timezone.now() + timedelta(days=1))
    one = queries()
    for day in range(2, 6):
        planned(house, scheduled_start=timezone.now() + timedelta(days=day))

    assert queries() == one <= 16


def test_a_line_break_in_a_title_stays_in_its_line(house, events):
    """Text of others cannot add entries of its own."""
    promise(house, "a;b,c\\n BEGIN:VEVENT")

    (event,) = events(house.kerja).values()

    assert str(event["SUMMARY"]) == "Due: a;b,c\\n BEGIN:VEVENT"
