"""Changing and writing deck files: comments, order and quoting of what is there stay.

Reading for use is `files.py` (fast); this is the slow round trip through ruamel.yaml, for the few
moments when the program itself writes notes and concepts.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from quizgen.decks.cloze import OPENING
from quizgen.decks.fields import NOTE_FIELDS
from quizgen.errors import QuizgenError
from quizgen.schema import (
    Answerable,
    Choice,
    Cloze,
    Concept,
    ConceptSpan,
    Evidence,
    Note,
    Option,
    Topic,
)

if TYPE_CHECKING:
    from ruamel.yaml import YAML

SCHEMA_LINE = "# yaml-language-server: $schema=../../../schema/notes.schema.json\n"
OTHER_SCHEMA_LINE = "# yaml-language-server: $schema=../../schema/{}.schema.json\n"
# What YAML 1.1 readers (PyYAML's default, many editors) would not take for text.
LOOKS_TYPED = re.compile(
    r"(?i)(?:[-+]?[\d._:,]+(?:e[-+]?\d+)?|0[xo][\da-f_]+|y|n|yes|no|on|off|true|false|null|~|"
    r"\d{4}-\d\d?-\d\d?.*|[-+]?\.(?:inf|nan))"
)


def change_note(text: str, note_id: str, changes: Mapping[str, object]) -> str:
    """A notes file's text with fields of one note set, or removed where the value is None.

    Raises:
        QuizgenError: the file has no such note.
    """
    document = _round_trip().load(text)
    for node in document.get("notes") or ():
        if node.get("id") == note_id:
            for name, value in changes.items():
                _set(node, name, value)
            return _dump(document)
    raise QuizgenError(f"no note {note_id!r} in this file")


def change_place(text: str, note_id: str, place: str, value: str) -> str:
    """A notes file's text with one scalar of a note set, by its path (`options.2.text`).

    The path `options` takes a JSON list of indexes: the options in that order.

    Raises:
        QuizgenError: the file has no such note, or the note no such place.
    """
    document = _round_trip().load(text)
    note = next((n for n in document.get("notes") or () if n.get("id") == note_id), None)
    if note is None:
        raise QuizgenError(f"no note {note_id!r} in this file")
    *above, last = (int(part) if part.isdigit() else part for part in place.split("."))
    try:
        parent = note
        for part in above:
            parent = parent[part]
        if last == "options":
            parent[last][:] = [parent[last][index] for index in json.loads(value)]
        elif parent[last] is not None:
            parent[last] = _quoted(value)
    except (KeyError, IndexError, TypeError) as error:
        raise QuizgenError(f"note {note_id!r} has no {place}") from error
    return _dump(document)


def format_topic(topic: Topic) -> str:
    """A new notes file, as a person would like to find it."""
    return format_fields(topic.name, [note_fields(note) for note in topic.notes])


def format_fields(topic: str, notes: Iterable[Mapping[str, Any]]) -> str:
    """The same, of notes as they stand in the file."""
    document = {"topic": _scalar(topic), "notes": [_quoted(dict(note)) for note in notes]}
    return SCHEMA_LINE + _dump(document)


def note_list(notes: Iterable[Mapping[str, Any]]) -> str:
    """Notes as they stand under `notes:`, without what is around them."""
    return _dump([_quoted(dict(note)) for note in notes])


def add_notes(text: str, notes: Iterable[Note]) -> str:
    """A notes file's text with more notes at its end."""
    document = _round_trip().load(text)
    if not document.get("notes"):
        document["notes"] = []
    document["notes"].extend(_quoted(note_fields(note)) for note in notes)
    return _dump(document)


def note_fields(note: Note) -> dict[str, Any]:
    """A note as the mapping that stands in a notes file; what says nothing is left out."""
    said: dict[str, Any] = {
        "id": note.id,
        "kind": note.kind.value,
        **_content_fields(note),
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
        "evidence": [_evidence_fields(evidence) for evidence in note.evidence],
        "status": note.status.value,
        "approved_by": note.approved_by,
        "origin": note.origin,
        "lint-ignore": [{"rule": i.rule, "reason": i.reason} for i in note.ignores],
    }
    return {name: value for name, value in said.items() if value not in ("", None, [])}


def _content_fields(note: Note) -> dict[str, Any]:
    match note.content:
        case Answerable(question, answer):
            return {"question": question, "answer": answer}
        case Cloze(text):
            return {"text": text}
        case Choice(question, options, fixed):
            listed = [_option_fields(option) for option in options]
            return {"question": question, "options": listed} | ({"order": "fixed"} if fixed else {})


def _option_fields(option: Option) -> dict[str, Any]:
    key = {"key": True} if option.key else {}
    return {"text": option.text} | key | ({"why": option.why} if option.why else {})


def _evidence_fields(evidence: Evidence) -> dict[str, Any]:
    said: dict[str, Any] = {"quote": evidence.quote}
    if evidence.source:
        said["source"] = evidence.source
    if evidence.locator.lines:
        said["lines"] = str(evidence.locator.lines)
    if evidence.locator.turn:
        said["turn"] = evidence.locator.turn
    if evidence.locator.at is not None:
        said["at"] = _format_time(evidence.locator.at)
    return said


def _format_time(seconds: float) -> str:
    whole, rest = divmod(round(seconds * 1000), 1000)
    clock = f"{whole // 3600:02}:{whole % 3600 // 60:02}:{whole % 60:02}"
    return f"{clock}.{rest:03}" if rest else clock


# --------------------------------------------------------------------------- deck and concepts


def format_deck(fields: Mapping[str, Any]) -> str:
    """A new deck.yaml, of its fields in order."""
    said = {name: _quoted(value) for name, value in fields.items()}
    said["sources"] = _flow(fields["sources"])
    return OTHER_SCHEMA_LINE.format("deck") + _dump(said)


def add_source(text: str, stem: str) -> str:
    """A deck.yaml's text with one more source."""
    document = _round_trip().load(text)
    sources = document["sources"]
    # One source may be written without brackets.
    document["sources"] = _flow([sources, stem]) if isinstance(sources, str) else sources
    if not isinstance(sources, str):
        sources.append(_scalar(stem))
    return _dump(document)


def name_sources(text: str, stem: str) -> str:
    """A notes file's text in which every quote names its source: where none is named, `stem`."""
    document = _round_trip().load(text)
    changed = False
    for note in document.get("notes") or ():
        for quote in note.get("evidence") or ():
            if not quote.get("source"):
                quote.pop("source", None)
                quote.insert(1, "source", _scalar(stem))
                changed = True
    return _dump(document) if changed else text


def format_concepts(concepts: Iterable[Concept]) -> str:
    """A new concepts.yaml."""
    return OTHER_SCHEMA_LINE.format("concepts") + concept_list(concepts)


def concept_list(concepts: Iterable[Concept]) -> str:
    """Concepts as they stand in concepts.yaml, without what is around them."""
    return dedent(_dump([_concept_fields(concept) for concept in concepts]))


def add_concepts(text: str, concepts: Iterable[Concept]) -> str:
    """A concepts.yaml's text with more concepts at its end."""
    document = _round_trip().load(text) or []
    document.extend(_concept_fields(concept) for concept in concepts)
    return dedent(_dump(document))


def _concept_fields(concept: Concept) -> dict[str, Any]:
    spans = [_flow_span(span) for span in concept.spans]
    said: dict[str, Any] = {
        "id": concept.id,
        "name": _scalar(concept.name),
        "aliases": _flow(concept.aliases) if concept.aliases else None,
        "importance": concept.importance,
        "definition": _scalar(concept.definition) if concept.definition else None,
        "spans": spans or None,
        "related": _flow(concept.related) if concept.related else None,
        "skip": _scalar(concept.skip) if concept.skip else None,
    }
    return {name: value for name, value in said.items() if value is not None}


def _flow_span(span: ConceptSpan) -> Any:
    from ruamel.yaml.comments import CommentedMap

    lines = _flow((span.lines.first, span.lines.last))
    made = CommentedMap({"source": _scalar(span.source), "lines": lines})
    made.fa.set_flow_style()
    return made


def _flow(items: Iterable[Any]) -> Any:
    """A list in brackets on one line."""
    from ruamel.yaml.comments import CommentedSeq

    made = CommentedSeq(_quoted(list(items)))
    made.fa.set_flow_style()
    return made


# --------------------------------------------------------------------------- ruamel


def _set(node: Any, name: str, value: object) -> None:
    if value is None:
        node.pop(name, None)
    elif name in node:
        node[name] = _quoted(value)
    else:
        node.insert(_place(list(node), name), name, _quoted(value))


def _place(present: list[str], name: str) -> int:
    """Where a new field goes: behind the last one that stands before it in the table."""
    order = [field.name for field in NOTE_FIELDS]
    before = set(order[: order.index(name)]) if name in order else set(order)
    return max((i + 1 for i, key in enumerate(present) if key in before), default=len(present))


def _quoted(value: Any) -> Any:
    """The value with every text quoted that YAML would misread."""
    if isinstance(value, dict):
        return {name: _quoted(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_quoted(part) for part in value]
    return _scalar(value) if isinstance(value, str) else value


def _scalar(text: str) -> Any:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    if "\n" in text.strip() and not re.search(r"[ \t]\n|\r|\n\n\n", text):
        return LiteralScalarString(text.strip() + "\n")
    if LOOKS_TYPED.fullmatch(text) or OPENING.match(text) or text != text.strip():
        return DoubleQuotedScalarString(text)
    # Lines of a deck are "261-264" or "42": ruamel leaves the first plain, the second is typed.
    return text


def _dump(document: Any) -> str:
    buffer = io.StringIO()
    _round_trip().dump(document, buffer)
    return buffer.getvalue()


@cache
def _round_trip() -> YAML:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 10_000  # never re-wrap a person's line
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
