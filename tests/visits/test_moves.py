"""Every step of a visit: when it is taken, what it leaves behind, and when it is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from audit.models import StaleRecord
from cooperation.permissions import NotPermitted
from cooperation.services import plan_follow_up
from cooperation.workflow import ReasonRequired, TransitionNotAllowed
from tests.builders import make_affair
from tests.visits.builders import THE_DAY, days_from_now, noon
from visits.models import Outcome
from visits.services import (
    add_discussion,
    attach_file,
    issue_paper,
    move,
    open_candidate_from,
    prepare_paper,
    set_outcome,
)
from visits.workflow import TRANSITIONS, Action, EntryMode, Status

STUNTING = {"name": "Stunting"}
OFFICIAL = {"deciding_official": "Sekretaris Daerah"}
GUEST = {"requested_by": "guest"}


@pytest.fixture
def accepted(house):
    visit = house.log(on=date(2022, 7, 1))
    visit = move(
        visit,
        Action.DISPOSE,
        by=house.sari,
        on=date(2022, 7, 2),
        facts={"instruction": "Siapkan", "to_unit": house.bappeda},
    )
    return move(visit, Action.ACCEPT, by=house.ratna, on=date(2022, 7, 3), facts=OFFICIAL)


@pytest.fixture
def scheduled(house, accepted):
    facts = {"scheduled_start": THE_DAY, "scheduled_end": THE_DAY + timedelta(hours=3)}
    return move(accepted, Action.SCHEDULE, by=house.sari, on=date(2022, 7, 4), facts=facts)


def scheduled_for(house, accepted, moment):
    return move(accepted, Action.SCHEDULE, by=house.sari, facts={"scheduled_start": moment})


def with_topic(house, visit):
    add_discussion(visit, by=house.sari, affair=make_affair(), **STUNTING)
    return visit


def test_a_letter_is_passed_on_with_an_instruction_and_decided_by_an_official(house, accepted):
    passed_on = accepted.dispositions.get()

    assert (passed_on.dated_on, passed_on.to_unit) == (date(2022, 7, 2), house.bappeda)
    assert (accepted.status, accepted.status_since) == (Status.ACCEPTED, date(2022, 7, 3))
    assert (accepted.deciding_official, accepted.decided_on) == (
        "Sekretaris Daerah",
        date(2022, 7, 3),
    )
    assert accepted.shared_at is None


def test_a_letter_is_passed_on_only_within_the_house(house):
    with pytest.raises(ValidationError) as refusal:
        move(
            house.log(),
            Action.DISPOSE,
            by=house.sari,
            facts={"instruction": "Siapkan", "to_unit": house.batang},
        )

    assert list(refusal.value.message_dict) == ["to_unit"]


def test_a_refusal_says_why(house):
    visit = move(house.log(), Action.DISPOSE, by=house.sari, facts={"instruction": "Telaah"})
    with pytest.raises(ReasonRequired):
        move(visit, Action.DECLINE, by=house.ratna, facts=OFFICIAL)

    visit = move(visit, Action.DECLINE, by=house.ratna, why="Jadwal penuh", facts=OFFICIAL)

    assert (visit.status, visit.status_reason) == (Status.DECLINED, "Jadwal penuh")
    assert visit.decision_reason == "Jadwal penuh"


def test_scheduling_names_the_place_and_lets_the_guests_see_it(house, accepted):
    facts = {"scheduled_start": THE_DAY, "venue": "Aula Sapa Saba"}

    visit = move(accepted, Action.SCHEDULE, by=house.sari, facts=facts)

    assert [stop.place for stop in visit.stops.all()] == ["Aula Sapa Saba"]
    assert visit.shared_at is not None


def test_a_visit_does_not_end_before_it_starts(house, accepted):
    facts = {"scheduled_start": THE_DAY, "scheduled_end": THE_DAY - timedelta(days=1)}
    with pytest.raises(ValidationError) as refusal:
        move(accepted, Action.SCHEDULE, by=house.sari, facts=facts)

    assert list(refusal.value.message_dict) == ["scheduled_end"]


def test_a_visit_moved_twice_and_then_missed_keeps_both_changes(house, scheduled):
    first, second = THE_DAY + timedelta(days=7), THE_DAY + timedelta(days=14)
    for moment, why in [(first, "Bentrok paripurna"), (second, "Banjir")]:
        facts = {"scheduled_start": moment, **GUEST}
        move(scheduled, Action.RESCHEDULE, by=house.sari, why=why, facts=facts)
    visit = move(scheduled, Action.NO_SHOW, by=house.sari)

    changes = list(visit.schedule_changes.all())
    assert [(row.old_start, row.new_start, row.reason) for row in changes] == [
        (THE_DAY, first, "Bentrok paripurna"),
        (first, second, "Banjir"),
    ]
    assert visit.status == Status.NO_SHOW
    told = [entry.history_change_reason for entry in visit.history.all()]
    assert "reschedule: Banjir" in told


def test_a_planned_visit_gets_its_first_date_by_rescheduling(house):
    visit = house.log(entry_mode=EntryMode.PLANNED)

    visit = move(
        visit,
        Action.RESCHEDULE,
        by=house.sari,
        why="Tanggal disepakati",
        facts={"scheduled_start": days_from_now(9), "requested_by": "host"},
    )

    assert visit.schedule_changes.get().old_start is None


def test_nobody_starts_before_the_scheduled_day(house, accepted):
    visit = scheduled_for(house, accepted, days_from_now(2))
    with pytest.raises(TransitionNotAllowed) as refusal:
        move(visit, Action.START, by=house.sari)

    visit.refresh_from_db()
    assert (refusal.value.action, visit.status) == (Action.START, Status.SCHEDULED)


def test_guests_who_come_on_the_day_but_early_may_start(house, accepted):
    late_tonight = house.depok.local(days_from_now(0)).replace(hour=23, minute=59)
    visit = scheduled_for(house, accepted, late_tonight)

    visit = move(visit, Action.START, by=house.sari)

    assert visit.status == Status.IN_PROGRESS
    assert visit.actual_start <= days_from_now(0) + timedelta(seconds=1)


def test_completing_takes_the_planned_times_and_counts_only_who_was_counted(house, scheduled):
    delegation = with_topic(house, scheduled).delegations.get()

    visit = move(
        scheduled,
        Action.COMPLETE,
        by=house.sari,
        on=date(2022, 7, 12),
        facts={"headcounts": {str(delegation.pk): 23}},
    )

    delegation.refresh_from_db()
    assert (visit.actual_start, visit.actual_end) == (THE_DAY, THE_DAY + timedelta(hours=3))
    assert visit.status_since == date(2022, 7, 12)
    assert (delegation.planned_headcount, delegation.actual_headcount) == (None, 23)


@pytest.mark.parametrize("heads", [-1, "banyak", 1_000_000])
def test_a_headcount_is_a_number_of_people(house, scheduled, heads):
    delegation = with_topic(house, scheduled).delegations.get()
    with pytest.raises(ValidationError) as refusal:
        move(
            scheduled, Action.COMPLETE, by=house.sari, facts={"headcounts": {delegation.pk: heads}}
        )

    assert list(refusal.value.message_dict) == [f"headcounts.{delegation.pk}"]


def test_heads_are_counted_only_for_delegations_of_this_visit(house, scheduled):
    foreign = house.log().delegations.get()
    with_topic(house, scheduled)
    with pytest.raises(ValidationError):
        move(scheduled, Action.COMPLETE, by=house.sari, facts={"headcounts": {foreign.pk: 3}})


def test_a_visit_without_topic_says_why_there_was_none(house, scheduled):
    with pytest.raises(ValidationError) as refusal:
        move(scheduled, Action.COMPLETE, by=house.sari)

    visit = move(scheduled, Action.COMPLETE, by=house.sari, facts={"no_topic_note": "Silaturahmi"})

    assert list(refusal.value.message_dict) == ["no_topic_note"]
    assert visit.status == Status.COMPLETED


def test_what_is_still_to_come_cannot_be_completed(house, accepted):
    visit = with_topic(house, scheduled_for(house, accepted, days_from_now(1)))
    with pytest.raises(ValidationError) as refusal:
        move(visit, Action.COMPLETE, by=house.sari)

    assert list(refusal.value.message_dict) == ["actual_start"]


def test_a_report_needs_a_paper_and_an_outcome_for_every_topic(house, upload):
    visit = house.afterwards(topics=[{"name": "Stunting", "affair": make_affair()}])
    talk = visit.discussions.get()
    with pytest.raises(TransitionNotAllowed, match="Stunting"):
        move(visit, Action.REPORT, by=house.sari)
    set_outcome(talk, outcome=Outcome.NO_FOLLOW_UP, note="Cukup", by=house.sari)
    with pytest.raises(TransitionNotAllowed):
        move(visit, Action.REPORT, by=house.sari)
    attach_file(visit, kind="photo", upload=upload("foto.png"), by=house.sari)
    with pytest.raises(TransitionNotAllowed):
        move(visit, Action.REPORT, by=house.sari)
    attach_file(visit, kind="minutes", upload=upload("notulen.png"), by=house.sari)

    assert move(visit, Action.REPORT, by=house.sari).status == Status.REPORTED


def test_an_issued_memorandum_is_a_report_too(house):
    visit = house.afterwards(no_topic_note="Silaturahmi")
    memorandum = prepare_paper(visit, agency=house.depok, by=house.sari)
    with pytest.raises(TransitionNotAllowed):
        move(visit, Action.REPORT, by=house.sari)
    issue_paper(memorandum, by=house.sari)

    assert move(visit, Action.REPORT, by=house.sari).status == Status.REPORTED


@pytest.fixture
def reported(house, upload):
    visit = house.afterwards(topics=[{"name": "Stunting", "affair": make_affair()}])
    candidate = open_candidate_from(
        visit.discussions.get(),
        title="Adopsi Teman Litbang",
        provider=house.depok,
        adopter=house.batang,
        by=house.sari,
    )
    attach_file(visit, kind="report", upload=upload("laporan.png"), by=house.sari)
    move(visit, Action.REPORT, by=house.sari)
    return visit, candidate


def test_a_visit_is_not_closed_over_a_promise_that_nobody_keeps(house, reported):
    visit, candidate = reported
    plan_follow_up(candidate=candidate, title="Kirim KAK", unit=house.depok, by=house.sari)

    with pytest.raises(TransitionNotAllowed, match="Kirim KAK"):
        move(visit, Action.CLOSE, by=house.ratna)


def test_a_visit_is_closed_while_somebody_is_in_charge_and_reopened_with_a_reason(house, reported):
    visit, candidate = reported
    plan_follow_up(
        candidate=candidate,
        title="Kirim KAK",
        unit=house.depok,
        assignee=house.kerja,
        by=house.sari,
    )

    closed = move(visit, Action.CLOSE, by=house.kerja).status
    with pytest.raises(ReasonRequired):
        move(visit, Action.REOPEN, by=house.ratna)
    reopened = move(visit, Action.REOPEN, by=house.ratna, why="Notulen keliru").status

    assert (closed, reopened) == (Status.CLOSED, Status.COMPLETED)


def test_a_topic_without_candidate_does_not_keep_a_visit_open(house, upload):
    visit = house.afterwards(
        topics=[
            {
                "name": "PAD",
                "affair": make_affair(),
                "outcome": "no_follow_up",
                "outcome_note": "Cukup",
            }
        ]
    )
    attach_file(visit, kind="minutes", upload=upload("notulen.png"), by=house.sari)
    move(visit, Action.REPORT, by=house.sari)

    assert move(visit, Action.CLOSE, by=house.kerja).status == Status.CLOSED


def test_a_cancelled_visit_says_at_whose_wish_and_why(house, scheduled):
    with pytest.raises(ValidationError):
        move(
            scheduled,
            Action.CANCEL,
            by=house.sari,
            why="Sakit",
            facts={"requested_by": "siapa"},
        )

    visit = move(scheduled, Action.CANCEL, by=house.sari, why="Sakit", facts=GUEST)

    assert (visit.status, visit.ended_by, visit.status_reason) == (
        Status.CANCELLED,
        "guest",
        "Sakit",
    )


def test_nobody_failed_to_come_before_the_day_has_passed(house, accepted):
    visit = scheduled_for(house, accepted, days_from_now(0))
    undated = house.log(entry_mode=EntryMode.PLANNED)

    for waiting in (visit, undated):
        with pytest.raises(TransitionNotAllowed):
            move(waiting, Action.NO_SHOW, by=house.sari)


def test_a_step_is_taken_only_from_where_it_starts(house):
    visit = house.log()
    elsewhere = [action for action, step in TRANSITIONS.items() if visit.status not in step.sources]

    for action in elsewhere:
        by = house.ratna if action in (Action.REOPEN, Action.CLOSE) else house.sari
        with pytest.raises(TransitionNotAllowed):
            move(visit, action, by=by, why="coba")


def test_people_without_the_right_take_no_step(house):
    visit = house.log()
    for stranger in (house.budi, house.dewi, house.bima, house.tono):
        with pytest.raises(NotPermitted):
            move(visit, Action.DISPOSE, by=stranger, facts={"instruction": "Siapkan"})


def test_the_second_of_two_who_read_the_same_version_is_told(house):
    visit = house.log()
    seen = visit.version
    move(
        visit,
        Action.DISPOSE,
        by=house.sari,
        facts={"instruction": "Siapkan"},
        expected_version=seen,
    )

    with pytest.raises(StaleRecord):
        move(
            visit,
            Action.CANCEL,
            by=house.sari,
            why="batal",
            facts=GUEST,
            expected_version=seen,
        )


def test_a_step_cannot_have_happened_tomorrow(house):
    with pytest.raises(ValidationError):
        move(
            house.log(),
            Action.DISPOSE,
            by=house.sari,
            facts={"instruction": "Siapkan"},
            on=noon(house.depok.today() + timedelta(days=1)).date(),
        )
