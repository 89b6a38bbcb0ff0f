"""Kerja moves a candidate on the board: with the mouse, with the keyboard, and without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cooperation.workflow import CandidateStatus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def board(town, page, enter_as):
    town.grow_thread()
    enter_as(town.kerja)
    page.goto(reverse("candidate_board"))
    return page


def stage(page, status):
    return page.locator(f"[data-stage={status}]")


def status_of(town) -> str:
    town.candidate.refresh_from_db()
    return town.candidate.status


def test_a_card_is_dropped_on_the_next_stage(board, town, witness):
    card = stage(board, "identified").locator("[data-card]")

    card.drag_to(stage(board, "screening"))

    expect(stage(board, "screening").locator("[data-card]")).to_have_count(1)
    expect(board).to_have_url(reverse("candidate_board"))
    assert status_of(town) == CandidateStatus.SCREENING
    assert witness.complaints == []


def test_dropped_where_more_is_asked_it_opens_its_own_page(board, town):
    card = stage(board, "identified").locator("[data-card]")

    card.drag_to(stage(board, "recommended"))

    expect(board).to_have_url(reverse("candidate", args=[town.candidate.pk]))
    assert status_of(town) == CandidateStatus.IDENTIFIED


def test_by_keyboard_alone_it_is_moved_by_its_button(board, town):
    button = stage(board, "identified").get_by_role("button")
    for _turn in range(60):
        board.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    board.keyboard.press("Enter")

    expect(stage(board, "screening").locator("[data-card]")).to_have_count(1)
    assert status_of(town) == CandidateStatus.SCREENING


def test_without_scripts_the_button_does_the_same(chromium, live_server, context, board, town):
    plain = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(reverse("candidate_board"))

    stage(page, "identified").get_by_role("button").click()

    expect(stage(page, "screening").locator("[data-card]")).to_have_count(1)
    assert status_of(town) == CandidateStatus.SCREENING
    plain.close()
