"""Which of our two databases a connection leads to, and how to read it at one instant."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from audit.journal import postgres, sqlite

DIALECTS = {"sqlite": sqlite, "postgresql": postgres}


def dialect_of(connection):
    return DIALECTS[connection.vendor]


@contextmanager
def snapshot(connection) -> Iterator[None]:
    """Everything that is read inside was true at one instant; writers are not kept waiting."""
    if connection.in_atomic_block:
        # Chain what this transaction has written: it could not be verified otherwise.
        connection.check_constraints()
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Not Django's own transaction, which would take the lock of a writer.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
