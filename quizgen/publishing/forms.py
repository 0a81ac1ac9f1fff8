"""Chosen notes -> the numbered questions of one form of a quiz, with their options in order.

Everything hangs on (deck key, seed, form, note id) and on nothing else: no clock, no `random`,
whose sequences are not promised between Python versions. The same deck gives the same paper for
ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from typing import TypeVar

from quizgen.errors import BuildError
from quizgen.publishing.balance import LETTERS, Options, balanced
from quizgen.publishing.edition import Edition
from quizgen.publishing.selection import choose, printed_id, tells_itself
from quizgen.publishing.supply import allowed, shortages
from quizgen.publishing.wanted import approved_notes, topic_named
from quizgen.schema import Choice, Deck, Demand, Facet, Kind, Note, Proven

FORMS = "ABCDEF"
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# Within a section: what is quick to answer first, free writing last.
KIND_ORDER = (Kind.CHOICE, Kind.CLOZE, Kind.TYPE_IN, Kind.BASIC, Kind.REVERSED)

Item = TypeVar("Item")


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
    def id(self) -> str:
        """The name by which quiz and key know it."""
        return printed_id(self.note)

    @property
    def letters(self) -> str:
        """The letters of the keys, such as `B` or `AC`; empty unless a choice."""
        keyed = zip(LETTERS, self.options, strict=False)
        return "".join(letter for letter, option in keyed if option.key)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a quiz; its letter is "" where it is the only one."""

    letter: str
    questions: tuple[Question, ...]


def pick(edition: Edition) -> tuple[Proven, ...]:
    """The notes that a quiz asks, on every form the same.

    As many as the deck's blueprint says, of the sorts that it says; else at most
    `deck.quiz_questions`. None where nothing is approved.

    Raises:
        BuildError: the approved notes cannot make the quiz that the blueprint asks for.
    """
    deck, blueprint = edition.deck, edition.deck.blueprint
    demands = resolve_topics(deck, blueprint.demands)
    pool = allowed(askable(edition), demands)
    count = blueprint.length(min(deck.quiz_questions, len(pool)))
    if short := shortages(pool, demands, count, blueprint.asked_at):
        raise BuildError("\n".join(short))
    return choose(pool, count, _seed(edition), demands)


def askable(edition: Edition) -> tuple[Proven, ...]:
    """The approved notes, without those whose own question holds their answer."""
    approved = approved_notes(edition)
    return tuple(proven for proven in approved if not tells_itself(proven.note))


def left_out(edition: Edition) -> tuple[str, ...]:
    """The approved notes that are never asked on paper, by id."""
    asked = {proven.note.id for proven in askable(edition)}
    approved = (proven.note.id for proven in approved_notes(edition))
    return tuple(id_ for id_ in approved if id_ not in asked)


def resolve_topics(deck: Deck, demands: Sequence[Demand]) -> tuple[Demand, ...]:
    """The demands with topics by the names that they have, whatever the capitals; files count too.

    Raises:
        BuildError: the deck has no such topic.
    """
    return tuple(
        replace(demand, value=topic_named(deck, demand.value, str(demand.place)))
        if demand.facet is Facet.TOPIC
        else demand
        for demand in demands
    )


def make_form(edition: Edition, chosen: Sequence[Proven], letter: str = "") -> Form:
    """The chosen notes as one form: arranged and shuffled for it alone.

    The only form has its topics in the deck's order, and in each what is quick to answer first;
    of several forms each has another order of topics, and of all questions in a topic.
    """
    deck, seed = edition.deck, f"{_seed(edition)}\n{letter or FORMS[0]}"
    topics = list(dict.fromkeys(proven.topic for proven in edition.notes))
    if letter:
        topics.sort(key=lambda topic: sha256(f"{seed}\n{topic}".encode()).digest())
    if deck.blueprint.sections is False:
        topics = []
    ordered = arrange(chosen, topics, seed, by_kind=not letter)
    options = dict(shuffle_options([proven.note for proven in ordered], seed))
    questions = (
        Question(number, proven, options.get(proven.note.id, ()))
        for number, proven in enumerate(ordered, start=1)
    )
    return Form(letter, tuple(questions))


def _seed(edition: Edition) -> str:
    deck = edition.deck
    return deck.key if deck.blueprint.seed is None else f"{deck.key}\n{deck.blueprint.seed}"


def arrange(
    notes: Sequence[Proven], topics: Sequence[str], seed: str, *, by_kind: bool = True
) -> tuple[Proven, ...]:
    """Sections by topic in the given order (none: no sections), in each by kind, then shuffled.

    Sorting by a hash of each id, so that a note that comes or goes leaves the others in order.
    """

    def place(proven: Proven) -> tuple[int, int, bytes]:
        kind = KIND_ORDER.index(proven.note.kind) if by_kind else 0
        hashed = sha256(f"{seed}\n{proven.note.id}".encode()).digest()
        return topics.index(proven.topic) if topics else 0, kind, hashed

    return tuple(sorted(notes, key=place))


def shuffle_options(notes: Sequence[Note], seed: str) -> list[tuple[str, Options]]:
    """(note id, options in printed order) of each choice note.

    A fixed order is respected, and so is one of numbers that stand in order. Each other note is
    shuffled by its own seed; then as few keys as need be change places, so that every letter is
    the key about as often as chance would have it, and none four times running.
    """
    orders: list[Options] = []
    movable: set[int] = set()
    ids: list[str] = []
    for note in notes:
        if not isinstance(note.content, Choice):
            continue
        options = note.content.options
        if not (note.content.fixed_order or is_ordered(options)):
            movable.add(len(ids))
            options = shuffled(options, f"{seed}\n{note.id}")
        ids.append(note.id)
        orders.append(options)
    return list(zip(ids, balanced(orders, movable), strict=True))


def is_ordered(options: Options) -> bool:
    """Whether options differ in one number only, which grows (or falls) from each to the next."""
    shapes = {NUMBER.sub("0", option.text) for option in options}
    found = [NUMBER.findall(option.text) for option in options]
    if len(shapes) > 1 or any(len(numbers) != 1 for numbers in found):
        return False
    values = [float(number.replace(",", "")) for (number,) in found]
    rising = sorted(set(values))
    return values in (rising, rising[::-1])


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
