"""How long it takes to compare two revisions of twenty pages, and to print the comparison.

    python -m tests.benchmarks.redline

Prints seconds and ratios measured in one run; what is compared is made here, with a fixed seed.
"""

import os
import random
import time
from datetime import date
from difflib import SequenceMatcher

import django
from pypdfium2 import PdfDocument

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from agreements.redline import compare, paper  # noqa: E402
from agreements.wording import wording_of  # noqa: E402
from documents.paper import Page  # noqa: E402

ARTICLES, PARAGRAPHS, WORDS = 30, 8, 45  # some twenty pages
VOCABULARY = [f"kata{number}" for number in range(400)]


def text(rng) -> list[dict]:
    rows, key = [], 0
    for number in range(ARTICLES):
        lines = [" ".join(rng.choices(VOCABULARY, k=WORDS)) for _line in range(PARAGRAPHS)]
        keys = [key + 2 + place for place in range(PARAGRAPHS)]
        rows.append(
            {"key": key + 1, "heading": f"Pasal {number}", "body": "\n".join(lines), "keys": keys}
        )
        key = keys[-1]
    return rows


def edited(rows, rng) -> list[dict]:
    """Every third paragraph has some other words; two articles moved, one went."""
    rows = [dict(row) for row in rows]
    for row in rows:
        lines = row["body"].split("\n")
        for place in range(0, len(lines), 3):
            words = lines[place].split()
            for at in rng.sample(range(len(words)), 5):
                words[at] = rng.choice(VOCABULARY)
            lines[place] = " ".join(words)
        row["body"] = "\n".join(lines)
    rows.insert(2, rows.pop(20))
    rows.insert(25, rows.pop(5))
    del rows[10]
    return rows


def content(rows, *, keyed=True) -> dict:
    if not keyed:
        rows = [{**row, "key": 0, "keys": []} for row in rows]
    head = {"kind_label": "Perjanjian Kerja Sama", "title": "T", "parties": [], "values": {}}
    return head | {"articles": rows}


def seconds(act) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def plain(before, after):
    sides = [
        "\n".join(block.text for one in wording_of(side).printed() for block in one.blocks).split()
        for side in (before, after)
    ]
    SequenceMatcher(None, *sides, autojunk=False).get_opcodes()


def main():
    rng = random.Random(3)  # noqa: S311 - the same text every time
    rows = text(rng)
    newer = edited(rows, rng)
    before, after = content(rows), content(newer)
    redline = compare(before, after)
    names = {"title": "T", "before": "revisi 1", "after": "revisi 2"}
    page = Page("F4", "serif")
    pdf = paper.render(redline, **names, made_on=date(2026, 1, 1), page=page)
    took = seconds(lambda: compare(before, after))
    unkeyed = seconds(lambda: compare(content(rows, keyed=False), content(newer, keyed=False)))
    naive = seconds(lambda: plain(before, after))
    print(f"words on each side: {ARTICLES * PARAGRAPHS * WORDS}; pages: {len(PdfDocument(pdf))}")
    print(f"comparison: {took:.3f} s; without keys: {unkeyed:.3f} s (x{unkeyed / took:.1f})")
    print(f"difflib on all words at once: {naive:.3f} s (x{naive / took:.1f})")


if __name__ == "__main__":
    main()
