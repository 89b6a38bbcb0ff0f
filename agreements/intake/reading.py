"""The text of an agreement, line by line, as officers type it: Pasal, (1), a., 1."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agreements.intake.references import with_references

ARTICLE = re.compile(r"\s*pasal\s+(\d{1,3}|[ivxlc]{1,8})\s*[.:]?\s*(.*)$", re.IGNORECASE)
CHAPTER = re.compile(r"\s*bab\s+([ivxlc]{1,8}|\d{1,3})\b", re.IGNORECASE)
PARAGRAPH = re.compile(r"\s*\((\d{1,3})\)\s*(?=\S)")
LETTER = re.compile(r"\s*([a-z]{1,2})[.)]\s+(?=\S)")
NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")
# From here on the system prints its own: the closing sentence and the signatures.
END = re.compile(
    r"\s*(demikian(lah)?\b.*\bdibuat\b|pihak\s+(kesatu|pertama|kedua)\s*,?\s*"
    r"(pihak\s+\w+\s*,?)?\s*$)",
    re.IGNORECASE,
)
LONGEST_HEADING = 250
SENTENCE_ENDS = (".", ";", ":")


@dataclass
class Intake:
    """What was understood: {"heading", "body"} of each article; the rest; and what to look at."""

    articles: list[dict[str, Any]] = field(default_factory=list)
    unplaced: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass
class _Article:
    number: str  # as it was typed
    heading: str = ""
    lines: list[str] = field(default_factory=list)  # with our marks: "- ", "-- "


def from_text(text: str) -> Intake:
    """Read a text that was pasted. What stands before the first article and after the last one
    has no place yet."""
    reader = _Reader()
    for line in re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text):
        reader.read(line)
    return reader.result()


class _Reader:
    def __init__(self) -> None:
        self.articles: list[_Article] = []
        self.rest: list[str] = []
        self.notes: list[str] = []
        self.ended = False
        self.waits_for_heading = False

    def read(self, line: str) -> None:
        if not line.strip():
            return
        found = _article_line(line)
        if found is not None:
            self.ended = False
            self.articles.append(_Article(found[0], found[1]))
            self.waits_for_heading = not found[1]
        elif not self.articles or self.ended:
            self.rest.append(line.strip())
        elif END.match(line):
            self.ended = True
            self.rest.append(line.strip())
        elif CHAPTER.match(line):
            self.rest.append(line.strip())
            self.notes.append(_("“%s” is kept aside: a text here has no chapters.") % line.strip())
        elif self.waits_for_heading and _is_heading(line):
            self.articles[-1].heading = " ".join(line.split())
            self.waits_for_heading = False
        else:
            self.waits_for_heading = False
            self._line(line)

    def _line(self, line: str) -> None:
        lines = self.articles[-1].lines
        marked = _marked(line, lines)
        if marked is None and lines and _goes_on(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(marked if marked is not None else line.strip())

    def result(self) -> Intake:
        self._note_numbers()
        rows = [
            {"heading": one.heading or f"Pasal {one.number}", "body": "\n".join(one.lines)}
            for one in self.articles
        ]
        numbers = [_counted(one.number) for one in self.articles]
        articles, unknown = with_references(rows, numbers)
        self.notes += [
            _("“%s” leads to nothing in this text. Check what is meant.") % one for one in unknown
        ]
        return Intake(articles, "\n".join(self.rest), self.notes)

    def _note_numbers(self) -> None:
        for place, one in enumerate(self.articles, start=1):
            if _counted(one.number) != place:
                self.notes.append(
                    _("Pasal %(old)s is Pasal %(new)d here: the system counts by itself.")
                    % {"old": one.number, "new": place}
                )
            if not one.heading:
                self.notes.append(_("Pasal %s has no heading. Give it one.") % one.number)


def _article_line(line: str) -> tuple[str, str] | None:
    """(number, heading on the same line); None where "Pasal 5" only begins a sentence."""
    found = ARTICLE.match(line)
    if not found:
        return None
    number, rest = found[1], " ".join(found[2].split())
    if rest and not (rest == rest.upper() and any(one.isalpha() for one in rest)):
        return None
    return (number, rest) if len(rest) <= LONGEST_HEADING else None


def _is_heading(line: str) -> bool:
    said = line.strip()
    labelled = PARAGRAPH.match(line) or LETTER.match(line) or NUMBER.match(line)
    return not labelled and len(said) <= LONGEST_HEADING and not said.endswith((".", ";", ":", ","))


def _marked(line: str, before: list[str]) -> str | None:
    """The line with our mark in place of its label; None where it has no label."""
    if found := PARAGRAPH.match(line):
        return line[found.end() :].strip()
    if found := LETTER.match(line):
        return f"- {line[found.end() :].strip()}"
    if found := NUMBER.match(line):
        # "1." right under a paragraph is a list of its own; under a letter it is a number.
        under_letter = any(one.startswith("- ") for one in before[-1:]) or (
            bool(before) and before[-1].startswith("-- ")
        )
        return f"{'-- ' if under_letter else '- '}{line[found.end() :].strip()}"
    return None


def _goes_on(before: str, line: str) -> bool:
    """Whether a line is the rest of the one before, broken by the width of the paper."""
    said = line.strip()
    return not before.endswith(SENTENCE_ENDS) and said[:1].islower()


def _counted(number: str) -> int:
    if number.isdecimal():
        return int(number)
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    counts = [values[letter] for letter in number.lower()]
    return sum(
        -count if count < max(counts[place:]) else count for place, count in enumerate(counts)
    )
