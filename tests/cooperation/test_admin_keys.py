"""Administrators end the keys of their own people: a lost program is locked out at once."""

import pytest
from django.urls import reverse

from accounts.services import issue_token, token_of
from cooperation.permissions import Role
from tests.builders import make_agency, make_person

KEYS = reverse("admin:accounts_token_changelist")


@pytest.fixture
def depok(db):
    return make_agency("Pemerintah Kota Depok")


@pytest.fixture
def sari(depok):
    return make_person("sari", depok, Role.PROTOCOL)


@pytest.fixture
def desk(client, depok):
    client.force_login(make_person("admin", depok, Role.ADMINISTRATOR))
    return client


def end(client, *tokens):
    chosen = [token.pk for token in tokens]
    return client.post(KEYS, {"action": "end_keys", "_selected_action": chosen}, follow=True)


def test_the_keys_of_the_house_are_listed_and_ended(desk, sari):
    key, token = issue_token(sari, name="Dasbor Jabar", networks="10.1.0.0/16")
    assert "Dasbor Jabar" in desk.get(KEYS).text

    answer = end(desk, token)

    assert "is ended" in answer.text
    assert token_of(key, address="10.1.2.3") is None
    assert key not in answer.text
    assert "Dasbor Jabar" not in desk.get(KEYS).text


def test_keys_of_other_houses_are_not_there(desk, sari):
    batang = make_agency("Pemerintah Kabupaten Batang")
    key, token = issue_token(make_person("bima", batang, Role.PROTOCOL), name="Rahasia")

    assert "Rahasia" not in desk.get(KEYS).text
    end(desk, token)

    assert token_of(key) is not None


def test_who_works_for_others_too_is_not_locked_out_by_one(desk, sari):
    make_person("sari", make_agency("Pemerintah Kabupaten Batang"), Role.LEGAL)
    key, token = issue_token(sari, name="Dua kantor")

    answer = end(desk, token)

    assert "is ended" not in answer.text
    assert token_of(key) is not None


def test_nobody_else_sees_them_and_nobody_changes_one(client, desk, sari):
    _key, token = issue_token(sari, name="Dasbor Jabar")
    at = reverse("admin:accounts_token_change", args=[token.pk])
    assert desk.get(at).status_code == 200
    assert desk.post(at, {"name": "Lain"}).status_code == 403
    assert token.digest not in desk.get(at).text

    client.force_login(sari)
    assert client.get(KEYS).status_code in (302, 403)
