"""Chosen notes -> the numbered questions of one form of a quiz, with their options in order.

Everything hangs on (deck key, form, note id) and on nothing else: no clock, no `random`, whose
sequences are not promised between Python versions. The same deck gives the same paper for ever.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import TypeVar

from quizgen.publishing.edition import Edition
from quizgen.publishing.selection import choose
from quizgen.schema import Choice, Kind, Note, Option, Proven, Status

LETTERS = "ABCDEF"
# Within a section: what is quick to answer first, free writing last.
KIND_ORDER = (Kind.CHOICE, Kind.CLOZE, Kind.TYPE_IN, Kind.BASIC, Kind.REVERSED)
LONGEST_RUN = 3
RUN_COST = 1000.0

Item = TypeVar("Item")
Options = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered question of a form; `options` are in printed order, empty unless a choice."""

    number: int
    proven: Proven
    options: Options = ()

    @property
    def note(self) -> Note:
        """The note that is asked."""
        return self.proven.note

    @property
    def letters(self) -> str:
        """The letters of the keys, such as `B` or `AC`; empty unless a choice."""
        keyed = zip(LETTERS, self.options, strict=False)
        return "".join(letter for letter, option in keyed if option.key)


def select(edition: Edition, form: str = "A") -> tuple[Question, ...]:
    """The questions of one form: the same notes on every form, arranged and shuffled for this one.

    At most `deck.quiz_questions` of the approved notes; none where nothing is approved.
    """
    deck = edition.deck
    approved = [proven for proven in edition.notes if proven.note.status is Status.APPROVED]
    chosen = choose(approved, deck.quiz_questions, deck.key)
    topics = list(dict.fromkeys(proven.topic for proven in approved))
    ordered = arrange(chosen, topics, f"{deck.key}\n{form}")
    options = dict(shuffle_options([proven.note for proven in ordered], f"{deck.key}\n{form}"))
    return tuple(
        Question(number, proven, options.get(proven.note.id, ()))
        for number, proven in enumerate(ordered, start=1)
    )


def arrange(notes: Sequence[Proven], topics: Sequence[str], seed: str) -> tuple[Proven, ...]:
    """Sections by topic in the given order, in each by kind, then shuffled.

    Sorting by a hash of each id, so that a note that comes or goes leaves the others in order.
    """

    def place(proven: Proven) -> tuple[int, int, bytes]:
        kind = KIND_ORDER.index(proven.note.kind)
        hashed = sha256(f"{seed}\n{proven.note.id}".encode()).digest()
        return topics.index(proven.topic), kind, hashed

    return tuple(sorted(notes, key=place))


def shuffle_options(notes: Sequence[Note], seed: str) -> list[tuple[str, Options]]:
    """(note id, options in printed order) of each choice note; `fixed_order` is respected.

    Each note is shuffled by its own seed; then as few keys as need be change places, so that
    every letter is the key about as often as chance would have it, and none four times running.
    """
    orders: list[Options] = []
    movable: set[int] = set()
    ids: list[str] = []
    for note in notes:
        if not isinstance(note.content, Choice):
            continue
        if not note.content.fixed_order:
            movable.add(len(ids))
        ids.append(note.id)
        orders.append(
            note.content.options
            if note.content.fixed_order
            else shuffled(note.content.options, f"{seed}\n{note.id}")
        )
    return list(zip(ids, balanced(orders, movable), strict=True))


def shuffled(items: Sequence[Item], seed: str) -> tuple[Item, ...]:
    """Fisher and Yates's shuffle, drawn from SHA-256 of the seed: equal for ever, everywhere."""
    mixed, draws = list(items), _draws(seed)
    for last in range(len(mixed) - 1, 0, -1):
        # 64 bits over at most a few hundred items: the bias of the remainder is beyond notice.
        other = next(draws) % (last + 1)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return tuple(mixed)


def _draws(seed: str) -> Iterator[int]:
    for turn in count():
        yield int.from_bytes(sha256(f"{seed}\n{turn}".encode()).digest()[:8], "big")


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
