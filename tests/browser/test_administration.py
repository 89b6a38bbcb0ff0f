"""Reference data and users: the pages of Django's administration, in our colours."""

import pytest
from django.urls import reverse

from accounts.models import User
from cooperation.admin import site
from cooperation.permissions import Role
from tests.browser.hands import write
from tests.browser.looks import hold_it_is_accessible, take_pictures
from tests.builders import make_person, make_region

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def administrator(town, enter_as):
    make_region()
    admin = make_person("ani", town.depok, Role.ADMINISTRATOR)
    enter_as(admin)
    return admin


def addresses(page):
    """The lists, the forms to add with, and the first record of each list."""
    page.goto(reverse("admin:index"))
    found = [reverse("admin:index")]
    for link in page.locator("main a[href^='/admin/']").all():
        found.append(link.get_attribute("href"))
    for at in [at for at in found if at.count("/") == 4]:
        page.goto(at)
        first = page.locator("#result_list tbody a").first
        if first.count():
            found.append(first.get_attribute("href"))
    return sorted(set(found))


def test_each_of_its_pages_can_be_used_by_everybody(administrator, page, album):
    met = addresses(page)
    assert len(met) > len(site._registry)

    for at in met:
        assert page.goto(at).ok, at
        page.wait_for_load_state("networkidle")
        hold_it_is_accessible(page)
        take_pictures(page, album and album / at.strip("/").replace("/", "-"))


def test_somebody_is_invited_and_found_again(administrator, page, town, mailoutbox):
    page.goto(reverse("admin:accounts_user_add"))
    write(
        page.locator("main"),
        {
            "username": "wahyu",
            "full_name": "Wahyu Setyawan",
            "email": "wahyu@depok.go.id",
            "agency": str(town.depok.pk),
        },
    )
    page.locator(f"main [name=roles][value={Role.UNIT}]").check()
    with page.expect_navigation():
        page.locator("main [name=_save]").click()

    assert User.objects.get(username="wahyu").memberships.get().role == Role.UNIT
    assert len(mailoutbox) == 1
    page.goto(f"{reverse('admin:accounts_user_changelist')}?q=wahyu")
    assert "Wahyu Setyawan" in page.locator("#result_list").inner_text()
