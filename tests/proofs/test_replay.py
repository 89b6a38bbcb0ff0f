"""From the journal alone every table can be built again, whatever was done to it."""

import json
from contextlib import suppress
from functools import wraps

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from audit.journal.dialects import dialect_of
from audit.journal.tables import plan
from audit.models import JournalEntry
from audit.recording import Command, keep, record, remove
from cooperation.models import FormerName, Official, PersonalDetail
from tests.builders import TEST, make_agency

pytestmark = pytest.mark.django_db

TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12
)
PLACE = st.integers(0, 30)


def attempted(write):
    """What the database or a service refuses must leave no trace; that, too, is replayed."""

    @wraps(write)
    def attempt(self, **given):
        with suppress(IntegrityError, ValidationError), transaction.atomic():
            write(self, **given)

    return attempt


class Office(RuleBasedStateMachine):
    """Officials, former names (parts of a record) and personal details, written by every means."""

    def __init__(self):
        super().__init__()
        self.saved = transaction.savepoint()
        self.agency = make_agency("Pemerintah Kota Depok")

    def teardown(self):
        try:
            assert rebuilt() == standing()
        finally:
            transaction.savepoint_rollback(self.saved)

    @rule(name=st.text("abcé ꦲ", max_size=12))
    @attempted
    def record_one(self, name):
        record(Official(owner=self.agency, name=f"Bu {name}"), by=TEST)

    @rule(place=PLACE)
    @attempted
    def record_again(self, place):
        if row := _some(Official, place):
            record(row, by=Command("import"), why="lagi")

    @rule(names=st.lists(TEXT, max_size=3))
    @attempted
    def many_at_once(self, names):
        models.QuerySet(FormerName).bulk_create(
            FormerName(agency=self.agency, name=name, until="2020-01-01", version=1)
            for name in names
        )

    @rule(name=TEXT)
    @attempted
    def update_all(self, name):
        models.QuerySet(FormerName).update(name=name)

    @rule(place=PLACE)
    @attempted
    def remove_one(self, place):
        if row := _some(FormerName, place):
            remove(row, by=TEST, why="salah")

    @rule()
    @attempted
    def delete_all(self):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM cooperation_formername")

    @rule(phone=TEXT)
    @attempted
    def personal(self, phone):
        keep(PersonalDetail(owner=self.agency, phone=phone), by=TEST)

    @rule(place=PLACE, phone=TEXT)
    @attempted
    def personal_again(self, place, phone):
        if row := _some(PersonalDetail, place):
            models.QuerySet(PersonalDetail).filter(pk=row.pk).update(phone=phone)

    @rule()
    @attempted
    def a_transaction_that_fails(self):
        saved = transaction.savepoint()
        keep(PersonalDetail(owner=self.agency, phone="batal"), by=TEST)
        transaction.savepoint_rollback(saved)


@pytest.mark.parametrize(
    ("runs", "steps"),
    [(8, 25), pytest.param(200, 50, marks=pytest.mark.proof)],
    ids=["sample", "full"],
)
def test_the_journal_rebuilds_every_table(runs, steps):
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def rebuilt() -> dict[str, dict[int, dict]]:
    """What the journal says that each table holds, entry by entry from the first."""
    tables: dict[str, dict[int, dict]] = {table.name: {} for table in plan(connection).tables}
    entries = JournalEntry.objects.exclude(operation="STORY").order_by("id")
    for name, key, operation, payload in entries.values_list(
        "table_name", "key", "operation", "payload"
    ):
        if operation == "DELETE":
            del tables[name][key]
        else:
            tables[name][key] = json.loads(payload)
    return tables


def standing() -> dict[str, dict[int, dict]]:
    dialect, found = dialect_of(connection), {}
    with connection.cursor() as cursor:
        for table in plan(connection).tables:
            row = dialect.payload(table, "r")
            cursor.execute(f'SELECT r."{table.key}", {row} FROM "{table.name}" r')
            found[table.name] = {key: json.loads(text) for key, text in cursor.fetchall()}
    return found


def _some(model, place):
    rows = list(model._base_manager.order_by("pk")[: place + 1])
    return rows[-1] if rows else None
