"""Approved notes -> the ones that a quiz asks: the core first, every topic, all kinds, no cues.

Pure and the same for every form of a quiz, so that two classes are asked the same things.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from quizgen.decks.cloze import blank, deletions
from quizgen.markup import to_text
from quizgen.publishing.filling import Plan, Signature, admit, fill
from quizgen.publishing.supply import Wish
from quizgen.schema import Answerable, Choice, Cloze, Demand, Note, Proven

WORD = re.compile(r"\w+")
# A clue has to be worth something: "two" or "7" stands in many texts and gives nothing away.
SHORTEST_WORD, SHORTEST_ALONE = 3, 4
WORTH_ASKING = (
    2  # priorities up to this one give way to variety: a class is not to write throughout
)
MOST_TRIED = 12  # sorts of notes for which a plan is changed before the plan is followed


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that a note prints on the sheet, and those of each answer that it expects."""

    printed: frozenset[str]
    answers: tuple[frozenset[str], ...]

    def gives_away(self, other: Wording) -> bool:
        """Whether an answer that `other` expects stands in what this note prints."""
        return any(answer <= self.printed for answer in other.answers)


def answers_of(note: Note) -> tuple[str, ...]:
    """The texts that count as right, as written: one answer, each deletion, or each key."""
    match note.content:
        case Answerable(answer=answer):
            return (answer,)
        case Cloze(text=text):
            return tuple(deletion.text for deletion in deletions(text))
        case Choice() as choice:
            return tuple(option.text for option in choice.keys)


def wording(note: Note) -> Wording:
    """The wording of a note, for finding questions that answer one another."""
    printed = [_shown(note)]
    if isinstance(note.content, Choice):
        printed += [option.text for option in note.content.options]
    answers = (_words(answer) for answer in answers_of(note))
    telling = (answer for answer in answers if _is_telling(answer))
    return Wording(_words(" ".join(printed)), tuple(telling))


def tells_itself(note: Note) -> bool:
    """Whether an answer stands, word for word, in what the note itself prints as its question.

    Of a choice only when no wrong option stands there too.
    """
    shown = _spaced(_shown(note))
    if not any(_stands_in(shown, answer) for answer in answers_of(note)):
        return False
    options = note.content.options if isinstance(note.content, Choice) else ()
    return not any(_stands_in(shown, option.text) for option in options if not option.key)


def printed_id(note: Note) -> str:
    """The id as sheets print it: a code instead, where its words are those of the answer."""
    words = _spaced(note.id.replace("-", " "))
    if any(_stands_in(words, answer) for answer in answers_of(note)):
        return f"q-{sha256(note.id.encode()).hexdigest()[:8]}"
    return note.id


def choose(
    notes: Sequence[Proven], count: int, seed: str, demands: Sequence[Demand] = ()
) -> tuple[Proven, ...]:
    """Up to `count` of the notes, in the order in which they were given.

    One question after another goes to where it is most deserved: to a note that neither gives
    away nor is given away; to a topic that has none yet; to the topic that is furthest behind its
    share (a note weighs the more, the more it is core); there to what is more than for
    completeness, to the kind that was asked least, by priority, and to the concept that was asked
    least. What is still equal is decided by a hash of seed and id.
    A note whose taking would leave a demand unmet is passed over; see `supply.shortages`.
    """
    if count >= len(notes):
        return tuple(notes)
    choosing = _Choosing(notes, Wish.of(count, demands), seed)
    while len(choosing.chosen) < count and (best := choosing.next_best()):
        choosing.take(best)
    return tuple(proven for proven in notes if proven.note.id in choosing.chosen)


class _Choosing:
    """A choice under way: who was chosen, and what that means for the others."""

    def __init__(self, notes: Sequence[Proven], wish: Wish, seed: str) -> None:
        self.chosen: set[str] = set()
        self._pool = list(notes)
        self._wordings = {proven.note.id: wording(proven.note) for proven in notes}
        self._hashes = {id: sha256(f"{seed}\n{id}".encode()).digest() for id in self._wordings}
        self._weights: Counter[str] = Counter()
        for proven in notes:
            self._weights[proven.topic] += max(1, 4 - proven.note.priority)
        self._seats: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._concepts: Counter[str] = Counter()
        self._clued: set[str] = set()
        self._signatures = {proven.note.id: wish.signature(proven) for proven in notes}
        self._supply = Counter(self._signatures.values())
        # One way to meet all demands with what is left: exchanged for others on the way.
        self._plan = fill(self._supply, wish.total, wish.needs) or Counter()

    def _rank(self, proven: Proven) -> tuple[bool, bool, float, bool, int, int, int, bytes]:
        note, held = proven.note, self._seats[proven.topic]
        return (
            note.id in self._clued,
            held > 0,
            -self._weights[proven.topic] / (2 * held + 1),
            note.priority > WORTH_ASKING,
            self._kinds[note.kind],
            note.priority,
            self._concepts[note.concept] if note.concept else 0,
            self._hashes[note.id],
        )

    def next_best(self) -> Proven | None:
        """The note that deserves the next question most, of those that leave all demands open."""
        if not self._plan or not self._pool:
            return None
        if len(self._supply) == 1:  # nothing is counted: any note will do
            return min(self._pool, key=self._rank)
        plans: dict[Signature, Plan | None] = {}
        for proven in sorted(self._pool, key=self._rank):
            signature = self._signatures[proven.note.id]
            if signature not in plans:
                near = self._plan[signature] or len(plans) < MOST_TRIED
                plans[signature] = admit(self._plan, self._supply, signature) if near else None
            if (plan := plans[signature]) is not None:
                self._plan = plan
                return proven
        return None

    def take(self, proven: Proven) -> None:
        """Ask this one."""
        note = proven.note
        self._pool.remove(proven)
        self.chosen.add(note.id)
        self._seats[proven.topic] += 1
        self._kinds[note.kind] += 1
        self._concepts[note.concept or ""] += 1
        mine = self._wordings[note.id]
        others = ((other.note.id, self._wordings[other.note.id]) for other in self._pool)
        clued = {id for id, its in others if mine.gives_away(its) or its.gives_away(mine)}
        self._clued.update(clued)
        signature = self._signatures[note.id]
        self._supply[signature] -= 1
        self._plan = self._plan - Counter([signature])


def clues(notes: Sequence[Proven]) -> Iterator[tuple[str, str]]:
    """(id, id): the first gives away the answer of the second, and both are asked."""
    wordings = [(proven.note.id, wording(proven.note)) for proven in notes]
    for id, mine in wordings:
        yield from ((id, other) for other, its in wordings if other != id and mine.gives_away(its))


def _shown(note: Note) -> str:
    if isinstance(note.content, Cloze):
        return f"{blank(note.content.text, ' ')}\n{note.hint}"
    return note.question


def _spaced(text: str) -> str:
    """The words of a text, one space before and after each."""
    return f" {' '.join(WORD.findall(_folded(text)))} "


def _stands_in(spaced: str, answer: str) -> bool:
    return bool(_spaced(answer).strip()) and _spaced(answer) in spaced


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", to_text(text)).casefold()


def _words(text: str) -> frozenset[str]:
    words = WORD.findall(_folded(text))
    return frozenset(w for w in words if len(w) >= SHORTEST_WORD or w.isdigit())


def _is_telling(answer: frozenset[str]) -> bool:
    if len(answer) > 1:
        return True
    return any(len(w) >= SHORTEST_ALONE or (w.isdigit() and len(w) > 1) for w in answer)
