"""A source's text, cut where a line of its file or a time begins: the places that links lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from quizgen.schema import Source, Span


@dataclass(frozen=True, slots=True)
class TextLine:
    """Characters of `Source.text` that stand on one line of the file and are said at one time."""

    span: Span
    line: int
    seconds: float | None


@lru_cache(maxsize=16)
def text_lines(source: Source) -> tuple[TextLine, ...]:
    """The whole text in order, lines of white space included; nothing is left out.

    A file that has all on one line (Whisper's JSON) has a text line for each of its times.
    """
    starts: list[tuple[int, int, float | None]] = []
    for start, line, seconds in _starts(source):
        if not starts or starts[-1][1:] != (line, seconds):
            starts.append((start, line, seconds))
    ends = [*(start for start, _, _ in starts[1:]), len(source.text)]
    return tuple(
        TextLine(Span(start, end), line, seconds)
        for (start, line, seconds), end in zip(starts, ends, strict=True)
        if end > start
    )


def _starts(source: Source) -> Iterator[tuple[int, int, float | None]]:
    """(position, line, time) at each mark, and at each line that begins between two of them."""
    text = source.text
    offsets = [*(mark.offset for mark in source.marks), len(text)]
    for mark, (at, end) in zip(source.marks, pairwise(offsets), strict=True):
        line = mark.line
        if at < end:  # of two marks at one place the later one holds
            yield at, line, mark.seconds
        while 0 <= (at := text.find("\n", at, end) + 1) < end and at:
            line += 1
            yield at, line, mark.seconds
