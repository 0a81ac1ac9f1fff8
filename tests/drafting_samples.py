"""Sources and concepts made of a few sentences, for tests of the keyless engine."""

from __future__ import annotations

import re
from pathlib import Path

from quizgen.drafting.extractive import draft_cards
from quizgen.drafting.frequencies import read_frequencies
from quizgen.drafting.headlines import make_headline
from quizgen.drafting.model import FoundConcept, Genre
from quizgen.drafting.parsing import Parser
from quizgen.drafting.sentences import split_sentences
from quizgen.schema import Answerable, Cloze, Note, Person, Role, Source, SourceMeta
from quizgen.sources.meta import MetaFile
from quizgen.sources.read import parse_source

TALK = SourceMeta(
    title="Harbour talk",
    recorded="2024-05",
    people=(
        Person("Jon Vik", Role.HOST, ("Jon",)),
        Person("Mara Lind", Role.GUEST, ("Mara",)),
    ),
)
WRITTEN = SourceMeta(title="Sea notes", recorded="2024")


def make_source(text: str, name: str = "sample.txt", meta: SourceMeta = WRITTEN) -> Source:
    return parse_source(text, Path(name), MetaFile(Path("sample.meta.yaml"), meta))


def make_concept(name: str, *cues: str) -> FoundConcept:
    """A concept by name; a plural or other form may follow after "/"."""
    first, *others = name.split("/")
    id_ = re.sub(r"[^a-z0-9]+", "-", first.casefold()).strip("-")
    return FoundConcept(id_, first, (first, *others), 1.0, (), cues, is_name=first[0].isupper())


def cards_of(
    source: Source,
    concepts: tuple[FoundConcept, ...],
    genre: Genre,
    parser: Parser | None = None,
) -> tuple[tuple[str, Note], ...]:
    """The notes of a source in which these are the concepts, with their topics."""
    sentences = split_sentences(source)
    headline = make_headline(source, sentences, concepts, read_frequencies())
    return draft_cards(source, sentences, concepts, genre, headline, parser)


def draft(text: str, *concepts: str, genre: Genre = Genre.PROSE) -> list[Note]:
    """The notes that the engine makes of a text in which these are the terms in bold, best first."""
    talk = genre is Genre.CONVERSATION
    source = make_source(text, meta=TALK if talk else WRITTEN)
    found = tuple(make_concept(name, "bold") for name in concepts)
    return [note for _, note in cards_of(source, found, genre)]


def said(notes: list[Note]) -> list[tuple[str, str]]:
    """What notes ask and what they answer; of a cloze, the text."""
    return [_said(note) for note in notes]


def _said(note: Note) -> tuple[str, str]:
    match note.content:
        case Cloze(text):
            return text, ""
        case Answerable(question, answer):
            return question, answer
        case choice:
            return choice.question, " | ".join(option.text for option in choice.options)
