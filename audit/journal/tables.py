"""Which tables are journalled, and what of each row."""

from dataclasses import dataclass

from django.apps import apps
from simple_history.utils import get_history_manager_for_model

from audit.models import JournalEntry, Journalled, Reading, Tracked

COLUMNS = {
    "sqlite": "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c"
    " WHERE t.type = 'table'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema()",
}


@dataclass(frozen=True)
class Table:
    """A table whose rows are journalled; `columns` are those that the payload holds, in order."""

    name: str
    key: str
    columns: tuple[str, ...]
    sealed: frozenset[str] = frozenset()  # kept as commitments with the row's own `salt`
    digested: frozenset[str] = frozenset()  # bytes, kept as their SHA-256
    passing: frozenset[str] = frozenset()  # left out: a change of these alone is no change


@dataclass(frozen=True)
class HistoryTable:
    """Where the story of `table` is kept; `columns` are all of it."""

    name: str
    key: str
    columns: tuple[str, ...]
    of: Table


# What is written once and never changed, beside the history tables.
APPEND_ONLY = (JournalEntry._meta.db_table, Reading._meta.db_table)


@dataclass(frozen=True)
class Plan:
    tables: tuple[Table, ...]
    histories: tuple[HistoryTable, ...]


def journalled_models() -> list:
    """Every model that says so, and the tables of its many-to-many relations."""
    chosen = []
    for model in apps.get_models(include_auto_created=True):
        owner = model._meta.auto_created or model
        if isinstance(owner, type) and issubclass(owner, Journalled) and not model._meta.proxy:
            chosen.append(model)
    return chosen


def plan(connection) -> Plan:
    """What there is to journal in this database as it stands now, after whatever migrations."""
    there = _columns_there(connection)
    tables, histories = [], []
    for model in journalled_models():
        if model._meta.db_table not in there:
            continue
        table = _table(model, _columns(model, there))
        tables.append(table)
        if issubclass(model, Tracked):
            story = get_history_manager_for_model(model).model
            columns = tuple(_columns(story, there))
            key = story._meta.pk.column
            histories.append(HistoryTable(story._meta.db_table, key, columns, table))
    return Plan(tuple(tables), tuple(histories))


def _columns_there(connection) -> dict[str, set[str]]:
    """Table → its columns, in one query: after a migration back there are fewer."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS[connection.vendor])
        for table, column in cursor.fetchall():
            found.setdefault(table, set()).add(column)
    return found


def _columns(model, there) -> list[str]:
    fields = model._meta.local_concrete_fields
    return [field.column for field in fields if field.column in there[model._meta.db_table]]


def _table(model, columns) -> Table:
    if model._meta.auto_created:
        return Table(model._meta.db_table, model._meta.pk.column, tuple(columns))
    fields = {field.column: field for field in model._meta.local_concrete_fields}
    named = {field.name: field.column for field in fields.values()}
    passing = {named[name] for name in model.passing_fields}
    left_out = passing | ({"salt"} if model.sealed_fields else set())
    return Table(
        name=model._meta.db_table,
        key=model._meta.pk.column,
        columns=tuple(column for column in columns if column not in left_out),
        sealed=frozenset(named[name] for name in model.sealed_fields) & set(columns),
        digested=frozenset(
            column for column in columns if fields[column].get_internal_type() == "BinaryField"
        ),
        passing=frozenset(passing & set(columns)),
    )
