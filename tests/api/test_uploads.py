"""Files by the API: attached to a visit, brought as evidence; and who gets their bytes."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from cooperation.models import Adoption, FollowUp, StoredFile
from tests.api.test_refusals import problem
from tests.api.world import make_world
from tests.visits.test_files import javascript, pdf_bytes


def pdf(name="Surat.pdf", change=None):
    return SimpleUploadedFile(name, pdf_bytes(change))


def upload(client, url, file=None, **facts):
    return client.post(url, {"file": file or pdf()} | facts, format="multipart")


def on_disk():
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.fixture
def world(house):
    return make_world(house)


@pytest.fixture
def files(world):
    return f"/api/v1/visits/{world['visits'].pk}/attachments/"


def test_a_file_is_attached_listed_read_and_taken_off(files, sari):
    sent = pdf_bytes()
    file = SimpleUploadedFile("Surat.pdf", sent)
    kept = upload(sari, files, file, kind="letter", title="Surat tugas")

    assert kept.status_code == 201, kept.content
    listed = sari.get(files).json()["results"]
    assert listed[-1] == kept.json()
    at = f"{files}{kept.json()['id']}/"
    answer = sari.get(f"{at}file/")
    assert answer.getvalue() == sent
    assert answer["Content-Disposition"].startswith("attachment")

    problem(sari.post(f"{at}remove/", {}), 400)
    assert sari.post(f"{at}remove/", {"note": "Keliru"}).status_code == 200
    assert sari.get(files).json()["results"] == listed[:-1]


def test_what_runs_is_not_kept(files, sari):
    told = problem(upload(sari, files, pdf(change=javascript), kind="letter"), 400)

    assert list(told["errors"]) == ["file"]


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [({}, "kind"), ({"kind": "song"}, "kind"), ({"kind": "letter", "colour": "x"}, "colour")],
)
def test_what_is_sent_wrongly_is_named(facts, wrong, files, sari):
    assert list(problem(upload(sari, files, **facts), 400)["errors"]) == [wrong]


def test_a_text_is_no_file_and_json_no_upload(files, sari):
    told = problem(sari.post(files, {"file": "x", "kind": "letter"}, format="multipart"), 400)
    assert list(told["errors"]) == ["file"]
    problem(sari.post(files, {"kind": "letter"}), 415)


def test_a_file_that_is_only_tried_leaves_nothing_on_the_disk(files, sari):
    before, kept = on_disk(), StoredFile.objects.count()

    answer = upload(sari, f"{files}?dry_run=1", kind="letter")

    assert answer.status_code == 201
    assert on_disk() == before
    assert StoredFile.objects.count() == kept


def test_the_same_upload_with_the_same_key_is_kept_once(files, sari):
    def send(**facts):
        headers = {"idempotency-key": "upload-of-the-letter"}
        body = {"file": SimpleUploadedFile("Surat.pdf", content), "kind": "letter"} | facts
        return sari.post(files, body, format="multipart", headers=headers)

    content, kept = pdf_bytes(), StoredFile.objects.count()
    first, again = send(), send()

    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert StoredFile.objects.count() == kept + 1
    problem(send(kind="photo"), 422)


def test_tono_finds_no_files_and_bima_may_attach_none(files, tono, bima):
    for client in (tono, bima):
        assert upload(client, files, kind="letter").status_code in (403, 404)
    problem(tono.get(files), 404)
    problem(tono.get(f"{files}1/file/"), 404)


@pytest.mark.parametrize(("prefix", "model"), [("follow-ups", FollowUp), ("adoptions", Adoption)])
def test_evidence_is_brought_replaced_with_a_reason_and_read(
    prefix, model, world, as_program, tono
):
    at = f"/api/v1/{prefix}/{world[prefix].pk}/"
    kerja = as_program(world.house.kerja)
    sent = pdf_bytes()
    assert kerja.get(f"{at}evidence/").getvalue() != sent

    file = SimpleUploadedFile("Surat pernyataan.pdf", sent)
    answer = upload(kerja, f"{at}evidence/", file, note="Bertanda tangan")

    assert answer.json()["evidence_file"]["name"] == "Surat pernyataan.pdf"
    assert kerja.get(f"{at}evidence/").getvalue() == sent
    assert "note" in problem(upload(kerja, f"{at}evidence/"), 400)["errors"]
    assert upload(kerja, f"{at}evidence/", note="Yang sah").status_code == 200
    assert model.history.filter(id=world[prefix].pk).count() == 4
    problem(tono.get(f"{at}evidence/"), 404)
    problem(upload(as_program(world.house.ratna), f"{at}evidence/"), 403)


def test_evidence_names_the_version_it_means(world, as_program):
    at = f"/api/v1/adoptions/{world['adoptions'].pk}/evidence/"

    problem(upload(as_program(world.house.kerja), at, version=99), 409)


def test_a_signed_copy_is_of_a_party_of_its_own_agreement(world, as_program):
    world.grow()
    first, other = world.records["agreements"]
    at = f"/api/v1/agreements/{first.pk}/compare-signed/"

    answer = upload(as_program(world.house.kerja), at, party=other.parties.first().pk)

    assert list(problem(answer, 400)["errors"]) == ["party"]
