"""What an agency keeps or is named in, found among all that the country keeps."""

from collections.abc import Sequence
from functools import lru_cache
from time import time

from django.db import models

MANY = 10_000  # rows of one house
ASKED_AGAIN = 600  # seconds


def keeps_many(model: type[models.Model], agencies) -> bool:
    """Whether these agencies keep so many of a table's rows that looking at each is quicker.

    Few of a country's many are found by indexes, as a set of their keys. It only decides by which
    way the same rows are read, and so it may be somewhat old.
    """
    if not isinstance(agencies, list):  # of a reader for more agencies than are told by number
        return True
    return _keeps_many(model, tuple(sorted(agencies)), int(time()) // ASKED_AGAIN)


@lru_cache(maxsize=2_000)
def _keeps_many(model, agencies: tuple[int, ...], _period: int) -> bool:
    kept = model._default_manager.filter(owner__in=agencies).order_by()
    return kept[: MANY + 1].count() > MANY


def keys_of(several: Sequence[tuple[models.QuerySet, str]]) -> models.QuerySet:
    """The keys that stand in these columns of these rows, each once; for `pk__in`."""
    first, *rest = [rows.order_by().values(column) for rows, column in several]
    return first.union(*rest)
