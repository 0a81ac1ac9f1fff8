"""Where notes live while they are measured: decks with their sources, clean notes and cards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from quizgen.checks.lexicon import read_lexicon
from quizgen.checks.proof import Located, NoSource
from quizgen.checks.views import DeckView, NoteView, SourceView
from quizgen.decks.files import read_deck
from quizgen.schema import (
    Answerable,
    Choice,
    Claim,
    Cloze,
    Concept,
    Deck,
    Evidence,
    Kind,
    Note,
    Option,
    Status,
    Subdecks,
    Topic,
)
from quizgen.sources.evidence import Quotable
from quizgen.sources.read import read_source

ROOT = Path(__file__).parent.parent.parent
LABELLED = ROOT / "tests" / "cases" / "labelled"
OUR_DECK = ROOT / "decks" / "amodei-askell-olah"
INTERVIEW = ROOT / "seeds" / "amodei-askell-olah.txt"
TOPIC = Topic("Cards", "cards", ())


@dataclass(frozen=True)
class Home:
    """A deck as rules see it, with what it takes to see changed notes of it."""

    view: DeckView
    quotables: Mapping[str, Quotable]

    @property
    def notes(self) -> tuple[NoteView, ...]:
        return self.view.notes

    def see(self, note: Note, topic: Topic = TOPIC) -> NoteView:
        """A note of this deck as note rules see it."""
        located = tuple(self._locate(evidence) for evidence in note.evidence)
        view = self.view
        return NoteView(note, topic, view.deck, view.lexicon, view.sources, located)

    def _locate(self, evidence: Evidence) -> Located:
        stems = self.view.deck.sources
        stem = evidence.source or (stems[0] if len(stems) == 1 else None)
        if stem is None or stem not in self.quotables:
            return NoSource(stem)
        return self.quotables[stem].locate(evidence)

    def change(
        self,
        replaced: Iterable[Note] = (),
        added: Iterable[Note] = (),
        concepts: tuple[Concept, ...] | None = None,
    ) -> DeckView:
        """The deck with some notes replaced (by id) and others added."""
        new = {note.id: self.see(note) for note in replaced}
        kept = [new.get(view.note.id, view) for view in self.notes]
        views = (*kept, *(self.see(note) for note in added))
        topic = replace(TOPIC, notes=tuple(view.note for view in views))
        deck = replace(self.view.deck, topics=(topic,))
        if concepts is not None:
            deck = replace(deck, concepts=concepts)
        return DeckView(deck, views, self.view.lexicon, self.view.sources)


def settle(deck: Deck, notes: Iterable[Note], paths: Iterable[Path]) -> Home:
    """Read the sources of a deck and look at its notes."""
    sources = {path.stem: read_source(path) for path in paths}
    lexicon = read_lexicon("en")
    assert lexicon
    views = {stem: SourceView(source, lexicon) for stem, source in sources.items()}
    quotables = {stem: Quotable(source) for stem, source in sources.items()}
    deck = replace(deck, topics=(replace(TOPIC, notes=tuple(notes)),))
    empty = Home(DeckView(deck, (), lexicon, views), quotables)
    seen = tuple(empty.see(note) for note in deck.notes)
    return Home(DeckView(deck, seen, lexicon, views), quotables)


@cache
def read_cards(name: str) -> tuple[dict[str, Any], ...]:
    """The labelled cards of a file."""
    lines = (LABELLED / f"{name}.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def clean_homes() -> tuple[Home, ...]:
    """Our reviewed deck, and the cards on the seven sources that nobody finds fault with."""
    deck = read_deck(OUR_DECK)
    # Those of the first version: notes that came later passed the rules that are measured here.
    written = [note for note in deck.notes if note.origin == "authored"]
    ours = [note for note in written if note.status is Status.APPROVED]
    intents = json.loads((LABELLED / "intent70.json").read_text("utf-8"))
    clean = [
        card
        for card in read_cards("cards70")
        if not intents[card["id"]] and all(x["verdict"] == "ready" for x in card["labels"])
    ]
    return settle(deck, ours, [INTERVIEW]), _home_of_cards(clean, _seven_sources())


@cache
def labelled_homes() -> tuple[Home, ...]:
    """All labelled cards: those on the interview, and those on the seven sources."""
    return (
        _home_of_cards(read_cards("cards80"), (INTERVIEW,)),
        _home_of_cards(read_cards("cards70"), _seven_sources()),
    )


def _seven_sources() -> tuple[Path, ...]:
    found = (LABELLED / "sources").iterdir()
    return tuple(sorted(path for path in found if path.suffix in (".txt", ".md")))


def _home_of_cards(cards: Iterable[Mapping[str, Any]], paths: tuple[Path, ...]) -> Home:
    deck = Deck(
        key="cards",
        name="Cards",
        path=LABELLED,
        language="en",
        sources=tuple(path.stem for path in paths),
        subdecks=Subdecks.NONE,
        description="",
        reader_url=None,
        quiz_questions=20,
        topics=(),
        concepts=(),
    )
    return settle(deck, [note_of(card) for card in cards], paths)


def note_of(card: Mapping[str, Any]) -> Note:
    """A labelled card as a note; options in alphabetical order, as readers saw them."""
    content: Answerable | Cloze | Choice
    kind, question, answer = Kind(card["kind"]), card["question"], card["answer"]
    if kind is Kind.CLOZE:
        content = Cloze(question.replace("____", f"{{{{c1::{answer}}}}}"))
    elif kind is Kind.CHOICE:
        texts = sorted([answer, *card["distractors"]], key=str.casefold)
        content = Choice(question, tuple(Option(text, text == answer) for text in texts))
    else:
        content = Answerable(question, answer)
    return Note(
        id=card["id"],
        kind=kind,
        content=content,
        evidence=(Evidence(card["evidence"], card.get("source")),),
        status=Status.APPROVED,
        why=card.get("why") or "",
        claim=Claim(card.get("claim") or "fact"),
        speaker=card.get("speaker"),
    )
