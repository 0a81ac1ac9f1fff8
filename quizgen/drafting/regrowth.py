"""What new drafts do to the notes that a deck has: improved, proposed, or no longer supported.

Pure, over the texts of the deck's files; `draftbook` remembers what was drafted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quizgen.decks.edit import change_note
from quizgen.drafting.draftbook import DraftBook, Recorded
from quizgen.drafting.merge import Known, Merged
from quizgen.drafting.revising import compared_fields, revise
from quizgen.schema import Note, Status

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
    """Weigh new drafts of a source against the notes that were recognised in them."""
    changes: dict[str, dict[str, Any]] = {}
    proposed: list[str] = []
    for note, draft in merged.matched:
        if revision := revise(note, book.notes.get(note.id), draft, stem):
            book = book.with_note(note.id, revision.recorded)
            if revision.changes:
                changes[note.id] = revision.changes
            if revision.recorded.proposed:
                proposed.append(note.id)
    for _, note in merged.added:
        book = book.with_note(note.id, Recorded(compared_fields(note, stem)))
    matched = {note.id for note, _ in merged.matched}
    lost: list[str] = []
    for one in known:
        if one.note.id not in matched and (weighed := _weigh_support(one, book)):
            book = book.with_note(one.note.id, weighed)
            lost += [one.note.id] if weighed.retire else []
    return Regrown(book, changes, tuple(changes), tuple(proposed), tuple(lost))


def _weigh_support(known: Known, book: DraftBook) -> Recorded | None:
    """A drafted note that quotes what the source no longer says, or says again; else None."""
    recorded = book.notes.get(known.note.id)
    if recorded is None or not known.here:
        return None
    reason = "" if known.places or _is_settled(known.note) else UNSUPPORTED
    return replace(recorded, retire=reason) if reason != recorded.retire else None


def _is_settled(note: Note) -> bool:
    return note.status in (Status.REJECTED, Status.RETIRED)


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
