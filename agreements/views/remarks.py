"""What colleagues said of a text, laid beside the articles that it is about."""

from collections import defaultdict
from dataclasses import dataclass, field

from agreements.models import Comment
from agreements.wording import PrintedArticle, wording_of
from agreements.workflow import COMMENT_TRANSITIONS, CommentStatus
from cooperation.permissions import Permission, may
from cooperation.workflow import Transition, steps_from


@dataclass(frozen=True)
class Thread:
    """A comment with its answers, and what the reader may do about it."""

    comment: Comment
    place: str  # "ayat (2)"; "" where it is about the whole article
    answers: list[Comment]
    steps: list[Transition]

    @property
    def is_open(self) -> bool:
        return self.comment.status == CommentStatus.OPEN


@dataclass
class Remarked:
    """An article as it is printed, with what is said of it."""

    article: PrintedArticle
    threads: list[Thread] = field(default_factory=list)

    @property
    def open_count(self) -> int:
        return sum(thread.is_open for thread in self.threads)


@dataclass(frozen=True)
class Remarks:
    articles: list[Remarked]
    loose: list[Thread]  # about the whole text, or about what stands there no more
    may_comment: bool = False

    @property
    def open_count(self) -> int:
        threads = [one for remarked in self.articles for one in remarked.threads]
        return sum(thread.is_open for thread in [*threads, *self.loose])


def remarks_on(agreement, user, content, *, own: bool) -> Remarks:
    """The articles of the text that is read; the comments only for the owner's people."""
    wording = wording_of(content) if content else None
    articles = [Remarked(article) for article in wording.printed()] if wording else []
    if not own or wording is None:
        return Remarks(articles, [])
    allowed = may(user, Permission.AGREEMENT_COMMENT, agreement.owner)
    by_key = {remarked.article.key: remarked for remarked in articles}
    loose = []
    for comment, answers in _threads(agreement):
        at = wording.places.get(comment.key)
        name = at.name(at.article_key) if at and at.path else ""
        steps = steps_from(COMMENT_TRANSITIONS, comment.status) if allowed else []
        thread = Thread(comment, name, answers, steps)
        if at is not None and at.article_key in by_key:
            by_key[at.article_key].threads.append(thread)
        else:
            loose.append(thread)
    return Remarks(articles, loose, allowed)


def places_in(content) -> list[tuple[int, str]]:
    """Everything that a comment may be about: (key, "Pasal 7 ayat (2)")."""
    return [(key, place.name()) for key, place in wording_of(content).places.items()]


def _threads(agreement):
    rows = agreement.comments.select_related("author", "settled_by", "revision")
    answers = defaultdict(list)
    for row in rows:
        if row.answer_to_id is not None:
            answers[row.answer_to_id].append(row)
    return [(row, answers[row.pk]) for row in rows if row.answer_to_id is None]
