"""Texts that tell of something, in which little may be taken for a definition."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from drafting_samples import make_source, said

from quizgen.drafting.extractive import draft_source
from quizgen.drafting.narrative import FEWEST, is_narrative
from quizgen.drafting.sentences import split_sentences
from quizgen.schema import SourceMeta

PLAIN = "The tide lifts a hull off the mud."
TOLD = "The tide was high and the hull had rot."
TO_YOU = "You see how the tide lifts your hull."
OF_MANY = "The tide lifts what Holt and Webb and Lind left at Orle."
BOLD = "The tide lifts a **hull number {}** off the mud."
DEFINED = "A **kedge** is a light anchor that holds a boat without the help of a crane."
NAMED = "A low rope that holds a hull at its quay is called a **spring line**."


def text_of(*sentences: str) -> str:
    """A text of enough sentences: these in turn, each once in a paragraph of three."""
    lines = [sentences[n % len(sentences)].format(n) for n in range(FEWEST + 3)]
    return "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3)) + "\n"


def tells(sentences: Sequence[str], title: str = "Tides", text: str = "") -> bool:
    source = make_source(text or text_of(*sentences), "tides.md", SourceMeta(title=title))
    return is_narrative(source, split_sentences(source))


@pytest.mark.parametrize(
    ("sentences", "title", "told"),
    [
        ((PLAIN,), "Tides", False),
        ((PLAIN,), "How tides lift boats", True),
        ((PLAIN,), "High water: why the sea goes away", True),
        ((TOLD, *[PLAIN] * 8), "Tides", True),
        ((TOLD, *[PLAIN] * 12), "Tides", False),
        ((TO_YOU, PLAIN, PLAIN), "Tides", False),  # many a textbook says "you"
        ((TO_YOU, TOLD, *[PLAIN] * 12), "Tides", True),
        ((OF_MANY, PLAIN), "Tides", False),
        ((OF_MANY, TOLD, *[OF_MANY] * 12), "Tides", True),
        # A text with many terms in bold is a textbook, whatever it tells.
        ((TOLD, BOLD, PLAIN), "Tides", False),
        ((BOLD, PLAIN), "How tides lift boats", False),
        ((BOLD, TO_YOU), "How tides lift boats", True),
    ],
)
def test_what_tells(sentences: Sequence[str], title: str, told: bool) -> None:
    assert tells(sentences, title) == told


def test_a_page_is_too_little_to_say() -> None:
    assert not tells((), "Tides", f"{TOLD} " * 5)


@pytest.mark.parametrize("title", ["Mooring", "How boats are moored"])
def test_what_tells_gives_names_only(title: str) -> None:
    text = f"{text_of(PLAIN)}\n{DEFINED}\n\n{NAMED}\n"
    source = make_source(text, "mooring.md", SourceMeta(title=title, recorded="2024"))
    asked = [question for question, _ in said([note for _, note in draft_source(source).notes])]
    assert any("spring line" in question for question in asked)
    assert any("what is a kedge" in question.casefold() for question in asked) == (
        title == "Mooring"
    )
