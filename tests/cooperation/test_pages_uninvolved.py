"""Tono of another agency: what is not his is not there, answered exactly as what does not exist."""

import re

import pytest
from django.urls import reverse

from cooperation.services import record_adoption
from tests.builders import make_innovation

NOWHERE = 987_654
pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(towns):
    candidate = towns.offered()
    hidden = make_innovation(towns.depok, "Belum terbit", published=False)
    adoption = record_adoption(candidate, by=towns.dewi)
    return {
        "candidate": candidate.pk,
        "follow_up": towns.follow_up(candidate).pk,
        "adoption": adoption.pk,
        "innovation": hidden.pk,
    }


def bytes_of(response):
    """The answer, without the token that is made anew for each."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


@pytest.mark.parametrize(
    ("page", "record"),
    [
        ("candidate", "candidate"),
        ("candidate_edit", "candidate"),
        ("follow_up_new", "candidate"),
        ("adoption_new", "candidate"),
        ("measurement_new", "candidate"),
        ("adoption_edit", "adoption"),
        ("follow_up", "follow_up"),
        ("follow_up_edit", "follow_up"),
        ("innovation", "innovation"),
        ("innovation_edit", "innovation"),
    ],
)
def test_a_foreign_record_answers_as_a_missing_one(towns, theirs, client, page, record):
    client.force_login(towns.tono)

    foreign = client.get(reverse(page, args=[theirs[record]]))
    missing = client.get(reverse(page, args=[NOWHERE]))

    assert foreign.status_code == missing.status_code == 404
    assert bytes_of(foreign) == bytes_of(missing)


@pytest.mark.parametrize(
    ("page", "record", "action"),
    [("candidate_move", "candidate", "drop"), ("follow_up_move", "follow_up", "cancel")],
)
def test_a_foreign_record_is_not_moved(towns, theirs, client, page, record, action):
    client.force_login(towns.tono)
    facts = {"action": action, "version": 1, "why": "x"}

    foreign = client.post(reverse(page, args=[theirs[record]]), facts)
    missing = client.post(reverse(page, args=[NOWHERE]), facts)

    assert foreign.status_code == missing.status_code == 404
    assert bytes_of(foreign) == bytes_of(missing)


@pytest.mark.parametrize("page", ["candidate_list", "follow_up_list"])
def test_lists_searches_and_filters_hold_nothing_of_it(towns, theirs, client, page):
    client.force_login(towns.tono)

    for question in ({}, {"search": "Litbang"}, {"search": "KAK"}, {"overdue": "true"}):
        answer = client.get(reverse(page), question)
        assert list(answer.context["page"]) == []
        assert b"Batang" not in answer.content


def test_a_filter_by_a_foreign_record_is_refused_like_one_by_a_missing_record(
    towns, theirs, client
):
    client.force_login(towns.tono)

    for key in (theirs["candidate"], NOWHERE):
        page = client.get(reverse("follow_up_list"), {"candidate": key})
        assert "candidate" in page.context["filter"].form.errors
