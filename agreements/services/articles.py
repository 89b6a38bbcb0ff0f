"""The articles of a text, set as a whole: what is sent is what stands there afterwards."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.clauses import type_called
from agreements.content import article_as_data
from agreements.models import Agreement, Article, Effect
from agreements.services.writing import Problems, Writing, begin_writing, check, fill
from agreements.wording import Wording, by_key
from documents.articles import lines_of

FACTS = frozenset({"heading", "body", "clause_type", "drawn_from", "effect", "target"})
WORD = re.compile(r"\w+")
# Two lines are one that was rewritten, where at least so much of them is the same.
ALIKE = 0.5


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
    present = list(writing.agreement.articles.all())
    before = {article.pk: state_of(article) for article in present}
    wanted = arranged(writing.agreement, present, articles)
    kept = {article.pk for article in wanted}
    struck = [article for article in present if article.pk not in kept]
    changed = [article for article in wanted if before.get(article.pk) != state_of(article)]
    for article in struck:
        writing.strike(article)
    for article in changed:
        writing.keep(article)
    return bool(struck or changed)


def arranged(
    agreement: Agreement, present: Sequence[Article], articles: Sequence[dict[str, Any]]
) -> list[Article]:
    """The articles as they would stand, not saved: keyed, in order, with their links stored.

    Raises ValidationError with paths like "articles.2.heading".
    """
    known = {article.pk: article for article in present}
    keys = _Keys(agreement, present)
    problems = Problems()
    wanted: list[Article] = []
    for place, facts in enumerate(articles):
        with problems.noted(f"articles.{place}"):
            facts = dict(facts)
            article = _named(facts.pop("id", None), known, wanted) or Article(agreement=agreement)
            wanted.append(article)
            article.key = article.key or keys.fresh()
            fill(article, facts, FACTS)
            article.heading, article.body = by_key(article.heading), by_key(article.body)
            article.clause_type = article.clause_type or type_called(article.heading)
            article.order = place + 1
            check(article)
            _check_effect(article)
    problems.refuse()
    keys.give(wanted)
    _store_links(wanted)
    return wanted


def _check_effect(article: Article) -> None:
    """Refuse what an article of an addendum cannot do, by the field that has to be mended."""
    if article.target and not article.effect:
        raise ValidationError({"effect": _("Say what it does to the article that it names.")})
    if article.effect in (Effect.REPLACE, Effect.REPEAL) and not article.target:
        raise ValidationError({"target": _("Say which article it changes.")})


def _store_links(articles: Sequence[Article]) -> None:
    """Turn what was typed ("{Pasal 7}") into keys, by the order in which the articles stand now."""
    wording = Wording([article_as_data(article) for article in articles])
    for article in articles:
        article.heading = wording.stored(article.heading, article.key)
        article.body = wording.stored(article.body, article.key)


class _Keys:
    """Gives keys to articles and lines: the old one to what stayed, a new one to what is new."""

    def __init__(self, agreement: Agreement, present: Sequence[Article]) -> None:
        self.agreement = agreement
        self.before = {
            article.key: list(zip(lines_of(article.body), article.line_keys, strict=False))
            for article in present
        }

    def fresh(self) -> int:
        self.agreement.last_key += 1
        return self.agreement.last_key

    def give(self, articles: Sequence[Article]) -> None:
        found = [
            _kept_keys(self.before.get(article.key, []), lines_of(article.body))
            for article in articles
        ]
        used = set(chain.from_iterable(found))
        # A line that left one article and came up in another is still that line.
        lost = {
            line.strip(): key
            for line, key in chain.from_iterable(self.before.values())
            if key not in used
        }
        for article, keys in zip(articles, found, strict=True):
            article.line_keys = [
                key or lost.pop(line.strip(), 0) or self.fresh()
                for key, line in zip(keys, lines_of(article.body), strict=True)
            ]


def _kept_keys(before: Sequence[tuple[str, int]], lines: Sequence[str]) -> list[int]:
    """For each line the key of the line that it was, 0 where it is new."""
    keys = [0] * len(lines)
    matcher = SequenceMatcher(None, [line for line, _key in before], lines, autojunk=False)
    for what, start, end, to, until in matcher.get_opcodes():
        if what == "equal":
            keys[to:until] = [key for _line, key in before[start:end]]
        elif what == "replace":
            for old, new in _rewritten(before[start:end], lines[to:until]):
                keys[to + new] = before[start + old][1]
    return keys


def _rewritten(before, lines) -> Iterator[tuple[int, int]]:
    """Which old line became which new one, in their order; each at most once."""
    start = 0
    for new, line in enumerate(lines):
        for old in range(start, len(before)):
            if _alike(before[old][0], line):
                yield old, new
                start = old + 1
                break


def _alike(one: str, other: str) -> bool:
    before, after = (WORD.findall(line.casefold()) for line in (one, other))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _named(pk, present, already):
    if pk is None:
        return None
    article = present.get(pk)
    if article is None or article in already:
        raise ValidationError(
            {"id": _("This agreement has no such article, or it is there twice.")}
        )
    return article


def state_of(article: Article) -> tuple:
    """What makes one article another."""
    return (
        *(article.order, article.heading, article.body, article.line_keys),
        *(article.clause_type, article.drawn_from, article.effect, article.target),
    )
