"""What a rule is: one small function, with its reason, its guideline and two examples.

A note rule looks at one note at a time (`NoteView`), a deck rule at all of them (`DeckView`). Both
yield `Hit`s: what is wrong, in which field, which words, and what would mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quizgen.schema import Kind, Severity

if TYPE_CHECKING:
    from quizgen.checks.views import DeckView, NoteView

ALL_KINDS = tuple(Kind)
ASKED = (Kind.BASIC, Kind.REVERSED, Kind.TYPE_IN, Kind.CHOICE)
ANSWERED = (Kind.BASIC, Kind.REVERSED, Kind.TYPE_IN)
CLOZE = (Kind.CLOZE,)
CHOICE = (Kind.CHOICE,)
SOURCE = "The tide is raised by the Moon. It comes twice a day."


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found in a note.

    `field` is a field's path in the deck file (`question`, `options.2.text`, `evidence.0.quote`),
    `words` the offending words as they stand there; `severity` only where it differs from the
    rule's own; `fix` the field's whole new text, where a change is safe to make unasked.
    """

    message: str
    field: str = ""
    words: str = ""
    suggestion: str = ""
    severity: Severity | None = None
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Notes as they stand in a deck file, and the source that they quote: failing or passing.

    What every note must have and an example leaves out (id, kind, status, evidence) is added: the
    evidence is then the source's first sentence, the kind what the fields tell. `concepts` are
    entries of concepts.yaml, where a rule asks for more than their ids.
    """

    notes: tuple[Mapping[str, Any], ...]
    source: str = SOURCE
    concepts: tuple[Mapping[str, Any], ...] = ()


def example(source: str = SOURCE, **fields: Any) -> Example:
    """An example of one note."""
    return Example((fields,), source)


@dataclass(frozen=True, slots=True)
class NoteRule:
    """A rule on single notes. `reason` is one line; `guideline` says where it comes from.

    A `gate` cannot be ignored: what it finds is never published. `may_be_error` is said where some
    hits are errors, though the rule's own severity is less.
    """

    id: str
    version: int
    severity: Severity
    kinds: tuple[Kind, ...]
    reason: str
    guideline: str
    check: Callable[[NoteView], Iterable[Hit]]
    failing: Example
    passing: Example
    needs_language: bool = True
    gate: bool = False
    may_be_error: bool = False


@dataclass(frozen=True, slots=True)
class DeckRule:
    """A rule on a whole deck: yields the note's id with each hit ("" for the deck itself).

    The fields are those of `NoteRule`.
    """

    id: str
    version: int
    severity: Severity
    kinds: tuple[Kind, ...]
    reason: str
    guideline: str
    check: Callable[[DeckView], Iterable[tuple[str, Hit]]]
    failing: Example
    passing: Example
    needs_language: bool = True
    gate: bool = False
    may_be_error: bool = False


Rule = NoteRule | DeckRule
