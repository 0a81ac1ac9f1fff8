"""Examples of rules -> small decks, so that examples are tests and mutants have a home."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from quizgen.checks.model import Example
from quizgen.checks.proof import prove
from quizgen.checks.run import view_of
from quizgen.checks.views import DeckView
from quizgen.decks.files import parse_concepts, parse_topic
from quizgen.errors import DeckError
from quizgen.schema import Concept, Deck, Source, Subdecks, Topic
from quizgen.sources.meta import parse_meta
from quizgen.sources.read import parse_source
from quizgen.text import squeeze

META = """\
title: A talk
recorded: "2024-03"
speakers:
  - {name: Jon Vik, role: host}
  - {name: Mara Lind, role: guest, from_line: 2}
corrections: [{said: knee tide, meant: neap tide, lines: []}]
"""
PROSE_META = 'title: A text\nrecorded: "2024-03"\n'
STEM = "example"


def example_source(text: str) -> Source:
    """The source of an example: a talk of Jon Vik and Mara Lind when it has turns, else prose."""
    meta = META if text.startswith("- ") else PROSE_META
    path = Path(f"{STEM}.txt")
    return parse_source(text, path, parse_meta(meta, path.with_suffix(".meta.yaml")))


def example_topic(example: Example, source: Source) -> Topic:
    """The notes of an example, with what it leaves out added.

    Raises:
        DeckError: the example is no valid note.
    """
    from quizgen.decks.edit import format_fields

    first = squeeze(source.text[source.turns[0].span.start : source.turns[0].span.end])
    filled = []
    for number, fields in enumerate(example.notes):
        added = {"id": f"note-{number}", "kind": _kind_of(fields), "status": "draft"}
        quote = first.split(". ")[0].rstrip(".?!")
        filled.append(added | {"evidence": [{"quote": quote}]} | dict(fields))
    text = format_fields("Example", filled)
    parsed = parse_topic(text, Path("notes") / "example.yaml")
    if parsed.problems:
        raise DeckError(parsed.problems)
    return parsed.value


def _kind_of(fields: Mapping[str, object]) -> str:
    return "choice" if "options" in fields else "cloze" if "text" in fields else "basic"


def example_deck(example: Example, concepts: Iterable[str] = ("tide",)) -> tuple[Deck, Source]:
    """A deck of the example's notes, and its source."""
    source = example_source(example.source)
    listed = _concepts(example) or tuple(Concept(name, name) for name in concepts)
    deck = Deck(
        key="example",
        name="Example",
        path=Path(),
        language="en",
        sources=(STEM,),
        subdecks=Subdecks.NONE,
        description="",
        reader_url=None,
        quiz_questions=20,
        topics=(example_topic(example, source),),
        concepts=listed,
    )
    return deck, source


def _concepts(example: Example) -> tuple[Concept, ...]:
    from quizgen.decks.edit import note_list

    return parse_concepts(note_list(example.concepts), Path("concepts.yaml")).value


def example_view(example: Example) -> DeckView:
    """The deck of an example as rules see it."""
    deck, source = example_deck(example)
    sources = {source.stem: source}
    return view_of(deck, sources, prove(deck, sources))
