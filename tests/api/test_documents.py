"""The register of what was issued, by API: the house's own, and what a file is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from agreements.content import latest_revision
from agreements.services import keep_signed_copy
from tests.agreements.builders import Cast
from tests.documents import reading

REGISTER = "/api/v1/documents/"


def program(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture
def agreement(cast):
    return cast.walk(cast.ready(), "issue")


@pytest.fixture
def issued(agreement):
    return latest_revision(agreement).issued


def test_the_house_finds_what_it_issued_and_where_it_is_checked(cast, agreement, issued):
    [found] = program(cast.budi).get(f"{REGISTER}?kind=agreement").data["results"]

    assert found["sha256"] == issued.sha256
    assert found["check_at"] == issued.check_at
    assert found["agreement"] == agreement.pk
    assert found["visit"] is None
    assert found["parties"] == ["Pemerintah Kota Depok", "Pemerintah Kabupaten Batang"]


def test_partners_and_strangers_have_an_empty_register(cast, issued):
    for stranger in (cast.partner, cast.tono):
        assert program(stranger).get(REGISTER).data["results"] == []
        assert program(stranger).get(f"{REGISTER}{issued.pk}/").status_code == 404


def test_whoever_holds_the_file_asks_by_its_hash(cast, issued):
    asked = f"{REGISTER}check/?sha256={issued.sha256}"

    [found] = program(cast.tono).get(asked).data["results"]

    assert found["title"].startswith("Kesepakatan Bersama tentang")
    assert found["is_signed_copy"] is False
    assert program(cast.tono).get(f"{REGISTER}check/?sha256={'0' * 64}").data["results"] == []
    assert program(cast.tono).get(f"{REGISTER}check/?sha256=abc").status_code == 400


def test_what_came_back_signed_is_read_with_what_differs(cast, agreement):
    other = reading.printed(reading.paper.Paragraph("Salinan palsu tulen."))
    upload = SimpleUploadedFile("naskah.pdf", other)
    keep_signed_copy(agreement, upload=upload, by=cast.kerjasama)
    at = f"/api/v1/agreements/{agreement.pk}/compare-signed/"

    for reader in (cast.budi, cast.partner):
        [copy] = program(reader).get(at).data["results"]
        assert copy["text_status"] == "differs"
        assert any("palsu" in one["after"] for one in copy["differences"])
    assert program(cast.tono).get(at).status_code == 404
