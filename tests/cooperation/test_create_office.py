"""The first agency and its administrator, on a machine where nobody is yet."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.services import user_of_password
from cooperation.models import Agency
from cooperation.permissions import Permission, Role, may
from tests.builders import make_agency, make_person, make_region

pytestmark = pytest.mark.django_db


def create_office(**options):
    out = StringIO()
    facts = {
        "name": "Pemerintah Kota Depok",
        "kind": "regional_government",
        "username": "ratna",
        "full_name": "Ratna Dewi",
        "email": "ratna@depok.example",
    }
    call_command("create_office", stdout=out, **(facts | options))
    return out.getvalue()


def test_the_office_starts_with_one_administrator_who_can_sign_in():
    make_region()

    said = create_office(region="32.76", short_name="Pemkot Depok")

    depok = Agency.objects.get()
    password = said.partition("password ")[2].split()[0]
    ratna = user_of_password("ratna", password)
    assert "/accounts/sign-in/" in said
    assert (depok.code, depok.region.code) == ("pemkot-depok", "32.76")
    assert may(ratna, Permission.PEOPLE_MANAGE, depok)
    assert (ratna.is_superuser, ratna.is_demo) == (False, False)
    assert ratna.history.first().actor_name == "create_office"


def test_where_people_are_already_nobody_makes_themselves_administrator():
    make_person("sari")

    with pytest.raises(CommandError, match="people here already"):
        create_office()


@pytest.mark.parametrize(
    "mistake", [{"region": "99.99"}, {"username": "two words"}, {"email": "nowhere"}]
)
def test_a_mistake_leaves_nothing_behind(mistake):
    with pytest.raises(CommandError):
        create_office(**mistake)

    assert not Agency.objects.exists()
    assert not User.objects.exists()


def test_a_weak_password_typed_in_is_refused(monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "rahasia")

    with pytest.raises(CommandError):
        create_office()

    assert not User.objects.exists()


def test_a_further_office_joins_as_the_agency_that_others_had_noted_as_their_guest():
    make_person("sari", make_agency("Pemerintah Kota Depok"), Role.PROTOCOL)
    batang = make_agency("Pemerintah Kabupaten Batang")

    create_office(name="Pemerintah Kabupaten Batang", username="wati", another=True)

    assert may(User.objects.get(username="wati"), Permission.PEOPLE_MANAGE, batang)
    assert Agency.objects.count() == 2


def test_nobody_joins_as_an_office_that_has_its_people():
    make_person("sari", make_agency("Pemerintah Kota Depok"), Role.PROTOCOL)

    with pytest.raises(CommandError, match="people already"):
        create_office(username="tono", another=True)

    assert not User.objects.filter(username="tono").exists()
