"""Make a race happen: many threads, let go at one moment, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def race(count: int, work: Callable[[int], object]) -> list:
    """What each thread's `work(place)` returned, or the exception it raised, in their order."""
    gate = Barrier(count)

    def run(place):
        gate.wait()
        try:
            return work(place)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        futures = [pool.submit(run, place) for place in range(count)]
    return [future.exception() or future.result() for future in futures]
