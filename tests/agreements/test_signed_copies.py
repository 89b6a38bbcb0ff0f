"""The signed paper: signed here by two parties, or brought back and held against the approved."""

import re

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements import services
from agreements.content import latest_revision
from agreements.models import SignedCopy, TextStatus
from agreements.pdf import document_of
from agreements.services import keep_signed_copy, sign_with_certificate
from agreements.workflow import Status
from audit.models import StaleRecord
from cooperation.permissions import NotPermitted
from cooperation.workflow import TransitionNotAllowed
from documents.examining import examine
from documents.signatures import Place
from tests.documents import pki, reading
from tests.documents.test_signing import signed_by

IDRIS, LANI = "Mohammad Idris", "Lani Dwi Rejeki"


@pytest.fixture
def issued(cast):
    return cast.walk(cast.ready(), "issue")


def sign(cast, agreement, agency, name=IDRIS, **options):
    options = {
        "passphrase": pki.PASSPHRASE,
        "signed_place": "Depok",
        "by": cast.kerjasama,
    } | options
    party = agreement.parties.get(agency=agency)
    return sign_with_certificate(party, pkcs12=options.pop("pkcs12", pki.p12(name)), **options)


def uploaded(content, name="naskah.pdf"):
    return SimpleUploadedFile(name, content)


def printed_otherwise(agreement, change):
    """The paper of a text in which somebody has changed something."""
    revision = latest_revision(agreement)
    return document_of(
        change(revision.content),
        draft=False,
        numbers={},
        nips={},
        label="revisi 1",
        digest=revision.sha256,
        made_on=revision.frozen_on,
    )


def keep(cast, agreement, content, **options):
    return keep_signed_copy(agreement, upload=uploaded(content), by=cast.kerjasama, **options)


def test_two_parties_sign_with_their_certificates_and_the_agreement_is_signed(cast, issued):
    half = sign(cast, issued, cast.depok)
    whole = sign(cast, half, cast.batang, LANI)

    assert (half.status, whole.status) == (Status.PARTIALLY_SIGNED, Status.SIGNED)
    last, first = SignedCopy.objects.all()
    assert (first.signature_count, last.signature_count) == (1, 2)
    assert {copy.text_status for copy in (first, last)} == {TextStatus.SAME}
    content = last.file.read()
    assert content.startswith(bytes(latest_revision(issued).issued.content))
    found = examine(content, [pki.root_der()]).signatures
    assert [one.signer for one in found] == [IDRIS, LANI]
    assert all(one.intact and one.whole and one.trusted for one in found)
    assert {party.signature_method for party in whole.parties.all()} == {"electronic"}


def test_nobody_is_given_another_text_to_sign(cast, issued):
    """Somebody brings a file back between the two signatures, with more signatures than ours.

    It begins with our bytes and has our words: a picture over them would be signed with them.
    """
    sign(cast, issued, cast.depok)
    document = latest_revision(issued).issued
    forged, place = bytes(document.content), Place(*document.seats[0])
    for field in ("pihak-1", "pihak-2"):
        forged = signed_by(forged, place, "Orang Lain", field)
    assert keep(cast, issued, forged).text_status == TextStatus.SAME

    issued.refresh_from_db()
    sign(cast, issued, cast.batang, LANI)

    content = SignedCopy.objects.get(party__agency=cast.batang).file.read()
    assert content.startswith(bytes(latest_revision(issued).issued.content))
    assert [one.signer for one in examine(content).signatures] == [IDRIS, LANI]


def test_the_seal_tells_who_signed_and_stands_where_the_party_signs(cast, issued):
    sign(cast, issued, cast.batang, LANI)

    document = pypdfium2.PdfDocument(SignedCopy.objects.get().file.read())
    document.init_forms()
    page = document[len(document) - 1].render(scale=3, may_draw_forms=True).to_pil()
    seat = latest_revision(issued).issued.seats[1]
    height = document[len(document) - 1].get_height()
    box = (seat[1], height - seat[2] - seat[4], seat[1] + seat[3], height - seat[2])
    inside = page.crop(tuple(int(side * 3) for side in box)).convert("L")
    dark = sum(inside.histogram()[:128])
    assert dark > 500


def test_the_passphrase_and_the_certificate_are_kept_nowhere(cast, issued, caplog):
    sign(cast, issued, cast.depok)

    kept = str([copy.__dict__ for copy in SignedCopy.objects.all()])
    kept += str([entry.__dict__ for entry in SignedCopy.history.all()])
    assert pki.PASSPHRASE not in kept + caplog.text
    assert pki.p12(IDRIS) not in SignedCopy.objects.get().file.read()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"passphrase": "salah"}, "could not be opened"),
        ({"pkcs12": b"bukan sertifikat"}, "could not be opened"),
        ({"pkcs12": pki.p12(IDRIS, days=-1)}, "not valid today"),
        ({"name": LANI}, "is that of Lani Dwi Rejeki"),
    ],
)
def test_what_does_not_sign_is_refused_and_leaves_nothing(cast, issued, change, says):
    with pytest.raises(ValidationError, match=says):
        sign(cast, issued, cast.depok, **change)

    assert not SignedCopy.objects.exists()
    issued.refresh_from_db()
    assert issued.status == Status.READY_TO_SIGN


def test_nobody_signs_what_was_not_issued_and_only_who_may(cast, issued):
    with pytest.raises(TransitionNotAllowed):
        sign(cast, cast.ready(), cast.depok)
    for stranger in (cast.ratna, cast.partner, cast.tono):
        with pytest.raises(NotPermitted):
            sign(cast, issued, cast.depok, by=stranger)
    with pytest.raises(StaleRecord):
        sign(cast, issued, cast.depok, expected_version=issued.version - 1)


def test_the_very_paper_and_a_signed_one_say_what_was_approved(cast, issued):
    content = bytes(latest_revision(issued).issued.content)

    copy = keep(cast, issued, content)

    assert copy.text_status == TextStatus.SAME
    assert copy.signature_count == 0
    assert copy.file.read() == content


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("3 (tiga) tahun", "5 (lima) tahun"),
        ("Mohammad Idris", "Mohammad Edris"),
        ("Kabupaten Batang", "Kabupaten Bantul"),
        ("PARA PIHAK", "PIHAK KESATU"),
    ],
)
def test_a_changed_word_number_or_name_is_found(cast, issued, before, after):
    content = bytes(latest_revision(issued).issued.content)
    words = reading.text(content)
    assert before.casefold() in words.casefold()

    def change(text):
        if isinstance(text, str):
            return text.replace(before, after, 1)
        if isinstance(text, list):
            return [change(one) for one in text]
        return {k: change(v) for k, v in text.items()} if isinstance(text, dict) else text

    copy = keep(cast, issued, printed_otherwise(issued, change).printed().content)

    assert copy.text_status == TextStatus.DIFFERS
    told = [(one["before"], one["after"]) for one in copy.findings["differences"]]
    gone, came = ({*re.findall(r"\w+", text)} for text in (before, after))
    joined = [" ".join(side) for side in zip(*told, strict=True)]
    assert {word.casefold() for word in gone - came} <= set(joined[0].casefold().split(" ")) | {
        word.strip("(),.;") for word in joined[0].casefold().split()
    }
    assert {word.casefold() for word in came - gone} <= {
        word.strip("(),.;") for word in joined[1].casefold().split()
    }


def test_a_scan_without_text_cannot_be_compared_and_says_so(cast, issued):
    picture = reading.emblem()
    scan = keep_signed_copy(issued, upload=uploaded(picture, "scan.png"), by=cast.kerjasama)

    assert scan.text_status == TextStatus.NO_TEXT
    assert scan.findings["differences"] == []


def test_a_broken_signature_is_refused(cast, issued):
    sign(cast, issued, cast.depok)
    content = bytearray(SignedCopy.objects.get().file.read())
    # A letter of the seal's own drawing, or of the text: signed is signed.
    place = content.index(b"stream", len(content) // 3) + 40
    content[place] ^= 1

    with pytest.raises(ValidationError) as refused:
        keep(cast, issued, bytes(content))

    assert "file" in refused.value.message_dict
    assert SignedCopy.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "kosong.pdf"),
        (b"%PDF-1.7 rusak", "rusak.pdf"),
        (b"<html>", "naskah.pdf"),
        (b"PK\x03\x04", "naskah.docx"),
    ],
)
def test_what_is_no_paper_is_refused_with_a_reason(cast, issued, content, name):
    with pytest.raises(ValidationError) as refused:
        keep_signed_copy(issued, upload=uploaded(content, name), by=cast.kerjasama)

    assert refused.value.message_dict["file"]
    assert not SignedCopy.objects.exists()


def test_only_who_may_brings_one_back_and_the_others_are_told_who(cast, issued):
    content = bytes(latest_revision(issued).issued.content)
    for stranger in (cast.ratna, cast.sari, cast.partner, cast.tono):
        with pytest.raises(NotPermitted):
            keep_signed_copy(issued, upload=uploaded(content), by=stranger)
        with pytest.raises(NotPermitted):
            services.compare_signed(issued, upload=uploaded(content), by=stranger)
