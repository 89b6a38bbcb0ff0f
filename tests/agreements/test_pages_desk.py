"""The drafting page: what is typed is checked and previewed before it is saved."""

import pytest
from django.urls import reverse

from agreements.services import comment
from tests.agreements.builders import whole
from tests.documents.reading import text

WORDS = "Kalimat yang baru diketik"


def typed(agreement, **bodies):
    """The form as it stands, with other bodies for some headings."""
    rows = list(agreement.articles.all())
    return {
        "version": agreement.version,
        "id": [row.pk for row in rows],
        "heading": [row.heading for row in rows],
        "body": [bodies.get(row.heading, row.body) for row in rows],
        "clause_type": [row.clause_type for row in rows],
    }


def draft(cast):
    return cast.draft(
        articles=whole(
            {"heading": "Objek", "body": "Objek sebagaimana dimaksud dalam {Pasal 2}."},
        )
    )


def test_a_reference_is_read_and_typed_by_its_name_and_follows_its_article(cast, as_person):
    agreement = draft(cast)
    url, client = reverse("agreement_articles", args=[agreement.pk]), as_person(cast.budi)
    second = agreement.articles.get(order=2)

    shown = client.get(url).context["form"].rows[0].body
    rows = typed(agreement, Objek=shown)
    for name in ("id", "heading", "body", "clause_type"):  # the second article to the end
        rows[name] = [*rows[name][:1], *rows[name][2:], rows[name][1]]
    client.post(url, rows)

    assert shown == f"Objek sebagaimana dimaksud dalam {{Pasal 2 #{second.key}}}."
    page = client.get(reverse("agreement", args=[agreement.pk])).content.decode()
    assert f"dimaksud dalam Pasal {len(rows['id'])}." in page


def test_what_is_typed_is_checked_and_not_saved(cast, as_person):
    agreement = draft(cast)
    url = reverse("draft_checks", args=[agreement.pk])
    rows = typed(agreement, Objek="Lihat {Pasal 99} dan 30 (tiga) hari.")

    desk = as_person(cast.budi).post(url, rows).context["desk"]

    codes = {problem.code for problem in desk.problems}
    assert {"dead_reference", "number_and_words_differ"} <= codes
    assert desk.outline[0].trouble == "blocks"
    assert agreement.articles.get(heading="Objek").body == draft_body(agreement)


def draft_body(agreement):
    key = agreement.articles.get(order=2).key
    return f"Objek sebagaimana dimaksud dalam {{#{key}}}."


def test_the_check_button_works_without_javascript(cast, as_person):
    agreement = draft(cast)
    url = reverse("agreement_articles", args=[agreement.pk])
    rows = typed(agreement, Objek="{tidak_dikenal}") | {"arrange": "check"}

    page = as_person(cast.budi).post(url, rows)

    assert "unknown_placeholder" in {problem.code for problem in page.context["desk"].problems}
    assert "{tidak_dikenal}" in page.content.decode()


def test_the_preview_is_the_paper_of_what_is_typed(cast, as_person):
    agreement = draft(cast)
    url = reverse("draft_preview", args=[agreement.pk])

    answer = as_person(cast.budi).post(url, typed(agreement, Objek=f"{WORDS}."))

    assert answer["Content-Type"] == "application/pdf"
    assert WORDS in text(answer.content)
    assert "RANCANGAN" in text(answer.content)
    assert WORDS not in agreement.articles.get(heading="Objek").body


def test_a_preview_that_cannot_be_drawn_says_why(cast, as_person):
    agreement = draft(cast)
    rows = typed(agreement)
    rows["heading"][0] = ""

    answer = as_person(cast.budi).post(reverse("draft_preview", args=[agreement.pk]), rows)

    assert answer.status_code == 400
    assert "alert-danger" in answer.content.decode()


def test_open_comments_stand_beside_their_article(cast, as_person):
    agreement = draft(cast)
    key = agreement.articles.get(heading="Objek").key
    comment(agreement, body="Terlalu singkat", key=key, by=cast.hukum2)

    page = as_person(cast.budi).get(reverse("agreement_articles", args=[agreement.pk]))

    assert "Terlalu singkat" in page.content.decode()
    assert page.context["desk"].outline[0].comments == 1


@pytest.mark.parametrize("name", ["draft_checks", "draft_preview"])
@pytest.mark.parametrize(("who", "status"), [("partner", 404), ("tono", 404), ("sari", 403)])
def test_nobody_else_looks_over_the_drafters_shoulder(cast, as_person, name, who, status):
    agreement = draft(cast)
    url = reverse(name, args=[agreement.pk])

    assert as_person(getattr(cast, who)).post(url, {"version": 1}).status_code == status
