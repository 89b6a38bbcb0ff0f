"""What stayed in its order, where some of it was moved about."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest run that rises from left to right; no two numbers are the same."""
    ends: list[int] = []  # the smallest number that ends a run of each length
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            places.append(place)
        else:
            ends[length] = number
            places[length] = place
    run = []
    place = places[-1] if places else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


def interleaved(
    before: Sequence[int], after: Sequence[int], older: Mapping[int, int]
) -> Iterator[tuple[int | None, int | None]]:
    """Both in one reading order: what stayed as a pair, what went or came alone.

    `older` says of what is newer which one it was; what moved comes up twice, at either place.
    """
    here = set(before)
    pairs = [(older[new], new) for new in after if older.get(new) in here]
    stayed = {pairs[place] for place in longest_rising([old for old, _new in pairs])}
    partner = dict(stayed)
    newer = iter(after)
    for old in before:
        if old not in partner:
            yield old, None
            continue
        for new in newer:
            if new == partner[old]:
                break
            yield None, new
        yield old, partner[old]
    for new in newer:
        yield None, new
