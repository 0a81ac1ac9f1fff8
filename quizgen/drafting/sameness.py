"""Whether a new draft is a note that a deck has already, in other words. Pure.

Four signs speak for it: what is answered, the quoted passage, what is asked, and the concept. One
speaks against it: that one asks for what the other gives away. The weights and the bar were set on
half of the pairs in tests/cases/rewordings.jsonl (docs/drafting.md has the figures); the bar lies
above every two different notes of that half, since a new note that is taken for an old one is lost.
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

SAME = 0.66
ASKED_ALIKE, ANSWERED_ALIKE = 0.7, 0.4
ANSWER, PASSAGE, QUESTION, CONCEPT, GIVEN_AWAY = 0.4, 0.25, 0.3, 0.05, 0.3
# Another run may quote the next sentence: a passage is taken with so many characters around it.
AROUND = 200
GRAIN = 10


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
        """The characters of the source that are quoted or stand close by, by tens."""
        spans = [span for place in self.places for span in place]
        wide = [(max(0, span.start - AROUND), span.end + AROUND) for span in spans]
        return frozenset(
            at for start, end in wide for at in range(start // GRAIN, end // GRAIN + 1)
        )

    def _words(self, text: str) -> frozenset[str]:
        words = [word.removesuffix("'s") for word in tokens(to_text(text))]
        if self.lexicon is None:
            return frozenset(words)
        return frozenset(content_of(words, self.lexicon)) or frozenset(words)


def make_gist(note: Note, places: Sequence[tuple[Span, ...]], language: str) -> Gist:
    """The gist of a note in a language (`en`)."""
    return Gist(note, tuple(places), read_lexicon(language))


def likeness(one: Gist, other: Gist) -> float:
    """How much two notes are the same: 1 in all, 0 or less in nothing.

    Where the passage of one is not known (it quotes another source, or words that are gone), the
    other signs tell it alone.
    """
    words = (
        ANSWER * _dice(one.answered, other.answered)
        + QUESTION * _dice(one.asked, other.asked)
        + CONCEPT * (one.note.concept == other.note.concept)
        - GIVEN_AWAY * max(_given_away(one, other), _given_away(other, one))
    )
    if not one.covered or not other.covered:
        return words / (1 - PASSAGE)
    return words + PASSAGE * _overlap(one.covered, other.covered)


def are_alike(one: Gist, other: Gist) -> bool:
    """Whether a learner would sigh at meeting both: nearly one question, and much of one answer.

    A lower bar than `SAME`, for choosing among drafts: there the worse of two is lost.
    """
    asked, answered = _dice(one.asked, other.asked), _dice(one.answered, other.answered)
    return asked >= ASKED_ALIKE and answered >= ANSWERED_ALIKE


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _given_away(one: Gist, other: Gist) -> float:
    """The share of what one answers that the other shows in its question, and does not answer."""
    if not one.answered:
        return 0.0
    return len((one.answered & other.asked) - other.answered) / len(one.answered)


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Between the share of the smaller passage that both have, and that of both together."""
    shared = len(one & other)
    if not shared:
        return 0.0
    return (shared / min(len(one), len(other)) + shared / (len(one) + len(other) - shared)) / 2
