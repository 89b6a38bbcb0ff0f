"""Who sees a visit: the owner's people always, the others from the day it is shared, Tono never."""

import pytest

from cooperation.permissions import NotPermitted, Permission, Role
from tests.builders import make_affair, make_agency, make_person
from visits.models import Visit
from visits.services import change_discussion, move
from visits.workflow import Action, EntryMode

pytestmark = pytest.mark.usefixtures("either_way")


def sees(person, visit) -> bool:
    person.__dict__.pop("_current_memberships", None)
    return Visit.objects.visible_to(person).filter(pk=visit.pk).exists()


def test_the_owners_people_see_a_letter_at_once_and_nobody_else_does(house):
    visit = house.log()

    assert all(sees(person, visit) for person in (house.sari, house.budi, house.ratna))
    assert not any(sees(person, visit) for person in (house.bima, house.dewi, house.tono))


def test_the_guests_see_it_from_the_day_it_is_scheduled_and_ever_after(house):
    visit = house.log(entry_mode=EntryMode.PLANNED)
    before = sees(house.bima, visit)

    move(
        visit,
        Action.CANCEL,
        by=house.sari,
        why="Batal",
        facts={"requested_by": "host"},
    )

    assert before
    assert sees(house.bima, visit)
    assert not sees(house.tono, visit)


def test_a_unit_of_the_owner_sees_a_visit_that_names_it(house):
    named_as_host = house.log(hosts=[{"agency": house.depok}, {"agency": house.bappeda}])
    presenting = house.log(
        topics=[
            {"name": "Stunting", "affair": make_affair(), "presenting_unit": house.bappeda},
        ]
    )

    assert sees(house.dewi, named_as_host)
    assert sees(house.dewi, presenting)


def test_an_agency_named_only_as_presenter_waits_until_it_is_shared(house):
    community = make_agency("TP PKK Kota Depok", kind="community")
    member = make_person("wulan", community, Role.UNIT)
    topics = [{"name": "Stunting", "affair": make_affair(), "presenting_unit": community}]

    assert not sees(member, house.log(topics=topics))
    assert sees(member, house.afterwards(topics=topics))


def test_the_owner_only_parts_are_for_the_owners_people(house):
    visit = house.afterwards(internal_note="Siapkan anggaran")

    assert visit.belongs_to(house.sari, Permission.VISIT_VIEW)
    assert not visit.belongs_to(house.bima, Permission.VISIT_VIEW)
    assert "internal_note" in Visit.owner_only_fields


def test_the_presenting_unit_writes_up_its_own_topic_and_no_other(house):
    visit = house.afterwards(
        topics=[
            {"name": "Stunting", "affair": make_affair(), "presenting_unit": house.bappeda},
            {"name": "PAD", "affair": make_affair()},
        ]
    )
    own, other = visit.discussions.all()

    change_discussion(own, by=house.dewi, changes={"findings": "Berhasil"})
    with pytest.raises(NotPermitted):
        change_discussion(other, by=house.dewi, changes={"findings": "Bukan urusan kami"})

    own.refresh_from_db()
    assert own.findings == "Berhasil"
