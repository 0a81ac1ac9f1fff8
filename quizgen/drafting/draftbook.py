"""`drafts.json` of a deck: each note as it was drafted last, and what is proposed for it.

Kept beside the notes, so that what a person changed can be told from what was drafted: `fields` of
a note are what an engine wrote and nobody has changed since, or what a person last decided on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from quizgen.errors import DeckError, Problem

FILE = "drafts.json"
VERSION = 1
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A note as drafted last; `proposed` are fields of a later draft that a person must decide on.

    `retire` says why the note is proposed for retirement, "" when it is not; `kept` that a person
    keeps it nevertheless.
    """

    fields: Fields
    proposed: Fields = field(default_factory=dict)
    retire: str = ""
    kept: bool = False

    @property
    def waits(self) -> bool:
        """Whether something is to be decided."""
        return bool(self.proposed or self.retire)


@dataclass(frozen=True, slots=True)
class DraftBook:
    """What is recorded of a deck's notes, by id."""

    notes: Mapping[str, Recorded] = field(default_factory=dict)

    def with_note(self, id_: str, recorded: Recorded) -> DraftBook:
        """The same with one note recorded."""
        return replace(self, notes={**self.notes, id_: recorded})

    def waiting(self) -> dict[str, Recorded]:
        """The notes about which something is to be decided, by id."""
        return {id_: one for id_, one in self.notes.items() if one.waits}


def read_book(folder: Path) -> DraftBook:
    """The book of a deck folder; empty when there is none.

    Raises:
        DeckError: the file is not what we wrote.
    """
    path = folder / FILE
    try:
        return parse_book(path.read_text("utf-8"))
    except FileNotFoundError:
        return DraftBook()
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        said = "this file is damaged; restore it, or remove it: then nothing is known of drafts"
        raise DeckError([Problem(path, 0, said)]) from error


def parse_book(text: str) -> DraftBook:
    """The text of a drafts.json -> the book.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it is none.
    """
    said = json.loads(text)
    if said["version"] != VERSION:
        raise ValueError(f"version {said['version']!r}")
    return DraftBook({str(id_): _recorded(one) for id_, one in said["notes"].items()})


def _recorded(said: Mapping[str, Any]) -> Recorded:
    return Recorded(
        dict(said["fields"]),
        dict(said.get("proposed", {})),
        str(said.get("retire", "")),
        said.get("kept", False) is True,
    )


def format_book(book: DraftBook) -> str:
    """The book as the text of drafts.json, notes by id."""
    notes = {id_: _said(book.notes[id_]) for id_ in sorted(book.notes)}
    return json.dumps({"version": VERSION, "notes": notes}, ensure_ascii=False, indent=1) + "\n"


def _said(one: Recorded) -> dict[str, Any]:
    proposed = {"proposed": dict(one.proposed)} if one.proposed else {}
    return {
        "fields": dict(one.fields),
        **proposed,
        **({"retire": one.retire} if one.retire else {}),
        **({"kept": True} if one.kept else {}),
    }
