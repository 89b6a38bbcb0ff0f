"""The cast, and what one of them finds."""

from collections.abc import Callable

import pytest

from api.searched import KINDS
from cooperation.reports import search, wanted_in
from cooperation.services import catch_up


@pytest.fixture
def find() -> Callable[..., list[str]]:
    """What this person finds, the best first: the headings."""

    def finding(person, asked) -> list[str]:
        assert catch_up(KINDS)
        return [hit.heading for hit in search(person, wanted_in(asked), KINDS)]

    return finding
