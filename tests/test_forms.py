"""Order and shuffles: equal for ever, fair to every letter; fixed orders stay as they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_sample import edition

from quizgen.publishing.balance import LETTERS, Options, balanced
from quizgen.publishing.edition import Edition
from quizgen.publishing.forms import (
    Question,
    arrange,
    make_form,
    pick,
    shuffle_options,
    shuffled,
)
from quizgen.schema import Choice, Kind, Note, Option, Status


def select(made: Edition, form: str = "") -> tuple[Question, ...]:
    return make_form(made, pick(made), form).questions


@pytest.mark.parametrize(
    ("seed", "mixed"),
    [
        ("", "DGEFAHCB"),
        ("deck\nA\nnote", "ACEBGFDH"),
        ("deck\nB\nnote", "CFEDAGHB"),
        ("größe\nA\nmaß", "CDHBFGAE"),
    ],
)
def test_shuffle_is_golden(seed: str, mixed: str) -> None:
    """Never to be updated: a change of these is a change of every paper ever printed."""
    assert "".join(shuffled("ABCDEFGH", seed)) == mixed


def test_shuffle_is_fair() -> None:
    orders = Counter("".join(shuffled("ABCD", f"seed {n}")) for n in range(4800))
    assert len(orders) == 24
    assert 140 < min(orders.values()) <= max(orders.values()) < 260


@given(st.lists(st.integers()), st.text())
def test_shuffle_keeps_everything(items: list[int], seed: str) -> None:
    assert sorted(shuffled(items, seed)) == sorted(items)


# ---------------------------------------------------------------------------- balance


def order(size: int, *keys: int) -> Options:
    return tuple(Option(f"{size}-{place}", place in keys) for place in range(size))


def letters(orders: list[Options]) -> str:
    return "".join(LETTERS[[o.key for o in options].index(True)] for options in orders)


def has_run(text: str) -> bool:
    return any(len(list(group)) > 3 for _, group in groupby(text))


SIZES = st.lists(
    st.integers(2, 6).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1))),
    max_size=40,
)


@given(SIZES)
def test_every_letter_gets_its_share_and_no_run(sizes: list[tuple[int, int]]) -> None:
    orders = [order(size, key) for size, key in sizes]
    result = balanced(orders, set(range(len(orders))))
    assert [set(options) for options in result] == [set(options) for options in orders]
    found = Counter(letters(result))
    for place, letter in enumerate(LETTERS):
        fair = sum(1 / size for size, _ in sizes if size > place)
        # Mostly within one; keys move one at a time, which may end a little short of the best.
        assert abs(found[letter] - fair) < 1.5, (letter, found, fair)
    assert not has_run(letters(result))


def test_balance_moves_only_what_it_must() -> None:
    fair = [order(4, place % 4) for place in range(12)]
    assert balanced(fair, set(range(12))) == fair
    all_a = [order(4, 0) for _ in range(20)]
    assert all(3 < n < 7 for n in Counter(letters(balanced(all_a, set(range(20))))).values())
    assert balanced(all_a, set()) == all_a


def test_balance_leaves_fixed_orders_and_several_keys_alone() -> None:
    mixed = [order(4, 0), order(4, 0, 2), order(4, 0), order(5, 0), order(4, 0), order(4, 0)]
    result = balanced(mixed, {0, 1, 2})
    assert result[1] == mixed[1]
    assert result[3:] == mixed[3:]
    assert not has_run(letters(result))


# ---------------------------------------------------------------------------- whole forms


def choice_note(id: str, fixed: bool = False) -> Note:
    options = tuple(Option(f"{id}-{n}", key=n == 0) for n in range(4))
    return Note(id, Kind.CHOICE, Choice("?", options, fixed), (), Status.APPROVED)


def test_options_are_mixed_by_note_and_form() -> None:
    notes = [choice_note(f"n{n}", fixed=n == 0) for n in range(12)]
    first, again, other = (dict(shuffle_options(notes, seed)) for seed in ("A", "A", "B"))
    assert first == again
    assert sum(first[note.id] != other[note.id] for note in notes) >= 9
    fixed = notes[0].content
    assert isinstance(fixed, Choice)
    assert first["n0"] == fixed.options


def test_forms_ask_the_same_in_another_order() -> None:
    made = edition()
    forms = {form: select(made, form) for form in "ABCDEF"}
    assert len({tuple(q.note.id for q in questions) for questions in forms.values()}) == 6
    assert len({frozenset(q.note.id for q in questions) for questions in forms.values()}) == 1
    for questions in forms.values():
        assert [q.number for q in questions] == list(range(1, 21))
        topics = [topic for topic, _ in groupby(q.proven.topic for q in questions)]
        assert sorted(topics) == ["Bread", "Bridges", "Tides"]
    only = [topic for topic, _ in groupby(q.proven.topic for q in select(made))]
    assert only == ["Tides", "Bread", "Bridges"]


def test_arrangement_of_the_others_stays_when_a_note_goes() -> None:
    notes = edition(25).notes
    topics = ("Tides", "Bread", "Bridges")
    whole = arrange(notes, topics, "s")
    assert [p for p in whole if p is not notes[3]] == list(
        arrange([p for p in notes if p is not notes[3]], topics, "s")
    )


def test_only_approved_notes_are_asked() -> None:
    made = edition(25)
    statuses = [Status.RETIRED, Status.DRAFT, Status.REJECTED]
    changed = tuple(
        replace(p, note=replace(p.note, status=status))
        for p, status in zip(made.notes, statuses, strict=False)
    )
    asked = select(replace(made, notes=changed + made.notes[3:]))
    assert len(asked) == 22
    assert {q.note.status for q in asked} == {Status.APPROVED}


def test_letters_of_the_keys() -> None:
    proven = next(p for p in edition().notes if p.note.kind is Kind.CHOICE)
    assert Question(1, proven, order(6, 1)).letters == "B"
    assert Question(1, proven, order(5, 0, 2)).letters == "AC"
    assert Question(1, proven).letters == ""
