"""The one meaning of verbatim: evidence -> the passage where it stands, or why it does not.

A quote is verbatim when it stands in its source as it is, but for white space and line wraps,
typographic quotes and dashes, and NFKC; nothing else is folded, and a near miss is a miss.
`[...]` in a quote leaves words out, inside one turn.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise

from quizgen.schema import Evidence, Locator, Passage, Source, Span, Turn
from quizgen.sources.folding import Folded, fold_text
from quizgen.sources.places import describe_lines, describe_time
from quizgen.text import fold, splits_word, words

ELISION = re.compile(r"\[\s*(?:\.\.\.|\u2026)\s*\]")
MIN_PIECE_WORDS = 2
MAX_SKIPPED_WORDS = 600
MAX_SECONDS_OFF = 30.0
MAX_PLACES = 5


class Reason(StrEnum):
    """Why a quote is not accepted."""

    EMPTY = "empty"
    SHORT_PIECE = "short-piece"
    NOT_FOUND = "not-found"
    CUTS_WORD = "cuts-word"
    TOO_FAR = "too-far"
    CROSSES_TURNS = "crosses-turns"
    MISPLACED = "misplaced"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a quote was not accepted, with the remedy.

    `places` are the passages at which it does stand; `closest` is the passage that comes nearest
    to a quote that stands nowhere, and `diff` the words that differ: `[-quoted-] {+in source+}`.
    """

    reason: Reason
    message: str
    places: tuple[Passage, ...] = ()
    closest: Passage | None = None
    diff: str = ""


class Quotable:
    """A source in which quotes are looked up; make one for each source and keep it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._folded: Folded = fold_text(source.text)
        self._blocks = _number_blocks(source)

    def locate(self, evidence: Evidence) -> Passage | Miss:
        """The one passage that an evidence quotes, or why there is none."""
        wanted, pieces = fold(evidence.quote), ELISION.split(evidence.quote)
        if not wanted:
            return Miss(Reason.EMPTY, "the quote is empty; copy the words that prove the answer")
        # A source may have a "[...]" of its own: then the quote may stand there whole.
        whole = len(pieces) == 1 or wanted in self._folded.text
        found = self._find_whole(evidence.quote) if whole else self._find_pieces(pieces)
        if whole and len(pieces) > 1 and isinstance(found, Miss):
            found = self._find_pieces(pieces)
        if isinstance(found, Miss):
            return found
        return self._choose(found, evidence.locator)

    def passage(self, spans: tuple[Span, ...]) -> Passage:
        """The passage of one or more spans of the source's text, with its speaker and place."""
        whole = Span(spans[0].start, spans[-1].end)
        touched = self._turns_in(whole)
        turn = touched[0] if touched else None
        return Passage(
            source=self.source.stem,
            spans=spans,
            lines=self.source.lines_of(whole),
            turn=turn.number if turn else None,
            speaker=turn.speaker if turn else None,
            seconds=self.source.seconds_at(whole.start),
        )

    def _find_whole(self, quote: str) -> list[Passage] | Miss:
        found = self._occurrences(quote)
        if isinstance(found, Miss):
            return found
        passages = [self.passage((self._folded.original(span),)) for span in found]
        within = [passage for passage in passages if not self._crosses(passage)]
        if within:
            return within
        return Miss(
            Reason.CROSSES_TURNS,
            f"the quote goes from one speaker on to the next ({_list_lines(passages)}); "
            "quote each speaker in an entry of its own",
            tuple(passages),
        )

    def _find_pieces(self, pieces: Sequence[str]) -> list[Passage] | Miss:
        for piece in pieces:
            if len(words(fold(piece))) < MIN_PIECE_WORDS:
                return Miss(
                    Reason.SHORT_PIECE,
                    f'the piece "{fold(piece)}" beside [...] has fewer than {MIN_PIECE_WORDS} '
                    "words; quote more of it, or leave the [...] out",
                )
        found: list[list[Span]] = []
        for piece in pieces:
            spans = self._occurrences(piece)
            if isinstance(spans, Miss):
                return spans
            found.append(spans)
        chains = self._chain(found)
        if chains:
            return [self.passage(tuple(map(self._folded.original, chain))) for chain in chains]
        return Miss(
            Reason.TOO_FAR,
            "the pieces beside [...] stand in the source, but not in this order inside one turn "
            f"and within {MAX_SKIPPED_WORDS} words; quote them in entries of their own",
        )

    def _occurrences(self, quote: str) -> list[Span] | Miss:
        """Where a quote stands in the folded text, whole words and whole characters only."""
        wanted, text = fold(quote), self._folded.text
        every = list(_find_all(text, wanted))
        whole = [span for span in every if not self._cuts(span)]
        if whole:
            return whole
        if not every:
            return self._not_found(wanted)
        places = tuple(self.passage((self._folded.original(span),)) for span in every[:MAX_PLACES])
        return Miss(
            Reason.CUTS_WORD,
            f"the quote begins or ends inside a word ({_list_lines(places)}); quote whole words",
            places,
        )

    def _cuts(self, span: Span) -> bool:
        text = self._folded.text
        if splits_word(text, span.start) or splits_word(text, span.end):
            return True
        return self._folded.cuts_character(span)

    def _chain(self, found: Sequence[Sequence[Span]]) -> list[list[Span]]:
        """For each place of the first piece, the nearest places of the others that follow it."""
        chains = [[span] for span in found[-1]]
        for spans in reversed(found[:-1]):
            starts = [chain[0].start for chain in chains]
            longer: list[list[Span]] = []
            for span in spans:
                index = bisect_left(starts, span.end)
                if index < len(chains) and self._is_near(span, chains[index][0]):
                    longer.append([span, *chains[index]])
            chains = longer
        # A chain is as good as its tightest: drop those whose later pieces another one begins at.
        last = {chain[1].start: chain for chain in chains}
        return [last[start] for start in sorted(last)]

    def _is_near(self, piece: Span, following: Span) -> bool:
        if self._folded.text.count(" ", piece.end, following.start) > MAX_SKIPPED_WORDS + 1:
            return False
        first, last = self._folded.original(piece), self._folded.original(following)
        touched = self._turns_in(Span(first.start, last.end))
        return not touched or self._block(touched[0]) == self._block(touched[-1])

    def _crosses(self, passage: Passage) -> bool:
        touched = self._turns_in(passage.spans[0])
        if not any(turn.speaker for turn in touched):
            return False
        return self._block(touched[0]) != self._block(touched[-1])

    def _turns_in(self, span: Span) -> tuple[Turn, ...]:
        """The turns of which a span holds some words; labels and headings belong to none."""
        turns = self.source.turns
        first = bisect_right(turns, span.start, key=lambda turn: turn.span.end)
        last = bisect_left(turns, span.end, key=lambda turn: turn.span.start)
        return turns[first:last]

    def _block(self, turn: Turn) -> int:
        return self._blocks[turn.number - 1]

    def _choose(self, found: Sequence[Passage], locator: Locator) -> Passage | Miss:
        fitting = [passage for passage in found if _fits(passage, locator)]
        if not fitting:
            return Miss(
                Reason.MISPLACED,
                f"the quote does not stand at {_describe_locator(locator)}; it stands at "
                f"{_list_lines(found)}: write {_advise(found[0], found)}",
                tuple(found),
            )
        exact = [passage for passage in fitting if passage.lines == locator.lines]
        fitting = exact or fitting
        # Repeats that no locator could tell apart are one place: the first will do.
        if len({(passage.lines, passage.turn, passage.seconds) for passage in fitting}) == 1:
            return fitting[0]
        return Miss(
            Reason.AMBIGUOUS,
            f"the quote stands at {len(fitting)} places ({_list_lines(fitting)}); "
            f"say which, for instance {_advise(fitting[0], fitting)}",
            tuple(fitting),
        )

    def _not_found(self, wanted: str) -> Miss:
        from quizgen.sources.closest import diff_words, find_closest

        span = find_closest(wanted, self._folded.text)
        if span is None:
            return Miss(
                Reason.NOT_FOUND,
                "the quote does not stand in the source, and nothing there is like it; "
                "copy the words from the source",
            )
        closest = self.passage((self._folded.original(span),))
        diff = diff_words(wanted, self._folded.text[span.start : span.end])
        return Miss(
            Reason.NOT_FOUND,
            "the quote does not stand in the source; the closest is at "
            f"{describe_lines(closest.lines)}: {diff} (take out [-...-], put in {{+...+}})",
            closest=closest,
            diff=diff,
        )


def locate(source: Source, evidence: Evidence) -> Passage | Miss:
    """Look up one quote; for several in one source make a `Quotable`."""
    return Quotable(source).locate(evidence)


def _number_blocks(source: Source) -> tuple[int, ...]:
    """A number for each turn, the same for turns that a quote may span: paragraphs of one voice.

    Turns of different speakers, or with a label or heading between them, are different blocks.
    """
    borders = (
        a.speaker != b.speaker or bool(source.text[a.span.end : b.span.start].strip())
        for a, b in pairwise(source.turns)
    )
    return tuple(accumulate(borders, initial=0))


def _find_all(text: str, wanted: str) -> Iterator[Span]:
    at = text.find(wanted)
    while at >= 0:
        yield Span(at, at + len(wanted))
        at = text.find(wanted, at + 1)


def _fits(passage: Passage, locator: Locator) -> bool:
    lines, at = locator.lines, locator.at
    if lines and not lines.first <= passage.lines.first <= passage.lines.last <= lines.last:
        return False
    if locator.turn is not None and locator.turn != passage.turn:
        return False
    if at is None:
        return True
    return passage.seconds is not None and abs(passage.seconds - at) <= MAX_SECONDS_OFF


def _describe_locator(locator: Locator) -> str:
    said = (
        locator.lines and describe_lines(locator.lines),
        locator.turn is not None and f"turn {locator.turn}",
        locator.at is not None and describe_time(locator.at),
    )
    return ", ".join(part for part in said if part)


def _list_lines(passages: Sequence[Passage]) -> str:
    listed = list(dict.fromkeys(str(passage.lines) for passage in passages))
    more = len(listed) - MAX_PLACES
    some = ", ".join(listed[:MAX_PLACES]) + (f" and {more} more" if more > 0 else "")
    return f"line {some}" if listed == [some] and "-" not in some else f"lines {some}"


def _advise(passage: Passage, others: Sequence[Passage]) -> str:
    """A locator that fits this passage and no other, as it is written into a deck file."""
    locators = {
        f"lines: {passage.lines}": Locator(lines=passage.lines),
        f"turn: {passage.turn}": Locator(turn=passage.turn),
        f"at: {describe_time(passage.seconds or 0.0)}": Locator(at=passage.seconds),
    }
    alone = (
        said
        for said, locator in locators.items()
        if locator != Locator() and sum(_fits(other, locator) for other in others) == 1
    )
    return f"`{next(alone, next(iter(locators)))}`"
