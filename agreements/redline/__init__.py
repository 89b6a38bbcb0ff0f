"""What changed between two texts, as they are printed: word by word, with what moved recognised.

Works on data only: contents as `agreements.content` gives them, being written or frozen.
"""

from agreements.redline.articles import Content, compared, pairs_of, printed_of
from agreements.redline.head import head_changes
from agreements.redline.library import compare_with_library
from agreements.redline.shape import (
    ArticleChange,
    Change,
    HeadChange,
    ParagraphChange,
    Redline,
    Span,
    SpanKind,
    applied,
    counts,
    is_empty,
    taken_back,
    text_after,
    text_before,
)

__all__ = [
    "ArticleChange",
    "Change",
    "HeadChange",
    "ParagraphChange",
    "Redline",
    "Span",
    "SpanKind",
    "applied",
    "compare",
    "compare_with_library",
    "counts",
    "is_empty",
    "taken_back",
    "text_after",
    "text_before",
]


def compare(before: Content, after: Content) -> Redline:
    """The way from one text to another. A text beside itself has none: see `is_empty`."""
    old, new = printed_of(before, after)
    return Redline(
        head=head_changes(before, after),
        articles=tuple(compared(old, new, pairs_of(old, new))),
    )
