"""Regions and affairs: all of them, once, and never against what an office mended by hand."""

from io import StringIO

import pytest
from django.core.management import call_command

from audit.recording import record
from cooperation.models import GovernmentAffair, Region, RegionType
from cooperation.permissions import NotPermitted, Role
from cooperation.services import reference
from tests.builders import TEST, make_agency, make_person

pytestmark = pytest.mark.django_db


def load():
    out = StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue()


def test_every_region_and_affair_is_there():
    load()

    counts = {kind: Region.objects.filter(type=kind).count() for kind in RegionType}
    assert counts == {
        RegionType.PROVINCE: 38,
        RegionType.REGENCY: 416,
        RegionType.CITY: 98,
    }
    assert GovernmentAffair.objects.count() == 44
    assert Region.objects.get(code="32.76").parent.name == "Jawa Barat"
    assert str(GovernmentAffair.objects.get(code="1.02")) == "1.02 Kesehatan"


def test_the_parts_of_jakarta_govern_nothing_of_their_own():
    load()

    parts = Region.objects.filter(is_autonomous=False).values_list("code", flat=True)
    assert list(parts) == ["31.01", "31.71", "31.72", "31.73", "31.74", "31.75"]


def test_names_are_tidy():
    load()

    names = list(Region.objects.values_list("name", flat=True))
    assert [name for name in names if name != " ".join(name.split()) or "." in name] == []


def test_loading_again_changes_nothing_and_says_so():
    load()
    before = Region.history.count(), GovernmentAffair.history.count()

    said = load()

    assert "552 unchanged" in said
    assert "44 unchanged" in said
    assert (Region.history.count(), GovernmentAffair.history.count()) == before


def test_a_name_that_the_list_has_changed_since_is_brought_up_to_date():
    load()
    depok = Region.objects.get(code="32.76")
    depok.name = "Kota Administratif Depok"
    record(depok, by=TEST)

    said = load()

    depok.refresh_from_db()
    assert depok.name == "Kota Depok"
    assert depok.history.first().actor_name == "load_reference"
    assert "1 changed" in said


def test_what_an_administrator_mended_stays_mended():
    load()
    admin = make_person("admin", make_agency(), Role.ADMINISTRATOR)
    jakarta = Region.objects.get(code="31")
    reference.edit_region(
        jakarta, by=admin, changes={"name": "Daerah Khusus Jakarta"}, why="UU 2/2024"
    )

    said = load()

    assert Region.objects.get(code="31").name == "Daerah Khusus Jakarta"
    assert "1 mended by hand" in said


def test_only_an_administrator_mends_a_region():
    load()
    sari = make_person("sari", make_agency(), Role.PROTOCOL)

    with pytest.raises(NotPermitted):
        reference.edit_region(Region.objects.get(code="31"), by=sari, changes={"name": "X"})
