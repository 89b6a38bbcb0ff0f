"""Sari brings an old guest book: the open page goes on by itself, or by its button."""

import pytest
from django.urls import reverse

from cooperation.models import ImportBatch
from cooperation.services import imports
from tests.browser.hands import sign_in
from tests.imports.sheets import BATANG, xlsx
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = 23


@pytest.fixture
def guest_book():
    rows = [[f"2021-03-{day:02}", BATANG, "Buku tamu"] for day in range(1, ROWS)]
    sheet = xlsx(["day", "guests", "source_note"], *rows, ["31/02/2021", "Pemkab Nirwana", ""])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "buku tamu.xlsx", "mimeType": kind, "buffer": sheet.read()}


def bring(page, town, guest_book):
    town.give_password(town.sari)
    sign_in(page, town.sari)
    page.goto(reverse("visit_list"))
    page.locator(f"main a[href='{reverse('import_new', args=['visits'])}']").click()
    page.locator("input[type=file]").set_input_files(guest_book)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/imports/*/")


def test_it_is_checked_taken_up_and_taken_back(page, town, guest_book, monkeypatch):
    monkeypatch.setattr(imports, "MOST_AT_ONCE", 10)  # so that it takes several steps
    bring(page, town, guest_book)

    take = page.locator("form[action$='/take/'] button")
    take.wait_for()
    assert "Pemkab Nirwana" in page.locator("main").inner_text()
    assert not Visit.objects.exists()
    take.click()
    page.locator("form[action$='/undo/']").wait_for(state="attached")
    assert Visit.objects.count() == ROWS - 1

    page.locator("details:has(form[action$='/undo/']) > summary").click()
    page.locator("form[action$='/undo/'] button").click()
    page.wait_for_function("() => !document.querySelector('form[action$=\"/go-on/\"]')")
    page.wait_for_load_state("networkidle")

    assert not Visit.objects.exists()
    assert ImportBatch.objects.get().state == "undone"


@pytest.fixture
def without_scripts(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_scripts_a_button_goes_on(without_scripts, town, guest_book, monkeypatch):
    monkeypatch.setattr(imports, "MOST_AT_ONCE", 10)
    page = without_scripts
    bring(page, town, guest_book)

    steps = 0
    while page.locator("form[action$='/go-on/'] button").count():
        page.locator("form[action$='/go-on/'] button").click()
        steps += 1
    page.locator("form[action$='/take/'] button").click()
    while page.locator("form[action$='/go-on/'] button").count():
        page.locator("form[action$='/go-on/'] button").click()

    assert steps == 3
    assert Visit.objects.count() == ROWS - 1
