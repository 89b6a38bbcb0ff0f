"""The chain of initials (paraf): in order, by those who did not write, before anybody approves."""

import pytest
from django.core.exceptions import ValidationError

from agreements.services import move, set_review_steps
from agreements.workflow import Action, InitialResult, Locked, Status
from audit.recording import record
from cooperation.models import Membership
from cooperation.permissions import NotPermitted, Role
from cooperation.workflow import TransitionNotAllowed
from tests.builders import TEST, make_person

CHAIN = [{"position": "Kepala Bagian Hukum"}, {"position": "Asisten Pemerintahan"}]


def chained(cast, steps=CHAIN):
    return set_review_steps(cast.draft(), steps=steps, by=cast.budi)


def initial(agreement, by, **options):
    return move(agreement, Action.INITIAL, by=by, **options)


def test_each_step_waits_for_the_one_before_and_keeps_who_and_when(cast):
    agreement = cast.walk(chained(cast), "submit")

    agreement = initial(agreement, cast.hukum2, why="Sudah dibaca")
    agreement = initial(agreement, cast.ratna)

    first, second = agreement.initials.all()
    assert (first.given_by, first.note) == (cast.hukum2, "Sudah dibaca")
    assert (second.given_by, second.result) == (cast.ratna, InitialResult.GIVEN)
    assert first.given_at < second.given_at
    assert agreement.status == Status.INTERNAL_REVIEW


def test_nothing_goes_to_the_partner_before_the_chain_is_complete(cast):
    agreement = cast.walk(chained(cast), "submit")
    agreement = initial(agreement, cast.ratna)

    with pytest.raises(TransitionNotAllowed, match="Asisten Pemerintahan"):
        cast.walk(agreement, "approve")
    agreement = initial(agreement, cast.kerjasama)

    assert cast.walk(agreement, "approve").status == Status.PARTNER_REVIEW


def test_nobody_initials_own_work(cast):
    agreement = cast.walk(chained(cast), "submit")

    with pytest.raises(TransitionNotAllowed, match="own work"):
        initial(agreement, cast.budi)


def test_one_person_is_not_two_readers(cast):
    agreement = initial(cast.walk(chained(cast), "submit"), cast.ratna)

    with pytest.raises(TransitionNotAllowed, match="already"):
        initial(agreement, cast.ratna)


def test_a_named_step_waits_for_that_person(cast):
    steps = [{"position": "Sekretaris Daerah", "person": cast.ratna}]
    agreement = cast.walk(chained(cast, steps), "submit")

    with pytest.raises(TransitionNotAllowed, match="Ratna"):
        initial(agreement, cast.hukum2)

    assert initial(agreement, cast.ratna).initials.get().given_by == cast.ratna


def test_whoever_returns_the_text_does_so_at_the_step_that_waits(cast):
    agreement = initial(cast.walk(chained(cast), "submit"), cast.ratna)

    agreement = cast.walk(agreement, "return")

    assert [one.result for one in agreement.initials.all()] == ["given", "returned"]
    assert agreement.initials.last().note == "Pasal 3 belum jelas"
    assert agreement.status == Status.DRAFTING


def test_the_next_revision_is_initialled_anew(cast):
    agreement = initial(cast.walk(chained(cast), "submit"), cast.ratna)
    agreement = cast.walk(agreement, "return", "submit")

    latest = agreement.revisions.first()
    assert {one.result for one in latest.initials.all()} == {InitialResult.PENDING}
    assert initial(agreement, cast.ratna).initials.filter(revision=latest)[0].given_by == cast.ratna


def test_a_text_without_a_chain_is_approved_by_a_colleague_as_before(cast):
    agreement = cast.walk(cast.draft(), "submit")

    with pytest.raises(TransitionNotAllowed, match="Nobody's initial"):
        initial(agreement, cast.ratna)

    assert cast.walk(agreement, "approve").status == Status.PARTNER_REVIEW


def test_the_next_text_of_the_kind_asks_the_same_people_unless_they_left(cast):
    gone = make_person("lama", cast.depok, Role.LEGAL)
    chained(cast, [{"position": "Kasubbag", "person": gone}, *CHAIN])
    held = Membership.objects.get(user=gone)
    held.ended_on = cast.depok.today()
    record(held, by=TEST)

    copied = list(cast.draft().review_steps.all())

    assert [one.position for one in copied] == [
        *("Kasubbag", "Kepala Bagian Hukum", "Asisten Pemerintahan")
    ]
    assert copied[0].person is None


def test_only_who_may_initial_is_named(cast):
    with pytest.raises(ValidationError) as refused:
        chained(cast, [CHAIN[0], {"position": "Protokol", "person": cast.sari}])

    assert list(refused.value.error_dict) == ["steps.1.person"]


def test_the_chain_is_arranged_while_the_text_is_drafted_by_those_who_write_it(cast):
    agreement = chained(cast)

    for other in (cast.sari, cast.partner, cast.tono, cast.ratna):
        with pytest.raises(NotPermitted):
            set_review_steps(agreement, steps=[], by=other)
    with pytest.raises(Locked):
        set_review_steps(cast.walk(agreement, "submit"), steps=[], by=cast.budi)
