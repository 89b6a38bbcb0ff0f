"""Signing and comparing on the page: who sees it, what it tells, and what is not kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.content import latest_revision
from agreements.models import SignedCopy
from tests.documents import pki, reading
from tests.visits.page import text_of


@pytest.fixture
def issued(cast):
    return cast.walk(cast.ready(), "issue")


def page(agreement):
    return f"/agreements/{agreement.pk}/compare-signed/"


def certificate(name):
    return SimpleUploadedFile(f"{name}.p12", pki.p12(name))


def test_a_party_signs_on_the_page_and_the_copy_is_there_to_download(cast, as_person, issued):
    browser = as_person(cast.kerjasama)
    form = {
        "party": issued.parties.get(agency=cast.depok).pk,
        "certificate": certificate("Mohammad Idris"),
        "passphrase": pki.PASSPHRASE,
        "signed_place": "Depok",
        "version": issued.version,
    }

    answer = browser.post(f"/agreements/{issued.pk}/sign/", form, follow=True)

    said = text_of(answer)
    assert "Digital signature of Mohammad Idris" in said
    assert "certificate by Akar Uji" in said
    assert "Says what was approved" in said
    copy = SignedCopy.objects.get()
    file = browser.get(f"/agreements/{issued.pk}/signed/{copy.pk}/")
    assert b"".join(file.streaming_content) == copy.file.read()
    assert file["Content-Disposition"].startswith("attachment")


def test_a_wrong_passphrase_is_told_at_the_certificate_and_is_not_sent_back(
    cast, as_person, issued
):
    form = {
        "party": issued.parties.get(agency=cast.depok).pk,
        "certificate": certificate("Mohammad Idris"),
        "passphrase": "kata-sandi-yang-salah",
        "signed_place": "Balai Kota",
        "version": issued.version,
    }

    answer = as_person(cast.kerjasama).post(f"/agreements/{issued.pk}/sign/", form)

    assert "Check the passphrase" in text_of(answer)
    assert "Balai Kota" in answer.content.decode()
    assert "kata-sandi-yang-salah" not in answer.content.decode()


def test_a_file_is_only_looked_at_until_somebody_says_keep(cast, as_person, issued):
    browser = as_person(cast.kerjasama)
    content = bytes(latest_revision(issued).issued.content)

    looked = browser.post(page(issued), {"file": SimpleUploadedFile("a.pdf", content)})
    assert "Says what was approved" in text_of(looked)
    assert not SignedCopy.objects.exists()

    browser.post(page(issued), {"file": SimpleUploadedFile("a.pdf", content), "keep": "1"})
    assert SignedCopy.objects.get().file.read() == content


def test_the_form_to_sign_is_there_for_those_who_note_signatures(cast, as_person, issued):
    for person, offered in ((cast.kerjasama, True), (cast.budi, False), (cast.ratna, False)):
        content = as_person(person).get(page(issued)).content.decode()
        assert ("/sign/" in content) is offered
        sent = as_person(person).post(f"/agreements/{issued.pk}/sign/", {})
        assert sent.status_code == (200 if offered else 403)


def test_what_differs_is_listed(cast, as_person, issued):
    other = reading.printed(reading.paper.Paragraph("Salinan palsu tulen."))

    answer = as_person(cast.kerjasama).post(
        page(issued), {"file": SimpleUploadedFile("a.pdf", other)}
    )

    said = text_of(answer)
    assert "Differs from what was approved" in said
    assert "Salinan palsu tulen" in said


def test_the_partner_reads_the_copies_and_adds_none(cast, as_person, issued):
    browser = as_person(cast.partner)
    content = SimpleUploadedFile("a.pdf", bytes(latest_revision(issued).issued.content))

    assert "/sign/" not in browser.get(page(issued)).content.decode()
    assert browser.post(page(issued), {"file": content}).status_code == 403
    assert browser.post(f"/agreements/{issued.pk}/sign/", {}).status_code == 403


def test_for_tono_there_is_no_such_page_and_before_the_issue_for_nobody(cast, as_person, issued):
    for address in (page(issued), f"/agreements/{issued.pk}/signed/1/"):
        assert as_person(cast.tono).get(address).status_code == 404
    assert as_person(cast.kerjasama).get(page(cast.ready())).status_code == 404
