"""The file that proves a promise or an adoption, brought and read on pages."""

import pytest
from django.urls import reverse

from cooperation.models import AdoptionStatus
from cooperation.services import move_follow_up, record_adoption
from tests.cooperation.builders import LONG_AGO
from tests.uploads import a_pdf
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(towns):
    return towns.follow_up(towns.offered())


def bring(person, record, name, **sent):
    at = reverse(f"{name}_evidence_new", args=[record.pk])
    return client_of(person).post(
        at, {"file": a_pdf("laporan.pdf"), "version": record.version, **sent}
    )


def test_agus_proves_what_he_did_and_everybody_who_sees_it_may_read_it(towns, promise):
    page = client_of(towns.agus).get(reverse("follow_up", args=[promise.pk]))
    at = reverse("follow_up_evidence_new", args=[promise.pk])
    assert at in page.content.decode()

    answer = bring(towns.agus, promise, "follow_up")

    assert answer.url == reverse("follow_up", args=[promise.pk])
    promise.refresh_from_db()
    assert promise.evidence_file.name == "laporan.pdf"
    at = reverse("follow_up_evidence", args=[promise.pk])
    for person in (towns.dewi, towns.lestari):
        assert client_of(person).get(at).getvalue().startswith(b"%PDF")
    assert client_of(towns.tono).get(at).status_code == 404


def test_another_file_takes_its_place_only_with_a_reason(towns, promise):
    bring(towns.agus, promise, "follow_up")
    promise.refresh_from_db()
    first = promise.evidence_file

    page = bring(towns.agus, promise, "follow_up")
    assert "Say why this one takes its place" in text_of(page)
    assert "“laporan.pdf” is kept as evidence now" in text_of(page)

    bring(towns.agus, promise, "follow_up", why="Versi bertanda tangan")
    promise.refresh_from_db()
    assert promise.evidence_file != first


def test_who_did_not_promise_it_does_not_prove_it(towns, promise):
    assert bring(towns.lestari, promise, "follow_up").status_code == 403
    assert bring(towns.tono, promise, "follow_up").status_code == 404
    promise.refresh_from_db()
    assert promise.evidence_file is None


def test_what_is_verified_is_not_proven_again(towns, promise):
    begun = move_follow_up(promise, "start", by=towns.agus, on=LONG_AGO)
    done = move_follow_up(
        begun, "finish", by=towns.agus, on=LONG_AGO, facts={"evidence": "Surat 12"}
    )
    verified = move_follow_up(done, "verify", by=towns.dewi, on=LONG_AGO)

    page = client_of(towns.agus).get(reverse("follow_up", args=[promise.pk]))
    assert reverse("follow_up_evidence_new", args=[promise.pk]) not in page.content.decode()
    verified.refresh_from_db()
    assert "is finished and can no longer" in text_of(bring(towns.agus, verified, "follow_up"))


def test_an_adoption_is_proven_on_its_candidate(towns):
    candidate = towns.agreed()
    adoption = record_adoption(
        candidate, status=AdoptionStatus.IN_USE, started_on=LONG_AGO, by=towns.dewi
    )

    answer = bring(towns.dewi, adoption, "adoption")

    page = client_of(towns.lestari).get(answer.url)
    assert "laporan.pdf" in text_of(page)
    at = reverse("adoption_evidence", args=[adoption.pk])
    assert client_of(towns.lestari).get(at).getvalue().startswith(b"%PDF")
    assert client_of(towns.tono).get(at).status_code == 404
    assert bring(towns.lestari, adoption, "adoption").status_code == 403


def test_no_file_is_no_page(towns, promise):
    at = reverse("follow_up_evidence", args=[promise.pk])
    assert client_of(towns.agus).get(at).status_code == 404
