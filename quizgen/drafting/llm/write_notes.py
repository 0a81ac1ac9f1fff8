"""Requests for notes: a concept with its window -> what is asked; a reply -> drafts.

Each concept is asked for once with its window, and what failed once more, with the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizgen.drafting.llm.about import about_source
from quizgen.drafting.llm.forms import FORMS, DraftedNote, NotesReply
from quizgen.drafting.llm.passages import (
    Unit,
    cut_units,
    find_window,
    show_units,
)
from quizgen.drafting.llm.prompts import as_value, load_prompt
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.llm.steering import NOTES_A_CONCEPT, Steering
from quizgen.drafting.llm.wordings import ask, key_of
from quizgen.rendering import Templates
from quizgen.schema import Concept, Lines, Note, Source

# How many drafts are asked for, by importance: about twice as many as are kept.
WANTED: Mapping[int, int] = {3: 6, 2: 4, 1: 3}
FEWEST, MOST = 3, 8
TOKENS_A_DRAFT = 250  # a window that is shorter carries fewer drafts
MOST_NEIGHBOURS = 12
MOST_REASON = 400
REPLY_TOKENS, REPLY_TOKENS_A_DRAFT = 1500, 600


@dataclass(frozen=True, slots=True)
class Assignment:
    """A concept to be asked about: what is shown, how much is wanted, what is asked elsewhere.

    `standing` are the notes on it that are there already, as `question (answer)`.
    """

    concept: Concept
    window: tuple[Unit, ...]
    neighbours: tuple[str, ...]
    wanted: int
    standing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as a model drafted it, and where: the reply's key, its place there, who wrote it."""

    concept: str
    reply: str
    item: int
    stage: Stage
    origin: str
    said: DraftedNote


@dataclass(frozen=True, slots=True)
class Failed:
    """A draft that did not pass the proof; `reason` is `what-failed: in a sentence`."""

    draft: Draft
    reason: str


# --------------------------------------------------------------------------- what is asked


def plan_assignments(
    source: Source,
    concepts: Sequence[Concept],
    steering: Steering,
    standing: Sequence[Note] = (),
) -> tuple[Assignment, ...]:
    """Every concept that is explained in this source, in order; its window may be empty."""
    units = cut_units(source)
    here = [c for c in concepts if not c.skip and _lines(c, source)]
    share = steering.notes / len(here) if steering.notes is not None and here else None
    windows = [find_window(units, _lines(c, source), _mentions(c, units)) for c in here]
    return tuple(
        Assignment(
            c, window, _neighbours(c, here, source), _wanted(c, window, share), _show(c, standing)
        )
        for c, window in zip(here, windows, strict=True)
    )


def _show(concept: Concept, standing: Sequence[Note]) -> tuple[str, ...]:
    """The notes on a concept that are there already, each in a line."""
    on_it = (note for note in standing if note.concept == concept.id)
    return tuple(as_value(f"{ask(note)} ({key_of(note)})", MOST_REASON) for note in on_it)


def _lines(concept: Concept, source: Source) -> list[Lines]:
    return [span.lines for span in concept.spans if span.source == source.stem]


def _mentions(concept: Concept, units: Sequence[Unit]) -> list[int]:
    """The units that name the concept."""
    names = [re.escape(name) for name in (concept.name, *concept.aliases) if name.strip()]
    if not names:
        return []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)
    return [unit.number for unit in units if pattern.search(unit.text)]


def _wanted(concept: Concept, window: Sequence[Unit], share: float | None) -> int:
    """How many drafts: by importance and window; `share` is the notes wanted of each concept."""
    wanted = WANTED.get(concept.importance, WANTED[2])
    if share is not None:
        wanted = round(wanted * share / NOTES_A_CONCEPT)
    room = sum(unit.tokens for unit in window) // TOKENS_A_DRAFT
    return max(FEWEST, min(wanted, room, MOST))


def _neighbours(concept: Concept, others: Sequence[Concept], source: Source) -> tuple[str, ...]:
    """The names of concepts that a writer might stray into, nearest first.

    Only of near ones, so that a change of the list asks little anew.
    """
    related = {other.id for other in others if concept.id in other.related} | {*concept.related}
    spans = _lines(concept, source)
    touching = [o for o in others if _touch(spans, _lines(o, source))]
    near = [*touching, *(o for o in others if o.id in related)]
    names = dict.fromkeys(as_value(o.name) for o in near if o.id != concept.id)
    return tuple(names)[:MOST_NEIGHBOURS]


def _touch(spans: Sequence[Lines], others: Sequence[Lines]) -> bool:
    return any(a.first <= b.last and b.first <= a.last for a in spans for b in others)


def request_notes(
    source: Source, assignment: Assignment, templates: Templates, steering: Steering
) -> Request:
    """The request for the drafts on a concept."""
    context = {
        **describe_source(source, assignment.window),
        **_describe_concept(assignment),
        "focus": [as_value(text) for text in steering.focus],
        "exclude": [as_value(text) for text in steering.exclude],
        "kinds": steering.kinds,
        "wanted": assignment.wanted,
    }
    return _request(Stage.NOTES, "notes", assignment, templates, context)


def request_redraft(
    source: Source,
    assignment: Assignment,
    templates: Templates,
    failed: Sequence[Failed],
    passed: Sequence[str],
    kinds: Sequence[str] = (),
) -> Request:
    """The request for new drafts in place of those that failed; `passed` are questions to leave."""
    context = {
        "kinds": kinds,
        **describe_source(source, assignment.window),
        **_describe_concept(assignment),
        "passed": [as_value(question) for question in passed],
        "drafts": [_describe_failed(one) for one in failed],
    }
    return _request(Stage.REDRAFT, "redraft", assignment, templates, context)


def _request(
    stage: Stage,
    name: str,
    assignment: Assignment,
    templates: Templates,
    context: Mapping[str, object],
) -> Request:
    prompt = load_prompt(templates, name, context)
    return Request(
        stage=stage,
        prompt=prompt.name_version,
        form=FORMS[stage][0],
        system=prompt.system,
        material=show_units(assignment.window),
        task=prompt.task,
        label=as_value(assignment.concept.name),
        most_tokens=REPLY_TOKENS + REPLY_TOKENS_A_DRAFT * assignment.wanted,
    )


def describe_source(source: Source, window: Sequence[Unit]) -> dict[str, object]:
    """What prompts say of a source and a window; `talk` is whether several people speak there."""
    voices = {unit.speaker for unit in window if unit.speaker}
    return {**about_source(source, window), "talk": len(voices) > 1}


def _describe_concept(assignment: Assignment) -> dict[str, object]:
    concept = assignment.concept
    return {
        "name": as_value(concept.name or concept.id),
        "aliases": [as_value(alias) for alias in concept.aliases],
        "definition": as_value(concept.definition, 2 * MOST_REASON),
        "why": as_value(concept.why),
        "neighbours": assignment.neighbours,
        "standing": assignment.standing,
    }


def _describe_failed(failed: Failed) -> dict[str, object]:
    said = failed.draft.said
    return {
        "kind": said.kind,
        "question": as_value(said.question, MOST_REASON),
        "answer": as_value(said.answer),
        "distractors": [as_value(wrong.text) for wrong in said.distractors[:MOST]],
        "why": as_value(said.why, MOST_REASON),
        "quote": as_value(said.evidence.quote, MOST_REASON),
        "reason": as_value(failed.reason, MOST_REASON),
    }


# --------------------------------------------------------------------------- what came back


def read_drafts(
    assignment: Assignment, request: Request, origin: str, form: NotesReply
) -> list[Draft]:
    """The drafts of a reply, in its order; `origin` says who wrote it."""
    return [
        Draft(assignment.concept.id, request.key, item, request.stage, origin, said)
        for item, said in enumerate(form.notes)
    ]
