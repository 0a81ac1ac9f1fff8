"""Sentences that introduce a term in bold by saying what it is."""

from __future__ import annotations

import re

import pytest
from drafting_samples import make_concept, make_source, said

from quizgen.drafting.extractive import draft_source
from quizgen.drafting.introductions import introduce, told
from quizgen.drafting.mentions import Mentions
from quizgen.schema import SourceMeta

REST = (
    "\n\nThe harbour master keeps the book of arrivals. Every lamp on the quay burns oil. "
    "Fishermen mend their nets in winter. The pilot's house has a green door.\n"
)


def asked(text: str) -> tuple[str, str] | None:
    """What is asked of a sentence about its term in bold, and the answer."""
    terms = re.findall(r"\*\*(.+?)\*\*", text)
    concepts = [make_concept(term.casefold()) for term in terms]
    bold = frozenset(concept.id for concept in concepts)
    made = introduce(text.replace("**", ""), Mentions(concepts), bold)
    return made and (made[1], made[2])


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "**Drift** is movement before the wind from one place to another.",
            "what is drift",
            "movement before the wind from one place to another.",
        ),
        (
            "**Ballast trade** (BT) is trade carried out because a hull must be full.",
            "what is ballast trade",
            "trade carried out because a hull must be full.",
        ),
        (
            "A **lay day**, also called a port day, is a day that a contract allows for loading.",
            "what is a lay day",
            "a day that a contract allows for loading.",
        ),
        (
            "The **freeboard** denotes the height of the deck above the water.",
            "what does the freeboard denote",
            "the height of the deck above the water.",
        ),
        (
            "**Jettison** refers to throwing cargo into the sea in order to save a ship.",
            "what does jettison refer to",
            "throwing cargo into the sea in order to save a ship.",
        ),
        (
            "**Kedges** are anchors whose weight a man can lift.",
            "what are kedges",
            "anchors whose weight a man can lift.",
        ),
        (
            "A **tramp** is a ship that sails without any timetable, such as most of the colliers.",
            "what is a tramp",
            "a ship that sails without any timetable.",
        ),
        (
            "A **charter** is the hire of a whole ship for a voyage, and the rate is paid in gold.",
            "what is a charter",
            "the hire of a whole ship for a voyage.",
        ),
    ],
)
def test_what_a_term_in_bold_is(text: str, question: str, answer: str) -> None:
    assert asked(text) == (question, answer)


@pytest.mark.parametrize(
    "text",
    [
        # How it is, where, or what is done to it.
        "The **keel** is attached to the frames of a hull by bolts.",
        "The **keel** is similar to the backbone of a whale.",
        "The **keel** is in the middle of the lowest part of a hull.",
        "**Freeboard** is responsible for the safety of a hull.",
        # Denied, under a condition, with a remark in brackets, in part.
        "A **kedge** is not an anchor that a man can lift.",
        "If a **kedge** is an anchor that a man can lift, it is light.",
        "A **kedge** is an anchor (of iron, as a rule, and with a long stock that folds) for men.",
        "A **kedge** is an anchor that a man can lift and is then carried out by a boat.",
        # Praise, another one, itself, too little before what is told besides.
        "**Freeboard** is an important part of the safety of a hull.",
        "**Freeboard** is another of the things that keep a hull dry.",
        "A **kedge anchor** is an anchor that is called a kedge by sailors.",
        "A **kedge** is an anchor: it is lifted by one man into a boat.",
        # Which one it is of several, and nothing else.
        "The **dog watch** is the shortest watch, often lasting no more than two hours.",
        # Another subject, and none in bold.
        "The weight of a **kedge** is the load that a man can lift.",
        "A kedge is an anchor that a man can lift into a boat.",
    ],
)
def test_what_introduces_nothing(text: str) -> None:
    assert asked(text) is None


def test_what_is_told_besides() -> None:
    assert told("the hire of a whole ship for a voyage.") == "the hire of a whole ship for a voyage"
    assert told("an anchor, though a small one.") == "an anchor, though a small one"
    assert told("an anchor; it is small.") == ""
    # What takes back some of it is no remark.
    held = "a fee that every ship pays in port"
    assert told(f"{held}, which is paid in gold.") == held
    for limit in ("but not at night", "which is not paid at night", "although a yawl is free"):
        assert told(f"{held}, {limit}.") == ""


def notes_on(text: str, title: str = "Cargo") -> list[tuple[str, str]]:
    meta = SourceMeta(title=title, recorded="2024")
    source = make_source(f"{text}{REST}", "sample.md", meta)
    return said([note for _, note in draft_source(source).notes])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("**Average** is a loss that all owners of a cargo bear, by land, sea or river.", True),
        # Of what, or of whom, is told elsewhere; a joke; a thing that a sentence hardly tells.
        ("**Average** is the loss that the owner bears when he has it.", False),
        ("**Average** is a loss to the crew at the other quay.", False),
        ("**Average** is a loss that owners bear, and the cargo is mostly silk.", False),
        ("**Average** is a loss that owners bear: of cargo, of masts, of sails.", False),
        ("**Average** is a wonderful loss that all owners of a cargo bear.", False),
        ("**Average** is a loss, though not a large one, that owners bear.", False),
        ("An **average** is a low stone beside the door of a customs house.", False),
    ],
)
def test_less_is_asked_of_what_a_text_has_in_bold(text: str, kept: bool) -> None:
    assert bool([q for q, _ in notes_on(text) if "what is" in q.casefold()]) == kept
