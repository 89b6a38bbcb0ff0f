import pytest

from tests.cooperation.builders import Towns


@pytest.fixture
def towns(db) -> Towns:
    return Towns()
