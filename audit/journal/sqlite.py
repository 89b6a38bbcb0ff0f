"""The triggers of SQLite.

One writer at a time, so each entry is chained as it is written. What SQLite cannot do (SHA-256,
who is writing) are functions that this process lends to each of its connections: a program that
has not got them can read the file, and cannot write a journalled row at all.
"""

from datetime import UTC, datetime

from audit import context
from audit.journal import chain, door
from audit.journal.tables import APPEND_ONLY, HistoryTable, Plan, Table

# A function of SQLite takes 127 arguments, and each column needs its name and its value.
MOST_COLUMNS = 63
REFUSAL = "the journal and the history are append-only"


def lend_functions(raw) -> None:
    """Give a new connection what the triggers call."""
    raw.create_function("audit_context", 0, context.as_text)
    raw.create_function("audit_now", 0, _now)
    raw.create_function("audit_door", 0, lambda: int(door.is_open()))
    raw.create_function("audit_link", 8, chain.link, deterministic=True)
    raw.create_function("audit_seal", 3, chain.commitment, deterministic=True)
    raw.create_function("audit_digest", 1, chain.digest, deterministic=True)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def payload(table: Table, row: str) -> str:
    """An expression for the JSON of one row, `row` being its alias."""
    return _json(table.columns, row, table.sealed, table.digested)


def story(table: HistoryTable, row: str) -> str:
    """An expression for the JSON of one history row."""
    return _json(table.columns, row)


def entry(table: str, operation: str, key: str, told: str, held: str) -> str:
    """The statement that adds one entry, chained to the last; the last three are expressions."""
    return f"""
INSERT INTO audit_journal
  (sequence, at, table_name, operation, key, context, payload, previous, hash)
SELECT n, at, t, o, k, c, p, h, audit_link(h, n, at, t, o, k, c, p) FROM (
  SELECT coalesce(max(last.sequence), 0) + 1 AS n, audit_now() AS at, {table} AS t,
    {operation} AS o, {key} AS k, {told} AS c, {held} AS p, coalesce(last.hash, '') AS h
  FROM (SELECT sequence, hash FROM audit_journal ORDER BY sequence DESC LIMIT 1) AS last
)"""


def wanted(plan: Plan) -> dict[str, str]:
    """Every trigger by its name, with the very text that the database keeps of it."""
    triggers: dict[str, str] = {}
    for table in plan.tables:
        triggers |= _of_table(table)
    for history in plan.histories:
        triggers |= _guards(history.name)
    for name in APPEND_ONLY:
        triggers |= _guards(name)
    return triggers


def installed(cursor) -> dict[str, str]:
    cursor.execute(
        r"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit\_%'"
        r" ESCAPE '\'"
    )
    return dict(cursor.fetchall())


def change(cursor, missing: dict[str, str], surplus: dict[str, str]) -> None:
    for name in surplus:
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
    for text in missing.values():
        cursor.execute(text)


def lock_all(cursor, plan: Plan) -> None:
    """Nothing to do: a transaction that writes is alone."""


def _of_table(table: Table) -> dict[str, str]:
    name, key = table.name, table.key
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in table.columns)
    when = {"UPDATE": f" WHEN {changed}"} if table.passing else {}
    triggers = {
        f"audit_key_{name}": f'CREATE TRIGGER "audit_key_{name}" BEFORE UPDATE ON "{name}"'
        f' WHEN OLD."{key}" IS NOT NEW."{key}"'
        " BEGIN SELECT RAISE(ABORT, 'the key of a row never changes'); END"
    }
    for operation, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        trigger = f"audit_{operation.lower()}_{name}"
        held = payload(table, row)
        said = entry(f"'{name}'", f"'{operation}'", f'{row}."{key}"', "audit_context()", held)
        triggers[trigger] = (
            f'CREATE TRIGGER "{trigger}" AFTER {operation} ON "{name}"{when.get(operation, "")}'
            f" BEGIN {said}; END"
        )
    return triggers


def _guards(table: str) -> dict[str, str]:
    return {
        f"audit_no_{operation.lower()}_{table}": (
            f'CREATE TRIGGER "audit_no_{operation.lower()}_{table}" BEFORE {operation}'
            f" ON \"{table}\" WHEN NOT audit_door() BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        for operation in ("UPDATE", "DELETE")
    }


def _json(columns, row, sealed=frozenset(), digested=frozenset()) -> str:
    if len(columns) > MOST_COLUMNS:
        raise ValueError(f"SQLite cannot put more than {MOST_COLUMNS} columns into one JSON object")
    pairs = []
    for column in columns:
        value = f'{row}."{column}"'
        if column in sealed:
            value = f"audit_seal({row}.\"salt\", '{column}', {value})"
        elif column in digested:
            value = f"audit_digest({value})"
        pairs.append(f"'{column}', {value}")
    return f"json_object({', '.join(pairs)})"
