"""Packs synthetic notes once, in a process of its own: `python -m bench.packing WRITER COUNT`.

Prints time, peak memory and a digest of what was packed. The rival is genanki as its manual says:
the same fields, its own classes, and the zip deflated afterwards, which it does not do itself.
"""

from __future__ import annotations

import gc
import hashlib
import json
import resource
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import genanki

from bench.packaging import Packed
from bench.synthetic import LONG_AGO, make_entries
from quizgen.decks.ledger import Entry
from quizgen.publishing.apkg import PackageDeck, pack
from quizgen.publishing.notetypes import NOTE_TYPES, Look, genanki_model, look_of
from quizgen.rendering import Templates
from quizgen.schema import Kind

Looks = Mapping[Kind, Look]
Writer = Callable[[Sequence[Entry], Looks, Path], None]

COLLECTION = "collection.anki2"
FIRST_DECK_ID = 1_600_000_000
# Linux counts in kilobytes, macOS in bytes.
MAXRSS_PER_MEGABYTE = 1e6 if sys.platform == "darwin" else 1e6 / 1024


def write_ours(entries: Sequence[Entry], looks: Looks, path: Path) -> None:
    """A package by quizgen."""
    models = {k: genanki_model(NOTE_TYPES[k], look, LONG_AGO) for k, look in looks.items()}
    path.write_bytes(pack(entries, [PackageDeck("Synthetic")], models, LONG_AGO))


def write_genanki(entries: Sequence[Entry], looks: Looks, path: Path) -> None:
    """A package by genanki alone."""
    models = {kind: _plain_model(kind, look) for kind, look in looks.items()}
    decks: dict[str, genanki.Deck] = {}
    for entry in entries:
        if entry.subdeck not in decks:
            decks[entry.subdeck] = genanki.Deck(FIRST_DECK_ID + len(decks), entry.subdeck)
        fields = [entry.fields[name] for name in NOTE_TYPES[entry.kind].fields]
        note = genanki.Note(models[entry.kind], fields, guid=entry.guid, tags=list(entry.tags))
        decks[entry.subdeck].add_note(note)
    stored = path.with_suffix(".stored")
    genanki.Package(list(decks.values())).write_to_file(str(stored))
    with zipfile.ZipFile(stored) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name), zipfile.ZIP_DEFLATED)


def _plain_model(kind: Kind, look: Look) -> genanki.Model:
    note_type = NOTE_TYPES[kind]
    cards = zip(note_type.cards, look.cards, strict=True)
    return genanki.Model(
        note_type.id,
        note_type.name,
        fields=[{"name": name} for name in note_type.fields],
        templates=[{"name": c.name, "qfmt": look[0], "afmt": look[1]} for c, look in cards],
        css=look.css,
        model_type=genanki.Model.CLOZE if kind is Kind.CLOZE else genanki.Model.FRONT_BACK,
    )


WRITERS: dict[str, Writer] = {"quizgen": write_ours, "genanki": write_genanki}


def _measure(writer: Writer, count: int, folder: Path) -> Packed:
    templates = Templates()
    looks = {kind: look_of(note_type, templates) for kind, note_type in NOTE_TYPES.items()}
    # A first small one: what is imported and compiled only once is not what is measured.
    writer(list(make_entries(10)), looks, folder / "warm-up.apkg")
    entries, path = list(make_entries(count)), folder / "measured.apkg"
    gc.collect()
    before = _peak()
    start = time.perf_counter()
    writer(entries, looks, path)
    seconds = time.perf_counter() - start
    return Packed(seconds, before, _peak(), _digest(path, folder))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MAXRSS_PER_MEGABYTE


def _digest(path: Path, folder: Path) -> str:
    """A hash of all notes and of the number of cards: both writers have to have done the same."""
    with zipfile.ZipFile(path) as package:
        package.extract(COLLECTION, folder)
    digest = hashlib.sha256()
    connection = sqlite3.connect(folder / COLLECTION)
    for row in connection.execute("select guid, mid, tags, flds from notes order by guid"):
        digest.update(repr(row).encode())
    digest.update(repr(connection.execute("select count() from cards").fetchone()).encode())
    connection.close()
    return digest.hexdigest()


def main(writer: str, count: int) -> None:
    """Measure and print as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder  # genanki leaves its database behind
        print(json.dumps(asdict(_measure(WRITERS[writer], count, Path(folder)))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
