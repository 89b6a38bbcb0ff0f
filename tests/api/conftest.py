"""Programs that act as the cast: each with a token of its own, over HTTP."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import Area
from accounts.services import issue_token


@pytest.fixture
def as_program(db) -> Callable[..., APIClient]:
    """A client that carries a real token of this person, and edits whichever version is there."""

    def build(person) -> APIClient:
        key, _token = issue_token(person, name="test", writes=Area)
        said = {"accept-language": "en", "if-match": "*"}
        return APIClient(HTTP_AUTHORIZATION=f"Token {key}", headers=said)

    return build


@pytest.fixture
def sari(house, as_program) -> APIClient:
    return as_program(house.sari)


@pytest.fixture
def bima(house, as_program) -> APIClient:
    return as_program(house.bima)


@pytest.fixture
def tono(house, as_program) -> APIClient:
    return as_program(house.tono)
