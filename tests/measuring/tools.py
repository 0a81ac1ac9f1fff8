"""What mutators share: chance without chance, and new texts for the parts of a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from quizgen.checks.examples import example_view
from quizgen.checks.model import Example
from quizgen.checks.views import DeckView, NoteView
from quizgen.decks.cloze import deletions, reveal
from quizgen.schema import Answerable, Choice, Cloze, Evidence, Kind, Note, Option

from .homes import Home
from .stats import number_of

T = TypeVar("T")
PEOPLE = re.compile(r"(?:Dario Amodei|Chris Olah|Amanda Askell|Ilse Demarchi|Henrik Solberg|"
                    r"Tessa Brandvold|Ruth Amadi)")  # fmt: skip
TOPICS = {
    "city-bees": "the waggle dance",
    "deep-sea": "the hadal zone",
    "elasticity-lecture": "inelastic demand",
    "longitude": "lunar distances",
    "night-trains": "sleeping coaches",
    "soil-terms": "field capacity",
    "violin-workshop": "hide glue",
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A changed deck, and the notes in which the flaw is ("" for the deck itself)."""

    view: DeckView
    notes: frozenset[str]
    what: str


Mutant = Note | NoteView | Planted


@dataclass(frozen=True)
class Draw:
    """Choices that depend on the rule and the note only, and where the note lives."""

    rule: str
    note: str
    home: Home

    def some(self, sequence: Sequence[T], count: int = 1, salt: str = "") -> list[T]:
        """So many different elements, from a place that the rule and the note decide."""
        start = number_of(self.rule, self.note, salt) % max(1, len(sequence))
        turned = [*sequence[start:], *sequence[:start]]
        return turned[:count]

    def one(self, sequence: Sequence[T], salt: str = "") -> T:
        return self.some(sequence, 1, salt)[0]


Mutator = Callable[[NoteView, Draw], Iterator[Mutant]]


def lower(text: str) -> str:
    """A text to go on inside a sentence: names and abbreviations keep their capitals."""
    first, _, rest = text.partition(" ")
    named = rest[:1].isupper() or first in ("I", "Claude", "Anthropic's", "Pernambuco")
    keep = named or sum(char.isupper() for char in first) > 1
    return text if keep else text[:1].lower() + text[1:]


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def topic(view: NoteView) -> str:
    """A short phrase for what a note is about."""
    names = {concept.id: concept.name for concept in view.deck.concepts}
    if view.note.concept in names:
        return lower(names[view.note.concept])
    return TOPICS[view.note.evidence[0].source or ""]


def asking(note: Note, question: str) -> Note:
    """The note with another question, or cloze text."""
    match note.content:
        case Cloze():
            return replace(note, content=Cloze(question))
        case content:
            return replace(note, content=replace(content, question=question))


def answering(note: Note, answer: str) -> Note:
    """The note with another answer: of a cloze its first deletion, of a choice note its key."""
    match note.content:
        case Answerable(question):
            return replace(note, content=Answerable(question, answer))
        case Cloze(text):
            first = deletions(text)[0]
            start, end = first.span.start, first.span.end
            return asking(note, f"{text[:start]}{{{{c{first.number}::{answer}}}}}{text[end:]}")
        case Choice(_, options):
            place = next(n for n, option in enumerate(options) if option.key)
            return with_option(note, place, answer)


def with_option(note: Note, place: int, text: str) -> Note:
    choice = choice_of(note)
    options = list(choice.options)
    options[place] = replace(options[place], text=text)
    return replace(note, content=replace(choice, options=tuple(options)))


def choice_of(note: Note) -> Choice:
    assert isinstance(note.content, Choice)
    return note.content


def wrong_places(note: Note) -> list[int]:
    return [n for n, option in enumerate(choice_of(note).options) if not option.key]


def key_place(note: Note) -> int:
    return next(n for n, option in enumerate(choice_of(note).options) if option.key)


def with_options(note: Note, texts: Sequence[str], key: int = 0, *, fixed: bool = False) -> Note:
    """The note with wholly new options."""
    options = tuple(Option(text, n == key) for n, text in enumerate(texts))
    return replace(note, content=Choice(choice_of(note).question, options, fixed))


def quoting(note: Note, *quotes: str) -> Note:
    """The note with other quotes from the same source, without locators."""
    source = note.evidence[0].source
    return replace(note, evidence=tuple(Evidence(quote, source) for quote in quotes))


def shown(note: Note) -> str:
    """What is asked, in words; of a cloze, with nothing hidden."""
    return reveal(note.content.text) if isinstance(note.content, Cloze) else note.content.question


def insert_words(text: str, words: str, place: int) -> str:
    """The text with words put between two of its words; never inside a deletion."""
    gaps = [m.start() for m in re.finditer(r" ", text)]
    spans = [d.span for d in deletions(text)]
    free = [gap for gap in gaps if not any(s.start <= gap < s.end for s in spans)]
    if not free:
        return f"{text} {words}"
    at = free[place % len(free)]
    return f"{text[:at]} {words}{text[at:]}"


def in_question(text: str, words: str) -> str:
    """A question, or statement, that goes on with some words before its last mark."""
    body = text.rstrip("?.")
    return f"{body}{words}{text[len(body) :]}"


def fields_of(note: Note) -> dict[str, Any]:
    """Question and answer of a note as the fields of an example."""
    match note.content:
        case Answerable(question, answer):
            told: dict[str, Any] = {"question": question, "answer": answer}
        case Cloze(text):
            told = {"text": text}
        case Choice(question, options):
            told = {"question": question, "options": [_fields_of_option(o) for o in options]}
    return {"kind": note.kind.value, **told}


def _fields_of_option(option: Option) -> Mapping[str, Any]:
    return {"text": option.text, "key": option.key}


def on_small_source(note: Note, source: str, quote: str) -> NoteView:
    """The note on a small source of its own, which says what the flaw needs."""
    fields = fields_of(note) | {"evidence": [{"quote": quote}]}
    return example_view(Example((fields,), source)).notes[0]


def is_cloze(note: Note) -> bool:
    return note.kind is Kind.CLOZE


def names_person(note: Note) -> bool:
    return bool(PEOPLE.search(shown(note)))
