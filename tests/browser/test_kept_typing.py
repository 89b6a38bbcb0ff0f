"""The battery dies while Sari types: what she typed is offered when she is back, and sent once."""

import pytest
from django.urls import reverse

from accounts.models import Unsent
from tests.browser.hands import grow, sign_in, write
from tests.browser.log_page import log_it, open_log, tell_of_batang
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def typing(page, town):
    """The log page with two topics, as far as it was kept; the page is then lost."""
    town.give_password(town.sari)
    sign_in(page, town.sari)
    open_log(page)
    tell_of_batang(page, town)
    write(page, {"topics-0-name": "Optimalisasi PAD", "topics-0-affair": "5.02"})
    grow(page, "topics", "topics-1-name")
    write(page, {"topics-1-name": "Stunting", "topics-1-affair": "1.02"})
    page.locator("[data-kept-said]").wait_for()
    page.wait_for_timeout(2500)  # the pause after the last letter
    return page


def test_the_form_comes_back_with_all_its_rows_and_is_forgotten_once_sent(typing, context, town):
    kept = Unsent.objects.get()
    assert (kept.user, kept.path) == (town.sari, reverse("visit_new"))
    typing.close()
    page = context.new_page()
    open_log(page)

    page.locator("[data-kept-offer] [data-bring]").click()

    page.locator("[name='topics-1-name']").wait_for()
    assert page.locator("[name='topics-1-name']").input_value() == "Stunting"
    assert page.locator("[name='facts-theme']").input_value() == "Kaji tiru penurunan stunting"
    assert page.locator("[data-kept-offer]").count() == 0
    log_it(page)
    assert Visit.objects.get().discussions.count() == 2
    assert not Unsent.objects.exists()


def test_it_can_be_thrown_away(typing, context):
    typing.close()
    page = context.new_page()
    open_log(page)

    page.locator("[data-kept-offer] [data-drop]").click()

    page.locator("[data-kept-offer]").wait_for(state="detached")
    assert not Unsent.objects.exists()
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-kept-offer]").count() == 0


def test_a_form_of_fixed_fields_is_filled_in_where_it_stands(page, context, town):
    town.grow_thread()
    town.give_password(town.kerja)
    sign_in(page, town.kerja)
    address = reverse("candidate_edit", args=[town.candidate.pk])
    page.goto(address)
    write(page, {"title": "Adopsi Teman Litbang di Batang"})
    page.locator("[data-kept-said]").wait_for()
    page.close()
    page = context.new_page()
    page.goto(address)

    page.locator("[data-bring]").click()

    assert page.locator("[name='title']").input_value() == "Adopsi Teman Litbang di Batang"
    town.candidate.refresh_from_db()
    assert town.candidate.title == "Adopsi Teman Litbang"


def test_a_lost_connection_is_said_and_tried_again(typing, context):
    context.set_offline(True)
    write(typing, {"facts-theme": "Kaji tiru"})
    said = typing.locator("[data-kept-said]")
    before = said.text_content()

    typing.wait_for_function(
        "before => document.querySelector('[data-kept-said]').textContent !== before", arg=before
    )
    context.set_offline(False)
    typing.wait_for_timeout(17_000)

    assert "Kaji+tiru&" in Unsent.objects.get().content
