"""Pages in the states that a good day does not show: empty, refused, disturbed, opened."""

import pytest
from django.urls import reverse
from django.utils.text import slugify
from playwright.sync_api import Response

from accounts.unsent import keep_unsent
from cooperation.permissions import Role
from cooperation.services import move_candidate
from cooperation.services.notices import tell
from cooperation.workflow import CandidateAction
from tests.browser.hands import write
from tests.browser.looks import hold_it_is_accessible, keep_for_the_validator, take_pictures
from tests.builders import make_agency, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTS = (
    *("visit_list", "candidate_list", "follow_up_list", "agreement_list", "innovation_list"),
    *("document_list",),
)
UNUSED = (
    *LISTS,
    *("home", "visit_calendar", "candidate_board", "follow_up_board", "agreement_dates"),
    *("glance", "report_list", "report_follow_up_status", "template_list", "import_list"),
    *("number_register", "clause_list", "agency_list", "notices", "erasures", "me"),
)
REPORTS = ("funnel", "visits", "regions", "replications")


@pytest.fixture
def look(page, album):
    """At the page as it is now, on both screens, and keep it for whoever judges it."""

    def at(name: str, answer: Response | None = None) -> None:
        if answer is not None:
            keep_for_the_validator(f"/state {name}/", answer.text())
        hold_it_is_accessible(page)
        take_pictures(page, album and album / slugify(f"state {name}"))

    return at


def test_a_house_that_has_nothing_yet_is_told_what_will_be_here(page, enter_as, look):
    enter_as(make_person("joko", make_agency("Pemerintah Kabupaten Nirwana"), Role.COOPERATION))
    addresses = [reverse(name) for name in UNUSED]
    addresses += [reverse("report", args=[name]) for name in REPORTS]
    for address in addresses:
        answer = page.goto(address)
        assert answer.ok, address
        page.wait_for_load_state("networkidle")
        look(f"empty {address}", answer)
    for name in LISTS:
        page.goto(reverse(name))
        assert page.locator("main .empty").count() == 1, name


def test_nothing_that_was_asked_for_is_found(town, page, enter_as, look):
    town.grow_thread()
    enter_as(town.kerja)
    for name in LISTS:
        answer = page.goto(f"{reverse(name)}?search=zzzz")
        assert page.locator("main .empty").count(), name
        look(f"nothing found {name}", answer)
    look("nothing found anywhere", page.goto(f"{reverse('search')}?q=zzzz"))


def test_whoever_has_no_role_yet_is_told_whom_to_ask(town, page, enter_as, look):
    enter_as(make_person("joko"))
    answer = page.goto(reverse("home"))
    assert page.locator(f"main a[href='{reverse('me')}']").count()
    look("no role", answer)


def test_refusals_say_what_to_do(town, page, enter_as, look):
    town.grow_thread()
    page.goto(reverse("sign_in"))
    write(page, {"username": "sari", "password": "bukan ini"})
    page.locator("form:has([name=password]) button").click()
    page.locator(".invalid-feedback, [role=alert], .alert-danger").first.wait_for()
    look("wrong password")
    look("unknown code", page.goto(reverse("verify", args=["tidak-ada"])))

    enter_as(town.dewi)
    answer = page.goto(reverse("agreement_new"))
    assert answer.status == 403
    look("not allowed", answer)
    answer = page.goto("/visits/999999/")
    assert answer.status == 404
    look("not found", answer)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(reverse("me"))
    page.context.clear_cookies(name="csrftoken")
    page.evaluate(
        "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(f => f.remove())"
    )
    with page.expect_navigation() as answered:
        page.locator(f".rail form[action='{reverse('sign_out')}'] button:visible").click()
    assert answered.value.status == 403
    look("form not sent", answered.value)


def test_a_mistake_of_ours_is_owned_up_to(town, page, enter_as, look, monkeypatch):
    def broken(*_given):
        raise RuntimeError("for this test")

    monkeypatch.setattr("config.glance._semesters", broken)
    enter_as(town.ratna)
    answer = page.goto(reverse("glance"))
    assert answer.status == 500
    look("our mistake", answer)


def test_what_disturbs_a_writer_is_told_in_place(town, page, enter_as, look):
    town.give_password(town.sari)
    address = reverse("visit_new")
    keep_unsent(town.sari, address, "facts-theme=Kaji tiru")
    enter_as(town.sari)
    page.goto(address)
    page.locator("[data-kept-offer]").wait_for()
    look("kept typing")
    page.locator("[data-bring]").click()
    add = page.locator("button[name=add][value=topics]")

    page.context.set_offline(True)
    add.click()
    page.locator("#topics [role=alert]").wait_for()
    look("no connection")
    page.context.set_offline(False)

    page.context.clear_cookies()
    add.click()
    page.locator("#topics [role=alert] a").wait_for()
    look("session ended")


def test_a_colleague_was_there_first(town, page, enter_as, look):
    town.grow_thread()
    draft = reverse("agreement_articles", args=[town.agreement.pk])
    keep_unsent(town.rina, draft, "heading=x")
    enter_as(town.budi)
    page.goto(draft)
    page.locator("#writers p").wait_for()
    look("somebody else writes")

    enter_as(town.kerja)
    page.goto(reverse("candidate_edit", args=[town.candidate.pk]))
    write(page, {"title": "Adopsi Teman Litbang di Batang", "why": "Lebih jelas"})
    move_candidate(town.candidate, CandidateAction.SCREEN, by=town.kerja)
    with page.expect_navigation():
        page.locator("main form[method=post] button.btn-primary").click()
    assert page.locator("[name=title]").input_value() == "Adopsi Teman Litbang di Batang"
    look("changed meanwhile")


def test_whatever_folds_opens(town, page, enter_as, look):
    town.grow_thread()
    tell([town.sari], town.follow_up, "assigned")
    enter_as(town.sari)
    thread = {
        reverse("visit", args=[town.visit.pk]): "visit",
        reverse("candidate", args=[town.candidate.pk]): "candidate",
        reverse("follow_up", args=[town.follow_up.pk]): "follow up",
        reverse("visit_list"): "visits",
        reverse("visit_new"): "new visit",
        reverse("notices"): "notices",
    }
    for address, name in thread.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        look(f"unfolded {name}")
    page.goto(reverse("home"))
    page.keyboard.press("?")
    page.locator("#keys").wait_for()
    look("keys")


def test_the_menu_of_a_phone_opens(town, page, enter_as, look):
    page.set_viewport_size({"width": 390, "height": 844})
    enter_as(make_person("tri", town.depok, Role.AUDITOR))
    page.goto(reverse("integrity"))
    page.locator("header details.menu > summary").click()
    page.locator("header .sheet a").first.wait_for()
    look("menu")
