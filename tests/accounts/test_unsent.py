"""What Sari typed and did not send is hers alone, and there when she comes back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unsent
from accounts.unsent import MOST, forget_old_unsent, keep_unsent, unsent_at
from tests.visits.builders import House
from tests.visits.page import client_of, form_on
from visits.models import Visit

pytestmark = pytest.mark.django_db
LOG = "/visits/new/"


@pytest.fixture
def cast():
    return House()


def keep(client, path=LOG, content="facts-theme=Stunting+%26+air"):
    return client.post(reverse("unsent"), {"path": path, "content": content})


def test_what_was_typed_is_there_when_sari_comes_back(cast):
    said = keep(client_of(cast.sari)).json()

    again = client_of(cast.sari).get(reverse("unsent"), {"path": LOG})

    assert again.json() == {"content": "facts-theme=Stunting+%26+air", "when": said["when"]}
    assert "no-cache" in again["Cache-Control"]


def test_nobody_else_reads_it(cast):
    keep(client_of(cast.sari))

    assert client_of(cast.budi).get(reverse("unsent"), {"path": LOG}).json() == {}
    assert client_of(cast.tono).get(reverse("unsent"), {"path": LOG}).json() == {}


def test_who_is_not_signed_in_keeps_nothing(client):
    answer = keep(client)

    assert answer.status_code == 302
    assert not Unsent.objects.exists()


def test_what_was_typed_later_takes_its_place_and_may_be_thrown_away(cast):
    client = client_of(cast.sari)
    keep(client)
    keep(client, content="facts-theme=Air")
    assert unsent_at(cast.sari, LOG).content == "facts-theme=Air"

    assert keep(client, content="").status_code == 204

    assert not Unsent.objects.exists()


def test_once_the_visit_is_logged_nothing_is_kept_of_it(cast):
    client = client_of(cast.sari)
    keep(client)
    answers = form_on(client.get(LOG), LOG) | {
        "facts-theme": "Stunting",
        "hosts-0-receiver_name": "Supian Suri",
        "delegations-0-agency": cast.batang.name,
        "delegations-0-leader_name": "Lani Dwi Rejeki",
        "save": "1",
    }
    keep(client_of(cast.budi))

    refused = client.post(LOG, answers | {"facts-day": "2026-99-01"})
    assert refused.status_code == 200
    assert unsent_at(cast.sari, LOG) is not None
    taken = client.post(LOG, answers)

    assert (taken.status_code, Visit.objects.count()) == (302, 1)
    assert unsent_at(cast.sari, LOG) is None
    assert unsent_at(cast.budi, LOG) is not None


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("https://elsewhere.example/", "a=1"),
        ("//elsewhere.example/", "a=1"),
        ("/no/such/page/", "a=1"),
        ("/visits/new/" + "x" * 300, "a=1"),
        (LOG, "a=" + "x" * 600_000),
        (LOG, "a=\0"),
        ("", "a=1"),
    ],
)
def test_what_is_no_form_of_ours_is_not_kept(cast, path, content):
    assert keep(client_of(cast.sari), path, content).status_code == 400
    assert not Unsent.objects.exists()


def test_of_very_many_the_oldest_goes(cast):
    for number in range(MOST + 3):
        keep_unsent(cast.sari, f"/visits/{number}/edit/", "a=1")

    assert cast.sari.unsent.count() == MOST
    assert unsent_at(cast.sari, "/visits/0/edit/") is None


def test_after_a_month_it_is_forgotten(cast):
    old = keep_unsent(cast.sari, "/visits/1/edit/", "a=1")
    Unsent.objects.filter(pk=old.pk).update(kept_at=timezone.now() - timedelta(days=31))
    keep_unsent(cast.sari, LOG, "a=1")

    assert forget_old_unsent() == 1
    assert unsent_at(cast.sari, LOG) is not None
