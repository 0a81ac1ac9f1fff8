"""The second look: what it is shown, and each ground on which it sets a note aside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from llm_model import (
    GOOD,
    Model,
    grounds,
    run,
)
from llm_samples import (
    BRIDGES,
)

from quizgen.drafting.llm.forms import (
    BlindAnswer,
    Look,
)
from quizgen.drafting.llm.notes_run import Fate
from quizgen.drafting.llm.request import Stage

# --------------------------------------------------------------------------- second look


def test_who_answers_blind_sees_questions_and_nothing_else(tmp_path: Path) -> None:
    player = Model().player()
    run(tmp_path, player)
    lock, bridges, _ = player.asked(Stage.CLOSED_BOOK)
    assert lock.material == ""
    shown = lock.system + lock.task
    for hidden in ("Gravity", "water levels", "Mara", "Harbour talk", "visitors", "c1::", "lower"):
        assert hidden not in shown
    assert "opens only at equal ____." in lock.task
    options = re.findall(r"^   - (.+)$", bridges.task, re.MULTILINE)
    assert options == sorted(options)
    assert len(options) == 4


def test_who_judges_sees_window_key_and_blind_answers(tmp_path: Path) -> None:
    said: dict[tuple[str, int], dict[str, Any]] = {
        ("canal lock", 1): {"answers": ["pumps", "gravity"], "clue": "the word force"},
        ("canal lock", 2): {"understood": False, "missing": "which gate"},
    }
    player = Model(blind=said).player()
    run(tmp_path, player)
    look = player.asked(Stage.OPEN_BOOK)[0]
    assert "gravity alone fills the chamber" in look.material
    for words in (
        "Key: Gravity",
        "answered: pumps; gravity",
        "a clue: the word force",
        "missing: which gate",
        "Told as: fact, said by Mara Lind",
    ):
        assert words in look.task


def test_who_judges_sees_why_options_are_wrong(tmp_path: Path) -> None:
    player = Model().player()
    run(tmp_path, player, [BRIDGES])
    (look,) = player.asked(Stage.OPEN_BOOK)
    assert 'Not "A central stone pier": It carries a swing bridge.' in look.task
    assert "It carries" not in player.asked(Stage.CLOSED_BOOK)[0].task


OBJECTIONS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "not-understood": ({"understood": False, "missing": "which lock"}, {}),
    "several-answers": ({}, {"also_right": ["water pressure"]}),
    "given-away": ({}, {"given_away": True}),
    "other-answer": ({}, {"agreement": "partly", "own_answer": "gravity, in part"}),
    "not-faithful": ({}, {"faithful": "hedge lost"}),
    "not-alone": ({}, {"stands_alone": False}),
    "several-things": ({}, {"one_thing": False}),
    "little-worth": ({}, {"worth": 3}),
    "unfit": ({}, {"verdict": "set aside", "reason": "absurd options"}),
}


@pytest.mark.parametrize("ground", OBJECTIONS)
def test_each_objection_sets_a_note_aside(tmp_path: Path, ground: str) -> None:
    blind, look = OBJECTIONS[ground]
    at = ("canal lock", 1)
    result = run(tmp_path, Model(blind={at: blind}, looks={at: look}).player())
    assert grounds(result, Fate.ASIDE) == {ground: 1}
    assert len(result.notes) == 3
    (aside,) = [one for one in result.outcomes if one.fate is Fate.ASIDE]
    assert (aside.stage, aside.note) == ("open-book", "canal-lock-force-fills-chamber")
    details = [*blind.values(), *look.values()]
    if texts := [text for text in details if isinstance(text, str) and " " in text]:
        assert texts[-1] in aside.reason


@pytest.mark.parametrize("stage", [Stage.CLOSED_BOOK, Stage.OPEN_BOOK])
def test_a_note_that_nobody_judged_is_set_aside(tmp_path: Path, stage: Stage) -> None:
    class Forgetful(Model):
        def _blind(self, name: str, count: int) -> list[BlindAnswer]:
            return super()._blind(name, count)[: None if stage is Stage.OPEN_BOOK else count - 1]

        def _looks(self, name: str, count: int) -> list[Look]:
            return super()._looks(name, count)[: None if stage is Stage.CLOSED_BOOK else count - 1]

    result = run(tmp_path, Forgetful().player())
    assert grounds(result, Fate.ASIDE) == {"not-judged": 3}
    assert len(result.notes) == 1


def test_judgements_of_notes_that_are_not_there_are_ignored(tmp_path: Path) -> None:
    class Babbling(Model):
        def _looks(self, name: str, count: int) -> list[Look]:
            more = [Look.model_validate({**GOOD, "n": n, "worth": 1}) for n in (0, -3, 99, 1)]
            return [*super()._looks(name, count), *more]

    assert len(run(tmp_path, Babbling().player()).notes) == 4
