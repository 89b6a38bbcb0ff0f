"""Debian's chromium, driven by playwright, in front of a live server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from cooperation.permissions import Role
from tests.browser.town import Town
from tests.browser.ways import WAYS, ByHand
from tests.browser.witness import Witness
from tests.builders import make_person

CHROMIUM = "/usr/bin/chromium"
DESKTOP = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walk takes longest: where it is begun first, no process waits for it at the end."""
    items.sort(key=lambda item: item.path.stem != "test_walk")


@pytest.fixture(scope="package", autouse=True)
def words_of_the_office() -> Iterator[None]:
    """Here pages speak Indonesian, as they do to people: see the settings of every other test."""
    with override_settings(LOCALE_PATHS=[settings.BASE_DIR / "locale"]):
        yield


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """Closed before the databases are taken down, which is why it asks for them."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs its loop in this thread; Django would refuse us the database for it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        # As root, which a build machine often is, chromium starts only without its sandbox.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, live_server) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=live_server.url, locale="id-ID", viewport=DESKTOP)
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def enter_as(context: BrowserContext, live_server) -> Callable[[object], None]:
    """Sign somebody in without the form, where the story is not about signing in."""

    def enter(user) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )

    return enter


@pytest.fixture
def witness(context: BrowserContext, live_server) -> Witness:
    return Witness(context, live_server.url)


@pytest.fixture
def album() -> Path | None:
    """Where to keep pictures, if anybody asked for them."""
    folder = os.environ.get("SHOTS")
    if not folder:
        return None
    Path(folder).mkdir(exist_ok=True)
    return Path(folder)


@pytest.fixture
def town(live_server) -> Town:
    return Town()


@pytest.fixture
def thread(town) -> Town:
    """The town with a record of each kind, and everybody in it can sign in."""
    town.grow_thread()
    town.audit = make_person("tri", town.depok, Role.AUDITOR)
    town.give_password(*town.people, town.audit)
    return town


@pytest.fixture(params=WAYS)
def way(request, chromium, live_server) -> Iterator[ByHand]:
    """Somebody in front of a new browser, by each of the ways to work in turn."""
    kind, options = WAYS[request.param]
    context = chromium.new_context(base_url=live_server.url, locale="id-ID", **options)
    context.set_default_timeout(20_000)
    yield kind(context.new_page())
    context.close()


@pytest.fixture
def pages(town) -> dict[str, tuple]:
    """Path → whose page it is."""
    town.grow_thread()
    town.give_password(town.sari)
    thread = (town.visit, town.candidate, town.follow_up, town.agreement)
    of_records = {
        reverse(name, args=[record.pk]): person
        for name, record, person in zip(
            ("visit", "candidate", "follow_up", "agreement"),
            thread,
            (town.sari, town.kerja, town.sari, town.budi),
            strict=True,
        )
    }
    return of_records | {
        reverse("home"): town.sari,
        reverse("visit_list"): town.sari,
        reverse("visit_new"): town.sari,
        reverse("candidate_list"): town.kerja,
        reverse("follow_up_list"): town.sari,
        reverse("agreement_list"): town.budi,
        reverse("agreement_articles", args=[town.agreement.pk]): town.budi,
        reverse("agreement_new"): town.budi,
        reverse("visit_calendar"): town.sari,
        reverse("candidate_board"): town.kerja,
        reverse("follow_up_board"): town.sari,
        reverse("report_list"): town.ratna,
        reverse("report", args=["funnel"]): town.ratna,
        reverse("report_follow_up_status"): town.ratna,
        reverse("history", args=["visit", town.visit.pk]): town.ratna,
    }
