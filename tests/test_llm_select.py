"""The choice among notes that passed: the worthiest, no two alike, not too many."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from llm_model import (
    DRAFTS,
    Model,
    grounds,
    run,
)
from llm_samples import (
    BASIC,
    LOCK,
    TALK_TEXT,
    draft_of,
    make_concept,
    talk_source,
)

from quizgen.drafting.llm.forms import (
    DraftedNote,
)
from quizgen.drafting.llm.notes_run import Fate
from quizgen.schema import Concept

# --------------------------------------------------------------------------- selection

LONG_TALK = (
    TALK_TEXT
    + "\n"
    + "\n".join(
        f"Mara: The {name} station was built of {stone} and its roof lasted {word} winters in all."
        for name, stone, word in zip(
            ("harbour", "river", "mountain", "island", "forest", "desert"),
            ("granite", "limestone", "sandstone", "slate", "marble", "basalt"),
            ("nine", "ten", "eleven", "twelve", "thirteen", "fourteen"),
            strict=True,
        )
    )
)


def station(name: str, stone: str, **more: Any) -> DraftedNote:
    question = f"According to Mara Lind (2024), which stone was the {name} station built of?"
    start = f"The {name} station was built of {stone} and its roof lasted"
    fields = {"question": question, "answer": stone.title(), "quote": start, "why": "", **more}
    return draft_of(BASIC, **fields)


STATIONS = [
    station(*pair)
    for pair in (
        ("harbour", "granite"),
        ("river", "limestone"),
        ("mountain", "sandstone"),
        ("island", "slate"),
        ("forest", "marble"),
        ("desert", "basalt"),
    )
]


def stations(importance: int, id_: str = "stations") -> Concept:
    return make_concept(id_, 18, 23, importance)


@pytest.mark.parametrize(("importance", "kept"), [(3, 4), (2, 3), (1, 2)])
def test_a_concept_keeps_so_many_by_importance(tmp_path: Path, importance: int, kept: int) -> None:
    model = Model({"stations": STATIONS})
    result = run(tmp_path, model.player(), [stations(importance)], talk_source(LONG_TALK))
    assert len(result.notes) == kept
    assert grounds(result, Fate.ASIDE) == {"enough": 6 - kept}


def test_the_worthiest_are_kept_first(tmp_path: Path) -> None:
    looks = {("stations", 6): {"worth": 5}, ("stations", 1): {"worth": 3}}
    model = Model({"stations": STATIONS}, looks=looks)
    result = run(tmp_path, model.player(), [stations(1)], talk_source(LONG_TALK))
    asked = [note.question for _, note in result.notes]
    assert ["desert" in asked[0], "river" in asked[1]] == [True, True]


def test_more_notes_are_given_where_more_are_asked_for(tmp_path: Path) -> None:
    model = Model({"stations": STATIONS})
    result = run(tmp_path, model.player(), [stations(1)], talk_source(LONG_TALK), notes=5)
    assert len(result.notes) == 5


def test_fewer_notes_leave_one_for_each_core_concept(tmp_path: Path) -> None:
    looks = {("canal lock", n): {"worth": 4} for n in (1, 2)}
    looks |= {("stations", n): {"worth": 5} for n in range(1, 7)}
    model = Model({**DRAFTS, "stations": STATIONS}, looks=looks)
    concepts = [LOCK, stations(2)]
    result = run(tmp_path, model.player(), concepts, talk_source(LONG_TALK), notes=3)
    assert Counter(note.concept for _, note in result.notes) == {"canal-lock": 1, "stations": 2}


def test_of_two_alike_the_better_stays(tmp_path: Path) -> None:
    again = draft_of(
        BASIC, question="In canal engineering, what force is it that fills the chamber of a lock?"
    )
    looks = {("canal lock", 1): {"worth": 4}, ("canal lock", 2): {"worth": 5}}
    model = Model({"canal lock": [draft_of(BASIC), again]}, looks=looks)
    result = run(tmp_path, model.player(), [LOCK])
    assert [note.question for _, note in result.notes] == [again.question]
    assert grounds(result, Fate.ASIDE) == {"repeats": 1}


def test_one_answer_from_one_quote_is_kept_once(tmp_path: Path) -> None:
    other = draft_of(
        BASIC, question="When ships rise on a canal, which natural pull does the work?"
    )
    model = Model({"canal lock": [draft_of(BASIC), other]})
    result = run(tmp_path, model.player(), [LOCK])
    assert len(result.notes) == 1
    assert "same answer and quote" in result.outcomes[-1].reason
