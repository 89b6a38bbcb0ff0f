"""The papers of a visit on its page: files, and the memorandum."""

import pytest

from tests.documents import reading
from tests.visits.page import client_of, form_on, text_of
from visits.models import AttachmentKind
from visits.services import attach_file, issue_paper, prepare_paper


@pytest.fixture
def story(house):
    return house.the_story()


def test_a_file_is_attached_and_comes_back_as_it_was(house, story, upload):
    sari = client_of(house.sari)
    letter = upload("surat.png")
    original = letter.read()
    letter.seek(0)

    sari.post(f"/visits/{story.pk}/files/new/", {"kind": AttachmentKind.LETTER, "file": letter})

    attachment = story.attachments.get()
    answer = sari.get(f"/visits/{story.pk}/files/{attachment.pk}/")
    assert b"".join(answer.streaming_content) == original
    assert answer["Content-Disposition"] == 'attachment; filename="surat.png"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_for_those_who_see_the_visit(house, story, upload):
    attachment = attach_file(story, kind="letter", upload=upload("surat.png"), by=house.sari)
    address = f"/visits/{story.pk}/files/{attachment.pk}/"

    through_another = f"/visits/{house.log().pk}/files/{attachment.pk}/"

    guest = client_of(house.bima).get(address)
    assert b"".join(guest.streaming_content)
    assert client_of(house.tono).get(address).status_code == 404
    assert client_of(house.sari).get(through_another).status_code == 404


def test_a_file_that_is_not_kept_is_refused_on_the_page(house, story, upload):
    sari = client_of(house.sari)
    page_file = upload("halaman.html", b"<script>alert(1)</script>")

    page = sari.post(f"/visits/{story.pk}/files/new/", {"kind": "other", "file": page_file})

    assert "Only PDF, PNG, JPEG, DOCX and XLSX files are kept" in text_of(page)
    assert not story.attachments.exists()


def test_a_file_is_taken_off_with_a_reason(house, story, upload):
    attachment = attach_file(story, kind="letter", upload=upload("surat.png"), by=house.sari)
    sari = client_of(house.sari)
    address = f"/visits/{story.pk}/files/{attachment.pk}/remove/"

    refused = sari.post(address, {"version": attachment.version}, follow=True)
    sari.post(address, {"version": attachment.version, "why": "Salah berkas"})

    assert "Say why the file is removed" in text_of(refused)
    assert not story.attachments.exists()


def test_the_memorandum_is_prepared_corrected_and_issued(house, story):
    sari = client_of(house.sari)
    base = f"/visits/{story.pk}/papers/memorandum/"
    draft = sari.get(base)

    sari.post(f"{base}new/")
    fields = form_on(sari.get(f"{base}head/"), "/head/")
    sari.post(f"{base}head/", fields | {"number": "005/77-Bappeda", "signatory_name": "Rini"})
    sari.post(f"{base}issue/", {"version": story.papers.get().version})

    memorandum = story.papers.get()
    paper = sari.get(base)
    assert draft["Content-Type"] == "application/pdf"
    assert memorandum.number == "005/77-Bappeda"
    assert paper.content == bytes(memorandum.issued.content)
    assert "issued on" in text_of(sari.get(f"/visits/{story.pk}/"))


def test_the_guest_gets_a_draft_under_its_own_letterhead_and_nothing_of_the_hosts(house, story):
    bima = client_of(house.bima)
    head = prepare_paper(story, agency=house.depok, by=house.sari, conclusion="Mohon arahan Wali")
    issue_paper(head, by=house.sari)
    at = f"/visits/{story.pk}/memorandum/"

    own, asked = bima.get(at), bima.get(f"{at}?agency={house.batang.pk}")
    words = reading.text(own.content)

    assert own.content == asked.content
    assert words.startswith("RANCANGAN PEMERINTAH KABUPATEN BATANG")
    assert "percepatan penurunan stunting" in words.lower()
    assert "Mohon arahan Wali" not in words
    assert bima.get(f"{at}?agency={house.depok.pk}").status_code == 404
    for kind in ("minutes", "reply_letter", "attendance", "official_record"):
        assert bima.get(f"/visits/{story.pk}/papers/{kind}/").status_code == 404
    assert bima.get(f"/visits/{story.pk}/issued/{story.papers.get().issued_id}/").status_code == 404
    assert bima.post(f"/visits/{story.pk}/papers/memorandum/new/").status_code == 404
