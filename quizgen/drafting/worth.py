"""Whether what a cloze hides is worth recalling, and its sentence asks for it and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.drafting.context import BARE_HEADS, BLANK, Known, has_unknown
from quizgen.drafting.english import word_set, words
from quizgen.drafting.model import FoundConcept, Genre
from quizgen.drafting.targets import AGENT, CUT_INITIAL, OPENS, is_given_away, is_good_number
from quizgen.drafting.telling import (
    is_settled,
    stands,
    tells_apart,
    tells_how_many,
    tells_when,
)
from quizgen.drafting.vocabulary import singular

# With what, or by what, something is done.
BY = re.compile(rf"\b(?:by|with|using|through|from|because of|due to) (?:the |an? )?{BLANK}")
YEAR = re.compile(r"\d{4}s?$")
# "The key issue", "a certain kind": words that make no term of a thing.
EMPTY_FIRST = word_set(
    "key main major central essential important basic real total certain named called known "
    "different similar new old whole general"
)
SET_APART = frozenset(("bold", "acronym"))
MARKED = frozenset(("bold", "defined", "heading", "in heading", "acronym", "called"))
# Shares of the list of concepts, best first.
STRONG, FOREMOST = 0.6, 0.3
RARE, UNCOMMON, COMMON, MOST_MENTIONS = 3.5, 4.0, 4.7, 30


@dataclass(frozen=True, slots=True)
class Worth:
    """Judges what is hidden in the sentences of one source.

    `strong` and `foremost` are ids of its better and its best concepts. Where the source `argues`,
    its statements are its author's, and no fact is taken from them.
    """

    genre: Genre
    known: Known
    strong: frozenset[str]
    foremost: frozenset[str]
    argues: bool = False

    def is_number(self, before: str, hidden: str, after: str) -> bool:
        """Whether a number or date is what its sentence tells."""
        if is_good_number(before, after, self.known):
            return True
        tells = tells_when if YEAR.search(hidden) else tells_how_many
        return self.genre is not Genre.TUTORIAL and tells(before, after, self.known)

    def is_name(self, text: str, hidden: str) -> bool:
        """Whether a name is asked for by the rest of its sentence."""
        if self.genre is Genre.TUTORIAL or is_given_away(text, hidden):
            return False
        if self._is_title(hidden) or (self.argues and not has_digit(text)):
            return False  # of an essay only what happened, and when
        return stands(text, self.known) and self._tells(text, hidden, named=True)

    def is_fact(self, text: str, hidden: str, concept: FoundConcept) -> bool:
        """Whether a term is told apart by a sentence about it, whatever the tense."""
        if self.argues or self.genre is Genre.TUTORIAL:
            return False
        if self._is_title(hidden) or is_given_away(text, hidden) or CUT_INITIAL.search(hidden):
            return False
        opens = bool(OPENS.match(text) or BY.search(text))
        settled = concept.id in self.strong and is_settled(text[: text.index(BLANK)])
        if not (opens or settled) or not self._is_term(concept, hidden, opens=opens):
            return False
        # "The syntax is ...": of what, the source has said before.
        shown = text.replace(BLANK, hidden)
        if has_unknown(shown, self.known, loosely=True, bridging=True):
            return False
        return stands(text, self.known) and self._tells(text, hidden, named=False)

    def _is_title(self, hidden: str) -> bool:
        """Whether the title, which the card shows, gives it away."""
        own = [singular(word) for word in words(hidden)]
        return own[-1] in self.known.title or set(own) <= self.known.title

    def _tells(self, text: str, hidden: str, *, named: bool) -> bool:
        spoken = self.genre is not Genre.PROSE
        return tells_apart(text, hidden, self.known, named=named, spoken=spoken)

    def _is_term(self, concept: FoundConcept, hidden: str, *, opens: bool) -> bool:
        """Whether a term is neither everyday words nor what the whole text is about."""
        said = words(hidden)
        if AGENT.fullmatch(said[-1]) or set(said) & BARE_HEADS:
            return False
        rarest = min(map(self.known.zipf, said))
        marked = bool(MARKED & set(concept.cues))
        if len(said) > 1:
            return (opens and rarest < UNCOMMON) or marked or concept.id in self.foremost
        if len(concept.mentions) > MOST_MENTIONS and not marked:
            return False
        if not opens:
            return rarest < (COMMON if SET_APART & set(concept.cues) else RARE) or has_digit(hidden)
        most = COMMON if marked else UNCOMMON
        return rarest < most or has_digit(hidden)


def has_digit(text: str) -> bool:
    """Whether a term is one like "M1"."""
    return any(map(str.isdigit, text))


def make_worth(
    concepts: Sequence[FoundConcept], genre: Genre, known: Known, *, argues: bool = False
) -> Worth:
    """The judge of what a source's clozes hide."""
    best, better = (concepts[: int(len(concepts) * share)] for share in (FOREMOST, STRONG))
    marked = (c for c in concepts if MARKED & set(c.cues))
    strong = frozenset(c.id for c in (*better, *marked))
    return Worth(genre, known, strong, frozenset(c.id for c in best), argues)
