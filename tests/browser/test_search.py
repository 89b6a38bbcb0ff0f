"""Sari remembers a word, and finds the visit without taking her hands from the keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDER_THAN_THE_PAGE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_slash_a_word_and_enter_from_any_page(town, page, enter_as, witness):
    enter_as(town.sari)
    visit = town.the_story()

    for start in ("home", "visit_list", "agreement_list"):
        page.goto(reverse(start))
        page.keyboard.press("/")
        page.keyboard.type("lani kunj")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{reverse('search')}?q=*")
        expect(page.locator("mark").first).to_be_visible()

    page.get_by_role("link", name=str(visit)).click()
    page.wait_for_url(f"**{reverse('visit', args=[visit.pk])}")
    assert witness.complaints == []


def test_on_a_phone_by_the_glass_in_the_head_of_every_page(town, page, enter_as, witness):
    page.set_viewport_size({"width": 390, "height": 844})
    town.the_story()
    enter_as(town.sari)
    page.goto(reverse("home"))

    page.get_by_role("link", name="Cari").click()
    page.wait_for_url(f"**{reverse('search')}")
    page.keyboard.type("lani kunj")  # the box has the cursor
    page.keyboard.press("Enter")

    found = page.locator(".found a").first
    expect(found).to_be_visible()
    assert found.bounding_box()["height"] >= 40
    assert not page.evaluate(WIDER_THAN_THE_PAGE)
    assert witness.complaints == []


def test_without_a_find_the_page_says_what_to_do(town, page, enter_as):
    town.the_story()
    enter_as(town.tono)
    page.goto(f"{reverse('search')}?q=lani")

    expect(page.get_by_text("Kurangi katanya")).to_be_visible()
