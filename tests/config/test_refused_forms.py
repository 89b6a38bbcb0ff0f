"""A form that is refused for its token says in plain words how nothing is lost."""

import pytest
from django.test import Client

from tests.visits.builders import House


@pytest.fixture
def house(db):
    return House()


def test_a_form_sent_after_the_session_ended_is_explained_and_not_saved(house):
    stranger = Client(enforce_csrf_checks=True)

    answer = stranger.post("/visits/new/", {"facts-theme": "Kaji tiru"})

    said = answer.content.decode()
    assert answer.status_code == 403
    assert "This form was not sent" in said
    assert 'href="/accounts/sign-in/" target="_blank"' in said
    assert "CSRF" not in said


def test_it_is_explained_in_the_language_of_the_reader(house, settings):
    settings.LOCALE_PATHS = [settings.BASE_DIR / "locale"]
    stranger = Client(enforce_csrf_checks=True, headers={"Accept-Language": "id"})

    answer = stranger.post("/visits/new/")

    assert '<html lang="id">' in answer.content.decode()
