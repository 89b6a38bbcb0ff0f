"""The triggers of PostgreSQL.

A statement's trigger writes the entries of all its rows at once. They are chained when the
transaction commits, by a deferred trigger on the journal itself that takes one lock: taken
earlier, row by row, it would deadlock two transactions that lock rows in opposite order.
"""

from audit.journal.tables import HistoryTable, Plan, Table
from audit.models import Reading

CHAIN_LOCK = 0x4A_454A_414B
REFUSAL = "the journal and the history are append-only"
NOW = """to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
TOLD = "coalesce(nullif(current_setting('audit.context', true), ''), '{}')"
OPEN = "coalesce(current_setting('audit.door', true), '') = 'open'"
# Whoever writes, from whatever session: a moment is spelled in the same way.
SETTINGS = ("TimeZone=UTC",)

GUARD = f"""
BEGIN
  IF {OPEN} THEN RETURN NULL; END IF;
  RAISE EXCEPTION '{REFUSAL}';
END """

# An entry without a place in the chain gets one, once; nothing else of it ever changes.
GUARD_ENTRY = f"""
BEGIN
  IF {OPEN} OR (
    OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND
    (OLD.id, OLD.at, OLD.table_name, OLD.operation, OLD.key, OLD.context, OLD.payload) =
    (NEW.id, NEW.at, NEW.table_name, NEW.operation, NEW.key, NEW.context, NEW.payload)
  ) THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{REFUSAL}';
END """

# A history row ends what its change had to say: what else this transaction writes says nothing.
FORGET = """
BEGIN
  PERFORM set_config('audit.context', '', true);
  RETURN NULL;
END """

# The first entry whose turn comes chains all that this transaction has written; nobody else's
# are to be seen. The lock is held until the commit can be seen by the next who waits for it.
CHAIN = f"""
DECLARE
  last_sequence bigint; last_hash text; entry audit_journal%ROWTYPE;
BEGIN
  PERFORM FROM audit_journal WHERE id = NEW.id AND sequence IS NULL;
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock({CHAIN_LOCK});
  SELECT sequence, hash INTO last_sequence, last_hash FROM audit_journal
    WHERE sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1;
  last_sequence := coalesce(last_sequence, 0);
  last_hash := coalesce(last_hash, '');
  FOR entry IN SELECT * FROM audit_journal WHERE sequence IS NULL ORDER BY id LOOP
    last_sequence := last_sequence + 1;
    entry.previous := last_hash;
    last_hash := encode(sha256(convert_to(concat_ws(E'\\n', entry.previous, last_sequence,
      entry.at, entry.table_name, entry.operation, entry.key, entry.context, entry.payload),
      'UTF8')), 'hex');
    UPDATE audit_journal SET sequence = last_sequence, previous = entry.previous, hash = last_hash
      WHERE id = entry.id;
  END LOOP;
  RETURN NULL;
END """


def payload(table: Table, row: str) -> str:
    """An expression for the JSON of one row, `row` being its alias."""
    kept = f"to_jsonb({row})"
    left_out = table.passing | ({"salt"} if table.sealed else set())
    if left_out:
        kept = f"({kept} - ARRAY[{_quoted(left_out)}])"
    replaced = [f"'{c}', {_seal(row, c)}" for c in sorted(table.sealed)]
    replaced += [f"'{c}', encode(sha256({row}.\"{c}\"), 'hex')" for c in sorted(table.digested)]
    if replaced:
        kept = f"({kept} || jsonb_build_object({', '.join(replaced)}))"
    return f"{kept}::text"


def story(table: HistoryTable, row: str) -> str:
    """An expression for the JSON of one history row."""
    return f"to_jsonb({row})::text"


def entry(table: str, operation: str, key: str, told: str, held: str) -> str:
    """The statement that adds one entry; the commit chains it. The arguments are expressions."""
    return f"""
INSERT INTO audit_journal (at, table_name, operation, key, context, payload, previous, hash)
SELECT {NOW}, {table}, {operation}, {key}, {told}, {held}, '', ''"""


def wanted(plan: Plan) -> dict[str, str]:
    """Functions by "name()" with body and settings; triggers by "table.name" as they are shown."""
    parts = {
        **_function("audit_guard", GUARD),
        **_function("audit_guard_entry", GUARD_ENTRY),
        **_function("audit_chain", CHAIN),
        **_function("audit_forget", FORGET),
        **_trigger("audit_journal", "audit_guard", "BEFORE DELETE OR TRUNCATE"),
        **_trigger(
            "audit_journal", "audit_guard_entry", "BEFORE UPDATE", function="audit_guard_entry",
            each="ROW",
        ),
        "audit_journal.audit_chain": (
            "CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit_journal DEFERRABLE"
            " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain()"
        ),
    }  # fmt: skip
    for table in plan.tables:
        parts |= _of_table(table)
    for name in (*(history.name for history in plan.histories), Reading._meta.db_table):
        parts |= _trigger(name, "audit_guard", "BEFORE DELETE OR UPDATE OR TRUNCATE")
    for history in plan.histories:
        parts |= _trigger(history.name, "audit_forget", "AFTER INSERT", function="audit_forget")
    return parts


def installed(cursor) -> dict[str, str]:
    """What there is, in the words of `wanted`; a trigger that was switched off says so."""
    cursor.execute(
        "SELECT proname || '()', prosrc || array_to_string(proconfig, ',') FROM pg_proc"
        " WHERE proname LIKE 'audit\\_%' AND pronamespace = current_schema()::regnamespace"
        " UNION ALL SELECT relname || '.' || tgname, pg_get_triggerdef(t.oid, true) ||"
        " CASE WHEN tgenabled IN ('O', 'A') THEN '' ELSE ' -- switched off' END"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid"
        " WHERE tgname LIKE 'audit\\_%' AND NOT tgisinternal"
        " AND relnamespace = current_schema()::regnamespace"
    )
    return dict(cursor.fetchall())


def change(cursor, missing: dict[str, str], surplus: dict[str, str]) -> None:
    for name in filter(_is_trigger, surplus):
        table, trigger = name.split(".")
        cursor.execute(f'DROP TRIGGER IF EXISTS {trigger} ON "{table}"')
    for name in sorted(surplus):
        if not _is_trigger(name):
            cursor.execute(f"DROP FUNCTION IF EXISTS {name} CASCADE")
    for name, text in sorted(missing.items(), key=lambda part: _is_trigger(part[0])):
        cursor.execute(text if _is_trigger(name) else _create(name, text))


def lock_all(cursor, plan: Plan) -> None:
    """Let nobody write until the end of the transaction."""
    names = [table.name for table in plan.tables] + [story.name for story in plan.histories]
    listed = ", ".join(f'"{name}"' for name in sorted(names))
    cursor.execute(f"LOCK TABLE {listed} IN SHARE ROW EXCLUSIVE MODE")


def _of_table(table: Table) -> dict[str, str]:
    parts = _trigger(table.name, "audit_guard", "BEFORE TRUNCATE")
    for operation, aliases in (
        ("INSERT", "NEW TABLE AS fresh"),
        ("UPDATE", "OLD TABLE AS stale NEW TABLE AS fresh"),
        ("DELETE", "OLD TABLE AS stale"),
    ):
        name = f"audit_{operation.lower()}"
        function = f"{name}_{table.name}"
        parts |= _function(function, _body(table, operation))
        parts |= _trigger(
            table.name, name, f"AFTER {operation}", function=function, aliases=aliases
        )
    return parts


def _body(table: Table, operation: str) -> str:
    key = f'"{table.key}"'
    said = entry(
        f"'{table.name}'", f"'{operation}'", f"r.{key}", TOLD, payload(table, "r")
    )  # fmt: skip
    rows, check = "stale" if operation == "DELETE" else "fresh", ""
    if operation == "UPDATE":
        check = (
            f"  IF EXISTS (SELECT FROM fresh r LEFT JOIN stale s ON s.{key} = r.{key}"
            f" WHERE s.{key} IS NULL) THEN\n"
            "    RAISE EXCEPTION 'the key of a row never changes';\n  END IF;\n"
        )
        if table.passing:
            same = f"{payload(table, 'r')} = {payload(table, 's')}"
            rows = f"fresh r JOIN stale s ON s.{key} = r.{key} WHERE NOT {same}"
    rows = rows if " " in rows else f"{rows} r"
    return f"\nBEGIN\n{check}{said}\n  FROM {rows} ORDER BY r.{key};\n  RETURN NULL;\nEND "


def _seal(row, column) -> str:
    value = f'{row}."{column}"'
    sealed = f"encode(sha256(convert_to({row}.salt || '|{column}|' || {value}, 'UTF8')), 'hex')"
    return f"CASE WHEN {row}.salt = '' AND {value} IS NOT NULL THEN '' ELSE {sealed} END"


def _function(name, body) -> dict[str, str]:
    return {f"{name}()": body + ",".join(SETTINGS)}


def _create(name, text) -> str:
    body = text.removesuffix(",".join(SETTINGS))
    settings = " ".join("SET {} TO '{}'".format(*setting.split("=")) for setting in SETTINGS)
    return (
        f"CREATE OR REPLACE FUNCTION {name} RETURNS trigger LANGUAGE plpgsql {settings}"
        f" AS $audit${body}$audit$"
    )


def _trigger(
    table, name, when, *, function="audit_guard", aliases="", each="STATEMENT"
) -> dict[str, str]:
    referencing = f" REFERENCING {aliases}" if aliases else ""
    return {
        f"{table}.{name}": (
            f"CREATE TRIGGER {name} {when} ON {table}{referencing}"
            f" FOR EACH {each} EXECUTE FUNCTION {function}()"
        )
    }


def _quoted(columns) -> str:
    return ", ".join(f"'{column}'" for column in sorted(columns))


def _is_trigger(name) -> bool:
    return "." in name
