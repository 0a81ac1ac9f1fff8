"""What is read: a source with its turns, people and corrections, and the way back to the file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` (included) to `end` (excluded) of `Source.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines `first` to `last`, both included, counted from 1 in the source file."""

    first: int
    last: int

    def __str__(self) -> str:
        """`251` or `251-259`, as written in deck files."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of `Source.text` from which on text and file run in step.

    The character at `offset` stands at `raw` in the file, on line `line`; `seconds` is the time
    at which it is said, where the source has times. That one character may take `width` characters
    of the file (`&amp;` takes five); those after it take one each.
    """

    offset: int
    raw: int
    line: int
    seconds: float | None = None
    width: int = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next one speaks; `span` leaves out the speaker's label."""

    number: int
    speaker: str | None
    span: Span
    lines: Lines


class Role(StrEnum):
    """What a person does in a source."""

    HOST = "host"
    GUEST = "guest"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks: full name, role, labels used in the file, first line of their part."""

    name: str
    role: Role
    labels: tuple[str, ...] = ()
    from_line: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A mis-heard term: what stands in the source, what was meant, on which lines."""

    said: str
    meant: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnOverride:
    """From `line` on `speaker` speaks, until the next turn; alternation goes on from there.

    A turn that the line stands in the middle of is split there.
    """

    line: int
    speaker: str


@dataclass(frozen=True, slots=True)
class SourceMeta:
    """What a person wrote down about a source in `<stem>.meta.yaml`."""

    title: str
    series: str = ""
    subject: str = ""
    recorded: str = ""
    language: str = "en"
    url: str | None = None
    licence: str = ""
    people: tuple[Person, ...] = ()
    turns: tuple[TurnOverride, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A text that was read: its characters, turns, and the way back to the file on disk.

    Its text tells a source from others: what is worked out once of each needs no hash of the rest.
    """

    stem: str
    path: Path
    text: str
    meta: SourceMeta
    turns: tuple[Turn, ...] = field(hash=False)
    marks: tuple[Mark, ...] = field(hash=False)

    def mark_at(self, offset: int) -> Mark:
        """The last mark at or before a position."""
        return self.marks[max(0, bisect_right(self.marks, offset, key=lambda m: m.offset) - 1)]

    def line_at(self, offset: int) -> int:
        """The line of the source file on which a position stands."""
        mark = self.mark_at(offset)
        return mark.line + self.text.count("\n", mark.offset, offset)

    def lines_of(self, span: Span) -> Lines:
        """The lines of the source file that a span touches."""
        return Lines(self.line_at(span.start), self.line_at(max(span.start, span.end - 1)))

    def raw_span(self, span: Span) -> Span:
        """The same span in the characters of the file on disk."""
        final = max(span.start, span.end - 1)
        first, last = self.mark_at(span.start), self.mark_at(final)
        width = last.width if final == last.offset else 1
        start, end = (
            at - mark.offset + mark.raw for at, mark in ((span.start, first), (final, last))
        )
        return Span(start, end + width if span.end > span.start else start)

    def seconds_at(self, offset: int) -> float | None:
        """When a position is said; None where the source has no times."""
        return self.mark_at(offset).seconds

    def turn_at(self, offset: int) -> Turn | None:
        """The turn that a position belongs to (labels belong to the turn before them)."""
        index = bisect_right(self.turns, offset, key=lambda turn: turn.span.start) - 1
        return self.turns[index] if index >= 0 else None
