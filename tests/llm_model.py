"""A model that says what a test wants of it, stage by stage, and a run with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from llm_samples import (
    BASIC,
    BRIDGES,
    CHOICE,
    CLOZE,
    DOCK,
    DOCKED,
    LOCK,
    Player,
    draft_of,
    store_in,
    talk_source,
)

from quizgen.drafting.llm.desk import Desk, Sender, drive
from quizgen.drafting.llm.forms import (
    BlindAnswer,
    ClosedBookReply,
    DraftedNote,
    Form,
    Look,
    NotesReply,
    OpenBookReply,
    ReadingReply,
    Verdict,
)
from quizgen.drafting.llm.notes_run import Fate, NotesRun, draft_notes_with_model
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.llm.steering import Steering
from quizgen.rendering import Templates
from quizgen.schema import Concept, Source

TALK = talk_source()
CONCEPTS = (LOCK, BRIDGES, DOCK)
DRAFTS: Mapping[str, Sequence[DraftedNote]] = {
    "canal lock": [draft_of(BASIC), draft_of(CLOZE)],
    "harbour bridges": [draft_of(CHOICE)],
    "dock gate": [draft_of(DOCKED)],
}
BLIND = {"understood": True, "missing": "", "answers": ["gravity"], "clue": ""}
GOOD = {
    "own_answer": "gravity",
    "agreement": "same",
    "also_right": [],
    "given_away": False,
    "stands_alone": True,
    "one_thing": True,
    "faithful": "yes",
    "worth": 4,
    "verdict": "keep",
    "reason": "",
}
TAKEN = {"own_answer": "gravity", "truth": "supported", "verdict": "ready", "flaw": ""}


def count_cards(request: Request) -> int:
    found = re.search(r"(?:Answer|Judge) all (\d+),", request.task)
    assert found
    return int(found[1])


@dataclass
class Model:
    """What the model of a test says; `looks` and `blind` change the judgement of the nth note."""

    drafts: Mapping[str, Sequence[DraftedNote]] = field(default_factory=lambda: DRAFTS)
    redrafts: Mapping[str, Sequence[DraftedNote]] = field(default_factory=dict)
    blind: Mapping[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)
    looks: Mapping[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)
    readings: Mapping[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)
    silent: frozenset[tuple[str, str]] = frozenset()  # stage and concept that nobody answers

    def player(self) -> Player:
        return Player(dict.fromkeys(Stage, self._answer))

    def _answer(self, request: Request) -> Form | None:
        name = request.label
        if (request.stage.value, name) in self.silent:
            return None
        match request.stage:
            case Stage.NOTES:
                return NotesReply(notes=list(self.drafts.get(name, ())))
            case Stage.REDRAFT:
                return NotesReply(notes=list(self.redrafts.get(name, ())))
            case Stage.CLOSED_BOOK:
                return ClosedBookReply(answers=list(self._blind(name, count_cards(request))))
            case Stage.READING:
                return ReadingReply(verdicts=list(self._verdicts(name, count_cards(request))))
            case _:
                return OpenBookReply(looks=list(self._looks(name, count_cards(request))))

    def _blind(self, name: str, count: int) -> list[BlindAnswer]:
        said = [{**BLIND, **self.blind.get((name, n), {}), "n": n} for n in range(1, count + 1)]
        return [BlindAnswer.model_validate(one) for one in said]

    def _verdicts(self, name: str, count: int) -> list[Verdict]:
        said = [{**TAKEN, **self.readings.get((name, n), {}), "n": n} for n in range(1, count + 1)]
        return [Verdict.model_validate(one) for one in said]

    def _looks(self, name: str, count: int) -> list[Look]:
        said = [{**GOOD, **self.looks.get((name, n), {}), "n": n} for n in range(1, count + 1)]
        return [Look.model_validate(one) for one in said]


def run(
    folder: Path,
    sender: Sender | None,
    concepts: Sequence[Concept] = CONCEPTS,
    source: Source = TALK,
    notes: int | None = None,
) -> NotesRun:
    asking = draft_notes_with_model(source, concepts, Templates(), Steering(notes=notes))
    (result,) = drive([(asking, store_in(folder))], Desk(sender))
    return result


def grounds(result: NotesRun, fate: Fate) -> Counter[str]:
    return Counter(one.ground for one in result.outcomes if one.fate is fate)
