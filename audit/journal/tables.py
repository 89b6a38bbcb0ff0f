"""Which tables are journalled, and what of each row."""

from dataclasses import dataclass

from django.apps import apps
from simple_history.utils import get_history_manager_for_model

from audit.models import Journalled, Tracked


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
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        tables, histories = [], []
        for model in journalled_models():
            if model._meta.db_table not in existing:
                continue
            table = _table(model, _columns(cursor, model))
            tables.append(table)
            if issubclass(model, Tracked):
                story = get_history_manager_for_model(model).model
                found = _columns(cursor, story)
                histories.append(
                    HistoryTable(story._meta.db_table, story._meta.pk.column, tuple(found), table)
                )
    return Plan(tuple(tables), tuple(histories))


def _columns(cursor, model) -> list[str]:
    """The model's columns that the table has: after a migration back it has fewer."""
    # Django's own description of a table reads all that can be known of it, which takes long.
    cursor.execute(f'SELECT * FROM "{model._meta.db_table}" LIMIT 0')
    there = {column[0] for column in cursor.description}
    return [field.column for field in model._meta.local_concrete_fields if field.column in there]


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
