"""Who gets in, who is kept out, and what a stranger can learn by trying."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.services import WRONG_TRIES, set_active, set_password, user_of_password
from tests.builders import TEST, make_person

GOOD = "tiga-perahu-di-muara"
SIGN_IN = "/accounts/sign-in/"
ME = "/accounts/me/"


@pytest.fixture
def sari(db):
    return set_password(make_person("sari"), GOOD, by=TEST)


def sign_in(client, username="sari", password=GOOD, onward=ME):
    return client.post(SIGN_IN, {"username": username, "password": password, "next": onward})


def words(answer):
    """The page as the visitor reads it, without what differs from one answer to the next."""
    text = re.sub(r"csrfmiddlewaretoken.*?>|\d\d[.:]\d\d", "", answer.content.decode())
    return re.sub(r'value="(sari|nobody)"', "", text)


def test_sari_signs_in_and_out(client, sari):
    assert sign_in(client).url == ME
    assert client.get(ME).status_code == 200

    client.post("/accounts/sign-out/")

    assert client.get(ME).url == f"{SIGN_IN}?next={ME}"


def test_signing_out_by_a_link_is_refused_so_that_no_picture_can_do_it(client, sari):
    sign_in(client)

    assert client.get("/accounts/sign-out/").status_code == 405
    assert client.get(ME).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "///evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "\thttps://evil.example",
    ],
)
def test_signing_in_never_leads_to_another_site(client, sari, elsewhere, settings):
    settings.LOGIN_REDIRECT_URL = ME

    assert sign_in(client, onward=elsewhere).url == ME


def test_five_wrong_tries_lock_the_account_even_for_the_right_password(client, sari):
    for _try in range(WRONG_TRIES):
        sign_in(client, password="salah")

    assert sign_in(client).status_code == 200
    assert client.get(ME).status_code == 302


def test_four_wrong_tries_do_not_lock(client, sari):
    for _try in range(WRONG_TRIES - 1):
        sign_in(client, password="salah")

    assert sign_in(client).url == ME


def test_signing_in_forgets_the_wrong_tries_before_it(sari):
    for _round in range(3):
        for _try in range(WRONG_TRIES - 1):
            user_of_password("sari", "salah")
        assert user_of_password("sari", GOOD) == sari


def test_the_lock_ends_by_itself_and_five_new_tries_lock_again(sari):
    for _try in range(WRONG_TRIES):
        user_of_password("sari", "salah")
    past = timezone.now() - timedelta(seconds=1)
    User._base_manager.filter(pk=sari.pk).update(locked_until=past)

    for _try in range(WRONG_TRIES - 1):
        assert user_of_password("sari", "salah") is None
    assert user_of_password("sari", GOOD) == sari
    for _try in range(WRONG_TRIES):
        user_of_password("sari", "salah")

    assert user_of_password("sari", GOOD) is None


def test_trying_on_does_not_prolong_the_lock(sari):
    for _try in range(WRONG_TRIES):
        user_of_password("sari", "salah")
    until = User.objects.get(pk=sari.pk).locked_until

    user_of_password("sari", "salah")

    assert User.objects.get(pk=sari.pk).locked_until == until


def test_a_missing_a_locked_and_an_ended_account_read_alike(client, sari):
    missing = words(sign_in(client, username="nobody"))
    wrong = words(sign_in(client, password="salah"))
    for _try in range(WRONG_TRIES):
        sign_in(client, password="salah")
    locked = words(sign_in(client))
    set_password(sari, GOOD, by=TEST)
    set_active(User.objects.get(pk=sari.pk), False, by=TEST, why="pindah")
    ended = words(sign_in(client))

    assert missing == wrong == locked == ended


def test_every_refusal_hashes_once_so_that_its_length_tells_nothing(sari, monkeypatch):
    hashed, encode = [], MD5PasswordHasher.encode

    def counting(self, *args):
        hashed.append(args)
        return encode(self, *args)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    for username in ["nobody"] + ["sari"] * (WRONG_TRIES + 1):
        hashed.clear()
        user_of_password(username, "salah")

        assert len(hashed) == 1


def test_wrong_tries_leave_no_history(sari):
    before = sari.history.count()

    user_of_password("sari", "salah")
    user_of_password("sari", GOOD)

    assert sari.history.count() == before


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_in_the_same_second_only_five_are_looked_at(monkeypatch):
    set_password(make_person("sari"), GOOD, by=TEST)
    looked_at, start = [], Barrier(16)
    monkeypatch.setattr(User, "check_password", lambda self, password: looked_at.append(password))

    def attempt():
        start.wait()
        user_of_password("sari", "salah")
        connection.close()

    threads = [Thread(target=attempt) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(looked_at) == WRONG_TRIES
    assert User.objects.get(username="sari").locked_until > timezone.now()


def test_every_page_is_closed_to_a_stranger_except_those_for_getting_in(client, db):
    closed = [ME, "/accounts/password/"]
    doors = [SIGN_IN, "/accounts/forgotten-password/", "/accounts/password/MQ/abc/"]

    assert [client.get(path).status_code for path in closed] == [302, 302]
    assert [client.get(path).status_code for path in doors] == [200, 200, 200]
