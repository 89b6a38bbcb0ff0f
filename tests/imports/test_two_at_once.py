"""The page is open twice, and both go on: no row is taken up twice, none is lost."""

import pytest

from config.imports import ROWS
from cooperation.models import ImportBatch, ImportState
from cooperation.services import imports
from tests.imports.sheets import BATANG, bring, xlsx
from tests.proofs.threads import race
from tests.visits.builders import House
from tests.visits.page import client_of
from visits.models import Visit

pytestmark = pytest.mark.django_db(transaction=True)
DAYS = 12


@pytest.fixture
def batch():
    house = House()
    rows = [[f"2022-07-{day:02}", BATANG, "Buku tamu"] for day in range(1, DAYS + 1)]
    bring(client_of(house.sari), "visits", xlsx(["day", "guests", "source_note"], *rows))
    batch = ImportBatch.objects.get()
    return imports.begin_taking(batch, ROWS[batch.kind], with_known=False, by=house.sari)


def go_on(batch):
    return imports.go_on(batch, ROWS[batch.kind], by=batch.created_by)


def test_each_row_becomes_one_visit(batch):
    race(4, lambda _place: go_on(batch))

    assert Visit.objects.count() == DAYS
    assert ImportBatch.objects.get().state == ImportState.DONE


def test_without_the_lock_they_would_be_taken_up_twice(batch, monkeypatch):
    """The control: two that read the same open rows both write them."""
    both = [list(imports._open_rows(batch)) for _each in range(2)]

    for rows in both:
        monkeypatch.setattr(imports, "_some", lambda _batch, rows=rows, **_options: iter(rows))
        monkeypatch.setattr(imports, "AFTER", {ImportState.TAKING: ImportState.TAKING})
        batch.with_known = True
        batch.save()
        go_on(batch)

    assert Visit.objects.count() == 2 * DAYS


def test_a_crash_in_the_middle_loses_only_the_step_that_was_under_way(batch, monkeypatch):
    monkeypatch.setattr(imports, "MOST_AT_ONCE", 5)
    go_on(batch)
    written = imports._written

    def dies(row, *rest, **more):
        if row.number == 9:
            raise KeyboardInterrupt
        return written(row, *rest, **more)

    monkeypatch.setattr(imports, "_written", dies)
    with pytest.raises(KeyboardInterrupt):
        go_on(batch)
    assert Visit.objects.count() == 5
    monkeypatch.setattr(imports, "_written", written)

    while ImportBatch.objects.get().state == ImportState.TAKING:
        go_on(batch)

    assert Visit.objects.count() == DAYS
