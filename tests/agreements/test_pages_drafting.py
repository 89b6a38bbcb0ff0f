"""Writing a text on pages: opened from a candidate, its articles arranged, two writers."""

import re

import pytest
from django.urls import reverse

from agreements.models import Agreement
from agreements.services import edit_agreement, set_articles
from audit.recording import record
from cooperation.models import OfficeHolding, Official
from tests.builders import TEST


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode()).group(1)


def typed(cast, **facts):
    """A new agreement as the page sends it, with its rows of parties."""
    row = {"signatory_office_status": "definitive"}
    sides = [
        {"agency": "Pemerintah Kota Depok", "signatory_name": "Dr. K.H. Mohammad Idris"},
        {"agency": "Pemerintah Kabupaten Batang"},
        {},
    ]
    parties = {
        f"parties-{place}-{name}": value
        for place, side in enumerate(sides)
        for name, value in (row | side).items()
    }
    head = {
        "owner": cast.depok.pk,
        "candidate": cast.candidate.pk,
        "kind": "joint_agreement",
        "title": "Pemanfaatan Teman Litbang",
        "cooperation_kind": "ksdd_voluntary",
        "renewal_notice_days": 90,
    }
    return parties | head | facts


def sent_articles(agreement, *rows, **more):
    """The articles page as a browser sends it: one id, heading and body for each row."""
    return {
        "version": agreement.version,
        "id": [row[0] or "" for row in rows],
        "heading": [row[1] for row in rows],
        "body": [row[2] for row in rows],
    } | more


def written(agreement):
    return [(one.heading, one.body) for one in agreement.articles.all()]


def test_the_parties_are_filled_in_from_the_candidate_with_who_holds_office(cast, as_person):
    official = record(Official(owner=cast.depok, name="Mohammad Idris"), by=TEST)
    holding = OfficeHolding(official=official, agency=cast.depok, position="Wali Kota Depok")
    record(holding, by=TEST)

    page = as_person(cast.budi).get(reverse("agreement_new"), {"candidate": cast.candidate.pk})

    first, second, third = page.context["parties"]
    assert first["agency"].value() == "Pemerintah Kota Depok"
    assert first["signatory_name"].value() == "Mohammad Idris"
    assert second["agency"].value() == "Pemerintah Kabupaten Batang"
    assert third["agency"].value() is None


@pytest.mark.parametrize("position", ["Sekretaris Daerah Kota Depok", "Wakil Wali Kota Depok"])
def test_nobody_is_proposed_to_sign_who_is_no_head(cast, as_person, position):
    official = record(Official(owner=cast.depok, name="Supian Suri"), by=TEST)
    record(OfficeHolding(official=official, agency=cast.depok, position=position), by=TEST)

    page = as_person(cast.budi).get(reverse("agreement_new"), {"candidate": cast.candidate.pk})

    first = page.context["parties"][0]
    assert not first["signatory_name"].value()
    assert not first["signatory_title"].value()


def test_budi_opens_a_draft_with_its_sample_articles(cast, as_person):
    response = as_person(cast.budi).post(reverse("agreement_new"), typed(cast))

    made = Agreement.objects.get()
    assert response.url == reverse("agreement", args=[made.pk])
    assert [party.agency for party in made.parties.all()] == [cast.depok, cast.batang]
    assert made.articles.exists()


def test_a_third_party_is_added_where_its_row_is_filled_in(cast, as_person):
    facts = typed(cast, **{"parties-2-agency": "Pemerintah Kota Bogor"})

    as_person(cast.budi).post(reverse("agreement_new"), facts)

    assert Agreement.objects.get().parties.count() == 3


def test_what_is_wrong_with_a_party_is_said_at_its_row_and_nothing_is_lost(cast, as_person):
    facts = typed(cast, **{"parties-1-agency": "Pemerintah Kota Depok", "place": "Depok"})

    page = as_person(cast.budi).post(reverse("agreement_new"), facts)

    assert "agency" in page.context["parties"][1].errors
    assert "Dr. K.H. Mohammad Idris" in page.content.decode()
    assert not Agreement.objects.exists()


def test_protocol_opens_no_draft(cast, as_person):
    client = as_person(cast.sari)

    assert client.get(reverse("agreement_new")).status_code == 403
    assert client.post(reverse("agreement_new"), typed(cast)).status_code == 403
    assert not Agreement.objects.exists()


def test_the_numbers_of_the_articles_come_by_themselves(cast, as_person):
    body = "Ruang lingkup:\n- penelitian;\n- pelatihan.\nDilaksanakan bersama."
    agreement = cast.draft(articles=[{"heading": "Ruang Lingkup", "body": body}])

    page = as_person(cast.budi).get(reverse("agreement", args=[agreement.pk])).content.decode()

    assert "Pasal 1" in page
    for label in ("(1)", "a.", "b.", "(2)"):
        assert f'<span class="flex-shrink-0">{label}</span>' in page


def test_articles_are_moved_added_and_taken_out_before_anything_is_saved(cast, as_person):
    agreement = cast.draft(articles=[{"heading": "A", "body": "a"}, {"heading": "B", "body": "b"}])
    first, second = agreement.articles.all()
    url, client = reverse("agreement_articles", args=[agreement.pk]), as_person(cast.budi)
    rows = (first.pk, "A", "a, diubah"), (second.pk, "B", "b")

    def arranged(button):
        page = client.post(url, sent_articles(agreement, *rows, arrange=button))
        return [row.heading for row in page.context["form"].rows], page.content.decode()

    assert arranged("down-0")[0] == ["B", "A"]
    assert arranged("up-1")[0] == ["B", "A"]
    assert arranged("up-0")[0] == ["A", "B"]
    assert arranged("remove-1")[0] == ["A"]
    assert arranged("add")[0] == ["A", "B", ""]
    assert arranged("remove-99")[0] == ["A", "B"]
    assert "a, diubah" in arranged("down-0")[1]
    assert written(agreement) == [("A", "a"), ("B", "b")]


def test_saving_keeps_the_order_changes_texts_and_leaves_out_empty_rows(cast, as_person):
    agreement = cast.draft(articles=[{"heading": "A", "body": "a"}, {"heading": "B", "body": "b"}])
    first, second = agreement.articles.all()
    rows = (second.pk, "B", "b"), (first.pk, "A", "a, diubah"), (None, "C", "c"), (None, "", " ")

    as_person(cast.budi).post(
        reverse("agreement_articles", args=[agreement.pk]), sent_articles(agreement, *rows)
    )

    assert written(agreement) == [("B", "b"), ("A", "a, diubah"), ("C", "c")]


def test_of_two_writers_the_second_sees_both_texts_and_loses_nothing(cast, as_person):
    agreement = cast.draft(articles=[{"heading": "A", "body": "a"}])
    article = agreement.articles.get()
    mine = sent_articles(agreement, (article.pk, "A", "versi Budi"))
    set_articles(
        agreement,
        articles=[
            {"id": article.pk, "heading": "A", "body": "versi rekan"},
            {"heading": "Baru", "body": "dari rekan"},
        ],
        by=cast.hukum2,
    )
    url, client = reverse("agreement_articles", args=[agreement.pk]), as_person(cast.budi)

    refused = client.post(url, mine)
    page = refused.content.decode()

    assert "versi Budi" in page
    assert "versi rekan" in page
    assert "dari rekan" in page
    assert ("A", "versi rekan") in written(agreement)
    client.post(url, mine | {"version": hidden(refused, "version")})
    assert written(agreement) == [("A", "versi Budi")]


def test_a_heading_too_long_is_said_at_its_article(cast, as_person):
    agreement = cast.draft(articles=[{"heading": "A", "body": "a"}])
    rows = (agreement.articles.get().pk, "A", "a"), (None, "x" * 300, "tetap ada")

    page = as_person(cast.budi).post(
        reverse("agreement_articles", args=[agreement.pk]), sent_articles(agreement, *rows)
    )

    assert [bool(row.errors) for row in page.context["form"].rows] == [False, True]
    assert "tetap ada" in page.content.decode()


def test_a_text_that_left_the_drafter_is_not_written_in_and_nothing_typed_is_lost(cast, as_person):
    agreement = cast.walk(cast.draft(), "submit")
    rows = ((None, "Baru", "tetap ada"),)

    page = as_person(cast.budi).post(
        reverse("agreement_articles", args=[agreement.pk]), sent_articles(agreement, *rows)
    )

    assert "tetap ada" in page.content.decode()
    assert ("Baru", "tetap ada") not in written(agreement)


def test_the_head_is_edited_once_for_each_version(cast, as_person):
    agreement = cast.draft()
    url, client = reverse("agreement_edit", args=[agreement.pk]), as_person(cast.budi)
    facts = {
        "kind": agreement.kind,
        "title": "Judul Budi",
        "cooperation_kind": "ksdd_voluntary",
        "renewal_notice_days": 90,
        "version": agreement.version,
    }
    edit_agreement(agreement, by=cast.hukum2, changes={"title": "Judul rekan"})

    refused = client.post(url, facts)
    agreement.refresh_from_db()
    assert agreement.title == "Judul rekan"
    client.post(url, facts | {"version": hidden(refused, "version")})

    agreement.refresh_from_db()
    assert agreement.title == "Judul Budi"


def test_a_party_is_added_changed_and_taken_out(cast, as_person):
    agreement, client = cast.draft(), as_person(cast.budi)
    row = {"agency": "Pemerintah Kota Bogor", "signatory_office_status": "definitive"}
    client.post(reverse("party_new", args=[agreement.pk]), row)
    bogor = agreement.parties.get(agency=cast.bogor)
    agreement.refresh_from_db()

    changed = row | {"signatory_name": "Bima Arya", "version": agreement.version}
    client.post(reverse("party", args=[agreement.pk, bogor.pk]), changed)
    bogor.refresh_from_db()
    assert bogor.signatory_name == "Bima Arya"

    agreement.refresh_from_db()
    client.post(
        reverse("party_remove", args=[agreement.pk, bogor.pk]), {"version": agreement.version}
    )
    assert not agreement.parties.filter(agency=cast.bogor).exists()


def test_a_number_becomes_known_after_the_text_is_frozen(cast, as_person):
    agreement = cast.ready()
    batang = agreement.parties.get(agency=cast.batang)
    facts = {"number": "415.4/12/2022", "version": agreement.version}

    as_person(cast.budi).post(reverse("party_number", args=[agreement.pk, batang.pk]), facts)

    batang.refresh_from_db()
    assert batang.number == "415.4/12/2022"


def test_a_nip_that_is_none_is_refused_with_what_was_typed(cast, as_person):
    agreement = cast.draft()
    depok = agreement.parties.get(agency=cast.depok)
    facts = {"nip": "1234", "version": agreement.version}

    page = as_person(cast.budi).post(reverse("party_nip", args=[agreement.pk, depok.pk]), facts)

    assert 'value="1234"' in page.content.decode()
    assert "nip" in page.context["nip"].errors


def test_a_party_of_another_agreement_is_not_there(cast, as_person):
    agreement = cast.draft()
    other = cast.draft(title="Lain")

    page = as_person(cast.budi).get(reverse("party", args=[agreement.pk, other.parties.first().pk]))

    assert page.status_code == 404
