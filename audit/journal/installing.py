"""Put the triggers where they belong, take them away for a migration, and see what is amiss."""

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from audit.journal.dialects import dialect_of
from audit.journal.restating import restate
from audit.journal.tables import plan
from audit.models import JournalEntry


def amiss(connection) -> list[str]:
    """The triggers and functions that are missing, changed, switched off, or not ours."""
    dialect = dialect_of(connection)
    wanted = dialect.wanted(plan(connection))
    with connection.cursor() as cursor:
        installed = dialect.installed(cursor)
    names = wanted.keys() | installed.keys()
    return sorted(name for name in names if wanted.get(name) != installed.get(name))


def has_journal(connection) -> bool:
    return JournalEntry._meta.db_table in connection.introspection.table_names()


def take_away(*, using=DEFAULT_DB_ALIAS, plan=(), **_signal) -> None:
    """Before migrations: SQLite cannot drop a column that a trigger reads."""
    connection = connections[using]
    if plan and has_journal(connection):
        dialect = dialect_of(connection)
        with transaction.atomic(using), connection.cursor() as cursor:
            dialect.change(cursor, {}, dialect.installed(cursor))


def put_back(*, using=DEFAULT_DB_ALIAS, **_signal) -> None:
    """After migrations: every trigger as it must be; and what none could see is stated anew."""
    connection = connections[using]
    if not has_journal(connection) or not amiss(connection):
        return
    dialect, present = dialect_of(connection), plan(connection)
    wanted = dialect.wanted(present)
    with transaction.atomic(using), connection.cursor() as cursor:
        dialect.lock_all(cursor, present)
        installed = dialect.installed(cursor)
        kept = {name for name, text in wanted.items() if installed.get(name) == text}
        dialect.change(
            cursor,
            {name: text for name, text in wanted.items() if name not in kept},
            {name: text for name, text in installed.items() if name not in kept},
        )
        restate(connection, dialect, present)
