"""How the triggers learn who writes."""

from collections.abc import Iterator
from contextlib import contextmanager

from audit import context


@contextmanager
def telling(connection, facts: context.Facts) -> Iterator[None]:
    """Within the block, and inside a transaction, every entry says these facts.

    SQLite's triggers ask this very process (`audit_context`). PostgreSQL is told, for the
    transaction only; after a failure the rollback takes the words back. Where a story is written,
    its history row is the last word, and the database itself forgets who wrote it
    (`postgres.FORGET`): one statement less for each recorded change.
    """
    with context.recording(facts):
        _tell(connection, context.as_text())
        yield
    if facts.root_key is None:
        _tell(connection, "")


def _tell(connection, told):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('audit.context', %s, true)", [told])
