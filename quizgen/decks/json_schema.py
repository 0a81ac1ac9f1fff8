"""The JSON Schemas of deck files, made from the same table that the reader uses.

Editors complete and validate with them; `schema/` in the repository holds what this prints.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from quizgen.decks.blueprints import FACET_VALUES
from quizgen.decks.fields import (
    BLUEPRINT_FIELDS,
    CONCEPT_FIELDS,
    DECK_FIELDS,
    EVIDENCE_FIELDS,
    IGNORE_FIELDS,
    NOTE_FIELDS,
    OPTION_FIELDS,
    SPAN_FIELDS,
    TOPIC_FIELDS,
    Field,
)
from quizgen.decks.note_reader import FEWEST_OPTIONS, MOST_OPTIONS
from quizgen.schema import Kind

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS = ("notes", "deck", "concepts", "blueprint")
MAY_LACK = ("order", "writing_lines")
# Every scalar is read as text, so numbers and truth values are as good as quoted ones.
TEXT = {"type": ["string", "number", "boolean", "null"]}


def format_schema(name: str) -> str:
    """One of `SCHEMAS` as indented JSON."""
    made = {"notes": _notes, "deck": _deck, "concepts": _concepts, "blueprint": _blueprint}[name]()
    return json.dumps({"$schema": DRAFT, **made}, indent=2, ensure_ascii=False) + "\n"


def _notes() -> dict[str, Any]:
    schema = _object("A notes file of a quizgen deck", TOPIC_FIELDS)
    schema["properties"]["notes"] = {"type": "array", "items": _note()}
    return schema


def _note() -> dict[str, Any]:
    note = _object("A note", NOTE_FIELDS)
    properties = note["properties"]
    properties["options"] |= {
        "items": _object("An option", OPTION_FIELDS),
        "minItems": FEWEST_OPTIONS,
        "maxItems": MOST_OPTIONS,
    }
    properties["lint-ignore"] |= {"items": _object("A rule to ignore", IGNORE_FIELDS)}
    properties["evidence"] |= {"items": _object("A quote", EVIDENCE_FIELDS), "minItems": 1}
    note["allOf"] = [_for_kind(kind) for kind in Kind]
    return note


def _for_kind(kind: Kind) -> dict[str, Any]:
    """What a kind of note must have, and what it must not."""
    own = [f.name for f in NOTE_FIELDS if kind in f.kinds and f.kinds != tuple(Kind)]
    foreign = [f.name for f in NOTE_FIELDS if kind not in f.kinds]
    return {
        "if": {"properties": {"kind": {"const": kind.value}}, "required": ["kind"]},
        "then": {
            "required": [name for name in own if name not in MAY_LACK],
            "properties": dict.fromkeys(foreign, False),
        },
    }


def _deck() -> dict[str, Any]:
    schema = _object("A quizgen deck", DECK_FIELDS)
    ignore = {"items": _object("A rule to ignore", IGNORE_FIELDS)}
    schema["properties"]["lint-ignore"] |= ignore
    return schema


def _concepts() -> dict[str, Any]:
    concept = _object("A concept", CONCEPT_FIELDS)
    concept["properties"]["spans"] |= {"items": _object("A span", SPAN_FIELDS)}
    return {"title": "The concepts of a quizgen deck", "type": "array", "items": concept}


def _blueprint() -> dict[str, Any]:
    schema = _object("A blueprint of a quizgen quiz", BLUEPRINT_FIELDS)
    for facet, values in FACET_VALUES.items():
        names = {"enum": [*values, *map(int, filter(str.isdigit, values))]} if values else TEXT
        count = {"anyOf": [{"type": "integer", "minimum": 0}, {"const": "any"}]}
        counts = {"type": "object", "additionalProperties": count}
        if values:
            counts |= {"propertyNames": {"enum": list(values)}}
        shapes = [{"type": "null"}, names, {"type": "array", "items": names}, counts]
        help_ = schema["properties"][facet.value]["description"]
        schema["properties"][facet.value] = {"description": help_, "anyOf": shapes}
    return schema


def _object(title: str, fields: Iterable[Field]) -> dict[str, Any]:
    fields = tuple(fields)
    return {
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields if field.required],
        "properties": {field.name: _property(field) for field in fields},
    }


def _property(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"description": field.help}
    if field.values:
        values: list[Any] = list(field.values)
        return said | {"enum": [v == "true" for v in values] if field.shape == "flag" else values}
    match field.shape:
        case "texts" | "list":
            items = {"items": TEXT} if field.shape == "texts" else {}
            return said | {"type": ["array", "null"]} | items
        case "number":
            return said | {"type": "integer", "minimum": 1}
        case _:
            pattern = {"pattern": f"^(?:{field.pattern})$"} if field.pattern else {}
            return said | TEXT | pattern
