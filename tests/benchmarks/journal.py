"""What the journal costs: one recorded change, an import in bulk, eight writers, the verification.

    python -m tests.benchmarks.journal                                            (SQLite)
    python -m tests.postgres python -m tests.benchmarks.journal

Each figure is a ratio to the same work without the triggers, measured in the same run in turns
(with, without, without, with …), so that other work of the machine falls on both.
"""

import os
import statistics
import tempfile
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, models  # noqa: E402

from audit.checkpoints import Anchors  # noqa: E402
from audit.journal import installing  # noqa: E402
from audit.journal.dialects import dialect_of  # noqa: E402
from audit.models import JournalEntry  # noqa: E402
from audit.recording import record  # noqa: E402
from audit.verification import Report, verify, walk  # noqa: E402
from cooperation.models import Official  # noqa: E402
from tests.builders import TEST, make_agency  # noqa: E402
from tests.proofs.threads import race  # noqa: E402

CHANGES, ROUNDS, BULK, BULK_ROUNDS, WRITERS, EACH = 100, 12, 10_000, 5, 8, 40
TABLE = "cooperation_official"
serial = count(1)


@contextmanager
def without_triggers():
    """Of the one table that is written here, and its history's."""
    dialect = dialect_of(connection)
    with connection.cursor() as cursor:
        of_table = {n: t for n, t in dialect.installed(cursor).items() if _is_of(n)}
        dialect.change(cursor, {}, {n: t for n, t in of_table.items() if "()" not in n})
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            dialect.change(cursor, {n: t for n, t in of_table.items() if "()" not in n}, {})


def _is_of(name):
    return TABLE in name or "cooperation_historicalofficial" in name


def ratio(label, work, *, rounds, goal):
    """The median of the rounds' ratios, and of the seconds of each side."""
    subject, reference = [], []
    for turn in range(rounds):
        for with_journal in (True, False) if turn % 2 == 0 else (False, True):
            if with_journal:
                subject.append(_seconds(work))
            else:
                with without_triggers():
                    reference.append(_seconds(work))
    ratios = [one / other for one, other in zip(subject, reference, strict=True)]
    print(
        f"{label}: {statistics.median(ratios):.2f} (goal {goal}), "
        f"{statistics.median(subject) * 1000:.0f} ms with, "
        f"{statistics.median(reference) * 1000:.0f} ms without"
    )


def _seconds(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main():
    depok = make_agency("Pemerintah Kota Depok")
    changed = record(Official(owner=depok, name="Lani"), by=TEST)

    def create():
        for _ in range(CHANGES):
            record(Official(owner=depok, name=f"Bu {next(serial)}"), by=TEST)

    def update():
        for _ in range(CHANGES):
            changed.name = f"Lani {next(serial)}"
            record(changed, by=TEST)

    def bulk():
        models.QuerySet(Official).bulk_create(
            [Official(owner=depok, name=f"Bu {n}", version=1) for n in range(BULK)]
        )

    def writers():
        def write(place):
            for turn in range(EACH):
                record(Official(owner=depok, name=f"{place}-{turn}"), by=TEST)

        assert race(WRITERS, write) == [None] * WRITERS

    print(f"{connection.vendor}:")
    ratio(f"{CHANGES} recorded creations", create, rounds=ROUNDS, goal="≤ 1.3")
    ratio(f"{CHANGES} recorded updates", update, rounds=ROUNDS, goal="≤ 1.3")
    ratio(f"{BULK} rows in bulk", bulk, rounds=BULK_ROUNDS, goal="≤ 2.5")
    ratio(f"{WRITERS} writers, {EACH} creations each", writers, rounds=BULK_ROUNDS, goal="none")
    installing.put_back(using=connection.alias)
    entries = JournalEntry.objects.filter(table_name=TABLE, operation="INSERT")
    sizes = [len(e.context) + len(e.payload) + 250 for e in entries.order_by("-id")[:1000]]
    print(f"journal per change: some {statistics.mean(sizes):.0f} bytes")
    size = JournalEntry.objects.count()
    chain = _seconds(lambda: walk(connection, Report(), Anchors()))
    everything = _seconds(lambda: verify(connection))
    print(f"the chain of {size} entries: {size / chain:.0f} entries/s (goal ≥ 100,000)")
    print(f"… with rows, history and triggers: {size / everything:.0f} entries/s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":  # in a file: in memory there is nothing to write to
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "journal.sqlite3")
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0)
        try:
            main()
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
