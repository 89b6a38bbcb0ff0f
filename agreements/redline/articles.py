"""The articles of two texts beside each other, as they are printed."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agreements.redline.order import interleaved
from agreements.redline.pairs import Pairs
from agreements.redline.shape import (
    ArticleChange,
    Change,
    ParagraphChange,
    SpanKind,
    Spans,
    whole,
)
from agreements.redline.words import spans_of
from agreements.wording import PrintedArticle, word_of, wording_of
from documents.articles import DEPTHS, Block

# "Cukup jelas." in one article is not the "Cukup jelas." that was taken out of another.
FEWEST_LETTERS = 24

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """A paragraph, letter or number as it is printed."""

    key: int
    depth: int
    label: str
    text: str
    place: str  # "Pasal 7 ayat (2)"


@dataclass(frozen=True)
class Printed:
    """An article as it is printed; `name` is the same in both texts for what is the same."""

    number: int
    key: int
    name: Hashable
    heading: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join([self.heading, *(line.text for line in self.lines)])


def printed_of(before: Content, after: Content) -> tuple[list[Printed], list[Printed]]:
    """Both texts. One that was frozen before there were keys knows its articles by their rows."""
    name = "key" if _all_keyed(before) and _all_keyed(after) else "id"
    return _printed(before, name), _printed(after, name)


def pairs_of(old: Sequence[Printed], new: Sequence[Printed]) -> dict[int, int]:
    """Which article each of the newer ones was."""
    pairs = Pairs([article.text for article in old], [article.text for article in new])
    pairs.name([article.name for article in old], [article.name for article in new])
    pairs.name(pairs.before, pairs.after)
    pairs.name(*([article.heading.casefold() for article in side] for side in (old, new)))
    pairs.read()
    return pairs.older


def compared(
    old: Sequence[Printed], new: Sequence[Printed], older: Mapping[int, int]
) -> list[ArticleChange]:
    """Each article beside what it was, in the order of the newer text."""
    lines = _Lines(old, new, older)
    found = set(older.values())
    changes = []
    for was, now in interleaved(range(len(old)), range(len(new)), older):
        if now is None:
            if was is not None and was not in found:  # or else it is told where it stands now
                changes.append(_removed(old[was], lines.changes(was, None)))
        elif now not in older:
            changes.append(_added(new[now], lines.changes(None, now)))
        else:
            paragraphs = lines.changes(older[now], now)
            changes.append(_kept(old[older[now]], new[now], paragraphs, is_moved=was is None))
    return changes


def lines_in(article: PrintedArticle) -> tuple[Line, ...]:
    return tuple(_below(article.paragraphs, f"Pasal {article.number}"))


def _below(blocks: Sequence[Block], above: str) -> Iterator[Line]:
    for block in blocks:
        place = f"{above} {word_of(block)}".rstrip()
        yield Line(block.key, DEPTHS.index(block.kind), block.label, block.text, place)
        yield from _below(block.children, place)


def _all_keyed(content: Content) -> bool:
    return all(article.get("key") for article in content["articles"])


def _printed(content: Content, name: str) -> list[Printed]:
    return [
        Printed(article.number, article.key, stored.get(name), article.heading, lines_in(article))
        for stored, article in zip(content["articles"], wording_of(content).printed(), strict=True)
    ]


def _removed(was: Printed, paragraphs: tuple[ParagraphChange, ...]) -> ArticleChange:
    heading = whole(SpanKind.DELETED, was.heading)
    return ArticleChange(Change.REMOVED, was.key, heading, paragraphs, before_number=was.number)


def _added(now: Printed, paragraphs: tuple[ParagraphChange, ...]) -> ArticleChange:
    heading = whole(SpanKind.INSERTED, now.heading)
    return ArticleChange(Change.ADDED, now.key, heading, paragraphs, after_number=now.number)


def _kept(
    was: Printed, now: Printed, paragraphs: tuple[ParagraphChange, ...], *, is_moved: bool
) -> ArticleChange:
    is_same = was.heading == now.heading and all(one.kind == Change.SAME for one in paragraphs)
    kind = Change.MOVED if is_moved else Change.SAME if is_same else Change.CHANGED
    heading = spans_of(was.heading, now.heading)
    return ArticleChange(kind, now.key, heading, paragraphs, was.number, now.number)


class _Lines:
    """The paragraphs of both texts, and which of the older ones each of the newer ones was."""

    def __init__(
        self, old: Sequence[Printed], new: Sequence[Printed], older: Mapping[int, int]
    ) -> None:
        self.old, self.new = ([line for one in side for line in one.lines] for side in (old, new))
        self.before, self.after = _ranges(old), _ranges(new)
        newer = {was: now for now, was in older.items()}
        # One name for both articles of a pair: a paragraph is looked for in its own article first.
        old_groups = [newer.get(place, -1) for place, one in enumerate(old) for _line in one.lines]
        new_groups = [place for place, one in enumerate(new) for _line in one.lines]
        self.older = self._paired(old_groups, new_groups)
        self.newer = {was: now for now, was in self.older.items()}

    def changes(self, was: int | None, now: int | None) -> tuple[ParagraphChange, ...]:
        """What became of the paragraphs of an article, where the older one is `was`."""
        before = () if was is None else self.before[was]
        after = () if now is None else self.after[now]
        return tuple(self._change(*pair) for pair in interleaved(before, after, self.older))

    def _paired(self, old_groups: Sequence[int], new_groups: Sequence[int]) -> dict[int, int]:
        pairs = Pairs([line.text for line in self.old], [line.text for line in self.new])
        pairs.name([line.key for line in self.old], [line.key for line in self.new])
        pairs.name(
            list(zip(old_groups, pairs.before, strict=True)),
            list(zip(new_groups, pairs.after, strict=True)),
        )
        pairs.read(old_groups, new_groups)
        pairs.name([_telling(line) for line in self.old], [_telling(line) for line in self.new])
        pairs.read()
        return pairs.older

    def _change(self, was: int | None, now: int | None) -> ParagraphChange:
        old = None if was is None else self.old[was]
        new = None if now is None else self.new[now]
        if old is not None and new is not None:
            same = (old.text, old.depth) == (new.text, new.depth)
            return _paragraph(Change.SAME if same else Change.CHANGED, old, new)
        if was is not None:
            return self._without(was)
        if now is not None:
            return self._arrived(now)
        raise ValueError("a pair is of one text, of the other, or of both")

    def _without(self, was: int) -> ParagraphChange:
        elsewhere = self.newer.get(was)
        if elsewhere is None:
            return _gone(Change.REMOVED, self.old[was])
        return _gone(Change.LEFT, self.old[was], self.new[elsewhere].place)

    def _arrived(self, now: int) -> ParagraphChange:
        elsewhere = self.older.get(now)
        if elsewhere is None:
            return _come(self.new[now])
        old = self.old[elsewhere]
        return _paragraph(Change.MOVED, old, self.new[now], elsewhere=old.place)


def _ranges(articles: Sequence[Printed]) -> list[range]:
    """The places of each article's lines among those of all."""
    ranges, start = [], 0
    for article in articles:
        ranges.append(range(start, start + len(article.lines)))
        start += len(article.lines)
    return ranges


def _telling(line: Line) -> str:
    return line.text if len(line.text) >= FEWEST_LETTERS else ""


def _paragraph(kind: Change, old: Line, new: Line, *, elsewhere: str = "") -> ParagraphChange:
    spans = spans_of(old.text, new.text)
    labels = old.label, new.label
    return ParagraphChange(kind, new.key, spans, *labels, old.depth, new.depth, elsewhere)


def _gone(kind: Change, old: Line, elsewhere: str = "") -> ParagraphChange:
    spans: Spans = whole(SpanKind.DELETED, old.text)
    return ParagraphChange(
        kind,
        old.key,
        spans,
        before_label=old.label,
        before_depth=old.depth,
        elsewhere=elsewhere,
    )


def _come(new: Line) -> ParagraphChange:
    spans = whole(SpanKind.INSERTED, new.text)
    return ParagraphChange(
        Change.ADDED, new.key, spans, after_label=new.label, after_depth=new.depth
    )
