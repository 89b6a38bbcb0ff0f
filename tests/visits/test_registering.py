"""How a visit comes into the book."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cooperation.models import PersonalDetail, TimeZone, Topic
from cooperation.permissions import NotPermitted, Role
from tests.builders import make_affair, make_agency, make_innovation, make_person, make_topic
from tests.visits.builders import THE_DAY, days_from_now
from visits.models import Visit
from visits.services import attach_file, edit_visit, log_visit
from visits.workflow import EntryMode, Status


def problems_of(refusal) -> dict:
    return refusal.value.message_dict


def test_a_letter_is_registered_under_the_next_number_of_the_house(house):
    first = house.log(letter_number="005/12/2022", on=date(2022, 7, 1))
    second = house.log(on=date(2022, 7, 2))

    assert first.reference == "KUNJUNGAN-2022-0001"
    assert second.reference == "KUNJUNGAN-2022-0002"
    assert first.status == Status.REGISTERED
    assert first.status_since == date(2022, 7, 1)
    assert first.shared_at is None


def test_only_the_protocol_of_the_owner_logs_its_visits(house):
    for stranger in (house.budi, house.ratna, house.dewi, house.bima, house.tono):
        with pytest.raises(NotPermitted):
            house.log(by=stranger)

    assert not Visit.objects.exists()


def test_a_news_item_becomes_a_completed_visit_with_nothing_invented(house):
    visit = house.the_story()

    delegation = visit.delegations.get()
    assert visit.status == Status.COMPLETED
    assert visit.status_since == date(2022, 7, 12)
    assert visit.shared_at is not None
    assert (delegation.planned_headcount, delegation.actual_headcount) == (None, None)
    assert visit.letter_number == ""
    assert [str(talk.topic) for talk in visit.discussions.all()] == [
        "Perencanaan pembangunan",
        "Optimalisasi PAD",
        "Penanganan kemiskinan",
        "Percepatan penurunan stunting",
    ]
    stunting = visit.discussions.last()
    assert [str(value) for value in stunting.quoted_values.all()] == [
        "Pemkab Batang: 21.7000 %",
        "Pemkot Depok: 3.4200 %",
    ]
    assert {row.innovation.name for row in stunting.innovations_shown.all()} == {
        "Geber Hebring",
        "D'Sunting Menara",
    }


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"actual_start": None}, "actual_start"),
        ({"actual_start": timezone.now() + timedelta(days=2)}, "actual_start"),
        ({"source_note": " "}, "source_note"),
    ],
)
def test_a_visit_entered_afterwards_needs_a_past_day_and_a_source(house, given, field):
    with pytest.raises(ValidationError) as refusal:
        house.afterwards(**given)

    assert list(problems_of(refusal)) == [field]


def test_guests_at_the_door_are_received_at_once_and_their_letter_may_come_later(house, upload):
    visit = house.log(entry_mode=EntryMode.WALK_IN)

    edit_visit(visit, by=house.sari, changes={"letter_number": "005/99"})
    attach_file(visit, kind="letter", upload=upload("surat.png"), by=house.sari)

    visit.refresh_from_db()
    assert visit.status == Status.IN_PROGRESS
    assert timezone.now() - visit.actual_start < timedelta(minutes=1)
    assert visit.shared_at is not None
    assert visit.letter_number == "005/99"


def test_a_planned_visit_may_have_no_date_yet(house):
    visit = house.log(entry_mode=EntryMode.PLANNED)

    assert (visit.status, visit.scheduled_start) == (Status.SCHEDULED, None)
    assert visit.shared_at is not None


def test_a_letter_cannot_say_when_the_visit_took_place_or_is_scheduled(house):
    with pytest.raises(ValidationError) as refusal:
        house.log(actual_start=THE_DAY, scheduled_start=days_from_now(3))

    assert set(problems_of(refusal)) == {"actual_start", "scheduled_start"}


def test_one_visit_has_two_delegations_each_with_its_own_leader_and_question(house):
    council = make_agency("DPRD Kabupaten Batang", kind="council")

    visit = house.afterwards(
        delegations=[
            {"agency": house.batang, "leader_name": "Lani Dwi Rejeki", "planned_headcount": 20},
            {"agency": council, "leader_name": "Ketua Komisi A", "contact_name": "Rini"},
        ],
        topics=[{"name": "Stunting", "affair": make_affair(), "asked_by": council}],
    )

    assert [row.leader_name for row in visit.delegations.all()] == [
        "Lani Dwi Rejeki",
        "Ketua Komisi A",
    ]
    assert visit.discussions.get().asked_by.agency == council


def test_everything_that_is_wrong_is_named_at_once_with_its_place(house):
    with pytest.raises(ValidationError) as refusal:
        house.log(
            theme="x" * 300,
            hosts=[{"agency": house.depok, "receiver_name": "y" * 300}],
            delegations=[{"agency": house.batang}, {"leader_name": "Tanpa instansi"}],
            topics=[{"name": ""}, {"name": "Baru tanpa urusan"}],
            stops=[{"place": ""}],
            participants=[{"name": "Siapa", "agency": house.elsewhere}],
        )

    assert set(problems_of(refusal)) == {
        "theme",
        "hosts.0.receiver_name",
        "delegations.1.agency",
        "topics.0.topic",
        "topics.1.affair",
        "stops.0.place",
        "participants.0.agency",
    }
    assert not Visit.objects.exists()
    assert not Topic.objects.exists()


def test_the_owner_takes_part_itself_or_through_a_unit(house):
    unit_hosts = house.log(hosts=[{"agency": house.bappeda}])
    outgoing = house.log(hosts=[{"agency": house.batang}], delegations=[{"agency": house.depok}])
    with pytest.raises(ValidationError) as refusal:
        house.log(hosts=[{"agency": house.elsewhere}])

    assert unit_hosts.pk
    assert outgoing.pk
    assert list(problems_of(refusal)) == ["hosts"]


def test_nobody_visits_itself_and_nobody_is_there_twice(house):
    with pytest.raises(ValidationError) as itself:
        house.log(delegations=[{"agency": house.depok}])
    with pytest.raises(ValidationError) as twice:
        house.log(delegations=[{"agency": house.batang}, {"agency": house.batang}])
    with pytest.raises(ValidationError) as nobody:
        log_visit(owner=house.depok, facts={}, hosts=[], delegations=[], by=house.sari)

    assert list(problems_of(itself)) == ["delegations"]
    assert list(problems_of(twice)) == ["delegations"]
    assert set(problems_of(nobody)) == {"hosts", "delegations"}


def test_topics_and_innovations_of_others_cannot_be_named_by_their_id(house):
    foreign = make_topic(house.elsewhere)
    hidden = make_innovation(house.elsewhere, "Rahasia", published=False)

    with pytest.raises(ValidationError) as refusal:
        house.log(
            topics=[
                {"topic": foreign},
                {"name": "Stunting", "affair": make_affair(), "innovations": [hidden]},
            ]
        )

    assert set(problems_of(refusal)) == {"topics.0.topic", "topics.1.innovations.0.innovation"}


def test_a_topic_written_again_is_the_same_topic(house):
    house.log(topics=[{"name": "Stunting", "affair": make_affair()}])
    house.log(topics=[{"name": "  stunting "}])

    assert Topic.objects.count() == 1


def test_how_to_reach_the_contact_stays_out_of_the_history(house):
    contact = {"name": "Rini", "phone": "0812-3456-7890", "email": "rini@batangkab.go.id"}

    visit = house.log(delegations=[{"agency": house.batang, "contact": contact}])

    delegation = visit.delegations.get()
    detail = PersonalDetail.objects.get()
    assert (detail.owner, detail.phone) == (house.depok, "0812-3456-7890")
    assert (delegation.contact, delegation.contact_name) == (detail, "Rini")
    story = [str(entry.__dict__) for entry in delegation.history.all()]
    assert not any("0812" in text or "rini@" in text for text in story)


def test_the_year_of_a_number_is_the_owners_own_local_year(db, monkeypatch):
    ambon = make_agency("Pemerintah Kota Ambon", time_zone=TimeZone.WIT)
    guest = make_agency("Pemerintah Kota Kupang", time_zone=TimeZone.WITA)
    clerk = make_person("clerk", ambon, Role.PROTOCOL)
    # 23:30 of New Year's Eve in Jakarta is 01:30 of the new year in Ambon.
    eve = datetime(2025, 12, 31, 16, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: eve)

    visit = log_visit(
        owner=ambon,
        facts={"proposed_start": date(2026, 1, 5)},
        hosts=[{"agency": ambon}],
        delegations=[{"agency": guest}],
        by=clerk,
    )

    assert visit.reference == "KUNJUNGAN-2026-0001"
    assert visit.proposed_start == datetime(2026, 1, 5, tzinfo=ZoneInfo("Asia/Jayapura"))


def test_a_day_of_registration_is_never_still_to_come(house):
    with pytest.raises(ValidationError) as refusal:
        house.log(on=house.depok.today() + timedelta(days=1))

    assert list(problems_of(refusal)) == ["on"]


def test_a_refused_visit_takes_no_number(house):
    with pytest.raises(ValidationError):
        house.log(theme="x" * 300)

    assert house.log().number == 1


@pytest.mark.parametrize(
    "text",
    [
        '<img src="/etc/passwd"><script>alert(1)</script> & "kutip"',
        "x" * 250,
        "ꦱꦸꦒꦼꦁ مرحبا 🎉",
    ],
)
def test_odd_text_is_kept_as_it_was_typed(house, text):
    visit = house.log(theme=text, summary=text)

    visit.refresh_from_db()
    assert (visit.theme, visit.summary) == (text, text)


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\u202eb"])
def test_characters_that_nobody_sees_are_refused_by_name(house, text):
    with pytest.raises(ValidationError) as refusal:
        house.log(theme=text, hosts=[{"agency": house.depok, "receiver_name": text}])

    assert set(problems_of(refusal)) == {"theme", "hosts.0.receiver_name"}
    assert "U+" in problems_of(refusal)["theme"][0]
