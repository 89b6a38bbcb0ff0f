"""The last steps: the paper is issued, signed by each party where it is, ended or given up."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError

from agreements import services
from agreements.services import document_for, issue_for_signature, move, set_articles
from agreements.services import issuing as issuing_module
from agreements.workflow import Action, Locked, Status
from audit.models import StaleRecord
from cooperation.models import IssuedDocument
from cooperation.permissions import NotPermitted
from cooperation.workflow import CandidateStatus, TransitionNotAllowed


def sides_of(cast, agreement):
    return agreement.parties.get(agency=cast.depok), agreement.parties.get(agency=cast.batang)


def test_what_is_issued_is_kept_byte_for_byte_and_served_like_that(cast):
    agreement = cast.walk(cast.ready(), "issue")

    issued = agreement.revisions.get().issued
    served = document_for(agreement, cast.budi)
    assert served.issued == issued
    assert served.content == bytes(issued.content)
    assert sha256(served.content).hexdigest() == issued.sha256
    assert document_for(agreement, cast.partner).content == served.content


def test_issuing_is_a_move_like_the_others(cast):
    agreement = move(cast.ready(), Action.ISSUE, by=cast.budi)

    assert agreement.status == Status.READY_TO_SIGN
    assert agreement.history.latest().history_change_reason == "issue"


def test_a_paper_is_issued_once(cast):
    agreement = cast.walk(cast.ready(), "issue")

    with pytest.raises(TransitionNotAllowed, match="issued already"):
        issue_for_signature(agreement, by=cast.kerjasama)

    assert IssuedDocument.objects.count() == 1


def test_nothing_is_issued_before_everybody_has_approved(cast):
    with pytest.raises(TransitionNotAllowed):
        issue_for_signature(cast.walk(cast.draft(), "submit"), by=cast.kerjasama)
    with pytest.raises(NotPermitted):
        issue_for_signature(cast.ready(), by=cast.ratna)


def test_paper_drawn_from_a_text_that_changed_meanwhile_is_not_kept(cast, monkeypatch):
    agreement = cast.ready()
    batang = agreement.parties.get(agency=cast.batang)
    draw = issuing_module.document_of

    def draw_slowly(*args, **options):
        services.set_party_number(batang, number="119/77", by=cast.budi)
        return draw(*args, **options)

    monkeypatch.setattr(issuing_module, "document_of", draw_slowly)
    with pytest.raises(StaleRecord):
        issue_for_signature(agreement, by=cast.kerjasama)

    assert not IssuedDocument.objects.exists()


def test_unlocking_revokes_what_was_issued_with_the_reason(cast):
    agreement = cast.walk(cast.ready(), "issue", "unlock")

    issued = IssuedDocument.objects.get()
    assert issued.revoked_because == "Judul keliru"
    assert issued.content
    assert agreement.status == Status.DRAFTING
    set_articles(agreement, articles=[{"heading": "Objek", "body": "Baru."}], by=cast.budi)


def test_after_unlocking_the_next_revision_is_issued_anew(cast):
    agreement = cast.walk(cast.ready(), "issue", "unlock")
    agreement = cast.walk(cast.ready(agreement), "issue")

    assert [document.revoked_on is None for document in IssuedDocument.objects.order_by("pk")] == [
        *(False, True)
    ]
    assert agreement.revisions.first().number == 2


def test_nobody_signs_what_was_not_issued(cast):
    agreement = cast.ready()

    with pytest.raises(TransitionNotAllowed, match="Issue the paper"):
        cast.sign(agreement, agreement.parties.first())


def test_two_towns_sign_on_different_days(cast):
    agreement = cast.walk(cast.ready(), "issue")
    depok, batang = sides_of(cast, agreement)
    today = cast.depok.today()

    agreement = cast.sign(agreement, batang, place="Batang", on=today)
    assert (agreement.status, agreement.signed_on) == (Status.PARTIALLY_SIGNED, None)

    agreement = cast.sign(agreement, depok, on=today - timedelta(days=2))
    batang.refresh_from_db()
    assert agreement.status == Status.SIGNED
    assert agreement.signed_on == agreement.status_since == today
    assert (batang.signed_on, batang.signed_place) == (today, "Batang")


def test_a_party_signs_once_and_only_its_own_agreement(cast):
    other = cast.draft().parties.first()
    agreement = cast.walk(cast.ready(), "issue")
    depok, _batang = sides_of(cast, agreement)
    agreement = cast.sign(agreement, depok)

    with pytest.raises(ValidationError, match="signed already"):
        cast.sign(agreement, depok)
    with pytest.raises(ValidationError, match="one of the parties of this agreement"):
        cast.sign(agreement, other)


def test_a_signature_has_a_place(cast):
    agreement = cast.walk(cast.ready(), "issue")

    with pytest.raises(ValidationError) as refused:
        cast.sign(agreement, agreement.parties.first(), place="")

    assert list(refused.value.error_dict) == ["signed_place"]


def test_a_joint_agreement_leaves_its_candidate_in_agreement(cast):
    cast.signed()

    cast.candidate.refresh_from_db()
    assert cast.candidate.status == CandidateStatus.IN_AGREEMENT


def test_a_pks_realises_its_candidate(cast):
    joint = cast.signed()
    agreement = cast.signed(cast.draft(kind="cooperation_agreement", parent=joint))

    cast.candidate.refresh_from_db()
    assert cast.candidate.status == CandidateStatus.REALISED
    assert cast.candidate.status_since == agreement.signed_on
    assert agreement.reference in cast.candidate.history.latest().history_change_reason


def test_a_second_pks_is_signed_although_the_candidate_is_realised_already(cast):
    cast.signed(cast.draft(kind="cooperation_agreement"))

    assert cast.signed(cast.draft(kind="cooperation_agreement")).status == Status.SIGNED


def test_a_signed_text_is_locked(cast):
    with pytest.raises(Locked):
        set_articles(cast.signed(), articles=[], by=cast.budi)


def test_a_change_of_leader_is_no_ground_to_end_it(cast):
    agreement = cast.signed()
    facts = {"end_reason": "new_mayor", "evidence": "-"}

    with pytest.raises(ValidationError) as refused:
        move(agreement, Action.END, by=cast.ratna, why="Ganti pimpinan", facts=facts)

    assert list(refused.value.error_dict) == ["end_reason"]


def test_an_agreement_ends_on_a_day_for_a_ground_with_evidence(cast):
    agreement = cast.signed()
    facts = {"end_reason": "goal_reached", "evidence": "Berita acara nomor 3"}

    agreement = move(agreement, Action.END, by=cast.ratna, why="Selesai", facts=facts)

    assert (agreement.status, agreement.end_reason) == (Status.ENDED, "goal_reached")
    assert agreement.ended_on == cast.depok.today()
    assert agreement.end_evidence == "Berita acara nomor 3"


def test_it_does_not_end_before_it_was_signed(cast):
    agreement = cast.signed()
    facts = {"end_reason": "goal_reached", "evidence": "-"}

    with pytest.raises(ValidationError, match="before it was signed"):
        move(agreement, Action.END, by=cast.ratna, why="Selesai", on=date(2001, 1, 1), facts=facts)


def test_voiding_gives_the_candidate_back_and_revokes_the_paper(cast):
    agreement = cast.walk(cast.ready(), "issue")
    agreement = cast.sign(agreement, agreement.parties.first())

    agreement = cast.walk(agreement, "void")

    cast.candidate.refresh_from_db()
    assert (agreement.status, agreement.status_reason) == (Status.VOID, "Batal dilanjutkan")
    assert IssuedDocument.objects.get().revoked_because == "Batal dilanjutkan"
    assert cast.candidate.status == CandidateStatus.AGREED


def test_the_candidate_stays_while_another_agreement_of_it_lives(cast):
    first, second = cast.draft(), cast.draft()

    cast.walk(first, "void")
    cast.candidate.refresh_from_db()
    assert cast.candidate.status == CandidateStatus.IN_AGREEMENT

    cast.walk(second, "void")
    cast.candidate.refresh_from_db()
    assert cast.candidate.status == CandidateStatus.AGREED


def test_what_is_signed_is_ended_not_voided(cast):
    with pytest.raises(TransitionNotAllowed):
        cast.walk(cast.signed(), "void")


def test_three_parties_sign_one_after_the_other(cast):
    third = {"agency": cast.bogor, "signatory_name": "Bima", "signatory_title": "Wali Kota Bogor"}
    agreement = cast.walk(cast.ready(cast.draft(parties=[*cast.sides(), third])), "issue")

    statuses = [cast.sign(agreement, party).status for party in agreement.parties.all()]

    assert statuses == [Status.PARTIALLY_SIGNED, Status.PARTIALLY_SIGNED, Status.SIGNED]
