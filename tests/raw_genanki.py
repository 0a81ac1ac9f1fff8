"""Decks as most tools make them, with genanki's defaults: the controls of the re-import tests.

Each shows that the harm is real in the installed Anki, so that our tests would notice it.
"""

from __future__ import annotations

from pathlib import Path

import genanki

FIELDS = ("Question", "Answer", "Id")
MODEL_ID, DECK_ID = 1600000001, 1600000002


def raw_package(
    path: Path,
    answers: dict[str, str],
    *,
    at: float,
    own_guid: bool = True,
    model_id: int = MODEL_ID,
    fields: tuple[str, ...] = FIELDS,
    css: str = ".card {}",
) -> Path:
    """One note per entry of `answers`, written at a time, guid from the id or from the text."""
    model = genanki.Model(
        model_id,
        "quizgen control",
        fields=[{"name": name} for name in fields],
        templates=[{"name": "Card", "qfmt": "{{Question}}", "afmt": "{{Answer}}"}],
        css=css,
    )
    deck = genanki.Deck(DECK_ID, "Control")
    for note_id, answer in answers.items():
        values = [f"What is {note_id}?", answer, note_id, *[""] * (len(fields) - len(FIELDS))]
        guid = f"guid-{note_id}" if own_guid else None
        deck.add_note(genanki.Note(model, values, guid=guid))
    genanki.Package(deck).write_to_file(str(path), timestamp=at)
    return path
