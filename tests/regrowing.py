"""A workspace in which an engine that says what it is told drafts again and again (tests only)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from author import NOON, inside, run
from click.testing import Result

from quizgen.decks.edit import change_note
from quizgen.decks.files import read_deck
from quizgen.decks.workspace import find_workspace
from quizgen.drafting.draftbook import FILE
from quizgen.drafting.intake import take_in
from quizgen.drafting.model import Drafted, FoundConcept
from quizgen.pipeline.drafting import DraftReport, draft
from quizgen.schema import (
    Answerable,
    Claim,
    Cloze,
    Content,
    Evidence,
    Kind,
    Locator,
    Note,
    Source,
    Span,
    Status,
)

SAID = {
    "keel": "The keel is the beam along the bottom of a ship on which the frames are set.",
    "ballast": "Ballast is weight carried low in an empty ship to keep it upright.",
    "hawser": "A hawser is a thick rope with which a ship is towed or moored.",
    "pilot": "A pilot comes on board because he knows the shoals of the harbour.",
}
OTHER = {"lighter": "A lighter is a flat barge that carries cargo between ship and quay."}


@dataclass(frozen=True)
class Card:
    """What the engine says on one thing: a question and an answer, or a cloze text alone."""

    thing: str
    question: str
    answer: str = ""
    why: str = ""
    quote: str = ""


FIRST = (
    Card("keel", "What is the keel of a ship?", "The beam along its bottom that bears the frames"),
    Card("ballast", "What is ballast in an empty ship?", "Weight carried low to keep it upright"),
    Card("hawser", "What is a hawser used for?", "Towing or mooring a ship"),
    Card("pilot", "Why does a pilot come on board?", "He knows the shoals of the harbour"),
)
AGAIN = (
    Card("keel", "What is the keel?", "The beam along the bottom that bears a ship's frames"),
    Card(
        "ballast", "What is ballast on a ship?", "Weight carried low to keep an empty ship upright"
    ),
    Card("hawser", "What is a hawser for?", "For towing or mooring a ship"),
    Card("pilot", "Why is a pilot taken on board?", "He knows the harbour's shoals"),
)


@dataclass
class Script:
    """An engine that drafts the cards that it is given, of those whose quote the source has."""

    cards: tuple[Card, ...] = FIRST
    name: str = "claude"
    said: Mapping[str, str] = field(default_factory=lambda: {**SAID, **OTHER})

    def draft(self, source: Source) -> Drafted:
        mine = [card for card in self.cards if self._quote(card) in source.text]
        things = dict.fromkeys(card.thing for card in mine)
        concepts = [self._concept(source, thing) for thing in things]
        return Drafted(self.name, None, tuple(concepts), tuple(self._note(source, c) for c in mine))

    def _quote(self, card: Card) -> str:
        return card.quote or self.said[card.thing]

    def _concept(self, source: Source, thing: str) -> FoundConcept:
        start = max(0, source.text.lower().find(thing))
        return FoundConcept(thing, thing, (thing,), 1.0, (Span(start, start + len(thing)),))

    def _note(self, source: Source, card: Card) -> tuple[str, Note]:
        start = source.text.index(self._quote(card))
        lines = source.lines_of(Span(start, start + len(self._quote(card))))
        content: Content = Answerable(card.question, card.answer)
        if not card.answer:
            content = Cloze(card.question)
        note = Note(
            f"{card.thing}-{'cloze' if not card.answer else 'basic'}",
            Kind.BASIC if card.answer else Kind.CLOZE,
            content,
            (Evidence(self._quote(card), None, Locator(lines)),),
            Status.DRAFT,
            why=card.why,
            concept=card.thing,
            claim=Claim.FACT,
            origin=self.name,
        )
        return "Ships", note


class Desk:
    """A deck of the source `ships`, drafted with a script, and a person who works on it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.deck = root / "decks" / "ships"
        self.script = Script()
        (root / "decks").mkdir(parents=True)
        (root / "seeds").mkdir()
        self.write_source(SAID)

    @property
    def book_file(self) -> Path:
        return self.deck / FILE

    def write_source(self, said: Mapping[str, str], stem: str = "ships", head: str = "") -> None:
        text = head + "\n\n".join(said.values()) + "\n"
        (self.root / "seeds" / f"{stem}.txt").write_text(text, "utf-8")

    def draft(self, *cards: Card, stem: str = "ships") -> DraftReport:
        """Draft with these cards from now on; without any with those of before."""
        self.script.cards = cards or self.script.cards
        with inside(self.root):
            workspace = find_workspace(Path.cwd(), [])
            wanted = take_in(workspace, f"seeds/{stem}.txt", "ships", "utf-8")
            return draft(workspace, wanted, self.script, now=NOON)

    def notes(self) -> dict[str, Note]:
        return {note.id: note for note in read_deck(self.deck).notes}

    def change(self, note_id: str, **changes: object) -> None:
        path = self.notes()[note_id].path
        path.write_text(change_note(path.read_text("utf-8"), note_id, changes), "utf-8")

    def delete(self, note_id: str) -> None:
        path = self.notes()[note_id].path
        head, *notes = path.read_text("utf-8").split("\n  - id: ")
        kept = [note for note in notes if note.split("\n", 1)[0] != note_id]
        text = "\n  - id: ".join([head, *kept]) if kept else "topic: Ships\nnotes: []\n"
        path.write_text(text if text.endswith("\n") else text + "\n", "utf-8")

    def files(self) -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in self.deck.rglob("*") if p.is_file()}

    def write_files(self, files: Mapping[str, bytes]) -> None:
        for path, data in files.items():
            Path(path).write_bytes(data)

    def recorded(self) -> dict[str, Any]:
        return dict(json.loads(self.book_file.read_text("utf-8"))["notes"])

    def diff(self, *arguments: str) -> Result:
        return run(self.root, "diff", *arguments)


def asks(note: Note) -> tuple[str, str]:
    """Question and answer of a basic note."""
    assert isinstance(note.content, Answerable)
    return note.content.question, note.content.answer
