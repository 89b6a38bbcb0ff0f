"""What a list, a page of it far on, a search and a report cost as the country grows.

    python -m tests.postgres python -m tests.benchmarks.reading          (SIZE=100000 visits)
    SIZE=1000000 python -m tests.postgres python -m tests.benchmarks.reading

A list is set beside the limit: the same rows read by hand-written SQL and written as JSON, in
turns, in the same run. Reports are asked by the protocol officer of one busy city.
"""

import json
import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from api.figures import REPORTS  # noqa: E402
from tests.benchmarks.country import build  # noqa: E402
from visits.models import Visit  # noqa: E402

SIZE = int(os.environ.get("SIZE", "100000"))
ROUNDS = int(os.environ.get("ROUNDS", "15"))
VISITS = "/api/v1/visits/"

BY_HAND = """
SELECT v.id, v.version, v.year, v.number, v.theme, v.status, v.status_since, v.actual_start,
  v.scheduled_start, o.id, o.code, o.name
FROM visits_visit v JOIN cooperation_agency o ON o.id = v.owner_id
WHERE v.owner_id = %s OR EXISTS (SELECT 1 FROM visits_delegation d
  WHERE d.visit_id = v.id AND d.agency_id = %s AND v.shared_at IS NOT NULL)
ORDER BY v.year DESC, v.number DESC, v.id DESC LIMIT 51
"""
CHILDREN = (
    "SELECT h.visit_id, h.id, h.version, h.receiver_name, a.id, a.code, a.name FROM visits_host h"
    " JOIN cooperation_agency a ON a.id = h.agency_id WHERE h.visit_id = ANY(%s)",
    "SELECT d.visit_id, d.id, d.version, d.leader_name, a.id, a.code, a.name"
    " FROM visits_delegation d JOIN cooperation_agency a ON a.id = d.agency_id"
    " WHERE d.visit_id = ANY(%s)",
    "SELECT t.visit_id, t.id, t.version, t.outcome, t.candidate_id, p.id, p.name"
    " FROM visits_discussion t JOIN cooperation_topic p ON p.id = t.topic_id"
    " WHERE t.visit_id = ANY(%s)",
)


def by_hand(agency) -> str:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [agency, agency])
        rows = cursor.fetchall()
        ids = [row[0] for row in rows]
        parts = []
        for query in CHILDREN:
            cursor.execute(query, [ids])
            parts.append(cursor.fetchall())
    return json.dumps([rows, parts], default=str)


def milliseconds(*works) -> list[float]:
    """The median of each, done in turns; the first round fills caches and does not count."""
    found = [[] for _work in works]
    for number in range(ROUNDS + 1):
        for work, times in zip(works, found, strict=True):
            started = time.perf_counter()
            work()
            if number:
                times.append((time.perf_counter() - started) * 1_000)
    return [statistics.median(times) for times in found]


def main():
    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    reader = build(SIZE)
    print(f"visits: {SIZE}, made in {time.perf_counter() - started:.0f} s")
    print(f"of which the reader sees: {Visit.objects.visible_to(reader).count()}")
    client = APIClient()
    client.force_authenticate(reader)
    agency = reader.memberships.first().agency_id

    def read(url):
        answer = client.get(url)
        assert answer.status_code == 200, answer.content
        return answer

    limit, first = milliseconds(lambda: by_hand(agency), lambda: read(VISITS))
    print(f"list by hand: {limit:.1f} ms; by API: {first:.1f} ms, {first / limit:.1f} x")
    with CaptureQueriesContext(connection) as captured:
        read(VISITS)
    print(f"queries of the list: {len(captured)}; their SQL: {_sql(captured):.1f} ms")
    page = read(VISITS)
    deep = VISITS
    for _turn in range(20):
        deep = page.json()["next"] or deep
        page = read(deep)
    asked = {
        "a page 21 pages on": deep,
        "by status and days": f"{VISITS}?status=reported&since=2024-01-01",
        "by affair": f"{VISITS}?affair=8.05",
        "ordered by day": f"{VISITS}?ordering=-starts",
        "counted, capped": f"{VISITS}?count=capped",
        "counted, exactly": f"{VISITS}?count=exact",
        "search, no hit": f"{VISITS}?search=xyzzy",
        "search, rare": f"{VISITS}?search=9973",
        "search, common": f"{VISITS}?search=tiru",
        "overdue follow-ups": "/api/v1/follow-ups/?overdue=true",
    }
    for name, url in asked.items():
        (took,) = milliseconds(lambda url=url: read(url))
        print(f"{name}: {took:.1f} ms")
    for report in REPORTS:
        for by in report.by[:2]:
            url = f"/api/v1/reports/{report.name}/?by={by}"
            (took,) = milliseconds(lambda url=url: read(url))
            print(f"report {report.name} by {by}: {took:.0f} ms")
    (took,) = milliseconds(lambda: read("/api/v1/reports/follow-up-status/"))
    print(f"report follow-up-status: {took:.0f} ms")


def _sql(captured) -> float:
    return sum(float(query["time"]) for query in captured) * 1_000


if __name__ == "__main__":
    settings.ALLOWED_HOSTS = ["*"]
    settings.API_RATE = None
    reset_queries()
    main()
