"""Whether a draft is a note in other words, on pairs of which half were kept apart for this."""

from __future__ import annotations

import time
from itertools import combinations, product

import pytest
from measuring.rewordings import HALVES, measure, read_pairs

from quizgen.drafting.sameness import SAME, Gist, are_alike, likeness, make_gist
from quizgen.schema import Answerable, Evidence, Kind, Note, Status

ENOUGH = 60


def test_there_are_pairs_enough_in_each_half() -> None:
    for half in HALVES:
        pairs = [pair for pair in read_pairs() if pair.half == half]
        assert sum(pair.same for pair in pairs) >= ENOUGH
        assert sum(not pair.same for pair in pairs) >= ENOUGH
        kinds = {(p.one.note.kind, p.other.note.kind) for p in pairs if p.same}
        assert len(kinds) >= 5
        assert any(p.one.note.concept != p.other.note.concept for p in pairs if p.same)


@pytest.mark.parametrize(
    ("half", "precision", "recall", "kept_apart"),
    [("tune", 1.0, 0.66, 1.0), ("held", 0.94, 0.61, 0.96)],
)
def test_rewordings_are_found_and_different_notes_kept_apart(
    half: str, precision: float, recall: float, kept_apart: float
) -> None:
    told = measure(half)
    assert told.precision >= precision, told
    assert told.recall >= recall, told
    assert told.kept_apart >= kept_apart, told


def test_notes_of_one_deck_are_different_notes() -> None:
    """All that the first of each pair are: a deck and two sets of cards, each without doubles."""
    alike = [
        (one.note.question, other.note.question)
        for one, other in combinations(_unlike(), 2)
        if likeness(one, other) >= SAME
    ]
    assert not alike


def _unlike() -> list[Gist]:
    by_id = {pair.of.split()[0]: pair.one for pair in read_pairs()}
    deck = [gist for of, gist in by_id.items() if "-" in of]
    assert len(deck) > 60
    return deck


def test_likeness_is_the_same_either_way_and_greatest_with_itself() -> None:
    for pair in read_pairs():
        assert likeness(pair.one, pair.other) == pytest.approx(likeness(pair.other, pair.one))
        assert likeness(pair.one, pair.one) >= likeness(pair.one, pair.other)
        assert likeness(pair.one, pair.one) >= SAME


def test_a_note_whose_quote_is_gone_is_still_known_by_its_words() -> None:
    gist = read_pairs()[0].one
    lost = Gist(gist.note, (), gist.lexicon)
    assert lost.covered == frozenset()
    assert likeness(gist, lost) == pytest.approx(1) == likeness(gist, gist)


def test_three_hundred_notes_meet_three_hundred_in_a_second() -> None:
    pairs = [pair.one for pair in read_pairs()][:300]
    fresh = [Gist(gist.note, gist.places, gist.lexicon) for gist in pairs]
    known = [Gist(gist.note, gist.places, gist.lexicon) for gist in pairs]
    start = time.process_time()
    found = sum(likeness(one, other) >= SAME for one, other in product(fresh, known))
    assert time.process_time() - start < 5
    assert found >= len(pairs)


# --------------------------------------------------------------------------- alike for a learner


def asked(question: str, answer: str) -> Gist:
    note = Note(
        "x", Kind.BASIC, Answerable(question, answer), (Evidence("q"),), Status.DRAFT, concept="c"
    )
    return make_gist(note, (), "en")


DEPOSITS = asked(
    "On a bank's balance sheet, why do customers' deposits count as liabilities?",
    "The bank owes them to its customers",
)


def test_one_question_on_two_concepts_is_alike() -> None:
    again = asked(
        "Why does a bank count its customers' deposits as liabilities?",
        "It owes the money to customers",
    )
    assert are_alike(DEPOSITS, again)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "On a bank's balance sheet, why do customers' loans count as assets?",
            "They bring payments",
        ),
        ("In banking, what do T-accounts always balance?", "What the bank owes and its customers"),
        (
            "On a bank's balance sheet, what do customers' deposits count as?",
            "Liabilities",
        ),
    ],
)
def test_neighbours_are_not_alike(question: str, answer: str) -> None:
    assert not are_alike(DEPOSITS, asked(question, answer))
