"""How many queries each page and endpoint costs, written down in one file that is reviewed.

A count that grows with the rows fails at once; one that only changed fails until the file says so:
`UPDATE_QUERY_COUNTS=1 pytest …` writes it (in one process), and the difference is read in review.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

FILE = Path(__file__).with_name("query_counts.json")


def queries_of(ask: Callable[[], Any]) -> int:
    """How many queries this takes once caches are warm; the first caller pays for others, too."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def hold(key: str, *, one: int, ten: int) -> None:
    """Assert that ten rows cost what one costs, and what the file says under this key.

    The key is what a reader calls it, e.g. "GET /api/v1/visits/".
    """
    assert ten == one, f"{key}: {one} queries for one row, {ten} for ten"
    counts = json.loads(FILE.read_text()) if FILE.exists() else {}
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        counts[key] = one
        FILE.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n")
    assert counts.get(key) == one, f"{key}: {one} queries, {FILE.name} says {counts.get(key)}"
