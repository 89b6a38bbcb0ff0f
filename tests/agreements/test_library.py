"""The clause library: what ships holds together, and what an office adds comes in versions."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.clauses import LIBRARY, REQUIRED, TEMPLATES, AgreementKind, shipped
from agreements.models import Clause, Template
from agreements.services import (
    add_clause,
    add_from_library,
    add_template,
    comparison_of,
    content_of,
    edit_template,
    end_clause,
    set_articles,
    write_version,
)
from agreements.wording import Fault, wording_of
from agreements.workflow import Locked
from cooperation.permissions import NotPermitted

OWN = {"clause_type": "term", "heading": "Jangka Waktu", "body": "Berlaku {jangka_waktu} saja."}


@pytest.mark.parametrize("kind", AgreementKind.values)
def test_every_kind_begins_with_all_that_it_may_not_lack(kind):
    assert REQUIRED[kind] <= set(TEMPLATES[kind])
    assert all(shipped(clause_type, kind) for clause_type in TEMPLATES[kind])


@pytest.mark.parametrize("kind", AgreementKind.values)
def test_a_draft_of_every_kind_reads_without_a_brace_that_stands_for_nothing(cast, kind):
    agreement = cast.draft(kind=kind)

    wording = wording_of(content_of(agreement))
    faults = [one for one in wording.faults() if one.fault != Fault.EMPTY]
    printed = " ".join(block.text for one in wording.printed() for block in one.blocks)

    assert faults == []
    assert "{" not in printed
    assert agreement.template == f"jejak:{kind}@1"


def test_a_reference_within_shipped_wording_is_a_link(cast):
    changes = cast.draft().articles.get(clause_type="changes")

    assert f"{{#{changes.line_keys[0]}}}" in changes.body


def test_a_text_that_was_just_drawn_differs_in_nothing_from_the_library(cast):
    agreement = cast.draft(kind="cooperation_agreement")

    compared = comparison_of(agreement, cast.budi, before="library", after="draft")

    assert not any(article.is_rewritten for article in compared.redline.articles)


def test_no_shipped_clause_is_left_without_a_use_or_a_second_of_its_name():
    names = [clause.name for clause in LIBRARY]

    assert len(names) == len(set(names)) > 30


def test_a_clause_of_the_office_goes_before_the_one_that_ships(cast):
    add_clause(owner=cast.depok, by=cast.budi, **OWN)

    term = cast.draft().articles.get(clause_type="term")

    assert term.body == OWN["body"]
    assert term.drawn_from.startswith("office:")


def test_a_new_version_leaves_the_texts_drawn_from_the_old_one(cast):
    clause = add_clause(owner=cast.depok, by=cast.budi, **OWN)
    old = cast.draft()
    write_version(clause, heading="Jangka Waktu", body="Lain.", note="Ringkas", by=cast.hukum2)
    new = cast.draft()

    assert [row.number for row in clause.versions.all()] == [2, 1]
    assert old.articles.get(clause_type="term").body == OWN["body"]
    assert new.articles.get(clause_type="term").body == "Lain."


def test_a_clause_with_a_placeholder_of_nobody_is_refused_with_those_there_are(cast):
    with pytest.raises(ValidationError, match="jangka_waktu") as refused:
        add_clause(owner=cast.depok, by=cast.budi, **OWN | {"body": "Selama {lama}."})

    assert list(refused.value.error_dict) == ["body"]
    assert not Clause.objects.exists()


def test_a_clause_that_has_ended_is_offered_no_more(cast):
    clause = add_clause(owner=cast.depok, by=cast.budi, **OWN)
    end_clause(clause, by=cast.budi, why="Diganti Perwali")

    assert cast.draft().articles.get(clause_type="term").drawn_from == "jejak:term@1"
    with pytest.raises(ValidationError, match="ended"):
        write_version(clause, heading="A", body="b", by=cast.budi)


@pytest.mark.parametrize("who", ["kerjasama", "ratna", "sari", "partner", "tono"])
def test_only_the_legal_section_writes_in_the_library(cast, who):
    with pytest.raises(NotPermitted):
        add_clause(owner=cast.depok, by=getattr(cast, who), **OWN)


def test_a_template_says_with_which_clauses_a_text_begins(cast):
    template = add_template(
        owner=cast.depok,
        kind="joint_agreement",
        name="Singkat",
        clause_types=["closing", "purpose"],
        by=cast.budi,
    )
    template = edit_template(
        template, changes={"clause_types": ["purpose", "object", "closing"]}, by=cast.budi
    )

    agreement = cast.draft(template=template)

    types = list(agreement.articles.values_list("clause_type", flat=True))
    assert types == ["purpose", "object", "closing"]
    assert agreement.template == f"office:{template.pk}@{template.version}"


def test_a_template_of_another_kind_is_refused(cast):
    template = add_template(
        owner=cast.depok, kind="statement", name="S", clause_types=["stated"], by=cast.budi
    )

    with pytest.raises(ValidationError) as refused:
        cast.draft(template=template)

    assert list(refused.value.error_dict) == ["template"]


def test_a_clause_is_put_where_it_belongs_once_for_each_party(cast):
    agreement = cast.draft()
    third = agreement.articles.get(order=3)

    add_from_library(agreement, source="jejak:rights_and_duties@1", after=third.pk, by=cast.budi)

    headings = [one.heading for one in wording_of(content_of(agreement)).printed()]
    assert headings[3:5] == ["Hak dan Kewajiban PIHAK KESATU", "Hak dan Kewajiban PIHAK KEDUA"]


def test_nothing_is_put_into_a_text_that_is_locked(cast):
    agreement = cast.walk(cast.draft(), "submit")

    with pytest.raises(Locked):
        add_from_library(agreement, source="jejak:sanctions@1", by=cast.budi)


def test_a_clause_is_added_rewritten_and_ended_on_its_pages(cast, as_person):
    client = as_person(cast.budi)
    client.post(reverse("clause_new"), {"owner": cast.depok.pk, **OWN})
    clause = Clause.objects.get()
    at = reverse("clause", args=[clause.pk])

    client.post(at, {"heading": "Jangka Waktu", "body": "Baru.", "version": clause.version})
    page = client.get(reverse("clause_list")).content.decode()
    clause.refresh_from_db()
    client.post(
        reverse("clause_end", args=[clause.pk]), {"why": "Usang", "version": clause.version}
    )

    assert "Baru." in page
    clause.refresh_from_db()
    assert clause.ended_on == cast.depok.today()


def test_a_refused_clause_keeps_what_was_typed(cast, as_person):
    facts = OWN | {"owner": cast.depok.pk, "body": "Selama {lama} sekali."}

    page = as_person(cast.budi).post(reverse("clause_new"), facts)

    assert "Selama {lama} sekali." in page.content.decode()
    assert page.context["form"].errors["body"]


def test_a_template_is_made_and_changed_on_its_pages(cast, as_person):
    client = as_person(cast.budi)
    facts = {"owner": cast.depok.pk, "kind": "joint_agreement", "name": "Singkat"}
    client.post(reverse("template_new"), facts | {"clause_types": ["purpose", "", "closing"]})
    template = Template.objects.get()
    at = reverse("template_edit", args=[template.pk])

    client.post(at, {"name": "Ringkas", "version": 1, "clause_types": ["closing"]})

    template.refresh_from_db()
    assert (template.name, template.clause_types) == ("Ringkas", ["closing"])


def test_a_clause_is_taken_from_the_library_on_the_page(cast, as_person):
    agreement, client = cast.draft(), as_person(cast.budi)
    at = reverse("clause_choices", args=[agreement.pk])
    first = agreement.articles.first()

    shown = client.get(at).content.decode()
    client.post(at, {"source": "jejak:definitions@1", "after": first.pk})

    assert "jejak:definitions@1" in shown
    assert agreement.articles.get(order=2).heading == "Pengertian"


def test_strangers_and_partners_find_no_clause_of_the_office(cast, as_person):
    clause = add_clause(owner=cast.depok, by=cast.budi, **OWN)
    for who in (cast.tono, cast.partner):
        client = as_person(who)
        assert "saja." not in client.get(reverse("clause_list")).content.decode()
        assert client.get(reverse("clause", args=[clause.pk])).status_code == 404


def test_readers_of_the_house_read_and_do_not_write(cast, as_person):
    clause = add_clause(owner=cast.depok, by=cast.budi, **OWN)
    client = as_person(cast.sari)
    at = reverse("clause", args=[clause.pk])

    assert client.get(at).context["form"] is None
    sent = {"heading": "A", "body": "b", "version": clause.version}
    client.post(at, sent)
    assert clause.versions.count() == 1


def test_an_article_keeps_its_source_when_it_is_rewritten(cast):
    agreement = cast.draft()
    term = agreement.articles.get(clause_type="term")
    rows = [
        {"id": one.pk, "heading": one.heading, "body": one.body} for one in agreement.articles.all()
    ]
    rows[term.order - 1]["body"] = "Berlaku lama."

    set_articles(agreement, articles=rows, by=cast.budi)

    assert agreement.articles.get(pk=term.pk).drawn_from == "jejak:term@1"
