"""Agreements that were signed before they came here: entered as signed, with their scan."""

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.models import Agreement
from agreements.services import edit_agreement, import_signed
from agreements.workflow import Locked, Status
from cooperation.permissions import NotPermitted
from cooperation.workflow import CandidateStatus

DAY = date(2019, 3, 4)


def scan():
    stream = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(stream)
    return SimpleUploadedFile("naskah.pdf", stream.getvalue())


def parties(cast, **facts):
    signed = {"signed_on": DAY, "signed_place": "Depok", **facts}
    return [{"agency": cast.depok, **signed}, {"agency": cast.batang, "number": "119/1", **signed}]


def entered(cast, **facts):
    facts = {
        "owner": cast.depok,
        "kind": "joint_agreement",
        "title": "Kerja sama lama",
        "parties": parties(cast),
        "scan": scan(),
        "source_note": "Arsip Bagian Kerja Sama, map 3",
        "by": cast.kerjasama,
        **facts,
    }
    return import_signed(**facts)


def test_an_old_agreement_is_signed_at_once_with_its_days_and_its_scan(cast):
    agreement = entered(cast, ends_on=date(2024, 3, 3))

    assert (agreement.status, agreement.entry_mode) == (Status.SIGNED, "import")
    assert (agreement.signed_on, agreement.reference[:11]) == (DAY, "NASKAH-2019")
    assert agreement.scan.name == "naskah.pdf"
    assert [party.signed_on for party in agreement.parties.all()] == [DAY, DAY]
    assert agreement.revisions.get().number == 1
    assert agreement.candidate.status == CandidateStatus.IN_AGREEMENT


def test_a_binding_one_realises_its_candidate(cast):
    agreement = entered(cast, kind="cooperation_agreement", candidate=cast.candidate)

    cast.candidate.refresh_from_db()
    assert agreement.candidate == cast.candidate
    assert cast.candidate.status == CandidateStatus.REALISED


def test_it_is_locked_like_any_signed_text(cast):
    with pytest.raises(Locked):
        edit_agreement(entered(cast), by=cast.budi, changes={"title": "Lain"})


def test_everything_that_is_missing_is_said_at_its_place(cast):
    today = cast.depok.today()
    with pytest.raises(ValidationError) as refused:
        entered(cast, parties=parties(cast, signed_on=today + timedelta(days=1), signed_place=" "))
    assert set(refused.value.error_dict) == {"parties.0.signed_on", "parties.1.signed_on"}

    with pytest.raises(ValidationError) as refused:
        entered(cast, scan=None, source_note=" ")
    assert set(refused.value.error_dict) == {"scan", "source_note"}
    assert not Agreement.objects.exists()


def test_a_scan_that_is_missing_is_said_to_be_missing(cast):
    agreement = entered(cast, scan=None, scan_missing=True)

    assert agreement.scan is None
    assert agreement.scan_missing


@pytest.mark.parametrize("who", ["sari", "ratna", "partner", "tono"])
def test_others_enter_nothing(cast, who):
    with pytest.raises(NotPermitted):
        entered(cast, by=getattr(cast, who))


def test_it_is_entered_on_its_page_with_its_text_and_downloaded_again(cast, as_person):
    client = as_person(cast.kerjasama)
    facts = {
        "owner": cast.depok.pk,
        "kind": "joint_agreement",
        "title": "Kerja sama lama",
        "scan": scan(),
        "source_note": "Arsip",
        "text": "Pasal 1\nOBJEK\nAplikasi.",
    }
    for place, party in enumerate(parties(cast)):
        named = {"agency": party["agency"].name, "signed_on": "2019-03-04", "signed_place": "Depok"}
        facts |= {f"parties-{place}-{name}": value for name, value in named.items()}

    client.post(reverse("signed_import"), facts)
    agreement = Agreement.objects.get()
    page = client.get(reverse("agreement", args=[agreement.pk])).content.decode()
    file = client.get(reverse("agreement_scan", args=[agreement.pk]))

    assert agreement.articles.get().heading == "OBJEK"
    assert "Arsip" in page
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert "attachment" in file["Content-Disposition"]


def test_the_scan_and_the_page_are_for_the_owners_people(cast, as_person):
    agreement = entered(cast)
    for who in (cast.partner, cast.tono):
        client = as_person(who)
        assert client.get(reverse("agreement_scan", args=[agreement.pk])).status_code == 404
        assert client.get(reverse("agreement", args=[agreement.pk])).status_code == 404
    assert as_person(cast.sari).get(reverse("signed_import")).status_code == 403


def test_a_refused_entry_keeps_what_was_typed(cast, as_person):
    facts = {"owner": cast.depok.pk, "title": "Kerja sama lama", "kind": "joint_agreement"}

    page = as_person(cast.kerjasama).post(reverse("signed_import"), facts)

    assert 'value="Kerja sama lama"' in page.content.decode()
    assert page.context["parties"][0].errors["signed_on"]
