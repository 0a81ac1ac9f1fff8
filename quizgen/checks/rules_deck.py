"""Rules on the deck as a whole: identity, repetition, and what its files say of one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.model import ALL_KINDS, DeckRule, Example, Hit, NoteRule, example
from quizgen.checks.views import DeckView, NoteView
from quizgen.schema import Kind, Severity

# Shorter words ("the", "two") tell nothing.
TELLING_WORD = re.compile(r"\w{4,}")


def _same_question(view: DeckView) -> Iterator[tuple[str, Hit]]:
    first: dict[tuple[Kind, str], NoteView] = {}
    for note in view.notes:
        asked = " ".join(note.note.question.split()).casefold()
        other = first.setdefault((note.note.kind, asked), note)
        if other is not note:
            message = f"asks the same as {other.note.id}"
            yield note.note.id, Hit(message, note.question_field, "", "reword or retire one")


def _concept_unknown(view: DeckView) -> Iterator[tuple[str, Hit]]:
    known = {concept.id for concept in view.deck.concepts}
    for note in (view.note for view in view.notes):
        if known and note.concept and note.concept not in known:
            message = f"concept {note.concept!r} is not in concepts.yaml"
            yield note.id, Hit(message, "concept", note.concept, "add it there")


def _answer_in_id(view: NoteView) -> Iterator[Hit]:
    told, asked = set(view.note.id.split("-")), view.question.casefold()
    for answer in view.answers:
        telling = set(TELLING_WORD.findall(answer.casefold())) - set(TELLING_WORD.findall(asked))
        if telling and telling <= told:
            message = "the id says the answer, and paper quizzes print it"
            yield Hit(message, "id", view.note.id, "choose another id before the first build")


PAIR = {"question": "What comes twice a day?", "answer": "The tide"}
CAUSE = {"question": "What raises the tide?", "answer": "Gravity"}
RULES: tuple[NoteRule | DeckRule, ...] = (
    DeckRule(
        "same-question",
        1,
        Severity.ERROR,
        ALL_KINDS,
        "Two notes of one kind ask the same: Anki marks them as duplicates.",
        "Anki's first field",
        _same_question,
        Example((PAIR, PAIR)),
        Example((PAIR, CAUSE)),
        needs_language=False,
    ),
    DeckRule(
        "concept-unknown",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "A note names a concept that concepts.yaml does not have.",
        "concepts.yaml is what coverage is counted against",
        _concept_unknown,
        example(**PAIR, concept="no-such-concept"),
        example(**PAIR, concept="tide"),
        needs_language=False,
    ),
    NoteRule(
        "answer-in-id",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "The note's id gives the answer away on printed quizzes.",
        "A student's paper tells nothing about the answers",
        _answer_in_id,
        example(**CAUSE, id="cause-gravity"),
        example(**CAUSE, id="cause-of-tide"),
        needs_language=False,
    ),
)
