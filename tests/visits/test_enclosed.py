"""The letter and the photos come with the visit, or nothing of all of it is written."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperation.models import StoredFile
from tests.uploads import a_pdf, a_picture
from tests.visits.page import client_of, form_on, text_of
from visits.models import AttachmentKind, Visit

pytestmark = pytest.mark.django_db

NEW = reverse("visit_new")


def typed(person) -> dict:
    page = client_of(person).get(NEW)
    return form_on(page, NEW) | {
        "facts-theme": "Kaji tiru stunting",
        "delegations-0-agency": "Pemerintah Kabupaten Batang",
        "save": "1",
    }


def test_a_letter_and_photos_are_attached_at_once(house):
    files = {
        "enclosed-letter": a_pdf(),
        "enclosed-photos": [a_picture("a.jpg", "JPEG"), a_picture("b.png")],
    }

    answer = client_of(house.sari).post(NEW, typed(house.sari) | files)

    visit = Visit.objects.get()
    assert answer.url == reverse("visit", args=[visit.pk])
    kept = {attachment.file.name: attachment.kind for attachment in visit.attachments.all()}
    assert kept == {
        "surat.pdf": AttachmentKind.LETTER,
        "a.jpg": AttachmentKind.PHOTO,
        "b.png": AttachmentKind.PHOTO,
    }


def test_a_bad_file_refuses_the_whole_and_says_which_one(house):
    files = {
        "enclosed-photos": [
            a_picture("baik.jpg", "JPEG"),
            SimpleUploadedFile("buruk.jpg", b"MZ program"),
        ]
    }

    page = client_of(house.sari).post(NEW, typed(house.sari) | files)

    said = text_of(page)
    assert "buruk.jpg: Only PDF" in said
    assert "baik.jpg:" not in said
    assert "Choose the files once more" in said
    assert form_on(page, NEW)["facts-theme"] == "Kaji tiru stunting"
    assert not Visit.objects.exists()
    assert not StoredFile.objects.exists()


def test_files_that_were_fine_are_asked_for_again_where_something_else_is_wrong(house):
    sent = typed(house.sari) | {"delegations-0-agency": "Kabupaten Batnag"}

    page = client_of(house.sari).post(NEW, sent | {"enclosed-letter": a_pdf()})

    assert "Choose the files once more" in text_of(page)
    assert not StoredFile.objects.exists()


def test_nobody_sends_a_hundred_photos_at_once(house):
    files = {"enclosed-photos": [a_picture(f"{place}.jpg", "JPEG") for place in range(11)]}

    page = client_of(house.sari).post(NEW, typed(house.sari) | files)

    assert "At most 10 photos at once" in text_of(page)
    assert not Visit.objects.exists()


def test_a_file_that_is_gone_from_the_disk_is_said_in_a_sentence(house):
    client = client_of(house.sari)
    client.post(NEW, typed(house.sari) | {"enclosed-letter": a_pdf()})
    attachment = Visit.objects.get().attachments.get()
    at = reverse("visit_file", args=[attachment.visit_id, attachment.pk])
    there = client.get(at)
    assert there.getvalue().startswith(b"%PDF")

    attachment.file.file.storage.delete(attachment.file.file.name)

    answer = client.get(at)
    assert answer.status_code == 410
    assert "“surat.pdf” is recorded" in answer.content.decode()
    assert str(settings.MEDIA_ROOT) not in answer.content.decode()
