"""What a partner of a shared record, or a colleague without the desk's rights, must not learn."""

from datetime import date

import pypdfium2
import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import Area
from accounts.services import issue_token
from audit.recording import record
from cooperation.models import Agency
from cooperation.permissions import Role
from cooperation.reports import Scope, follow_up_status, history_of
from cooperation.services import edit_candidate, move_candidate, record_adoption, share
from cooperation.services.agencies import edit_agency
from tests.builders import TEST, make_affair, make_candidate, make_innovation, make_person
from tests.visits.builders import THE_DAY, House, days_from_now
from visits.services import move, prepare_paper

NAME, REASON, NIP = "Aplikasi Rahasia", "karena alasan dalam", "197001011990031001"


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def program():
    def build(person):
        key, _token = issue_token(person, name="test", writes=Area)
        return APIClient(HTTP_AUTHORIZATION=f"Token {key}", HTTP_IF_MATCH="*")

    return build


@pytest.fixture
def offered(house):
    """Shared with Batang; what it rests on is an innovation that Depok has not published."""
    hidden = make_innovation(house.depok, NAME, published=False, affair=make_affair("1.02", "K"))
    candidate = make_candidate(house.depok, adopter=house.batang, innovation=hidden)
    share(candidate)
    return record(candidate, by=TEST)


def test_an_unpublished_innovation_is_not_named_by_the_candidate_shared_of_it(
    house, offered, program
):
    for at in (f"/api/v1/candidates/{offered.pk}/", "/api/v1/candidates/"):
        assert NAME in program(house.sari).get(at).content.decode()
        assert NAME not in program(house.bima).get(at).content.decode(), at


def test_no_page_of_the_candidate_names_the_unpublished_innovation_in_its_adoption(
    house, offered, client
):
    facts = {"status": "in_use", "started_on": date(2023, 1, 2)}
    adoption = record_adoption(offered, by=house.kerja, **facts)
    client.force_login(house.bima)

    page = client.get(reverse("candidate", args=[offered.pk])).content.decode()

    assert str(adoption) in page
    assert NAME not in page


def test_a_report_does_not_tell_the_affair_of_what_is_hidden(house, offered):
    about = Scope(affair=offered.innovation.affair)

    assert follow_up_status(house.sari, about)["candidates"]["total"] == 1
    assert follow_up_status(house.bima, about)["candidates"]["total"] == 0


def test_why_a_candidate_was_parked_stays_with_the_owner(house, offered, program):
    move_candidate(
        offered, "park", by=house.kerja, why=REASON, facts={"parked_until": date(2199, 1, 1)}
    )
    at = f"/api/v1/candidates/{offered.pk}/"

    for page in (at, f"{at}history/"):
        assert REASON in program(house.sari).get(page).content.decode()
        assert REASON not in program(house.bima).get(page).content.decode(), page


def test_why_a_visit_was_moved_or_cancelled_stays_with_the_owner(house, program):
    visit = house.log(entry_mode="planned")
    facts = {"scheduled_start": days_from_now(5), "requested_by": "host"}
    visit = move(visit, "reschedule", by=house.sari, why=REASON, facts=facts)
    move(visit, "cancel", by=house.sari, why=REASON, facts={"requested_by": "host"})
    at = f"/api/v1/visits/{visit.pk}/"

    for page in (at, f"{at}history/"):
        assert REASON in program(house.sari).get(page).content.decode()
        told = program(house.bima).get(page)
        assert told.status_code == 200
        assert REASON not in told.content.decode(), page


def test_an_agencys_own_history_is_not_for_administrators_elsewhere(house, client):
    admin = make_person("admin.depok", house.depok, Role.ADMINISTRATOR)
    other = make_person("admin.lain", house.elsewhere, Role.ADMINISTRATOR)
    edit_agency(house.depok, by=admin, changes={"seat": "Depok"}, why=REASON)
    at = reverse("admin:cooperation_agency_history", args=[house.depok.pk])

    client.force_login(admin)
    assert REASON in client.get(at).content.decode()
    client.force_login(other)
    assert client.get(at).status_code == 404
    assert history_of(Agency.objects.get(pk=house.depok.pk), other).entries == []


def test_the_nip_on_a_memorandum_in_draft_is_for_the_desk(house, client, program):
    visit = house.afterwards(actual_start=THE_DAY)
    prepare_paper(
        visit, agency=house.depok, by=house.sari, signatory_name="Supian Suri", signatory_nip=NIP
    )
    page, endpoint = reverse("visit_memorandum", args=[visit.pk]), "/api/v1/visits/%d/memorandum/"

    for person, is_told in ((house.sari, True), (house.ratna, False)):
        client.force_login(person)
        for answer in (client.get(page), program(person).get(endpoint % visit.pk)):
            pdf = pypdfium2.PdfDocument(answer.content)
            text = "".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)
            assert "Supian Suri" in text
            assert (NIP in text.replace(" ", "")) is is_told, person


def test_editing_a_candidate_does_not_show_the_partner_what_is_internal(house, offered):
    edit_candidate(offered, by=house.kerja, changes={"screening_note": REASON, "priority": "low"})

    fields = {
        change.field
        for entry in history_of(offered, house.bima).entries
        for change in entry.changes
    }

    assert not fields & {"screening_note", "priority"}
