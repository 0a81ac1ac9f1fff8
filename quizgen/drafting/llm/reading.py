"""The last look: a strict learner takes a finished note as it stands, or does not.

The open-book judge weighs a note against its passage; this one only reads it, with little of the
source around, as somebody will who reviews it for years. Blind readers of two decks took 92 to 97 %
of the notes that another blind reader had taken, and a third of those that he had not.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.drafting.llm.forms import FORMS, Verdict
from quizgen.drafting.llm.look import card_of
from quizgen.drafting.llm.passages import AROUND, Unit, show_units
from quizgen.drafting.llm.prompts import as_value, load_prompt
from quizgen.drafting.llm.proving import Proved
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.llm.write_notes import Assignment, describe_source
from quizgen.rendering import Templates
from quizgen.schema import Source

REPLY_TOKENS, REPLY_TOKENS_A_NOTE = 800, 200


def request_reading(
    source: Source, assignment: Assignment, proved: Sequence[Proved], templates: Templates
) -> Request:
    """The request to read the finished notes on a concept, with what stands around their quotes."""
    shown = _around(assignment.window, proved)
    context = {
        **describe_source(source, shown),
        "cards": [card_of(one.note, None) for one in proved],
    }
    prompt = load_prompt(templates, "reading", context)
    return Request(
        stage=Stage.READING,
        prompt=prompt.name_version,
        form=FORMS[Stage.READING][0],
        system=prompt.system,
        material=show_units(shown),
        task=prompt.task,
        label=as_value(assignment.concept.name),
        most_tokens=REPLY_TOKENS + REPLY_TOKENS_A_NOTE * len(proved),
    )


def _around(window: Sequence[Unit], proved: Sequence[Proved]) -> tuple[Unit, ...]:
    """The units that hold the quotes, and some before and after each."""
    numbers = {
        near
        for one in proved
        for unit in window
        if unit.span.start < one.passage.spans[-1].end
        and one.passage.spans[0].start < unit.span.end
        for near in range(unit.number - AROUND, unit.number + AROUND + 1)
    }
    return tuple(unit for unit in window if unit.number in numbers)


def find_fault(verdict: Verdict | None) -> str:
    """Why a note is not taken: `not-taken: polish: ...`; "" when it is."""
    if verdict is None:
        return "not-taken: no verdict on it"
    if verdict.truth != "supported":
        return f"not-faithful: {verdict.truth}: {verdict.flaw}".rstrip(": ")
    if verdict.verdict != "ready":
        return f"not-taken: {verdict.verdict}: {verdict.flaw}".rstrip(": ")
    return ""
