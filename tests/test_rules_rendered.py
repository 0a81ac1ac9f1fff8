"""Rules on what becomes of a text: shown, set as maths, blanked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.checks.examples import example_view
from quizgen.checks.model import Example, NoteRule, example
from quizgen.checks.rules_rendered import RULES

BY_ID = {rule.id: rule for rule in RULES}
GOOD = {"text": "Water", "key": True}


def found(rule: NoteRule, told: Example) -> list[str]:
    (view,) = example_view(told).notes
    return [hit.field for hit in rule.check(view)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: NoteRule) -> None:
    assert found(rule, rule.failing)
    assert not found(rule, rule.passing)


@pytest.mark.parametrize(
    "nothing",
    ["&nbsp;", "\u200b\u200d", "\u00ad", "\u202e\u202c", "&#8203;", "```\n```", "- \n- ", r"\(~\)"]
    + ["\u3164", "&zwnj; &shy;", "\u2800", "\ufeff", "` `"],
)
def test_what_shows_nothing(nothing: str) -> None:
    rule = BY_ID["field-empty"]
    assert found(rule, example(question=nothing, answer="Water")) == ["question"]
    assert found(rule, example(question="What?", answer=nothing)) == ["answer"]
    options: Any = [GOOD, {"text": nothing}]
    assert found(rule, example(question="What?", options=options)) == ["options.1.text"]
    assert "text" in found(rule, example(text=f"Some {{{{c1::{nothing}}}}} here"))


@pytest.mark.parametrize("shown", ["0", "-", "1984.", "&lt;", r"\(x\)", "`*`", "<b>", "\u0301a"])
def test_what_shows_something(shown: str) -> None:
    assert not found(BY_ID["field-empty"], example(question="What?", answer=shown))


@pytest.mark.parametrize(
    "tex", [r"\frac{1}", r"\nosuch{1}", "{x", "x}", r"\left( x", "x^", "5 % of x", r"\sqrt"]
)
def test_broken_maths(tex: str) -> None:
    told = example(question="What?", answer=f"A \\({tex}\\)")
    assert found(BY_ID["maths-broken"], told) == ["answer"]


@pytest.mark.parametrize(
    "text", [r"\(x^2 + \text{a<b}\)", r"`\(\nosuch\)`", r"\[\sum_{i=1}^n \frac{1}{i}\]", r"\{x"]
)
def test_sound_maths(text: str) -> None:
    assert not found(BY_ID["maths-broken"], example(question="What?", answer=text))


@pytest.mark.parametrize(
    "text",
    [
        "The {{c1::`tide}}` turns.",
        "The {{c1::**tide}} turns** now.",
        "The {{c1::tide\n\nturns}} now.",
        "What comes:\n- {{c1::ebb\n- flood}} and\n- slack",
        r"So {{c1::many \(a}} + b\) there",
    ],
)
def test_a_deletion_cut_through(text: str) -> None:
    assert found(BY_ID["cloze-markup"], example(text=text)) == ["text"]


@pytest.mark.parametrize(
    "text",
    [
        "The {{c1::`tide`}} *{{c2::turns}}*.",
        "- {{c1::ebb}}\n- {{c2::flood}}",
        r"So \(a + {{c1::b}}\) and {{c2::\(c\)}}",
        "One\n{{c1::two\nthree}}",
        "The {{c1::- 5}} degrees",
    ],
)
def test_a_deletion_that_holds(text: str) -> None:
    assert not found(BY_ID["cloze-markup"], example(text=text))


@given(st.text(st.sampled_from(list("\\(){}[]cabx^_&<>`*- \n1.;#%")), min_size=1, max_size=60))
def test_no_text_crashes_a_rule(text: str) -> None:
    told = example(question=f"q{text}q", answer=f"\\({text}\\) a")
    for rule in RULES:
        found(rule, told)
