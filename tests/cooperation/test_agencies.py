"""Agencies: who may take one up, rename or end it, and what it was called when."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from audit.models import StaleRecord
from cooperation.models import Agency, AgencyKind, TimeZone
from cooperation.permissions import NotPermitted, Role
from cooperation.services.agencies import (
    SimilarAgency,
    add_agency,
    edit_agency,
    end_agency,
    similar_agencies,
)
from tests.builders import TEST, make_agency, make_person, make_region

pytestmark = pytest.mark.django_db

GOVERNMENT = AgencyKind.REGIONAL_GOVERNMENT


@pytest.fixture
def depok():
    return make_agency("Pemerintah Kota Depok", short_name="Pemkot Depok")


@pytest.fixture
def batang():
    return make_agency("Pemerintah Kabupaten Batang")


@pytest.fixture
def sari(depok):
    return make_person("sari", depok, Role.PROTOCOL)


@pytest.fixture
def admin(depok):
    return make_person("admin", depok, Role.ADMINISTRATOR)


@pytest.fixture
def tono():
    return make_person("tono", make_agency("Pemerintah Kota Tegal"), Role.ADMINISTRATOR)


def test_sari_takes_up_an_agency_that_announced_a_visit(sari):
    agency = add_agency(
        name="Pemerintah Kota Bitung", kind=GOVERNMENT, by=sari, seat="Bitung", phone="0438 1234"
    )

    assert (agency.code, agency.path) == ("pemerintah-kota-bitung", "pemerintah-kota-bitung/")
    assert agency.seat == "Bitung"
    entry = agency.history.get()
    assert (entry.history_user, entry.actor_role) == (sari, Role.PROTOCOL)


def test_a_unit_stands_below_its_agency_and_takes_over_its_region_and_time_zone(depok, sari):
    depok.region, depok.time_zone = make_region(), TimeZone.WITA

    unit = add_agency(
        name="Bappeda Kota Depok", short_name="Bappeda", kind=AgencyKind.UNIT, parent=depok, by=sari
    )

    assert unit.path == f"{depok.path}bappeda/"
    assert unit.is_within(depok)
    assert (unit.region, unit.time_zone) == (depok.region, TimeZone.WITA)


def test_two_units_of_the_same_name_get_different_codes(depok, batang):
    units = [
        add_agency(name="Bappeda", kind=AgencyKind.UNIT, parent=parent, by=TEST)
        for parent in (depok, batang)
    ]

    assert [unit.code for unit in units] == ["bappeda", "bappeda-2"]


def test_a_name_in_another_script_still_gets_a_code():
    assert add_agency(name="京都市", kind=AgencyKind.FOREIGN, by=TEST).code == "foreign"


@pytest.mark.parametrize("code", ["Kota Depok", "kota/depok", "KOTA", "a%", "../a"])
def test_a_code_that_could_be_mistaken_for_another_path_is_refused(code):
    with pytest.raises(ValidationError, match="small letters"):
        add_agency(name="Pemerintah Kota Bitung", kind=GOVERNMENT, code=code, by=TEST)


def test_the_region_gives_the_time_zone():
    region = make_region("91.71", "Kota Jayapura", "91")

    agency = add_agency(name="Pemkot Jayapura", kind=GOVERNMENT, region=region, by=TEST)

    assert agency.time_zone == TimeZone.WIT


def test_nobody_adds_a_unit_to_the_house_of_others(depok, admin, tono):
    with pytest.raises(NotPermitted):
        add_agency(name="Dinas Palsu", kind=AgencyKind.UNIT, parent=depok, by=tono)


def test_a_unit_needs_a_parent(sari):
    with pytest.raises(ValidationError) as refusal:
        add_agency(name="Bappeda", kind=AgencyKind.UNIT, by=sari)

    assert "parent" in refusal.value.message_dict


@pytest.mark.parametrize(
    "name", ["Pemkot Depok", "pemerintah  kota depok.", "Pemerintah Kota DEPOK"]
)
def test_the_same_agency_is_not_taken_up_twice(depok, sari, name):
    with pytest.raises(SimilarAgency) as refusal:
        add_agency(name=name, kind=GOVERNMENT, by=sari)

    assert refusal.value.found == [depok]
    assert add_agency(name=name, kind=GOVERNMENT, by=sari, sure=True).pk != depok.pk


def test_a_slip_of_the_finger_is_noticed_but_a_letter_that_means_something_is_not(depok):
    make_agency("Badan Perencanaan Pembangunan Daerah")
    make_agency("Komisi A DPRD Kota Depok")

    assert similar_agencies(name="Badan Perencanan Pembangunan Daerah") != []
    assert similar_agencies(name="Komisi B DPRD Kota Depok") == []


def test_the_same_name_in_another_region_is_another_agency(depok):
    assert similar_agencies(name=depok.name, region=make_region()) == []


def test_a_new_name_keeps_the_old_one_for_the_papers_of_its_time(depok, admin):
    depok = edit_agency(
        depok,
        by=admin,
        changes={"name": "Pemerintah Kota Depok Raya"},
        why="Perda 1/2026",
        on=date(2026, 3, 1),
    )

    assert depok.name_on(date(2026, 2, 28)) == "Pemerintah Kota Depok"
    assert depok.name_on(date(2026, 3, 1)) == "Pemerintah Kota Depok Raya"
    assert depok.former_names.get().history.get().history_change_reason == "Perda 1/2026"


def test_a_spelling_that_was_corrected_is_no_former_name(depok, admin):
    edit_agency(depok, by=admin, changes={"name": "Pemkot Depok"}, correction=True)

    assert not depok.former_names.exists()


def test_two_new_names_on_one_day_keep_the_one_that_was_borne(depok, admin):
    for name in ("Kota Depok Raya", "Kota Depok Jaya"):
        depok = edit_agency(depok, by=admin, changes={"name": name})

    assert [former.name for former in depok.former_names.all()] == ["Pemerintah Kota Depok"]


def test_a_name_does_not_change_tomorrow_nor_before_it_last_changed(depok, admin):
    depok = edit_agency(depok, by=admin, changes={"name": "Kota A"}, on=date(2026, 3, 1))

    for day in (depok.today() + timedelta(days=1), date(2025, 1, 1)):
        with pytest.raises(ValidationError) as refusal:
            edit_agency(depok, by=admin, changes={"name": "Kota B"}, on=day)
        assert "on" in refusal.value.message_dict
    assert Agency.objects.get(pk=depok.pk).name == "Kota A"


def test_the_house_of_others_is_left_to_them(depok, admin, sari, tono):
    for stranger in (tono, sari):
        with pytest.raises(NotPermitted):
            edit_agency(depok, by=stranger, changes={"name": "X"})
        with pytest.raises(NotPermitted):
            end_agency(depok, by=stranger, why="X")


def test_a_unit_of_the_house_of_others_is_left_to_them_too(depok, admin, tono):
    unit = make_agency("Bappeda", parent=depok)

    with pytest.raises(NotPermitted):
        edit_agency(unit, by=tono, changes={"phone": "1"})


def test_an_agency_without_people_here_is_mended_by_any_administrator(batang, sari, tono):
    edit_agency(batang, by=tono, changes={"phone": "0285 391571"})

    assert Agency.objects.get(pk=batang.pk).phone == "0285 391571"
    with pytest.raises(NotPermitted):
        edit_agency(batang, by=sari, changes={"phone": "1"})


@pytest.mark.parametrize("field", ["path", "parent", "code", "version", "ended_on"])
def test_where_an_agency_stands_cannot_be_edited(depok, admin, field):
    with pytest.raises(ValidationError):
        edit_agency(depok, by=admin, changes={field: None})


def test_who_read_an_older_version_is_told(depok, admin):
    edit_agency(depok, by=admin, changes={"phone": "1"}, expected_version=depok.version)

    with pytest.raises(StaleRecord):
        edit_agency(depok, by=admin, changes={"phone": "2"}, expected_version=depok.version)


def test_an_agency_ends_with_a_reason_and_a_successor(depok, batang, admin):
    with pytest.raises(ValidationError):
        end_agency(depok, by=admin, why=" ")
    with pytest.raises(ValidationError):
        end_agency(depok, by=admin, why="UU", successor=depok)

    ended = end_agency(depok, by=admin, why="UU 1/2026", on=date(2026, 1, 1), successor=batang)

    assert (ended.ended_on, ended.successor) == (date(2026, 1, 1), batang)
    with pytest.raises(ValidationError):
        add_agency(name="Dinas Baru", kind=AgencyKind.UNIT, parent=ended, by=admin)
