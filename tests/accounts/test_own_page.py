"""One's own page: roles, keys for programs, language."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Token
from accounts.services import issue_token, revoke_token, set_active, token_of
from cooperation.permissions import Role
from tests.builders import TEST, make_agency, make_person

ME = "/accounts/me/"


@pytest.fixture
def sari(db):
    return make_person("sari", make_agency("Pemerintah Kota Depok"), Role.PROTOCOL)


@pytest.fixture
def tono(db):
    return make_person("tono", make_agency("Pemerintah Kabupaten Batang"), Role.PROTOCOL)


def test_sari_sees_her_roles(client, sari):
    client.force_login(sari)

    assert "Pemerintah Kota Depok" in client.get(ME).content.decode()


def test_a_key_is_shown_once_and_works(client, sari):
    client.force_login(sari)

    page = client.post(ME, {"name": "laporan bulanan", "days": 30})

    key = re.search(r'id="key"[^>]* value="([^"]+)"', page.content.decode()).group(1)
    assert token_of(key).user == sari
    assert "no-store" in page.headers["Cache-Control"]
    assert key not in client.get(ME).content.decode()
    assert not Token.objects.filter(digest=key).exists()
    left = Token.objects.get().expires_at - timezone.now()
    assert timedelta(days=29) < left <= timedelta(days=30)


@pytest.mark.parametrize(
    "facts", [{"name": "", "days": 30}, {"name": "x", "days": 9999}, {"name": "x" * 81, "days": 30}]
)
def test_a_key_without_name_or_for_ever_is_not_made(client, sari, facts):
    client.force_login(sari)

    page = client.post(ME, facts)

    assert page.context["form"].errors
    assert not Token.objects.exists()


def test_a_key_that_was_ended_opens_nothing(client, sari):
    key, token = issue_token(sari, name="laporan")
    client.force_login(sari)

    client.post(f"{ME}tokens/{token.pk}/end/")

    assert token_of(key) is None
    ended = Token.objects.get().revoked_at
    revoke_token(token, by=sari)
    assert Token.objects.get().revoked_at == ended


def test_nobody_ends_or_sees_the_keys_of_others(client, sari, tono):
    key, token = issue_token(sari, name="kunci Sari")
    client.force_login(tono)

    answers = [client.post(f"{ME}tokens/{pk}/end/").status_code for pk in (token.pk, 99999)]

    assert answers == [404, 404]
    assert "kunci Sari" not in client.get(ME).content.decode()
    assert token_of(key).user == sari


def test_a_key_ends_by_itself_and_with_its_user(sari):
    key, token = issue_token(sari, name="laporan")
    Token.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    assert token_of(key) is None

    key, _token = issue_token(sari, name="laporan")
    set_active(sari, False, by=TEST, why="pindah")
    assert token_of(key) is None


def test_the_command_prints_the_key_as_its_last_word(sari):
    out = StringIO()

    call_command("issue_token", "sari", "--name", "dasbor", "--days", "7", stdout=out)

    assert token_of(out.getvalue().split()[-1]).user == sari
    assert Token.objects.get().name == "dasbor"


@pytest.mark.parametrize("arguments", [["nobody"], ["sari", "--days", "0"], ["sari", "--name", ""]])
def test_the_command_says_what_is_wrong(sari, arguments):
    with pytest.raises(CommandError):
        call_command("issue_token", *arguments)


def test_a_key_for_longer_than_a_year_is_refused(sari):
    with pytest.raises(ValidationError):
        issue_token(sari, name="selamanya", days=4000)


def test_the_language_is_chosen_and_kept_even_before_signing_in(client, db):
    answer = client.post("/accounts/language/", {"language": "en", "next": "/accounts/sign-in/"})

    assert answer.url == "/accounts/sign-in/"
    assert 'lang="en"' in client.get("/accounts/sign-in/").content.decode()
    elsewhere = client.post("/accounts/language/", {"language": "id", "next": "//evil.example"})
    assert "evil" not in elsewhere.url


def test_a_key_is_made_for_what_its_program_does(client, sari):
    client.force_login(sari)
    facts = {"name": "sinkron", "days": 30, "writes": ["visits"], "networks": "10.1.0.0/16"}

    page = client.post(ME, facts)

    assert page.context["key"]
    token = sari.tokens.get()
    assert (token.writes, token.networks) == (["visits"], "10.1.0.0/16")
    shown = client.get(ME).content.decode()
    assert "10.1.0.0/16" in shown
    assert "visits" in shown


def test_a_network_that_is_none_loses_nothing_that_was_typed(client, sari):
    client.force_login(sari)

    page = client.post(
        ME, {"name": "sinkron", "days": 30, "networks": "kantor", "writes": "visits"}
    )

    assert page.context["form"].errors["networks"]
    assert 'value="sinkron"' in page.content.decode()
    assert not sari.tokens.exists()
