"""A passage -> the words that tell a reader where it stands."""

from __future__ import annotations

from quizgen.schema import Lines, Passage, Source


def describe_place(source: Source, passage: Passage) -> str:
    """`Dario Amodei, lines 251–259`; with times `Dario Amodei, 00:12:34`; else `lines 3–4`.

    Formats with times tell the time, since the lines of such a file mean nothing to a listener.
    """
    at = time_of(source, passage)
    place = describe_lines(passage.lines) if at is None else describe_time(at)
    return f"{passage.speaker}, {place}" if passage.speaker else place


def time_of(source: Source, passage: Passage) -> float | None:
    """When a passage is said; None where its source has no times."""
    if passage.seconds is None and passage.spans:
        return source.seconds_at(passage.spans[0].start)
    return passage.seconds


def describe_lines(lines: Lines) -> str:
    """`line 3` or `lines 3\u20134`."""
    if lines.first == lines.last:
        return f"line {lines.first}"
    return f"lines {lines.first}\u2013{lines.last}"


def describe_time(seconds: float) -> str:
    """`00:12:34`, rounded down to the second."""
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
