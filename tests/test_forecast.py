"""What a run will ask, before it is known."""

from __future__ import annotations

from collections import Counter

import pytest

from quizgen.drafting.llm.forecast import forecast
from quizgen.drafting.llm.request import Request, Stage


def ask(stage: Stage, number: int = 0) -> Request:
    return Request(stage, "p@1", "f@1", "system", "", f"task {number}")


def count(missing: list[Request]) -> Counter[Stage]:
    found = forecast(missing)
    assert found[: len(missing)] == missing
    return Counter(request.stage for request in found)


def test_a_source_that_is_begun_will_go_through_every_stage() -> None:
    counts = count([ask(Stage.CONCEPTS, n) for n in range(10)])
    assert counts[Stage.CONCEPTS] == 10
    assert counts[Stage.CONSOLIDATION] == 1
    assert counts[Stage.NOTES] == counts[Stage.CLOSED_BOOK] == counts[Stage.OPEN_BOOK] > 10
    assert 0 < counts[Stage.REDRAFT] < counts[Stage.NOTES]


@pytest.mark.parametrize(
    ("stage", "later"),
    [
        (Stage.NOTES, {Stage.REDRAFT, Stage.CLOSED_BOOK, Stage.OPEN_BOOK, Stage.READING}),
        (Stage.REDRAFT, {Stage.CLOSED_BOOK, Stage.OPEN_BOOK, Stage.READING}),
        (Stage.CLOSED_BOOK, {Stage.OPEN_BOOK, Stage.READING}),
        (Stage.OPEN_BOOK, {Stage.READING}),
        (Stage.READING, set()),
    ],
)
def test_only_later_stages_follow(stage: Stage, later: set[Stage]) -> None:
    counts = count([ask(stage, n) for n in range(10)])
    assert set(counts) == {stage, *later}
    assert counts[stage] == 10


def test_nothing_missing_is_nothing_to_come() -> None:
    assert forecast([]) == []
