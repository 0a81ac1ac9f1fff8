"""Which notes a quiz asks: core first, every topic, all kinds, and no question answers another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from paper_sample import edition

from quizgen.publishing.selection import answers_of, choose, wording
from quizgen.schema import Answerable, Choice, Cloze, Content, Kind, Note, Option, Proven, Status


def proven(
    id: str,
    topic: str = "t",
    priority: int = 2,
    content: Content | None = None,
    kind: Kind = Kind.BASIC,
    concept: str | None = None,
) -> Proven:
    asked = content or Answerable(f"Question of {id}?", f"reply{id}")
    note = Note(id, kind, asked, (), Status.APPROVED, priority=priority, concept=concept)
    return Proven(note, topic, ())


def ids(chosen: tuple[Proven, ...]) -> list[str]:
    return [p.note.id for p in chosen]


def test_all_are_taken_in_order_when_there_are_not_enough() -> None:
    notes = [proven(f"n{i}") for i in range(5)]
    assert choose(notes, 20, "s") == tuple(notes)
    assert choose(notes, 0, "s") == ()
    assert choose([], 20, "s") == ()


def test_core_comes_first() -> None:
    notes = [proven(f"n{i:02}", priority=1 + i % 3) for i in range(30)]
    assert {p.note.priority for p in choose(notes, 10, "s")} == {1}
    assert Counter(p.note.priority for p in choose(notes, 15, "s")) == {1: 10, 2: 5}


def test_topics_have_their_share_and_one_at_least() -> None:
    sizes = {"big": 60, "middle": 30, "small": 9, "tiny": 1}
    notes = [proven(f"{topic}{i}", topic) for topic, size in sizes.items() for i in range(size)]
    shares = Counter(p.topic for p in choose(notes, 20, "s"))
    assert shares == {"big": 11, "middle": 6, "small": 2, "tiny": 1}
    assert len({p.topic for p in choose(notes, 4, "s")}) == 4
    assert Counter(p.topic for p in choose(notes, 2, "s")) == {"big": 1, "middle": 1}


def test_core_topic_weighs_more_than_one_for_completeness() -> None:
    notes = [proven(f"a{i}", "a", 1) for i in range(10)]
    notes += [proven(f"b{i}", "b", 3) for i in range(10)]
    assert Counter(p.topic for p in choose(notes, 8, "s")) == {"a": 6, "b": 2}


def test_kinds_and_concepts_are_mixed() -> None:
    notes = [
        proven(f"{kind}{i}", kind=kind, concept=f"c{i}")
        for kind in (Kind.BASIC, Kind.REVERSED, Kind.TYPE_IN)
        for i in range(8)
    ]
    chosen = choose(notes, 9, "s")
    assert set(Counter(p.note.kind for p in chosen).values()) == {3}
    assert max(Counter(p.note.concept for p in chosen).values()) == 2


def test_question_that_answers_another_is_left_out_while_there_is_a_choice() -> None:
    asks = proven("asks", priority=1, content=Answerable("What did it build?", "Roman arch"))
    tells = proven("tells", priority=1, content=Answerable("Why is the Roman arch old?", "time"))
    other = proven("other", priority=3)
    assert "other" in ids(choose([asks, tells, other], 2, "s"))
    assert ids(choose([asks, tells, other], 3, "s")) == ["asks", "tells", "other"]
    elsewhere = replace(tells, topic="u")
    assert ids(choose([asks, elsewhere], 2, "s")) == ["asks", "tells"]


def test_choice_depends_on_the_seed_only_among_equals() -> None:
    notes = [proven(f"n{i}") for i in range(40)]
    first = choose(notes, 10, "s")
    assert first == choose(notes, 10, "s")
    assert first != choose(notes, 10, "other")
    assert ids(first) == ["n4", "n10", "n12", "n13", "n16", "n23", "n29", "n30", "n31", "n36"]


CHOICE = Choice("Which?", (Option("Steel wire", key=True), Option("Hemp")))


@pytest.mark.parametrize(
    ("mine", "other", "given_away"),
    [
        (Answerable("Who built with steel wire?", "x"), CHOICE, True),
        (Answerable("Who built with wire, not steel?", "x"), CHOICE, True),
        (Answerable("Who built with steel?", "x"), CHOICE, False),
        (CHOICE, Answerable("Rope of old?", "hemp"), True),
        (Answerable("In 1940?", "x"), Answerable("When?", "1940"), True),
        (Answerable("All 7 of them?", "x"), Answerable("How many?", "7"), False),
        (Answerable("What is the arc?", "x"), Answerable("What?", "arch"), False),
        (Cloze("It was {{c1::hemp}}."), Answerable("Rope of old?", "hemp"), False),
        (Answerable("Is hemp strong?", "x"), Cloze("It was {{c1::hemp}}."), True),
    ],
)
def test_clues(mine: Content, other: Content, given_away: bool) -> None:
    telling, told = (wording(proven("n", content=content).note) for content in (mine, other))
    assert telling.gives_away(told) is given_away


def test_sample_has_no_clue_that_could_be_avoided() -> None:
    made = edition()
    chosen = choose(made.notes, 20, made.deck.key)
    clues = [
        (a.note.id, b.note.id)
        for a in chosen
        for b in chosen
        if a is not b and wording(a.note).gives_away(wording(b.note))
    ]
    assert clues == []
    assert set(Counter(p.note.kind for p in chosen)) == set(Kind)
    assert answers_of(chosen[0].note)
