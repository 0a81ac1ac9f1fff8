"""JSON: everything that a deck says, for other programs. `schema/export.schema.json` describes it.

Texts are Markdown as in the deck files, quotes the source's own words. `FORMAT` counts up when a
field changes its name or meaning; new fields may come at any time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from quizgen.publishing.edition import Citation, Edition, citations
from quizgen.publishing.exports.model import Export, Manuscript
from quizgen.schema import (
    Answerable,
    Choice,
    Cloze,
    Concept,
    Note,
    Option,
    Passage,
    Person,
    Proven,
    Source,
)

FORMAT = 1
Record = dict[str, object]


def write_json(manuscript: Manuscript) -> Export:
    """The deck, its sources, its concepts, and its notes with evidence and places."""
    edition = manuscript.edition
    guids = {(entry.id, entry.kind): entry.guid for entry in manuscript.shipped}
    record = {
        "format": FORMAT,
        "deck": _deck(edition),
        "sources": [_source(source) for source in edition.sources.values()],
        "notes": [
            {"guid": guids.get((proven.note.id, proven.note.kind)), **_note(edition, proven)}
            for proven in edition.notes
        ],
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    # A lone surrogate, which only a model's broken reply can bring, has no place in UTF-8.
    return Export(text.encode("utf-8", "replace"), len(edition.notes))


def _deck(edition: Edition) -> Record:
    deck = edition.deck
    return {
        "key": deck.key,
        "name": deck.name,
        "language": deck.language,
        "description": deck.description,
        "reader_url": deck.reader_url,
        "concepts": [_concept(concept) for concept in deck.concepts if concept.skip is None],
    }


def _concept(concept: Concept) -> Record:
    return {
        "id": concept.id,
        "name": concept.name,
        "aliases": list(concept.aliases),
        "definition": concept.definition,
        "why": concept.why,
        "topic": concept.topic,
        "importance": concept.importance,
        "related": list(concept.related),
        "spans": [
            {"source": span.source, "lines": [span.lines.first, span.lines.last]}
            for span in concept.spans
        ],
    }


def _source(source: Source) -> Record:
    meta = source.meta
    return {
        "stem": source.stem,
        "title": meta.title,
        "series": meta.series,
        "recorded": meta.recorded,
        "language": meta.language,
        "url": meta.url,
        "licence": meta.licence,
        "people": [_person(person) for person in meta.people],
    }


def _person(person: Person) -> Record:
    return {"name": person.name, "role": person.role.value, "about": person.about}


def _note(edition: Edition, proven: Proven) -> Record:
    note = proven.note
    pairs = zip(proven.passages, citations(edition, proven), strict=True)
    return {
        "id": note.id,
        "topic": proven.topic,
        "kind": note.kind.value,
        **_content(note),
        "why": note.why,
        "hint": note.hint,
        "extra": note.extra,
        "concept": note.concept,
        "claim": note.claim.value,
        "speaker": note.speaker,
        "date": note.date,
        "level": note.level.value,
        "priority": note.priority,
        "tags": list(note.tags),
        "status": note.status.value,
        "approved_by": note.approved_by,
        "origin": note.origin,
        "evidence": [_proof(edition.sources, *pair) for pair in pairs],
    }


def _content(note: Note) -> Record:
    match note.content:
        case Answerable(question, answer):
            return {"question": question, "answer": answer}
        case Cloze(text):
            return {"text": text}
        case Choice(question, options, fixed_order):
            said = [_option(option) for option in options]
            return {"question": question, "options": said, "fixed_order": fixed_order}


def _option(option: Option) -> Record:
    return {"text": option.text, "key": option.key, "why": option.why}


def _proof(sources: Mapping[str, Source], passage: Passage, citation: Citation) -> Record:
    """A quote and its place: lines and characters of the file, counted from 1 and from 0."""
    spans = [sources[passage.source].raw_span(span) for span in passage.spans]
    return {
        "quote": citation.quote,
        "source": passage.source,
        "speaker": passage.speaker,
        "turn": passage.turn,
        "seconds": passage.seconds,
        "lines": [passage.lines.first, passage.lines.last],
        "spans": [[span.start, span.end] for span in spans],
        "place": citation.place,
    }
