"""Every subject at every address of the API, against the table that people read.

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
from tests.security.matrix import routes, table

TABLE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
# Everybody who is signed in reads these.
PUBLIC = ("GET regions/", "GET affairs/", "GET agencies/")
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
    asked = list(routes())[part::PARTS]

    hold(TABLE, routes(), table(everything, asked))


# Whoever reads may be told of it, each by a webhook of their own.
OWN_TO_ALL = "POST webhooks/"


def test_the_table_holds_what_may_never_be_otherwise():
    """Rules of thumb about the table itself, so that a wrong one is not simply written anew."""
    kept = read(TABLE)

    for route, cells in kept.items():
        assert set(cells["nobody"]) <= {"x"}, route
        assert set(cells["inactive"]) <= {"x"}, route
        for subject, cell in cells.items():
            assert "!" not in cell, (route, subject)
            if len(cell) > 1 and route != OWN_TO_ALL:  # what is foreign is written by nobody
                assert not route.startswith(("POST", "PATCH")) or cell[2] in "-0?", route
            if len(cell) == 4:
                assert cell[3] in "0-", (route, subject)  # what is missing is there for nobody
        if route.startswith(("POST", "PATCH")):
            assert set(cells["read key"]) <= {"-"}, route
            # Who reviews does not write, but for remarks on a draft.
            reviews = "comments/" in route or route == OWN_TO_ALL
            assert cells["management"][0] in "-0" or reviews, route
            if "visits/" not in route:
                assert set(cells["visits key"]) <= {"-"}, route


def test_no_address_is_left_out():
    assert len({str(route) for route in routes()}) == len(list(routes())) > 100


def test_what_is_foreign_is_told_like_what_is_missing():
    for route, cells in read(TABLE).items():
        cell = cells["protocol"]
        if len(cell) == 4 and not route.startswith(PUBLIC):
            assert cell[2] == cell[3], route
