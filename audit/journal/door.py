"""The door through which journal and history can be emptied: for a test's database only.

Everybody else meets the database's refusal. Whoever may drop the triggers can of course do
without the door; that is what the verification and the checkpoints are for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_open: ContextVar[bool] = ContextVar("audit_door", default=False)


def is_open() -> bool:
    return _open.get()


@contextmanager
def opened(connection) -> Iterator[None]:
    token = _open.set(True)
    _tell(connection, "open")
    try:
        yield
    finally:
        _open.reset(token)
        _tell(connection, "")


def _tell(connection, state):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('audit.door', %s, false)", [state])
