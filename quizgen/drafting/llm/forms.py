"""The forms of replies, one for each stage: what a model must fill in, and how it is read.

A form that changes gets a new version in `FORMS`, which is part of every request's key; a test
holds the JSON Schema of each version as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from quizgen.drafting.llm.request import Request, Stage

MOST_TEXT = 4_000  # characters of any one field: what is longer is no card
MOST_REPLY = 5_000_000  # characters of a reply: many times what any model can write


class Form(BaseModel):
    """A reply or a part of one; fields that we do not know are refused."""

    model_config = ConfigDict(extra="forbid", str_max_length=MOST_TEXT)


# --------------------------------------------------------------------------- concepts


class Stretch(Form):
    """Units of the source, from the first to the last, both included: `s0012` to `s0015`."""

    first: str
    last: str


class ProposedConcept(Form):
    """A concept that a stretch of the source explains."""

    name: str = Field(description="as a glossary would list it, not capitalised unless a name")
    aliases: list[str] = Field(description="other names, forms and mis-hearings in this text")
    definition: str = Field(description="one sentence: what it is, as this source explains it")
    spans: list[Stretch] = Field(description="where it is explained, best first; not mere mentions")
    importance: Literal[1, 2, 3] = Field(description="3 core of the source, 2 worth it, 1 minor")
    why: str = Field(description="one clause: what somebody who knows it can do or understand")
    housekeeping: bool = Field(description="true: sponsor, greeting, logistics; not worth a card")


class ConceptsReply(Form):
    """What one pass over a segment finds."""

    concepts: list[ProposedConcept]


class MergedConcept(Form):
    """One concept of the final list, made of one or more proposals."""

    proposals: list[int] = Field(description="numbers of the proposals that mean this concept")
    name: str
    importance: Literal[1, 2, 3]
    builds_on: list[str] = Field(description="names of listed concepts to be learned before it")


class TopicOfConcepts(Form):
    """Concepts that belong together, in the order of study."""

    topic: str
    concepts: list[MergedConcept]


class LeftOut(Form):
    """A proposal that is not worth a place in the list, and why."""

    proposal: int
    reason: str


class ConsolidationReply(Form):
    """The final list: every proposal stands in exactly one place."""

    topics: list[TopicOfConcepts]
    left_out: list[LeftOut]


# --------------------------------------------------------------------------- notes


class Distractor(Form):
    """A wrong option, and why it is wrong."""

    text: str
    why: str


class Quote(Form):
    """What proves a note: words copied exactly, and the unit in which they begin."""

    unit: str
    quote: str


class DraftedNote(Form):
    """A note as a model drafts it. For a cloze, `question` has ____ where `answer` belongs."""

    kind: Literal["basic", "cloze", "choice"]
    question: str
    answer: str
    distractors: list[Distractor] = Field(description="three for a choice; else empty")
    why: str = Field(description="one or two sentences that teach more than the answer")
    claim: Literal["fact", "definition", "opinion", "forecast", "example"]
    speaker: str = Field(description="full name of who says it; empty where nobody is named")
    level: Literal["remember", "understand", "apply", "analyse", "evaluate"]
    evidence: Quote


class NotesReply(Form):
    """Notes on one concept, the best first."""

    notes: list[DraftedNote]


# --------------------------------------------------------------------------- second look


class BlindAnswer(Form):
    """What somebody answers who has never seen the source."""

    n: int
    understood: bool = Field(description="false: cannot be understood without some source")
    missing: str = Field(description="what one would have to know to understand it; else empty")
    answers: list[str] = Field(description="every answer that would be right, likeliest first")
    clue: str = Field(description="words of the question that tell the answer; else empty")


class ClosedBookReply(Form):
    """Answers to questions, each read alone."""

    answers: list[BlindAnswer]


class Look(Form):
    """A judgement of one note beside its passage; nothing is rewritten."""

    n: int
    own_answer: str = Field(description="the answer that the passage gives to the question")
    agreement: Literal["same", "partly", "different"]
    also_right: list[str] = Field(description="other answers that fit the question as well")
    given_away: bool
    stands_alone: bool
    one_thing: bool
    faithful: Literal["yes", "hedge lost", "attribution lost", "distorted", "wrong"]
    worth: Literal[1, 2, 3, 4, 5] = Field(description="5: worth years of reviews; 1: trivia")
    verdict: Literal["keep", "set aside"]
    reason: str = Field(description="short, when set aside; else empty")


class OpenBookReply(Form):
    """Judgements of the notes on one concept."""

    looks: list[Look]


class Verdict(Form):
    """What a strict learner says of a finished note."""

    n: int
    own_answer: str = Field(description="from the question alone")
    truth: Literal["supported", "distorted", "wrong"]
    verdict: Literal["ready", "polish", "rework", "off"]
    flaw: str = Field(description="the main fault in a few words; empty when ready")


class ReadingReply(Form):
    """What a strict learner says of the notes on a concept."""

    verdicts: list[Verdict]


F = TypeVar("F", bound=Form)

FORMS: Mapping[Stage, tuple[str, type[Form]]] = {
    Stage.CONCEPTS: ("concepts@1", ConceptsReply),
    Stage.CONSOLIDATION: ("consolidation@1", ConsolidationReply),
    Stage.NOTES: ("notes@1", NotesReply),
    Stage.REDRAFT: ("notes@1", NotesReply),
    Stage.CLOSED_BOOK: ("closed-book@1", ClosedBookReply),
    Stage.OPEN_BOOK: ("open-book@1", OpenBookReply),
    Stage.READING: ("reading@1", ReadingReply),
}


class BadReply(ValueError):
    """A reply that does not fill in its form; the message says in one line what is wrong."""


def schema_of(request: Request) -> dict[str, Any]:
    """The JSON Schema of the reply to a request."""
    return FORMS[request.stage][1].model_json_schema()


def read_form(form: type[F], text: str, *, tolerant: bool = False) -> F:
    """The text of a reply as its form.

    `tolerant` takes a JSON object out of fences and chatter: for replies that no schema held.

    Raises:
        BadReply: no such JSON.
    """
    if len(text) > MOST_REPLY:
        raise BadReply(f"it has {len(text):,} characters; no reply is longer than {MOST_REPLY:,}")
    try:
        return form.model_validate_json(text)
    except ValidationError as error:
        if not tolerant:
            raise BadReply(_explain(error)) from error
    return _read_tolerantly(form, text)


def _read_tolerantly(form: type[F], text: str) -> F:
    """The last JSON object in a text that fills in the form: first thoughts may come before it."""
    wrong: ValidationError | None = None
    for found in reversed(find_objects(text)):
        try:
            return form.model_validate(found)
        except ValidationError as error:
            wrong = wrong or error
    raise BadReply(_explain(wrong) if wrong else "there is no JSON object in it") from wrong


def find_objects(text: str) -> list[dict[str, Any]]:
    """The outermost JSON objects in a text, in order."""
    decoder = json.JSONDecoder()
    found: list[dict[str, Any]] = []
    end = 0
    for brace in re.finditer(r"\{", text):
        if brace.start() < end:
            continue
        try:
            value, end = decoder.raw_decode(text, brace.start())
        except RecursionError:
            break  # no reply is nested so deep; each brace inside would be tried in vain
        except ValueError:
            continue
        found.append(value)
    return found


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    more = f" ({error.error_count()} mistakes)" if error.error_count() > 1 else ""
    return f"{place + ': ' if place else ''}{first['msg']}{more}"
