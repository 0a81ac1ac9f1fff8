"""What is written and reviewed: notes with their content, and proven notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from quizgen.schema.evidence import Evidence, Passage


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
class Ignore:
    """A rule that is not to be applied here, and why not."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """What is written, stored and reviewed.

    `writing_lines` are those under it on paper: None by the length of the answer, 0 none.
    `path` and `line` say where, `places` line and column of each field's text (`question`,
    `options.2.text`, `evidence.0.quote`), counted from 1. They do not count in comparisons.
    """

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
    writing_lines: int | None = None
    tags: tuple[str, ...] = ()
    approved_by: str | None = None
    origin: str = "authored"
    ignores: tuple[Ignore, ...] = ()
    path: Path = field(default=Path(), compare=False)
    line: int = field(default=0, compare=False)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)

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
