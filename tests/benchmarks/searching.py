"""What searching everything costs as the country grows, and making what is searched.

    python -m tests.postgres python -m tests.benchmarks.searching          (SIZE=100000 visits)
    SIZE=1000000 python -m tests.postgres python -m tests.benchmarks.searching

`sql` is what the database itself took. Beside it the limit: the same words asked of the index by
hand, without looking who may read what is found.
"""

import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from api.searched import KINDS  # noqa: E402
from cooperation.models import SearchText  # noqa: E402
from cooperation.services import catch_up, start_anew  # noqa: E402
from tests.benchmarks.country import build  # noqa: E402

SIZE = int(os.environ.get("SIZE", "100000"))
ROUNDS = int(os.environ.get("ROUNDS", "9"))
ASKED = {
    "no hit": "xyzzy",
    "a number, rare": "9973",
    "rare and common": "9973 tiru",
    "common": "tiru",
    "two common": "tiru kota",
    "common, of one kind": "tiru&kind=visit",
}
BY_HAND = """
SELECT id, heading, day FROM cooperation_searchtext
WHERE vector @@ to_tsquery('simple', %s) LIMIT 20
"""


def main():
    call_command("migrate", verbosity=0)
    reader = build(SIZE)
    started = time.perf_counter()
    start_anew(KINDS)
    while not catch_up(KINDS, most=5_000):
        pass
    took = time.perf_counter() - started
    texts = SearchText.objects.count()
    print(f"visits: {SIZE}; texts: {texts}, made in {took:.0f} s, {texts / took:.0f} a second")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cooperation_searchtext")
        cursor.execute("SELECT pg_total_relation_size('cooperation_searchtext') / 1048576")
        print(f"MiB of the texts, with their indexes: {cursor.fetchone()[0]}")
    client = APIClient()
    client.force_authenticate(reader)
    for name, asked in ASKED.items():
        whole, sql, found = _measured(client, f"/api/v1/search/?q={asked}")
        limit = _by_hand(asked.partition("&")[0])
        print(f"{name}: {whole:.1f} ms, sql {sql:.1f} ms; by hand {limit:.1f} ms; found {found}")


class _Clock:
    """How long the database took, all queries together."""

    milliseconds = 0.0

    def __call__(self, execute, *arguments):
        started = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.milliseconds += (time.perf_counter() - started) * 1_000


def _measured(client, url) -> tuple[float, float, int]:
    times, sql, found = [], [], 0
    for number in range(ROUNDS + 1):
        started = time.perf_counter()
        asking = _Clock()
        with connection.execute_wrapper(asking):
            answer = client.get(url)
        assert answer.status_code == 200, answer.content
        found = answer.json()["count"]
        if number:  # the first one fills caches
            times.append((time.perf_counter() - started) * 1_000)
            sql.append(asking.milliseconds)
    return statistics.median(times), statistics.median(sql), found


def _by_hand(words) -> float:
    query = " & ".join(f"'{word}':*" for word in words.replace("+", " ").split())
    times = []
    for _number in range(ROUNDS + 1):
        started = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(BY_HAND, [query])
            cursor.fetchall()
        times.append((time.perf_counter() - started) * 1_000)
    return statistics.median(times[1:])


if __name__ == "__main__":
    settings.ALLOWED_HOSTS = ["*"]
    settings.API_RATE = None
    settings.DEBUG = False  # or every query is kept
    main()
