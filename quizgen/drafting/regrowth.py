"""What new drafts do to the notes that a deck has: improved, proposed, or no longer supported.

Pure, over the texts of the deck's files; `draftbook` remembers what was drafted.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quizgen.decks.edit import change_note
from quizgen.drafting.draftbook import DraftBook, Recorded
from quizgen.drafting.merge import Known, Merged, is_settled
from quizgen.drafting.revising import compared_fields, revise
from quizgen.schema import Note

UNSUPPORTED = "its quote no longer stands in the source"


@dataclass(frozen=True, slots=True)
class Regrown:
    """The book afterwards, the fields to set by note, and what there is to tell, by note id."""

    book: DraftBook
    changes: Mapping[str, dict[str, Any]]
    improved: tuple[str, ...]
    proposed: tuple[str, ...]
    unsupported: tuple[str, ...]


def regrow(book: DraftBook, merged: Merged, known: Iterable[Known], stem: str) -> Regrown:
    """Weigh new drafts of a source against the notes that were recognised in them.

    A note that quotes another source is left alone: what it says is that source's to change.
    """
    changes: dict[str, dict[str, Any]] = {}
    here = {one.note.id: one for one in known if one.here}
    for note, draft in merged.matched:
        revision = revise(note, book.notes.get(note.id), draft, stem) if note.id in here else None
        if revision:
            book = book.with_note(note.id, revision.recorded)
            if revision.changes:
                changes[note.id] = revision.changes
    for one in here.values():
        if weighed := _weigh_support(one, book, changes):
            book = book.with_note(one.note.id, weighed)
    for _, note in merged.added:
        book = book.with_note(note.id, Recorded(compared_fields(note, stem)))
    open_ = {id_: book.notes[id_] for id_, one in here.items() if _is_open(one, book)}
    proposed = tuple(id_ for id_, recorded in open_.items() if recorded.proposed)
    lost = tuple(id_ for id_, recorded in open_.items() if recorded.retire)
    return Regrown(book, changes, tuple(changes), proposed, lost)


def _is_open(known: Known, book: DraftBook) -> bool:
    return known.note.id in book.notes and not is_settled(known.note)


def _weigh_support(known: Known, book: DraftBook, changes: Container[str]) -> Recorded | None:
    """A drafted note that quotes what the source no longer says, or says again; else None.

    One for which another quote is proposed, or put in, is not to be retired.
    """
    recorded = book.notes.get(known.note.id)
    if recorded is None:
        return None
    if is_settled(known.note):
        after = Recorded(recorded.fields)
    elif known.places or known.note.id in changes:
        after = replace(recorded, retire="", kept=False)
    elif recorded.kept or recorded.proposed.get("evidence"):
        after = replace(recorded, retire="")
    else:
        after = replace(recorded, retire=UNSUPPORTED)
    return after if after != recorded else None


def change_files(
    files: Mapping[Path, str],
    notes: Iterable[Note],
    changes: Mapping[str, dict[str, Any]],
    *,
    names_source: bool,
) -> dict[Path, str]:
    """The texts of notes files with fields of some notes set; in a deck of one source unnamed."""
    texts = dict(files)
    for note in notes:
        if wanted := changes.get(note.id):
            if not names_source and wanted.get("evidence"):
                quotes = [dict(quote) for quote in wanted["evidence"]]
                wanted = {**wanted, "evidence": [_without_source(quote) for quote in quotes]}
            texts[note.path] = change_note(texts[note.path], note.id, wanted)
    return texts


def _without_source(quote: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in quote.items() if name != "source"}
