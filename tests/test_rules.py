"""Every rule: its examples, its place in the docs, and what no text may do to it."""

from __future__ import annotations

import pytest

from quizgen.checks.examples import example_view
from quizgen.checks.model import Example, Rule
from quizgen.checks.registry import RULES
from quizgen.checks.run import find_in_deck, find_in_notes


def found(example: Example) -> set[str]:
    view = example_view(example)
    return {finding.rule for finding in (*find_in_notes(view), *find_in_deck(view))}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_failing_example_fails(rule: Rule) -> None:
    assert rule.id in found(rule.failing)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_passing_example_passes(rule: Rule) -> None:
    assert rule.id not in found(rule.passing)


def test_ids_are_unique_and_reasons_are_one_line() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    for rule in RULES:
        assert rule.reason.endswith(".") and "\n" not in rule.reason and len(rule.reason) <= 100
        assert rule.guideline
