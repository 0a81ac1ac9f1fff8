"""Which fields deck files have: one table that the reader, the JSON Schema and the docs share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quizgen.schema import Claim, Kind, Level, Paper, Status, Subdecks

Shape = Literal["text", "texts", "number", "list", "flag"]
ASKED = (Kind.BASIC, Kind.REVERSED, Kind.TYPE_IN, Kind.CHOICE)
ANSWERED = (Kind.BASIC, Kind.REVERSED, Kind.TYPE_IN)

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LINES_PATTERN = r"\d+(?:\s*-\s*\d+)?"
WRITING_PATTERN = r"none|\d{1,2}"
TIME_PATTERN = r"(?:\d+:)?\d{1,2}:\d{2}(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a deck file: its shape, what it is for, and which note kinds have it."""

    name: str
    shape: Shape
    help: str
    required: bool = False
    values: tuple[str, ...] = ()
    pattern: str | None = None
    kinds: tuple[Kind, ...] = tuple(Kind)


def _values(kind: type) -> tuple[str, ...]:
    return tuple(str(member.value) for member in kind)  # type: ignore[attr-defined]


NOTE_FIELDS = (
    Field("id", "text", "Made once, never changes; a-z, 0-9 and hyphens.", True, (), ID_PATTERN),
    Field("kind", "text", "How the note asks.", True, _values(Kind)),
    Field("question", "text", "What is asked, understandable without the source.", kinds=ASKED),
    Field("answer", "text", "The one right answer, short.", kinds=ANSWERED),
    Field(
        "text",
        "text",
        "A sentence with {{c1::deletions}}. A number is a card: never change or reuse one.",
        kinds=(Kind.CLOZE,),
    ),
    Field("options", "list", "Two to six options, some with key: true.", kinds=(Kind.CHOICE,)),
    Field(
        "order",
        "text",
        "fixed: never shuffle the options.",
        False,
        ("fixed",),
        None,
        (Kind.CHOICE,),
    ),
    Field("why", "text", "What teaches more than the answer; shown on the back."),
    Field("hint", "text", "Help on the front, shown on demand."),
    Field("extra", "text", "Anything else for the back."),
    Field("concept", "text", "The id of a concept in concepts.yaml.", False, (), ID_PATTERN),
    Field("claim", "text", "What sort of statement it is.", False, _values(Claim)),
    Field("speaker", "text", "Who says it, full name."),
    Field("date", "text", "When it was said, if not when the source was recorded."),
    Field("level", "text", "What answering takes (Bloom).", False, _values(Level)),
    Field("priority", "number", "1 core, 2 more, 3 for completeness."),
    Field(
        "writing_lines",
        "text",
        "How many lines to write on, on paper; none for none. By itself: by the answer's length.",
        False,
        (),
        WRITING_PATTERN,
        ANSWERED,
    ),
    Field("tags", "texts", "More tags for Anki, without white space; none under quizgen::."),
    Field("evidence", "list", "One or more verbatim quotes that prove the note.", True),
    Field("status", "text", "Where the note stands in its review.", True, _values(Status)),
    Field("approved_by", "text", "Who approved it: person, or model readers."),
    Field("origin", "text", "authored, claude <model>, handoff <model>, or extractive."),
    Field("lint-ignore", "list", "Rules not to apply to this note, each with the reason."),
)
IGNORE_FIELDS = (
    Field("rule", "text", "The id of a rule; `quizgen explain` lists them.", True),
    Field("reason", "text", "Why the rule is wrong here.", True),
)
OPTION_FIELDS = (
    Field("text", "text", "The option as it is shown.", True),
    Field("key", "flag", "true: this option is right.", False, ("true", "false")),
    Field("why", "text", "Why this option is right or wrong; shown on the back."),
)
EVIDENCE_FIELDS = (
    Field("quote", "text", "The source's own words; [...] joins pieces.", True),
    Field("source", "text", "The stem of a source, when the deck has several."),
    Field("lines", "text", "Where the quote stands: 261 or 261-264.", False, (), LINES_PATTERN),
    Field("turn", "number", "The turn in which it stands, counted from 1."),
    Field("at", "text", "When it is said: 00:12:34.", False, (), TIME_PATTERN),
)
TOPIC_FIELDS = (
    Field("topic", "text", "The topic's name; becomes a tag and a heading.", True),
    Field("notes", "list", "The notes, in the order of study.", True),
)
DECK_FIELDS = (
    Field("key", "text", "Identity of the deck; never changes.", True, (), ID_PATTERN),
    Field("name", "text", "The name in Anki (a new name moves no card there) and on paper.", True),
    Field("language", "text", "The language of questions and answers, such as en."),
    Field("sources", "texts", "Stems of files in seeds/.", True),
    Field("subdecks", "text", "How Anki divides the deck; decide once.", False, _values(Subdecks)),
    Field(
        "reader_url",
        "text",
        "Where source.html is published, or the recording; source: each source's own url.",
    ),
    Field("quiz_questions", "number", "How many questions quiz.html asks."),
    Field("description", "text", "What it is, whose words, licence, how to update."),
    Field("lint-ignore", "list", "Rules not to apply to this deck, each with the reason."),
)
CONCEPT_FIELDS = (
    Field("id", "text", "Made once; a-z, 0-9 and hyphens.", True, (), ID_PATTERN),
    Field("name", "text", "The concept's name."),
    Field("aliases", "texts", "Other names for it."),
    Field("importance", "number", "1 to 3; 3 is the most important."),
    Field("definition", "text", "What it is, as the source says it."),
    Field("why", "text", "Why it matters: what one can do or understand with it."),
    Field("topic", "text", "The topic under which its notes are filed."),
    Field("spans", "list", "Where the source explains it."),
    Field("related", "texts", "Ids of other concepts."),
    Field("skip", "text", "Left out on purpose: the reason."),
)
SPAN_FIELDS = (
    Field("source", "text", "The stem of a source.", True),
    Field("lines", "texts", "First and last line, as [251, 299].", True),
)
BLUEPRINT_FIELDS = (
    Field("title", "text", "The title on paper; the deck's name if there is none."),
    Field("instructions", "text", "What students should know before they begin."),
    Field("questions", "number", "How many questions; else as the counts below add up."),
    Field("forms", "number", "How many forms `quizgen quiz` makes, 1 to 6."),
    Field("seed", "text", "Another seed is another paper."),
    Field("topic", "list", "Topics, by name or file: a list, or name: how many."),
    Field("kind", "list", "Kinds of notes: a list, or kind: how many."),
    Field("level", "list", "Levels: a list, or level: how many."),
    Field("priority", "list", "Priorities: a list, or priority: how many."),
    Field("claim", "list", "Sorts of statement: a list, or claim: how many."),
    Field("sections", "flag", "false: no headings by topic.", False, ("true", "false")),
    Field("columns", "number", "1 or 2."),
    Field(
        "lines",
        "text",
        "How many lines to write on under each written answer; none for none.",
        False,
        (),
        WRITING_PATTERN,
    ),
    Field("paper", "text", "Set the size of the page; else it fits both.", False, _values(Paper)),
    Field("large_print", "flag", "true: 18 point, widely set.", False, ("true", "false")),
)


def names(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """The names of some fields, in order."""
    return tuple(field.name for field in fields)
