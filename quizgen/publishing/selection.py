"""Approved notes -> the ones that a quiz asks: the core first, every topic, all kinds, no cues.

Pure and the same for every form of a quiz, so that two classes are asked the same things.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from quizgen.decks.cloze import blank, deletions
from quizgen.markup import to_text
from quizgen.schema import Answerable, Choice, Cloze, Note, Proven

WORD = re.compile(r"\w+")
# A clue has to be worth something: "two" or "7" stands in many texts and gives nothing away.
SHORTEST_WORD, SHORTEST_ALONE = 3, 4


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
    printed = [note.question]
    if isinstance(note.content, Cloze):
        printed = [blank(note.content.text, " "), note.hint]
    elif isinstance(note.content, Choice):
        printed += [option.text for option in note.content.options]
    answers = (_words(answer) for answer in answers_of(note))
    clues = (answer for answer in answers if _is_telling(answer))
    return Wording(_words(" ".join(printed)), tuple(clues))


def choose(notes: Sequence[Proven], count: int, seed: str) -> tuple[Proven, ...]:
    """Up to `count` of the notes, in the order in which they were given.

    One question after another goes to where it is most deserved: to a topic that has none yet;
    to a note that neither gives away nor is given away; to the topic that is furthest behind its
    share (a note weighs the more, the more it is core); there by priority, then to the kind and
    the concept that were asked least. What is still equal is decided by a hash of seed and id.
    """
    wordings = {proven.note.id: wording(proven.note) for proven in notes}
    weights: Counter[str] = Counter()
    for proven in notes:
        weights[proven.topic] += max(1, 4 - proven.note.priority)
    seats: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    concepts: Counter[str] = Counter()
    clued: set[str] = set()
    pool = list(notes)

    def rank(proven: Proven) -> tuple[bool, bool, float, int, int, int, bytes]:
        note, held = proven.note, seats[proven.topic]
        return (
            held > 0,
            note.id in clued,
            -weights[proven.topic] / (2 * held + 1),
            note.priority,
            kinds[note.kind],
            concepts[note.concept] if note.concept else 0,
            sha256(f"{seed}\n{note.id}".encode()).digest(),
        )

    chosen: set[str] = set()
    while pool and len(chosen) < count:
        best = min(pool, key=rank)
        pool.remove(best)
        chosen.add(best.note.id)
        seats[best.topic] += 1
        kinds[best.note.kind] += 1
        concepts[best.note.concept or ""] += 1
        clued.update(_entangled(best, pool, wordings))
    return tuple(proven for proven in notes if proven.note.id in chosen)


def _entangled(taken: Proven, pool: Sequence[Proven], wordings: dict[str, Wording]) -> set[str]:
    mine = wordings[taken.note.id]
    others = ((proven.note.id, wordings[proven.note.id]) for proven in pool)
    return {id for id, other in others if mine.gives_away(other) or other.gives_away(mine)}


def _words(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKC", to_text(text)).casefold()
    words = WORD.findall(folded)
    return frozenset(w for w in words if len(w) >= SHORTEST_WORD or w.isdigit())


def _is_telling(answer: frozenset[str]) -> bool:
    if len(answer) > 1:
        return True
    return any(len(w) >= SHORTEST_ALONE or (w.isdigit() and len(w) > 1) for w in answer)
