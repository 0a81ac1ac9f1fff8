"""Ledger entries -> the bytes of an .apkg: the same bytes for the same input, on every machine.

genanki writes the collection; what it would take from the clock comes from the ledger, its
temporary file is a database in memory, and its zip is replaced by a deflated one without dates.
"""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from quizgen.decks.ledger import Entry
from quizgen.markup import clean
from quizgen.publishing.archive import make_zip
from quizgen.publishing.notetypes import NOTE_TYPES
from quizgen.schema import Kind

if TYPE_CHECKING:
    import genanki

# Deck 1 is Anki's own "Default": a package that names it loses its deck's name.
FIRST_DECK_ID = 1 << 30


@dataclass(frozen=True, slots=True)
class PackageDeck:
    """An Anki deck of the package: full name with `::` levels, description as HTML."""

    name: str
    description: str = ""


def pack(
    entries: Sequence[Entry],
    decks: Iterable[PackageDeck],
    models: Mapping[Kind, genanki.Model],
    created_at: int,
) -> bytes:
    """An .apkg with these notes, new cards in the order given.

    Args:
        entries: what to ship; retired ones last.
        decks: those that carry a description; every other deck and parent is made as needed.
        models: the note types, for every kind among the entries.
        created_at: base of Anki's note ids, in seconds; never the time of the build.
    """
    import genanki

    entries = [_cleaned(entry) for entry in entries]
    anki_decks = _make_decks(entries, decks)
    for due, entry in enumerate(entries, 1):
        anki_decks[entry.subdeck].add_note(_make_note(entry, models[entry.kind], due))
    package = genanki.Package(list(anki_decks.values()))
    with sqlite3.connect(":memory:") as connection:
        ids = itertools.count(created_at * 1000)
        package.write_to_db(connection.cursor(), created_at, ids)
        connection.commit()
        collection = connection.serialize()
    connection.close()
    return make_zip({"collection.anki2": collection, "media": b"{}"})


def _cleaned(entry: Entry) -> Entry:
    """What an older program put into the ledger may hold characters that Anki refuses."""
    return replace(
        entry,
        subdeck=clean(entry.subdeck),
        tags=tuple(map(clean, entry.tags)),
        fields={name: clean(text) for name, text in entry.fields.items()},
    )


def _make_decks(entries: Iterable[Entry], decks: Iterable[PackageDeck]) -> dict[str, genanki.Deck]:
    """Every deck with its parents, parents first (old AnkiDroid needs them in the package)."""
    import genanki

    described = {deck.name: deck.description for deck in decks}
    wanted = {name for entry in entries for name in _with_parents(entry.subdeck)}
    wanted |= {parent for name in described for parent in _with_parents(name)}
    return {
        name: genanki.Deck(_deck_id(name), name, described.get(name, "")) for name in sorted(wanted)
    }


def _with_parents(name: str) -> Iterator[str]:
    levels = name.split("::")
    return ("::".join(levels[:n]) for n in range(1, len(levels) + 1))


def _deck_id(name: str) -> int:
    # Anki matches decks by name and throws this number away; it has to be some constant.
    return FIRST_DECK_ID + int.from_bytes(hashlib.sha256(name.encode()).digest()[:3])


def _make_note(entry: Entry, model: genanki.Model, due: int) -> genanki.Note:
    names = NOTE_TYPES[entry.kind].fields
    fields = [entry.fields.get(name, "") for name in names]
    return _dated_note_class()(entry.changed_at, model, fields, entry.guid, entry.tags, due)


@cache
def _dated_note_class() -> type[genanki.Note]:
    import genanki

    class DatedNote(genanki.Note):  # type: ignore[misc]
        def __init__(
            self,
            changed_at: int,
            model: genanki.Model,
            fields: list[str],
            guid: str,
            tags: Iterable[str],
            due: int,
        ) -> None:
            super().__init__(model, fields, guid=guid, tags=list(tags), due=due)
            self.changed_at = changed_at

        def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, ids: Any) -> None:
            # Anki overwrites a note whose time is newer than its own: only a change may be newer.
            super().write_to_db(cursor, self.changed_at, deck_id, ids)

    return DatedNote
