"""Hold every row of a history table against its entry in the journal.

Both are read once, in the order of the record they are about. A recorded change has one of each:
the same state, the same person, role, reason and time.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter

from audit.journal.chain import read
from audit.journal.restating import BATCH, baseline, last_baseline

TYPES = {"INSERT": "+", "UPDATE": "~", "DELETE": "-"}
TOLD = ("actor_name", "actor_role", "actor_agency", "history_user_id", "history_change_reason",
        "request_id", "client_address", "client_kind")  # fmt: skip


@dataclass(frozen=True)
class Discrepancy:
    where: str
    what: str


@dataclass
class Told:
    rows: int = 0
    restated_differently: int = 0  # a migration has changed what history rows say
    wrong: list[Discrepancy] = field(default_factory=list)


def reconcile(connection, dialect, history) -> Told:
    told = Told()
    with connection.cursor() as cursor:
        latest = last_baseline(cursor, history)
        oldest = _first_baseline(cursor, history)
        if latest["key"]:
            _, now = baseline(connection, dialect, history, until=latest["key"])
            if now != {name: latest.get(name) for name in now}:
                where = f"up to {latest['key']}"
                told.wrong.append(Discrepancy(where, "rows are not what was found there"))
    rows = groupby(_rows(connection, dialect, history), itemgetter(history.of.key))
    entries = groupby(_entries(connection, history), itemgetter("key"))
    for key, of_rows, of_entries in _side_by_side(rows, entries):
        _compare(told, key, of_rows, of_entries, oldest, latest["key"])
    return told


def _compare(told, key, rows, entries, oldest, latest) -> None:
    expected: dict[tuple, dict] = {}
    for entry in entries:
        place = (entry["version"], entry["type"])
        if expected.setdefault(place, entry) is not entry:
            what = f"entry {entry['sequence']} (record {key}) tells this version a second time"
            told.wrong.append(Discrepancy(f"record {key}", what))
    for row in rows:
        told.rows += 1
        number = row["history_id"]
        entry = expected.pop((row["version"], row["history_type"]), None)
        if entry is None:
            if number > oldest:
                told.wrong.append(Discrepancy(str(number), "the journal knows of no such change"))
        elif different := _different(row, entry):
            if number <= latest:
                told.restated_differently += 1
            else:
                what = f"the journal says otherwise: {', '.join(different)}"
                told.wrong.append(Discrepancy(str(number), what))
    for entry in expected.values():
        what = f"the row of entry {entry['sequence']} (record {key}) is gone"
        told.wrong.append(Discrepancy(f"record {key}", what))


def _different(row, entry) -> list[str]:
    """The names of what history row and journal entry tell differently."""
    told, state = entry["context"], entry["payload"]
    names = [name for name in TOLD if row.get(name) != told.get(name)]
    root = told.get("root_key", "")
    if row["root_key"] != (f"{root}{entry['key']}" if root.endswith(":") else root):
        names.append("root_key")
    if _moment(row["history_date"]) != _moment(told.get("at")):
        names.append("history_date")
    return names + [name for name in state if name in row and row[name] != state[name]]


def _moment(text) -> datetime | str:
    """SQLite keeps UTC without saying so, and whatever else somebody has put there."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return str(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _rows(connection, dialect, history) -> Iterator[dict]:
    row = dialect.story(history, "h")
    order = f'h."{history.of.key}", h."{history.key}"'
    sql = f'SELECT {row} FROM "{history.name}" h ORDER BY {order}'
    for (text,) in _stream(connection, sql, []):
        yield json.loads(text)


def _entries(connection, history) -> Iterator[dict]:
    """Those that a history row belongs to; what was restated, or came by no service, has none."""
    sql = (
        "SELECT key, sequence, operation, context, payload FROM audit_journal"
        " WHERE table_name = %s AND operation IN ('INSERT', 'UPDATE', 'DELETE')"
        " ORDER BY key, id"
    )
    for key, sequence, operation, context, payload in _stream(connection, sql, [history.of.name]):
        told = read(context)
        if told.get("story"):
            state = read(payload)
            yield {"key": key, "sequence": sequence, "type": TYPES[operation], "context": told,
                   "payload": state, "version": state.get("version")}  # fmt: skip


def _stream(connection, sql, params) -> Iterator[tuple]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while batch := cursor.fetchmany(BATCH):
            yield from batch


def _first_baseline(cursor, history) -> int:
    """Up to this row, the history is older than the journal, and known only as a whole."""
    cursor.execute(
        "SELECT min(id), min(key) FROM audit_journal WHERE table_name = %s AND operation = 'STORY'",
        [history.name],
    )
    return cursor.fetchone()[1] or 0


def _side_by_side(left, right) -> Iterator[tuple]:
    """Groups of two ordered streams by key; an empty list where one has none."""
    end = (None, ())
    a, b = next(left, end), next(right, end)
    while a[0] is not None or b[0] is not None:
        if b[0] is None or (a[0] is not None and a[0] < b[0]):
            yield a[0], list(a[1]), []
            a = next(left, end)
        elif a[0] is None or b[0] < a[0]:
            yield b[0], [], list(b[1])
            b = next(right, end)
        else:
            yield a[0], list(a[1]), list(b[1])
            a, b = next(left, end), next(right, end)
