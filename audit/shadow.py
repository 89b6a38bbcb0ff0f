"""Ask the tables as they were: whatever is read inside sees their rows of an earlier instant.

Every query gets, under the name of each table, the rows that its history has of that instant; the
database takes the nearer name. So a report is reckoned for a day that is past by the very code
that reckons it for today.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from audit.models import Tracked


@contextmanager
def as_it_was(models: Sequence[type[Tracked]], at: datetime) -> Iterator[None]:
    """Reads only; what is written inside would be written now.

    Models with fields that the history leaves out cannot be asked so: the database refuses.
    """
    shadows = {model._meta.db_table: _shadow(model) for model in models}
    moment = connection.ops.adapt_datetimefield_value(at)

    def ask(execute, sql, params, many, context):
        used = [name for name in shadows if f'"{name}"' in sql]
        if not used or not sql.lstrip("( ").startswith("SELECT"):
            return execute(sql, params, many, context)
        named = ", ".join(f'"{name}" AS ({shadows[name]})' for name in used)
        asked = f"WITH {named} {sql}"
        return execute(asked, (*[moment] * len(used), *(params or ())), many, context)

    with connection.execute_wrapper(ask):
        yield


def _shadow(model) -> str:
    story = model.history.model._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
    return (
        f"SELECT {columns} FROM (SELECT {columns}, history_type, row_number() OVER"
        " (PARTITION BY id ORDER BY history_date DESC, history_id DESC) AS nth_newest"
        f' FROM "{story}" WHERE history_date <= %s) AS told'
        " WHERE nth_newest = 1 AND history_type <> '-'"
    )
