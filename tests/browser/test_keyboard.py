"""Without a mouse: each role does what it came for with Tab, letters, arrows and Enter."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from agreements.models import Agreement
from agreements.workflow import Status
from cooperation.models import FollowUp, NoticeDelivery
from cooperation.services.notices import tell
from cooperation.workflow import CandidateStatus, FollowUpStatus
from tests.browser.hands import sign_out
from tests.browser.keys import go_to, press, type_into
from tests.browser.town import PASSWORD
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page: Page, person) -> None:
    page.goto(reverse("sign_in"))
    type_into(page, "username", person.username)
    type_into(page, "password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(reverse("home"))


def take_the_next_step(page: Page) -> None:
    """It is folded away, with what it asks for: the day, a note."""
    go_to(page, ".actions summary.btn-primary")
    page.keyboard.press("Enter")
    press(page, ".actions form button")


@pytest.fixture
def thread(town):
    town.grow_thread()
    town.give_password(town.sari, town.kerja, town.budi, town.ratna)
    return town


def test_sari_logs_a_visit(page, thread):
    enter(page, thread.sari)
    press(page, f"main a[href='{reverse('visit_new')}']")

    type_into(page, "facts-theme", "Kaji tiru stunting")
    type_into(page, "hosts-0-receiver_name", "Supian Suri")
    type_into(page, "delegations-0-agency", thread.batang.name)
    type_into(page, "delegations-0-leader_name", "Lani Dwi Rejeki")
    press(page, "button[name=save]")

    assert re.search(r"/visits/\d+/$", page.url)
    assert Visit.objects.filter(theme="Kaji tiru stunting").exists()


def test_the_skip_link_leads_past_the_menu(page, thread):
    enter(page, thread.sari)
    page.goto(reverse("visit_list"))

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_kerja_takes_a_step_with_a_candidate_and_starts_a_follow_up(page, thread):
    enter(page, thread.kerja)
    page.goto(reverse("candidate", args=[thread.candidate.pk]))
    take_the_next_step(page)
    thread.candidate.refresh_from_db()
    assert thread.candidate.status != CandidateStatus.IDENTIFIED

    sign_out(page)
    enter(page, thread.sari)
    page.goto(reverse("follow_up", args=[thread.follow_up.pk]))
    take_the_next_step(page)
    assert FollowUp.objects.get().status == FollowUpStatus.IN_PROGRESS


def test_budi_opens_the_desk_and_leaves_it_saved(page, thread):
    enter(page, thread.budi)
    page.goto(reverse("agreement_articles", args=[thread.agreement.pk]))

    type_into(page, "heading", " dan Asas")
    press(page, "#draft-form > .actions .btn-primary")

    agreement = Agreement.objects.get()
    assert agreement.status == Status.DRAFTING
    assert any("dan Asas" in article.heading for article in agreement.articles.all())


def test_ratna_reads_a_notice_and_a_number(page, thread):
    tell([thread.ratna], thread.follow_up, "assigned")
    enter(page, thread.ratna)
    press(page, ".rail a.bell")
    press(page, ".notices button")
    assert page.url.endswith(reverse("follow_up", args=[thread.follow_up.pk]))
    assert NoticeDelivery.objects.get(user=thread.ratna).read_at is not None

    page.goto(reverse("report", args=["visits"]))
    press(page, "main table a")
    assert "/records/" in page.url
