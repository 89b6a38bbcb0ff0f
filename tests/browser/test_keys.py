"""Whoever writes all day moves about by keys; topics are suggested by what is on the page."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.unsent import keep_unsent
from tests.browser.hands import write
from tests.builders import make_affair, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(town, page, enter_as):
    town.grow_thread()
    enter_as(town.budi)
    page.goto(reverse("agreement_articles", args=[town.agreement.pk]))
    return page


def headings(page) -> list[str]:
    return page.locator("[name=heading]").evaluate_all("all => all.map(one => one.value)")


def test_a_paragraph_moves_with_alt_and_an_arrow_and_its_cursor_with_it(desk):
    box = desk.locator("[name=body]").first
    box.fill("satu\ndua\ntiga")
    box.evaluate("box => box.setSelectionRange(6, 6)")  # within “dua”

    desk.keyboard.press("Alt+ArrowUp")
    expect(box).to_have_value("dua\nsatu\ntiga")
    desk.keyboard.press("Alt+ArrowUp")  # there is nothing above
    expect(box).to_have_value("dua\nsatu\ntiga")
    desk.keyboard.press("Alt+ArrowDown")
    desk.keyboard.press("Alt+ArrowDown")
    expect(box).to_have_value("satu\ntiga\ndua")
    assert box.evaluate("box => box.selectionStart") == len("satu\ntiga\nd")


def test_a_paragraph_that_was_moved_is_put_back_by_control_and_z(desk):
    box = desk.locator("[name=body]").first
    box.focus()
    desk.keyboard.press("Control+A")
    desk.keyboard.type("satu\ndua\ntiga")
    desk.keyboard.press("Alt+ArrowUp")
    desk.keyboard.press("Alt+ArrowUp")
    expect(box).to_have_value("tiga\nsatu\ndua")

    desk.keyboard.press("Control+Z")
    expect(box).to_have_value("satu\ntiga\ndua")
    desk.keyboard.press("Control+Z")
    expect(box).to_have_value("satu\ndua\ntiga")
    desk.keyboard.press("Control+Y")
    expect(box).to_have_value("satu\ntiga\ndua")


def test_an_article_moves_with_shift_and_is_gone_on_with_where_it_went(desk):
    before = headings(desk)
    desk.locator("[name=heading]").nth(1).focus()

    with desk.expect_navigation():
        desk.keyboard.press("Alt+Shift+ArrowUp")

    assert headings(desk) == [before[1], before[0], *before[2:]]
    expect(desk.locator("[name=heading]").first).to_be_focused()


def test_control_and_enter_save(desk, town):
    desk.locator("[name=heading]").first.fill("Tujuan")
    desk.locator("[name=body]").first.focus()

    with desk.expect_navigation():
        desk.keyboard.press("Control+Enter")

    assert town.agreement.articles.first().heading == "Tujuan"


def test_the_list_of_keys_opens_where_nobody_types_and_closes(desk):
    keys = desk.locator("#keys")
    desk.locator("[name=heading]").first.focus()
    desk.keyboard.type("?")
    expect(keys).to_be_hidden()

    desk.locator("h1").click()
    desk.keyboard.press("?")
    expect(keys).to_be_visible()
    desk.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_a_colleague_who_begins_to_write_appears_by_herself(town, page, enter_as):
    town.grow_thread()
    at = reverse("agreement_articles", args=[town.agreement.pk])
    enter_as(town.budi)
    page.clock.install()
    page.goto(at)
    expect(page.locator("#writers p")).to_have_count(0)
    keep_unsent(town.rina, at, "heading=x")

    page.clock.run_for(31_000)

    expect(page.locator("#writers p")).to_contain_text(str(town.rina))


def test_the_affair_that_is_chosen_suggests_its_topics(town, page, enter_as):
    make_topic(town.depok, "Rujukan rumah sakit", make_affair("1.02", "Kesehatan"))
    make_topic(town.depok, "Administrasi kependudukan", make_affair("2.12", "Kependudukan"))
    enter_as(town.sari)
    page.goto(reverse("visit_new"))
    options = page.locator("#known_topics option")
    expect(options).to_have_count(2)

    write(page, {"topics-0-affair": "1.02"})
    page.locator("[name=topics-0-name]").focus()

    expect(options).to_have_count(1)
    assert options.first.get_attribute("value") == "Rujukan rumah sakit"
