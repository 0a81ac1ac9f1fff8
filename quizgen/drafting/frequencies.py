"""How common words are in English at large: what a text uses more than that, it is about.

The table is made by `scripts/make_frequencies.py`; `data/NOTICE` says where its figures are from.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

RAREST = 1.5  # Zipf value of a word that the table lacks; the rarest in it has about 2
PHRASE_SHARE = 0.02  # of the uses of a phrase's rarest word, how many are in that phrase


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Zipf values of words in lower case: 3 is once in a million words, 6 once in a thousand."""

    values: Mapping[str, float]

    def zipf(self, word: str) -> float:
        """How common a word is; a compound is as common as its rarest part."""
        found = self.values.get(word)
        if found is not None:
            return found
        if "-" in word:
            return min((self.zipf(part) for part in word.split("-") if part), default=RAREST)
        return self.values.get(word.removesuffix("'s"), RAREST)

    def share(self, words: Iterable[str]) -> float:
        """Which share of all words of English a word or phrase has, as a guess from its parts."""
        parts = [self.zipf(word) for word in words]
        alone: float = 10 ** (min(parts, default=RAREST) - 9)
        return alone if len(parts) < 2 else alone * PHRASE_SHARE


@cache
def read_frequencies(language: str = "en") -> Frequencies | None:
    """The table of a language (`en`, `en-GB`); None where there is none."""
    stem = language.split("-")[0].casefold()
    path = files("quizgen.drafting") / "data" / f"{stem}.frequencies.gz"
    if not path.is_file():
        return None
    values: dict[str, float] = {}
    for line in gzip.decompress(path.read_bytes()).decode("ascii").splitlines():
        step, *words = line.split(" ")
        values.update(dict.fromkeys(words, int(step) / 100))
    return Frequencies(values)
