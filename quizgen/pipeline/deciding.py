"""Decide on what new drafts propose for notes that a person changed or approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quizgen.decks.atomic import write_together
from quizgen.decks.edit import change_note
from quizgen.decks.files import parse_topic, read_deck
from quizgen.decks.folder import read_texts
from quizgen.drafting.draftbook import FILE, Recorded, format_book, read_book
from quizgen.drafting.merge import is_settled
from quizgen.drafting.revising import compared_fields, decide
from quizgen.errors import DeckError, Problem
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
        DeckError: the deck's files, or what is recorded of its drafts, have mistakes.
    """
    deck, book = read_deck(folder), read_book(folder)
    found = []
    for note in deck.notes:
        recorded = book.notes.get(note.id)
        if recorded is None or is_settled(note):
            continue
        now = compared_fields(note, deck.sources[0])
        # What a person has put in by hand, or was put in before an interruption, waits no more.
        left = {name: said for name, said in recorded.proposed.items() if now.get(name) != said}
        if left or recorded.retire:
            found.append(Waiting(note, replace(recorded, proposed=left), now))
    return tuple(found)


def settle(folder: Path, decisions: Mapping[str, bool]) -> None:
    """Put in what is proposed for notes (True), or keep them as they are (False), all in one.

    An accepted change of an approved note makes it a draft again: nobody has read it yet.

    Raises:
        DeckError: the deck's files have mistakes, or what is proposed fits a note no more.
    """
    deck, book, old = read_deck(folder), read_book(folder), read_texts(folder)
    texts = dict(old)
    for one in find_waiting(folder):
        id_ = one.note.id
        if id_ not in decisions:
            continue
        # The whole of what was proposed is decided, also what stands in the note already.
        book = book.with_note(id_, decide(book.notes[id_], taken=decisions[id_]))
        if decisions[id_]:
            path = one.note.path
            texts[path] = change_note(texts[path], id_, _changes(one, deck))
            _check(texts[path], one.note)
    changed = {path: text.encode() for path, text in texts.items() if text != old[path]}
    # The notes first: after an interruption what was put in is seen there, and waits no more.
    write_together({**changed, folder / FILE: format_book(book).encode()})


def _check(text: str, note: Note) -> None:
    parsed = parse_topic(text, note.path)
    if parsed.problems:
        said = f"what is proposed for {note.id!r} does not fit it any more; use --keep {note.id}"
        raise DeckError([Problem(note.path, note.line, said)])


def _changes(one: Waiting, deck: Deck) -> dict[str, Any]:
    if one.recorded.retire:
        return {"status": Status.RETIRED.value}
    changes = dict(one.recorded.proposed)
    only_places = set(changes) == {"evidence"} and _quotes(changes) == _quotes(one.now)
    if one.note.status is Status.APPROVED and not only_places:
        changes |= {"status": Status.DRAFT.value, "approved_by": None}
    if changes.get("evidence") and len(deck.sources) == 1:
        changes["evidence"] = [_without_source(quote) for quote in changes["evidence"]]
    return changes


def _quotes(fields: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    quotes: Iterable[Mapping[str, Any]] = fields.get("evidence") or ()
    return [(quote.get("source"), quote.get("quote")) for quote in quotes]


def _without_source(quote: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in quote.items() if name != "source"}
