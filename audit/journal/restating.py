"""Say again what no trigger could see: rows that were there before the journal, or that a
migration wrote. Whoever verifies is told how many, so that nothing hides behind a migration.
"""

import hashlib
import json

from audit.journal.chain import read

# How many rows are held at once; a table may have millions.
BATCH = 2_000


def restate(connection, dialect, plan) -> None:
    """Entries for all that differs from what the journal last said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id DESC LIMIT 1")
        told = json.dumps({"restated": ".".join(cursor.fetchone())})
        for table in plan.tables:
            for key, held, kept in differing(cursor, dialect, table):
                operation = "STATE" if held is not None else "DELETE"
                _say(cursor, dialect, table.name, operation, key, told, held or kept)
        for history in plan.histories:
            if last_baseline(cursor, history).get("columns") != sorted(history.columns):
                key, summary = baseline(connection, dialect, history)
                _say(cursor, dialect, history.name, "STORY", key, told, json.dumps(summary))


def differing(cursor, dialect, table, *, most: int | None = None) -> list[tuple]:
    """(key, what the row holds, what the journal says) where they differ; None where missing."""
    limit = "" if most is None else f"LIMIT {most}"
    held = dialect.payload(table, "r")
    now = f'SELECT r."{table.key}" AS key, {held} AS held FROM "{table.name}" r'
    last = f"""
SELECT j.key, j.payload AS kept FROM audit_journal j JOIN (
  SELECT max(id) AS id FROM audit_journal WHERE table_name = '{table.name}' GROUP BY key
) newest ON newest.id = j.id WHERE j.operation <> 'DELETE'"""
    cursor.execute(f"""
SELECT n.key, n.held, l.kept FROM ({now}) n LEFT JOIN ({last}) l ON l.key = n.key
WHERE l.kept IS NULL OR l.kept <> n.held
UNION ALL
SELECT l.key, NULL, l.kept FROM ({last}) l LEFT JOIN "{table.name}" r ON r."{table.key}" = l.key
WHERE r."{table.key}" IS NULL
ORDER BY 1 {limit}""")
    return cursor.fetchall()


def out_of_turn(cursor, *, most: int) -> list[tuple]:
    """(sequence, table, key) of entries that no honest database can have written where they stand.

    A row is inserted where there is none, and changed or deleted where there is one; and no entry
    is told twice. What was found at a migration (STATE) may be either.
    """
    cursor.execute(f"""
SELECT sequence, table_name, key FROM (
  SELECT sequence, table_name, key, operation, copies,
    coalesce(before, 'DELETE') <> 'DELETE' AS is_there
  FROM (
    SELECT id, sequence, table_name, key, operation,
      lag(operation) OVER (PARTITION BY table_name, key ORDER BY id) AS before,
      count(*) OVER (PARTITION BY table_name, key, operation, at) AS copies
    FROM audit_journal
  ) AS lined_up
) AS judged
WHERE copies > 1 OR (operation = 'INSERT' AND is_there)
  OR (operation IN ('UPDATE', 'DELETE') AND NOT is_there)
ORDER BY sequence LIMIT {most}""")
    return cursor.fetchall()


def last_baseline(cursor, history) -> dict:
    cursor.execute(
        "SELECT key, payload FROM audit_journal WHERE table_name = %s AND operation = 'STORY'"
        " ORDER BY id DESC LIMIT 1",
        [history.name],
    )
    found = cursor.fetchone()
    return {**read(found[1]), "key": found[0]} if found else {"key": 0}


def baseline(connection, dialect, history, *, until=None) -> tuple[int, dict]:
    """The history rows up to a key as one hash, for those that no entry of the journal knows."""
    row = dialect.story(history, "h")
    limit = "" if until is None else f'WHERE "{history.key}" <= {int(until)}'
    hashed, count, key = hashlib.sha256(), 0, 0
    with connection.chunked_cursor() as cursor:
        cursor.execute(f'SELECT "{history.key}", {row} FROM "{history.name}" h {limit} ORDER BY 1')
        while rows := cursor.fetchmany(BATCH):
            for _, text in rows:
                hashed.update(text.encode() + b"\n")
            count += len(rows)
            key = rows[-1][0]
    summary = {"rows": count, "sha256": hashed.hexdigest(), "columns": sorted(history.columns)}
    return key, summary


def _say(cursor, dialect, table, operation, key, told, held):
    statement = dialect.entry(*["%s"] * 5)
    cursor.execute(statement, [table, operation, key, told, held])
