"""Every rule: its examples, its place in the docs, and what no text may do to it."""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

import pytest

from quizgen.checks.examples import example_view
from quizgen.checks.model import Example, Hit, Rule
from quizgen.checks.registry import RULES
from quizgen.checks.run import EVERYTHING, find_in_deck, find_in_notes
from quizgen.checks.selection import ERRORS, Selection
from quizgen.checks.views import DeckView
from quizgen.schema import Finding, Severity


def found(example: Example) -> set[str]:
    view = example_view(example)
    return {finding.rule for finding in (*find_in_notes(view), *find_in_deck(view))}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_failing_example_fails(rule: Rule) -> None:
    assert rule.id in found(rule.failing)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_passing_example_passes(rule: Rule) -> None:
    assert rule.id not in found(rule.passing)


def test_markup_does_not_hide_that_two_notes_ask_the_same() -> None:
    plain = {"question": "What is this?", "answer": "A tide"}
    assert "same-question" in found(Example((plain, plain | {"question": "What is *this*?"})))
    assert "same-question" not in found(Example((plain, plain | {"question": "What is that?"})))


@pytest.mark.parametrize(
    ("concept", "message"),
    [
        ({"id": "tide", "spans": [{"source": "moon", "lines": [1, 1]}]}, "the source 'moon'"),
        ({"id": "tide", "spans": [{"source": "example", "lines": [1, 9]}]}, "ends at line 9"),
        ({"id": "tide", "related": ["moon"]}, "related to 'moon'"),
    ],
)
def test_findings_on_concepts_stand_in_their_file(concept: dict[str, Any], message: str) -> None:
    note = {"question": "What comes twice a day?", "answer": "The tide"}
    view = example_view(Example((note,), concepts=({"id": "sea"}, concept)))
    hits = [f for f in find_in_deck(view) if f.rule.startswith("concept-")]
    assert [finding.path.name for finding in hits] == ["concepts.yaml"]
    assert hits[0].line > 1 and message in hits[0].message


@pytest.mark.parametrize(
    ("source", "quote", "short"),
    [
        ("The tide is high. It comes twice.", "It comes twice", True),
        ("The tide is high. It comes twice now.", "It comes twice now", False),
        ("One two three and four.", "One two [...] and four", False),
        ("月亮的引力使海水涨落。", "月亮的引力使海水涨落", False),
        ("月亮的引力使海水涨落。", "月亮", True),
    ],
)
def test_how_short_a_quote_may_be(source: str, quote: str, short: bool) -> None:
    note = {"question": "What?", "answer": "That", "evidence": [{"quote": quote}]}
    assert ("quote-too-short" in found(Example((note,), source))) == short


def test_ids_are_unique_and_reasons_are_one_line() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    for rule in RULES:
        assert rule.reason.endswith(".") and "\n" not in rule.reason and len(rule.reason) <= 100
        assert rule.guideline


def reached(function: FunctionType, known: dict[FunctionType, None]) -> None:
    """The functions of the checks that a function can call, itself included."""
    if function in known:
        return
    known[function] = None
    for name in names_in(function.__code__):
        called = function.__globals__.get(name)
        if isinstance(called, FunctionType) and called.__module__.startswith("quizgen.checks"):
            reached(called, known)


def names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant)


def can_raise(check: object) -> bool:
    """Whether somewhere in its code a rule gives a hit the weight of an error."""
    known: dict[FunctionType, None] = {}
    assert isinstance(check, FunctionType)
    reached(check, known)
    return any("ERROR" in names_in(function.__code__) for function in known)


def test_a_rule_that_may_find_an_error_says_so() -> None:
    """A build runs only the rules that can refuse it: it would not see what is not said here."""
    milder = [rule for rule in RULES if rule.severity is not Severity.ERROR]
    assert [r.id for r in milder if can_raise(r.check)] == [r.id for r in milder if r.may_be_error]
    assert can_raise(hits_hard) and not can_raise(hits_mildly)


def hits_mildly(view: object) -> Iterator[Hit]:
    yield Hit("found", severity=Severity.INFO)


def hits_hard(view: object) -> Iterator[Hit]:
    yield from (Hit("found", severity=Severity.ERROR) for _ in range(1))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_build_sees_every_error(rule: Rule) -> None:
    for example in (rule.failing, rule.passing):
        view = example_view(example)
        every, asked = errors_in(view, EVERYTHING), errors_in(view, ERRORS)
        assert every == asked
        assert rule.severity is not Severity.ERROR or every or example is rule.passing


def errors_in(view: DeckView, wanted: Selection) -> list[Finding]:
    found = (*find_in_notes(view, wanted), *find_in_deck(view, wanted))
    return [finding for finding in found if finding.severity is Severity.ERROR]
