"""What management asks on Monday: what is late, whose is it, what came of it."""

from datetime import timedelta

import pytest

from audit.recording import record
from cooperation.models import FollowUp
from cooperation.permissions import Role
from cooperation.reports import Scope, follow_up_status
from tests.builders import TEST, make_affair, make_agency, make_candidate, make_person, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def depok():
    return make_agency("Pemerintah Kota Depok")


@pytest.fixture
def batang():
    return make_agency("Pemerintah Kabupaten Batang")


@pytest.fixture
def ratna(depok):
    return make_person("ratna", depok, Role.MANAGEMENT)


def promise(candidate, *, days, unit=None, assignee=None, **fields):
    due = candidate.owner.today() + timedelta(days=days)
    unit = unit or candidate.owner
    follow_up = FollowUp(
        candidate=candidate, title="Kirim KAK", unit=unit, assignee=assignee, due_on=due, **fields
    )
    return record(follow_up, by=TEST)


def stage(report, status):
    return next(row for row in report["candidates"]["by_stage"] if row["status"] == status)


def test_candidates_are_counted_by_stage_and_by_how_long_they_stand_there(depok, batang, ratna):
    today = depok.today()
    for days in (0, 40, 200):
        make_candidate(
            depok, adopter=batang, status="screening", status_since=today - timedelta(days=days)
        )
    make_candidate(depok, adopter=batang, status="dropped")

    report = follow_up_status(ratna)

    assert report["candidates"]["total"] == 4
    assert stage(report, "screening") == {
        "status": "screening",
        "label": stage(report, "screening")["label"],
        "count": 3,
        "days_0_30": 1,
        "days_31_90": 1,
        "days_over_90": 1,
        "oldest_days": 200,
    }
    assert stage(report, "offered")["oldest_days"] is None


def test_what_is_late_is_told_by_agency_unit_and_person(depok, batang, ratna):
    bappeda = make_agency("Bappeda", parent=depok)
    dadang = make_person("dadang", bappeda, Role.UNIT)
    candidate = make_candidate(depok, adopter=batang)
    promise(candidate, days=-3, unit=bappeda, assignee=dadang)
    promise(candidate, days=-1, unit=depok)
    promise(candidate, days=0, unit=depok)

    late = follow_up_status(ratna)["follow_ups"]

    assert (late["open"], late["overdue"]) == (3, 2)
    assert late["overdue_by_agency"] == [{"agency": depok.pk, "name": depok.name, "count": 2}]
    assert {row["name"]: row["count"] for row in late["overdue_by_unit"]} == {
        "Bappeda": 1,
        "Pemerintah Kota Depok": 1,
    }
    assert {row["name"]: row["count"] for row in late["overdue_by_person"]} == {
        "Dadang": 1,
        None: 1,
    }
    assert [row["days_late"] for row in late["overdue_list"]] == [3, 1]


def test_what_was_done_in_time_is_told_from_what_was_done_late(depok, batang, ratna):
    candidate = make_candidate(depok, adopter=batang)
    today = depok.today()
    promise(candidate, days=2, status="done", done_on=today)
    promise(candidate, days=-2, status="verified", done_on=today, verified_by=ratna)

    counts = follow_up_status(ratna)["follow_ups"]

    assert (counts["done"], counts["done_on_time"], counts["overdue"]) == (2, 1, 0)


def test_the_scope_narrows_by_period_agency_and_affair(depok, batang, ratna):
    tegal = make_agency("Pemerintah Kota Tegal")
    health = make_topic(depok, "Stunting", make_affair("1.02", "Kesehatan"))
    today = depok.today()
    make_candidate(depok, adopter=batang, topic=health)
    make_candidate(depok, adopter=tegal, identified_on=today - timedelta(days=400))

    def total(**scope):
        return follow_up_status(ratna, Scope(**scope))["candidates"]["total"]

    assert total() == 2
    assert total(since=today - timedelta(days=30)) == 1
    assert total(until=today - timedelta(days=30)) == 1
    assert total(agency=tegal) == 1
    assert total(affair=health.affair) == 1
    assert total(agency=tegal, affair=health.affair) == 0


def test_tono_counts_nothing_of_what_he_may_not_see(depok, batang):
    tono = make_person("tono", make_agency("Pemerintah Kota Bogor"), Role.MANAGEMENT)
    promise(make_candidate(depok, adopter=batang), days=-3)

    report = follow_up_status(tono)

    assert report["candidates"]["total"] == 0
    assert report["follow_ups"]["total"] == 0
    assert report["follow_ups"]["overdue_list"] == []


@pytest.mark.parametrize("candidates", [1, 12])
def test_the_report_costs_the_same_however_much_there_is(
    candidates, depok, batang, ratna, django_assert_max_num_queries
):
    for _turn in range(candidates):
        promise(make_candidate(depok, adopter=batang), days=-3)

    with django_assert_max_num_queries(14):  # one of them whether a house keeps much, once a while
        follow_up_status(ratna)
