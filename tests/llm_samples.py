"""A talk and a text on harbours, drafts on them, and whoever plays the model in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drafting_samples import TALK, WRITTEN, make_source

from quizgen.drafting.llm.forms import DraftedNote, Form
from quizgen.drafting.llm.replies import Reply, ReplyStore
from quizgen.drafting.llm.request import Request, Stage
from quizgen.schema import Concept, ConceptSpan, Lines, Source

TALK_TEXT = """\
Jon: So a canal lock is a wall with doors, and pumps raise the ships, is that it?
Mara: Not quite. A canal lock lets water flow in from the higher side until the level inside the
chamber equals the level above, and only then can the upper gate be opened. Most of my visitors
imagine pumps, but gravity alone fills the chamber. Nothing in the whole lock has to be lifted.

Jon: And a swing bridge is always the cheaper choice for any harbour, I would have thought?
Mara: In a small harbour a swing bridge may be cheaper, because it needs no counterweight. A bascule
bridge needs a heavy counterweight, so that a small motor can raise its leaf. But a swing bridge
blocks part of the channel with its pier, and ships have to steer around it.

Jon: The tide is the boss of every harbour, as my grandmother used to say every single day.
Mara: A dock gate keeps the water in the basin while the tide outside falls, so ships stay afloat.
Without a gate they would sit on the mud for half of each day, and hulls are not built for that.
Jon: The tide is the boss of every harbour, as my grandmother used to say every single day.
Mara: By 2030 perhaps half of the old dock gates will be driven by electric motors, I expect.
"""
WRITTEN_TEXT = """\
Silt is fine matter that flowing water carries and still water drops. Harbours fill with silt
because their water stands still. Dredging removes silt with buckets or with suction pumps.

A training wall narrows the mouth of a river, so that the current runs faster and scours the
channel. It costs more than dredging in the first year and less in the long run.
"""
GRAVITY = "Most of my visitors imagine pumps, but gravity alone fills the chamber."
LEVELS = "until the level inside the chamber equals the level above"
GATE = "A dock gate keeps the water in the basin while the tide outside falls"
BASCULE = "A bascule bridge needs a heavy counterweight, so that a small motor can raise its leaf."
TWICE = "The tide is the boss of every harbour, as my grandmother used to say every single day."


def talk_source(text: str = TALK_TEXT) -> Source:
    return make_source(text, "harbour.txt", TALK)


def written_source(text: str = WRITTEN_TEXT) -> Source:
    return make_source(text, "silt.txt", WRITTEN)


def make_concept(id_: str, first: int, last: int, importance: int = 2, **more: Any) -> Concept:
    stem = more.pop("stem", "harbour")
    spans = (ConceptSpan(stem, Lines(first, last)),)
    return Concept(id_, id_.replace("-", " "), importance=importance, spans=spans, **more)


LOCK = make_concept("canal-lock", 2, 5, 3, definition="A chamber that raises ships by water.")
BRIDGES = make_concept("harbour-bridges", 7, 10, 2)
DOCK = make_concept("dock-gate", 12, 14, 1)

BASIC: Mapping[str, Any] = {
    "kind": "basic",
    "question": "In canal engineering, what force fills the chamber of a lock?",
    "answer": "Gravity",
    "distractors": [],
    "why": "The chamber stands lower than the upper water, so nothing has to be lifted.",
    "claim": "fact",
    "speaker": "Mara Lind",
    "level": "understand",
    "evidence": {"unit": "s0002", "quote": GRAVITY},
}
CLOZE = {
    **BASIC,
    "kind": "cloze",
    "question": "In canal engineering, the upper gate of a lock opens only at equal ____.",
    "answer": "water levels",
    "evidence": {"unit": "s0002", "quote": LEVELS},
}
CHOICE = {
    **BASIC,
    "kind": "choice",
    "question": "In harbour engineering, which part lets a small motor raise a bascule bridge?",
    "answer": "A heavy counterweight",
    "distractors": [
        {"text": "A central stone pier", "why": "It carries a swing bridge."},
        {"text": "A flooded side tank", "why": "Nothing of the kind is needed."},
        {"text": "A strong steel cable", "why": "It would need a strong motor."},
    ],
    "evidence": {"unit": "s0004", "quote": BASCULE},
}
DOCKED = {
    **BASIC,
    "question": "In harbours with tides, what does a dock gate hold back while the sea falls?",
    "answer": "The water in the basin",
    "why": "Ships would sit on the mud without it.",
    "evidence": {"unit": "s0007", "quote": GATE},
}


def draft_of(base: Mapping[str, Any] = BASIC, **changes: Any) -> DraftedNote:
    """A draft with some fields changed; `quote` and `unit` are those of its evidence."""
    evidence = {k: changes.pop(k) for k in ("quote", "unit") if k in changes}
    fields = {**base, **changes}
    fields["evidence"] = {**fields["evidence"], **evidence}
    return DraftedNote.model_validate(fields)


# --------------------------------------------------------------------------- who plays the model

Answerer = Callable[[Request], Form | str | None]


def reply_to(request: Request, said: Form | str) -> Reply:
    text = said if isinstance(said, str) else said.model_dump_json()
    return Reply(
        request.key, request.stage, request.prompt, request.form, "claude", "test-model", text
    )


@dataclass
class Player:
    """A sender that asks a function for each stage; a stage without one stays unanswered.

    A function gives a form, the text of a reply, or None for no answer. `seen` keeps every request.
    """

    answerers: Mapping[Stage, Answerer]
    refused: frozenset[str] = frozenset()  # stages that fail
    seen: list[Request] = field(default_factory=list)

    def send(self, wanted: Sequence[tuple[Request, ReplyStore]]) -> Mapping[str, str]:
        failed: dict[str, str] = {}
        for request, store in wanted:
            self.seen.append(request)
            if request.stage in self.refused:
                failed[request.key] = "the model refused"
            elif (said := self._answer(request)) is not None:
                store.put(reply_to(request, said))
        return failed

    def _answer(self, request: Request) -> Form | str | None:
        answerer = self.answerers.get(request.stage)
        return answerer(request) if answerer else None

    def asked(self, stage: Stage) -> list[Request]:
        return [request for request in self.seen if request.stage is stage]


def store_in(folder: Path) -> ReplyStore:
    return ReplyStore(folder / "replies")
