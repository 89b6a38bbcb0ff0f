"""“Is this our file?”: the browser reckons the fingerprint itself, and the file goes nowhere."""

from hashlib import sha256

import pytest
from django.urls import reverse

from audit.recording import record
from cooperation.models import DocumentKind, IssuedDocument
from tests.builders import TEST

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OURS = b"%PDF-1.7 our own bytes"


@pytest.fixture
def issued(town) -> IssuedDocument:
    document = IssuedDocument(
        owner=town.depok,
        kind=DocumentKind.MINUTES,
        title="Notulen kunjungan",
        content=OURS,
        sha256=sha256(OURS).hexdigest(),
        token="Z3Vlc3MgdGhpcyBvbmUhIQ",
        issued_on="2022-07-14",
    )
    return record(document, by=TEST)


def choose(page, content):
    page.locator("#dropped").set_input_files(
        {"name": "naskah.pdf", "mimeType": "application/pdf", "buffer": content}
    )


def test_anybody_compares_a_file_with_the_paper_of_the_code(issued, page, witness):
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto(reverse("verify", args=[issued.token]))

    choose(page, OURS)
    page.get_by_text("Inilah berkasnya").wait_for()
    choose(page, OURS + b" ")
    page.get_by_text("Ini berkas lain").wait_for()

    assert set(sent) == {"GET"}
    assert witness.complaints == []


def test_staff_learn_which_paper_a_file_is(town, issued, enter_as, page):
    enter_as(town.sari)
    page.goto(reverse("document_check"))

    choose(page, OURS)

    page.get_by_text("Ya: diterbitkan di sini").wait_for()
    assert page.get_by_text("Notulen kunjungan").is_visible()
    assert page.locator("#sha256").input_value() == issued.sha256


def test_without_javascript_the_fingerprint_is_typed(town, issued, enter_as, chromium, live_server):
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()

    page.goto(reverse("verify", args=[issued.token]))

    assert page.locator("[data-drop]").is_hidden()
    assert page.get_by_text(issued.sha256).is_visible()
    context.close()
