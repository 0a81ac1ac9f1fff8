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
from typing import TYPE_CHECKING, Any

from quizgen.decks.cloze import OPENING
from quizgen.decks.fields import NOTE_FIELDS
from quizgen.errors import QuizgenError
from quizgen.schema import (
    Answerable,
    Choice,
    Cloze,
    Evidence,
    Note,
    Option,
    Topic,
)

if TYPE_CHECKING:
    from ruamel.yaml import YAML

SCHEMA_LINE = "# yaml-language-server: $schema=../../../schema/notes.schema.json\n"
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
    document = load(text)
    for node in document.get("notes") or ():
        if node.get("id") == note_id:
            for name, value in changes.items():
                _set(node, name, value)
            return dump(document)
    raise QuizgenError(f"no note {note_id!r} in this file")


def change_place(text: str, note_id: str, place: str, value: str) -> str:
    """A notes file's text with one scalar of a note set, by its path (`options.2.text`).

    The path `options` takes a JSON list of indexes: the options in that order.

    Raises:
        QuizgenError: the file has no such note, or the note no such place.
    """
    document = load(text)
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
            parent[last] = quoted(value)
    except (KeyError, IndexError, TypeError) as error:
        raise QuizgenError(f"note {note_id!r} has no {place}") from error
    return dump(document)


def format_topic(topic: Topic) -> str:
    """A new notes file, as a person would like to find it."""
    return format_fields(topic.name, [note_fields(note) for note in topic.notes])


def format_fields(topic: str, notes: Iterable[Mapping[str, Any]]) -> str:
    """The same, of notes as they stand in the file."""
    document = {"topic": scalar(topic), "notes": [quoted(dict(note)) for note in notes]}
    return SCHEMA_LINE + dump(document)


def note_list(notes: Iterable[Mapping[str, Any]]) -> str:
    """Notes as they stand under `notes:`, without what is around them."""
    return dump([quoted(dict(note)) for note in notes])


def add_notes(text: str, notes: Iterable[Note]) -> str:
    """A notes file's text with more notes at its end."""
    document = load(text)
    if not document.get("notes"):
        document["notes"] = []
    document["notes"].extend(quoted(note_fields(note)) for note in notes)
    return dump(document)


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
        "writing_lines": "none" if note.writing_lines == 0 else note.writing_lines,
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


# --------------------------------------------------------------------------- ruamel


def _set(node: Any, name: str, value: object) -> None:
    if value is None:
        node.pop(name, None)
    elif name in node:
        node[name] = quoted(value)
    else:
        node.insert(_place(list(node), name), name, quoted(value))


def _place(present: list[str], name: str) -> int:
    """Where a new field goes: behind the last one that stands before it in the table."""
    order = [field.name for field in NOTE_FIELDS]
    before = set(order[: order.index(name)]) if name in order else set(order)
    return max((i + 1 for i, key in enumerate(present) if key in before), default=len(present))


def flow(value: Mapping[str, Any] | Iterable[Any]) -> Any:
    """A list or mapping on one line, in brackets."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    made = CommentedMap(value) if isinstance(value, Mapping) else CommentedSeq(value)
    made.fa.set_flow_style()
    return made


def quoted(value: Any) -> Any:
    """The value with every text quoted that YAML would misread."""
    if isinstance(value, dict):
        return {name: quoted(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [quoted(part) for part in value]
    return scalar(value) if isinstance(value, str) else value


def scalar(text: str) -> Any:
    """A text as it is best written: quoted where YAML would misread it."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    if "\n" in text.strip() and not re.search(r"[ \t]\n|\r|\n\n\n", text):
        return LiteralScalarString(text.strip() + "\n")
    if LOOKS_TYPED.fullmatch(text) or OPENING.match(text) or text != text.strip():
        return DoubleQuotedScalarString(text)
    # Lines of a deck are "261-264" or "42": ruamel leaves the first plain, the second is typed.
    return text


def load(text: str) -> Any:
    """A file's text as ruamel's nodes, with comments."""
    return _round_trip().load(text)


def dump(document: Any) -> str:
    """Nodes as the text of a file."""
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
