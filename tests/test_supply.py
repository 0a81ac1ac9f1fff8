"""Counts by topic, kind, level, priority and claim: met exactly, or said why they cannot be."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.publishing.filling import fill
from quizgen.publishing.selection import choose
from quizgen.publishing.supply import Wish, allowed, shortages, value_of
from quizgen.schema import (
    Answerable,
    Claim,
    Demand,
    Facet,
    Kind,
    Level,
    Note,
    Place,
    Proven,
    Status,
)

ASKED = Place(option="--questions")
KINDS = (Kind.BASIC, Kind.REVERSED, Kind.TYPE_IN)


def note(
    number: int,
    topic: str = "t",
    kind: Kind = Kind.BASIC,
    priority: int = 2,
    level: Level = Level.REMEMBER,
    claim: Claim = Claim.FACT,
) -> Proven:
    content = Answerable(f"Question {number}?", f"reply{number}")
    made = Note(
        f"n{number}",
        kind,
        content,
        (),
        Status.APPROVED,
        priority=priority,
        level=level,
        claim=claim,
    )
    return Proven(made, topic, ())


def counted(facet: Facet, **counts: int | None) -> list[Demand]:
    return [
        Demand(facet, value, count, Place(option=f"--{facet}")) for value, count in counts.items()
    ]


NOTES = st.lists(
    st.builds(
        lambda topic, kind, priority: (topic, kind, priority),
        st.sampled_from("ab"),
        st.sampled_from(KINDS),
        st.integers(1, 3),
    ),
    max_size=9,
).map(lambda rows: [note(i, *row) for i, row in enumerate(rows)])
COUNTS = st.lists(
    st.tuples(
        st.sampled_from(
            [(Facet.TOPIC, "a"), (Facet.TOPIC, "b")]
            + [(Facet.KIND, str(kind)) for kind in KINDS]
            + [(Facet.PRIORITY, str(n)) for n in (1, 2, 3)]
        ),
        st.integers(0, 3),
    ),
    unique_by=lambda pair: pair[0],
    max_size=5,
).map(lambda pairs: [Demand(facet, value, n, ASKED) for (facet, value), n in pairs])


def met(notes: tuple[Proven, ...], demands: list[Demand]) -> bool:
    return all(
        sum(value_of(one, demand.facet) == demand.value for one in notes) == demand.count
        for demand in demands
    )


@settings(max_examples=300, deadline=None)
@given(NOTES, COUNTS, st.integers(0, 5))
def test_what_can_be_met_is_met_and_nothing_else(
    notes: list[Proven], demands: list[Demand], total: int
) -> None:
    """Against all ways to take that many notes."""
    possible = any(met(taken, demands) for taken in combinations(notes, total))
    wish = Wish.of(total, demands)
    plan = fill(Counter(map(wish.signature, notes)), total, wish.needs)
    assert (plan is not None) is possible
    assert bool(shortages(notes, demands, total, ASKED)) is not possible
    if possible:
        chosen = choose(notes, total, "s", demands)
        assert len(chosen) == total
        assert met(chosen, demands)


def test_a_puzzle_that_greed_would_lose() -> None:
    """The only note of topic b is also one of the two of kind reversed."""
    notes = [note(1, "a", Kind.REVERSED, 1), note(2, "b", Kind.REVERSED, 3), note(3, "a")]
    demands = counted(Facet.TOPIC, b=1) + counted(Facet.KIND, reversed=1)
    assert [p.note.id for p in choose(notes, 2, "s", demands)] == ["n2", "n3"]


def test_five_facets_at_once_are_quick() -> None:
    notes = [
        note(
            i,
            f"t{i % 7}",
            KINDS[i % 3],
            1 + i % 3,
            list(Level)[i % 5],
            list(Claim)[i % 4],
        )
        for i in range(300)
    ]
    demands = [
        *counted(Facet.TOPIC, t0=5, t1=5, t2=5, t3=5),
        *counted(Facet.KIND, basic=10, reversed=10),
        *counted(Facet.LEVEL, remember=8, understand=8),
        *(Demand(Facet.PRIORITY, str(n), 10) for n in (1, 2)),
        *counted(Facet.CLAIM, fact=9, opinion=9),
    ]
    chosen = choose(notes, 30, "s", demands)
    assert len(chosen) == 30
    assert met(chosen, demands)


def test_sorts_without_a_count_leave_out_all_others() -> None:
    notes = [note(i, "ab"[i % 2], KINDS[i % 3]) for i in range(12)]
    only = allowed(notes, counted(Facet.KIND, basic=None, reversed=2))
    assert {p.note.kind for p in only} == {Kind.BASIC, Kind.REVERSED}
    assert allowed(notes, counted(Facet.KIND, reversed=2)) == tuple(notes)
    both = counted(Facet.KIND, basic=None) + counted(Facet.TOPIC, a=None)
    assert {(p.topic, p.note.kind) for p in allowed(notes, both)} == {("a", Kind.BASIC)}


@pytest.mark.parametrize(
    ("demands", "total", "said"),
    [
        ([], 7, "--questions: 7 questions, and 6 can be asked; lower the count, or approve more"),
        (
            counted(Facet.KIND, reversed=4),
            4,
            "--kind: 4 of kind reversed, and 3 can be asked; lower the count, or approve more",
        ),
        (
            counted(Facet.KIND, reversed=2, basic=2),
            3,
            "--questions: 3 questions, but kind adds up to 4; ask more questions or lower a count",
        ),
        (
            counted(Facet.KIND, reversed=1),
            5,
            "--questions: 5 questions, 1 of them counted by kind: 4 of another kind are left, "
            "and 3 can be asked; ask fewer questions or raise a count",
        ),
        (
            counted(Facet.KIND, reversed=3) + counted(Facet.TOPIC, a=2, b=1),
            3,
            "--kind: 3 questions with kind reversed=3, topic a=2, topic b=1 cannot be had at once "
            "of the 6 that can be asked, each of them alone can; lower one of them",
        ),
    ],
)
def test_what_is_short_is_said(demands: list[Demand], total: int, said: str) -> None:
    notes = [
        note(i, "aaaabb"[i], Kind.REVERSED if i in (0, 4, 5) else Kind.BASIC) for i in range(6)
    ]
    assert shortages(notes, demands, total, ASKED) == (said,)


def test_everything_that_is_short_is_said_at_once() -> None:
    notes = [note(i) for i in range(3)]
    demands = counted(Facet.KIND, cloze=1) + counted(Facet.TOPIC, x=2)
    assert len(shortages(notes, demands, 3, ASKED)) == 2
