"""Keys of a sheet moved until every letter is right about as often as chance would have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from quizgen.schema import Option

LETTERS = "ABCDEF"
LONGEST_RUN = 3
RUN_COST = 1000.0

Options = tuple[Option, ...]


def balanced(orders: Sequence[Options], movable: set[int]) -> list[Options]:
    """The same options, with keys moved until each letter is within one of its fair share.

    Only single keys count and move, and only of the `movable`; a run is four equal keys in a row.
    Each step takes the exchange that lowers the imbalance most, the first of equals; it ends
    when the sheet is fair or nothing helps (for instance when every order is fixed).
    """
    result = list(orders)
    while suspects := _suspects(result):
        tried = (
            (_cost(moved), moved)
            for index in suspects
            if index in movable
            for moved in _moves(result, index)
        )
        best = min(tried, key=lambda pair: pair[0], default=None)
        if best is None or best[0] >= _cost(result):
            break
        result = best[1]
    return result


def _moves(orders: Sequence[Options], index: int) -> Iterator[list[Options]]:
    options = orders[index]
    key = _keys(options)[0]
    for place in range(len(options)):
        if place != key:
            changed = list(options)
            changed[key], changed[place] = changed[place], changed[key]
            yield [*orders[:index], tuple(changed), *orders[index + 1 :]]


def _suspects(orders: Sequence[Options]) -> list[int]:
    """The questions of which one should move its key; empty when the sheet is fair."""
    keys = [_keys(options) for options in orders]
    runs = _runs(keys)
    if runs:
        return [i for i in range(runs[0], runs[0] + LONGEST_RUN + 1) if len(keys[i]) == 1]
    surplus = _surplus(orders)
    if all(abs(extra) <= 1 for extra in surplus):
        return []
    return [i for i, key in enumerate(keys) if len(key) == 1 and surplus[key[0]] > 0]


def _cost(orders: Sequence[Options]) -> float:
    runs = len(_runs([_keys(options) for options in orders]))
    return RUN_COST * runs + sum(extra * extra for extra in _surplus(orders))


def _surplus(orders: Sequence[Options]) -> list[float]:
    """By how much each letter is the key more often than chance would make it."""
    single = [options for options in orders if len(_keys(options)) == 1]
    found = Counter(_keys(options)[0] for options in single)
    fair = [
        sum(1 / len(options) for options in single if len(options) > place)
        for place in range(len(LETTERS))
    ]
    return [found[place] - share for place, share in enumerate(fair)]


def _runs(keys: Sequence[tuple[int, ...]]) -> list[int]:
    """Where four questions in a row have the same key."""
    starts = range(len(keys) - LONGEST_RUN)
    return [i for i in starts if len(set(keys[i : i + LONGEST_RUN + 1])) == 1]


def _keys(options: Options) -> tuple[int, ...]:
    return tuple(place for place, option in enumerate(options) if option.key)
