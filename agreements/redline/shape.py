"""What a comparison of two texts says: spans of words, paragraphs, articles, and the head."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class SpanKind(StrEnum):
    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Span:
    kind: SpanKind
    text: str


Spans = tuple[Span, ...]


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # stands here now, and stood elsewhere; its spans say what else became of it
    LEFT = "left"  # stood here, and stands elsewhere now


BEFORE = frozenset({Change.SAME, Change.CHANGED, Change.REMOVED, Change.LEFT})
AFTER = frozenset({Change.SAME, Change.CHANGED, Change.ADDED, Change.MOVED})


@dataclass(frozen=True)
class ParagraphChange:
    """A paragraph, letter or number; its label counts anew by itself and makes no change."""

    kind: Change
    key: int
    spans: Spans
    before_label: str = ""
    after_label: str = ""
    before_depth: int = 0
    after_depth: int = 0
    # Of what moved: where it stood in the older text. Of what left: where it stands in the newer.
    elsewhere: str = ""

    @property
    def depth(self) -> int:
        return self.after_depth if self.kind in AFTER else self.before_depth

    @property
    def is_rewritten(self) -> bool:
        return any(span.kind != SpanKind.EQUAL for span in self.spans)


@dataclass(frozen=True)
class ArticleChange:
    """An article beside what it was; the numbers are None where one of the texts lacks it."""

    kind: Change
    key: int
    heading: Spans
    paragraphs: tuple[ParagraphChange, ...]
    before_number: int | None = None
    after_number: int | None = None
    drawn_from: str = ""  # beside the library: the wording that it is compared with

    @property
    def is_rewritten(self) -> bool:
        """Whether anything but its place became another."""
        return any(span.kind != SpanKind.EQUAL for span in self.heading) or any(
            paragraph.kind != Change.SAME for paragraph in self.paragraphs
        )

    @property
    def is_renumbered(self) -> bool:
        return None not in (self.before_number, self.after_number) and (
            self.before_number != self.after_number
        )


@dataclass(frozen=True)
class HeadChange:
    """One fact of the head that became another; `party` names whose, "" where it is the text's."""

    name: str
    party: str
    spans: Spans


@dataclass(frozen=True)
class Redline:
    head: tuple[HeadChange, ...]
    articles: tuple[ArticleChange, ...]


Printed = list[tuple[str, list[tuple[int, str, str]]]]


def is_empty(redline: Redline) -> bool:
    """Whether the two texts read the same."""
    return not redline.head and all(
        article.kind == Change.SAME and not article.is_renumbered for article in redline.articles
    )


def applied(redline: Redline) -> Printed:
    """The newer text: (heading, [(depth, label, text)]) of each article."""
    articles = [article for article in redline.articles if article.after_number is not None]
    return [
        (
            text_after(article.heading),
            [
                (one.after_depth, one.after_label, text_after(one.spans))
                for one in article.paragraphs
                if one.kind in AFTER
            ],
        )
        for article in articles
    ]


def taken_back(redline: Redline) -> Printed:
    """The older text, as `applied` gives the newer one."""
    numbered = [
        (article.before_number, article)
        for article in redline.articles
        if article.before_number is not None
    ]
    return [
        (
            text_before(article.heading),
            [
                (one.before_depth, one.before_label, text_before(one.spans))
                for one in article.paragraphs
                if one.kind in BEFORE
            ],
        )
        for _number, article in sorted(numbered, key=lambda pair: pair[0])
    ]


def text_before(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans if span.kind != SpanKind.INSERTED)


def text_after(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans if span.kind != SpanKind.DELETED)


def whole(kind: SpanKind, text: str) -> Spans:
    return (Span(kind, text),) if text else ()


def counts(articles: Sequence[ArticleChange]) -> dict[Change, int]:
    """How many articles became what; one that was only renumbered is the same."""
    return {kind: sum(article.kind == kind for article in articles) for kind in Change}
