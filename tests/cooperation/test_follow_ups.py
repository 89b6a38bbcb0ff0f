"""Promises: planned by the owner, done by the one in charge, verified by somebody else."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from cooperation.models import FollowUp
from cooperation.permissions import NotPermitted
from cooperation.services import edit_follow_up, move_candidate, move_follow_up
from cooperation.workflow import FollowUpStatus, TransitionNotAllowed
from tests.builders import make_person
from tests.cooperation.builders import LONG_AGO

PROOF = {"evidence": "Surat pengantar 100/7"}


def done(towns, **facts):
    """Started and finished by the one in charge, long ago."""
    follow_up = towns.follow_up(towns.candidate(), **facts)
    by = facts.get("assignee") or towns.agus
    move_follow_up(follow_up, "start", by=by, on=LONG_AGO)
    return move_follow_up(follow_up, "finish", by=by, on=LONG_AGO, facts=PROOF)


def test_it_is_promised_done_and_verified_by_three_different_people(towns):
    follow_up = done(towns)
    verified = move_follow_up(follow_up, "verify", by=towns.ratna)

    assert (verified.status, verified.evidence) == (FollowUpStatus.VERIFIED, PROOF["evidence"])
    assert (verified.finished_by, verified.verified_by) == (towns.agus, towns.ratna)
    assert verified.done_on == LONG_AGO


def test_it_is_finished_only_with_evidence(towns):
    follow_up = towns.follow_up(towns.candidate())
    move_follow_up(follow_up, "start", by=towns.agus)

    with pytest.raises(ValidationError) as refused:
        move_follow_up(follow_up, "finish", by=towns.agus)

    assert "evidence" in refused.value.message_dict


def test_nobody_verifies_own_work_whether_named_for_it_or_not(towns):
    named = done(towns, unit=towns.depok, assignee=towns.dewi)
    unnamed = towns.follow_up(towns.candidate(), unit=towns.depok, assignee=None)
    move_follow_up(unnamed, "start", by=towns.dewi)
    unnamed = move_follow_up(unnamed, "finish", by=towns.dewi, facts=PROOF)

    for follow_up in (named, unnamed):
        with pytest.raises(TransitionNotAllowed):
            move_follow_up(follow_up, "verify", by=towns.dewi)


def test_sent_back_it_is_open_again_and_says_why(towns):
    sent_back = move_follow_up(done(towns), "reject", by=towns.ratna, why="lampiran kurang")

    assert (sent_back.status, sent_back.done_on) == (FollowUpStatus.OPEN, None)
    assert sent_back.status_reason == "lampiran kurang"


def test_only_the_agency_in_charge_works_on_it(towns):
    follow_up = towns.follow_up(towns.offered(), unit=towns.batang, assignee=towns.lestari)

    with pytest.raises(NotPermitted):
        move_follow_up(follow_up, "start", by=towns.dewi)
    started = move_follow_up(follow_up, "start", by=towns.lestari)

    assert started.status == FollowUpStatus.IN_PROGRESS


def test_only_agencies_of_the_candidate_are_asked(towns):
    with pytest.raises(ValidationError) as refused:
        towns.follow_up(towns.candidate(), unit=towns.bogor, assignee=None)

    assert "unit" in refused.value.message_dict


def test_the_one_in_charge_works_for_the_agency_in_charge(towns):
    with pytest.raises(ValidationError) as refused:
        towns.follow_up(towns.candidate(), assignee=make_person("orang_lain"))

    assert "assignee" in refused.value.message_dict


def test_a_due_date_is_moved_only_with_a_reason(towns):
    follow_up = towns.follow_up(towns.candidate())
    later = {"due_on": date(2022, 10, 31)}

    with pytest.raises(ValidationError) as refused:
        edit_follow_up(follow_up, by=towns.dewi, changes=later)
    moved = edit_follow_up(follow_up, by=towns.dewi, changes=later, why="Batang minta waktu")

    assert "why" in refused.value.message_dict
    assert moved.due_on == date(2022, 10, 31)


def test_what_is_done_is_no_longer_changed(towns):
    with pytest.raises(TransitionNotAllowed):
        edit_follow_up(done(towns), by=towns.dewi, changes={"title": "Lain"})


def test_nothing_is_promised_for_a_candidate_that_was_dropped(towns):
    dropped = move_candidate(towns.candidate(), "drop", by=towns.dewi, why="Batang mundur")

    with pytest.raises(TransitionNotAllowed):
        towns.follow_up(dropped)


def test_it_is_late_on_the_day_after_it_was_due_and_not_once_it_is_done(towns):
    today = towns.depok.today()
    due_today = towns.follow_up(towns.candidate(), due_on=today)
    late = towns.follow_up(towns.candidate(), due_on=today - timedelta(days=1))
    finished = done(towns)

    assert [one.is_overdue for one in (due_today, late, finished)] == [False, True, False]
    assert list(FollowUp.objects.overdue(today)) == [late]


def test_a_stranger_sees_plans_and_moves_nothing(towns):
    candidate = towns.candidate()
    follow_up = towns.follow_up(candidate)

    assert not FollowUp.objects.visible_to(towns.tono).exists()
    with pytest.raises(NotPermitted):
        towns.follow_up(candidate, by=towns.tono)
    with pytest.raises(NotPermitted):
        move_follow_up(follow_up, "start", by=towns.tono)
