"""Deck folder -> `Deck`. Parsing is pure and reports every mistake of every file in one run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from quizgen.decks.blueprints import read_blueprint
from quizgen.decks.fields import CONCEPT_FIELDS, DECK_FIELDS, SPAN_FIELDS, TOPIC_FIELDS, names
from quizgen.decks.folder import BLUEPRINT_FILE, CONCEPTS_FILE, DECK_FILE, notes_files, unread_files
from quizgen.decks.naming import name_mistake
from quizgen.decks.note_reader import read_id, read_ignores, read_note
from quizgen.errors import DeckError, Problem
from quizgen.schema import (
    OWN_URL,
    Blueprint,
    Concept,
    ConceptSpan,
    Deck,
    Lines,
    Note,
    Subdecks,
    Topic,
)
from quizgen.text import squeeze
from quizgen.yamlnodes import Node, NodeReader, line_of, places_of

T = TypeVar("T")

DEFAULT_QUIZ_QUESTIONS = 20
MOST_QUIZ_QUESTIONS = 500


@dataclass(slots=True)
class Parsed(Generic[T]):
    """What a file says, and what is wrong with it."""

    value: T
    problems: list[Problem] = field(default_factory=list)


def read_deck(folder: Path) -> Deck:
    """Read a deck folder.

    Raises:
        DeckError: with every mistake in any of its files.
    """
    problems = list(unread_files(folder))
    if not (folder / DECK_FILE).is_file():
        missing = Problem(folder / DECK_FILE, 0, "no deck here; `quizgen init` makes an example")
        raise DeckError(problems or [missing])
    concepts: tuple[Concept, ...] = ()
    if (folder / CONCEPTS_FILE).is_file():
        path = folder / CONCEPTS_FILE
        concepts = _take(parse_concepts(_read_text(path, problems), path), problems)
    topics = tuple(
        _take(parse_topic(_read_text(path, problems), path), problems)
        for path in notes_files(folder)
    )
    problems.extend(_repeated_ids(topics))
    blueprint = _read_blueprint(folder / BLUEPRINT_FILE, problems)
    head = _read_text(folder / DECK_FILE, problems)
    deck = _take(parse_deck(head, folder, topics, concepts), problems)
    if problems or deck is None:
        raise DeckError(problems)
    return replace(deck, blueprint=blueprint)


def _read_blueprint(path: Path, problems: list[Problem]) -> Blueprint:
    if not path.is_file():
        return Blueprint()
    try:
        return read_blueprint(path)
    except DeckError as error:
        problems.extend(error.problems)
        return Blueprint()


def _take(parsed: Parsed[T], problems: list[Problem]) -> T:
    problems.extend(parsed.problems)
    return parsed.value


def _read_text(path: Path, problems: list[Problem]) -> str:
    """A file's text; what is not UTF-8 is a problem, and its text the empty mapping."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        problems.append(Problem(path, line, "not UTF-8 from here on; save the file as UTF-8"))
        return "{}"


def in_order_of_study(topics: Iterable[Topic], concepts: Iterable[Concept]) -> tuple[Topic, ...]:
    """Topics in the order in which the list of concepts comes to them; others behind, as given.

    The list stands in the order of study, names of files in that of the alphabet.
    """
    named = dict.fromkeys(
        squeeze(concept.topic).casefold() for concept in concepts if not concept.skip
    )
    place = {name: number for number, name in enumerate(named)}
    return tuple(sorted(topics, key=lambda t: place.get(squeeze(t.name).casefold(), len(place))))


def _repeated_ids(topics: Iterable[Topic]) -> list[Problem]:
    first: dict[str, Note] = {}
    problems = []
    for note in (note for topic in topics for note in topic.notes):
        other = first.setdefault(note.id, note)
        if other is not note:
            place = f"{other.path}:{other.line}"
            said = f"id {note.id!r} is taken by {place}; choose another for the newer note"
            problems.append(Problem(note.path, note.line, said))
    return problems


# --------------------------------------------------------------------------- pure parsers


def parse_deck(
    text: str, folder: Path, topics: tuple[Topic, ...], concepts: tuple[Concept, ...]
) -> Parsed[Deck | None]:
    """The text of a deck.yaml, with what the other files said -> the deck."""
    reader = NodeReader(folder / DECK_FILE)
    root = reader.compose(text)
    entries = reader.entries(root, "deck.yaml", names(DECK_FIELDS)) if root else {}
    for key in ("key", "name", "sources"):
        if root and key not in entries:
            reader.problem(root, f"deck.yaml has no {key}; add `{key}:`")
    if not root or reader.problems:
        return Parsed(None, reader.problems)
    deck = Deck(
        key=read_id(reader, entries["key"], root, "deck"),
        name=_read_name(reader, entries["name"]),
        path=folder,
        language=reader.text(entries.get("language"), "language") or "en",
        sources=_read_sources(reader, entries["sources"]),
        subdecks=reader.choice(entries.get("subdecks"), "subdecks", Subdecks, Subdecks.NONE),
        description=reader.text(entries.get("description"), "description"),
        reader_url=_read_url(reader, entries.get("reader_url")),
        quiz_questions=reader.number(
            entries.get("quiz_questions"),
            "quiz_questions",
            1,
            MOST_QUIZ_QUESTIONS,
            DEFAULT_QUIZ_QUESTIONS,
        ),
        topics=in_order_of_study(topics, concepts),
        concepts=concepts,
        ignores=read_ignores(reader, entries.get("lint-ignore")),
        places=dict(places_of(root)),
    )
    return Parsed(deck, reader.problems)


def _read_name(reader: NodeReader, node: Node) -> str:
    name = " ".join(reader.text(node, "name", required=True).split())
    if name and (mistake := name_mistake(name)):
        reader.problem(node, f"name {name!r}: {mistake}")
    return name


def _read_sources(reader: NodeReader, node: Node) -> tuple[str, ...]:
    before = len(reader.problems)
    stems = reader.texts(node, "sources")
    if not stems and len(reader.problems) == before:
        reader.problem(node, "sources is empty; name a file of seeds/ by its stem")
    for stem in stems:
        if "/" in stem or "\\" in stem or stem.startswith("."):
            reader.problem(node, f"source {stem!r}: write the stem of a file in seeds/, no path")
        elif stems.count(stem) > 1:
            reader.problem(node, f"source {stem!r} is listed twice; keep it once")
    return stems


def _read_url(reader: NodeReader, node: Node | None) -> str | None:
    url = reader.optional(node, "reader_url")
    if url and url != OWN_URL and not url.startswith(("https://", "http://")):
        said = f"write an address that starts with https://, or {OWN_URL} for each source's own"
        reader.problem(node or 1, f"reader_url {url!r}: {said}")
        return None
    return url


def parse_topic(text: str, path: Path) -> Parsed[Topic]:
    """The text of a notes file -> its topic and notes."""
    reader = NodeReader(path)
    root = reader.compose(text)
    entries = reader.entries(root, "a notes file", names(TOPIC_FIELDS)) if root else {}
    if root and "topic" not in entries:
        reader.problem(root, "the file has no topic; add `topic: Name` at its head")
    notes = [read_note(reader, node) for node in reader.items(entries.get("notes"), "notes")]
    name = " ".join(reader.text(entries.get("topic"), "topic", required=True).split())
    topic = Topic(name, path.stem, tuple(note for note in notes if note), text)
    return Parsed(topic, reader.problems)


def parse_concepts(text: str, path: Path) -> Parsed[tuple[Concept, ...]]:
    """The text of a concepts.yaml -> its concepts, in order."""
    reader = NodeReader(path)
    root = reader.compose(text)
    if root is None:
        return Parsed((), reader.problems)
    first: dict[str, int] = {}
    concepts = []
    for node in reader.items(root, "concepts.yaml"):
        concept = _read_concept(reader, node)
        if concept.id in first:
            said = f"id {concept.id!r} is taken at line {first[concept.id]}; merge the two"
            reader.problem(node, said)
        first.setdefault(concept.id, line_of(node))
        concepts.append(concept)
    return Parsed(tuple(concepts), reader.problems)


def _read_concept(reader: NodeReader, node: Node) -> Concept:
    entries = reader.entries(node, "a concept", names(CONCEPT_FIELDS))
    id_ = read_id(reader, entries.get("id"), node, "concept")
    spans = (_read_span(reader, item) for item in reader.items(entries.get("spans"), "spans"))
    return Concept(
        id=id_,
        name=reader.text(entries.get("name"), "name") or id_.replace("-", " "),
        aliases=reader.texts(entries.get("aliases"), "aliases"),
        importance=reader.number(entries.get("importance"), "importance", 1, 3, 2),
        definition=reader.text(entries.get("definition"), "definition"),
        spans=tuple(span for span in spans if span),
        related=reader.texts(entries.get("related"), "related"),
        skip=reader.optional(entries.get("skip"), "skip"),
        topic=" ".join(reader.text(entries.get("topic"), "topic").split()),
        why=reader.text(entries.get("why"), "why"),
        path=reader.path,
        places=dict(places_of(node)),
    )


def _read_span(reader: NodeReader, node: Node) -> ConceptSpan | None:
    entries = reader.entries(node, "a span", names(SPAN_FIELDS))
    lines = reader.texts(entries.get("lines"), "lines")
    source = reader.text(entries.get("source"), "source", required=True)
    if len(lines) == 2 and all(n.isdigit() for n in lines) and 1 <= int(lines[0]) <= int(lines[1]):
        return ConceptSpan(source, Lines(int(lines[0]), int(lines[1])))
    reader.problem(node, "a span needs `source:` and `lines: [first, last]`")
    return None
