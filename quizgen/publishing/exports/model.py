"""What an export is made of, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizgen.decks.ledger import Entry
from quizgen.publishing.edition import Edition


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A deck to be exported: its edition, and its notes as Anki gets them, with their guids."""

    edition: Edition
    shipped: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """A file for another program; `remarks` say what that program's format could not carry."""

    data: bytes
    notes: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A foreign format: the end of its files' names, what it is for, and what writes it."""

    suffix: str
    about: str
    write: Callable[[Manuscript], Export]


def notes_are(ids: Sequence[str], what: str) -> tuple[str, ...]:
    """`3 notes <what> (a, b, c)`, or nothing where there are none."""
    if not ids:
        return ()
    count = "1 note" if len(ids) == 1 else f"{len(ids)} notes"
    return (f"{count} {what} ({', '.join(ids)})",)
