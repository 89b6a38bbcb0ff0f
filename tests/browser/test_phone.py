"""Sari stands in the hall with her phone: every page fits it, and a thumb is enough."""

import pytest
from django.urls import reverse

from tests.browser.hands import save, sign_in, write
from tests.browser.log_page import TOPICS, add_topics, log_it, tell_of_batang
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
THUMB = 40
# Links within a sentence are as high as their line; these stand by themselves.
PRESSED = (
    "button, .btn, summary, nav a, .brand, .list a.whole, .pile > li > a, "
    ".links a, .panel-head > a, input.form-control, select"
)
TOO_LOW = """(all, least) => all
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().width > 2)
    .filter(one => one.getBoundingClientRect().height < least)
    .map(one => `${one.outerHTML.slice(0, 90)} ${Math.round(one.getBoundingClientRect().height)}`)
"""
STICKS_OUT = """width => [...document.querySelectorAll('body *')]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > width + 1)
    .map(one => one.outerHTML.slice(0, 90)).slice(0, 3)
"""


@pytest.fixture
def phone(page):
    page.set_viewport_size(PHONE)
    return page


def each(pages, phone, enter_as):
    phone.goto(reverse("sign_in"))
    yield reverse("sign_in")
    for path, person in pages.items():
        enter_as(person)
        answer = phone.goto(path)
        assert answer.ok, path
        assert answer.url.endswith(path)
        yield path


def test_no_page_is_wider_than_the_phone(pages, phone, enter_as):
    too_wide = {}
    for path in each(pages, phone, enter_as):
        # Also with everything that is folded away.
        phone.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        width = phone.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            too_wide[path] = width, phone.evaluate(STICKS_OUT, PHONE["width"])

    assert too_wide == {}


def test_whatever_is_pressed_is_big_enough_for_a_thumb(pages, phone, enter_as):
    too_low = {}
    for path in each(pages, phone, enter_as):
        found = phone.locator(PRESSED).evaluate_all(TOO_LOW, THUMB)
        if found:
            too_low[path] = found

    assert too_low == {}


def test_the_one_next_step_can_be_reached_and_pressed(pages, phone, enter_as):
    met = 0
    for _path in each(pages, phone, enter_as):
        for button in phone.locator("main .btn-primary:visible").all():
            # A trial press scrolls there, and fails where the bar at the bottom lies over it.
            button.click(trial=True)
            met += 1

    assert met >= 8


def test_the_bar_at_the_bottom_has_five_entries_in_reach(pages, phone, enter_as):
    enter_as(pages[reverse("home")])
    phone.goto(reverse("home"))

    bar = [entry.bounding_box() for entry in phone.locator("nav .five a").all()]

    assert len(bar) == 5
    assert all(box["y"] + box["height"] <= PHONE["height"] for box in bar)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in bar)


def test_a_visit_is_logged_with_the_guests_still_in_the_hall(town, phone):
    town.give_password(town.sari)

    sign_in(phone, town.sari)
    phone.locator(f"main a[href='{reverse('visit_new')}']").first.click()
    tell_of_batang(phone, town)
    add_topics(phone, dict(list(TOPICS.items())[:2]))
    log_it(phone)

    visit = Visit.objects.get()
    assert visit.theme == "Kaji tiru penurunan stunting"
    assert [talk.topic.name for talk in visit.discussions.all()] == list(TOPICS)[:2]

    phone.locator("article[id^=topic-] a[href$='/outcome/']").first.click()
    form = "article[id^=topic-] form"
    write(phone.locator(form), {"outcome": "information_sent"})
    save(phone, form)
    assert visit.discussions.first().outcome == "information_sent"
