"""What a comparison tells: words, moved articles, the head; on the page, by API and on paper."""

from django.urls import reverse

from agreements.redline import Change, compare, is_empty
from agreements.services import comparison_of, edit_agreement, set_articles, texts_of
from tests.agreements.builders import whole
from tests.documents.reading import text


def said(spans):
    return [(str(span.kind), span.text) for span in spans if span.kind != "equal"]


def content(*articles, **head):
    rows, key = [], 0
    for heading, body in articles:
        keys = [key + 2 + place for place in range(len(body.splitlines()))]
        rows.append({"key": key + 1, "heading": heading, "body": body, "keys": keys})
        key = keys[-1]
    return {"title": "T", "parties": [], "values": {}, "articles": rows, **head}


def test_one_word_is_told_and_not_the_sentence():
    before = content(("Jangka Waktu", "Berlaku selama 3 (tiga) tahun sejak tanggal ini."))
    after = content(("Jangka Waktu", "Berlaku selama 5 (lima) tahun sejak tanggal ini."))

    (article,) = compare(before, after).articles

    assert article.kind == Change.CHANGED
    assert said(article.paragraphs[0].spans) == [
        *(("deleted", "3"), ("inserted", "5"), ("deleted", "tiga"), ("inserted", "lima"))
    ]


def test_an_article_that_moved_is_told_as_moved_and_the_others_only_counted_anew():
    before = content(("Satu", "Isi pertama."), ("Dua", "Isi kedua."), ("Tiga", "Isi ketiga."))
    rows = before["articles"]
    after = before | {"articles": [rows[2], *rows[:2]]}

    told = [
        (one.kind, one.before_number, one.after_number) for one in compare(before, after).articles
    ]

    assert told == [(Change.MOVED, 3, 1), (Change.SAME, 1, 2), (Change.SAME, 2, 3)]


def test_a_paragraph_that_moved_to_another_article_is_told_on_both_sides():
    before = content(("Satu", "Tetap di sini.\nPARA PIHAK menunjuk narahubung."), ("Dua", "Lain."))
    after = content(("Satu", "Tetap di sini."), ("Dua", "Lain.\nPARA PIHAK menunjuk narahubung."))
    after["articles"][1] |= {"key": 4, "keys": [5, 3]}

    first, second = compare(before, after).articles

    assert (first.paragraphs[1].kind, first.paragraphs[1].elsewhere) == (
        Change.LEFT,
        "Pasal 2 ayat (2)",
    )
    assert (second.paragraphs[1].kind, second.paragraphs[1].elsewhere) == (
        *(Change.MOVED, "Pasal 1 ayat (2)"),
    )


def test_the_head_is_compared_with_days_in_full():
    before = content(("Satu", "Isi."), ends_on="2026-01-31", place="Depok")
    after = content(("Satu", "Isi."), ends_on="2027-01-31", place="Depok")

    (change,) = compare(before, after).head

    assert (change.name, said(change.spans)) == (
        *("ends_on", [("deleted", "2026"), ("inserted", "2027")]),
    )


def twice_submitted(cast):
    """Revision 1 was sent to Batang, revision 2 was not, and something else is being written."""
    agreement = cast.draft(articles=whole({"heading": "Objek", "body": "Aplikasi lama."}))
    agreement = cast.walk(agreement, "submit", "approve", "partner_changes")
    rewrite(cast, agreement, "Aplikasi baru.")
    agreement = cast.walk(agreement, "submit", "return")
    rewrite(cast, agreement, "Aplikasi rahasia.")
    agreement.refresh_from_db()
    return agreement


def rewrite(cast, agreement, body):
    rows = [
        {"id": one.pk, "heading": one.heading, "body": one.body, "clause_type": one.clause_type}
        for one in agreement.articles.all()
    ]
    rows[0]["body"] = body
    set_articles(agreement, articles=rows, by=cast.budi)


def test_the_owner_compares_whatever_there_is_and_the_partner_what_was_sent(cast):
    agreement = twice_submitted(cast)

    assert texts_of(agreement, cast.budi) == ["library", "1", "2", "draft"]
    assert texts_of(agreement, cast.partner) == ["1"]
    compared = comparison_of(agreement, cast.budi)
    assert (compared.before, compared.after) == ("2", "draft")


def test_a_draft_from_the_library_differs_from_it_where_it_was_rewritten(cast):
    agreement = cast.draft()
    rewrite(cast, agreement, "Maksudnya lain sama sekali.")

    compared = comparison_of(agreement, cast.budi, before="library", after="draft")

    first, *others = compared.redline.articles
    assert first.is_rewritten
    assert not any(one.is_rewritten for one in others)


def test_an_unchanged_revision_compares_as_empty(cast):
    agreement = cast.walk(cast.draft(), "submit", "return", "submit")

    assert is_empty(comparison_of(agreement, cast.budi, before="1", after="2").redline)


def test_the_page_strikes_out_what_went_and_underlines_what_came(cast, as_person):
    agreement, url = twice_submitted(cast), "agreement_redline"
    at = reverse(url, args=[agreement.pk])

    page = as_person(cast.budi).get(at, {"from": "1", "to": "2"}).content.decode()
    paper = as_person(cast.budi).get(at, {"from": "1", "to": "2", "format": "pdf"})

    assert "<del>lama</del><ins>baru</ins>" in page
    assert "Aplikasi lamabaru" in text(paper.content).replace(" ", " ")


def test_a_text_that_is_not_there_is_refused_with_those_that_are(cast, as_person):
    agreement = twice_submitted(cast)

    answer = as_person(cast.budi).get(
        reverse("agreement_redline", args=[agreement.pk]), {"from": "7", "to": "2"}
    )

    assert answer.status_code == 400
    assert "library, 1, 2, draft" in answer.content.decode()


def test_the_partner_finds_neither_the_draft_nor_what_was_not_sent(cast, as_person):
    agreement = twice_submitted(cast)
    client, at = as_person(cast.partner), reverse("agreement_redline", args=[agreement.pk])

    assert client.get(at).status_code == 200
    for asked in ({"to": "draft"}, {"to": "2"}, {"from": "library", "to": "1"}):
        answer = client.get(at, asked)
        assert answer.status_code == 400
        assert "rahasia" not in answer.content.decode()
    assert client.get(reverse("agreement_blame", args=[agreement.pk])).status_code == 404


def test_tono_finds_no_comparison(cast, as_person):
    agreement = twice_submitted(cast)

    for name in ("agreement_redline", "agreement_blame"):
        assert as_person(cast.tono).get(reverse(name, args=[agreement.pk])).status_code == 404


def test_blame_names_who_wrote_the_words_and_since_which_revision(cast, as_person):
    agreement = twice_submitted(cast)
    edit_agreement(agreement, by=cast.kerjasama, changes={"place": "Batang"})

    page = as_person(cast.budi).get(reverse("agreement_blame", args=[agreement.pk]))

    first, second = page.context["articles"][:2]
    assert first.paragraphs[0].text == "Aplikasi rahasia."
    assert first.paragraphs[0].blame.revision is None
    assert first.paragraphs[0].blame.who == "Budi"
    assert first.heading.revision == 1
    assert second.paragraphs[0].blame.revision == 1
