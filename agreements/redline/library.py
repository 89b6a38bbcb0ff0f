"""A text beside the wording of the library that its articles were drawn from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from agreements import clauses
from agreements.redline.articles import Printed, compared, lines_in, printed_of
from agreements.redline.pairs import closest
from agreements.redline.shape import ArticleChange, Redline
from agreements.wording import Wording
from documents.articles import lines_of

OWN_KEY = 1


def compare_with_library(
    content: Mapping[str, Any], wordings: Mapping[str, clauses.Wording]
) -> Redline:
    """Each article beside its wording, both printed with the values of the text.

    `wordings` by their source. An article whose source is not among them has come from elsewhere:
    it is told as added.
    """
    printed, _same = printed_of(content, content)
    return Redline(
        head=(),
        articles=tuple(
            _beside(article, wordings.get(stored.get("drawn_from") or ""), content)
            for stored, article in zip(content["articles"], printed, strict=True)
        ),
    )


def _beside(
    article: Printed, wording: clauses.Wording | None, content: Mapping[str, Any]
) -> ArticleChange:
    if wording is None:
        return compared([], [article], {})[0]
    drafts = wording.articles(len(content["parties"]))
    offered = [_as_printed(draft, article.number, content) for draft in drafts]
    was = offered[closest([one.text for one in offered], article.text)]
    change = compared([was], [article], {0: 0})[0]
    return replace(change, drawn_from=wording.source)


def _as_printed(draft: Mapping[str, str], number: int, content: Mapping[str, Any]) -> Printed:
    """As it would have been printed in the same place; it knows no article but its own."""
    count = len(lines_of(draft["body"]))
    keyed = {**draft, "key": OWN_KEY, "keys": list(range(OWN_KEY + 1, OWN_KEY + 1 + count))}
    own = Wording([keyed])
    linked = {name: own.stored(draft[name], OWN_KEY) for name in ("heading", "body")}
    article = Wording([keyed | linked], content.get("values") or {}).printed()[0]
    # The keys were lent for its own links: none of them is a key of the text.
    lines = tuple(replace(line, key=0) for line in lines_in(article))
    return Printed(number, 0, None, article.heading, lines)
