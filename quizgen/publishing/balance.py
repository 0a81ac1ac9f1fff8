"""Keys of a sheet moved until every letter is right about as often as chance would have it."""

from __future__ import annotations

from collections.abc import Sequence

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
    sheet = _Sheet(result)
    while suspects := sheet.suspects():
        tried = (
            (sheet.cost_with(index, place), index, place)
            for index in suspects
            if index in movable
            for place in range(len(result[index]))
            if place != sheet.keys[index][0]
        )
        best = min(tried, key=lambda one: one[0], default=None)
        if best is None or best[0] >= sheet.cost():
            break
        _, index, place = best
        key = sheet.move(index, place)
        changed = list(result[index])
        changed[key], changed[place] = changed[place], changed[key]
        result[index] = tuple(changed)
    return result


class _Sheet:
    """Where the keys of all questions are, and how far that is from what chance would make."""

    def __init__(self, orders: Sequence[Options]) -> None:
        self.keys = [_keys(options) for options in orders]
        single = [options for options in orders if len(_keys(options)) == 1]
        self._run_count = 0
        self._found = [0] * len(LETTERS)
        for options in single:
            self._found[_keys(options)[0]] += 1
        self._fair = [
            sum(1 / len(options) for options in single if len(options) > place)
            for place in range(len(LETTERS))
        ]

    def suspects(self) -> list[int]:
        """The questions of which one should move its key; empty when the sheet is fair."""
        runs = self._runs(range(len(self.keys)))
        self._run_count = len(runs)
        if runs:
            first = range(runs[0], runs[0] + LONGEST_RUN + 1)
            return [i for i in first if len(self.keys[i]) == 1]
        surplus = [found - fair for found, fair in zip(self._found, self._fair, strict=True)]
        if all(abs(extra) <= 1 for extra in surplus):
            return []
        return [i for i, key in enumerate(self.keys) if len(key) == 1 and surplus[key[0]] > 0]

    def cost(self) -> float:
        """How unfair the sheet is, since its suspects were asked for last."""
        return self._weigh(self._run_count)

    def cost_with(self, index: int, place: int) -> float:
        """How unfair it would be with the key of one question elsewhere."""
        near = range(index - LONGEST_RUN, index + 1)
        runs = self._run_count - len(self._runs(near))
        key = self.move(index, place)
        cost = self._weigh(runs + len(self._runs(near)))
        self.move(index, key)
        return cost

    def move(self, index: int, place: int) -> int:
        """Put the single key of a question to another place; where it was."""
        (key,) = self.keys[index]
        self.keys[index] = (place,)
        self._found[key] -= 1
        self._found[place] += 1
        return key

    def _weigh(self, runs: int) -> float:
        pairs = zip(self._found, self._fair, strict=True)
        return RUN_COST * runs + sum((found - fair) ** 2 for found, fair in pairs)

    def _runs(self, starts: range) -> list[int]:
        """Where four questions in a row have the same key."""
        keys = self.keys
        last = len(keys) - LONGEST_RUN
        return [i for i in starts if 0 <= i < last and len(set(keys[i : i + LONGEST_RUN + 1])) == 1]


def _keys(options: Options) -> tuple[int, ...]:
    return tuple(place for place, option in enumerate(options) if option.key)
