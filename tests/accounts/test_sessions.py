"""A session ends when nobody is there any more, and at the end of the day."""

import time

import pytest
from django.conf import settings
from django.test import Client

from accounts import middleware
from accounts.services import set_active, set_password
from tests.builders import TEST, make_person

ME = "/accounts/me/"
HOUR = 60 * 60


@pytest.fixture
def sari(db):
    return make_person("sari")


@pytest.fixture
def at(monkeypatch):
    """Move the clock of the sessions: at(seconds from now)."""
    now = time.time()

    class Clock:
        offset = 0

        @classmethod
        def time(cls):
            return now + cls.offset

    monkeypatch.setattr(middleware, "time", Clock)

    def move(offset):
        Clock.offset = offset

    return move


def test_an_hour_of_silence_ends_the_session(client, sari, at):
    client.force_login(sari)
    client.get(ME)

    at(settings.SESSION_IDLE_AGE)
    answer = client.get(ME, follow=True)

    assert answer.redirect_chain == [(f"/accounts/sign-in/?next={ME}", 302)]
    assert [str(message) for message in answer.context["messages"]] != []


def test_who_is_busy_stays_signed_in_through_the_hours(client, sari, at):
    client.force_login(sari)

    for half_hours in range(20):
        at(half_hours * HOUR / 2)
        assert client.get(ME).status_code == 200


def test_twelve_hours_end_it_however_busy_the_day_was(client, sari, at):
    client.force_login(sari)
    for half_hours in range(24):
        at(half_hours * HOUR / 2)
        assert client.get(ME).status_code == 200

    at(12 * HOUR)

    assert client.get(ME).status_code == 302


def test_signing_in_again_starts_a_new_day(client, sari, at):
    set_password(sari, "tiga-perahu-di-muara", by=TEST)
    facts = {"username": "sari", "password": "tiga-perahu-di-muara", "next": ME}
    client.post("/accounts/sign-in/", facts)
    for half_hours in range(1, 24):
        at(half_hours * HOUR / 2)
        client.get(ME)
    client.post("/accounts/sign-in/", facts)

    at(12 * HOUR)

    assert client.get(ME).status_code == 200


def test_requests_close_together_do_not_write_the_session_each_time(client, sari, at):
    client.force_login(sari)
    client.get(ME)
    seen = client.session[middleware.SEEN]

    at(30)
    client.get(ME)

    assert client.session[middleware.SEEN] == seen


def test_a_deactivated_person_is_out_at_the_next_request(client, sari):
    client.force_login(sari)

    set_active(sari, False, by=TEST, why="pindah tugas")

    assert client.get(ME).status_code == 302


def test_a_part_of_a_form_sent_with_no_session_at_all_is_refused_alike(db):
    stranger = Client(enforce_csrf_checks=True)

    assert stranger.post(ME, headers={"HX-Request": "true"}).status_code == 401


def test_a_part_of_a_page_that_one_may_not_ask_for_is_still_forbidden(sari):
    signed_in = Client(enforce_csrf_checks=True)
    signed_in.force_login(sari)

    assert signed_in.post(ME, headers={"HX-Request": "true"}).status_code == 403


def test_part_of_a_page_asked_for_too_late_is_refused_and_reloads_nothing(client, db):
    answer = client.get(ME, headers={"HX-Request": "true"})

    assert (answer.status_code, answer.content) == (401, b"")
    assert not {"HX-Refresh", "HX-Redirect", "Location"} & set(answer.headers)
