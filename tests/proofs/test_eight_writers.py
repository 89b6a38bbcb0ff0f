"""Eight writers at once, half of them the other way round: the chain makes nobody wait for ever."""

import pytest
from django.db import OperationalError, connection, transaction

from audit.journal.postgres import CHAIN_LOCK
from audit.recording import locked, record
from audit.verification import verify
from cooperation.models import Official
from tests.builders import TEST, make_agency
from tests.proofs.threads import race

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 8
TURNS = [5, pytest.param(100, marks=pytest.mark.proof)]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CHECKPOINTS = tmp_path


def write_in_opposite_orders(turns) -> list:
    """Each has a row of its own and wants a common one: before its own, or after it."""
    depok = make_agency("Pemerintah Kota Depok")
    common = record(Official(owner=depok, name="Bersama"), by=TEST)
    own = [
        record(Official(owner=depok, name=f"Sendiri {place}"), by=TEST) for place in range(WRITERS)
    ]

    def write(place):
        for _ in range(turns):
            with transaction.atomic():
                if place % 2:
                    shared = locked(Official, common.pk)
                    record(locked(Official, own[place].pk), by=TEST)
                else:
                    record(locked(Official, own[place].pk), by=TEST)
                    shared = locked(Official, common.pk)
                record(shared, by=TEST)

    return race(WRITERS, write)


@pytest.mark.parametrize("turns", TURNS, ids=["sample", "full"])
def test_writers_in_opposite_orders_do_not_deadlock(turns):
    assert write_in_opposite_orders(turns) == [None] * WRITERS

    report = verify(connection)
    assert report.findings == []
    assert Official.objects.get(name="Bersama").version == 1 + WRITERS * turns


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_chain_that_is_locked_row_by_row_would_deadlock():
    """The negative control: what the deferred trigger is there for."""
    _lock_early = f"""
CREATE FUNCTION test_lock_early() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_advisory_xact_lock({CHAIN_LOCK}); RETURN NULL; END $$;
CREATE TRIGGER test_lock_early AFTER INSERT ON audit_journal
  FOR EACH ROW EXECUTE FUNCTION test_lock_early()"""
    with connection.cursor() as cursor:
        cursor.execute(_lock_early)
    try:
        outcomes = write_in_opposite_orders(5)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION test_lock_early CASCADE")

    assert any(
        isinstance(outcome, OperationalError) and "deadlock" in str(outcome) for outcome in outcomes
    )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_without_the_lock_two_commits_would_take_one_place():
    """The other negative control: a place in the chain is unique, and the lock hands it out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'audit_chain'")
        body = cursor.fetchone()[0]
        without = body.replace(f"PERFORM pg_advisory_xact_lock({CHAIN_LOCK});", "")
        assert without != body
        replace = "CREATE OR REPLACE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql"
        cursor.execute(f"{replace} AS $audit${without}$audit$")
    try:
        outcomes = _write_apart(30)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"{replace} SET TimeZone TO 'UTC' AS $audit${body}$audit$")

    assert any(outcome is not None for outcome in outcomes)
    assert verify(connection).is_sound  # who lost the place lost the write, and nothing else


def _write_apart(turns):
    depok = make_agency("Pemerintah Kota Depok")

    def write(place):
        for turn in range(turns):
            record(Official(owner=depok, name=f"{place}-{turn}"), by=TEST)

    return race(WRITERS, write)
