"""The guide is in the product: each page leads to what is said of it, in both languages."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import get_resolver, resolve, reverse

from config.guide import CHAPTERS, FOLDERS, href_about, part_of
from cooperation.permissions import Role
from tests.builders import make_person
from tests.visits.page import client_of, text_of

PARTS = [(language, slug) for language in FOLDERS for slug in CHAPTERS]


@pytest.mark.django_db
def test_everybody_who_is_signed_in_reads_all_of_it_and_finds_their_own_part(house, client):
    assert client.get(reverse("guide")).status_code == 302
    joko = make_person("joko")

    for person in (house.sari, joko):
        for slug in CHAPTERS:
            at = reverse("guide_part", args=[slug]) if slug else reverse("guide")
            assert client_of(person).get(at).status_code == 200

    assert "Protocol (yours)" in text_of(client_of(house.sari).get(reverse("guide")))
    assert "(yours)" not in text_of(client_of(joko).get(reverse("guide")))
    assert client_of(joko).get("/guide/poetry/").status_code == 404


@pytest.mark.django_db
def test_a_page_leads_to_what_is_said_of_it(house):
    tri = make_person("tri", house.depok, Role.AUDITOR)
    visit = house.the_story()

    for person, at, said in (
        (house.sari, reverse("visit_calendar"), "/guide/protocol/#visit_calendar"),
        (house.sari, reverse("visit", args=[visit.pk]), "/guide/protocol/#visit"),
        (house.budi, reverse("agreement_new"), "/guide/legal/#agreement_new"),
        (tri, reverse("integrity"), "/guide/auditor/#integrity"),
        (house.ratna, reverse("agency_list"), "/guide/"),
    ):
        assert f'href="{said}"' in client_of(person).get(at).content.decode()


def test_what_it_speaks_of_are_pages_and_the_same_in_both_languages():
    pages = {name for name in get_resolver().reverse_dict if isinstance(name, str)}

    for slug in CHAPTERS:
        indonesian, english = (part_of(language, slug).about for language in ("id", "en"))
        assert list(indonesian.items()) == list(english.items()), slug
        assert set(indonesian) <= pages, set(indonesian) - pages
    assert href_about(None) == reverse("guide")


@pytest.mark.parametrize(("language", "slug"), PARTS)
def test_whatever_it_leads_to_is_there(language, slug):
    part = part_of(language, slug)
    body = str(part.body)

    assert body.startswith(f"<h1>{part.title}</h1>")
    assert "<!--" not in body
    assert "&lt;" not in body
    for anchor in part.about.values():
        assert body.count(f' id="{anchor}"') == 1
    for href in re.findall(r'href="([^"]*)"', body):
        assert resolve(href).url_name == "guide_part"
    for name in re.findall(r'src="[^"]*?guide/([\w-]+)[^"]*"', body):
        assert finders.find(f"guide/{name}.png")
