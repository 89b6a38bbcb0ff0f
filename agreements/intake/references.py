"""References in a text that was read: "Pasal 5 ayat (2)" becomes a link to where that is now."""

import re
from collections.abc import Sequence
from typing import Any

from agreements.wording import word_of
from documents.articles import parse

REFERENCE = re.compile(
    r"\b(?:Pasal\s+(?P<article>\d{1,3})(?!\d)(?P<deeper>(?:\s+ayat\s*\(\d{1,3}\))?"
    r"(?:\s+huruf\s+[a-z]{1,2}\b)?(?:\s+angka\s+\d{1,3})?)"
    r"|ayat\s*\((?P<own>\d{1,3})\)(?P<under>(?:\s+huruf\s+[a-z]{1,2}\b)?))"
    # An article of a law is none of ours.
    r"(?!\s+(?:ayat|huruf|angka|Undang|Peraturan|Keputusan|Kitab|UU\b|PP\b|Perpres|Permen|Perda|Pergub|Perwal))",
    re.IGNORECASE,
)


def with_references(
    articles: Sequence[dict[str, Any]], numbers: Sequence[int]
) -> tuple[list[dict[str, Any]], list[str]]:
    """The articles with their references in braces, and those that lead to nothing.

    `numbers` are those under which the text knew its articles; here they count from 1 on, so a
    reference is written with the number that the article has now.
    """
    now = {number: place for place, number in reversed(list(enumerate(numbers, start=1)))}
    known = _known(articles)
    unknown: list[str] = []

    def linked(own: int):
        def one(found: re.Match[str]) -> str:
            if found["article"]:
                article = now.get(int(found["article"]))
                name = f"Pasal {article}{_spaced(found['deeper'])}"
                key = article, _spaced(found["deeper"]).strip()
            else:
                path = f"ayat ({found['own']}){_spaced(found['under'])}"
                name, key = path, (own, path)
            if key in known:
                return f"{{{name}}}"
            unknown.append(found[0])
            return found[0]

        return one

    read = [
        {**article, "body": REFERENCE.sub(linked(place), article["body"])}
        for place, article in enumerate(articles, start=1)
    ]
    return read, list(dict.fromkeys(unknown))


def _known(articles: Sequence[dict[str, Any]]) -> set[tuple[int | None, str]]:
    """(number, "ayat (2) huruf a") of everything that stands in the text."""
    known: set[tuple[int | None, str]] = set()

    def note(number, blocks, above):
        for block in blocks:
            path = f"{above} {word_of(block)}".strip()
            known.add((number, path))
            note(number, block.children, path)

    for number, article in enumerate(articles, start=1):
        known.add((number, ""))
        note(number, parse(article["body"]), "")
    return known


def _spaced(path: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"ayat\s*\(", "ayat (", path, flags=re.IGNORECASE)).lower()
