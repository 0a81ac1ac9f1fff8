"""How much a tally looks like a concept of its text. Pure.

The numbers were tuned on the interview and a textbook chapter; `python -m bench
concepts` measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from quizgen.drafting.candidates import make_key
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.tallies import Tally
from quizgen.drafting.vocabulary import Vocabulary, singular

CUE_FACTORS = {
    "bold": 3.0,
    "emphasis": 1.3,
    "heading": 1.7,
    "in heading": 1.25,
    "defined": 1.6,
    "called": 1.6,
    "notion": 1.3,
    "acronym": 1.3,
}
CUED = 0.35  # what a cue adds to a count, so that a phrase defined once is not lost
COMMON, RARE = 4.2, 3.4  # Zipf values between which a single word is neither damped nor raised
RAISED, DAMPED, VAGUE = 1.4, 0.75, 0.3
ADJECTIVES = ("ous", "ful", "ible", "able", "ive", "less", "ish", "ical", "ary", "ed", "ic", "al")
ABSTRACT = ("ity", "ism", "ness", "ancy", "ency", "tion", "sion", "logy", "osis", "esis")
CONCEPTUAL = 1.25  # words that are made to name a concept
UNLIKELY = 0.35
SURE = 4  # a phrase that comes back so often is one, whatever its words do elsewhere
OFTEN = 1.2  # how much more it counts that a phrase comes back often


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores tallies of a text of so many words against a language at large."""

    frequencies: Frequencies
    vocabulary: Vocabulary
    words: int
    tallies: Mapping[str, Tally]

    def score(self, tally: Tally) -> float:
        """0 or less: no concept."""
        parts = [part for word in tally.words for part in word.split("-") if part]
        share = self.frequencies.share(parts)
        weight = self._weight(tally)
        if weight <= 0:
            return 0.0
        keyness = log2(max(tally.count, 1) / max(self.words, 2000) / share)
        often: float = log2(1 + weight) ** OFTEN
        return keyness * often * self._likeness(tally) * self._cues(tally)

    def _weight(self, tally: Tally) -> float:
        """The count without those in longer phrases and those that are cut off."""
        alone = tally.count - tally.nested
        whole = tally.complete / tally.count
        started = tally.opened / tally.count
        return max(0.0, alone) * (whole * (0.4 + 0.6 * started)) + CUED * bool(tally.cues)

    def _likeness(self, tally: Tally) -> float:
        """How much it looks like a noun phrase that says something."""
        last = tally.words[-1]
        factor = 1.0 if len(tally.words) > 1 else self._alone(tally)
        linked = len(tally.words) > 3  # `race to the top`: the link holds it together
        if not linked and {last, singular(last)} & self.vocabulary.vague:
            factor *= VAGUE if len(tally.words) == 1 else 0.6
        if len(tally.words) > 1 and tally.count < SURE and self._is_verb(last):
            factor *= UNLIKELY
        if tally.words[0] in self.vocabulary.weak or tally.words[0] in self.vocabulary.vague:
            factor *= 0.6
        if tally.verbs > tally.nouns and tally.verbs >= 0.3 * tally.count:
            factor *= UNLIKELY
        return factor * (0.7 + 0.1 * min(tally.spread, 3))

    def _is_verb(self, word: str) -> bool:
        """Whether the text uses a word after pronouns and auxiliaries rather than articles."""
        tally = self.tallies.get(make_key([word]))
        return tally is not None and tally.verbs >= 2 and tally.verbs > tally.nouns

    def _alone(self, tally: Tally) -> float:
        """A single word: raised when rare, damped when common, and when it is no noun."""
        word = tally.words[0]
        zipf = self.frequencies.zipf(word) if "-" not in word else COMMON
        factor = RAISED if zipf < RARE else DAMPED ** max(0.0, (zipf - COMMON) * 4)
        if word.endswith(ABSTRACT) and zipf < COMMON:
            factor *= CONCEPTUAL
        elif not tally.is_proper and tally.nouns == 0:
            factor *= 0.5
        if word.endswith(ADJECTIVES) and tally.nouns <= 0.3 * tally.count:
            factor *= UNLIKELY
        return factor

    def _cues(self, tally: Tally) -> float:
        factor = 1.0
        for name in tally.cues:
            factor *= CUE_FACTORS[name]
        return min(factor, 6.0)
