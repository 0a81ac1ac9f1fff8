"""Tab-separated text with Anki's headers: the notes of the .apkg, under the same guids.

Anki takes fields by position, whatever the note type: rows of types with fewer fields than the
longest are filled up with empty cells, which it leaves aside.
"""

from __future__ import annotations

import csv
import io

from quizgen.decks.ledger import Entry
from quizgen.markup import clean
from quizgen.publishing.exports.model import Export, Manuscript
from quizgen.publishing.notetypes import NOTE_TYPES

HEADERS = (
    "#separator:Tab",
    "#html:true",
    "#if matches:update current",
    "#guid column:1",
    "#notetype column:2",
    "#deck column:3",
    "#tags column:4",
)
MOST_FIELDS = max(len(note_type.fields) for note_type in NOTE_TYPES.values())


def write_tsv(manuscript: Manuscript) -> Export:
    """What the package has, retired notes included, for File > Import in Anki."""
    text = io.StringIO()
    text.writelines(f"{header}\n" for header in HEADERS)
    rows = csv.writer(text, delimiter="\t", lineterminator="\n")
    rows.writerows(map(_row, manuscript.shipped))
    return Export(text.getvalue().encode(), len(manuscript.shipped))


def _row(entry: Entry) -> list[str]:
    note_type = NOTE_TYPES[entry.kind]
    fields = [clean(entry.fields.get(name, "")) for name in note_type.fields]
    padding = [""] * (MOST_FIELDS - len(fields))
    tags = " ".join(map(clean, entry.tags))
    return [entry.guid, note_type.name, clean(entry.subdeck), tags, *fields, *padding]
