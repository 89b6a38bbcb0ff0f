"""How a record goes on: where it stands, what may follow, and who takes it there."""

import pytest

from cooperation.services import plan_follow_up
from tests.builders import make_candidate
from tests.visits.page import client_of, text_of
from visits.services import move


def flow_in(page) -> str:
    said = text_of(page)
    return said[said.index("How it goes on, and who takes it on") :].split("Thread")[0]


@pytest.fixture
def candidate(house):
    return make_candidate(house.depok, adopter=house.batang, shared_at="2022-07-12T00:00Z")


def test_a_letter_is_passed_on_or_called_off_and_it_is_said_by_whom(house):
    visit = house.log()

    said = flow_in(client_of(house.sari).get(f"/visits/{visit.pk}/"))

    assert "Registered (here)" in said
    assert "Under review (may follow)" in said
    assert "Pass on for a decision Under review Protocol, Management · Pemkot Depok" in said
    assert "Cancel the visit (with a reason) Cancelled" in said
    assert "Accept" not in said.split("Who may take it")[1]


def test_it_moves_along(house):
    visit = house.log()
    move(visit, "dispose", by=house.sari, facts={"instruction": "Mohon dijadwalkan"})

    said = flow_in(client_of(house.sari).get(f"/visits/{visit.pk}/"))

    assert "Under review (here)" in said
    assert "Accepted (may follow)" in said


def test_the_partner_reads_whose_turn_it_is(house, candidate):
    """Bima may take none of the steps; he learns who may."""
    page = client_of(house.bima).get(f"/candidates/{candidate.pk}/")

    assert "Screen Screening Cooperation section · Pemkot Depok" in flow_in(page)


def test_who_is_asked_to_do_a_promise_begins_it_and_its_owner_verifies_it(house, candidate):
    promise = plan_follow_up(
        candidate=candidate, title="Kirim KAK", unit=house.bappeda, by=house.kerja
    )

    said = flow_in(client_of(house.dewi).get(f"/follow-ups/{promise.pk}/"))

    assert "· Bappeda Kota Depok" in said
    assert "Cancel the follow-up (with a reason)" in said


def test_what_has_come_to_its_end_says_so(house):
    visit = house.log()
    move(visit, "cancel", by=house.sari, why="Batal", facts={"requested_by": "guest"})

    assert "the end of its way" in flow_in(client_of(house.sari).get(f"/visits/{visit.pk}/"))
