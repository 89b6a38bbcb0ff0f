"""The session ends while Sari writes: she is told in place, signs in beside it, and goes on."""

import pytest
from django.urls import reverse

from tests.browser.hands import grow, sign_in, write
from tests.browser.log_page import log_it, open_log, tell_of_batang
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def half_written(page, town):
    """The log page with all but its second topic."""
    town.give_password(town.sari)
    sign_in(page, town.sari)
    open_log(page)
    tell_of_batang(page, town)
    write(page, {"topics-0-name": "Optimalisasi PAD", "topics-0-affair": "5.02"})
    return page


def test_a_lost_session_is_told_in_place_and_costs_nothing(half_written, context, town):
    page = half_written
    context.clear_cookies()

    page.locator("button[name=add][value=topics]").click()

    told = page.locator("#topics [role=alert]")
    told.wait_for()
    assert told.locator("a[target=_blank]").get_attribute("href") == reverse("sign_in")
    assert page.locator("[name='topics-0-name']").input_value() == "Optimalisasi PAD"

    beside = context.new_page()
    sign_in(beside, town.sari)
    grow(page, "topics", "topics-1-name")
    assert told.count() == 0
    write(page, {"topics-1-name": "Percepatan penurunan stunting", "topics-1-affair": "1.02"})
    log_it(page)
    assert Visit.objects.get().discussions.count() == 2


def test_a_form_sent_whole_after_signing_in_beside_it_is_taken(half_written, context, town):
    context.clear_cookies()
    sign_in(context.new_page(), town.sari)

    log_it(half_written)

    assert Visit.objects.get().theme == "Kaji tiru penurunan stunting"


def test_a_form_is_not_sent_into_a_session_that_ended(half_written, context, town):
    page = half_written
    context.clear_cookies()

    page.locator("button[name=save]").click()
    page.locator(".actions [role=alert]").wait_for()
    sign_in(context.new_page(), town.sari)
    log_it(page)

    assert Visit.objects.get().theme == "Kaji tiru penurunan stunting"


def test_a_lost_connection_is_told_in_place(half_written, context):
    page = half_written
    context.set_offline(True)

    page.locator("button[name=add][value=topics]").click()

    page.locator("#topics [role=alert]").wait_for()
    assert page.locator("[name='topics-0-name']").input_value() == "Optimalisasi PAD"
