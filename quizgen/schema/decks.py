"""What holds notes together: decks, topics and concepts; and what rules say of notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from quizgen.schema.notes import Ignore, Note
from quizgen.schema.quizzes import Blueprint
from quizgen.schema.source import Lines


@dataclass(frozen=True, slots=True)
class Topic:
    """The notes of one file `notes/<stem>.yaml`, under one topic name; `text` is the file's."""

    name: str
    stem: str
    notes: tuple[Note, ...]
    text: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ConceptSpan:
    """Where a concept is explained."""

    source: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Concept:
    """Something worth knowing; `skip` holds the reason when it is left out on purpose.

    `topic` is the topic under which its notes are filed, "" for none; `why` says why it matters.
    `path` and `places` say where its fields stand, as those of a note do.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    importance: int = 2
    definition: str = ""
    spans: tuple[ConceptSpan, ...] = ()
    related: tuple[str, ...] = ()
    skip: str | None = None
    topic: str = ""
    why: str = ""
    path: Path = field(default=Path(), compare=False)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)


class Subdecks(StrEnum):
    """How a deck is divided in Anki: decided once, for Anki never moves an existing card."""

    NONE = "none"
    BY_GUEST = "by guest"


OWN_URL = "source"  # as a deck's reader_url: what each source's meta file names as its url


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck folder as read: identity, sources, topics in file order, concepts.

    `blueprint` is what its blueprint.yaml asks of the printed quiz, empty where there is none.
    `places` holds line and column of each field of deck.yaml; it does not count in comparisons.
    """

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
    ignores: tuple[Ignore, ...] = ()
    blueprint: Blueprint = Blueprint()
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes in document order."""
        return tuple(note for topic in self.topics for note in topic.notes)


class Severity(StrEnum):
    """How much a finding weighs: errors stop a build, warnings count under --strict."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a note, at its place in the deck file.

    `words` are the offending words, `suggestion` what would mend them; `fix` is the whole new text
    of `field`, only where that change is safe to make unasked. `column` counts from 1.
    """

    path: Path
    line: int
    severity: Severity
    rule: str
    message: str
    note: str = ""
    column: int = 1
    field: str = ""
    words: str = ""
    suggestion: str = ""
    fix: str | None = None

    def __str__(self) -> str:
        """`path:line:column: severity rule message; suggestion`."""
        hint = f"; {self.suggestion}" if self.suggestion else ""
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place}: {self.severity} {self.rule} {self.message}{hint}"
