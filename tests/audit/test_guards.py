"""What the database itself refuses, whoever asks: to change or empty journal and history."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from audit.journal import installing
from audit.journal.dialects import dialect_of
from audit.journal.tables import plan
from audit.models import JournalEntry
from audit.verification import verify
from cooperation.models import Agency
from tests.builders import make_agency
from tests.visits.builders import House

pytestmark = pytest.mark.django_db

STORY = Agency.history.model
POSTGRES = pytest.mark.skipif(connection.vendor != "postgresql", reason="speaks of PostgreSQL")


def run(*statements):
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize("table", ["audit_journal", STORY._meta.db_table])
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM {table}",
        "UPDATE {table} SET id = id",
        pytest.param("TRUNCATE {table}", marks=POSTGRES),
    ],
)
def test_nobody_changes_or_empties_what_was_written_down(table, statement):
    make_agency("Pemerintah Kota Depok")
    connection.check_constraints()

    with pytest.raises(DatabaseError, match="append-only"):
        run(statement.format(table=table))


@POSTGRES
def test_no_table_is_emptied_at_one_stroke():
    make_agency("Pemerintah Kota Depok")
    connection.check_constraints()

    with pytest.raises(DatabaseError, match="append-only"):
        run("TRUNCATE cooperation_agency CASCADE")


def test_a_history_row_is_not_deleted_by_its_model_either():
    make_agency("Pemerintah Kota Depok")
    row = STORY.objects.latest()

    for write in (row.delete, STORY.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            write()


def test_the_key_of_a_row_never_changes():
    agency = make_agency("Pemerintah Kota Depok")

    with pytest.raises(DatabaseError, match="never changes"):
        run(f"UPDATE cooperation_agency SET id = 4711 WHERE id = {agency.pk}")


def test_emptying_the_database_is_for_tests_only(settings):
    settings.MAY_FLUSH = False

    with pytest.raises(CommandError, match="erase the journal"):
        call_command("flush", interactive=False)


def test_what_came_by_no_service_is_told_and_is_no_tampering():
    agency = make_agency("Pemerintah Kota Depok")
    run(f"UPDATE cooperation_agency SET short_name = 'Depok' WHERE id = {agency.pk}")

    report = verify(connection)

    assert report.is_sound
    assert report.without_service == 1
    assert JournalEntry.objects.latest("id").context == "{}"


def test_triggers_that_are_missing_are_named_and_put_back():
    House()
    with connection.cursor() as cursor:
        dialect = dialect_of(connection)
        connection.check_constraints()
        some = dict(list(dialect.installed(cursor).items())[:3])
        dialect.change(cursor, {}, some)
    assert installing.amiss(connection)
    found = verify(connection).findings
    assert {finding.kind for finding in found} == {"trigger"}

    installing.put_back(using=connection.alias)

    assert installing.amiss(connection) == []
    assert verify(connection).is_sound


@POSTGRES
def test_a_trigger_that_was_switched_off_is_named():
    connection.check_constraints()
    run("ALTER TABLE cooperation_agency DISABLE TRIGGER audit_update")

    assert installing.amiss(connection) == ["cooperation_agency.audit_update"]


def test_what_was_written_without_triggers_is_stated_anew_and_counted():
    agency = make_agency("Pemerintah Kota Depok")
    connection.check_constraints()
    dialect = dialect_of(connection)
    with connection.cursor() as cursor:
        dialect.change(cursor, {}, dialect.installed(cursor))
        cursor.execute("UPDATE cooperation_agency SET short_name = 'Depok'")
        cursor.execute("DELETE FROM cooperation_region")

    installing.put_back(using=connection.alias)

    report = verify(connection)
    assert report.is_sound
    assert report.restated == 1
    stated = JournalEntry.objects.filter(table_name="cooperation_agency", key=agency.pk).last()
    assert stated.operation == "STATE"
    assert "restated" in stated.context


def test_a_migration_takes_the_triggers_away_and_puts_them_back():
    installing.take_away(using=connection.alias, plan=[("any", False)])
    with connection.cursor() as cursor:
        assert dialect_of(connection).installed(cursor) == {}

    installing.put_back(using=connection.alias)

    assert installing.amiss(connection) == []
    assert len(plan(connection).tables) > 40
