"""The search page and its API."""

from django.urls import reverse
from rest_framework.test import APIClient

from accounts.services import issue_token
from tests.marks import reads_the_journal

pytestmark = reads_the_journal

AT = "/api/v1/search/"


def as_program(person) -> APIClient:
    key, _token = issue_token(person, name="cari")
    return APIClient(HTTP_AUTHORIZATION=f"Token {key}", headers={"accept-language": "en"})


def test_the_api_tells_what_was_found_where_it_is_and_why(house):
    visit = house.the_story()
    program = as_program(house.sari)

    answer = program.get(AT, {"q": "geber kunjungan"}).json()

    assert answer["count"] == 1
    assert answer["complete"] is True
    assert answer["next"] is None
    found = answer["results"][0]
    assert (found["kind"], found["id"], found["day"]) == ("visit", visit.pk, "2022-07-12")
    assert found["heading"] == str(visit)
    assert found["excerpt"] == "Geber Hebring"
    assert program.get(found["url"]).json()["id"] == visit.pk


def test_a_kind_narrows_it_and_pages_go_on(house):
    for place in range(3):
        house.log(theme=f"Belajar kopi {place}")
    program = as_program(house.sari)

    first = program.get(AT, {"q": "kopi", "kind": "visit", "page_size": 2}).json()
    second = program.get(first["next"]).json()

    assert (first["count"], len(first["results"]), len(second["results"])) == (3, 2, 1)
    assert program.get(AT, {"q": "kopi", "kind": "agency"}).json()["count"] == 0


def test_what_is_asked_wrongly_is_told(house):
    program = as_program(house.sari)
    for query, field in (
        ({}, "q"),
        ({"q": "…"}, "q"),
        ({"q": "a b c d e f g h i"}, "q"),
        ({"q": "kopi", "kind": "recipe"}, "kind"),
        ({"q": "kopi", "since": "2022-01-01"}, "since"),
    ):
        answer = program.get(AT, query)
        assert answer.status_code == 400, query
        assert field in str(answer.json()), query


def test_nobody_searches_without_signing_in(house, client):
    assert APIClient().get(AT, {"q": "kopi"}).status_code == 401
    assert client.get(reverse("search"), {"q": "kopi"}).status_code == 302


def test_the_page_marks_the_words_and_leads_on(house, client):
    visit = house.the_story()
    client.force_login(house.sari)

    page = client.get(reverse("search"), {"q": "stunting"}).text

    assert reverse("visit", args=[visit.pk]) in page
    assert "<mark>stunting</mark>" in page
    assert f"{reverse('visit_list')}?topic=" in page  # a topic leads to its visits

    only = client.get(reverse("search"), {"q": "stunting", "kind": "visit"}).text
    assert f"{reverse('visit_list')}?topic=" not in only


def test_the_page_says_what_to_do_when_nothing_is_found(house, client):
    client.force_login(house.tono)

    assert "Every word has to be found" in client.get(reverse("search")).text
    assert "fewer words" in client.get(reverse("search"), {"q": "<b>kopi"}).text
    assert "&lt;b&gt;kopi" in client.get(reverse("search"), {"q": "<b>kopi"}).text
    assert "at least one word" in client.get(reverse("search"), {"q": "?"}).text


def test_every_page_has_the_box(house, client):
    client.force_login(house.sari)
    for name in ("home", "visit_list", "agreement_list", "search"):
        assert f'action="{reverse("search")}"' in client.get(reverse(name)).text, name
