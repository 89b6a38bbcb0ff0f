"""From the drafter's desk to ready to sign: who lets a text through, and on what ground."""

from datetime import date

import pytest

from agreements import services
from agreements.checks import Weight, problems_of
from agreements.services import change_party, edit_agreement, move, set_articles
from agreements.wording import GAP
from agreements.workflow import Action, NotReady, PartnerAnswer, Status
from audit.models import StaleRecord
from audit.recording import record
from cooperation.permissions import NotPermitted
from cooperation.workflow import ReasonRequired, TransitionNotAllowed
from tests.agreements.builders import whole
from tests.builders import TEST


def test_submitting_freezes_the_text_as_a_numbered_revision(cast):
    agreement = cast.walk(cast.draft(), "submit")

    revision = agreement.revisions.get()
    assert (revision.number, revision.submitted_by) == (1, cast.budi)
    assert revision.content["place"] == "Depok"
    assert revision.sha256 == services.fingerprint(revision.content)
    assert agreement.status == Status.INTERNAL_REVIEW


def test_a_frozen_text_does_not_follow_an_agency_that_is_renamed(cast):
    agreement = cast.walk(cast.draft(), "submit")
    content = agreement.revisions.get().content

    cast.batang.name = "Kabupaten Batang Baru"
    record(cast.batang, by=TEST)

    assert content["parties"][1]["agency"] == "Pemerintah Kabupaten Batang"
    assert services.text_for(agreement, cast.budi)[0] == content


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"articles": []}, {"no_article", "missing_clause"}),
        ({"articles": whole({"heading": "Objek", "body": "- "})}, {"empty_article"}),
        ({"articles": whole()[1:]}, {"missing_clause"}),
        ({"term_text": ""}, {"empty_placeholder"}),
    ],
)
def test_a_text_without_words_is_not_submitted(cast, facts, codes):
    agreement = cast.draft(**facts)

    with pytest.raises(NotReady) as refused:
        cast.walk(agreement, "submit")

    assert {problem.code for problem in refused.value.problems} == codes
    assert not agreement.revisions.exists()


def test_one_party_alone_agrees_with_nobody(cast):
    with pytest.raises(NotReady, match="at least two parties"):
        cast.walk(cast.draft(parties=cast.sides()[:1]), "submit")


def test_a_party_without_a_signatory_is_named_before_submitting(cast):
    agreement = cast.draft()
    batang = agreement.parties.get(agency=cast.batang)
    change_party(batang, changes={"signatory_name": ""}, by=cast.budi)

    with pytest.raises(NotReady) as refused:
        cast.walk(agreement, "submit")

    assert [problem.party for problem in refused.value.problems] == [batang]
    assert "Pemerintah Kabupaten Batang" in str(refused.value)


def test_a_dotted_gap_is_hinted_at_and_does_not_stop_anybody(cast):
    agreement = cast.draft(articles=whole({"heading": "Jangka Waktu", "body": f"Selama {GAP}."}))

    (problem,) = problems_of(agreement)

    assert (problem.weight, problem.article.heading) == (Weight.HINT, "Jangka Waktu")
    assert cast.walk(agreement, "submit").status == Status.INTERNAL_REVIEW


def test_a_pks_without_a_joint_agreement_goes_on_only_with_a_reason(cast):
    agreement = cast.draft(kind="cooperation_agreement")

    with pytest.raises(ReasonRequired, match="no joint agreement"):
        move(agreement, Action.SUBMIT, by=cast.budi)

    assert move(agreement, Action.SUBMIT, by=cast.budi, why="KB menyusul").status == (
        Status.INTERNAL_REVIEW
    )


def test_a_pks_under_a_joint_agreement_that_has_expired_says_why(cast):
    expired = cast.signed(cast.draft(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1)))
    agreement = cast.draft(kind="cooperation_agreement", parent=expired)

    with pytest.raises(ReasonRequired, match="not in force"):
        move(agreement, Action.SUBMIT, by=cast.budi)


def test_a_pks_under_a_joint_agreement_in_force_needs_no_reason(cast):
    above = cast.signed()
    agreement = cast.draft(kind="cooperation_agreement", parent=above)

    assert move(agreement, Action.SUBMIT, by=cast.budi).status == Status.INTERNAL_REVIEW


def test_nobody_approves_own_work(cast):
    drafted = cast.walk(cast.draft(), "submit")
    with pytest.raises(TransitionNotAllowed, match="own work"):
        move(drafted, Action.APPROVE, by=cast.budi)

    submitted = cast.draft(by=cast.kerjasama)
    move(submitted, Action.SUBMIT, by=cast.hukum2)
    with pytest.raises(TransitionNotAllowed, match="own work"):
        move(submitted, Action.APPROVE, by=cast.hukum2)


def test_approving_sends_the_revision_to_the_partner(cast):
    agreement = cast.walk(cast.draft(), "submit")
    assert agreement.shared_at is None

    agreement = cast.walk(agreement, "approve")

    assert agreement.status == Status.PARTNER_REVIEW
    assert agreement.shared_at is not None
    assert agreement.revisions.get().sent_at is not None


def test_a_returned_text_can_be_written_again_and_becomes_the_next_revision(cast):
    agreement = cast.walk(cast.draft(), "submit", "return")
    edit_agreement(agreement, by=cast.budi, changes={"place": "Batang"})
    agreement = cast.walk(agreement, "submit")

    places = [
        (revision.number, revision.content["place"]) for revision in agreement.revisions.all()
    ]
    assert places == [(2, "Batang"), (1, "Depok")]


def test_returning_says_why(cast):
    agreement = cast.walk(cast.draft(), "submit")

    with pytest.raises(ReasonRequired):
        move(agreement, Action.RETURN, by=cast.hukum2)


def test_what_the_partner_answered_stands_with_the_revision_it_is_about(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve", "partner_changes")
    agreement = cast.walk(agreement, "submit", "approve", "partner_agrees")

    second, first = agreement.revisions.all()
    assert first.partner_answer == PartnerAnswer.WANTS_CHANGES
    assert first.partner_evidence == "Surat Sekda Batang nomor 100/6"
    assert second.partner_answer == PartnerAnswer.AGREES
    assert agreement.status == Status.READY_TO_SIGN


def test_the_partner_does_not_answer_in_our_system_in_our_name(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve")

    with pytest.raises(NotPermitted):
        move(agreement, Action.PARTNER_AGREES, by=cast.partner, facts={"evidence": "ya"})


def test_a_text_that_burdens_the_budget_waits_for_the_council(cast):
    agreement = cast.ready(cast.draft(council_required=True))

    assert agreement.status == Status.AWAITING_COUNCIL


def test_the_need_for_the_council_found_late_is_not_skipped(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve")

    facts = {"council_required": True, "council_reason": "Anggaran belum tersedia"}
    agreement = cast.walk(agreement, "partner_agrees", **facts)

    assert agreement.status == Status.AWAITING_COUNCIL
    assert agreement.council_reason == "Anggaran belum tersedia"


def test_the_council_that_is_needed_cannot_be_answered_away(cast):
    agreement = cast.walk(cast.draft(council_required=True), "submit", "approve")

    agreement = cast.walk(agreement, "partner_agrees", council_required=False)

    assert agreement.status == Status.AWAITING_COUNCIL


def test_the_council_approves_with_a_letter(cast):
    agreement = cast.ready(cast.draft(council_required=True))

    facts = {"letter_number": "170/12/DPRD", "letter_date": date(2022, 8, 1)}
    agreement = move(agreement, Action.COUNCIL_APPROVES, by=cast.kerjasama, facts=facts)

    answer = agreement.council_approvals.get()
    assert (answer.approved, answer.letter_number) == (True, "170/12/DPRD")
    assert agreement.status == Status.READY_TO_SIGN


def test_the_council_refuses_and_the_text_is_drafted_anew(cast):
    agreement = cast.ready(cast.draft(council_required=True))

    agreement = move(agreement, Action.COUNCIL_REFUSES, by=cast.kerjasama, why="Terlalu mahal")

    assert agreement.council_approvals.get().approved is False
    assert agreement.status == Status.DRAFTING
    assert cast.ready(agreement).status == Status.AWAITING_COUNCIL


def test_of_two_who_move_at_once_one_wins_and_the_other_is_told(cast):
    agreement = cast.walk(cast.draft(), "submit")
    seen = agreement.version
    move(agreement, Action.APPROVE, by=cast.hukum2, expected_version=seen)

    with pytest.raises(StaleRecord) as told:
        move(agreement, Action.RETURN, by=cast.hukum2, why="Tunggu", expected_version=seen)

    assert told.value.current == seen + 1


def test_a_step_is_not_taken_from_where_it_does_not_start(cast):
    with pytest.raises(TransitionNotAllowed, match="not possible"):
        move(cast.draft(), Action.APPROVE, by=cast.hukum2)


def test_a_reviewer_reads_articles_that_were_set_before_not_after(cast):
    agreement = cast.draft(articles=whole({"heading": "Objek", "body": "Lama."}))
    agreement = cast.walk(agreement, "submit", "return")
    new = whole({"heading": "Objek", "body": "Baru."})
    set_articles(agreement, articles=new, by=cast.budi)

    assert agreement.revisions.get().content["articles"][0]["body"] == "Lama."
