"""What sets a package apart from the one that it replaces, beyond what the ledger says. Pure."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

UNKNOWN = "something else in the package"
LOOK, NAMES, DESCRIPTION = "how cards look", "names of decks", "a deck's description"
BESIDE_NOTES = (LOOK, NAMES, DESCRIPTION, UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Package:
    """What an import could bring: note types, decks, notes by guid, and which cards come when."""

    looks: Any
    decks: dict[str, str]
    notes: dict[str, tuple[Any, ...]]
    order: tuple[str, ...]
    places: dict[str, str]


def differences(old: bytes, new: bytes) -> tuple[str, ...]:
    """In what the new package differs, in a few words each; empty when the bytes are the same."""
    if old == new:
        return ()
    try:
        before, after = _read(old), _read(new)
    except (zipfile.BadZipFile, KeyError, ValueError, sqlite3.Error):
        return (UNKNOWN,)
    return tuple(_compare(before, after)) or (UNKNOWN,)


def _compare(before: _Package, after: _Package) -> Iterator[str]:
    if before.looks != after.looks:
        yield LOOK
    gone, come = before.decks.keys() - after.decks.keys(), after.decks.keys() - before.decks.keys()
    if gone and come:
        yield NAMES
    elif gone or come:  # a subdeck comes with its first note and goes with its last
        yield "a subdeck more" if come else "a subdeck less"
    if any(before.decks[name] != after.decks[name] for name in before.decks.keys() - gone):
        yield DESCRIPTION
    yield from _compare_notes(before, after)


def _compare_notes(before: _Package, after: _Package) -> Iterator[str]:
    both = before.notes.keys() & after.notes.keys()
    texts = sum(before.notes[guid] != after.notes[guid] for guid in both)
    for count, said in (
        (len(after.notes.keys() - both), "{} more"),
        (len(before.notes.keys() - both), "{} less"),
        (texts, "what {} say" if texts > 1 else "what {} says"),
    ):
        if count:
            yield said.format(_notes(count))
    if [g for g in before.order if g in both] != [g for g in after.order if g in both]:
        yield "the order of new cards"
    moved = any(before.places[guid] != after.places[guid] for guid in both)
    if moved and before.decks.keys() == after.decks.keys():
        yield "the deck in which new cards are placed"


def _read(package: bytes) -> _Package:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        data = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as collection:
        collection.deserialize(data)
        models, decks = map(
            json.loads, collection.execute("select models, decks from col").fetchone()
        )
        notes = collection.execute("select guid, mid, mod, tags, flds from notes order by id")
        rows = {str(guid): tuple(rest) for guid, *rest in notes}
        cards = (
            "select n.guid, c.did from cards c join notes n on n.id = c.nid order by c.due, c.id"
        )
        placed = [(str(guid), str(did)) for guid, did in collection.execute(cards)]
    names = {number: str(deck["name"]) for number, deck in decks.items()}
    return _Package(
        # `did`, the deck in which Anki offers a note type first, is none of how it looks.
        looks={number: {**model, "did": None} for number, model in models.items()},
        decks={names[number]: str(deck["desc"]) for number, deck in decks.items()},
        notes=rows,
        order=tuple(dict.fromkeys(guid for guid, _ in placed)),
        places={guid: names[did] for guid, did in placed},
    )


def _notes(count: int) -> str:
    return f"{count} note" if count == 1 else f"{count} notes"
