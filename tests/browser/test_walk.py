"""A walk through everything the demo's people can click; make shot keeps its pictures."""

from pathlib import Path

import pypdfium2
import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse
from django.utils.text import slugify
from playwright.sync_api import APIResponse, Page

from tests.browser.looks import hold_it_is_accessible, keep_for_the_validator, take_pictures
from tests.browser.walking import is_paper, kinds_of_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = (
    *("protokol.depok", "kerjasama.depok", "hukum.depok", "pimpinan.depok"),
    *("auditor.depok", "unit.depok", "protokol.batang"),
)
# These look different for each of them; any other page is looked at as the first one finds it.
THEIR_OWN = {"home", "visits/<int:pk>/", "candidates/<int:pk>/", "agreements/<int:pk>/"}
# An issued paper has as many sheets as it needs; its look is seen on the first ones.
SHEETS = 3


def test_every_page_that_can_be_reached_by_clicking_answers(enter_as, page, witness, album):
    call_command("load_reference", verbosity=0)
    call_command("seed_demo", verbosity=0)
    look_at(page, page.request.get(reverse("sign_in")), album and album / "sign-in")
    seen = set()

    for username in PEOPLE:
        enter_as(get_user_model().objects.get(username=username))
        for route, answer in kinds_of_page(page):
            assert answer.ok, answer.url

            if route in THEIR_OWN or route not in seen:
                seen.add(route)
                look_at(page, answer, album and album / slugify(f"{username} {route}"))

    assert witness.complaints == []


def look_at(page: Page, answer: APIResponse, stem: Path | None) -> None:
    if answer.headers["content-type"] == "application/pdf":
        sheets = pypdfium2.PdfDocument(answer.body())
        for number in range(min(len(sheets), SHEETS) if stem else 0):
            sheets[number].render(scale=1.5).to_pil().save(f"{stem}-{number + 1}.png")
    elif not is_paper(answer):
        page.goto(answer.url)
        keep_for_the_validator(answer.url, answer.text())
        hold_it_is_accessible(page)
        take_pictures(page, stem)
