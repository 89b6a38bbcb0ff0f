import pytest

from tests.agreements.builders import Cast


@pytest.fixture
def cast(db) -> Cast:
    return Cast()
