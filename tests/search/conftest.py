"""PostgreSQL numbers an entry of the journal when its transaction commits: there all of them do."""

from collections.abc import Callable

import pytest
from django.db import connection

from api.searched import KINDS
from cooperation.reports import search, wanted_in
from cooperation.services import catch_up
from tests.visits.builders import House


@pytest.fixture
def committed(request) -> None:
    request.getfixturevalue("transactional_db" if connection.vendor == "postgresql" else "db")


@pytest.fixture
def house(committed) -> House:
    return House()


@pytest.fixture
def find() -> Callable[..., list[str]]:
    """What this person finds, the best first: the headings."""

    def finding(person, asked) -> list[str]:
        assert catch_up(KINDS)
        return [hit.heading for hit in search(person, wanted_in(asked), KINDS)]

    return finding
