"""Nowhere is a choice begun with a line of dashes: it says what an empty one means."""

import pytest

from cooperation.permissions import Role
from tests.builders import make_candidate, make_person
from tests.visits.builders import House
from tests.visits.page import client_of


@pytest.fixture
def house(db):
    return House()


def test_empty_choices_are_words(house):
    kepala = client_of(make_person("kepala", house.depok, *Role))
    candidate = make_candidate(house.depok, adopter=house.batang, status="agreed")
    visit = house.the_story()
    talk = visit.discussions.first()
    kinds = {"choose": 0, "any": 0}

    for address in (
        *("/visits/", "/visits/new/", f"/visits/{visit.pk}/edit/", f"/visits/{visit.pk}/"),
        f"/visits/{visit.pk}/discussions/{talk.pk}/",
        *("/candidates/", "/candidates/new/", f"/candidates/{candidate.pk}/"),
        *(f"/candidates/{candidate.pk}/{part}/" for part in ("edit", "follow-ups/new")),
        *("/innovations/", "/innovations/new/", "/agencies/", "/agreements/", "/agreements/new/"),
        *("/follow-ups/", "/reports/follow-up-status/"),
    ):
        page = kepala.get(address)
        assert page.status_code == 200, address
        said = page.content.decode()
        assert "-----" not in said, address
        for word in kinds:
            kinds[word] += said.count(f">{word}</option>")

    assert min(kinds.values()) > 3
