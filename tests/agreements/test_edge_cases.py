"""The edge cases of the domain that concern agreements, each under its number there.

1–3, 10, 11, 14–16 and 22 are about visits, agencies and candidates; 17 and 20 have suites of
their own (tests/visits, tests/security).
"""

from datetime import date, timedelta

import pytest

from agreements.checks import problems_of
from agreements.models import Agreement
from agreements.services import (
    correct_signed,
    document_for,
    fingerprint,
    issue_for_signature,
    move,
    set_party_number,
)
from agreements.workflow import Action, Status
from audit.recording import record
from cooperation.models import OfficeHolding, Official
from cooperation.permissions import NotPermitted
from cooperation.workflow import ReasonRequired, TransitionNotAllowed
from tests.builders import TEST
from tests.documents.reading import text


def paper(cast, agreement) -> str:
    return " ".join(text(document_for(agreement, cast.budi).content).split())


def test_4_the_acting_regent_is_printed_after_a_definitive_one_took_office(cast):
    agreement = cast.signed()
    official = record(Official(owner=cast.depok, name="Faelasufa"), by=TEST)
    record(OfficeHolding(official=official, agency=cast.batang, position="Bupati Batang"), by=TEST)

    assert agreement.standing_on(cast.depok.today()) == "active"
    assert "PENJABAT BUPATI BATANG" in paper(cast, agreement)


def test_7_three_parties_have_three_numbers_three_names_and_three_originals(cast):
    sides = [*cast.sides(), {"agency": cast.bogor, "signatory_name": "Bima Arya"}]
    sides[2]["signatory_title"] = "Wali Kota Bogor"
    agreement = cast.draft(parties=sides)

    printed = paper(cast, agreement)

    assert printed.count("NOMOR :") == 3
    assert all(f"PIHAK {ordinal}" in printed for ordinal in ("KESATU", "KEDUA", "KETIGA"))
    assert "rangkap 3 (tiga)" in printed
    assert "unknown_party" not in {problem.code for problem in problems_of(agreement)}


def test_8_parties_that_sign_in_different_towns_on_different_days(cast):
    agreement = cast.walk(cast.ready(cast.draft(signed_apart=True)), "issue")
    depok, batang = agreement.parties.all()
    today = cast.depok.today()

    agreement = cast.sign(agreement, depok, on=today - timedelta(days=5))
    assert agreement.status == Status.PARTIALLY_SIGNED
    agreement = cast.sign(agreement, batang, place="Batang", on=today - timedelta(days=1))

    assert agreement.signed_on == today - timedelta(days=1)
    assert "pada tanda tangan masing-masing" in paper(cast, agreement)


def test_9_a_number_that_comes_after_printing_changes_neither_hash_nor_bytes(cast):
    agreement = cast.signed()
    revision = agreement.revisions.first()
    before = revision.sha256, bytes(revision.issued.content)

    set_party_number(agreement.parties.get(agency=cast.batang), number="119/7", by=cast.kerjasama)

    revision = Agreement.objects.get(pk=agreement.pk).revisions.first()
    assert (revision.sha256, bytes(revision.issued.content)) == before
    assert fingerprint(revision.content) == revision.sha256


def test_12_a_pks_without_a_joint_agreement_goes_on_with_a_reason(cast):
    agreement = cast.draft(kind="cooperation_agreement")

    with pytest.raises(ReasonRequired, match="no joint agreement"):
        move(agreement, Action.SUBMIT, by=cast.budi)

    assert move(agreement, Action.SUBMIT, by=cast.budi, why="KB menyusul").status == (
        Status.INTERNAL_REVIEW
    )


def test_13_a_council_that_is_needed_late_is_not_skipped(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve")

    agreement = cast.walk(
        agreement, "partner_agrees", council_required=True, council_reason="Belum ada di APBD"
    )

    assert agreement.status == Status.AWAITING_COUNCIL


def test_18_a_long_name_with_titles_stays_as_it_was_written(cast):
    name = "Prof. Dr. H. Raden Mas Soemantri Brodjonegoro Kusumah Atmadja, S.H., S.Sos., M.Si."
    sides = cast.sides()
    sides[0]["signatory_name"] = name

    printed = paper(cast, cast.draft(parties=sides))

    assert printed.count(name) == 2  # where they are introduced, and under the signature


def test_19_a_term_without_an_end_and_one_from_a_leap_day(cast):
    endless = cast.signed(cast.draft(term_text="sampai dengan selesai"))
    leap = cast.draft(starts_on=date(2024, 2, 29), ends_on=date(2025, 2, 28), term_count=1)

    assert endless.standing_on(date(2099, 1, 1)) == "active"
    assert "term_too_long" not in {problem.code for problem in problems_of(leap)}


def test_21_only_legal_corrects_after_signing_with_a_reason_and_the_paper_stays(cast):
    agreement = cast.signed()
    issued = bytes(agreement.revisions.first().issued.content)

    with pytest.raises(NotPermitted):
        correct_signed(agreement, changes={}, by=cast.kerjasama, why="Salah ketik")
    correct_signed(agreement, changes={"renewal_notice_days": 30}, by=cast.budi, why="Salah ketik")

    assert document_for(agreement, cast.budi).content == issued
    with pytest.raises(TransitionNotAllowed):
        issue_for_signature(agreement, by=cast.kerjasama)


# 5 and 6, addenda and renewals, are told in test_family.py.
