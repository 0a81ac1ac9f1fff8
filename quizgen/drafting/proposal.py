"""A draft before the gate: what would be asked, on which words, and how good it is."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.drafting.english import words
from quizgen.drafting.model import FoundConcept, Sentence
from quizgen.drafting.usage import SMALL
from quizgen.schema import Answerable, Choice, Claim, Cloze, Level, Person, Role, Source

# The form of what shows the neighbours of the sentence that it asks about, and of what hides a
# term in bold in what is told of it.
PASSAGE, FACT = "passage", "fact"
SHOWN = frozenset({PASSAGE, FACT})
# Letters of a word that tells something, those that words of one stem share, and words of an id.
TELLING, STEM, MOST_WORDS = 5, 5, 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a maker of cards proposes; the gate decides.

    `form` ends the id and `base` begins it, which for a cloze must not tell what is hidden.
    `clue` is what the learner sees, folded: when it recurs, two answers fit. `introduced`: the
    source has the term in bold, in the sentence that says what it is. `asked` is the sentence that
    it asks about, if it shows others too, `ahead` what it shows of those before it.
    """

    form: str
    base: str
    concept: FoundConcept
    content: Answerable | Cloze | Choice
    sentences: tuple[Sentence, ...]
    score: float
    clue: str
    claim: Claim = Claim.FACT
    speaker: str | None = None
    level: Level = Level.REMEMBER
    introduced: bool = False
    asked: Sentence | None = None
    ahead: str = ""

    @property
    def asks_of(self) -> frozenset[int]:
        """The numbers of the sentences that it asks about, without those that it only shows."""
        asked = (self.asked,) if self.asked else self.sentences
        return frozenset(sentence.number for sentence in asked)


def base_of(shown: str, hidden: str) -> str:
    """What an id may begin with: the first telling words of what is shown, none of them the key's.

    A number alone would not do: it would pass to another note as soon as one more is drafted.
    """
    own = {word[:STEM] for word in words(hidden.replace("-", " "))}
    said = (word for word in words(shown.replace("-", " ")) if len(word) >= TELLING)
    kept = [w for w in said if w.isascii() and w.isalpha() and not ({w, w[:STEM]} & (SMALL | own))]
    return "-".join(kept[:MOST_WORDS]) or "term"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks a sentence, and when: `name` in full, `year` where it is known."""

    name: str | None
    year: str
    is_host: bool = False

    @property
    def label(self) -> str:
        """`Chris Olah (2024)`; the name alone where the year is not known."""
        return f"{self.name} ({self.year})" if self.year else self.name or ""


def voice_of(source: Source, sentence: Sentence) -> Voice:
    """Who speaks a sentence of a source."""
    year = source.meta.recorded[:4] if source.meta.recorded[:4].isdigit() else ""
    name = sentence.turn.speaker if sentence.turn else None
    person = _find_person(source, name)
    if person is None:
        return Voice(name, year)
    return Voice(person.name, year, person.role is Role.HOST)


def _find_person(source: Source, name: str | None) -> Person | None:
    return next((p for p in source.meta.people if name in (p.name, *p.labels)), None)
