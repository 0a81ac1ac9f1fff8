"""Writes docs/deck-files.md from the table of fields that the reader uses."""

from __future__ import annotations

from pathlib import Path

from quizgen.decks.fields import (
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
from quizgen.schema import Kind

HEAD = """\
# Deck files

A deck is a folder in `decks/`: `deck.yaml`, `concepts.yaml`, `notes/*.yaml` in the order of their
names, and `ledger.json`, which the program keeps and which is committed. Everything is plain YAML
1.2; every scalar is read as text. This page is made from the program's own table of fields.

Texts may hold light Markdown: `*emphasis*`, `**strong**`, `` `code` ``, lists, maths as
`\\\\( \\\\)` or `\\\\[ \\\\]`. HTML is shown, not used.

"""
SECTIONS = (
    ("deck.yaml", DECK_FIELDS),
    ("A file in notes/", TOPIC_FIELDS),
    ("A note", NOTE_FIELDS),
    ("An option of a choice note", OPTION_FIELDS),
    ("An entry of evidence", EVIDENCE_FIELDS),
    ("An entry of lint-ignore", IGNORE_FIELDS),
    ("An entry of concepts.yaml", CONCEPT_FIELDS),
    ("A span of a concept", SPAN_FIELDS),
)


def make_page() -> str:
    """The whole page."""
    return HEAD.replace("\\\\", "\\") + "\n".join(
        _section(name, fields) for name, fields in SECTIONS
    )


def _section(name: str, fields: tuple[Field, ...]) -> str:
    rows = "".join(_row(field) for field in fields)
    return f"## {name}\n\n| field | | what it is |\n|---|---|---|\n{rows}"


def _row(field: Field) -> str:
    values = f" One of: {', '.join(field.values)}." if field.values else ""
    kinds = "" if field.kinds == tuple(Kind) else f" Only: {', '.join(field.kinds)}."
    needed = "required" if field.required else ""
    return f"| `{field.name}` | {needed} | {field.help}{values}{kinds} |\n"


if __name__ == "__main__":
    Path(__file__).with_name("deck-files.md").write_text(make_page(), "utf-8")
