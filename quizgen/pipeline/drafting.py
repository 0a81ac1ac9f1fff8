"""Draft notes of sources into a deck, with an engine that needs nobody."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quizgen.decks.atomic import write_together
from quizgen.decks.files import read_deck
from quizgen.decks.folder import is_deck, read_texts
from quizgen.decks.ledger import gone_ids, read_ledger
from quizgen.decks.workspace import Workspace
from quizgen.drafting.draftbook import FILE as BOOK_FILE
from quizgen.drafting.draftbook import read_book
from quizgen.drafting.engine import Engine
from quizgen.drafting.intake import Intake, identify
from quizgen.drafting.writing import Added, DeckTexts, extend, new_deck


@dataclass(frozen=True, slots=True)
class Opened:
    """A deck to draft into; `retired` are ids of notes that were published and are gone."""

    texts: DeckTexts
    retired: frozenset[str]
    new: bool


def open_deck(workspace: Workspace, wanted: Intake, now: int) -> Opened:
    """The deck that drafts go to, as texts; a new one is not written yet.

    Raises:
        DeckError: the deck's files have mistakes.
    """
    folder = wanted.folder
    if not is_deck(folder):
        who = identify(workspace, folder, wanted.sources[0])
        return Opened(new_deck(folder, wanted.sources[0], who), frozenset(), True)
    deck = read_deck(folder)
    gone = gone_ids(read_ledger(folder, deck.key, now), {note.id for note in deck.notes})
    texts = read_texts(folder)
    if (book := folder / BOOK_FILE).is_file():
        read_book(folder)  # a damaged one is told, and not written over
        texts[book] = book.read_text("utf-8")
    return Opened(DeckTexts(folder, texts), frozenset(gone), False)


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What drafting made: what each source added, and the files that are new or changed."""

    folder: Path
    new: bool
    added: tuple[Added, ...]
    files: tuple[Path, ...]
    notes: int


def draft(
    workspace: Workspace, wanted: Intake, engine: Engine, *, now: int, write: bool = True
) -> DraftReport:
    """Draft notes of sources into a deck, made or extended; a second run changes nothing.

    Everything is drafted, merged and read back before anything is written.

    Raises:
        DeckError, SourceError: the deck's files have mistakes, or a source cannot be drafted from.
    """
    folder = wanted.folder
    opened = open_deck(workspace, wanted, now)
    texts, is_new_deck = opened.texts, opened.new
    added: list[Added] = []
    for source in wanted.sources:
        texts, one = extend(texts, source, engine.draft(source), opened.retired)
        added.append(one)
    files = {**wanted.copies, **{path: text.encode() for path, text in texts.files.items()}}
    if is_new_deck and not any(one.merged.added or one.concepts for one in added):
        files = {}  # nothing came of it: no empty deck, and no copy
    old = {} if is_new_deck else opened.texts.files
    files = {path: data for path, data in files.items() if old.get(path, "").encode() != data}
    if write:
        write_together(files)
    notes = len(texts.parse().notes)
    return DraftReport(folder, is_new_deck, tuple(added), tuple(files), notes)
