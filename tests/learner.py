"""A learner with the real Anki: imports packages, reviews cards, edits notes (tests only)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
)
from anki.notes import Note, NoteId

GOOD = 2


@dataclass(frozen=True)
class Imported:
    """What Anki says it did with the notes of a package."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


@dataclass(frozen=True)
class Seen:
    """One note as it stands in the collection."""

    fields: dict[str, str]
    tags: tuple[str, ...]
    reviews: int
    deck: str


class Learner:
    """One collection in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.collection = Collection(str(folder / "collection.anki2"))

    def close(self) -> None:
        self.collection.close()

    def take(
        self, package: Path, *, learning_progress: bool = False, merge: bool = False
    ) -> Imported:
        """File > Import with the dialog's defaults, unless told otherwise."""
        options = ImportAnkiPackageOptions(
            merge_notetypes=merge, with_scheduling=learning_progress, with_deck_configs=False
        )
        request = ImportAnkiPackageRequest(package_path=str(package.resolve()), options=options)
        log = self.collection.import_anki_package(request).log
        assert not log.missing_notetype and not log.empty_first_field
        return Imported(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def take_text(self, file: Path) -> Imported:
        """File > Import of a text file, with what its headers say."""
        metadata = self.collection.get_csv_metadata(path=str(file.resolve()), delimiter=None)
        request = ImportCsvRequest(path=str(file.resolve()), metadata=metadata)
        log = self.collection.import_csv(request).log
        assert not log.missing_deck and not log.empty_first_field and not log.first_field_match
        missing = len(log.missing_notetype)
        return Imported(
            len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting) + missing
        )

    def review_all(self) -> int:
        """Answer every card once with Good; how many cards there are."""
        ids = self.collection.find_cards("")
        for card_id in ids:
            card = self.collection.get_card(card_id)
            card.start_timer()
            states = self.collection._backend.get_scheduling_states(card_id)
            answer = self.collection.sched.build_answer(card=card, states=states, rating=GOOD)
            self.collection._backend.answer_card(answer)
        return len(ids)

    def reviews(self) -> int:
        """How many reviews the collection remembers."""
        return int(self.collection.db.scalar("select count() from revlog"))

    def reviewed_cards(self) -> int:
        """How many cards that still exist carry reviews."""
        return len(self.collection.find_cards("-is:new"))

    def note(self, note_id: str) -> Note:
        """The one live note with a quizgen id (a retired kind of it aside)."""
        found = [
            self.collection.get_note(n) for n in self.ids(f"Id:{note_id} -tag:quizgen::retired")
        ]
        assert len(found) == 1, f"{note_id}: {len(found)} notes"
        return found[0]

    def ids(self, search: str) -> list[NoteId]:
        return list(self.collection.find_notes(search))

    def count(self, search: str = "") -> int:
        return len(self.ids(search))

    def edit(self, note_id: str, field: str, text: str, at: int | None = None) -> None:
        """Change a field, as in the Browse window; `at` sets the time that Anki notes for it."""
        note = self.note(note_id)
        note[field] = text
        self.collection.update_note(note)
        if at is not None:
            self.collection.db.execute("update notes set mod = ? where id = ?", at, note.id)

    def tag(self, note_id: str, tag: str) -> None:
        note = self.note(note_id)
        note.add_tag(tag)
        self.collection.update_note(note)

    def style(self, note_type: str, css: str) -> None:
        """Change a note type's CSS, as in the card template editor."""
        found = self.collection.models.by_name(note_type)
        assert found is not None
        found["css"] = css
        self.collection.models.update_dict(found)

    def css(self, note_type: str) -> str:
        self.collection.models._clear_cache()  # an import goes past the library's own cache
        found = self.collection.models.by_name(note_type)
        assert found is not None
        return str(found["css"])

    def note_types(self) -> set[str]:
        """Names of note types that notes use or that quizgen brought."""
        return {n.name for n in self.collection.models.all_names_and_ids() if "quizgen" in n.name}

    def decks(self) -> set[str]:
        return {deck.name for deck in self.collection.decks.all_names_and_ids()}

    def see(self) -> dict[str, Seen]:
        """Every note by guid: the whole of what a learner could lose."""
        seen = {}
        for id_ in self.ids(""):
            note = self.collection.get_note(id_)
            cards = note.cards()
            reviews = sum(card.reps for card in cards)
            deck = self.collection.decks.name(cards[0].did)
            seen[note.guid] = Seen(dict(note.items()), tuple(note.tags), reviews, deck)
        return seen
