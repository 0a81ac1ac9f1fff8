"""The second look at notes that are proved: answered blind, then judged beside the passage.

Both requests rewrite nothing. Who answers blind sees the questions of one concept and no source;
who judges sees the window, the notes and the blind answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from quizgen.drafting.llm.forms import FORMS, BlindAnswer, Look, Verdict
from quizgen.drafting.llm.passages import show_units
from quizgen.drafting.llm.prompts import as_value, load_prompt
from quizgen.drafting.llm.proving import Proved
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.llm.steering import WORTH_YEARS
from quizgen.drafting.llm.wordings import ask, key_of
from quizgen.drafting.llm.write_notes import Assignment, describe_source
from quizgen.markup import clean
from quizgen.rendering import Templates
from quizgen.schema import Choice, Note, Source
from quizgen.text import squeeze

# Of notes judged 3 blind readers took 53 % as they were, of those judged 4 or 5 80 %.
MOST_TEXT = 700  # of a question or quote as it is shown: none that was proved is longer
MOST_ANSWERS = 6
REPLY_TOKENS, REPLY_TOKENS_A_NOTE = 1000, 300

Numbered = TypeVar("Numbered", BlindAnswer, Look, Verdict)


def request_blind(
    assignment: Assignment, proved: Sequence[Proved], templates: Templates
) -> Request:
    """The request to answer the questions on a concept without any source."""
    cards = [_front(one.note) for one in proved]
    return _request(Stage.CLOSED_BOOK, "closed_book", assignment, templates, {"cards": cards})


def request_look(
    source: Source,
    assignment: Assignment,
    proved: Sequence[Proved],
    blind: Sequence[BlindAnswer | None],
    templates: Templates,
) -> Request:
    """The request to judge the notes on a concept; `blind` holds an answer for each of them."""
    context = {
        **describe_source(source, assignment.window),
        "name": as_value(assignment.concept.name or assignment.concept.id),
        "cards": [card_of(one.note, answer) for one, answer in zip(proved, blind, strict=True)],
    }
    return _request(Stage.OPEN_BOOK, "open_book", assignment, templates, context)


def _request(
    stage: Stage,
    name: str,
    assignment: Assignment,
    templates: Templates,
    context: Mapping[str, Sequence[Mapping[str, object]] | object],
) -> Request:
    prompt = load_prompt(templates, name, context)
    cards = context["cards"]
    assert isinstance(cards, Sequence)
    return Request(
        stage=stage,
        prompt=prompt.name_version,
        form=FORMS[stage][0],
        system=prompt.system,
        material=show_units(assignment.window) if stage is Stage.OPEN_BOOK else "",
        task=prompt.task,
        label=as_value(assignment.concept.name),
        most_tokens=REPLY_TOKENS + REPLY_TOKENS_A_NOTE * len(cards),
    )


def _front(note: Note) -> dict[str, object]:
    """What a learner sees of a note before it is turned; options in the order of the alphabet."""
    content = note.content
    options = content.options if isinstance(content, Choice) else ()
    listed = sorted((option.text for option in options), key=lambda text: (text.casefold(), text))
    return {"question": _show(ask(note)), "options": [_show(text) for text in listed]}


def card_of(note: Note, blind: BlindAnswer | None) -> dict[str, object]:
    """A note as a judge sees it, beside what was answered blind, if it was."""
    answers = [as_value(text) for text in blind.answers[:MOST_ANSWERS]] if blind else []
    return {
        **_front(note),
        "kind": note.kind.value,
        "answer": _show(key_of(note)),
        "why": _show(note.why),
        "wrong": _reasons(note),
        "claim": note.claim.value,
        "speaker": as_value(note.speaker or ""),
        "quote": _show(note.evidence[0].quote),
        "understood": blind is not None and blind.understood,
        "missing": as_value(blind.missing) if blind else "",
        "blind": answers,
        "clue": as_value(blind.clue) if blind else "",
    }


def _reasons(note: Note) -> list[tuple[str, str]]:
    """The wrong options of a choice that say why they are wrong, and what they say."""
    options = note.content.options if isinstance(note.content, Choice) else ()
    return [(_show(o.text), _show(o.why)) for o in options if o.why and not o.key]


def _show(text: str) -> str:
    return squeeze(clean(text))[:MOST_TEXT]


# --------------------------------------------------------------------------- what came back


def by_number(items: Iterable[Numbered], count: int) -> list[Numbered | None]:
    """Answers in the order of the questions 1 to `count`; the first of each, None where none is."""
    found: dict[int, Numbered] = {}
    for item in items:
        found.setdefault(item.n, item)
    return [found.get(number) for number in range(1, count + 1)]


def find_objection(
    blind: BlindAnswer | None, look: Look | None, least_worth: int = WORTH_YEARS
) -> str:
    """Why a note is set aside, as `what: in a sentence`; "" when nothing speaks against it."""
    if blind is None or look is None:
        return "not-judged: the second look says nothing of it"
    for wrong, what, more in _objections(blind, look, least_worth):
        if wrong:
            detail = as_value(more or look.reason)
            return f"{what}: {detail}" if detail else what
    return ""


def _objections(
    blind: BlindAnswer, look: Look, least_worth: int
) -> tuple[tuple[bool, str, str], ...]:
    """Every ground on which a note can be set aside: whether it holds, its name, the details."""
    others = [text for text in look.also_right if text.strip()]
    return (
        (not blind.understood, "not-understood", blind.missing),
        (look.faithful != "yes", "not-faithful", f"{look.faithful}; {look.reason}".rstrip("; ")),
        (look.agreement != "same", "other-answer", f"{look.agreement}: {look.own_answer}"),
        (bool(others), "several-answers", "; ".join(others[:MOST_ANSWERS])),
        (look.given_away, "given-away", blind.clue),
        (not look.stands_alone, "not-alone", ""),
        (not look.one_thing, "several-things", ""),
        (
            look.worth < least_worth,
            "little-worth",
            f"{look.worth} of 5; {look.reason}".rstrip("; "),
        ),
        (look.verdict != "keep", "unfit", ""),
    )
