"""What is noted after the signatures, and what of it can be corrected; the text never is."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.services import correct_signature, correct_signed, move, note_original
from agreements.workflow import Action
from cooperation.permissions import NotPermitted
from cooperation.workflow import ReasonRequired, TransitionNotAllowed


def test_a_signature_is_by_hand_unless_somebody_says_otherwise(cast):
    agreement = cast.walk(cast.ready(), "issue")
    depok, batang = agreement.parties.all()
    cast.sign(agreement, depok)
    facts = {"party": batang.pk, "signed_place": "Batang", "signature_method": "electronic"}
    move(agreement, Action.SIGN, by=cast.kerjasama, facts=facts)

    assert [party.signature_method for party in agreement.parties.all()] == ["wet", "electronic"]


def test_the_original_that_came_back_is_noted_with_its_day(cast):
    party = cast.signed().parties.last()

    noted = note_original(party, received_on=cast.depok.today(), by=cast.kerjasama)

    assert noted.original_received_on == cast.depok.today()


def test_an_original_comes_back_after_it_was_signed_and_not_tomorrow(cast):
    agreement = cast.signed()
    today, party = cast.depok.today(), agreement.parties.first()

    for day in (party.signed_on - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(ValidationError) as refused:
            note_original(party, received_on=day, by=cast.kerjasama)
        assert list(refused.value.error_dict) == ["received_on"]
    with pytest.raises(ValidationError, match="not signed yet"):
        note_original(cast.draft().parties.first(), received_on=today, by=cast.kerjasama)


def test_the_legal_section_corrects_what_is_noted_with_a_reason(cast):
    agreement = cast.signed()
    issued = bytes(agreement.revisions.first().issued.content)

    with pytest.raises(ReasonRequired):
        correct_signed(agreement, changes={"renewal_notice_days": 60}, by=cast.budi, why=" ")
    agreement = correct_signed(
        agreement, changes={"renewal_notice_days": 60}, by=cast.budi, why="Keliru dicatat"
    )

    assert agreement.renewal_notice_days == 60
    assert bytes(agreement.revisions.first().issued.content) == issued


@pytest.mark.parametrize("name", ["title", "ends_on", "starts_on", "status", "signed_on", "owner"])
def test_neither_the_text_nor_the_term_is_corrected_like_that(cast, name):
    with pytest.raises(ValidationError) as refused:
        correct_signed(cast.signed(), changes={name: None}, by=cast.budi, why="x")

    assert list(refused.value.error_dict) == [name]


@pytest.mark.parametrize("who", ["kerjasama", "ratna", "sari", "partner", "tono"])
def test_nobody_but_the_legal_section_corrects(cast, who):
    agreement, by = cast.signed(), getattr(cast, who)

    with pytest.raises(NotPermitted):
        correct_signed(agreement, changes={"renewal_notice_days": 1}, by=by, why="x")
    with pytest.raises(NotPermitted):
        correct_signature(agreement.parties.first(), changes={}, by=by, why="x")


def test_a_draft_is_edited_and_not_corrected(cast):
    with pytest.raises(TransitionNotAllowed):
        correct_signed(cast.draft(), changes={"renewal_notice_days": 1}, by=cast.budi, why="x")


def test_a_day_of_signing_that_was_noted_wrongly_moves_the_day_of_the_agreement(cast):
    agreement = cast.signed()
    day = cast.depok.today() - timedelta(days=3)
    for party in agreement.parties.all():
        correct_signature(party, changes={"signed_on": day}, by=cast.budi, why="Salah ketik")

    agreement.refresh_from_db()
    assert agreement.signed_on == day


def test_originals_and_corrections_are_noted_on_their_pages(cast, as_person):
    agreement = cast.signed()
    party, client = agreement.parties.first(), as_person(cast.budi)
    at = [agreement.pk, party.pk]
    today = cast.depok.today()

    client.post(
        reverse("party_original", args=at), {"received_on": today, "version": agreement.version}
    )
    agreement.refresh_from_db()
    client.post(
        reverse("party_signature", args=at),
        {"signed_on": today, "signed_place": "Batang", "signature_method": "mixed"}
        | {"why": "Keliru", "version": agreement.version},
    )
    agreement.refresh_from_db()
    client.post(
        reverse("agreement_correct", args=[agreement.pk]),
        {"renewal_notice_days": 30, "reporting_period": "year"}
        | {"why": "Disepakati", "version": agreement.version},
    )

    party.refresh_from_db()
    agreement.refresh_from_db()
    assert (party.original_received_on, party.signed_place) == (today, "Batang")
    assert (party.signature_method, agreement.reporting_period) == ("mixed", "year")


@pytest.mark.parametrize(("who", "status"), [("tono", 404), ("sari", 403), ("partner", 403)])
def test_the_pages_of_corrections_are_closed_to_others(cast, as_person, who, status):
    agreement = cast.signed()
    client = as_person(getattr(cast, who))

    assert client.get(reverse("agreement_correct", args=[agreement.pk])).status_code == status
    at = reverse("party_signature", args=[agreement.pk, agreement.parties.first().pk])
    assert client.post(at, {}).status_code == status
