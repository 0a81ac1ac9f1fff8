"""Rules of meaning: a card keeps the negations and the hedges of the words that prove it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.checks.lexicon import Lexicon
from quizgen.checks.model import ALL_KINDS, Hit, NoteRule, example
from quizgen.checks.primitives import norm, numbers, sentences
from quizgen.checks.rules_attribution import is_attributed
from quizgen.checks.rules_grounding import telling, word_key
from quizgen.checks.views import NoteView
from quizgen.schema import Severity

# So many words after a negator are negated, unless a comma or the like comes first.
SCOPE = 4
PART = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[,;:.?!()]|\s-\s")


@dataclass(frozen=True, slots=True)
class Polarity:
    """The negators of a text, and its telling words: which it affirms and which it negates."""

    negators: tuple[str, ...]
    affirmed: frozenset[str]
    negated: frozenset[str]
    first: frozenset[str]  # the first telling word after each negator


def read_polarity(text: str, lexicon: Lexicon) -> Polarity:
    """What a text affirms and what it negates."""
    negators: list[str] = []
    affirmed, negated, first = set[str](), set[str](), set[str]()
    left, fresh = 0, False
    known = lexicon.words("grounding-negators")
    for part in PART.findall(lexicon.pattern("grounding-not-negative").sub(" ", norm(text))):
        if not part[0].isalnum():
            left = 0
        elif part in known or part.endswith("n't"):
            negators.append(part)
            left, fresh = SCOPE, True
        elif keys := telling(part, lexicon):
            key = next(iter(keys))
            (negated if left > 0 else affirmed).add(key)
            if left > 0 and fresh:
                first.add(key)
                fresh = False
            left -= 1
        else:
            left -= 1
    return Polarity(tuple(negators), frozenset(affirmed), frozenset(negated), frozenset(first))
