"""A list as somebody likes to see it, under a name of their own."""

import pytest
from django.urls import reverse

from accounts.models import SavedView
from accounts.saved_views import MOST, save_view
from tests.visits.builders import House
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db
LIST = "/visits/"
QUERY = "status=completed&since=2026-01-01"


@pytest.fixture
def cast():
    return House()


def keep(client, **changed):
    sent = {"path": LIST, "query": QUERY, "name": "Belum dilaporkan"} | changed
    return client.post(reverse("new_view"), sent, follow=True)


def test_a_narrowed_list_can_be_kept_and_is_offered_from_then_on(cast):
    client = client_of(cast.sari)
    assert "Keep this view" not in text_of(client.get(LIST))
    assert "Keep this view" in text_of(client.get(f"{LIST}?{QUERY}"))

    page = keep(client)

    assert page.request["QUERY_STRING"] == QUERY
    assert "Keep this view" not in text_of(page)
    link = f'href="{LIST}?{QUERY.replace("&", "&amp;")}"'
    assert link in client.get(LIST).content.decode()
    assert "Belum dilaporkan" not in text_of(client.get("/agreements/"))


def test_it_is_offered_to_nobody_else_and_nobody_else_deletes_it(cast):
    keep(client_of(cast.sari))
    view = SavedView.objects.get()

    assert "Belum dilaporkan" not in text_of(client_of(cast.ratna).get(LIST))
    gone = client_of(cast.ratna).post(reverse("delete_view", args=[view.pk]))

    assert gone.status_code == 404
    assert SavedView.objects.exists()


def test_sari_deletes_hers_on_her_own_page(cast):
    client = client_of(cast.sari)
    keep(client)
    assert "Belum dilaporkan" in text_of(client.get(reverse("me")))

    client.post(reverse("delete_view", args=[SavedView.objects.get().pk]))

    assert not SavedView.objects.exists()


def test_the_same_name_on_the_same_page_is_replaced(cast):
    client = client_of(cast.sari)
    keep(client)
    keep(client, query="status=reported", name=" Belum  dilaporkan ")

    assert SavedView.objects.get().query == "status=reported"


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "a\nb\x00"])
def test_a_view_without_a_proper_name_is_refused_in_words(cast, name):
    page = keep(client_of(cast.sari), name=name)

    assert SavedView.objects.count() == (1 if name == "a\nb" else 0)
    assert "at most 80 characters" in text_of(page)


def test_too_many_filters_or_views_are_refused_in_words(cast):
    client = client_of(cast.sari)
    assert "too many filters" in text_of(keep(client, query="a=" + "x" * 3000))
    for number in range(MOST):
        save_view(cast.sari, path=LIST, query="a=1", name=f"Nomor {number}")

    assert "Delete one" in text_of(keep(client))
    assert cast.sari.saved_views.count() == MOST


@pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example", "/none/"])
def test_a_view_leads_nowhere_but_to_pages_of_ours(cast, path):
    answer = client_of(cast.sari).post(
        reverse("new_view"), {"path": path, "query": "a=1", "name": "Ke luar"}
    )

    assert answer.status_code == 400
    assert not SavedView.objects.exists()


def test_a_query_is_written_as_one(cast):
    keep(client_of(cast.sari), query='a=1\r\nSet-Cookie: x&b="><b>')

    kept = SavedView.objects.get().query
    assert not set(kept) & set('\r\n"<> ')
