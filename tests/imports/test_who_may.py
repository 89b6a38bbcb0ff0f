"""Who may bring in what, and that nobody else sees it."""

import pytest
from django.urls import reverse

from audit.recording import record
from cooperation.models import ImportBatch, ImportKind
from cooperation.permissions import Role
from tests.builders import TEST, make_person
from tests.imports.sheets import BATANG, bring, take, xlsx
from tests.visits.builders import House
from tests.visits.page import client_of
from visits.models import Visit

pytestmark = pytest.mark.django_db
SHEET = [["day", "guests", "source_note"], ["2022-07-12", BATANG, "Buku tamu"]]
# Which roles bring in which records.
MAY = {
    Role.PROTOCOL: {"visits", "agencies", "officials"},
    Role.COOPERATION: {"agencies", "officials", "agreements"},
    Role.LEGAL: {"agencies", "officials", "agreements"},
}


@pytest.fixture
def house():
    return House()


@pytest.mark.parametrize("role", [Role.MANAGEMENT, Role.AUDITOR, Role.UNIT, Role.ADMINISTRATOR])
def test_others_bring_in_nothing_of_visits_and_agreements(house, role):
    client = client_of(make_person("lain", house.depok, role))

    for kind in ("visits", "agreements"):
        assert client.get(reverse("import_new", args=[kind])).status_code == 403
        assert client.get(reverse("import_template", args=[kind])).status_code == 403
    assert not ImportBatch.objects.exists()


def test_each_role_is_offered_what_it_may_bring_in(house):
    for role, kinds in MAY.items():
        client = client_of(make_person(f"p-{role}", house.depok, role))
        opened = {
            kind
            for kind in ImportKind.values
            if client.get(reverse("import_new", args=[kind])).status_code == 200
        }
        assert opened == kinds, role
        offered = client.get(reverse("import_list")).content.decode()
        assert {k for k in ImportKind.values if reverse("import_new", args=[k]) in offered} == kinds


def test_what_sari_brings_in_is_nobody_elses_until_it_is_taken_up(house):
    bring(client_of(house.sari), "visits", xlsx(*SHEET))
    batch = ImportBatch.objects.get()

    for person in (house.tono, house.ratna, make_person("sari2", house.depok, Role.PROTOCOL)):
        client = client_of(person)
        assert client.get(reverse("import", args=[batch.pk])).status_code == 404
        for step in ("import_go_on", "import_take", "import_undo"):
            assert client.post(reverse(step, args=[batch.pk])).status_code == 404
        assert batch.file_name not in client.get(reverse("import_list")).content.decode()
    assert not Visit.objects.exists()


def test_tono_brings_nothing_in_for_depok(house):
    client = client_of(house.tono)
    answer = client.post(
        reverse("import_new", args=["visits"]), {"file": xlsx(*SHEET), "owner": house.depok.pk}
    )

    assert answer.status_code == 200
    assert not ImportBatch.objects.exists()


def test_who_lost_the_role_meanwhile_takes_up_nothing(house):
    client = client_of(house.sari)
    bring(client, "visits", xlsx(*SHEET))
    batch = ImportBatch.objects.get()
    client.post(reverse("import_take", args=[batch.pk]))
    held = house.sari.memberships.get()
    held.ended_on = house.depok.today()
    record(held, by=TEST)

    for step in ("import_go_on", "import_take", "import_undo"):
        assert client.post(reverse(step, args=[batch.pk])).status_code == 403
    assert not Visit.objects.exists()


def test_a_kind_that_is_none_is_not_found(house):
    assert client_of(house.sari).get("/imports/new/users/").status_code == 404


def test_a_row_is_taken_up_once_however_often_one_goes_on(house):
    client = client_of(house.sari)
    bring(client, "visits", xlsx(*SHEET))
    batch = ImportBatch.objects.get()
    take(client, batch)

    for step in ("import_take", "import_go_on", "import_take"):
        client.post(reverse(step, args=[batch.pk]))

    assert Visit.objects.count() == 1
