"""Opening and correcting a candidate: who may, what is refused, who sees it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit.models import StaleRecord
from cooperation.models import Candidate
from cooperation.permissions import NotPermitted
from cooperation.services import edit_candidate, move_candidate
from tests.builders import make_agency, make_innovation, make_topic


def seen_by(user):
    return list(Candidate.objects.visible_to(user))


def test_each_agency_numbers_its_candidates_anew_every_year(towns):
    first = towns.candidate(on=date(2022, 7, 14))
    second = towns.candidate(on=date(2022, 8, 1))
    next_year = towns.candidate(on=date(2023, 1, 2))
    of_batang = towns.candidate(owner=towns.batang, by=towns.lestari, on=date(2022, 8, 2))

    references = [one.reference for one in (first, second, next_year, of_batang)]
    assert references == [
        "CALON-2022-0001",
        "CALON-2022-0002",
        "CALON-2023-0001",
        "CALON-2022-0001",
    ]


def test_management_and_strangers_open_no_candidate(towns):
    for person in (towns.ratna, towns.tono):
        with pytest.raises(NotPermitted):
            towns.candidate(by=person)

    assert not Candidate.objects.exists()


def test_the_owner_takes_part_in_what_it_writes_down(towns):
    elsewhere = make_agency("Pemerintah Kota Tegal")

    with pytest.raises(ValidationError) as refused:
        towns.candidate(provider=elsewhere)

    assert "provider" in refused.value.message_dict


def test_nobody_takes_over_from_oneself(towns):
    with pytest.raises(ValidationError) as refused:
        towns.candidate(adopter=towns.depok)

    assert "adopter" in refused.value.message_dict


def test_what_one_cannot_see_cannot_be_named(towns):
    hidden = make_innovation(towns.bogor, "Rahasia Bogor", published=False)
    topic = make_topic(towns.bogor, "Rencana Bogor")

    with pytest.raises(ValidationError) as refused:
        towns.candidate(innovation=hidden, topic=topic)

    assert set(refused.value.message_dict) == {"innovation", "topic"}


def test_a_correction_says_which_version_it_saw(towns):
    candidate = towns.candidate()
    edit_candidate(candidate, by=towns.dewi, changes={"title": "Replikasi Teman Litbang"})

    with pytest.raises(StaleRecord):
        edit_candidate(
            candidate,
            by=towns.sari,
            changes={"title": "Pemakaian Teman Litbang"},
            expected_version=candidate.version,
        )

    candidate.refresh_from_db()
    assert candidate.title == "Replikasi Teman Litbang"


def test_what_has_ended_is_corrected_only_with_a_reason(towns):
    candidate = move_candidate(towns.candidate(), "drop", by=towns.dewi, why="Batang mundur")

    with pytest.raises(ValidationError) as refused:
        edit_candidate(candidate, by=towns.dewi, changes={"title": "Salah tulis"})
    edited = edit_candidate(candidate, by=towns.dewi, changes={"title": "Judul"}, why="salah tulis")

    assert "why" in refused.value.message_dict
    assert edited.title == "Judul"


@pytest.mark.usefixtures("either_way")
def test_the_owners_people_see_it_and_a_stranger_does_not(towns):
    candidate = towns.candidate()

    assert seen_by(towns.ratna) == [candidate]
    assert seen_by(towns.tono) == []


@pytest.mark.usefixtures("either_way")
def test_the_adopter_sees_it_from_the_offer_on(towns):
    candidate = towns.candidate()
    before = seen_by(towns.lestari)

    candidate = towns.offered(candidate)

    assert before == []
    assert seen_by(towns.lestari) == [candidate]
    assert seen_by(towns.tono) == []


@pytest.mark.usefixtures("either_way")
def test_a_unit_of_the_owner_sees_what_it_is_named_in_and_nothing_else(towns):
    named = towns.candidate(initiating_unit=towns.bappeda)
    asked = towns.candidate(title="Pertukaran data")
    towns.candidate(title="Urusan lain")
    towns.follow_up(asked)

    assert set(seen_by(towns.agus)) == {named, asked}


@pytest.mark.usefixtures("either_way")
def test_the_partners_unit_that_is_asked_sees_nothing_before_it_is_shared(towns):
    candidate = towns.candidate()
    towns.follow_up(candidate, unit=towns.batang, assignee=None)

    assert seen_by(towns.lestari) == []
