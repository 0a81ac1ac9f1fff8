"""Sentences -> phrases that may be concepts, with where each of them stands. Pure.

A run is a stretch of words without a stop word or punctuation; all its parts are candidates, and so
are `N of N` and `N to the N` across two runs. What is a concept is decided by counts: concepts.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from quizgen.drafting.model import Sentence
from quizgen.drafting.sentences import DIRECTION
from quizgen.drafting.vocabulary import Vocabulary, singular, word_set
from quizgen.schema import Source, Span

WORD = re.compile(
    r"\w+(?:(?:['\u2019\-\u2010\u2011]|(?<=\d)[.,](?=\d)|(?<=\b[A-Z])\.(?=[A-Z]\b))\w+)*"
)
PLAIN = str.maketrans("\u2019\u2010\u2011", "'--")
NUMBER = re.compile(r"[\d.,]+s?")  # `1850s` says when, not what
# Addresses in the web are no words, and neither are names of accounts.
ADDRESS = re.compile(
    r"https?://\S+|(?<!\w)@\w+|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}"
    r"\.(?:com|org|net|edu|gov|io|fm|co\.uk)\b(?:/\S*)?",
    re.IGNORECASE,
)
NOUNS_IN_LY = word_set(
    "supply family assembly monopoly oligopoly anomaly butterfly dragonfly reply rally jelly belly "
    "bully italy july homily polly"
)
MOST_WORDS = 5
MOST_LINKED = 2  # words on either side of `of` or `to the`
LINKS = frozenset((("of",), ("of", "the"), ("to", "the"), ("in", "the"), ("of", "a")))


class Token(NamedTuple):
    """A word of a source as it is compared: lower case, plain apostrophes, no possessive.

    A tuple, for there is one for each word, and these are made faster.
    """

    shown: str
    low: str
    start: int
    end: int
    owns: bool  # it ends in 's
    opens: bool  # it is the first of its sentence
    after: bool  # only white space stands between it and the token before

    @property
    def is_capital(self) -> bool:
        """Whether it is written as names are."""
        return self.shown[:1].isupper()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase where it stands; `first` and `last` are its places among the sentence's tokens."""

    tokens: tuple[Token, ...]
    first: int
    last: int

    @property
    def key(self) -> str:
        """The same for singular and plural, with hyphens, with spaces or in one word."""
        return make_key([token.low for token in self.tokens])

    @property
    def span(self) -> Span:
        """Where it stands; a possessive ending is left out."""
        final = self.tokens[-1]
        return Span(self.tokens[0].start, final.end - 2 * final.owns)


def make_key(words: Sequence[str]) -> str:
    """What forms of one phrase have in common."""
    *others, last = words
    return "".join([*others, singular(last)]).replace("-", "")


@dataclass(frozen=True, slots=True)
class Mishearing:
    """Where other words stand than were meant."""

    span: Span
    meant: str


class Tokens:
    """Tokenises sentences of a source, putting right what its meta file says was mis-heard."""

    def __init__(self, source: Source) -> None:
        self._text = source.text
        self._misheard = tuple(find_misheard(source))
        self._starts = [m.span.start for m in self._misheard]
        self._seen: dict[Span, tuple[Token, ...]] = {}

    def of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The words of a sentence; stage directions are left out."""
        found = self._seen.get(sentence.span)
        if found is None:
            found = self._seen[sentence.span] = tuple(self._mark(self._words(sentence.span)))
        return found

    def _words(self, span: Span) -> Iterator[tuple[str, int, int]]:
        """Words with their places; those of a correction all stand where the mis-heard ones do."""
        at = span.start
        index = bisect_left(self._starts, span.start)
        while index < len(self._misheard) and self._misheard[index].span.end <= span.end:
            misheard = self._misheard[index]
            yield from self._plain(at, misheard.span.start)
            for match in WORD.finditer(misheard.meant):
                yield match[0], misheard.span.start, misheard.span.end
            at = max(at, misheard.span.end)
            index += 1
        yield from self._plain(at, span.end)

    def _plain(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        text = self._text
        directions = [m.span() for m in DIRECTION.finditer(text, start, end)]
        if text.find(".", start, end) >= 0:
            directions += [m.span() for m in ADDRESS.finditer(text, start, end)]
        for match in WORD.finditer(text, start, end):
            at = match.start()
            if not directions or not any(a <= at < b for a, b in directions):
                yield match[0], at, match.end()

    def _mark(self, words: Iterator[tuple[str, int, int]]) -> Iterator[Token]:
        before = -1
        for shown, start, end in words:
            low = shown.lower() if shown.isascii() else shown.translate(PLAIN).lower()
            owns = low.endswith("'s") and len(low) > 2
            joined = before >= 0 and (start < before or self._text[before:start].isspace())
            bare = shown[:-2] if owns else shown
            yield Token(bare, low[:-2] if owns else low, start, end, owns, before < 0, joined)
            before = end


def find_misheard(source: Source) -> Iterator[Mishearing]:
    """The places of the corrections in the meta file, without the words that both sides share."""
    found: list[Mishearing] = []
    starts = _line_starts(source)
    for correction in source.meta.corrections:
        said = [re.escape(word) for word in correction.said.split()]
        if not said:
            continue
        pattern = re.compile(r"\s+".join(said))
        for line in correction.lines:
            match = pattern.search(source.text, starts.get(line, len(source.text)))
            if match and source.line_at(match.start()) == line:
                found.append(_narrow(match, correction.meant))
    return iter(sorted(found, key=lambda misheard: misheard.span.start))


def _line_starts(source: Source) -> dict[int, int]:
    """Where each line of the file that a correction names begins in the text."""
    wanted = {line for correction in source.meta.corrections for line in correction.lines}
    return (
        {mark.line: mark.offset for mark in reversed(source.marks) if mark.line in wanted}
        if wanted
        else {}
    )


def _narrow(match: re.Match[str], meant: str) -> Mishearing:
    said = [(m[0], m.start() + match.start(), m.end() + match.start())
            for m in re.finditer(r"\S+", match[0])]  # fmt: skip
    words = meant.split()
    while len(said) > 1 and len(words) > 1 and said[0][0] == words[0]:
        del said[0], words[0]
    while len(said) > 1 and len(words) > 1 and said[-1][0] == words[-1]:
        del said[-1], words[-1]
    return Mishearing(Span(said[0][1], said[-1][2]), " ".join(words))


@dataclass(frozen=True)
class Phrases:
    """The candidates of one sentence."""

    tokens: tuple[Token, ...]
    vocabulary: Vocabulary

    @cached_property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """First and last place of each run, both included."""
        runs: list[tuple[int, int]] = []
        begun = -1
        for index, token in enumerate(self.tokens):
            stops = self.is_stop(token)
            if begun >= 0 and (stops or not token.after):
                runs.append((begun, index - 1))
                begun = -1
            if begun < 0 and not stops:
                begun = index
        if begun >= 0:
            runs.append((begun, len(self.tokens) - 1))
        return tuple(runs)

    def is_stop(self, token: Token) -> bool:
        """Whether no concept holds this word; a short word in capitals is an abbreviation."""
        if token.low in self.vocabulary.stop:
            # `IT`, `US`: not the pronouns; but `I` is. `Little's law` has its name from someone.
            named = token.owns and token.is_capital and not token.opens
            return not (named or (token.shown.isupper() and len(token.shown) > 1))
        return "'" in token.low and token.low.rpartition("'")[2] in (
            "t",
            "re",
            "ll",
            "ve",
            "d",
            "m",
        )

    def all(self) -> Iterator[Candidate]:
        """Every part of every run, and what `of` and `to the` join."""
        for start, end in self.runs:
            for first in range(start, end + 1):
                for last in range(first, min(end, first + MOST_WORDS - 1) + 1):
                    if self._is_phrase(first, last):
                        yield self.cut(first, last)
        yield from self._linked()

    def _linked(self) -> Iterator[Candidate]:
        for (start, end), (begin, final) in zip(self.runs, self.runs[1:], strict=False):
            link = self.tokens[end + 1 : begin]
            if tuple(token.low for token in link) not in LINKS:
                continue
            if not all(token.after for token in (*link, self.tokens[begin])):
                continue
            if self.tokens[end].low in self.vocabulary.measures:
                continue
            for first in range(max(start, end - MOST_LINKED + 1), end + 1):
                for last in range(begin, min(final, begin + MOST_LINKED - 1) + 1):
                    if self._may_open(first) and self._may_end(last):
                        yield self.cut(first, last)

    def cut(self, first: int, last: int) -> Candidate:
        """The candidate of these places."""
        return Candidate(self.tokens[first : last + 1], first, last)

    def _is_phrase(self, first: int, last: int) -> bool:
        if first == last:
            token = self.tokens[first]
            return self._may_end(first) and len(token.low) > 1 and not token.low[0].isdecimal()
        inner = self.tokens[first:last]
        return (
            self._may_open(first)
            and self._may_end(last)
            and not any(is_adverb(token.low) for token in inner)
        )

    def _may_open(self, first: int) -> bool:
        # `10,000 neurons` counts neurons; `21st century` does not.
        return not NUMBER.fullmatch(self.tokens[first].low)

    def _may_end(self, last: int) -> bool:
        token = self.tokens[last]
        if token.low[0].isdecimal():
            # `Claude 3.5`, `Inception 1`: a number belongs to the name before it.
            named = last > 0 and self.tokens[last - 1].is_capital and token.after
            return named or not NUMBER.fullmatch(token.low)
        return token.low not in self.vocabulary.weak and not is_adverb(token.low)


def is_adverb(word: str) -> bool:
    """Whether a word in -ly is hardly a noun."""
    return len(word) > 5 and word.endswith("ly") and word not in NOUNS_IN_LY
