"""Drafts in Anki: shown to who asks for them, never retired, and the same card once approved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from author import Author
from learner import Learner

DRAFT = "sun-tide-strength"
RETIRED_DECK = "Tides::Retired"


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "workspace")


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    someone = Learner(tmp_path / "learner")
    yield someone
    someone.close()


def entry(author: Author, note_id: str = DRAFT) -> dict[str, object]:
    entries = json.loads(author.ledger.read_text("utf-8"))["entries"]
    return dict(next(e for e in entries if e["id"] == note_id))


# --------------------------------------------------------------------------- A1


@pytest.mark.parametrize("end", ["rejected", "deleted", "retired"])
def test_a_draft_that_goes_reaches_nobody(author: Author, learner: Learner, end: str) -> None:
    author.build("--drafts")
    assert entry(author)["state"] == "draft"
    if end == "deleted":
        author.delete(DRAFT)
    else:
        author.change(DRAFT, status=end)
    for options in ((), ("--drafts",)):
        assert learner.take(author.build(*options)).new == (5 if options == () else 0)
        assert "retired" not in author.said and "draft again" not in author.said
    assert learner.count(f"Id:{DRAFT}") == 0
    assert RETIRED_DECK not in learner.decks()


def test_drafts_and_plain_in_turn_restamp_nothing(author: Author, learner: Learner) -> None:
    first = author.build("--drafts").read_bytes()
    ledger = author.ledger.read_text("utf-8")
    learner.take(author.build())
    assert learner.count() == 5
    assert author.ledger.read_text("utf-8") == ledger
    assert "draft again" not in author.said
    assert author.build("--drafts").read_bytes() == first


def test_an_approved_draft_is_the_same_card(author: Author, learner: Learner) -> None:
    learner.take(author.build("--drafts"))
    learner.review_all()
    before = entry(author)
    author.change(DRAFT, status="approved")
    taken = learner.take(author.build())
    after = entry(author)
    assert (taken.new, taken.updated, taken.conflicting) == (0, 1, 0)
    assert (after["guid"], after["state"]) == (before["guid"], "live")
    assert int(str(after["changed_at"])) > int(str(before["changed_at"]))
    assert learner.count("tag:quizgen::draft") == 0 and learner.reviews() == 6
    assert f"new: {DRAFT}" in author.said


def test_what_was_live_is_never_a_draft_in_the_ledger(author: Author, learner: Learner) -> None:
    learner.take(author.build())
    author.change("tide-cause", status="draft")
    learner.take(author.build("--drafts"))
    assert entry(author, "tide-cause")["state"] == "live"
    author.build()
    assert "draft again, stays in Anki as it was: tide-cause" in author.said
    author.delete("tide-cause")
    learner.take(author.build())
    assert entry(author, "tide-cause")["state"] == "retired"
    assert learner.count("tag:quizgen::retired") == 1


def test_a_changed_draft_arrives(author: Author, learner: Learner) -> None:
    learner.take(author.build("--drafts"))
    author.change(DRAFT, why="So it was said.")
    assert learner.take(author.build("--drafts")).updated == 1
    assert f"changed: {DRAFT}" in author.said
    assert entry(author)["state"] == "draft"


# --------------------------------------------------------------------------- A15


def test_who_never_had_a_retired_card_finds_it_apart(author: Author, learner: Learner) -> None:
    author.build()
    author.delete("tables-blind-to")
    learner.take(author.build())
    assert "suspend them" in author.said and "come back" in author.said
    where = {note.fields["Id"]: note.deck for note in learner.see().values()}
    assert where.pop("tables-blind-to") == RETIRED_DECK
    assert set(where.values()) == {"Tides"}
    deck = learner.collection.decks.by_name(RETIRED_DECK)
    assert deck is not None and "suspend" in str(deck["desc"])


def test_a_retired_card_stays_where_its_learner_has_it(author: Author, learner: Learner) -> None:
    learner.take(author.build())
    learner.review_all()
    author.delete("tables-blind-to")
    assert learner.take(author.build()).updated == 1
    assert {note.deck for note in learner.see().values()} == {"Tides"}
    author.build(minutes=1000)
    assert "nothing changed" in author.said
