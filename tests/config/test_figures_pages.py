"""The reports on pages: a number, what it means, and one link away the records it is made of."""

import re

import pytest

from api.figures import REPORTS
from cooperation.reports.figures import Measure, how_many
from tests.builders import make_candidate, make_innovation, make_person
from tests.query_counts import hold, queries_of
from tests.visits.page import client_of, text_of

NAMES = [report.name for report in REPORTS]


def page_of(user, path):
    return client_of(user).get(f"/reports/{path}")


def is_a_count(measure) -> bool:
    """Of records: not a share, nor a number of people or days."""
    return isinstance(measure, Measure) and measure.value is how_many


def links_in(page) -> list[str]:
    found = re.findall(r'href="(/reports/[^"]*/records/[^"]*)"', page.content.decode())
    return [each.replace("&amp;", "&") for each in found]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_leads_to_as_many_records(house, name):
    """On the day of a report on everything that ever happened, in the words of its own page."""
    visit = house.the_story()
    client = client_of(house.ratna)
    page = client.get(f"/reports/{name}/")
    assert page.status_code == 200

    for label, cells in page.context.get("rows") or []:
        for measure, cell in zip(page.context["measures"], cells, strict=True):
            if cell.href:
                behind = client.get(cell.href)
                count = behind.context["page"].paginator.count
                assert count == cell.value if is_a_count(measure) else count, (label, cell)
                for href in re.findall(r'<li><a href="([^"]+)"', behind.content.decode()):
                    assert client.get(href).status_code == 200
    if name == "funnel":
        assert links_in(page)
        assert f"/visits/{visit.pk}/" in client.get(links_in(page)[0]).content.decode()


def test_ratna_reads_how_many_topics_led_somewhere_and_which(house):
    house.the_story()

    page = page_of(house.ratna, "funnel/?by=year")

    (row,) = page.context["rows"]
    label, cells = row
    assert (label, cells[0].value, cells[0].share) == ("2022", 4, 100)
    (first, *_rest) = links_in(page)
    behind = client_of(house.ratna).get(first)
    assert behind.context["page"].paginator.count == 4
    assert "2022" in text_of(behind)


def test_it_is_asked_for_a_period_an_agency_and_a_limit(house):
    house.the_story()

    assert page_of(house.ratna, "visits/?period=2022-S2").context["rows"]
    assert not page_of(house.ratna, "visits/?period=2023").context["rows"]
    kept = page_of(house.ratna, f"visits/?agency={house.batang.pk}&period=2022")
    assert f"agency={house.batang.pk}" in links_in(kept)[0]
    assert page_of(house.ratna, "punctuality/?within=3").context["question"].within == 3


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("period=2022-13", "Give a period such as"),
        ("period=2022&since=2022-01-01", "Give a period or days, not both."),
        ("since=2022-02-01&until=2022-01-01", "The last day is before the first one."),
        ("by=warna", "Select a valid choice"),
        ("since=kemarin", "Enter a valid date"),
        ("agency=99999", "Select a valid choice"),
    ],
)
def test_what_is_asked_wrongly_is_said_and_nothing_is_reckoned(house, query, said):
    for path in ("visits/?", "visits/records/?measure=visits&"):
        page = page_of(house.ratna, f"{path}{query}")
        assert page.status_code == 200
        assert said in text_of(page)
        assert "rows" not in page.context


def test_which_number_is_chosen_on_the_page_of_the_report(house):
    assert page_of(house.ratna, "visits/records/")["Location"] == "/reports/visits/"


@pytest.mark.parametrize(
    "path",
    [
        "tidak-ada/",
        "tidak-ada/records/?measure=visits",
        "visits/records/?measure=tidak-ada",
        "visits/records/?by=month&measure=visits&key=bukan",
    ],
)
def test_what_is_no_number_is_no_page(house, path):
    assert page_of(house.ratna, path).status_code == 404


@pytest.mark.parametrize("path", ["", "visits/", "visits/records/?measure=visits"])
def test_somebody_without_a_role_reads_no_report(house, path):
    nobody = make_person("siapa", house.depok)

    assert page_of(nobody, path).status_code == 403


def test_tono_counts_nothing_of_depoks(house):
    house.the_story()

    for name in NAMES:
        page = page_of(house.tono, f"{name}/")
        assert not page.context["rows"]
        assert "Batang" not in text_of(page)
    behind = page_of(house.tono, "visits/records/?measure=visits")
    assert "nothing that you may see" in text_of(behind)


@pytest.mark.parametrize(
    ("path", "by"),
    [("outcomes", "candidate"), ("replications", "innovation"), ("follow-ups", "person")],
)
def test_a_made_up_key_does_not_tell_what_it_is_the_key_of(house, path, by):
    """Tono asks for Depok's rows by their ids, as if a number of his had led him there."""
    hidden = {
        "candidate": make_candidate(house.depok, adopter=house.batang, title="Rahasia").pk,
        "innovation": make_innovation(house.depok, "Rahasia", published=False).pk,
        "person": make_person("rahasia", house.depok).pk,
    }
    measure = {"outcomes": "candidates", "replications": "adoptions", "follow-ups": "overdue"}

    query = f"?by={by}&measure={measure[path]}&key={hidden[by]}"
    page = page_of(house.tono, f"{path}/records/{query}")

    assert page.status_code == 200
    assert "rahasia" not in page.content.decode().lower()


def test_what_is_behind_it_costs_the_same_for_one_record_and_for_ten(house):
    house.the_story()
    client = client_of(house.ratna)

    def ask():
        return client.get("/reports/visits/records/?measure=visits")

    one = queries_of(ask)
    for _turn in range(9):
        house.afterwards()

    hold("GET /reports/visits/records/ (page)", one=one, ten=queries_of(ask))


def test_all_reports_are_listed_with_what_they_mean(house):
    page = page_of(house.ratna, "")

    for report in REPORTS:
        assert f'href="/reports/{report.name}/"' in page.content.decode()
        assert str(report.definition).split(".")[0] in text_of(page)
