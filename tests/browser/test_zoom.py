"""Letters twice as large, as a reader of sixty sets them in the browser: nothing lies beside."""

import os

import pytest
from django.urls import reverse

from tests.browser.conftest import CHROMIUM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = {"width": 1280, "height": 900}
# Text that is wider than its own box, and does not scroll within it.
CUT_OFF = """() => [...document.querySelectorAll('main a, main button, main td, main h1, main h2')]
    .filter(one => one.checkVisibility() && one.clientWidth > 2)
    .filter(one => one.scrollWidth > one.clientWidth + 2)
    .filter(one => getComputedStyle(one).overflowX !== 'visible')
    .map(one => one.outerHTML.slice(0, 90)).slice(0, 3)
"""


@pytest.fixture
def context(chromium, live_server):
    """A browser whose owner has set letters of 32 pixels where 16 are usual."""
    options = ["--blink-settings=defaultFontSize=32"]
    options += ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=options)
    yield browser.new_context(base_url=live_server.url, locale="id-ID", viewport=DESK)
    browser.close()


def test_at_twice_the_size_every_page_can_be_read(pages, page, enter_as):
    wrong = {}
    for path, person in pages.items():
        enter_as(person)
        assert page.goto(path).ok
        size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        assert size >= 32
        wide, cut_off = (
            page.evaluate("document.documentElement.scrollWidth"),
            page.evaluate(CUT_OFF),
        )
        if wide > DESK["width"] or cut_off:
            wrong[path] = wide, cut_off

    assert wrong == {}
    assert reverse("home") in pages
