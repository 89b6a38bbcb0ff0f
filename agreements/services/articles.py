"""The articles of a text, set as a whole: what is sent is what stands there afterwards."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Article
from agreements.services.writing import Problems, Writing, begin_writing, check, fill

FACTS = frozenset({"heading", "body"})


@transaction.atomic
def set_articles(
    agreement: Agreement,
    *,
    articles: Sequence[dict[str, Any]],
    by,
    why: str = "",
    expected_version: int | None = None,
) -> Agreement:
    """Make these the articles, in this order; one that names its `id` is the same as before.

    Articles that are not named are removed. Raises NotPermitted, StaleRecord, Locked,
    ValidationError with paths like "articles.2.heading".
    """
    why = why or "articles written"
    writing = begin_writing(agreement, by=by, why=why, expected_version=expected_version)
    if write_articles(writing, articles):
        return writing.keep(writing.agreement)
    return writing.agreement


def write_articles(writing: Writing, articles: Sequence[dict[str, Any]]) -> bool:
    """Add, change and remove what differs; whether anything did."""
    present = {article.pk: article for article in writing.agreement.articles.all()}
    before = {pk: _state(article) for pk, article in present.items()}
    wanted = _arranged(writing.agreement, present, articles)
    kept = {article.pk for article in wanted}
    struck = [article for pk, article in present.items() if pk not in kept]
    changed = [article for article in wanted if before.get(article.pk) != _state(article)]
    for article in struck:
        writing.strike(article)
    for article in changed:
        writing.keep(article)
    return bool(struck or changed)


def _arranged(agreement, present, articles):
    problems = Problems()
    wanted: list[Article] = []
    for place, facts in enumerate(articles):
        with problems.noted(f"articles.{place}"):
            facts = dict(facts)
            article = _named(facts.pop("id", None), present, wanted) or Article(agreement=agreement)
            wanted.append(article)
            fill(article, facts, FACTS)
            article.order = place + 1
            check(article)
    problems.refuse()
    return wanted


def _named(pk, present, already):
    if pk is None:
        return None
    article = present.get(pk)
    if article is None or article in already:
        raise ValidationError(
            {"id": _("This agreement has no such article, or it is there twice.")}
        )
    return article


def _state(article):
    return article.order, article.heading, article.body
