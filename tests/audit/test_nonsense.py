"""Whoever writes nonsense into journal or history is told of, and stops no verification."""

import pytest
from django.db import connection

from audit.journal.dialects import dialect_of
from audit.journal.tables import plan
from audit.verification import verify
from tests.builders import make_agency

pytestmark = pytest.mark.django_db
STORY = "cooperation_historicalagency"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_journal SET payload = 'bukan JSON'",
        "UPDATE audit_journal SET payload = '[]'",
        "UPDATE audit_journal SET payload = '{}'",
        "UPDATE audit_journal SET context = 'bukan JSON'",
        """UPDATE audit_journal SET context = '{"story": true}'""",
        f"UPDATE {STORY} SET actor_name = ''",
        f"UPDATE {STORY} SET history_date = '1900-01-01'",
        f"UPDATE {STORY} SET version = 7",
        f"UPDATE {STORY} SET history_type = '-'",
        pytest.param(
            f"UPDATE {STORY} SET history_date = 'kapan?'",
            marks=pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite takes it"),
        ),
    ],
)
def test_nonsense_is_a_finding(statement):
    make_agency("Pemerintah Kota Depok")
    connection.check_constraints()
    dialect = dialect_of(connection)
    wanted = dialect.wanted(plan(connection))
    with connection.cursor() as cursor:
        dialect.change(cursor, {}, dialect.installed(cursor))
        cursor.execute(statement)
        dialect.change(cursor, wanted, {})

    assert not verify(connection).is_sound
