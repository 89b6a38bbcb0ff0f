"""Agencies with their units, officials with their offices, and the register of agreements."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.models import Agreement
from agreements.workflow import Status
from audit.models import JournalEntry
from cooperation.models import Agency, Candidate, ImportBatch, Official
from cooperation.permissions import Role
from cooperation.services import imports
from tests.builders import make_affair, make_person, make_region
from tests.imports.sheets import bring, problems, states, take, take_back, xlsx
from tests.visits.builders import House
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db
AGENCIES = [
    ["Nama", "Kind", "Part of", "Short name"],
    ["Pemerintah Kota Bima", "Regional government", "", "Pemkot Bima"],
    ["Dinas Kesehatan Kota Bima", "unit", "Pemerintah Kota Bima", ""],
]
OFFICIALS = [
    ["name", "position", "agency", "status", "starts_on"],
    ["Dadang Wihana, S.T.", "Kepala Bappeda", "Bappeda Kota Depok", "Plt.", "04-01-2021"],
]
AGREEMENTS = [
    ["kind", "title", "partner", "signed_on", "signed_place", "own_number", "source_note"],
    [
        "PKS",
        "Replikasi Teman Litbang",
        "Pemkab Batang",
        "17 Nov 2022",
        "Depok",
        "119/12",
        "Register",
    ],
]


@pytest.fixture
def house():
    return House()


def test_a_unit_may_stand_below_its_agency_in_the_same_sheet(house):
    client = client_of(house.sari)
    bring(client, "agencies", xlsx(*AGENCIES))
    assert states() == {2: "right", 3: "right"}
    assert not Agency.objects.filter(name="Pemerintah Kota Bima").exists()

    take(client, ImportBatch.objects.get())

    unit = Agency.objects.get(name="Dinas Kesehatan Kota Bima")
    assert unit.parent.name == "Pemerintah Kota Bima"
    assert states() == {2: "taken", 3: "taken"}


def test_a_unit_is_right_however_far_below_its_agency_it_stands(house, monkeypatch):
    monkeypatch.setattr(imports, "MOST_AT_ONCE", 1)  # each row in a step of its own

    bring(client_of(house.sari), "agencies", xlsx(*AGENCIES))

    assert states() == {2: "right", 3: "right"}


def test_a_unit_whose_agency_is_wrong_or_below_it_is_wrong(house):
    head, agency, unit = AGENCIES

    bring(client_of(house.sari), "agencies", xlsx(head, unit, agency))
    assert states() == {2: "wrong", 3: "right"}
    bring(client_of(house.sari), "agencies", xlsx(head, [agency[0], "tidak ada", "", ""], unit))
    assert states() == {2: "wrong", 3: "wrong"}


def test_they_are_taken_back_with_the_unit_first(house):
    client = client_of(house.sari)
    before = Agency.objects.count()
    bring(client, "agencies", xlsx(*AGENCIES))
    take(client, ImportBatch.objects.get())

    take_back(client, ImportBatch.objects.get())

    assert Agency.objects.count() == before
    assert states() == {2: "undone", 3: "undone"}


def test_an_agency_that_is_in_use_stays_and_the_page_says_why(house):
    client = client_of(house.sari)
    bring(client, "agencies", xlsx(*AGENCIES))
    take(client, ImportBatch.objects.get())
    bima = Agency.objects.get(name="Pemerintah Kota Bima")
    house.afterwards(delegations=[{"agency": bima, "leader_name": "Wali Kota"}])

    page = take_back(client, ImportBatch.objects.get())

    assert Agency.objects.filter(pk=bima.pk).exists()
    assert states() == {2: "kept", 3: "undone"}
    assert "It is in use" in text_of(page)


def test_an_agency_of_nearly_the_same_name_is_asked_about(house):
    client = client_of(house.sari)
    kind = "regional_government"

    bring(client, "agencies", xlsx(["name", "kind"], ["PEMKAB BATANG", kind]))

    assert (states(), problems(2)) == ({2: "known"}, {"": ["Pemkab Batang"]})


def test_officials_come_with_their_offices(house):
    client = client_of(house.sari)
    bring(client, "officials", xlsx(*OFFICIALS))
    take(client, ImportBatch.objects.get())

    official = Official.objects.get()
    holding = official.holdings.get()
    assert (official.owner, official.name) == (house.depok, "Dadang Wihana, S.T.")
    assert (holding.agency, holding.status, holding.starts_on) == (
        house.bappeda,
        "plt",
        date(2021, 1, 4),
    )

    take_back(client, ImportBatch.objects.get())
    assert not Official.objects.exists()


def test_an_old_agreement_comes_as_signed_and_can_be_taken_back(house):
    client = client_of(house.budi)
    bring(client, "agreements", xlsx(*AGREEMENTS))
    assert states() == {2: "right"}, problems(2)
    take(client, ImportBatch.objects.get())

    agreement = Agreement.objects.get()
    assert (agreement.status, agreement.signed_on) == (Status.SIGNED, date(2022, 11, 17))
    assert agreement.scan_missing
    assert [party.agency for party in agreement.parties.order_by("order")] == [
        house.depok,
        house.batang,
    ]

    take_back(client, ImportBatch.objects.get())

    assert states() == {2: "undone"}, problems(2)
    assert not Agreement.objects.exists()
    assert not Candidate.objects.exists()
    gone = JournalEntry.objects.filter(table_name="agreements_agreement", operation="DELETE")
    assert gone.get().key == agreement.pk


def test_what_an_agreement_lacks_is_said_at_its_cell(house):
    client = client_of(house.budi)
    page = bring(
        client,
        "agreements",
        xlsx(AGREEMENTS[0], ["Nota", "Judul", "Pemkot Depok", "2099-01-01", "Depok", "", "Buku"]),
    )

    assert "Write one of these" in problems(2)["kind"][0]
    assert "invalid-feedback" in page.content.decode()


@pytest.mark.parametrize("kind", ["agencies", "officials", "visits", "agreements"])
def test_the_empty_sheet_comes_in_as_it_is_given(house, kind):
    make_region("33.25", "Kabupaten Batang", "33")
    make_affair("1.02", "Kesehatan")
    make_affair("5.02", "Keuangan")
    client = client_of(make_person("ani", house.depok, *Role))
    sheet = client.get(reverse("import_template", args=[kind])).getvalue()

    bring(client, kind, SimpleUploadedFile("jejak.xlsx", sheet))

    assert set(states().values()) <= {"right", "known"}, problems(2)
