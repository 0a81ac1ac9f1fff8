"""What drafting again writes: drafts.json damaged, lost or half written, and cards in Anki."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from author import run
from learner import Learner
from regrowing import AGAIN, FIRST, Card, Desk

from quizgen.decks.ledger import read_ledger
from quizgen.errors import DeckError
from quizgen.schema import Status

IDS = ["keel-basic", "ballast-basic", "hawser-basic", "pilot-basic"]
KEEL, BALLAST, HAWSER, PILOT = IDS


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "workspace")
    made.draft()
    assert list(made.notes()) == IDS
    return made


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 2, "notes": {}}', '{"version": 1}',
                                  '{"version": 1, "notes": {"keel-basic": {"fields": 3}}}',
                                  '{"version": 1, "notes": []}'])  # fmt: skip
def test_a_damaged_book_is_told_and_never_overwritten(desk: Desk, text: str) -> None:
    desk.book_file.write_text(text, "utf-8")
    before = desk.files()
    with pytest.raises(DeckError, match="this file is damaged; restore it, or remove it"):
        desk.draft(*AGAIN)
    for arguments in ((), ("--accept", "all")):
        told = desk.diff(*arguments)
        assert told.exit_code == 2 and "drafts.json" in told.output
    assert desk.files() == before


def test_without_the_book_nothing_is_lost_and_nothing_proposed(desk: Desk) -> None:
    desk.change(KEEL, question="My question on the keel of a ship?")
    desk.change(BALLAST, status="approved")
    desk.book_file.unlink()
    notes = desk.notes()
    desk.draft(*AGAIN)
    assert desk.notes() == notes and desk.diff().exit_code == 0
    desk.draft(*FIRST)
    assert desk.notes() == notes
    assert {PILOT, HAWSER} <= set(desk.recorded())  # they say what is drafted: known again
    assert KEEL not in desk.recorded()


def test_an_interrupted_run_is_completed_after_any_file(desk: Desk) -> None:
    desk.change(KEEL, status="approved")
    desk.change(BALLAST, hint="Heavy.")
    before = desk.files()
    more = Card("pilot", "What does a harbour have that a ship must keep away from?", "Shoals")
    report = desk.draft(*AGAIN, more)
    after = desk.files()
    assert len(report.files) >= 2
    for count in range(len(report.files)):
        desk.write_files(before)
        written = [str(desk.root / path) for path in report.files[:count]]
        desk.write_files({path: after[path] for path in written})
        desk.draft()
        assert desk.files() == after


# --------------------------------------------------------------------------- Anki


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    someone = Learner(tmp_path / "learner")
    yield someone
    someone.close()


def test_reviews_outlive_accepted_changes(desk: Desk, learner: Learner) -> None:
    for id_ in IDS:
        desk.change(id_, status="approved", approved_by="person")
    assert run(desk.root, "build").exit_code == 0
    package = desk.root / "out" / "ships" / "ships.apkg"
    assert learner.take(package).new == 4
    cards = learner.review_all()
    guids = {id_: learner.note(id_).guid for id_ in IDS}
    desk.draft(*AGAIN)
    assert desk.diff("--accept", "all").exit_code == 0
    for id_ in IDS:
        assert desk.notes()[id_].status is Status.DRAFT
        desk.change(id_, status="approved", approved_by="person")
    assert run(desk.root, "build", clock=1_780_009_999).exit_code == 0
    taken = learner.take(package)
    assert (taken.new, taken.updated) == (0, 4)
    assert {id_: learner.note(id_).guid for id_ in IDS} == guids
    assert learner.reviews() == cards
    assert any(AGAIN[0].question in said for said in learner.note(KEEL).values())
    assert len(read_ledger(desk.deck, "ships", 0).entries) == 4
