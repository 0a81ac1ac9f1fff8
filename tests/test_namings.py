"""Sentences that give a thing its name, and go on: the naming alone, and what it must not be."""

from __future__ import annotations

import pytest
from drafting_samples import draft, make_source, said

from quizgen.drafting.extractive import draft_source
from quizgen.drafting.namings import namings

REST = "\n\nThe harbour master keeps the book of arrivals. Every lamp on the quay burns oil.\n"


def first(text: str, *concepts: str) -> str:
    """What the first note on a text asks, and its answer."""
    found = said(draft(text + REST, *concepts))
    return " -> ".join(filter(None, found[0])) if found else ""


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            "The cargo carried by a hull per voyage is called the gross keelage rate, or GKR, and "
            "is perhaps ten tonnes in a lugger.",
            "The cargo carried by a hull per voyage is called the gross keelage rate.",
        ),
        (
            "Ropes of twisted hemp that hold the mast upright, called shrouds, run to the rail.",
            "Ropes of twisted hemp that hold the mast upright are called shrouds.",
        ),
        (
            "Mixtures of resin and tallow in turpentine, so-called navalite, have long kept worms "
            "out.",
            "Mixtures of resin and tallow in turpentine are called navalite.",
        ),
        (
            "Charts drawn with a net of bearings for pilots, known as portolans, are rare.",
            "Charts drawn with a net of bearings for pilots are called portolans.",
        ),
        (
            "A basin with gates that keeps the tide out, known as the wet dock, lies behind.",
            "A basin with gates that keeps the tide out is called the wet dock.",
        ),
        (
            "Old sailors marked the deck with a red chalk known as rubrica after the town of Rub.",
            "Old sailors marked the deck with a red chalk known as rubrica.",
        ),
    ],
)
def test_the_naming_is_told_alone(text: str, made: str) -> None:
    assert list(namings(text)) == [made]


@pytest.mark.parametrize(
    "text",
    [
        # An abbreviation of something else, a condition, a negation.
        "The cargo carried by a hull per voyage is called the gross freight load, or Tare, and so.",
        "If ropes of hemp hold the mast, lines of twisted hemp, called shrouds, run to the rail.",
        "The cargo that no hull can carry is not called the gross keelage rate, or GKR, and sinks.",
        # A name that is one of two, or that some people give it wrongly.
        "Ropes of twisted hemp that hold the mast upright, called shrouds, and chains are dear.",
        "Ropes of twisted hemp that hold the mast upright, often called sheets, run to the rail.",
        # When it is so, is no part of where its name comes from.
        "Old sailors marked the deck with a red chalk known as rubrica after the deck is dry.",
        # Too little to tell it by; a particular one; a whole sentence before the comma.
        "These ropes, called shrouds, run to the rail.",
        "The ropes of the ship at Genoa that carries salt, called shrouds, run to the rail.",
        "The ropes of hemp hold the mast in a storm, called shrouds, run to the rail.",
    ],
)
def test_what_is_no_naming(text: str) -> None:
    assert list(namings(text)) == []


def test_what_follows_a_naming_is_no_part_of_the_quote() -> None:
    text = (
        "The cargo carried by a hull per voyage is called the gross keelage rate, or GKR, and "
        "is perhaps ten tonnes in a lugger." + REST
    )
    (note,) = draft(text, "gross keelage rate", "hull")
    assert note.evidence[0].quote.endswith("the gross keelage rate")
    assert said([note])[0][0].endswith("called the {{c1::gross keelage rate}}.")


@pytest.mark.parametrize(
    ("text", "concept", "made"),
    [
        (
            "The captains saw the effect of berth depth, the number of fathoms kept free at low water.",
            "berth depth",
            "What is berth depth? -> The number of fathoms kept free at low water.",
        ),
        (
            "They forgot its ebb-speed, the speed at which any tide runs out of a bay.",
            "ebb-speed",
            "What is ebb-speed? -> The speed at which any tide runs out of a bay.",
        ),
        ("They saw the quay of Vintera, the number of boats kept there.", "Vintera", ""),
        ("They feared its lay-up, the time in which the mill stood still.", "lay-up", ""),
        ("They forgot its harbour, a town of the coast between two rivers.", "harbour", ""),
        ("The lining of the bilge is covered with planks that keep out rats.", "lining", ""),
    ],
)
def test_what_is_said_aside(text: str, concept: str, made: str) -> None:
    assert first(text, concept) == made


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        (
            "Sailors stop a leak with a **fother**, a sail of canvas that is full of oakum.",
            "Sailors stop a leak with a {{c1::fother}}, a sail of canvas that is full of oakum.",
        ),
        (
            "Sailors stop leaks with **fothers**, canvas sails that the water presses home.",
            "Sailors stop leaks with {{c1::fothers}}, canvas sails that the water presses home.",
        ),
        # Not in bold; how it is, not what; what is said of the subject; no sentence before it.
        ("Sailors stop leaks with a fother, a sail of canvas that is full of oakum.", ""),
        ("Sailors stop leaks with a **fother**, common for ships that are made of oak.", ""),
        (
            "Stout canvas of any old ship is a **fother**, a sail of canvas that is full of oakum.",
            "",
        ),
        ("For sailors the **fother**, a sail of canvas that is full of oakum, is dear.", ""),
    ],
)
def test_what_a_term_is_may_stand_beside_it(sentence: str, asked: str) -> None:
    notes = draft_source(make_source(f"# Harbours\n\n{sentence}{REST}", "sample.md")).notes
    clozes = [text for text, _ in said([note for _, note in notes]) if "{{c1::" in text]
    assert clozes == ([asked] if asked else [])
