"""A deck and its sources -> which segments are accounted for: asked about, or left out on purpose.

A segment is *covered* when an approved note quotes words of it, or when half of its words lie
where concepts.yaml says that a concept with an approved note is explained. Else it is *skipped*
when half of its words lie in spans of such concepts and of concepts with a `skip` reason. Else it
is *unaccounted for*, whatever the cause: nobody listed it, drafts wait, a model's answer failed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from quizgen.schema import Concept, Deck, Lines, Proven, Source, Span, Status
from quizgen.sources.segments import Segment, cut_segments

ENOUGH = 0.5  # of a segment's words


class State(StrEnum):
    """Whether a segment is accounted for, and how."""

    COVERED = "covered"
    SKIPPED = "skipped"
    UNACCOUNTED = "unaccounted"


@dataclass(frozen=True, slots=True)
class Accounted:
    """A segment with its state and what decides it.

    `notes` are the approved notes that quote from it; `concepts` those that are explained in it
    and have an approved note, `waiting` those that have none and no reason, `skipped` those that
    are left out on purpose. All by id, in the order of the deck.
    """

    segment: Segment
    state: State
    notes: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Segments in a row that nothing accounts for; they do not go on into the next part."""

    source: str
    span: Span
    lines: Lines
    words: int
    segments: int
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """A source's segments, in order; `parts` are the places of those that begin a part."""

    source: str
    segments: tuple[Accounted, ...]
    parts: tuple[int, ...]

    def count(self, state: State) -> int:
        """How many segments are in this state."""
        return sum(one.state is state for one in self.segments)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What nothing accounts for, in order."""
        numbered = enumerate(self.segments)
        keyed = [(bisect_right(self.parts, n), one) for n, one in numbered]
        runs = groupby(keyed, key=lambda pair: (pair[0], pair[1].state))
        return tuple(
            _gap([one for _, one in run]) for (_, state), run in runs if state is State.UNACCOUNTED
        )


@dataclass(frozen=True, slots=True)
class Spans:
    """Concepts of one kind in one source: all their lines, and which is explained where."""

    lines: frozenset[int]
    concepts: tuple[tuple[str, Lines], ...]

    def within(self, lines: Lines) -> tuple[str, ...]:
        """The concepts that are explained somewhere on these lines."""
        first, last = lines.first, lines.last
        touching = (id_ for id_, at in self.concepts if at.first <= last and first <= at.last)
        return tuple(dict.fromkeys(touching))


def account(
    deck: Deck, sources: Mapping[str, Source], proven: Iterable[Proven]
) -> tuple[SourceCoverage, ...]:
    """What of each source of a deck these notes account for; see `approved`."""
    counted = list(proven)
    on = {one.note.concept for one in counted}
    asked = [c for c in deck.concepts if c.skip is None and c.id in on]
    waiting = [c for c in deck.concepts if c.skip is None and c.id not in on]
    skipped = [c for c in deck.concepts if c.skip is not None]
    kinds = (asked, waiting, skipped)
    last = {stem: sources[stem].marks[-1].line + sources[stem].text.count("\n") for stem in sources}
    return tuple(
        _account_source(
            sources[stem], counted, *(spans_of(kind, stem, last[stem]) for kind in kinds)
        )
        for stem in deck.sources
    )


def approved(proven: Iterable[Proven]) -> tuple[Proven, ...]:
    """The notes that account for something in a deck that is used: what is approved."""
    return tuple(one for one in proven if one.note.status is Status.APPROVED)


def spans_of(concepts: Iterable[Concept], source: str, last_line: int) -> Spans:
    """The spans of concepts in one source, which has so many lines."""
    each = [(c.id, span.lines) for c in concepts for span in c.spans if span.source == source]
    lines = (line for _, at in each for line in range(at.first, min(at.last, last_line) + 1))
    return Spans(frozenset(lines), tuple(each))


def _account_source(
    source: Source, approved: Sequence[Proven], asked: Spans, waiting: Spans, skipped: Spans
) -> SourceCoverage:
    segments = cut_segments(source)
    quoting = _quoting(source.stem, segments, approved)
    said = tuple(
        Accounted(
            segment,
            _state(segment, number in quoting, asked, skipped),
            tuple(dict.fromkeys(quoting[number])) if number in quoting else (),
            asked.within(segment.lines),
            waiting.within(segment.lines),
            skipped.within(segment.lines),
        )
        for number, segment in enumerate(segments)
    )
    starts = {person.from_line for person in source.meta.people if person.from_line}
    begins = (n for n, one in enumerate(segments) if n == 0 or one.lines.first in starts)
    return SourceCoverage(source.stem, said, tuple(begins))


def _quoting(
    stem: str, segments: Sequence[Segment], approved: Iterable[Proven]
) -> dict[int, list[str]]:
    """By the number of a segment: the notes that quote words of it."""
    ends = [segment.span.end for segment in segments]
    found: defaultdict[int, list[str]] = defaultdict(list)
    for one in approved:
        for passage in one.passages:
            for span in passage.spans if passage.source == stem else ():
                number = bisect_right(ends, span.start)
                while number < len(segments) and segments[number].span.start < span.end:
                    found[number].append(one.note.id)
                    number += 1
    return dict(found)


def _state(segment: Segment, quoted: bool, asked: Spans, skipped: Spans) -> State:
    if quoted:
        return State.COVERED
    lines = [(piece.line, count) for piece, count in segment.pieces]
    enough = ENOUGH * segment.words
    if sum(count for line, count in lines if line in asked.lines) >= enough:
        return State.COVERED
    either = (n for line, n in lines if line in asked.lines or line in skipped.lines)
    return State.SKIPPED if sum(either) >= enough else State.UNACCOUNTED


def _gap(run: Sequence[Accounted]) -> Gap:
    first, last = run[0].segment, run[-1].segment
    return Gap(
        source=first.source,
        span=Span(first.span.start, last.span.end),
        lines=Lines(first.lines.first, last.lines.last),
        words=sum(one.segment.words for one in run),
        segments=len(run),
        waiting=tuple(dict.fromkeys(id_ for one in run for id_ in one.waiting)),
    )
