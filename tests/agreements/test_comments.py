"""What colleagues say of a text: it follows its paragraph, and is settled before the signature."""

import pytest
from django.core.exceptions import ValidationError

from agreements.models import Comment
from agreements.services import comment, move_comment, set_articles
from agreements.workflow import CommentAction, CommentStatus, Locked, NotReady, Status
from audit.models import StaleRecord
from cooperation.permissions import NotPermitted
from cooperation.workflow import ReasonRequired, TransitionNotAllowed
from tests.agreements.builders import whole


def article_named(agreement, heading):
    return agreement.articles.get(heading=heading)


def sent(*articles):
    """As the form sends them: each with its own key, in a new order."""
    return [
        {"id": one.pk, "heading": one.heading, "body": one.body, "clause_type": one.clause_type}
        for one in articles
    ]


def test_a_comment_quotes_the_paragraph_that_it_is_about(cast):
    agreement = cast.draft(articles=whole({"heading": "Objek", "body": "Satu.\nDua."}))
    second = article_named(agreement, "Objek").line_keys[1]

    said = comment(agreement, body="Terlalu umum", key=second, by=cast.hukum2)

    assert (said.quote, said.author, said.revision) == ("Dua.", cast.hukum2, None)
    assert said.history.latest().history_user == cast.hukum2


def test_a_comment_stays_with_its_paragraph_when_the_article_moves_and_is_rewritten(cast):
    agreement = cast.draft(articles=whole({"heading": "Objek", "body": "Satu pasal.\nDua pasal."}))
    objek = article_named(agreement, "Objek")
    said = comment(agreement, body="Perjelas", key=objek.line_keys[1], by=cast.hukum2)
    others = [one for one in agreement.articles.all() if one != objek]

    objek.body = "Kalimat baru.\nSatu pasal.\nDua pasal yang lebih jelas."
    set_articles(agreement, articles=sent(*others, objek), by=cast.budi)

    moved = article_named(agreement, "Objek")
    assert moved.order == len(others) + 1
    assert moved.line_keys.index(said.key) == 2


def test_an_answer_stands_with_what_it_answers(cast):
    agreement = cast.draft()
    said = comment(agreement, body="Mengapa tiga tahun?", by=cast.hukum2)
    answer = comment(agreement, body="Atas permintaan Batang", answer_to=said, by=cast.budi)

    with pytest.raises(ValidationError, match="not an answer"):
        comment(agreement, body="Baik", answer_to=answer, by=cast.hukum2)
    with pytest.raises(TransitionNotAllowed, match="together"):
        move_comment(answer, CommentAction.RESOLVE, by=cast.budi)


def test_no_text_gets_ready_to_sign_while_a_comment_is_open(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve")
    said = comment(agreement, body="Pasal 5?", by=cast.hukum2)

    with pytest.raises(NotReady, match="1 comment is open"):
        cast.walk(agreement, "partner_agrees")
    move_comment(said, CommentAction.RESOLVE, by=cast.budi)

    assert cast.walk(agreement, "partner_agrees").status == Status.READY_TO_SIGN


def test_no_text_that_waits_for_the_council_gets_past_an_open_comment(cast):
    agreement = cast.ready(cast.draft(council_required=True))
    comment(agreement, body="Tunggu", by=cast.hukum2)

    with pytest.raises(NotReady):
        cast.walk(agreement, "council_approves")


def test_a_comment_is_reopened_only_with_a_reason(cast):
    said = comment(cast.draft(), body="Periksa", by=cast.hukum2)
    said = move_comment(said, CommentAction.CLOSE, by=cast.budi)

    with pytest.raises(ReasonRequired):
        move_comment(said, CommentAction.REOPEN, by=cast.hukum2)
    said = move_comment(said, CommentAction.REOPEN, by=cast.hukum2, why="Belum dijawab")

    assert (said.status, said.settled_by) == (CommentStatus.OPEN, None)


def test_of_two_who_settle_at_once_the_second_is_told(cast):
    said = comment(cast.draft(), body="Periksa", by=cast.hukum2)
    seen = said.version
    move_comment(said, CommentAction.RESOLVE, by=cast.budi, expected_version=seen)

    with pytest.raises(StaleRecord):
        move_comment(said, CommentAction.CLOSE, by=cast.hukum2, expected_version=seen)


def test_nothing_is_said_of_a_text_that_is_signed(cast):
    with pytest.raises(Locked):
        comment(cast.signed(), body="Terlambat", by=cast.hukum2)


def test_a_paragraph_that_is_not_there_cannot_be_commented_on(cast):
    with pytest.raises(ValidationError) as refused:
        comment(cast.draft(), body="Apa?", key=9_999, by=cast.hukum2)

    assert list(refused.value.error_dict) == ["key"]


@pytest.mark.parametrize("who", ["partner", "tono", "sari"])
def test_comments_are_for_those_who_work_on_the_text(cast, who):
    agreement = cast.walk(cast.draft(), "submit", "approve")

    with pytest.raises(NotPermitted):
        comment(agreement, body="Boleh?", by=getattr(cast, who))

    assert not Comment.objects.exists()
