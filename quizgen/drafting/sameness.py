"""Whether a new draft is a note that a deck has already, in other words. Pure.

Four signs are weighed: the quoted passage, what is answered, what is asked, and the concept. The
weights and the bar were set on pairs of rewordings, half of which were kept apart (docs/drafting.md
has the figures).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from quizgen.checks.lexicon import Lexicon, read_lexicon
from quizgen.checks.primitives import content_of, tokens
from quizgen.decks.cloze import blank, deletions
from quizgen.markup import to_text
from quizgen.schema import Answerable, Choice, Cloze, Note, Span

SAME = 0.56
PASSAGE, ANSWER, QUESTION, CONCEPT = 0.25, 0.35, 0.3, 0.1


@dataclass(frozen=True)
class Gist:
    """What of a note tells it from others; `places` are where its quotes stand, in order."""

    note: Note
    places: tuple[tuple[Span, ...], ...]
    lexicon: Lexicon | None

    @cached_property
    def asked(self) -> frozenset[str]:
        """Content words of the question; of a cloze, of what is left to see."""
        match self.note.content:
            case Cloze(text):
                return self._words(blank(text, " "))
            case content:
                return self._words(content.question)

    @cached_property
    def answered(self) -> frozenset[str]:
        """Content words of what counts as right."""
        match self.note.content:
            case Answerable(_, answer):
                return self._words(answer)
            case Cloze(text):
                return self._words(" ".join(one.text for one in deletions(text)))
            case Choice() as choice:
                return self._words(" ".join(key.text for key in choice.keys))

    @cached_property
    def covered(self) -> frozenset[int]:
        """The characters of the source that are quoted, by tens."""
        spans = [span for place in self.places for span in place]
        return frozenset(at for s in spans for at in range(s.start // 10, s.end // 10 + 1))

    def _words(self, text: str) -> frozenset[str]:
        words = tokens(to_text(text))
        if self.lexicon is None:
            return frozenset(words)
        return frozenset(content_of(words, self.lexicon)) or frozenset(words)


def make_gist(note: Note, places: Sequence[tuple[Span, ...]], language: str) -> Gist:
    """The gist of a note in a language (`en`)."""
    return Gist(note, tuple(places), read_lexicon(language))


def likeness(one: Gist, other: Gist) -> float:
    """How much two notes are the same: 0 nothing, 1 all."""
    passage = _overlap(one.covered, other.covered)
    answer = _overlap(one.answered, other.answered)
    question = _dice(one.asked, other.asked)
    # What one asks the other may answer: then all words together tell it.
    if one.note.kind is not other.note.kind:
        question = max(question, _overlap(one.asked, other.asked | other.answered))
    concept = float(one.note.concept == other.note.concept)
    return PASSAGE * passage + ANSWER * answer + QUESTION * question + CONCEPT * concept


def are_same(one: Gist, other: Gist) -> bool:
    """Whether two notes are one note in other words."""
    return likeness(one, other) >= SAME


def _dice(one: frozenset[object] | frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _overlap(one: frozenset[str] | frozenset[int], other: frozenset[str] | frozenset[int]) -> float:
    """The share of the smaller set that both have, damped where it is very much the smaller."""
    if not one or not other:
        return 0.0
    shared = len(set(one) & set(other))
    return (shared / min(len(one), len(other)) + _jaccard(shared, len(one), len(other))) / 2


def _jaccard(shared: int, one: int, other: int) -> float:
    return shared / (one + other - shared)
