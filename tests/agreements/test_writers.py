"""Who else is writing the same text is said, and what they type is not."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import BY_ITSELF, SEEN
from accounts.models import Unsent
from accounts.unsent import keep_unsent
from cooperation.permissions import Role
from tests.builders import make_person
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db
WORDS = "heading=Rahasia+yang+belum+disimpan"


@pytest.fixture
def colleague(cast):
    return make_person("wulan", cast.depok, Role.LEGAL)


@pytest.fixture
def at(cast):
    return reverse("agreement_articles", args=[cast.draft().pk])


def said(person, address) -> str:
    return text_of(client_of(person).get(address))


def test_a_colleague_who_types_is_named_on_the_desk_and_on_the_page(cast, colleague, at):
    keep_unsent(colleague, at, WORDS)
    agreement = at.removesuffix("draft/")

    for page in (at, f"{at}writers/", agreement):
        text = said(cast.budi, page)
        assert f"{colleague} is writing in this text, too" in text
        assert "Rahasia" not in text
        assert "is writing in this text" not in said(colleague, page)


def test_who_stopped_a_while_ago_is_not_named(cast, colleague, at):
    keep_unsent(colleague, at, WORDS)
    Unsent.objects.update(kept_at=timezone.now() - timedelta(minutes=11))

    assert "is writing in this text" not in said(cast.budi, at)


def test_who_may_not_write_is_not_told_who_does(cast, colleague, at):
    keep_unsent(colleague, at, WORDS)

    assert client_of(cast.ratna).get(f"{at}writers/").status_code == 403
    assert client_of(cast.tono).get(f"{at}writers/").status_code == 404


def test_a_page_that_asks_by_itself_keeps_no_session_alive(cast, at):
    client = client_of(cast.budi)
    client.get(at)
    session = client.session
    session[SEEN] = began = session[SEEN] - settings.SESSION_IDLE_AGE + 300
    session.save()

    client.get(f"{at}writers/", headers={BY_ITSELF: "1"})
    assert client.session[SEEN] == began

    client.get(f"{at}writers/")  # the same, asked for by a person
    assert client.session[SEEN] > began
