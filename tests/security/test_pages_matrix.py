"""Every subject at every page, against the table that people read.

UPDATE_DOCS=1 writes the table anew; whoever does that reads what changed.
"""

from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from audit.recording import record
from tests.builders import TEST
from tests.hostile.everything import make_everything
from tests.security.kept import hold, read
from tests.security.pages import pages, table

TABLE = Path(__file__).resolve().parents[2] / "docs" / "permissions-pages.md"
PARTS = 4  # so that several processes share the work

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything():
    found = make_everything()
    for candidate in found.world.records["candidates"]:
        candidate.shared_at = timezone.now()
        record(candidate, by=TEST)
    return found


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="Python decides who gets in, the same on any database."
)
@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_in_where_the_table_says_and_nowhere_else(part, everything):
    asked = list(pages())[part::PARTS]

    hold(TABLE, pages(), table(everything, asked))


def test_the_table_holds_what_may_never_be_otherwise():
    kept = read(TABLE)

    for page, cells in kept.items():
        assert set(cells["nobody"]) <= {"x"}, page
        assert set(cells["inactive"]) <= {"x"}, page
        for subject, cell in cells.items():
            assert "!" not in cell, (page, subject)
    assert len(kept) > 150
