"""Reading the journal along: what has changed since one looked last, with nothing left out.

The journal has no gaps and grows only at its end, once a transaction has been committed. So whoever
keeps a bookmark misses no change, whichever way it was written, and needs no signal.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import BigIntegerField, Max, QuerySet, Subquery

from audit.models import Bookmark, JournalEntry


@dataclass(frozen=True)
class Followed:
    """One entry, as far as it matters to whoever follows."""

    sequence: int
    root_key: str  # the record whose story it belongs to, e.g. "visits.visit:7"; "": of none
    table: str
    operation: str  # INSERT, UPDATE, DELETE
    key: int
    at: str  # UTC, ISO 8601
    payload: str  # the row after the change (before it, for a DELETE), as JSON


def head() -> int:
    """The place of the newest entry."""
    return JournalEntry.objects.aggregate(last=Max("sequence"))["last"] or 0


def bookmarks() -> QuerySet[Any]:
    """Bookmarks with `head`, the place of the newest entry: one look tells whether to go on."""
    newest = JournalEntry.objects.filter(sequence__isnull=False).order_by("-sequence")
    return Bookmark.objects.annotate(
        head=Subquery(newest.values("sequence")[:1], output_field=BigIntegerField())
    )


def kept(reader: str) -> tuple[Bookmark, bool]:
    """The bookmark, locked to the end of the transaction, and whether it was only now put in: at
    the newest entry, for what was before has to be read from the records themselves."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a bookmark is moved with what it stands for")
    _mark, is_new = Bookmark.objects.get_or_create(reader=reader, defaults={"sequence": head()})
    return Bookmark.objects.select_for_update().get(reader=reader), is_new


def entries_after(mark: Bookmark, *, most: int) -> Iterator[Followed]:
    """So many of the entries that follow, the oldest first."""
    entries: QuerySet[Any] = JournalEntry.objects.filter(sequence__gt=mark.sequence)
    labels = {model._meta.db_table: model._meta.label_lower for model in apps.get_models()}
    for entry in entries.order_by("sequence")[:most].iterator():
        told = json.loads(entry.context)
        yield Followed(
            sequence=entry.sequence,
            root_key=_root_of(told.get("root_key", ""), entry, labels),
            table=entry.table_name,
            operation=entry.operation,
            key=entry.key,
            at=entry.at,
            payload=entry.payload,
        )


def row_before(entry: Followed) -> dict[str, Any]:
    """The row as it was before this change: column → value as this database writes it in JSON."""
    older = JournalEntry.objects.filter(
        table_name=entry.table, key=entry.key, sequence__lt=entry.sequence
    )
    last = older.order_by("-sequence").values_list("payload", flat=True).first()
    return {} if last is None else json.loads(last)


def _root_of(told: str, entry, labels) -> str:
    """A record of its own is its own root: of a new one the writer did not know the key yet, and
    of one that came by no service nobody has said anything."""
    if told and not told.endswith(":"):
        return told
    own = labels.get(entry.table_name, "")
    return f"{own}:{entry.key}" if own and (not told or told == f"{own}:") else ""
