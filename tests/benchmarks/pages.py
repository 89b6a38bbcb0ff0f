"""P10: what the pages of an office cost on SQLite, the database that it starts with.

    python -m tests.postgres python -m tests.benchmarks.pages            (SIZE=100000 visits)

The country is made by PostgreSQL, which is quick at it, and copied row by row into a file of
SQLite; the pages are then asked there, in a process of their own, as the protocol officer of a
usual city and of the busiest one. COUNTRY= names a file to keep it in, which `--ask` asks again
without PostgreSQL. Printed are the middle one of several answers, in milliseconds beside the 150
that are allowed, how much of it was the database, the queries, and the size of the answer as a
server would send it (gzip), beside 100 KB.
"""

import gzip
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.models import User  # noqa: E402
from cooperation.models import Agency, Candidate, FollowUp  # noqa: E402
from cooperation.permissions import Role  # noqa: E402
from tests.benchmarks.country import build  # noqa: E402
from tests.builders import make_person  # noqa: E402
from visits.models import Visit  # noqa: E402

SIZE = int(os.environ.get("SIZE", "100000"))
ROUNDS = int(os.environ.get("ROUNDS", "9"))
USUAL, BUSIEST = 250, 0  # places among the cities, as in tests.benchmarks.country
ALLOWED_MS, ALLOWED_KB = 150, 100
# What somebody waits for at a desk; reports are counted by tests.benchmarks.reading, the search
# by tests.benchmarks.searching.
PAGES = (
    *("/", "/visits/", "/visits/?status=completed", "/visits/?search=kaji+tiru", "/visits/new/"),
    *("/visits/calendar/", "/candidates/", "/candidates/board/", "/follow-ups/"),
    *("/follow-ups/board/", "/agreements/", "/innovations/", "/agencies/", "/notices/"),
    *("/reports/", "{visit}", "{candidate}", "{follow_up}"),
)
# What an open page fetches for itself.
PARTS = (
    *("/glance/", "/glance/regions/"),
    "/visits/topics/options/?topics-0-name=stunting",
    "/visits/topics/options/?topics-0-affair=1.02&delegations-0-agency={guest}",
)


def main():
    if "--ask" in sys.argv:
        ask_all()
        return
    call_command("migrate", verbosity=0)
    build(SIZE)
    for place in (USUAL, BUSIEST):
        city = Agency.objects.order_by("pk")[place]
        make_person(f"sari{place}", city, Role.PROTOCOL, Role.MANAGEMENT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get("COUNTRY") or Path(folder, "country.sqlite3"))
        elsewhere = os.environ | {"DATABASE_URL": f"sqlite:///{path}"}
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v", "0"], env=elsewhere, check=True
        )
        copy_to(path)
        subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.pages", "--ask"], env=elsewhere, check=True
        )


def copy_to(path):
    """Every row of ours, into tables without the triggers that would write it down again."""
    database = sqlite3.connect(path)
    for (name,) in list(database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
        database.execute(f'DROP TRIGGER "{name}"')
    database.execute("PRAGMA foreign_keys = OFF")
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        names = [field.column for field in model._meta.local_concrete_fields]
        columns = ", ".join(f'"{name}"' for name in names)
        database.execute(f'DELETE FROM "{table}"')
        with connection.cursor() as rows:
            rows.execute(f'SELECT {columns} FROM "{table}"')
            marks = ", ".join("?" * len(names))
            while some := rows.fetchmany(20_000):
                database.executemany(
                    f'INSERT INTO "{table}" ({columns}) VALUES ({marks})',
                    [[_plain(value) for value in row] for row in some],
                )
    database.commit()
    database.execute("ANALYZE")
    database.close()


def _plain(value):
    """As Django writes it into SQLite."""
    match value:
        case datetime():
            return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case dict() | list():
            return json.dumps(value)
    return value


def ask_all():
    print(f"{SIZE} visits on SQLite; allowed are {ALLOWED_MS} ms and {ALLOWED_KB} KB")
    for place, name in ((USUAL, "usual city"), (BUSIEST, "busiest city")):
        user = User.objects.get(username=f"sari{place}")
        client = Client(HTTP_HOST="localhost")
        client.force_login(user)
        visits = Visit.objects.filter(owner=user.memberships.first().agency)
        kept = {
            "visit": f"/visits/{visits.order_by('-pk').first().pk}/",
            "candidate": f"/candidates/{_first(Candidate, user)}/",
            "follow_up": f"/follow-ups/{_first(FollowUp, user)}/",
            "guest": quote(visits.last().delegations.first().agency.name),
        }
        print(f"\n{name}: {visits.count()} visits of its own")
        print(f"{'page':<34} {'ms':>6} {'× allowed':>9} {'database':>9} {'queries':>7} {'KB':>6}")
        for page in PAGES:
            ask(client, page.format(**kept))
        for part in PARTS:
            ask(client, part.format(**kept), headers={"HX-Request": "true"})


def _first(model, user) -> int:
    return model.objects.visible_to(user).order_by("-pk").values_list("pk", flat=True)[0]


def ask(client, path, **options):
    took, content = [], b""
    client.get(path, **options)  # once, so that caches are warm as they are in an office
    for _round in range(ROUNDS):
        began = time.perf_counter()
        answer = client.get(path, **options)
        took.append(1000 * (time.perf_counter() - began))
        assert answer.status_code == 200, (path, answer.status_code)
        content = answer.getvalue()
    with CaptureQueriesContext(connection) as captured:
        client.get(path, **options)
    ends = ("BEGIN", "COMMIT")  # of the transaction in which readings are kept
    queries = [query for query in captured if not query["sql"].startswith(ends)]
    database = sum(1000 * float(query["time"]) for query in queries)
    middle = statistics.median(took)
    size = len(gzip.compress(content, 6)) / 1000
    print(
        f"{path:<34} {middle:>6.0f} {middle / ALLOWED_MS:>9.2f} {database:>9.0f}"
        f" {len(queries):>7} {size:>6.1f}"
    )


if __name__ == "__main__":
    main()
