"""The same visit from either side: what we promised, and what the others did."""

import pytest
from django.urls import reverse

from cooperation.permissions import Role
from cooperation.services import move_candidate, plan_follow_up
from cooperation.workflow import CandidateAction
from tests.builders import make_person
from tests.visits.builders import House
from tests.visits.page import client_of, text_of
from visits.services import open_candidate_from

pytestmark = pytest.mark.django_db
TITLE = "Who promised what"


@pytest.fixture
def house():
    return House()


@pytest.fixture
def story(house):
    """Of one topic came a candidate, offered to Batang; each side owes something."""
    story = house.the_story()
    candidate = open_candidate_from(
        story.discussions.first(),
        title="Adopsi Teman Litbang",
        provider=house.depok,
        adopter=house.batang,
        by=house.sari,
    )
    for action in ("screen", "recommend"):
        candidate = move_candidate(candidate, action, by=house.kerja)
    candidate = move_candidate(candidate, CandidateAction.APPROVE, by=house.ratna)
    candidate = move_candidate(candidate, CandidateAction.OFFER, by=house.kerja)
    for title, unit in (("Kirim modul", house.bappeda), ("Tunjuk penanggung jawab", house.batang)):
        plan_follow_up(candidate=candidate, title=title, unit=unit, by=house.kerja)
    return story


def told_to(person, visit):
    """What each side owes, as this person reads it."""
    page = client_of(person).get(reverse("visit", args=[visit.pk]))
    promises = page.context["promises"]
    return [row.title for row in promises.ours], [row.title for row in promises.theirs], page


def test_either_side_reads_its_own_promises_as_its_own(house, story):
    guest = make_person("lestari", house.batang, Role.COOPERATION)

    ours, theirs, page = told_to(house.sari, story)
    assert (ours, theirs) == (["Kirim modul"], ["Tunjuk penanggung jawab"])
    assert TITLE in text_of(page)

    ours, theirs, page = told_to(guest, story)
    assert (ours, theirs) == (["Tunjuk penanggung jawab"], ["Kirim modul"])
    assert "under your own letterhead" in text_of(page)


def test_a_visit_of_which_nothing_came_says_nothing_of_it(house):
    _ours, _theirs, page = told_to(house.sari, house.afterwards())

    assert TITLE not in text_of(page)


def test_who_sees_the_visit_and_not_the_candidate_reads_no_promise(house):
    story = house.the_story()
    candidate = open_candidate_from(
        story.discussions.first(),
        title="Adopsi",
        provider=house.depok,
        adopter=house.batang,
        by=house.sari,
    )
    plan_follow_up(candidate=candidate, title="Kirim KAK", unit=house.bappeda, by=house.kerja)

    assert "Kirim KAK" in told_to(house.sari, story)[0]
    assert told_to(house.bima, story)[:2] == ([], [])
