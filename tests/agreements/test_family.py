"""Addenda, renewals and what stands under a joint agreement: what holds now, and since when."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.checks import problems_of
from agreements.models import Agreement
from agreements.services import document_for, edit_agreement, move, set_articles, supersede_due
from agreements.workflow import Action, Status
from audit.recording import record
from cooperation.workflow import ReasonRequired
from tests.builders import TEST
from tests.documents.reading import text


def days(cast, first, last):
    """Days from today, as the term of a text."""
    today = cast.depok.today()
    return {
        "starts_on": today + timedelta(days=first),
        "ends_on": today + timedelta(days=last),
    }


def addendum_to(cast, base, *articles, **facts):
    """An addendum that changes these: (effect, heading of the article, new heading, body)."""
    agreement = cast.draft(kind="addendum", amends=base, title="Perubahan pertama", **facts)
    rows = [
        {"id": one.pk, "heading": one.heading, "body": one.body, "clause_type": one.clause_type}
        for one in agreement.articles.all()
    ]
    targets = {one.heading: f"{base.pk}:{one.key}" for one in base.articles.all()}
    changes = [
        {"heading": new, "body": body, "effect": effect, "target": targets[old]}
        for effect, old, new, body in articles
    ]
    set_articles(agreement, articles=[*rows[:1], *changes, *rows[1:]], by=cast.budi)
    agreement.refresh_from_db()
    return agreement


TERM_CHANGE = ("replace", "Jangka Waktu", "Jangka Waktu", "Berlaku 5 (lima) tahun.")
FUNDING_GONE = ("repeal", "Pembiayaan", "Pembiayaan", "")
NEW_ARTICLE = ("add", "Objek", "Data Bersama", "PARA PIHAK berbagi data.")


def in_force(client, agreement):
    page = client.get(reverse("agreement_in_force", args=[agreement.pk]))
    return {one.label: one for one in page.context["text"]}


def test_an_addendum_changes_adds_and_takes_out_and_renumbers_nothing(cast, as_person):
    base = cast.signed()
    numbers = {one.heading: f"Pasal {one.order}" for one in base.articles.all()}
    cast.signed(addendum_to(cast, base, TERM_CHANGE, NEW_ARTICLE, FUNDING_GONE))

    now = in_force(as_person(cast.budi), base)

    assert now[numbers["Jangka Waktu"]].paragraphs[0].text == "Berlaku 5 (lima) tahun."
    assert now[numbers["Pembiayaan"]].is_repealed
    assert now[f"{numbers['Objek']}A"].heading == "Data Bersama"
    assert list(now)[-1] == numbers["Penutup"]


def test_an_addendum_to_an_addendum_counts_from_the_text_that_holds(cast, as_person):
    base = cast.signed()
    first = cast.signed(addendum_to(cast, base, NEW_ARTICLE))
    second = cast.draft(kind="addendum", amends=first, title="Perubahan kedua")
    added = f"{first.pk}:{first.articles.get(heading='Data Bersama').key}"
    rows = [
        {"id": one.pk, "heading": one.heading, "body": one.body, "clause_type": one.clause_type}
        for one in second.articles.all()
    ]
    change = {"heading": "Data Terbuka", "body": "Data dibuka.", "effect": "replace"}
    set_articles(second, articles=[*rows, change | {"target": added}], by=cast.budi)
    cast.signed(Agreement.objects.get(pk=second.pk))

    now = in_force(as_person(cast.budi), base)

    assert [one.heading for one in now.values() if one.label.endswith("A")] == ["Data Terbuka"]
    assert Agreement.objects.get(pk=second.pk).base == base


def test_the_term_of_a_family_is_that_of_its_last_addendum(cast):
    base = cast.signed(cast.draft(**days(cast, -700, 20)))
    assert base in Agreement.objects.expiring(cast.depok.today(), 90)

    cast.signed(addendum_to(cast, base, TERM_CHANGE, **days(cast, 0, 900)))

    base = Agreement.objects.get(pk=base.pk)
    assert base.effective_ends_on == cast.depok.today() + timedelta(days=900)
    assert base not in Agreement.objects.expiring(cast.depok.today(), 90)
    assert base.standing_on(base.ends_on + timedelta(days=1)) == "active"


def test_the_paper_of_an_addendum_cites_what_it_changes_with_both_numbers(cast):
    from_batang = {"number": "119/77/2022"}
    base = cast.draft(parties=[cast.sides()[0], cast.sides()[1] | from_batang])
    base = cast.signed(base)
    changed = addendum_to(cast, base, TERM_CHANGE, NEW_ARTICLE, FUNDING_GONE)
    paper = re.sub(r"\s+", " ", text(document_for(changed, cast.budi).content))

    assert "Nomor 100.3.7/45/KS/2022 dan Nomor 119/77/2022" in paper
    term = base.articles.get(heading="Jangka Waktu").order
    funding = base.articles.get(heading="Pembiayaan").order
    assert f"Ketentuan Pasal {term} diubah sehingga berbunyi sebagai berikut:" in paper
    assert f"Pasal {term} JANGKA WAKTU Berlaku 5 (lima) tahun." in paper
    assert "yakni Pasal 2A, yang berbunyi sebagai berikut:" in paper
    assert f"Ketentuan Pasal {funding} dihapus." in paper


def test_an_addendum_inherits_no_signature_and_no_number(cast, as_person):
    base = cast.signed()

    page = as_person(cast.budi).get(reverse("agreement_new"), {"amends": base.pk})
    form, parties = page.context["form"], page.context["parties"]
    made = cast.draft(kind="addendum", amends=base)

    assert form.initial["title"].startswith("Perubahan atas Kesepakatan Bersama tentang")
    assert parties[0].initial["signatory_name"] == "Dr. K.H. Mohammad Idris, M.A."
    assert "number" not in parties[0].initial
    assert [party.signed_on for party in made.parties.all()] == [None, None]


def test_an_addendum_that_changes_an_article_that_is_not_there_is_not_submitted(cast):
    base = cast.signed()
    agreement = addendum_to(cast, base, TERM_CHANGE)
    article = agreement.articles.get(effect="replace")
    rows = [{"id": article.pk, "heading": "X", "body": "y", "effect": "replace"}]
    set_articles(agreement, articles=[rows[0] | {"target": f"{base.pk}:999"}], by=cast.budi)

    assert "nothing_to_amend" in {problem.code for problem in problems_of(agreement)}


@pytest.mark.parametrize(
    ("half", "field"),
    [
        ({"effect": "replace"}, "target"),
        ({"effect": "repeal"}, "target"),
        ({"target": "1:2"}, "effect"),
    ],
)
def test_what_an_article_does_and_to_which_are_said_together(cast, half, field):
    agreement = addendum_to(cast, cast.signed())
    article = agreement.articles.first()

    with pytest.raises(ValidationError) as refused:
        set_articles(agreement, articles=[{"heading": "X", "body": "y"} | half], by=cast.budi)

    assert list(refused.value.error_dict) == [f"articles.0.{field}"]
    assert agreement.articles.first() == article


def test_only_an_addendum_changes_another_text(cast):
    base = cast.signed()

    with pytest.raises(ValidationError) as refused:
        cast.draft(amends=base)

    assert list(refused.value.error_dict) == ["amends"]


def test_a_renewal_with_a_gap_goes_on_only_with_a_reason(cast):
    old = cast.signed(cast.draft(**days(cast, -900, 10)))
    renewal = cast.draft(renews=old, **days(cast, 30, 900))

    with pytest.raises(ReasonRequired, match="19 days"):
        move(renewal, Action.SUBMIT, by=cast.budi)

    assert cast.walk(renewal, "submit").status == Status.INTERNAL_REVIEW


def test_the_renewed_agreement_is_superseded_on_the_day_the_renewal_begins_and_not_before(cast):
    old = cast.signed(cast.draft(**days(cast, -900, 10)))
    renewal = cast.signed(cast.draft(renews=old, **days(cast, 11, 900)))
    assert Agreement.objects.get(pk=old.pk).status == Status.SIGNED
    assert supersede_due() == []

    _as_if_begun(cast, renewal)

    assert [one.pk for one in supersede_due()] == [old.pk]
    old = Agreement.objects.get(pk=old.pk)
    assert old.status == Status.SUPERSEDED
    assert renewal.reference in old.history.latest().history_change_reason
    assert supersede_due() == []


def _as_if_begun(cast, renewal):
    renewal.refresh_from_db()
    renewal.starts_on = cast.depok.today()
    record(renewal, by=TEST)


def test_a_renewal_that_overlaps_takes_over_when_it_is_signed(cast):
    old = cast.signed(cast.draft(**days(cast, -900, 100)))
    renewal = cast.draft(renews=old, **days(cast, -1, 900))
    assert "renewal_overlap" in {problem.code for problem in problems_of(renewal)}

    cast.signed(renewal)

    assert Agreement.objects.get(pk=old.pk).status == Status.SUPERSEDED


def test_a_renewal_begins_on_the_page_with_the_day_after_the_end(cast, as_person):
    old = cast.signed(cast.draft(**days(cast, -900, 10)))

    page = as_person(cast.budi).get(reverse("agreement_new"), {"renews": old.pk})

    assert page.context["form"].initial["starts_on"] == old.ends_on + timedelta(days=1)
    assert page.context["form"].initial["kind"] == old.kind


def test_the_family_stands_on_the_page_and_for_the_partner_only_what_was_sent(cast, as_person):
    base = cast.signed()
    secret = cast.draft(kind="addendum", amends=base, title="Konsep rahasia")

    ours = as_person(cast.budi).get(reverse("agreement", args=[base.pk]))
    theirs = as_person(cast.partner).get(reverse("agreement", args=[base.pk]))

    assert [one.record for one in ours.context["family"]] == [secret]
    assert theirs.context["family"] == []
    assert "rahasia" not in theirs.content.decode()


def test_the_partner_reads_the_text_in_force_and_tono_does_not(cast, as_person):
    base = cast.signed()
    url = reverse("agreement_in_force", args=[base.pk])

    assert as_person(cast.partner).get(url).status_code == 200
    assert as_person(cast.tono).get(url).status_code == 404
    assert (
        as_person(cast.budi).get(reverse("agreement_in_force", args=[cast.draft().pk])).status_code
        == 404
    )


def test_the_last_day_of_the_register_is_the_one_that_counts(cast, as_person):
    base = cast.signed(cast.draft(starts_on=date(2022, 7, 12), ends_on=date(2025, 7, 11)))
    cast.signed(addendum_to(cast, base, TERM_CHANGE, ends_on=date(2033, 3, 3)))

    page = as_person(cast.budi).get(reverse("agreement_list")).content.decode()

    assert "2033" in page


def test_a_draft_that_amends_nothing_of_ours_cannot_be_pointed_at_a_strangers(cast):
    base = cast.signed()
    own = cast.draft(kind="addendum", amends=base)

    with pytest.raises(ValidationError, match="own kin"):
        edit_agreement(base.addenda.get(), by=cast.budi, changes={"amends": own})
