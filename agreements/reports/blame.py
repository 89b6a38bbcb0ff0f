"""For each article and paragraph of a text: who wrote these words last, when, why, and since
which revision they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agreements.models import Agreement, Article
from agreements.wording import PrintedArticle, key_of, wording_of
from documents.articles import lines_of


@dataclass(frozen=True)
class Blame:
    """Who last changed a heading or a paragraph, and the first revision that has it like that."""

    who: str
    when: datetime
    why: str
    revision: int | None = None  # None: only in the text that is being written


@dataclass(frozen=True)
class Blamed:
    label: str
    text: str
    depth: int
    blame: Blame | None  # None: from before the history of lines began


@dataclass(frozen=True)
class BlamedArticle:
    article: PrintedArticle
    heading: Blame | None
    paragraphs: list[Blamed]


def blame_of(agreement: Agreement, content: Mapping[str, Any]) -> list[BlamedArticle]:
    """Three queries, however long the story is. `content` is the text that is asked about."""
    written = _written(agreement)
    frozen = _frozen(agreement)
    stored = {key: words for article in content["articles"] for key, words in _words_of(article)}

    def blame(key: int) -> Blame | None:
        found = written.get((key, stored.get(key, "")))
        since = frozen.get((key, stored.get(key, "")))
        return Blame(found.who, found.when, found.why, since) if found else None

    return [
        BlamedArticle(
            article,
            blame(article.key),
            [
                Blamed(block.label, block.text, DEPTH[block.kind], blame(block.key))
                for block in article.blocks
            ],
        )
        for article in wording_of(content).printed()
    ]


DEPTH = {"paragraph": 0, "letter": 1, "number": 2}


def _written(agreement: Agreement) -> dict[tuple[int, str], Blame]:
    """(key, its words) → who made it read like that last; one that went back counts anew."""
    now: dict[int, str] = {}
    found: dict[tuple[int, str], Blame] = {}
    rows = Article.history.filter(agreement=agreement.pk).order_by("history_date", "history_id")
    for row in rows.exclude(history_type="-"):
        facts = {"key": row.key, "heading": row.heading, "body": row.body, "keys": row.line_keys}
        for key, words in _words_of(facts):
            if now.get(key) != words:
                now[key] = words
                found[key, words] = Blame(
                    row.actor_name, row.history_date, row.history_change_reason or ""
                )
    return found


def _frozen(agreement: Agreement) -> dict[tuple[int, str], int]:
    """(key, its words) → the first of the revisions in a row that have it like that."""
    since: dict[tuple[int, str], int] = {}
    for number, content in agreement.revisions.order_by("number").values_list("number", "content"):
        here = {pair for article in content["articles"] for pair in _words_of(article)}
        since = {pair: since.get(pair, number) for pair in here}
    return since


def _words_of(article: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    yield key_of(article), article["heading"]
    keys: Sequence[int] = article.get("keys") or ()
    yield from zip(keys, (line.strip() for line in lines_of(article["body"])), strict=False)
