"""A walk through everything the demo's people can click; make shot keeps its pictures."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import resolve
from django.utils.text import slugify
from playwright.sync_api import APIResponse, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = {"desktop": 1280, "phone": 390}


@pytest.fixture
def demo() -> None:
    call_command("load_reference", verbosity=0)
    call_command("seed_demo", verbosity=0)


@pytest.fixture
def album() -> Path | None:
    """Where to keep pictures, if anybody asked for them."""
    folder = os.environ.get("SHOTS")
    if not folder:
        return None
    Path(folder).mkdir(exist_ok=True)
    return Path(folder)


@pytest.mark.parametrize("username", ["protokol.depok", "hukum.depok", "pimpinan.depok"])
def test_every_page_that_can_be_reached_by_clicking_answers(username, demo, enter_as, page, album):
    enter_as(get_user_model().objects.get(username=username))

    for route, path in kinds_of_page(page):
        answer = page.request.get(path)
        assert answer.ok, path

        if album is not None:
            keep_pictures(page, answer, album / f"{username}-{slugify(route) or 'home'}")


def kinds_of_page(page: Page) -> Iterator[tuple[str, str]]:
    """Visit 7 looks like visit 8, so the first one that is linked to stands for both."""
    waiting, met = ["/"], {""}
    for path in waiting:
        yield resolve(urlsplit(path).path).route, path
        if is_paper(page.request.get(path)):
            continue
        page.goto(path)
        for link in page.locator("a[href^='/']").evaluate_all("all => all.map(a => a.pathname)"):
            route = resolve(link).route
            if route not in met:
                met.add(route)
                waiting.append(link)


def is_paper(answer: APIResponse) -> bool:
    return not answer.headers["content-type"].startswith("text/html")


def keep_pictures(page: Page, answer: APIResponse, stem: Path) -> None:
    if answer.headers["content-type"] == "application/pdf":
        for number, sheet in enumerate(pypdfium2.PdfDocument(answer.body()), start=1):
            sheet.render(scale=2).to_pil().save(f"{stem}-{number}.png")
    elif not is_paper(answer):
        for width, pixels in WIDTHS.items():
            page.set_viewport_size({"width": pixels, "height": 800})
            page.goto(answer.url)
            page.screenshot(path=f"{stem}-{width}.png", full_page=True)
