"""What a list, a page of it far on, a search and a report cost as the country grows.

    python -m tests.postgres python -m tests.benchmarks.reading          (SIZE=100000 visits)
    SIZE=1000000 python -m tests.postgres python -m tests.benchmarks.reading

A list is set beside the limit: the same rows read by hand-written SQL and written as JSON, in
turns, in the same run. All is asked twice: by the protocol officer of the busiest city, who sees
one visit in eight, and by that of a usual one.
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

from accounts.models import User  # noqa: E402
from api.figures import REPORTS  # noqa: E402
from cooperation.models import Agency  # noqa: E402
from cooperation.permissions import Role  # noqa: E402
from tests.benchmarks.country import build  # noqa: E402
from tests.builders import make_person  # noqa: E402
from visits.models import Visit  # noqa: E402

SIZE = int(os.environ.get("SIZE", "100000"))
ROUNDS = int(os.environ.get("ROUNDS", "15"))
VISITS = "/api/v1/visits/"

VISIT = (
    "id version year number theme visit_type branch entry_mode status status_since whole_day"
    " proposed_start scheduled_start scheduled_end actual_start actual_end shared_at"
)
SIDE = "id version order {0}_name {0}_position {0}_office_status on_behalf_of planned_headcount"
BY_HAND = """
SELECT {columns}, o.id, o.code, o.name
FROM visits_visit v JOIN cooperation_agency o ON o.id = v.owner_id
WHERE v.owner_id = %(agency)s OR v.shared_at IS NOT NULL AND (
  EXISTS (SELECT 1 FROM visits_host h WHERE h.visit_id = v.id AND h.agency_id = %(agency)s)
  OR EXISTS (SELECT 1 FROM visits_delegation d
    WHERE d.visit_id = v.id AND d.agency_id = %(agency)s))
ORDER BY v.year DESC, v.number DESC, v.id DESC LIMIT 51
"""
CHILDREN = {
    "hosts": (
        f"{SIDE.format('receiver')} actual_headcount",
        "visits_host c JOIN cooperation_agency a ON a.id = c.agency_id",
        "a.id, a.code, a.name",
    ),
    "delegations": (
        f"{SIDE.format('leader')} actual_headcount",
        "visits_delegation c JOIN cooperation_agency a ON a.id = c.agency_id",
        "a.id, a.code, a.name",
    ),
    "discussions": (
        "id version order outcome",
        "visits_discussion c JOIN cooperation_topic a ON a.id = c.topic_id"
        " LEFT JOIN cooperation_candidate p ON p.id = c.candidate_id",
        "a.id, a.name, p.id, p.year, p.number, p.title, p.status",
    ),
}


def columns_of(table: str, names: str) -> str:
    return ", ".join(f'{table}."{name}"' for name in names.split())


def by_hand(agency) -> str:
    """The same rows and columns, asked for and told by hand; candidates, whoever may see them."""
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND.format(columns=columns_of("v", VISIT)), {"agency": agency})
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        by_id = {row["id"]: row for row in rows}
        for part, (own, tables, beside) in CHILDREN.items():
            cursor.execute(
                f"SELECT c.visit_id, {columns_of('c', own)}, {beside} FROM {tables}"
                ' WHERE c.visit_id = ANY(%s) ORDER BY c."order", c.id',
                [list(by_id)],
            )
            names = [column.name for column in cursor.description]
            for row in cursor.fetchall():
                told = by_id[row[0]].setdefault(part, [])
                told.append(dict(zip(names, row, strict=True)))
    return json.dumps(rows, default=str)


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
    busiest = build(SIZE)
    print(f"visits: {SIZE}, made in {time.perf_counter() - started:.0f} s")
    house = Agency.objects.get(name="Pemerintah Kota 300")
    usual = make_person("biasa", house, Role.PROTOCOL, Role.MANAGEMENT)
    for name, reader in (("busiest", busiest), ("usual", usual)):
        print(f"--- the {name} city, sees {Visit.objects.visible_to(reader).count()} visits")
        measure(reader)


def measure(reader):
    client = APIClient()
    client.force_authenticate(reader)
    agency = reader.memberships.get(role=Role.PROTOCOL).agency_id

    def read(url):
        # A request finds out anew who asks.
        client.force_authenticate(User.objects.get(pk=reader.pk))
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
        "candidates": "/api/v1/candidates/",
        "follow-ups": "/api/v1/follow-ups/",
        "overdue follow-ups": "/api/v1/follow-ups/?overdue=true",
        "agreements": "/api/v1/agreements/",
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
