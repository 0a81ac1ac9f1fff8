"""Where in its sources the notes of a deck stand: how evenly, and which segments are covered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.checks.coverage import State, account
from quizgen.checks.scorecard_model import Segments, Spread
from quizgen.checks.scorecard_parts import evenness, part_of, share_of
from quizgen.checks.views import DeckView, NoteView
from quizgen.schema import Proven, Source
from quizgen.text import WORD

PARTS = 20


def spread_of(source: Source, notes: Sequence[NoteView]) -> Spread:
    """Notes that quote from each of twenty equal parts of a source."""
    starts = [match.start() for match in WORD.finditer(source.text)]
    counts = [0] * PARTS
    for note in notes:
        quoted = [p.spans[0].start for p in note.passages if p.source == source.stem]
        for part in {part_of(position, starts, PARTS) for position in quoted}:
            counts[part] += 1
    filled = share_of(sum(count > 0 for count in counts), PARTS)
    return Spread(source.stem, len(starts), tuple(counts), evenness(counts), filled)


def segments_of(view: DeckView, notes: Sequence[NoteView]) -> Iterator[Segments]:
    """What of each source the notes account for."""
    proven = [Proven(note.note, note.topic.name, note.passages) for note in notes]
    sources = {stem: source.source for stem, source in view.sources.items()}
    for one in account(view.deck, sources, proven):
        covered = share_of(one.count(State.COVERED), len(one.segments))
        states = tuple(segment.state for segment in one.segments)
        skipped, unaccounted = one.count(State.SKIPPED), one.count(State.UNACCOUNTED)
        yield Segments(one.source, covered, skipped, unaccounted, states)
