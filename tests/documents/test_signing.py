"""Signatures made with a certificate, and what is found of them afterwards."""

from datetime import date

import pytest

from documents import paper
from documents.examining import Unreadable, examine, pages_of
from documents.seal import Seal
from documents.signing import Certificate, SigningRefused, sign
from tests.documents import pki, reading

SEAL = Seal(("Ditandatangani secara elektronik oleh", "…", "Kepala Daerah"), date(2026, 11, 27))


@pytest.fixture(scope="module")
def printed():
    story = [
        paper.Title("Kesepakatan Bersama", ("Depok", "Batang"), "Teman Litbang"),
        paper.Article(1, "Pembiayaan", "Biaya Rp150.000.000,00 ditanggung PIHAK KESATU."),
        paper.SignatureBlock(reading.parties("Mohammad Idris", "Lani Dwi Rejeki")),
    ]
    return paper.Document(story, paper.Page("F4", "serif"), reading.METADATA).printed()


def signed_by(pdf, place, name, field):
    certificate = Certificate(pki.p12(name), pki.PASSPHRASE)
    options = {"field": field, "place": place, "seal": SEAL}
    return sign(pdf, certificate, **options, reason="Menandatangani", location="Depok")


@pytest.fixture(scope="module")
def signed(printed):
    first = signed_by(printed.content, printed.seats[0], "Mohammad Idris", "pihak-1")
    return signed_by(first, printed.seats[1], "Lani Dwi Rejeki", "pihak-2")


def test_two_parties_sign_one_after_the_other_and_both_signatures_hold(signed):
    found = examine(signed, [pki.root_der()]).signatures

    assert [(one.signer, one.issuer) for one in found] == [
        ("Mohammad Idris", "Akar Uji"),
        ("Lani Dwi Rejeki", "Akar Uji"),
    ]
    assert all(one.intact and one.whole and one.trusted for one in found)
    assert all(one.signed_at for one in found)


def test_signing_adds_to_the_file_and_changes_nothing_of_it(printed, signed):
    assert signed.startswith(printed.content)
    assert pages_of(signed) == pages_of(printed.content)


def test_without_roots_nobody_is_vouched_for_and_a_strange_root_vouches_for_nobody(signed):
    strange = pki._made("Akar Lain", None)[0].public_bytes(pki.Encoding.DER)

    assert [one.trusted for one in examine(signed).signatures] == [None, None]
    assert [one.trusted for one in examine(signed, [strange]).signatures] == [False, False]


def test_a_seat_lies_where_its_party_signs(printed):
    left, right = printed.seats

    assert left.page == right.page == 1
    assert left.left + left.width < right.left
    assert left.bottom == right.bottom


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.7])
def test_a_byte_that_was_changed_breaks_the_first_signature(printed, signed, part):
    changed = bytearray(signed)
    changed[int(len(printed.content) * part)] ^= 1

    try:
        found = examine(bytes(changed)).signatures
    except Unreadable:
        return
    assert not found or not found[0].intact


def test_a_word_put_into_the_file_after_it_was_signed_is_noticed(signed):
    """By an update at its end, which leaves every signed byte as it was."""
    import_of_words = b"\n% tambahan\n"
    marker = signed.rindex(b"startxref")
    changed = signed[:marker] + import_of_words + signed[marker:]

    found = examine(changed).signatures

    assert not all(one.intact and one.whole for one in found)


@pytest.mark.parametrize(
    ("pkcs12", "passphrase", "reason"),
    [
        (b"no certificate", "x", "certificate"),
        (pki.p12("Lani"), "salah", "certificate"),
        (pki.p12("Lani"), "", "certificate"),
        (pki.p12("Lani", days=-1), pki.PASSPHRASE, "expired"),
        (pki.p12("Lani", signs=False), pki.PASSPHRASE, "not_signing"),
    ],
)
def test_what_cannot_sign_is_refused_with_a_reason_and_without_the_passphrase(
    pkcs12, passphrase, reason
):
    with pytest.raises(SigningRefused) as refused:
        Certificate(pkcs12, passphrase)

    assert refused.value.reason == reason
    assert pki.PASSPHRASE not in repr(refused.value)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00" * 1000, b"%PDF-1.7\n" + b"(" * 9999])
def test_a_file_that_cannot_be_read_says_so_and_harms_nobody(content):
    with pytest.raises(Unreadable):
        examine(content)
