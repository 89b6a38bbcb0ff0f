"""Lists of a period: the same words as in the reports, and the same days."""

from datetime import date, datetime, timedelta

import pytest

from cooperation.models import FollowUp
from cooperation.services import plan_follow_up
from tests.builders import make_candidate
from tests.visits.builders import WIB

PERIODS = {
    "2025": (date(2025, 1, 1), date(2025, 12, 31)),
    "2025-S2": (date(2025, 7, 1), date(2025, 12, 31)),
    "2025-Q3": (date(2025, 7, 1), date(2025, 9, 30)),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29)),
}


def ids(client, url, **query):
    answer = client.get(f"/api/v1/{url}/", query)
    assert answer.status_code == 200, answer.content
    return {row["id"] for row in answer.json()["results"]}


@pytest.mark.parametrize("period", PERIODS)
def test_both_ends_belong_to_it_and_nothing_beyond(house, sari, period):
    first, last = PERIODS[period]
    days = [first - timedelta(days=1), first, last, last + timedelta(days=1)]
    visits, candidates, promises = [], [], []
    for day in days:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=WIB)
        visits.append(house.afterwards(actual_start=noon).pk)
        candidate = make_candidate(house.depok, adopter=house.batang, identified_on=day)
        candidates.append(candidate.pk)
        promise = plan_follow_up(
            candidate=candidate, title="Kirim", unit=house.depok, due_on=day, by=house.kerja
        )
        promises.append(promise.pk)

    assert ids(sari, "visits", period=period) == set(visits[1:3])
    assert ids(sari, "candidates", period=period) == set(candidates[1:3])
    assert ids(sari, "follow-ups", period=period) == set(promises[1:3])
    assert FollowUp.objects.count() == 4


def test_agreements_and_papers_by_the_day_they_were_signed_or_issued(house, sari):
    for url in ("agreements", "documents"):
        assert ids(sari, url, period="2026-S1") == set()


@pytest.mark.parametrize("period", ["26", "2026-S3", "2026-Q5", "2026-13", "2026-00", "0000", "x"])
def test_what_is_no_period_is_told(sari, period):
    for url in ("visits", "candidates", "follow-ups", "agreements", "documents"):
        answer = sari.get(f"/api/v1/{url}/", {"period": period})
        assert answer.status_code == 400, url
        assert "period" in answer.json()["errors"]


def test_the_page_of_a_period_says_so(house, client):
    july = house.afterwards()
    client.force_login(house.sari)

    page = client.get("/visits/", {"period": "2022-Q3"}).text

    assert str(july.theme or july.reference) in page
    assert 'value="2022-Q3"' in page
