"""Decide on what new drafts propose for notes that a person changed or approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizgen.decks.atomic import write_together
from quizgen.decks.edit import change_note
from quizgen.decks.files import read_deck
from quizgen.decks.folder import read_texts
from quizgen.drafting.draftbook import FILE, DraftBook, Recorded, format_book, read_book
from quizgen.drafting.revising import compared_fields, decide
from quizgen.schema import Deck, Note, Status


@dataclass(frozen=True, slots=True)
class Waiting:
    """A note with what was drafted, what stands in the deck now, and what is proposed."""

    note: Note
    recorded: Recorded
    now: dict[str, Any]


def find_waiting(folder: Path) -> tuple[Waiting, ...]:
    """The notes of a deck about which something is to be decided, in the order of the deck.

    Raises:
        DeckError: the deck's files have mistakes.
    """
    deck, book = read_deck(folder), read_book(folder)
    return tuple(
        Waiting(note, book.notes[note.id], compared_fields(note, deck.sources[0]))
        for note in deck.notes
        if note.id in book.notes and book.notes[note.id].waits
    )


def settle(folder: Path, ids: Sequence[str], *, accept: bool) -> None:
    """Put in what is proposed for these notes, which wait for it, or keep them as they are.

    An accepted change of an approved note makes it a draft again: nobody has read it yet.
    """
    deck, book, texts = read_deck(folder), read_book(folder), read_texts(folder)
    waiting = {one.note.id: one for one in find_waiting(folder)}
    for id_ in ids:
        one = waiting[id_]
        book = book.with_note(id_, decide(one.recorded, one.recorded.fields))
        if accept:
            texts[one.note.path] = change_note(texts[one.note.path], id_, _changes(one, deck))
    _write(folder, texts, book)


def _changes(one: Waiting, deck: Deck) -> dict[str, Any]:
    changes = dict(one.recorded.proposed)
    if one.recorded.retire:
        return {"status": Status.RETIRED.value}
    if changes.get("evidence") and len(deck.sources) == 1:
        changes["evidence"] = [
            {name: value for name, value in quote.items() if name != "source"}
            for quote in changes["evidence"]
        ]
    if one.note.status is Status.APPROVED:
        changes |= {"status": Status.DRAFT.value, "approved_by": None}
    return changes


def _write(folder: Path, texts: dict[Path, str], book: DraftBook) -> None:
    old = read_texts(folder)
    files = {path: text.encode() for path, text in texts.items() if text != old[path]}
    write_together({**files, folder / FILE: format_book(book).encode()})
