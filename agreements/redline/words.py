"""Two texts word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from agreements.redline.order import longest_rising
from agreements.redline.shape import Span, SpanKind, Spans, whole

# "sendiri-sendiri", "3.000.000,00" and "100.3.7/45" are read as one.
WORD = re.compile(r"\w+(?:[.,/\-]\w+)*|\s+|[^\w\s]")
# How often a word of one text may meet the same word in the other before difflib takes too long.
MOST_MEETINGS = 20_000

Words = Sequence[str]
Chunk = tuple[bool, Words, Words]  # whether they are equal, the older words, the newer


def spans_of(before: str, after: str) -> Spans:
    """What stayed, what went and what came, in reading order; what went before what came."""
    if before == after:
        return whole(SpanKind.EQUAL, before)
    spans: list[Span] = []
    for equal, old, new in _joined(_chunks(WORD.findall(before), WORD.findall(after))):
        if equal:
            spans += whole(SpanKind.EQUAL, "".join(old))
        else:
            spans += whole(SpanKind.DELETED, "".join(old))
            spans += whole(SpanKind.INSERTED, "".join(new))
    return tuple(spans)


def _chunks(old: Words, new: Words) -> Iterator[Chunk]:
    """What both begin and end with is cheap to find, and most of a text is just that."""
    start = _alike_so_far(old, new)
    end = _alike_so_far(old[start:][::-1], new[start:][::-1])
    yield True, old[:start], new[:start]
    yield from _middle(old[start : len(old) - end], new[start : len(new) - end])
    yield True, old[len(old) - end :], new[len(new) - end :]


def _alike_so_far(old: Words, new: Words) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(old: Words, new: Words) -> Iterator[Chunk]:
    if _meetings(old, new) <= MOST_MEETINGS:
        yield from _by_difflib(old, new)
        return
    # A long paragraph: cut where both hold a word that each of them holds once.
    at, to = 0, 0
    for here, there in _landmarks(old, new):
        yield from _piece(old[at:here], new[to:there])
        at, to = here, there
    yield from _piece(old[at:], new[to:])


def _piece(old: Words, new: Words) -> Iterator[Chunk]:
    if _meetings(old, new) <= MOST_MEETINGS:
        yield from _by_difflib(old, new)
    else:
        yield False, old, new


def _meetings(old: Words, new: Words) -> int:
    """How often difflib would look; spaces are junk to it and cost nothing."""
    there = Counter(new)
    return sum(count * there[word] for word, count in Counter(old).items() if not word.isspace())


def _by_difflib(old: Words, new: Words) -> Iterator[Chunk]:
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    for what, start, end, to, until in matcher.get_opcodes():
        yield what == "equal", old[start:end], new[to:until]


def _landmarks(old: Words, new: Words) -> list[tuple[int, int]]:
    once_old, once_new = _once(old), _once(new)
    shared = [(place, once_new[word]) for word, place in once_old.items() if word in once_new]
    return [shared[place] for place in longest_rising([there for _here, there in shared])]


def _once(words: Words) -> dict[str, int]:
    counted = Counter(words)
    return {word: place for place, word in enumerate(words) if counted[word] == 1}


def _joined(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """Neighbours in one; a space between two changes is theirs, or each word is struck alone."""
    run: list[Chunk] = []
    for chunk in chunks:
        if not chunk[1] and not chunk[2]:
            continue
        run.append(chunk)
        if len(run) > 2 and _is_space(run[-2]) and not run[-1][0] and not run[-3][0]:
            run[-3:] = [_together(False, run[-3:])]
        elif len(run) > 1 and run[-1][0] == run[-2][0]:
            run[-2:] = [_together(run[-1][0], run[-2:])]
    yield from run


def _is_space(chunk: Chunk) -> bool:
    equal, old, _new = chunk
    return equal and all(word.isspace() for word in old)


def _together(equal: bool, chunks: Sequence[Chunk]) -> Chunk:
    return (
        equal,
        [word for _equal, old, _new in chunks for word in old],
        [word for _equal, _old, new in chunks for word in new],
    )
