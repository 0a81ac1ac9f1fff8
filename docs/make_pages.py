"""Writes the pages that the program itself knows: docs/deck-files.md and docs/rules.md."""

from __future__ import annotations

from pathlib import Path

from quizgen.checks.pages import rules_page
from quizgen.checks.registry import RULES
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
from quizgen.schema import Kind

HEAD = """\
# Deck files

A deck is a folder in `decks/`: `deck.yaml`, `concepts.yaml`, `notes/*.yaml` in the order in which
the list of concepts comes to their topics (those that it does not name follow, by file name),
`ledger.json`, which the program keeps and which is committed, and `blueprint.yaml` if the printed
quiz is to be a certain one ([quizzes.md](quizzes.md)). Hidden files and editors'
copies in `notes/` are passed over; any other YAML file that is not read (`.yml`, or in a folder) is
an error. Everything is plain YAML 1.2; every scalar is read as text. This page is made from the
program's own table of fields.

Texts may hold light Markdown: `*emphasis*`, `**strong**`, `` `code` ``, lists of two
lines or more (one line is none: "1984." is a year), maths as
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
    ("blueprint.yaml, and the files in blueprints/", BLUEPRINT_FIELDS),
)


def fields_page() -> str:
    """docs/deck-files.md."""
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


PAGES = {"deck-files.md": fields_page, "rules.md": lambda: rules_page(RULES)}

if __name__ == "__main__":
    for name, make in PAGES.items():
        Path(__file__).with_name(name).write_text(make(), "utf-8")
