import pytest

from tests.agreements.builders import Cast


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture
def as_person(client):
    """The browser of this person."""

    def enter(user):
        client.force_login(user)
        return client

    return enter
