"""What rules measure with: tokens, content words, numbers and names of a text. Pure.

Definitions are the same everywhere, so that a threshold means the same in every rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizgen.checks.lexicon import Lexicon
from quizgen.text import fold

TOKEN = re.compile(r"[^\W\d_][^\W\d_'-]*(?:['-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])")
NAME = re.compile(r"\b(?:[A-Z][\w'-]*[a-z0-9][\w'-]*|[A-Z]{2,}[\w-]*|[A-Z][A-Za-z]*-\d[\w.]*)")
# It begins with a digit, to which a search can skip; whether a dollar is before it is seen after.
FIGURE = re.compile(
    r"(?P<digits>\d(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?))"
    r"\s?(?P<scale>k\b|m\b|bn\b|thousand\b|million\b|billion\b|trillion\b)?"
    r"\s?(?P<unit>%|percent\b|per cent\b|dollars?\b)?",
    re.IGNORECASE,
)
NUMBER = re.compile(rf"\$?\s?{FIGURE.pattern}", re.IGNORECASE)
ABBREVIATED = re.compile(r"\b(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|vs|St|No)\.$")
LONGEST = len("Prof.")
FIRST_WORD = re.compile(r"\w")
PIECES = re.compile(r"per cent\b|[a-z]+|\S")
DOLLAR = re.compile(r"\$\s?\Z")
SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9,
          "trillion": 1e12}  # fmt: skip
SUFFIXES = ("ations", "ation", "ings", "ing", "edly", "ies", "es", "ed", "ly", "s")
SHORTEST_STEM = 4
ARTICLES = frozenset(("a", "an"))
SPELLED_UNITS = {"dollar": "money", "dollars": "money", "percent": "percent",
                 "per cent": "percent"}  # fmt: skip
# Capitalised in English, and nobody's names.
CALENDAR = frozenset((
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
))  # fmt: skip
YEARS = range(1500, 2101)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text: canonical value, class of its unit, and the words that said it."""

    value: float
    unit: str  # plain | year | percent | money
    words: str

    def close_to(self, other: Number, tolerance: float = 0.005) -> bool:
        """Whether both say the same amount; a year and a plain number may be the same."""
        units = {self.unit, other.unit}
        if len(units) > 1 and units != {"plain", "year"} and "plain" not in units:
            return False
        return abs(self.value - other.value) <= tolerance * max(abs(self.value), abs(other.value))


# Many rules ask the same of the same few texts of a note; a source's text is asked for once.
@lru_cache(maxsize=4096)
def norm(text: str) -> str:
    """The folding of `sources/evidence.py`, and lower case."""
    return fold(text).casefold()


def tokens(text: str) -> list[str]:
    """Words and numbers of a text, folded."""
    return list(_tokens(text))


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(norm(text)))


@lru_cache(maxsize=100_000)
def stem(token: str) -> str:
    """A word without its commonest endings and a final e, at least four letters long."""
    root = token
    for suffix in SUFFIXES:
        if token.endswith(suffix) and len(token) - len(suffix) >= SHORTEST_STEM:
            root = token[: -len(suffix)]
            break
    return root.removesuffix("e") if len(root) > SHORTEST_STEM else root


def content(text: str, lexicon: Lexicon) -> set[str]:
    """The stems of a text's content words, and its numbers."""
    return content_of(tokens(text), lexicon)


def content_of(words: Iterable[str], lexicon: Lexicon) -> set[str]:
    """The same of words that are folded already."""
    return {
        stem(word)
        for word in words
        if word[0].isdigit() or (len(word) > 2 and word not in lexicon.stop)
    }


def sentences(text: str) -> list[str]:
    """The sentences of a text, white space folded; abbreviations are no ends."""
    parts = SENTENCE_END.split(" ".join(text.split()))
    joined: list[str] = []
    for part in parts:
        if joined and ABBREVIATED.search(joined[-1], max(0, len(joined[-1]) - LONGEST)):
            joined[-1] += " " + part
        else:
            joined.append(part)
    return [part for part in joined if part]


def numbers(text: str, lexicon: Lexicon) -> list[Number]:
    """The numbers of a text, written in digits or in words."""
    found = [_digits(match) for match in FIGURE.finditer(text)]
    return found + _spelled(text, lexicon)


def _digits(match: re.Match[str]) -> Number:
    value = float(match["digits"].replace(",", ""))
    scale = SCALES.get((match["scale"] or "").casefold(), 1.0)
    unit = (match["unit"] or "").casefold()
    dollar = DOLLAR.search(match.string[max(0, match.start() - 2) : match.start()])
    if dollar or unit.startswith("dollar"):
        kind = "money"
    elif unit:
        kind = "percent"
    elif scale == 1 and value in YEARS and "," not in match["digits"]:
        kind = "year"
    else:
        kind = "plain"
    return Number(value * scale, kind, (dollar[0] if dollar else "") + match[0].strip())


def _spelled(text: str, lexicon: Lexicon) -> list[Number]:
    found: list[Number] = []
    total, current, words = 0.0, 0.0, list[str]()
    pieces = [*PIECES.findall(text.casefold()), ""]
    for at, word in enumerate(pieces):
        value = lexicon.numerals.get(word)
        if value is None and not words:
            continue
        if value is not None and value >= 1000 and (words or _is_one(pieces[max(0, at - 2) : at])):
            total, current = total + max(current, 1) * value, 0.0
        elif value == 100 and words:
            current = max(current, 1) * 100
        elif value is not None and value < 1000:
            current += value
        elif word not in ("-", "and") or not words:
            found += _said(total + current, words, word)
            total, current, words = 0.0, 0.0, []
            continue
        if value is not None:
            words.append(word)
    return found


def _said(value: float, words: list[str], after: str) -> Iterator[Number]:
    """The number that these words say, if there are any; the word after them may be its unit."""
    if words:
        yield Number(value, SPELLED_UNITS.get(after, "plain"), " ".join(words))


def _is_one(before: list[str]) -> bool:
    """Whether an article stands for one: `a million`, but not `half a million`."""
    return not ARTICLES.isdisjoint(before[-1:]) and before[-2:-1] != ["half"]


def names(text: str, known: frozenset[str] | set[str]) -> set[str]:
    """Names of a text: capitalised words, a sentence's first only if `known`; no months or days."""
    found: set[str] = set()
    for sentence in sentences(text):
        first = FIRST_WORD.search(sentence)
        for match in NAME.finditer(sentence):
            opens = first is None or match.start() <= first.start()
            word = match[0].removesuffix("'s").rstrip("'-")
            inner = any(char.isupper() or char.isdigit() for char in word[1:])
            if word.casefold().removesuffix("s") in CALENDAR:
                continue
            if not opens or inner or word in known:
                found.add(word)
    return found
