"""The last look: what a strict learner does not take as it stands does not reach the deck."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from llm_model import Model, grounds, run
from llm_samples import GRAVITY

from quizgen.drafting.llm.forms import Form, ReadingReply
from quizgen.drafting.llm.notes_run import Fate
from quizgen.drafting.llm.request import Request, Stage

FIRST = ("canal lock", 1)


@pytest.mark.parametrize(
    ("said", "ground"),
    [
        ({"verdict": "polish", "flaw": "stilted"}, "not-taken"),
        ({"verdict": "rework", "flaw": "open"}, "not-taken"),
        ({"verdict": "off", "flaw": "trivial"}, "not-taken"),
        ({"truth": "distorted", "flaw": "a hedge is lost"}, "not-faithful"),
        ({"truth": "wrong"}, "not-faithful"),
    ],
)
def test_what_is_not_taken_is_set_aside(
    tmp_path: Path, said: Mapping[str, object], ground: str
) -> None:
    result = run(tmp_path, Model(readings={FIRST: said}).player())
    assert grounds(result, Fate.ASIDE) == {ground: 1}
    (aside,) = (one for one in result.outcomes if one.fate is Fate.ASIDE)
    assert (aside.stage, aside.item) == ("reading", 0)
    assert str(said.get("flaw", "")) in aside.reason
    assert GRAVITY not in {note.evidence[0].quote for _, note in result.notes}


def test_the_learner_sees_the_note_and_what_stands_around_its_quote(tmp_path: Path) -> None:
    player = Model().player()
    run(tmp_path, player)
    first = player.asked(Stage.READING)[0]
    assert GRAVITY in first.material
    assert "Gravity" in first.task
    assert "reader answered" not in first.task


def test_only_notes_that_passed_are_read(tmp_path: Path) -> None:
    player = Model(looks={("dock gate", 1): {"worth": 1}}).player()
    run(tmp_path, player)
    assert [request.label for request in player.asked(Stage.READING)] == [
        "canal lock",
        "harbour bridges",
    ]


def test_a_note_of_which_nothing_is_said_is_not_taken(tmp_path: Path) -> None:
    player = Model().player()
    answer = player.answerers[Stage.READING]

    def forget(request: Request) -> Form | str | None:
        said = answer(request)
        assert isinstance(said, ReadingReply)
        return ReadingReply(verdicts=[one for one in said.verdicts if one.n != 1])

    player.answerers = {**player.answerers, Stage.READING: forget}
    result = run(tmp_path, player)
    assert grounds(result, Fate.ASIDE) == {"not-taken": 3}
    assert len(result.notes) == 1
