"""What the rules on choice notes measure of an option's words: its amount, range, sound, number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from quizgen.checks.lexicon import Lexicon, read_lexicon
from quizgen.checks.primitives import NUMBER, SCALES, TOKEN, content_of, norm, numbers, stem, tokens
from quizgen.checks.views import NoteView
from quizgen.schema import Choice, Option

PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|#|[^\s\w]")
HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
AMOUNT = re.compile(r"(?:\w+ )?[$\u20ac\u00a3~<>+-]{0,2}\d")
SILENT = frozenset(".,;:!?\"'()*")
# Factors to a common unit, for options that say one amount twice.
UNITS = {
    "minute": ("second", 60),
    "hour": ("second", 3600),
    "day": ("second", 86_400),
    "week": ("second", 604_800),
    "year": ("month", 12),
    "kilogram": ("gram", 1000),
    "kilometer": ("meter", 1000),
    "kilometre": ("meter", 1000),
    "metre": ("meter", 1),
}
UNIT_WORDS = frozenset(("$", "%", "dollar", "percent", "per", "cent"))
CACHED = 20_000  # several rules ask the same of each option
Amount = tuple[tuple[float, ...], tuple[str, ...]]


def listed(view: NoteView) -> tuple[Option, ...]:
    """The options of a choice note, in file order."""
    content = view.note.content
    return content.options if isinstance(content, Choice) else ()


def keyed(key: str, *wrong: str, also: str = "") -> list[dict[str, object]]:
    """Options as they stand in a deck file, the keys first: for the examples of rules."""
    keys = [{"text": text, "key": True} for text in (key, also) if text]
    return [*keys, *({"text": text, "key": False} for text in wrong)]


def field_of(number: int) -> str:
    """The field in the deck file of an option's words."""
    return f"options.{number}.text"


def pairs(view: NoteView) -> Iterator[tuple[int, Option, int, Option]]:
    """Every two options with their places, in file order."""
    for (first, one), (second, other) in combinations(enumerate(listed(view)), 2):
        yield first, one, second, other


def plain(text: str, lexicon: Lexicon) -> str:
    """A text folded, without outer punctuation and a leading article."""
    folded = norm(text).strip(" .,;:!?\"'*_`")
    first, _, rest = folded.partition(" ")
    return rest if rest and first in lexicon.words("choice_articles") else folded


def skeleton(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The pieces of a text with every number, in digits or in words, replaced by `#`."""
    folded = HYPHEN.sub(" ", norm(text))
    if any(char.isdigit() for char in folded):
        folded = NUMBER.sub(" # ", folded)
    found: list[str] = []
    for word in PIECE.findall(folded):
        piece = "#" if word in lexicon.numerals else singular(word)
        if piece not in SILENT and (piece, found[-1:]) != ("#", ["#"]):
            found.append(piece)
    return tuple(found)


def singular(word: str) -> str:
    """A word without a plural s."""
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su'" else word


def amounts_of(view: NoteView) -> list[Amount]:
    """What each option says, with numbers in common units: equal for equal answers."""
    return [_amount(text, view.lexicon.language) for text in view.options]


@lru_cache(maxsize=CACHED)
def _amount(text: str, language: str) -> Amount:
    lexicon = read_lexicon(language)
    if lexicon is None:  # rules that ask for amounts do not run without one
        return (), (text,)
    idle = lexicon.words("choice_articles") | lexicon.words("choice_about")
    bare = lexicon.pattern("choice_qualifier").sub(" ", norm(text))
    text = bare if TOKEN.search(bare) else text
    left = tuple(piece for piece in skeleton(text, lexicon) if piece not in idle)
    found = numbers(text, lexicon) if "#" in left else []
    values = [number.value for number in found]
    if len(values) == 1 and left and left[-1] in UNITS:
        unit, factor = UNITS[left[-1]]
        values, left = [values[0] * factor], (*left[:-1], unit)
    units = {number.unit for number in found} & {"percent", "money"}
    if units:  # "$1 billion" has its unit before, "a billion dollars" behind
        left = tuple(piece for piece in left if piece not in UNIT_WORDS)
    return tuple(values), (*left, *sorted(units))


def is_numeric(text: str) -> bool:
    """Whether an option is an amount rather than words."""
    said = AMOUNT.match(norm(text))
    return bool(said) and len(NUMBER.sub("", norm(text)).split()) <= 2


def stands_for(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether a text is the capitals of another's words, as RLHF is."""
    short, long = sorted((one, other), key=len)
    letters = short.strip().removesuffix("s")
    if not 2 <= len(letters) <= 6 or not letters.isupper() or not letters.isalpha():
        return False
    words = norm(long).replace("-", " ").split()
    telling = [word for word in words if word not in lexicon.stop]
    return letters.casefold() in ("".join(w[0] for w in words), "".join(w[0] for w in telling))


@lru_cache(maxsize=CACHED)
def words_of(text: str) -> tuple[str, ...]:
    """All words of a text, folded, in order."""
    return tuple(tokens(text))


def content_in(text: str, lexicon: Lexicon) -> set[str]:
    """The content stems of an option."""
    return content_of(words_of(text), lexicon)


@lru_cache(maxsize=CACHED)
def stems_in(text: str) -> tuple[str, ...]:
    """The stems of all words of a text, in order."""
    return tuple(stem(word) for word in words_of(text))


@dataclass(frozen=True, slots=True)
class Range:
    """An option that says from where to where: `10 to 20 %`, `over 50 %`."""

    low: float
    high: float
    unit: str
    closed: bool

    def meets(self, other: Range) -> bool:
        """Whether some amount lies in both."""
        if self.unit != other.unit:
            return False
        if self.closed and other.closed:
            return self.low <= other.high and other.low <= self.high
        return self.low < other.high and other.low < self.high


def read_range(text: str, lexicon: Lexicon) -> Range | None:
    """The range that an option says; None when it says something else."""
    said = norm(text).strip(" .")
    if match := lexicon.pattern("choice_range").match(said):
        low_text, low_scale, high_text, high_scale, rest = match.groups()
        low = _value(low_text, low_scale or high_scale)
        high = _value(high_text, high_scale)
        unit = "%" if "%" in (low_scale, high_scale) else _unit(rest)
        return Range(low, high, unit, True) if low < high else None
    if match := lexicon.pattern("choice_open_low").match(said):
        return Range(_value(match[1], None), float("inf"), _unit(match[2]), False)
    if match := lexicon.pattern("choice_open_high").match(said):
        return Range(float("-inf"), _value(match[1], None), _unit(match[2]), False)
    return None


def _value(digits: str, scale: str | None) -> float:
    said = digits.replace(",", "")
    value = float(said) if said.count(".") <= 1 and said.strip(".") else 0.0
    return value * SCALES.get(scale or "", 1.0)


def _unit(rest: str) -> str:
    said = rest.strip().replace("percent", "%").replace("per cent", "%")
    return " ".join(singular(word) for word in said.split())


def opens_with_vowel(text: str, lexicon: Lexicon) -> bool:
    """Whether a text's first sound asks for `an`; letters of an acronym are read singly."""
    said = text.strip(" \"'(*_`\u201c\u2018")
    first = said.split(maxsplit=1)[0] if said else ""
    if len(first) > 1 and first[:2].isupper():
        return first[0] in lexicon.words("choice_vowel_letters")
    low = said.casefold()
    sounds = lexicon.pattern("choice_vowel_sound").match(low)
    return bool(sounds) and not lexicon.pattern("choice_consonant_sound").match(low)


def is_plural(text: str, lexicon: Lexicon) -> bool | None:
    """Whether a noun phrase is plural; None when it has no words to tell by."""
    words = [word for word in words_of(text) if not word[0].isdigit()]
    if not words:
        return None
    if words[0] in lexicon.words("choice_singular_words"):
        return False
    ends = lexicon.words("choice_head_ends")
    stop = next((at for at, word in enumerate(words) if at and word in ends), len(words))
    head = words[:stop]
    known = lexicon.words("choice_plural_words")
    if "and" in head or head[0] in known or head[-1] in known:
        return True
    return head[-1].endswith("s") and not head[-1].endswith(("ss", "us", "is", "'s"))


def opening_of(text: str, lexicon: Lexicon) -> str:
    """How an option begins, as far as it tells: `to`, a preposition, because; else nothing."""
    words = words_of(text)
    if not words:
        return ""
    if words[0] == "to":
        return "to"
    if words[0] in lexicon.words("choice_clause_words"):
        return "because"
    return "preposition" if words[0] in lexicon.words("choice_prepositions") else ""


def kind_of(view: NoteView, text: str) -> str:
    """What an option is: a number, year, date, sentence, name or phrase."""
    lexicon, words = view.lexicon, words_of(text)
    if lexicon.words("choice_months") & set(words) and any(char.isdigit() for char in text):
        return "date"
    spelled = words[:1] and words[0] in lexicon.numerals and len(words) <= 3
    if is_numeric(text) or spelled:
        return "year" if all(n.unit == "year" for n in numbers(text, lexicon)) else "number"
    if len(words) > 3 and lexicon.words("choice_verbs") & set(words[1:]):
        return "sentence"
    told = [w for w in re.findall(r"\w[\w'.-]*", text) if w.casefold() not in lexicon.stop]
    inner = told[1:] or [w for w in told if w in view.source_names or not w[1:].islower()]
    return "name" if inner and all(w[0].isupper() or w[0].isdigit() for w in inner) else "phrase"


def word_in(text: str, stems: Collection[str]) -> str:
    """The first word of a text with one of these stems, as it stands there."""
    found = (word for word in re.findall(r"[\w'\u2019-]+", text))
    return next((w for w in found if any(norm(w).startswith(s) for s in stems)), text)
