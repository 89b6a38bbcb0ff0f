"""Forgotten, first and changed passwords; and that asking never tells who has an account."""

import re
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.letters import link_for
from accounts.models import User
from accounts.services import edit_user, set_active, set_password, user_of_password
from tests.builders import TEST, make_person

OLD, NEW = "tiga-perahu-di-muara", "lima-gunung-berkabut"
FORGOTTEN = "/accounts/forgotten-password/"


@pytest.fixture
def sari(db):
    user = edit_user(make_person("sari"), email="sari@depok.example", by=TEST)
    return set_password(user, OLD, by=TEST)


def letters(expected):
    """The mails sent so far; they leave beside the request, so wait for them a little."""
    end = time.monotonic() + 5
    while len(mail.outbox) < expected and time.monotonic() < end:
        time.sleep(0.01)
    return mail.outbox


def choose(client, link, password):
    form = client.get(link, follow=True)
    path = form.redirect_chain[-1][0] if form.redirect_chain else link
    return client.post(path, {"new_password1": password, "new_password2": password}, follow=True)


def test_sari_gets_a_new_password_by_mail(client, sari, mailoutbox):
    client.post(FORGOTTEN, {"email": "SARI@depok.example"})
    [letter] = letters(1)
    link = urlsplit(re.search(r"http\S+", letter.body).group()).path

    choose(client, link, NEW)

    assert user_of_password("sari", NEW) == sari
    assert user_of_password("sari", OLD) is None
    assert "password set" in sari.history.first().history_change_reason


def test_asking_answers_alike_whether_or_not_there_is_an_account(sari, mailoutbox):
    answers = [
        Client().post(FORGOTTEN, {"email": email}, follow=True)
        for email in ("sari@depok.example", "nobody@depok.example", "")
    ]

    known, unknown, empty = [
        re.sub(r'csrfmiddlewaretoken" value="\w+', "", answer.content.decode())
        for answer in answers
    ]
    assert known == unknown
    assert empty != known
    assert [letter.to for letter in letters(1)] == [["sari@depok.example"]]


def test_the_link_leads_to_our_own_address_whatever_host_was_asked(sari, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["*"]

    Client().post(FORGOTTEN, {"email": sari.email}, headers={"Host": "evil.example"})

    [letter] = letters(1)
    assert "http://127.0.0.1:8000/accounts/password/" in letter.body
    assert "evil" not in letter.body


def test_a_link_works_once(client, sari):
    link = urlsplit(link_for(sari)).path
    choose(client, link, NEW)

    again = Client().get(link, follow=True)

    assert again.context["validlink"] is False


def test_a_link_becomes_too_old(client, sari, settings):
    link = urlsplit(link_for(sari)).path
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert client.get(link, follow=True).context["validlink"] is False


@pytest.mark.parametrize("key", ["MQ", "OTk5OTk", "!!", "AAAA", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMg"])
def test_a_made_up_link_opens_nothing_and_breaks_nothing(client, sari, key):
    page = client.get(f"/accounts/password/{key}/abc-def/")

    assert page.status_code == 200
    assert page.context["validlink"] is False


def test_who_was_deactivated_cannot_come_back_by_a_link(client, sari, mailoutbox):
    link = urlsplit(link_for(sari)).path
    set_active(sari, False, by=TEST, why="pindah")

    assert client.get(link, follow=True).context["validlink"] is False
    client.post(FORGOTTEN, {"email": "sari@depok.example"})
    time.sleep(0.1)
    assert mailoutbox == []


def test_a_new_password_unlocks_and_signs_out_everywhere_else(client, sari):
    client.force_login(sari)
    User._base_manager.filter(pk=sari.pk).update(
        failed_attempts=4, locked_until=timezone.now() + timedelta(minutes=10)
    )

    choose(Client(), urlsplit(link_for(sari)).path, NEW)

    assert client.get("/accounts/me/").status_code == 302
    assert user_of_password("sari", NEW) == sari


def test_changing_it_keeps_this_device_and_signs_out_the_others(client, sari):
    phone = Client()
    for device in (client, phone):
        device.force_login(sari)
    facts = {"old_password": OLD, "new_password1": NEW, "new_password2": NEW}

    client.post("/accounts/password/", facts)

    assert client.get("/accounts/me/").status_code == 200
    assert phone.get("/accounts/me/").status_code == 302


@pytest.mark.parametrize(
    ("old", "new"), [("salah", NEW), (OLD, "pendek"), (OLD, "123456789012"), (OLD, "password1234")]
)
def test_a_wrong_old_or_a_weak_new_password_changes_nothing(client, sari, old, new):
    client.force_login(sari)

    page = client.post(
        "/accounts/password/", {"old_password": old, "new_password1": new, "new_password2": new}
    )

    assert page.context["form"].errors
    assert user_of_password("sari", OLD) == sari


def test_no_password_and_no_address_stands_in_the_history(sari):
    told = " ".join(str(entry.__dict__) for entry in sari.history.all())

    assert sari.password not in told
    assert sari.email not in told
