"""The parts of a text: they change only while it is drafted, and every change is told."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agreements.models import Article, NumberStatus, Party
from agreements.services import (
    add_party,
    change_party,
    content_of,
    document_for,
    fingerprint,
    remove_party,
    set_articles,
    set_party_number,
    set_signatory_nip,
)
from agreements.workflow import Locked
from audit.models import StaleRecord
from cooperation.models import PersonalDetail
from cooperation.permissions import NotPermitted

TWO = [{"heading": "Objek", "body": "Aplikasi."}, {"heading": "Penutup", "body": "Selesai."}]


def rows(agreement):
    return [(a.pk, a.order, a.heading, a.body) for a in agreement.articles.all()]


def test_an_article_that_names_itself_stays_the_same_row(cast):
    agreement = cast.draft(articles=TWO)
    objek, penutup = agreement.articles.all()

    set_articles(
        agreement,
        articles=[
            {"id": penutup.pk, "heading": "Penutup", "body": "Selesai."},
            {"heading": "Pembiayaan", "body": "Masing-masing."},
        ],
        by=cast.budi,
        why="Disusun ulang",
    )

    assert [row[:3] for row in rows(agreement)] == [
        (penutup.pk, 1, "Penutup"),
        (Article.objects.get(heading="Pembiayaan").pk, 2, "Pembiayaan"),
    ]
    removed = Article.history.get(id=objek.pk, history_type="-")
    assert (removed.heading, removed.history_change_reason) == ("Objek", "Disusun ulang")


def test_an_article_left_as_it_was_gets_no_history(cast):
    agreement = cast.draft(articles=TWO)
    objek, penutup = agreement.articles.all()

    set_articles(
        agreement,
        articles=[
            {"id": objek.pk, "heading": "Objek", "body": "Aplikasi Teman Litbang."},
            {"id": penutup.pk, "heading": "Penutup", "body": "Selesai."},
        ],
        by=cast.budi,
    )

    assert (objek.history.count(), penutup.history.count()) == (2, 1)


def test_an_article_of_another_agreement_is_not_taken_over(cast):
    agreement, other = cast.draft(articles=TWO), cast.draft(articles=TWO)
    foreign = other.articles.first()

    with pytest.raises(ValidationError) as refused:
        set_articles(
            agreement, articles=[{"id": foreign.pk, "heading": "X", "body": "Y"}], by=cast.budi
        )

    assert list(refused.value.error_dict) == ["articles.0.id"]


def test_every_article_that_is_wrong_is_named(cast):
    with pytest.raises(ValidationError) as refused:
        set_articles(
            cast.draft(),
            articles=[{"heading": "Objek"}, {"heading": ""}, {"heading": "A", "order": 3}],
            by=cast.budi,
        )

    assert set(refused.value.error_dict) == {"articles.1.heading", "articles.2.order"}


def test_of_two_who_write_at_once_the_second_is_told(cast):
    agreement = cast.draft(articles=TWO)
    set_articles(agreement, articles=TWO[:1], by=cast.kerjasama, expected_version=1)

    with pytest.raises(StaleRecord):
        set_articles(agreement, articles=TWO, by=cast.budi, expected_version=1)

    assert [row[2] for row in rows(agreement)] == ["Objek"]


def test_a_submitted_text_refuses_every_change(cast):
    agreement = cast.walk(cast.draft(), "submit")
    batang = agreement.parties.get(agency=cast.batang)
    before = fingerprint(content_of(agreement))

    for change in (
        lambda: set_articles(agreement, articles=TWO, by=cast.budi),
        lambda: add_party(agreement, agency=cast.bogor, by=cast.budi),
        lambda: change_party(batang, changes={"address": "Batang"}, by=cast.budi),
        lambda: remove_party(batang, by=cast.budi),
    ):
        with pytest.raises(Locked):
            change()

    assert fingerprint(content_of(agreement)) == before


def test_only_those_who_may_write_a_draft_do(cast):
    agreement = cast.draft()

    for reader in (cast.sari, cast.ratna, cast.partner, cast.tono):
        with pytest.raises(NotPermitted):
            set_articles(agreement, articles=TWO, by=reader)


def test_a_third_party_joins_behind_the_others(cast):
    agreement = cast.draft()

    add_party(agreement, agency=cast.bogor, signatory_name="Bima", by=cast.budi)

    assert [party.agency for party in agreement.parties.all()] == [
        *(cast.depok, cast.batang, cast.bogor)
    ]


def test_an_agency_is_a_party_once(cast):
    with pytest.raises(ValidationError, match="party already"):
        add_party(cast.draft(), agency=cast.batang, by=cast.budi)


def test_the_owners_own_side_stays(cast):
    agreement = cast.draft()
    depok = agreement.parties.get(agency=cast.depok)

    with pytest.raises(ValidationError, match="has to stay a party"):
        remove_party(depok, by=cast.budi)
    with pytest.raises(ValidationError, match="has to stay a party"):
        change_party(depok, changes={"agency": cast.bogor}, by=cast.budi)


def test_a_party_may_give_way_to_a_unit_of_the_owner(cast):
    depok = cast.draft().parties.get(agency=cast.depok)

    changed = change_party(depok, changes={"agency": cast.bappeda}, by=cast.budi)

    assert changed.agency == cast.bappeda


def test_a_removed_party_stays_in_the_history(cast):
    agreement = cast.draft()
    add_party(agreement, agency=cast.bogor, by=cast.budi)

    remove_party(agreement.parties.get(agency=cast.bogor), by=cast.budi, why="Mundur")

    assert agreement.parties.count() == 2
    assert Party.history.get(history_type="-").history_change_reason == "Mundur"


def test_the_partners_number_comes_after_freezing_and_leaves_the_text_as_it_was(cast):
    agreement = cast.ready()
    revision = agreement.revisions.get()
    batang = agreement.parties.get(agency=cast.batang)

    set_party_number(batang, number=" 119/77/2022 ", by=cast.kerjasama, why="Surat Batang")

    batang.refresh_from_db()
    revision.refresh_from_db()
    assert (batang.number, batang.number_status) == ("119/77/2022", NumberStatus.KNOWN)
    assert fingerprint(revision.content) == revision.sha256 == fingerprint(content_of(agreement))


def test_a_number_that_comes_after_issuing_does_not_touch_the_issued_bytes(cast):
    agreement = cast.walk(cast.ready(), "issue")
    issued = document_for(agreement, cast.budi).content

    set_party_number(
        agreement.parties.get(agency=cast.batang), number="119/77/2022", by=cast.kerjasama
    )

    assert document_for(agreement, cast.budi).content == issued


def test_a_number_written_by_mistake_is_pending_again(cast):
    depok = cast.draft().parties.get(agency=cast.depok)

    changed = set_party_number(depok, number="", by=cast.kerjasama)

    assert (changed.number, changed.number_status) == ("", NumberStatus.PENDING)


def test_nothing_is_noted_on_a_void_agreement(cast):
    agreement = cast.walk(cast.draft(), "void")

    with pytest.raises(Locked, match="void"):
        set_party_number(agreement.parties.first(), number="1", by=cast.kerjasama)


def test_a_nip_is_kept_with_the_personal_details_and_not_in_the_history(cast):
    party = cast.draft().parties.get(agency=cast.depok)

    set_signatory_nip(party, nip="19700101 199003 1 001", by=cast.budi)

    detail = PersonalDetail.objects.get()
    assert (detail.nip, detail.owner) == ("197001011990031001", cast.depok)
    for row in Party.history.all():
        assert "197001011990031001" not in str(row.__dict__)


def test_a_nip_that_cannot_be_one_is_refused(cast):
    party = cast.draft().parties.first()

    with pytest.raises(ValidationError) as refused:
        set_signatory_nip(party, nip="123", by=cast.budi)

    assert list(refused.value.error_dict) == ["nip"]
    assert not PersonalDetail.objects.exists()


def test_a_power_of_attorney_is_part_of_the_text(cast):
    party = cast.draft().parties.get(agency=cast.depok)
    facts = {"power_of_attorney_number": "800/12", "power_of_attorney_date": date(2022, 7, 1)}

    changed = change_party(party, changes=facts, by=cast.budi)

    assert content_of(changed.agreement)["parties"][0]["power_of_attorney_date"] == "2022-07-01"
