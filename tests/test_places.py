"""A sentence of prose is asked of by itself where it begins a paragraph and its term is in bold."""

from __future__ import annotations

import pytest
from drafting_samples import make_source, said

from quizgen.drafting.extractive import draft_source
from quizgen.drafting.places import find_openers
from quizgen.drafting.sentences import split_sentences
from quizgen.schema import SourceMeta

META = SourceMeta(title="Boats", subject="seamanship", recorded="2025")
AFTER = "\n\nThe harbour keeps a book in which every ship of the quay has a page.\n"
DEFINED = "A **kedge** is a measure that crews take against the drift of a hull."
NAMED = "A rope that holds a hull at its quay is called a **spring line**."


def asked(text: str, name: str = "boats.md") -> str:
    notes = draft_source(make_source(text + AFTER, name, META)).notes
    return " | ".join(question for question, _ in said([note for _, note in notes]))


@pytest.mark.parametrize("sentence", [DEFINED, NAMED])
def test_what_begins_a_paragraph_stands_alone(sentence: str) -> None:
    assert asked(f"Sails need care.\n\n{sentence}")
    assert "called a {{c1" not in asked(f"Sails need care. {sentence}")
    assert "what is" not in asked(f"Sails need care. {sentence}")


@pytest.mark.parametrize("sentence", [DEFINED, NAMED])
def test_what_is_not_in_bold_is_not_asked_so(sentence: str) -> None:
    plain = asked(f"Sails need care.\n\n{sentence.replace('**', '')}")
    assert "what is" not in plain and "called a {{c1" not in plain


def test_which_sentences_begin_a_paragraph() -> None:
    sentences = split_sentences(make_source("One is. Two is.\n\nThree is. Four is.\n\nFive is.\n"))
    assert find_openers(sentences) == {0, 2, 4}
    assert find_openers(()) == frozenset()
