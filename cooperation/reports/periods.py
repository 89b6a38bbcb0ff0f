"""A period as it is spoken of: 2026, 2026-S1, 2026-Q3, 2026-07."""

import re
from calendar import monthrange
from datetime import date

# Outside of these years a time cannot be said everywhere in whole minutes, and nobody meant it.
YEARS = range(1945, 2200)
PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?:S(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>\d\d)))?")


def days_of(period: str) -> tuple[date, date]:
    """Its first and its last day. Raises ValueError for what is none."""
    found = PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(period)
    year, first, months = int(found["year"]), 1, 12
    if found["half"]:
        first, months = int(found["half"]) * 6 - 5, 6
    elif found["quarter"]:
        first, months = int(found["quarter"]) * 3 - 2, 3
    elif found["month"]:
        first, months = int(found["month"]), 1
    last = first + months - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
