"""Writing and extending deck.yaml and concepts.yaml; what a person wrote there stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import dedent
from typing import Any

from quizgen.decks.edit import dump, flow, load, quoted, scalar
from quizgen.schema import Concept, ConceptSpan

SCHEMA_LINE = "# yaml-language-server: $schema=../../schema/{}.schema.json\n"


def format_deck(fields: Mapping[str, Any]) -> str:
    """A new deck.yaml, of its fields in order."""
    said = {name: quoted(value) for name, value in fields.items()}
    said["sources"] = _list(fields["sources"])
    return SCHEMA_LINE.format("deck") + dump(said)


def add_source(text: str, stem: str) -> str:
    """A deck.yaml's text with one more source."""
    document = load(text)
    sources = document["sources"]
    # One source may be written without brackets.
    document["sources"] = _list([sources, stem]) if isinstance(sources, str) else sources
    if not isinstance(sources, str):
        sources.append(scalar(stem))
    return dump(document)


def name_sources(text: str, stem: str) -> str:
    """A notes file's text in which every quote names its source: where none is named, `stem`."""
    document = load(text)
    changed = False
    for note in document.get("notes") or ():
        for quote in note.get("evidence") or ():
            if not quote.get("source"):
                quote.pop("source", None)
                quote.insert(1, "source", scalar(stem))
                changed = True
    return dump(document) if changed else text


def format_concepts(concepts: Iterable[Concept]) -> str:
    """A new concepts.yaml."""
    return SCHEMA_LINE.format("concepts") + concept_list(concepts)


def concept_list(concepts: Iterable[Concept]) -> str:
    """Concepts as they stand in concepts.yaml, without what is around them."""
    return dedent(dump([_concept_fields(concept) for concept in concepts]))


def add_concepts(text: str, concepts: Iterable[Concept]) -> str:
    """A concepts.yaml's text with more concepts at its end."""
    document = load(text) or []
    document.extend(_concept_fields(concept) for concept in concepts)
    return dedent(dump(document))


def add_spans(text: str, id_: str, spans: Iterable[ConceptSpan]) -> str:
    """A concepts.yaml's text in which one concept is explained at more places."""
    document = load(text)
    for node in document:
        if node.get("id") == id_:
            node["spans"] = [*node.get("spans", ()), *map(_span, spans)]
    return dedent(dump(document))


def _concept_fields(concept: Concept) -> dict[str, Any]:
    spans = [_span(span) for span in concept.spans]
    said: dict[str, Any] = {
        "id": concept.id,
        "name": scalar(concept.name),
        "aliases": _list(concept.aliases) if concept.aliases else None,
        "importance": concept.importance,
        "definition": scalar(concept.definition) if concept.definition else None,
        "why": scalar(concept.why) if concept.why else None,
        "topic": scalar(concept.topic) if concept.topic else None,
        "spans": spans or None,
        "related": _list(concept.related) if concept.related else None,
        "skip": scalar(concept.skip) if concept.skip else None,
    }
    return {name: value for name, value in said.items() if value is not None}


def _span(span: ConceptSpan) -> Any:
    return flow({"source": scalar(span.source), "lines": flow((span.lines.first, span.lines.last))})


def _list(items: Iterable[Any]) -> Any:
    return flow(quoted(list(items)))
