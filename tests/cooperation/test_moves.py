"""The steps of a candidate: what each asks for, and what it leaves behind."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from audit.models import StaleRecord
from cooperation.permissions import NotPermitted
from cooperation.reports import history_of
from cooperation.services import move_candidate
from cooperation.workflow import (
    CandidateStatus,
    ReasonRequired,
    TransitionNotAllowed,
)
from tests.builders import make_candidate
from tests.cooperation.builders import LONG_AGO


def test_the_way_from_seen_to_agreed_is_in_the_history_with_who_took_each_step(towns):
    candidate = towns.agreed()

    told = [(entry.username, entry.why) for entry in history_of(candidate, towns.ratna).entries]
    assert told == [
        ("dewi", "agree"),
        ("dewi", "offer"),
        ("ratna", "approve"),
        ("dewi", "recommend"),
        ("dewi", "screen"),
        ("sari", "identified"),
    ]


def test_only_management_approves(towns):
    candidate = make_candidate(towns.depok, adopter=towns.batang, status="recommended")

    with pytest.raises(NotPermitted) as refused:
        move_candidate(candidate, "approve", by=towns.dewi)

    assert "Pemerintah Kota Depok" in str(refused.value)


def test_an_offer_keeps_the_number_and_day_of_its_letter(towns):
    candidate = make_candidate(towns.depok, adopter=towns.batang, status="approved")

    facts = {"letter_number": "100/7/KS/2022", "letter_date": LONG_AGO}
    offered = move_candidate(candidate, "offer", by=towns.dewi, facts=facts)

    assert (offered.letter_number, offered.letter_date) == ("100/7/KS/2022", LONG_AGO)
    assert offered.shared_at is not None


@pytest.mark.parametrize("status", ["identified", "offered", "in_agreement"])
def test_a_parked_candidate_resumes_where_it_was(towns, status):
    candidate = make_candidate(towns.depok, adopter=towns.batang, status=status)
    later = towns.depok.today() + timedelta(days=30)

    parked = move_candidate(
        candidate, "park", by=towns.dewi, why="menunggu anggaran", facts={"parked_until": later}
    )
    resumed = move_candidate(candidate, "resume", by=towns.dewi)

    assert (parked.status, parked.parked_until) == (CandidateStatus.PARKED, later)
    assert (resumed.status, resumed.parked_from, resumed.parked_until) == (status, "", None)


def test_parking_ends_on_a_day_to_come(towns):
    candidate = towns.candidate()

    with pytest.raises(ValidationError) as refused:
        move_candidate(
            candidate,
            "park",
            by=towns.dewi,
            why="menunggu",
            facts={"parked_until": towns.depok.today()},
        )

    assert "parked_until" in refused.value.message_dict


def test_dropping_owes_a_reason_and_is_undone_only_by_management(towns):
    candidate = towns.candidate()

    with pytest.raises(ReasonRequired):
        move_candidate(candidate, "drop", by=towns.dewi, why="  ")
    dropped = move_candidate(candidate, "drop", by=towns.dewi, why="Batang mundur")
    with pytest.raises(NotPermitted):
        move_candidate(dropped, "reopen", by=towns.dewi, why="Batang kembali")
    reopened = move_candidate(dropped, "reopen", by=towns.ratna, why="Batang kembali")

    assert dropped.status_reason == "Batang mundur"
    assert reopened.status == CandidateStatus.SCREENING


def test_nothing_happened_tomorrow(towns):
    tomorrow = towns.depok.today() + timedelta(days=1)

    with pytest.raises(ValidationError) as refused:
        move_candidate(towns.candidate(), "screen", by=towns.dewi, on=tomorrow)

    assert "on" in refused.value.message_dict


def test_a_step_from_another_status_says_where_the_candidate_stands(towns):
    with pytest.raises(TransitionNotAllowed) as refused:
        move_candidate(towns.candidate(), "offer", by=towns.dewi)

    assert refused.value.status == CandidateStatus.IDENTIFIED


def test_of_two_who_saw_the_same_the_second_is_told(towns):
    seen = towns.candidate()
    move_candidate(seen, "screen", by=towns.dewi, expected_version=seen.version)

    with pytest.raises(StaleRecord):
        move_candidate(seen, "drop", by=towns.dewi, why="keliru", expected_version=seen.version)


def test_nobody_asks_for_what_happens_by_itself(towns):
    candidate = make_candidate(towns.depok, adopter=towns.batang, status="agreed")

    with pytest.raises(TransitionNotAllowed):
        move_candidate(candidate, "link_agreement", by=towns.budi)


def test_a_stranger_moves_nothing(towns):
    with pytest.raises(NotPermitted):
        move_candidate(towns.candidate(), "screen", by=towns.tono)
