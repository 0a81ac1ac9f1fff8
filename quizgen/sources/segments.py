"""A source -> segments: short stretches of whole lines, by which coverage is counted. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.schema import Lines, Source, Span
from quizgen.sources.textlines import TextLine, text_lines
from quizgen.text import words

LEAST_WORDS = 120  # from here on a segment ends where a turn does
GOOD_WORDS = 200  # from here on where a sentence does
MOST_WORDS = 320  # it would have more: before the next line, wherever that begins
REST_WORDS = 60  # a shorter rest of a part belongs to the segment before it
SENTENCE_END = re.compile(r"[.!?\u2026\u3002]['\")\]\u2019\u201d\u00bb]*\s*$")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a source; `pieces` are its lines, blank ones left out, with their words."""

    source: str
    span: Span
    lines: Lines
    words: int
    pieces: tuple[tuple[TextLine, int], ...]


def cut_segments(source: Source) -> tuple[Segment, ...]:
    """A source as segments of about 200 words, each within one guest's part.

    A segment ends where a turn or a sentence ends, if one does in time. What is cut hangs on the
    source alone, so that the same segment is meant before and after a deck has changed.
    """
    parts = {person.from_line for person in source.meta.people if person.from_line}
    turns = {turn.lines.first for turn in source.turns}
    cut: list[list[tuple[TextLine, int]]] = []
    held = 0
    for piece, count in _counted(source):
        begins_part = piece.line in parts and bool(cut) and cut[-1][-1][0].line < piece.line
        too_long = held and held + count > MOST_WORDS
        full = too_long or (cut and _is_full(held, cut[-1][-1][0], piece, turns, source))
        if begins_part or full or not cut:
            cut.append([])
            held = 0
        cut[-1].append((piece, count))
        held += count
    return tuple(_segment(source, pieces) for pieces in _joined(cut, parts))


def _counted(source: Source) -> Iterator[tuple[TextLine, int]]:
    for piece in text_lines(source):
        text = source.text[piece.span.start : piece.span.end]
        if text.strip():
            yield piece, len(words(text))


def _is_full(held: int, last: TextLine, piece: TextLine, turns: set[int], source: Source) -> bool:
    if held < LEAST_WORDS:
        return False
    if piece.line in turns:
        return True
    said = source.text[last.span.start : last.span.end]
    return held >= GOOD_WORDS and SENTENCE_END.search(said) is not None


def _joined(
    cut: list[list[tuple[TextLine, int]]], parts: set[int]
) -> list[list[tuple[TextLine, int]]]:
    """The same, with a short rest of a part joined to what stands before it in the part."""
    joined: list[list[tuple[TextLine, int]]] = []
    for number, pieces in enumerate(cut):
        ends_part = number + 1 == len(cut) or cut[number + 1][0][0].line in parts
        short = sum(count for _, count in pieces) < REST_WORDS
        if joined and ends_part and short and pieces[0][0].line not in parts:
            joined[-1] += pieces
        else:
            joined.append(pieces)
    return joined


def _segment(source: Source, pieces: list[tuple[TextLine, int]]) -> Segment:
    first, last = pieces[0][0], pieces[-1][0]
    return Segment(
        source=source.stem,
        span=Span(first.span.start, last.span.end),
        lines=Lines(first.line, last.line),
        words=sum(count for _, count in pieces),
        pieces=tuple(pieces),
    )
