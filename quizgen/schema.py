"""The nouns of quizgen, as frozen dataclasses. Read this first.

A type per stage, in the order in which things are made: file -> `Source` of `Turn`s ->
`Note`s with `Evidence` in a `Deck` -> `Passage`s (evidence that was found) and `Finding`s ->
files. Records know nothing of files, formats, Anki or HTML.

Units: positions are characters (code points) in `Source.text`; lines count from 1 in the
source file as it is on disk; times are seconds from the start, as floats.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

# --------------------------------------------------------------------------- source


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
    """At the turn that starts on `line`, `speaker` speaks; alternation goes on from there."""

    line: int
    speaker: str


@dataclass(frozen=True, slots=True)
class SourceMeta:
    """What a person wrote down about a source in `<stem>.meta.yaml`."""

    title: str
    series: str = ""
    recorded: str = ""
    language: str = "en"
    url: str | None = None
    licence: str = ""
    people: tuple[Person, ...] = ()
    turns: tuple[TurnOverride, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A text that was read: its characters, turns, and the way back to the file on disk."""

    stem: str
    path: Path
    text: str
    meta: SourceMeta
    turns: tuple[Turn, ...]
    marks: tuple[Mark, ...]

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


# --------------------------------------------------------------------------- evidence


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


# --------------------------------------------------------------------------- notes


class Kind(StrEnum):
    """How a note asks."""

    BASIC = "basic"
    REVERSED = "reversed"
    CLOZE = "cloze"
    TYPE_IN = "type-in"
    CHOICE = "choice"


class Claim(StrEnum):
    """What sort of statement a note makes."""

    FACT = "fact"
    DEFINITION = "definition"
    OPINION = "opinion"
    FORECAST = "forecast"
    EXAMPLE = "example"


class Level(StrEnum):
    """What answering takes, after Bloom."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"


class Status(StrEnum):
    """Where a note stands in its review."""

    DRAFT = "draft"
    APPROVED = "approved"
    REJECTED = "rejected"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice note: a key or a distractor, with the reason why."""

    text: str
    key: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answerable:
    """The content of basic, reversed and type-in notes."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Cloze:
    """The content of a cloze note: a text with `{{c1::deletions}}`."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The content of a choice note: 2 to 6 options, some but not all of them keys."""

    question: str
    options: tuple[Option, ...]
    fixed_order: bool = False

    @property
    def keys(self) -> tuple[Option, ...]:
        """The right options, in file order."""
        return tuple(option for option in self.options if option.key)


Content = Answerable | Cloze | Choice


@dataclass(frozen=True, slots=True)
class Note:
    """What is written, stored and reviewed; `path` and `line` say where (not compared)."""

    id: str
    kind: Kind
    content: Content
    evidence: tuple[Evidence, ...]
    status: Status
    why: str = ""
    hint: str = ""
    extra: str = ""
    concept: str | None = None
    claim: Claim = Claim.FACT
    speaker: str | None = None
    date: str | None = None
    level: Level = Level.REMEMBER
    priority: int = 2
    tags: tuple[str, ...] = ()
    approved_by: str | None = None
    origin: str = "authored"
    path: Path = field(default=Path(), compare=False)
    line: int = field(default=0, compare=False)

    @property
    def question(self) -> str:
        """What is asked: the question, or the cloze text."""
        return self.content.text if isinstance(self.content, Cloze) else self.content.question


@dataclass(frozen=True, slots=True)
class Proven:
    """A note whose every quote was found: the only form in which a note is published.

    `passages` holds one passage for each entry of `note.evidence`, in the same order.
    """

    note: Note
    topic: str
    passages: tuple[Passage, ...]


# --------------------------------------------------------------------------- deck


@dataclass(frozen=True, slots=True)
class Topic:
    """The notes of one file `notes/<stem>.yaml`, under one topic name."""

    name: str
    stem: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ConceptSpan:
    """Where a concept is explained."""

    source: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Concept:
    """Something worth knowing; `skip` holds the reason when it is left out on purpose."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    importance: int = 2
    definition: str = ""
    spans: tuple[ConceptSpan, ...] = ()
    related: tuple[str, ...] = ()
    skip: str | None = None


class Subdecks(StrEnum):
    """How a deck is divided in Anki: decided once, for Anki never moves an existing card."""

    NONE = "none"
    BY_GUEST = "by guest"


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck folder as read: identity, sources, topics in file order, concepts."""

    key: str
    name: str
    path: Path
    language: str
    sources: tuple[str, ...]
    subdecks: Subdecks
    description: str
    reader_url: str | None
    quiz_questions: int
    topics: tuple[Topic, ...]
    concepts: tuple[Concept, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes in document order."""
        return tuple(note for topic in self.topics for note in topic.notes)


# --------------------------------------------------------------------------- findings


class Severity(StrEnum):
    """How much a finding weighs: errors stop a build, warnings count under --strict."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a note, at its place in the deck file."""

    path: Path
    line: int
    severity: Severity
    rule: str
    message: str
    note: str | None = None

    def __str__(self) -> str:
        """`path:line: severity rule message`."""
        return f"{self.path}:{self.line}: {self.severity} {self.rule} {self.message}"
