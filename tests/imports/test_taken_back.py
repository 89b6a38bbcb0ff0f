"""What is taken back is gone from lists and search; the record of it stays whole and sound."""

import pytest

from api.searched import KINDS
from audit.verification import verify
from cooperation.models import ImportBatch
from cooperation.reports import search, wanted_in
from cooperation.services import catch_up
from tests.imports.sheets import BATANG, bring, take, take_back, xlsx
from tests.marks import reads_the_journal
from tests.visits.builders import House
from tests.visits.page import client_of

pytestmark = reads_the_journal
SHEET = [["day", "guests", "theme", "source_note"], ["2021-03-01", BATANG, "Kearsipan", "Buku"]]


@pytest.fixture
def house(db, settings, tmp_path):
    settings.CHECKPOINTS = tmp_path  # no checkpoint of another test, whose journal is gone
    return House()


def found(person):
    assert catch_up(KINDS)
    return [hit.heading for hit in search(person, wanted_in("kearsipan"), KINDS)]


def test_the_search_forgets_it_and_the_journal_does_not(house):
    client = client_of(house.sari)
    bring(client, "visits", xlsx(*SHEET))
    batch = ImportBatch.objects.get()
    take(client, batch)
    assert len(found(house.sari)) == 1

    take_back(client, batch)

    assert found(house.sari) == []
    assert verify().is_sound
