"""Who reads which text: the owner's people what stands, the partner what was sent, Tono nothing."""

import pytest

from agreements.models import Agreement
from agreements.services import document_for, edit_agreement, text_for
from cooperation.permissions import Role
from cooperation.reports import history_of
from tests.builders import make_person


def seen_by(user):
    return list(Agreement.objects.visible_to(user))


def test_the_owners_people_see_a_draft_from_the_start(cast):
    agreement = cast.draft()

    for colleague in (cast.budi, cast.kerjasama, cast.ratna, cast.sari):
        assert seen_by(colleague) == [agreement]


@pytest.mark.parametrize("steps", [(), ("submit",), ("submit", "return"), ("void",)])
def test_the_partner_sees_nothing_before_a_text_is_sent(cast, steps):
    agreement = cast.walk(cast.draft(), *steps)

    assert seen_by(cast.partner) == []
    assert text_for(agreement, cast.partner) == (None, None)
    assert document_for(agreement, cast.partner) is None


def test_the_partner_reads_the_revision_that_was_sent(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve")

    content, revision = text_for(agreement, cast.partner)

    assert seen_by(cast.partner) == [agreement]
    assert revision.number == 1
    assert content == revision.content


def test_the_partner_goes_on_reading_what_was_sent_while_the_next_one_is_written(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve", "partner_changes")
    agreement = edit_agreement(agreement, by=cast.budi, changes={"place": "Jakarta"})

    assert text_for(agreement, cast.partner)[0]["place"] == "Depok"
    assert text_for(agreement, cast.budi) == (text_for(agreement, cast.sari)[0], None)
    assert text_for(agreement, cast.budi)[0]["place"] == "Jakarta"

    agreement = cast.walk(agreement, "submit")
    assert text_for(agreement, cast.partner)[1].number == 1

    agreement = cast.walk(agreement, "approve")
    assert text_for(agreement, cast.partner)[1].number == 2


def test_what_was_shared_stays_shared_when_it_is_void(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve", "void")

    assert seen_by(cast.partner) == [agreement]


def test_tono_sees_nothing_at_any_stage(cast):
    agreement = cast.draft()
    for step in ("submit", "approve", "partner_agrees", "issue"):
        agreement = cast.walk(agreement, step)
        assert seen_by(cast.tono) == []


def test_a_unit_of_the_owner_sees_the_agreement_that_names_it_but_not_the_writing(cast):
    dadang = make_person("dadang", cast.bappeda, Role.UNIT)
    unnamed = cast.draft()
    named = cast.draft(parties=[{**cast.sides()[0], "agency": cast.bappeda}, cast.sides()[1]])

    assert unnamed not in seen_by(dadang)
    assert seen_by(dadang) == [named]
    assert text_for(named, dadang) == (None, None)


def test_the_partners_history_has_no_drafts_no_articles_and_no_reasons(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve", "partner_changes")
    edit_agreement(agreement, by=cast.budi, changes={"title": "Judul rahasia"}, why="kurang kuat")

    whole = history_of(agreement, cast.budi, limit=200).entries
    theirs = history_of(agreement, cast.partner, limit=200).entries

    assert "Judul rahasia" in str(whole)
    assert theirs
    assert "Judul rahasia" not in str([entry.changes for entry in theirs])
    assert {entry.why for entry in theirs} == {""}
    assert {entry.part for entry in theirs} <= {"agreement", "party"}


def test_earlier_revisions_are_read_by_number_by_those_to_whom_they_were_sent(cast):
    agreement = cast.walk(cast.draft(), "submit", "return", "submit", "approve")

    assert document_for(agreement, cast.budi, number=1).name.endswith("-r1.pdf")
    assert document_for(agreement, cast.partner, number=1) is None
    assert document_for(agreement, cast.partner, number=2).name.endswith("-r2.pdf")
    assert document_for(agreement, cast.budi, number=3) is None
