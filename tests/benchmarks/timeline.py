"""How the story of a record and its state at an instant cost as the history grows.

    python -m tests.benchmarks.timeline                                            (SQLite)
    python -m tests.postgres python -m tests.benchmarks.timeline

Prints ratios of one run: the same page with a hundred times as many entries around it, and of a
record with a hundred times as many versions.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from audit.recording import record  # noqa: E402
from audit.states import states_at  # noqa: E402
from audit.timeline import Reach, entries_over  # noqa: E402
from cooperation.permissions import Role  # noqa: E402
from tests.builders import TEST, make_agency, make_candidate, make_person  # noqa: E402

FEW, MANY, ROUNDS = 10_000, int(os.environ.get("SIZE", "200000")), 31
FEW_VERSIONS, MANY_VERSIONS = 10, 1_000


def seconds(work) -> float:
    """The median of some rounds; the first, which fills caches, does not count."""
    work()
    found = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def grow(candidate, until):
    """History rows of other records, copied in the database: what is measured is the reading."""
    story = type(candidate).history.model
    row = story.objects.filter(id=candidate.pk)[0]
    columns = [f.column for f in story._meta.local_concrete_fields if f.column != "history_id"]
    names = ", ".join(f'"{column}"' for column in columns)
    others = {"id": "n", "root_key": "'cooperation.candidate:' || n"}
    values = ", ".join(others.get(column, f'h."{column}"') for column in columns)
    have = story.objects.count()
    table = story._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE numbers(n) AS (SELECT {1_000_000 + have} UNION ALL SELECT n + 1"
            f" FROM numbers WHERE n < {1_000_000 + until - 1})"
            f' INSERT INTO "{table}" ({names}) SELECT {values} FROM numbers, "{table}" h'
            f" WHERE h.history_id = {row.history_id}"
        )
        cursor.execute("ANALYZE")


def versions(candidate, until):
    while candidate.version < until:
        candidate.title = f"Judul {candidate.version}"
        record(candidate, by=TEST)


def main():
    depok = make_agency("Pemerintah Kota Depok")
    budi = make_person("budi", depok, Role.COOPERATION)
    candidate = make_candidate(depok, adopter=make_agency("Pemerintah Kabupaten Batang"))
    versions(candidate, FEW_VERSIONS)
    reach = [Reach(candidate)]

    def story():
        entries_over(reach, viewer=budi, limit=10)

    def state():
        states_at(reach, timezone.now(), viewer=budi)

    print(f"{connection.vendor}:")
    grow(candidate, FEW)
    few = {"timeline": seconds(story), "as of": seconds(state)}
    grow(candidate, MANY)
    for name, work in (("timeline", story), ("as of", state)):
        many = seconds(work)
        print(f"{name}: {many / few[name]:.2f} from {FEW} to {MANY} entries (goal ≤ 1.3), "
              f"{many * 1000:.1f} ms")  # fmt: skip
    few = {"timeline": seconds(story), "as of": seconds(state)}
    versions(candidate, MANY_VERSIONS)
    for name, work in (("timeline", story), ("as of", state)):
        many = seconds(work)
        print(f"{name}: {many / few[name]:.2f} from {FEW_VERSIONS} to {MANY_VERSIONS} versions "
              f"(goal ≤ 2), {many * 1000:.1f} ms")  # fmt: skip


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "timeline.sqlite3")
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0)
        try:
            main()
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
