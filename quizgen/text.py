"""Plain text: folding to the form in which quotes are compared, white space, words, guesses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

# Typographic variants of ' and ", and of the hyphen. Angle quotes, primes and the apostrophe
# letter are characters of their own, and stay.
QUOTES = {"'": "\u2018\u2019\u201a\u201b", '"': "\u201c\u201d\u201e\u201f"}
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
TYPOGRAPHY = str.maketrans(
    {variant: plain for plain, variants in QUOTES.items() for variant in variants}
    | dict.fromkeys(DASHES, "-")
)
WORD = re.compile(r"\w+(?:['\u2019.,\-]\w+)*")


def fold(text: str) -> str:
    """The form in which quote and source are compared: NFKC, plain quotes, dashes and spaces.

    Nothing else is folded; case counts.
    """
    return squeeze(unicodedata.normalize("NFKC", text.strip()).translate(TYPOGRAPHY))


def squeeze(text: str) -> str:
    """Every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """The words of a text; hyphens, apostrophes and decimal points inside a word belong to it."""
    return WORD.findall(text)


def splits_word(text: str, at: int) -> bool:
    """Whether a cut before character `at` would go through a word or a number.

    `can|'t` and `3|.5` are such cuts. Scripts without spaces may be cut anywhere.
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _is_wordy(before) and _is_wordy(after):
        return not (_is_unspaced(before) or _is_unspaced(after))
    if _is_wordy(before):
        return at + 1 < len(text) and _joins(before, after, text[at + 1])
    return at > 1 and _joins(text[at - 2], before, after)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'title'?`, or nothing when no known word is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def listed(names: Sequence[str], most: int = 8) -> str:
    """`a, b, c`, and of many the first and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _is_wordy(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def _is_unspaced(char: str) -> bool:
    """Han, Kana, Thai, Lao, Burmese, Khmer: written without spaces between words."""
    code = ord(char)
    return 0x0E00 <= code <= 0x0EFF or any(
        low <= code <= high
        for low, high in (
            (0x1000, 0x109F),
            (0x1780, 0x17FF),
            (0x2E80, 0x9FFF),
            (0xF900, 0xFAFF),
            (0x20000, 0x3FFFF),
        )
    )


def _joins(before: str, mark: str, after: str) -> bool:
    if mark == "'":
        return before.isalpha() and after.isalpha()
    return mark in ".," and before.isdecimal() and after.isdecimal()
