"""Which of the older ones each of the newer ones was: by name, else by how it reads.

Never every one against every other: a text of a thousand paragraphs is compared in a moment, too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise

WORD = re.compile(r"\w+")
# Two texts are one that was rewritten, where at least so much of them is the same.
ALIKE = 0.5
# Two words that so many share tell none of them from the others.
TELLING = 16
# So many of those that share most are looked at closely.
CLOSEST = 4

Names = Sequence[Hashable]


class Pairs:
    """Grows from the surest sign to the weakest; who has been found is not asked again."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self.before, self.after = before, after
        self.older: dict[int, int] = {}  # which one each of the newer ones was
        self._found: set[int] = set()

    def name(self, before: Names, after: Names) -> None:
        """Those of one name are the same, one by one; a name that is empty names nothing."""
        named: dict[Hashable, list[int]] = defaultdict(list)
        for place in reversed(range(len(self.before))):
            if before[place] and place not in self._found:
                named[before[place]].append(place)
        for place in range(len(self.after)):
            if after[place] and place not in self.older and named.get(after[place]):
                self._join(named[after[place]].pop(), place)

    def read(self, before: Names | None = None, after: Names | None = None) -> None:
        """Those that read alike, the most alike first; where groups are given, within them only."""
        for _alike, old, new in sorted(self._candidates(before, after)):
            if old not in self._found and new not in self.older:
                self._join(old, new)

    def _join(self, old: int, new: int) -> None:
        self.older[new] = old
        self._found.add(old)

    def _candidates(self, before, after) -> Iterable[tuple[float, int, int]]:
        holding: dict[Hashable, list[int]] = defaultdict(list)
        words: dict[int, Counter[str]] = {}
        for old in range(len(self.before)):
            if old not in self._found:
                words[old] = _counted(self.before[old])
                for sign in _signs(self.before[old]):
                    holding[before and before[old], sign].append(old)
        for new in range(len(self.after)):
            if new in self.older:
                continue
            own = _counted(self.after[new])
            shared: Counter[int] = Counter()
            for sign in _signs(self.after[new]):
                places = holding.get((after and after[new], sign), ())
                if len(places) <= TELLING:
                    shared.update(places)
            for old, _count in shared.most_common(CLOSEST):
                alike = likeness(words[old], own)
                if alike >= ALIKE:
                    yield -alike, old, new


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """From 0 to 1: how much of two texts are the same words, in whichever order."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def closest(texts: Sequence[str], to: str) -> int:
    """The place of the text that reads most like this one; the first of several."""
    wanted = _counted(to)
    return max(range(len(texts)), key=lambda place: likeness(_counted(texts[place]), wanted))


def _counted(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))


def _signs(text: str) -> set[Hashable]:
    words = WORD.findall(text.casefold())
    return set(pairwise(words)) if len(words) > 1 else set(words)
