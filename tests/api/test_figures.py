"""Ratna asks for figures; behind each number stand the records that it is made of."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest

from api.figures import REPORTS
from audit.recording import record
from cooperation.models import AdoptionStatus, Indicator, Region
from cooperation.services import (
    move_follow_up,
    plan_follow_up,
    record_adoption,
    record_measurement,
)
from tests.api.world import make_world
from tests.builders import (
    TEST,
    make_candidate,
    make_innovation,
    make_person,
    make_region,
)
from visits.models import Outcome
from visits.services import set_outcome

AT = "/api/v1/reports"
EVERY_WAY = [(report, by) for report in REPORTS for by in report.by]


@pytest.fixture
def ratna(house, as_program):
    return as_program(house.ratna)


def settle_in(agency, code, name, province="33"):
    agency.region = make_region(code, name, province)
    record(agency, by=TEST)


def ask(client, name, **query):
    answer = client.get(f"{AT}/{name}/", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def told(report, key=None):
    """The numbers of a row, by their names."""
    row = report["total"]
    if key is not None:
        row = next(each for each in report["rows"] if each["key"] == key)
    return {each["measure"]: each["value"] for each in row["figures"]}


def address(report, measure, key=None):
    row = report["total"]
    if key is not None:
        row = next(each for each in report["rows"] if each["key"] == key)
    return next(each["records"] for each in row["figures"] if each["measure"] == measure)


# --- Every number has its records ---------------------------------------------------------------

NO_COUNTS = {"guests", "oldest_days", "regions", "baseline", "target", "latest"}


def test_as_many_records_stand_behind_a_number_as_it_says(house, ratna):
    settle_in(house.batang, "33.25", "Kabupaten Batang")
    settle_in(house.depok, "32.76", "Kota Depok", "32")
    make_world(house).grow(children=2)

    for report, by in EVERY_WAY:
        figures = ask(ratna, report.name, by=by, since="2020-01-01", until="2040-12-31")
        rows = [*figures["rows"], figures["total"]]
        for each in [figure for row in rows for figure in row["figures"]]:
            behind = ratna.get(each["records"])
            assert behind.status_code == 200, behind.content
            is_count = not each["measure"].endswith(("percent", "median_days"))
            if is_count and each["measure"] not in NO_COUNTS:
                assert behind.json()["count"] == each["value"], (report.name, by, each)


def test_the_list_of_reports_defines_every_number(ratna):
    listed = ratna.get(f"{AT}/").json()

    assert [each["name"] for each in listed] == [report.name for report in REPORTS]
    for each in listed:
        assert all(measure["definition"] for measure in each["measures"])
        assert ratna.get(each["url"]).status_code == 200


# --- Visits -------------------------------------------------------------------------------------


def test_visits_are_counted_by_the_province_their_guests_came_from(house, ratna):
    settle_in(house.batang, "33.25", "Kabupaten Batang", "33")
    settle_in(house.elsewhere, "65.71", "Kota Tarakan", "65")
    both = [
        {"agency": house.batang, "planned_headcount": 12, "actual_headcount": 10},
        {"agency": house.elsewhere, "planned_headcount": 4},
    ]
    house.afterwards(delegations=both)
    house.afterwards()
    house.log()  # a letter is no visit yet

    figures = ask(ratna, "visits")

    assert [row["label"] for row in figures["rows"]] == ["Provinsi 33", "Provinsi 65"]
    assert told(figures, "33") == {"visits": 2, "delegations": 2, "guests": 10}
    assert told(figures, "65") == {"visits": 1, "delegations": 1, "guests": 4}
    assert told(figures) == {"visits": 2, "delegations": 3, "guests": 14}


def test_a_region_that_was_split_off_counts_where_it_stands_today(house, ratna):
    settle_in(house.batang, "91.71", "Kota Sorong", "91")
    later = make_region("96.71", "Kota Sorong", "96")
    before = Region.objects.get(code="91.71")
    before.successor = later
    record(before, by=TEST)
    house.afterwards()

    assert [row["key"] for row in ask(ratna, "visits")["rows"]] == ["96"]


def test_a_month_is_that_of_the_place(house, as_program):
    """At 17:30 UTC on 31 July it is August in Tarakan, in Depok it is, too: 00:30; at 16:30 only
    in Tarakan."""
    evening = datetime(2022, 7, 31, 16, 30, tzinfo=UTC)
    house.afterwards(actual_start=evening)
    theirs = house.afterwards(
        owner=house.elsewhere,
        by=house.tono,
        actual_start=evening,
        hosts=[{"agency": house.elsewhere}],
        delegations=[{"agency": house.batang}],
    )
    tono, sari = as_program(house.tono), as_program(house.sari)

    for client, month in ((sari, "2022-07"), (tono, "2022-08")):
        assert [row["key"] for row in ask(client, "visits", by="month")["rows"]] == [month]
    assert told(ask(tono, "visits", period="2022-07"))["visits"] == 0
    behind = tono.get(address(ask(tono, "visits", by="month"), "visits", "2022-08")).json()
    assert [each["id"] for each in behind["results"]] == [theirs.pk]
    assert behind["results"][0]["kind"] == "visits"


PERIODS = [
    ("month", "2022-07"),
    ("quarter", "2022-Q3"),
    ("semester", "2022-S2"),
    ("year", "2022"),
]


@pytest.mark.parametrize(("by", "key"), PERIODS)
def test_what_is_called_by_a_period_is_asked_for_by_it(by, key, house, ratna):
    house.afterwards()
    house.afterwards(actual_start=datetime(2021, 1, 4, 3, tzinfo=UTC))

    apart = ask(ratna, "visits", by=by)
    alone = ask(ratna, "visits", by=by, period=key)

    assert told(apart, key)["visits"] == 1
    assert [row["key"] for row in alone["rows"]] == [key]
    assert told(alone) == told(apart, key)


def test_a_topic_counts_for_its_affair_and_the_funnel_narrows(house, ratna):
    visit = house.the_story()
    discussions = list(visit.discussions.select_related("topic__affair"))
    for discussion in discussions[:2]:
        set_outcome(discussion, outcome=Outcome.NO_FOLLOW_UP, note="Sudah ada", by=house.sari)

    whole = told(ask(ratna, "funnel", by="all"))
    health = ask(ratna, "funnel", by="all", affair="1.02")

    by_hand = sum(1 for each in discussions if each.topic.affair.code == "1.02")
    assert (whole["topics"], whole["with_outcome"]) == (len(discussions), 2)
    assert whole["to_candidate"] == 0
    assert whole["to_candidate_percent"] == 0.0
    assert told(health)["topics"] == by_hand


def test_what_is_nobodys_number_has_no_share(house, ratna):
    assert told(ask(ratna, "funnel"))["realised_percent"] is None


# --- How soon -----------------------------------------------------------------------------------


def decided(house, received, day):
    visit = house.log(letter_received_on=received)
    visit.decided_on = day
    return record(visit, by=TEST)


def test_decisions_take_working_days(house, ratna):
    """Friday to Monday is one; Thursday to Friday of the week after six; a holiday is none."""
    decided(house, date(2022, 7, 1), date(2022, 7, 4))
    decided(house, date(2022, 7, 14), date(2022, 7, 22))
    decided(house, date(2022, 8, 16), date(2022, 8, 18))  # 17 August is Independence Day
    decided(house, None, date(2022, 7, 22))

    figures = ask(ratna, "decision-time", period="2022")

    assert told(figures, "2022-07") == {"decided": 3, "with_receipt": 2, "median_days": 3.5}
    assert told(figures, "2022-08") == {"decided": 1, "with_receipt": 1, "median_days": 1.0}
    assert told(figures) == {"decided": 4, "with_receipt": 3, "median_days": 1.0}


def test_a_report_is_in_time_late_or_missing(house, ratna):
    days = [date(2022, 7, 19), date(2022, 7, 20), None]
    for day in days:
        visit = house.afterwards()
        visit.reported_on = day
        record(visit, by=TEST)
    house.afterwards(actual_start=datetime.now(UTC) - timedelta(days=2))  # may still be in time

    usual = told(ask(ratna, "punctuality"))
    patient = told(ask(ratna, "punctuality", within=8))

    assert usual == {"due": 3, "in_time": 1, "late": 1, "missing": 1, "in_time_percent": 33.3}
    assert patient["in_time"] == 2


# --- Promises and results -----------------------------------------------------------------------


def promise(house, due_on, **given):
    candidate = make_candidate(house.depok, adopter=house.batang)
    facts = {"unit": house.bappeda, "assignee": house.dewi, "title": "Kirim KAK"} | given
    return plan_follow_up(candidate=candidate, due_on=due_on, by=house.kerja, **facts)


def test_what_is_late_and_whose_it_is(house, ratna):
    today = house.depok.today()
    promise(house, today - timedelta(days=40))
    promise(house, today - timedelta(days=3), assignee=None)
    promise(house, today + timedelta(days=3))
    done = promise(house, today)
    move_follow_up(done, "start", by=house.dewi)
    done.refresh_from_db()
    move_follow_up(done, "finish", by=house.dewi, facts={"evidence": "Surat 045/12"})

    figures = ask(ratna, "follow-ups", by="person")

    assert told(figures) | {"in_time_percent": None} == {
        "overdue": 2,
        "oldest_days": 40,
        "done_in_time": 1,
        "done_late": 0,
        "settled": 3,
        "in_time_percent": None,
    }
    assert told(figures, str(house.dewi.pk))["overdue"] == 1
    assert told(figures, "-")["oldest_days"] == 3
    assert figures["rows"][-1]["label"] == "not named"


def test_regions_that_took_over_an_innovation_are_counted_once_and_with_evidence(house, ratna):
    settle_in(house.depok, "32.76", "Kota Depok", "32")
    settle_in(house.batang, "33.25", "Kabupaten Batang", "33")
    shown = make_innovation(house.depok)
    year = house.depok.today().year - 1
    for number, agency in enumerate([house.batang, house.batang, house.elsewhere]):
        candidate = make_candidate(house.depok, adopter=agency, innovation=shown)
        adopted = record_adoption(
            candidate,
            status=AdoptionStatus.IN_USE,
            started_on=date(year, 3, 1 + number),
            by=house.kerja,
        )
    settle_in(house.elsewhere, "65.71", "Kota Tarakan", "65")

    figures = ask(ratna, "replications")
    behind = ratna.get(address(figures, "without_evidence", str(shown.pk))).json()

    assert figures["since"] == f"{year - 1}-01-01"
    assert told(figures) == {"regions": 0, "adoptions": 3, "without_evidence": 3, "stopped": 0}
    assert behind["count"] == 3
    assert behind["results"][0]["url"].endswith(f"/api/v1/adoptions/{adopted.pk}/")


def test_outcomes_tell_whether_less_is_better(house, ratna):
    stunting = record(
        Indicator(owner=house.depok, name="Stunting", unit="%", lower_is_better=True), by=TEST
    )
    candidate = make_candidate(
        house.depok,
        adopter=house.batang,
        indicator=stunting,
        baseline_value="21.7",
        target_value="14",
    )
    for day, value in ((1, "20"), (2, "13.5")):
        record_measurement(
            candidate, value=value, measured_on=date(2023, 1, day), source="SSGI", by=house.kerja
        )
    make_candidate(house.depok, adopter=house.batang, indicator=stunting, baseline_value="3")

    figures = ask(ratna, "outcomes")

    assert told(figures, str(candidate.pk)) == {
        "candidates": 1,
        "measured": 1,
        "better": 1,
        "reached": 1,
        "reached_percent": 100.0,
        "baseline": 21.7,
        "target": 14.0,
        "latest": 13.5,
    }
    assert told(figures) == {
        "candidates": 2,
        "measured": 1,
        "better": 1,
        "reached": 1,
        "reached_percent": 100.0,
    }


# --- Who may ask, and how -----------------------------------------------------------------------


def test_tono_counts_nothing_of_what_depok_keeps(house, tono):
    make_world(house)

    for report, by in EVERY_WAY:
        figures = ask(tono, report.name, by=by, since="2020-01-01", until="2040-12-31")
        assert figures["rows"] == []
        assert not any(told(figures).values())
        behind = tono.get(address(figures, report.measures[0].name)).json()
        assert behind["results"] == []


def test_who_may_see_no_reports_is_refused(house, as_program):
    stranger = as_program(make_person("orang"))

    for at in (f"{AT}/", f"{AT}/funnel/", f"{AT}/funnel/records/?measure=topics"):
        assert stranger.get(at).status_code == 403


WRONG = [
    ("by", "colour"),
    ("period", "2022-13"),
    ("period", "2022-S3"),
    ("period", "0000"),
    ("as", "pdf"),
    ("agency", "999999"),
    ("within", "7"),
    ("page_sise", "5"),
    ("until", "2019"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_what_is_asked_wrongly_is_told(name, value, ratna):
    answer = ratna.get(f"{AT}/funnel/", {name: value})

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [name]


def test_a_number_that_is_not_there_has_no_records(house, ratna):
    assert ratna.get(f"{AT}/funnel/records/").status_code == 400
    assert ratna.get(f"{AT}/outcomes/records/?measure=latest&by=month").status_code == 400
    for by, key in (("month", "juli"), ("agency", "9" * 30), ("affair", "\x00")):
        query = {"measure": "topics", "by": by, "key": key}
        assert ratna.get(f"{AT}/funnel/records/", query).status_code == 404


def test_the_same_figures_as_a_table(house, ratna):
    house.afterwards()

    answer = ratna.get(f"{AT}/visits/", {"by": "year", "as": "csv"})
    table = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))

    assert table == [
        ["Year", "Visits", "Delegations", "Guests"],
        ["2022", "1", "1", "0"],
        ["Together", "1", "1", "0"],
    ]


def test_many_rows_come_in_pages(house, ratna):
    for month in (1, 2, 3):
        house.afterwards(actual_start=datetime(2022, month, 4, 3, tzinfo=UTC))

    first = ask(ratna, "visits", by="month", page_size=2)
    second = ratna.get(first["next"]).json()

    assert [row["key"] for row in first["rows"]] == ["2022-01", "2022-02"]
    assert [row["key"] for row in second["rows"]] == ["2022-03"]
    assert first["total"] == second["total"]
