"""Rules on the deck as a whole: identity, repetition, and what its files say of one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.model import ALL_KINDS, DeckRule, Example, Hit, NoteRule, example
from quizgen.checks.views import DeckView, NoteView
from quizgen.markup import to_text
from quizgen.schema import ConceptSpan, Kind, Severity

# Shorter words ("the", "two") tell nothing.
TELLING_WORD = re.compile(r"\w{4,}")


def _same_question(view: DeckView) -> Iterator[tuple[str, Hit]]:
    first: dict[tuple[Kind, str], NoteView] = {}
    for note in view.notes:
        asked = to_text(note.note.question).casefold()
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


def _related_unknown(view: DeckView) -> Iterator[tuple[str, Hit]]:
    known = {concept.id for concept in view.deck.concepts}
    for number, concept in enumerate(view.deck.concepts):
        for at, related in enumerate(concept.related):
            if related not in known:
                message = f"{concept.id!r} is related to {related!r}, which is not in concepts.yaml"
                field = f"concepts.{number}.related.{at}"
                yield "", Hit(message, field, related, "mend the id or add the concept")


def _span_wrong(view: DeckView) -> Iterator[tuple[str, Hit]]:
    for number, concept in enumerate(view.deck.concepts):
        for at, span in enumerate(concept.spans):
            if message := _span_mistake(view, span):
                told = f"a span of {concept.id!r} {message}"
                where = "lines.1" if span.source in view.sources else "source"
                yield "", Hit(told, f"concepts.{number}.spans.{at}.{where}", "", "mend it")


def _span_mistake(view: DeckView, span: ConceptSpan) -> str:
    if span.source not in view.sources:
        return f"names the source {span.source!r}, which deck.yaml does not"
    source = view.sources[span.source].source
    last = source.line_at(len(source.text))
    return f"ends at line {span.lines.last}, the source at {last}" if span.lines.last > last else ""


def _answer_in_id(view: NoteView) -> Iterator[Hit]:
    told, asked = set(view.note.id.split("-")), view.question.casefold()
    for answer in view.answers:
        telling = set(TELLING_WORD.findall(answer.casefold())) - set(TELLING_WORD.findall(asked))
        if telling and telling <= told:
            message = "the id says the answer, and paper quizzes print it"
            yield Hit(message, "id", view.note.id, "choose another id before the first build")


PAIR = {"question": "What comes twice a day?", "answer": "The tide"}
CAUSE = {"question": "What raises the tide?", "answer": "Gravity"}


def _spanning(*lines: int) -> Example:
    span = {"source": "example", "lines": list(lines)}
    return Example((PAIR,), concepts=({"id": "tide", "spans": [span]},))


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
    DeckRule(
        "concept-related-unknown",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "A concept is said to be related to one that concepts.yaml does not have.",
        "concepts.yaml is what coverage is counted against",
        _related_unknown,
        Example((PAIR,), concepts=({"id": "tide", "related": ["mooon"]},)),
        Example((PAIR,), concepts=({"id": "tide", "related": ["moon"]}, {"id": "moon"})),
        needs_language=False,
    ),
    DeckRule(
        "concept-span-wrong",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "A concept's span names an unknown source, or lines beyond its end.",
        "concepts.yaml is what coverage is counted against",
        _span_wrong,
        _spanning(1, 12),
        _spanning(1, 1),
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
