"""Cloze syntax: what is well-formed, and each trap that Anki has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.decks.cloze import blank, cloze_mistakes, deletions, reveal

GOOD = [
    "Loss falls as a {{c1::power law}}.",
    "{{c1::One}} and {{c2::two}}.",
    "{{c3::late number}} is fine, for numbers are never reused",
    r"Energy is \({{c1::E}} = mc^2\) here",
    r"{{c1::\(\frac{1}{2} \)}} of it",
]
BAD = [
    ("No deletion at all.", "has no deletion"),
    (r"{{c1::\frac{1}{2}}} of it", "first }}"),
    ("{{c1::std::vector}} grows", "hint"),
    ("An {{c1::open one", "not closed"),
    ("{{c1::a {{c2::b}} c}}", "inside another"),
    ("{{c1,2::both}} of them", "no deletion"),
    ("{{c1::}} of nothing", "hides nothing"),
    ("{{c1::  }} of nothing", "hides nothing"),
    ("{{c0::zero}} based", "from 1 to 500"),
    ("{{c501::many}} of them", "from 1 to 500"),
    ("{{C1::Upper}} case", "no deletion"),
    ("{{c1:one}} colon", "no deletion"),
    ("{c1::one} brace", "no deletion"),
    ("{{ c1::space}} before", "no deletion"),
]


@pytest.mark.parametrize("text", GOOD)
def test_well_formed(text: str) -> None:
    assert cloze_mistakes(text) == ()


@pytest.mark.parametrize(("text", "said"), BAD)
def test_traps(text: str, said: str) -> None:
    assert said in " ".join(cloze_mistakes(text))


def test_blank_and_reveal() -> None:
    text = "{{c1::Loss}} falls with {{c2::compute}}"
    assert [d.number for d in deletions(text)] == [1, 2]
    assert blank(text, "___") == "___ falls with ___"
    assert reveal(text) == "Loss falls with compute"


@given(
    st.lists(st.text(st.characters(exclude_characters="{}:"), min_size=1), min_size=1, max_size=5)
)
def test_reveal_undoes_what_was_hidden(words: list[str]) -> None:
    text = " ".join(f"{{{{c{n}::{word}}}}}" for n, word in enumerate(words, 1))
    assert reveal(text) == " ".join(words)


@given(st.text(alphabet="{}c12:,ab \\", max_size=40))
def test_anything_is_judged_without_a_crash(text: str) -> None:
    if not cloze_mistakes(text):
        assert deletions(text)
