"""The folded text of a source, with the exact way back to the characters it stands for.

Folding is two rewritings: NFKC, then white space (plain quotes and dashes move nothing).
Almost every character stays where it is, so a rewriting keeps only the places at which the two
texts get out of step, and positions are found by bisection.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from quizgen.schema import Span
from quizgen.text import TYPOGRAPHY

SPACES = re.compile(r"\s{2,}|\A\s|\s\Z")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# White space characters one for one; `str.split` and `\s` know the same ones.
TO_SPACE = dict.fromkeys(
    map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029\u00a0\u202f\u205f\u3000"), " "
) | dict.fromkeys(range(0x2000, 0x200B), " ")


@dataclass(frozen=True, slots=True)
class Steps:
    """Where an old and a new text get out of step: stretches of both, in order."""

    new_starts: tuple[int, ...] = ()
    new_ends: tuple[int, ...] = ()
    old_starts: tuple[int, ...] = ()
    old_ends: tuple[int, ...] = ()

    def old_span(self, span: Span) -> Span:
        """The old characters for which a stretch of the new text stands, all of them whole."""
        index = bisect_right(self.new_starts, span.start) - 1
        if index >= 0 and span.start < self.new_ends[index]:
            start = self.old_starts[index]
        else:
            start = span.start + self._shift(index)
        index = bisect_right(self.new_starts, span.end - 1) - 1
        if index >= 0 and span.end - 1 < self.new_ends[index]:
            return Span(start, self.old_ends[index])
        return Span(start, span.end + self._shift(index))

    def _shift(self, index: int) -> int:
        return self.old_ends[index] - self.new_ends[index] if index >= 0 else 0

    def around(self, at: int) -> tuple[int, int]:
        """The stretch of the new text that a cut before `at` would go through, else `(at, at)`."""
        index = bisect_right(self.new_starts, at) - 1
        if index >= 0 and self.new_starts[index] < at < self.new_ends[index]:
            return self.new_starts[index], self.new_ends[index]
        return at, at


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: `spaces` lead back to the NFKC text `plain`, `letters` on to the original."""

    text: str
    plain: str
    spaces: Steps
    letters: Steps

    def original(self, span: Span) -> Span:
        """The characters of the original that a stretch of the folded text stands for."""
        return self.letters.old_span(self.spaces.old_span(span))

    def cuts_character(self, span: Span) -> bool:
        """Whether an end of a stretch goes through what one character was folded into.

        White space cut off with it does not count: an acute accent by itself folds to a space and
        a combining accent, and that space is nobody's.
        """
        inner = self.spaces.old_span(span)
        first, _ = self.letters.around(inner.start)
        _, last = self.letters.around(inner.end)
        return bool((self.plain[first : inner.start] + self.plain[inner.end : last]).strip())


def fold_text(text: str) -> Folded:
    """Fold a whole source, as `quizgen.text.fold` does, and keep the way back."""
    unstable = None if text.isascii() else _find_unstable(text)
    plain, letters = _rewrite(text, unstable, _normalise) if unstable else (text, Steps())
    plain = plain.translate(TYPOGRAPHY).translate(TO_SPACE)
    squeezed, spaces = _rewrite(plain, SPACES, _squeeze)
    return Folded(squeezed, plain, spaces, letters)


def _find_unstable(text: str) -> re.Pattern[str] | None:
    """What matches each stretch that NFKC may alter, cut where nothing joins what is before."""
    chars = sorted(set(NOT_ASCII.findall(text)))
    joining = "".join(re.escape(char) for char in chars if _joins(char))
    changing = "".join(
        re.escape(char)
        for char in chars
        if not _joins(char) and unicodedata.normalize("NFKC", char) != char
    )
    patterns = [rf"[^{joining}]?[{joining}]+"] if joining else []
    patterns += [f"[{changing}]"] if changing else []
    return re.compile("|".join(patterns)) if patterns else None


def _joins(char: str) -> bool:
    """Whether a character may combine with the one before it: marks, and Hangul's later letters."""
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _normalise(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def _squeeze(match: re.Match[str]) -> str:
    return " " if match.start() > 0 and match.end() < len(match.string) else ""


def _rewrite(
    text: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]
) -> tuple[str, Steps]:
    """Replace each match by something else, and note where."""
    parts: list[str] = []
    stretches: list[tuple[int, int, int, int]] = []
    at = shift = 0
    for match in pattern.finditer(text):
        value = new(match)
        if value == match[0]:
            continue
        start, end = match.span()
        parts += (text[at:start], value)
        stretches.append((start + shift, start + shift + len(value), start, end))
        shift += len(value) - (end - start)
        at = end
    if not stretches:
        return text, Steps()
    return "".join((*parts, text[at:])), Steps(*zip(*stretches, strict=True))
