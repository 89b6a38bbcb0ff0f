"""An old machine in a village office, with scripts switched off: everything still goes."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.hands import grow, save, sign_in, sign_out, take_step, write
from tests.browser.log_page import log_it, open_log
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = {
    "facts-entry_mode": "retrospective",
    "facts-day": "2022-07-12",
    "facts-starts": "09:00",
    "facts-theme": "Kaji tiru penurunan stunting",
    "facts-source_note": "Kastara.ID, 12 Juli 2022",
    "hosts-0-receiver_name": "Supian Suri",
    "delegations-0-agency": "Pemerintah Kabupaten Batang",
    "delegations-0-leader_name": "Lani Dwi Rejeki",
    "topics-0-name": "Optimalisasi PAD",
    "topics-0-affair": "5.02",
    "topics-0-outcome": "information_sent",
}
SECOND = {
    "topics-1-name": "Percepatan penurunan stunting",
    "topics-1-affair": "1.02",
    "topics-1-findings": "Beberapa perangkat daerah dan mitra memiliki program.",
    "topics-1-outcome": "no_follow_up",
    "topics-1-outcome_note": "Sudah berjalan di Batang.",
}
ANSWERS = """all => Object.fromEntries(all
    .filter(one => !['hidden', 'submit'].includes(one.type))
    .filter(one => !['radio', 'checkbox'].includes(one.type) || one.checked)
    .map(one => [one.name, one.value]))
"""


@pytest.fixture
def plain_page(chromium, live_server, town) -> Page:
    town.give_password(town.sari)
    context = chromium.new_context(
        base_url=live_server.url, locale="id-ID", java_script_enabled=False
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def answers_on(page) -> dict:
    return page.locator("main form [name]").evaluate_all(ANSWERS)


def test_a_visit_is_logged_moved_on_and_left(plain_page, town):
    page = plain_page
    sign_in(page, town.sari)
    open_log(page)
    write(page, TYPED)
    grow(page, "topics", "topics-1-name")
    assert TYPED.items() <= answers_on(page).items()

    write(page, SECOND)
    log_it(page)
    page.locator("form[action$='/papers/memorandum/new/'] button").click()
    save(page)
    page.locator("form[action$='/papers/memorandum/issue/'] button").click()
    take_step(page, "report")

    visit = Visit.objects.get()
    assert visit.status == "reported"
    assert [talk.topic.name for talk in visit.discussions.all()] == [
        "Optimalisasi PAD",
        "Percepatan penurunan stunting",
    ]
    sign_out(page)
    page.goto(reverse("visit", args=[visit.pk]))
    assert reverse("sign_in") in page.url


def test_an_error_keeps_everything_that_was_typed(plain_page, town):
    page = plain_page
    sign_in(page, town.sari)
    open_log(page)
    write(page, TYPED)
    grow(page, "topics", "topics-1-name")
    write(page, SECOND)
    grow(page, "topics-1-values", "topics-1-values-0-value")
    wrong = {
        "delegations-0-agency": "Kabupaten Batnag",
        "topics-1-values-0-indicator_name": "Prevalensi stunting",
        "topics-1-values-0-value": "dua puluh",
    }
    write(page, wrong)
    before = answers_on(page)

    page.locator("button[name=save]").click()
    page.locator("#problems").wait_for()

    assert answers_on(page) == before
    assert not Visit.objects.exists()
    # Each problem leads to its field, without a script.
    links = page.locator("#problems a[href^='#']")
    assert links.count() >= 3
    for link in links.all():
        assert page.locator(link.get_attribute("href")).count() == 1


def test_a_topic_too_many_is_taken_away_again(plain_page, town):
    page = plain_page
    sign_in(page, town.sari)
    open_log(page)
    write(page, TYPED)
    grow(page, "topics", "topics-1-name")
    write(page, SECOND)

    page.locator("button[name=drop][value='topics-0']").click()
    page.locator("[name='topics-1-name']").wait_for(state="detached")

    kept = answers_on(page)
    assert kept["topics-0-name"] == SECOND["topics-1-name"]
    assert kept["topics-0-outcome_note"] == SECOND["topics-1-outcome_note"]
    assert kept["facts-theme"] == TYPED["facts-theme"]
