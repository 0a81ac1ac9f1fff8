"""Render the card templates as the packager does, and fill them as Anki does.

Shared by the browser tests and by the sample deck; nothing here needs a network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from quizgen.publishing.notetypes import NOTE_TYPES
from quizgen.rendering import Templates

FIELDS = {kind.value: list(note_type.fields) for kind, note_type in NOTE_TYPES.items()}
_SECTION = re.compile(r"\{\{#([^}]+)\}\}((?:(?!\{\{#).)*?)\{\{/\1\}\}", re.DOTALL)
_FIELD = re.compile(r"\{\{(?:type:|cloze:)?([^#/^}]+)\}\}")


def template(name: str) -> str:
    """One Anki template as the packager writes it, e.g. ``choice.front.html``."""
    return Templates().anki(name)


def fill(anki_template: str, fields: Mapping[str, str]) -> str:
    """Put field values into an Anki template: sections first, innermost outward."""
    text, previous = anki_template, ""
    while text != previous:
        previous = text
        text = _SECTION.sub(lambda found: found[2] if fields[found[1]].strip() else "", text)
    return _FIELD.sub(lambda found: fields[found[1]], text)


def choice_fields(note_id: str, keys: str = "2", **changes: str) -> dict[str, str]:
    """Return the fields of a choice note about tides; ``changes`` replace some."""
    many = "," in keys
    texts = [f"option {letter} of {note_id}" for letter in "ABCDE"]
    right = [texts[int(key) - 1] for key in keys.split(",")]
    fields = dict.fromkeys(FIELDS["choice"], "")
    fields |= {
        "Question": f"What raises the tides ({note_id})?",
        "Options": f'<ol data-order="shuffle" data-choose="{"all" if many else "one"}">'
        + "".join(f"<li>{text}</li>" for text in texts)
        + "</ol>",
        "Keys": keys,
        "Answer": "<ul>" + "".join(f"<li>{text}</li>" for text in right) + "</ul>"
        if many
        else right[0],
        "Reasons": "<ol><li>reason of A</li><li></li><li>reason of C</li><li></li><li></li></ol>",
        "Hint": "Look up.",
        "Why": "Its pull differs across the Earth.",
        "Evidence": "<blockquote>the pull of the Moon is stronger on the near side</blockquote>",
        "Source": "A talk on tides, lines 4–6",
        "Speaker": "Ada Marsh",
        "Date": "2024-11",
        "Id": note_id,
    }
    return fields | changes
