"""Nobody approves what they wrote, and nobody reads what was sent before they were a party."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from agreements.models import Agreement, Party
from agreements.services import (
    add_party,
    document_for,
    move,
    set_articles,
    set_party_number,
    text_for,
)
from agreements.workflow import Action
from cooperation.permissions import Role
from cooperation.reports import history_of
from cooperation.workflow import TransitionNotAllowed
from tests.agreements.builders import Cast
from tests.builders import make_agency, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def articles_of(agreement, **changed):
    return [
        {"id": row.pk, "heading": row.heading, "body": changed.get("body", row.body)}
        for row in agreement.articles.all()
    ]


def test_who_rewrote_the_articles_does_not_approve_them_though_a_colleague_submitted(cast):
    agreement = cast.draft()
    set_articles(agreement, articles=articles_of(agreement, body="Baru."), by=cast.hukum2)
    agreement = cast.walk(agreement, "submit")

    with pytest.raises(TransitionNotAllowed, match=r"own work|sendiri"):
        move(agreement, Action.APPROVE, by=cast.hukum2)


def test_who_wrote_nothing_of_it_approves(cast):
    third = make_person("hukum3", cast.depok, Role.LEGAL)
    agreement = cast.draft()
    set_articles(agreement, articles=articles_of(agreement, body="Baru."), by=cast.hukum2)
    agreement = cast.walk(agreement, "submit")

    assert move(agreement, Action.APPROVE, by=third).status == "partner_review"


def test_an_initial_on_the_first_revision_is_no_writing_of_the_second(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve", "partner_changes")
    set_articles(agreement, articles=articles_of(agreement, body="Lain."), by=cast.budi)
    agreement.refresh_from_db()
    agreement = cast.walk(agreement, "submit")

    assert move(agreement, Action.APPROVE, by=cast.hukum2).status == "partner_review"


def test_a_party_that_comes_later_reads_nothing_that_was_sent_to_the_others(cast):
    tegal = make_agency("Pemerintah Kota Tegal")
    reader = make_person("reader", tegal, Role.LEGAL)
    agreement = cast.walk(cast.draft(), "submit", "approve", "partner_changes")
    signatory = {"signatory_name": "Nama (contoh)", "signatory_title": "Wali Kota Tegal"}
    add_party(agreement, agency=tegal, by=cast.budi, **signatory)

    assert not Agreement.objects.visible_to(reader).exists()

    agreement.refresh_from_db()
    agreement = cast.walk(agreement, "submit", "approve")

    assert Agreement.objects.visible_to(reader).get() == agreement
    _content, revision = text_for(agreement, reader)
    assert revision.number == 2
    assert document_for(agreement, reader, number=1) is None
    assert document_for(agreement, cast.partner, number=1) is not None
    joined = Party.objects.get(agency=tegal).shared_at
    assert all(entry.at >= joined for entry in history_of(agreement, reader).entries)


def test_a_known_number_is_corrected_only_with_a_reason(cast):
    party = cast.signed().parties.get(agency=cast.depok)

    with pytest.raises(ValidationError) as refusal:
        set_party_number(party, number="100/99", by=cast.kerjasama)
    assert "why" in refusal.value.message_dict

    assert set_party_number(party, number="100/99", by=cast.kerjasama, why="salah ketik").number


@pytest.mark.parametrize("record", ["candidate", "agreement"])
def test_not_even_raw_sql_gives_a_status_that_is_in_no_table(cast, record):
    row = cast.draft() if record == "agreement" else cast.candidate
    table = connection.ops.quote_name(row._meta.db_table)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET status = 'x' WHERE id = %s", [row.pk])
