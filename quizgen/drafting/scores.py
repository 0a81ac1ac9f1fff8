"""How much a tally looks like a concept of its text. Pure.

The numbers were tuned on the interview, a textbook chapter and the short texts of
`bench/texts/tuned`; `python -m bench concepts` measures.
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
GENERAL = 0.4  # a noun of any field, alone and not set apart
PLAIN = 0.6  # a phrase that opens with a word that says little
LONE_WORD = 0.5  # a word that the text says only once, and explains in no way
LONE_PLAIN = 0.35  # such a phrase that stands in the text only once
ADJECTIVES = ("ous", "ful", "ible", "able", "ive", "less", "ish", "ical", "ary", "ed", "ic", "al")
ABSTRACT = ("ity", "ism", "ness", "ancy", "ency", "tion", "sion", "logy", "osis", "esis")
CONCEPTUAL = 1.25  # words that are made to name a concept
UNLIKELY = 0.35
LINKING = frozenset(("of", "to", "in"))
SET_APART = frozenset(("bold", "heading"))
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
        if self._opens_plainly(tally):
            factor *= PLAIN if tally.count > 1 or tally.cues else LONE_PLAIN
        if self._opens_with_deed(tally):
            factor *= UNLIKELY
        if tally.verbs > tally.nouns and tally.verbs >= 0.3 * tally.count:
            factor *= UNLIKELY
        return factor * (0.7 + 0.1 * min(tally.spread, 3))

    def _opens_plainly(self, tally: Tally) -> bool:
        words = self.vocabulary
        if LINKING.intersection(tally.words):
            return False  # `store of value`: that word is the head
        return any(tally.words[0] in said for said in (words.weak, words.vague, words.plain))

    def _opens_with_deed(self, tally: Tally) -> bool:
        """`consuming caffeine`: neither this nor the deed alone is ever said with an article."""
        opening = tally.words[0]
        if len(tally.words) == 1 or not opening.endswith("ing") or tally.articles or tally.cues:
            return False
        deed = self.tallies.get(make_key([opening]))
        return tally.count < SURE and (deed is None or deed.articles == 0)

    def _is_verb(self, word: str) -> bool:
        """Whether the text uses a word after pronouns and auxiliaries rather than articles."""
        tally = self.tallies.get(make_key([word]))
        return tally is not None and tally.verbs >= 2 and tally.verbs > tally.nouns

    def _alone(self, tally: Tally) -> float:
        """A single word: raised when rare, damped when common, and when it is no noun."""
        word = tally.words[0]
        zipf = self.frequencies.zipf(word) if "-" not in word else COMMON
        factor = RAISED if zipf < RARE else DAMPED ** max(0.0, (zipf - COMMON) * 4)
        if word in self.vocabulary.general and not SET_APART & tally.cues.keys():
            factor *= GENERAL
        if word.endswith(ABSTRACT) and zipf < COMMON:
            factor *= CONCEPTUAL
        elif not tally.is_proper and tally.nouns == 0:
            factor *= 0.5
        if tally.count == 1 and not tally.cues and not word.endswith(ABSTRACT):
            factor *= LONE_WORD
        seldom = tally.nouns <= 0.3 * tally.count or ("-" in word and word.endswith("ed"))
        if word.endswith(ADJECTIVES) and seldom:
            factor *= UNLIKELY
        return factor

    def _cues(self, tally: Tally) -> float:
        factor = 1.0
        for name in tally.cues:
            factor *= CUE_FACTORS[name]
        return min(factor, 6.0)
