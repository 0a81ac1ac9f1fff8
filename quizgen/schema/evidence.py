"""What proves a note: a quote as written, and the passage that it was found to be."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizgen.schema.source import Lines, Span


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a quote is said to stand: lines, a turn number or a time; all None = anywhere."""

    lines: Lines | None = None
    turn: int | None = None
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote as written in a deck file; `source` is a stem, None for the deck's only one."""

    quote: str
    source: str | None = None
    locator: Locator = Locator()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote that was found: one span for each of its pieces, in order, and who says it where."""

    source: str
    spans: tuple[Span, ...]
    lines: Lines
    turn: int | None = None
    speaker: str | None = None
    seconds: float | None = None
