"""Every page is ours alone: nothing is fetched elsewhere, and nothing in it breaks the policy."""

import pytest
from django.urls import reverse

from cooperation.permissions import Role
from tests.browser.hands import unfold
from tests.browser.walking import is_paper, kinds_of_page
from tests.builders import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_no_page_asks_anybody_else_or_fails_in_silence(town, enter_as, page, witness):
    town.grow_thread()
    # Whoever may everything is offered everything.
    enter_as(make_person("kepala", town.depok, *Role))
    met = 0

    for _route, answer in kinds_of_page(page):
        assert answer.ok, answer.url
        if not is_paper(answer):
            page.goto(answer.url)
            met += 1

    assert met > 30
    assert witness.seen > 200
    assert witness.complaints == []


def test_what_opens_in_place_is_ours_too(town, enter_as, page, witness):
    town.grow_thread()
    enter_as(town.sari)

    for place in range(3):
        page.goto(reverse("visit", args=[town.visit.pk]))
        link = page.locator("[hx-get]").nth(place)
        unfold(link)
        link.click()
        page.locator("[hx-get]").nth(place).wait_for()
        page.locator("main .sheet-form form, main article form, #sides form").first.wait_for()

    assert witness.complaints == []


def test_the_documentation_of_the_api_starts_by_itself(town, enter_as, page, witness):
    enter_as(town.sari)

    page.goto(reverse("api-docs"))
    page.locator(".swagger-ui .opblock").first.wait_for()

    assert witness.complaints == []


def test_the_contract_is_read_without_asking_anybody_else(town, enter_as, page, witness):
    """Nor is the mark of its makers fetched, which their own page would do."""
    enter_as(town.sari)

    page.goto(reverse("api-redoc"))
    page.get_by_role("heading", name="Jejak").first.wait_for()
    page.locator("[data-item-id^='tag/visits']").first.wait_for()

    assert witness.complaints == []


def test_the_witness_would_tell(town, page, witness):
    page.goto(reverse("sign_in"))

    page.evaluate("""() => new Promise(done => {
        const picture = new Image();
        picture.onerror = done;
        picture.src = 'https://jejak.invalid/picture.png';
        document.body.setAttribute('style', 'color: red');
    })""")

    assert any("jejak.invalid" in complaint for complaint in witness.complaints)
    assert any("style" in complaint for complaint in witness.complaints)
