"""What kind of thing a definition says that its term is."""

from __future__ import annotations

import pytest
from drafting_samples import draft, said

from quizgen.drafting.genus import genus_of, is_of_kind, names_kind

REST = "\n\nThe harbour master keeps the book of arrivals. Every lamp on the quay burns oil.\n"


@pytest.mark.parametrize(
    ("answer", "genus"),
    [
        ("The short-term rates that a bank controls.", "rate"),
        ("A slow, steady downslope drift of sand.", "drift"),
        ("The amount paid by sailors.", "amount"),
        ("The newly built harbour of a town.", "harbour"),
        ("The time it takes to load a ship.", "time"),
        ("A debt that's paid at sea.", "debt"),
        ("Movement from one berth to another.", "movement"),
        ("A fee or toll on cargo.", "toll"),
        ("That of a ship.", ""),
    ],
)
def test_the_noun_that_says_what_it_is(answer: str, genus: str) -> None:
    assert genus_of(answer) == genus


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("The process by which sand settles behind a mole.", True),
        ("The settling of sand behind a mole.", True),
        ("Anything of value that a hull may hold.", True),
        ("How far a ship drifts in an hour.", True),
        ("That no ship may leave before dawn.", True),
        ("An organism that lies on the hull of a ship.", False),
        ("The swelling of a plank at its end.", False),
        ("A low stone wall beside a quay.", False),
        ("A wall that was built across a harbour.", False),
        # What it does tells what it is.
        ("A wall that keeps sand out of a harbour.", True),
        ("A wall that carries lamps.", True),
        ("A wall which quickly catches the sand of the tide.", True),
        ("A wall by which a harbour is closed.", True),
        ("A wall used to moor boats.", True),
    ],
)
def test_what_is_a_thing_and_what_is_none(answer: str, kind: bool) -> None:
    assert is_of_kind(answer) == kind


def test_a_thing_that_does_something_is_still_a_thing() -> None:
    assert not names_kind("A wall that keeps sand out of a harbour.")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("A drogue is a cone of canvas that slows a boat.", True),
        ("A drogue is a cone of canvas that lies in a locker of every boat.", False),
        ("Leeway is the sideways drift of a ship before the wind.", True),
        ("Leeway is a strip of canvas at the edge of a sail.", False),
    ],
)
def test_of_things_it_is_asked_what_they_do(text: str, asked: bool) -> None:
    notes = draft(text + REST, "drogue/drogues", "leeway")
    assert bool([q for q, _ in said(notes) if q.startswith("What is")]) == asked
