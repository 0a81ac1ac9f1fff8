"""Drafting again: notes are known in other words, and what a person did stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from author import run
from regrowing import AGAIN, FIRST, OTHER, SAID, Card, Desk, asks

from quizgen.schema import Answerable, Kind, Status

IDS = ["keel-basic", "ballast-basic", "hawser-basic", "pilot-basic"]
KEEL, BALLAST, HAWSER, PILOT = IDS


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "workspace")
    made.draft()
    assert list(made.notes()) == IDS
    return made


# --------------------------------------------------------------------------- what is known again


def test_drafts_that_nobody_changed_improve_and_keep_id_and_status(desk: Desk) -> None:
    report = desk.draft(*AGAIN)
    assert report.added[0].regrown.improved == tuple(IDS)
    assert [asks(note) for note in desk.notes().values()] == [(c.question, c.answer) for c in AGAIN]
    assert list(desk.notes()) == IDS
    assert {note.status for note in desk.notes().values()} == {Status.DRAFT}
    assert desk.diff().exit_code == 0


@pytest.mark.parametrize("cards", [FIRST, AGAIN, AGAIN[:2], ()])
def test_a_second_run_changes_no_byte(desk: Desk, cards: tuple[Card, ...]) -> None:
    desk.change(KEEL, question="My question?")
    desk.change(BALLAST, status="approved", approved_by="person")
    desk.script.cards = cards
    desk.draft()
    before = desk.files()
    assert not desk.draft().files
    assert desk.files() == before


def test_what_is_drafted_anew_is_added(desk: Desk) -> None:
    new = Card("pilot", "What does a harbour have that a ship must keep away from?", "Shoals")
    desk.draft(*AGAIN, new)
    assert list(desk.notes()) == [*IDS, "pilot-basic-ships"]


def test_of_two_drafts_that_are_like_a_note_the_more_alike_is_that_note(desk: Desk) -> None:
    near = Card("ballast", "What does ballast in an empty ship do?", "It keeps it upright")
    best = Card("ballast", "What is ballast in a ship that is empty?", FIRST[1].answer)
    desk.change(BALLAST, status="approved")
    desk.draft(near, FIRST[0], best, *FIRST[2:])
    notes = desk.notes()
    assert list(notes) == [*IDS, "ballast-basic-ships"]
    assert asks(notes["ballast-basic-ships"]) == (near.question, near.answer)
    assert desk.recorded()[BALLAST]["proposed"] == {"question": best.question}
    before = desk.files()
    assert not desk.draft().files and desk.files() == before


def test_a_draft_that_is_like_two_notes_is_one_of_them(desk: Desk) -> None:
    two = Card("hawser", "What is the use of a hawser?", "Towing or mooring a ship")
    desk.draft(*FIRST, two)
    ids = list(desk.notes())
    assert len(ids) == 5
    desk.draft(*FIRST[:2], Card("hawser", "What use is a hawser?", two.answer), FIRST[3])
    assert list(desk.notes()) == ids
    assert asks(desk.notes()[HAWSER])[0] == FIRST[2].question
    assert asks(desk.notes()[ids[-1]])[0] == "What use is a hawser?"


def test_the_keyless_engine_knows_its_notes_by_id(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "workspace")
    desk.script.name = "extractive"
    desk.draft()
    other = [
        replace(card, question=f"Say of {card.thing}?", answer="Other words") for card in FIRST
    ]
    assert desk.draft(*other).added[0].regrown.improved == tuple(IDS)
    assert list(desk.notes()) == IDS


# --------------------------------------------------------------------------- what a person did


def test_a_changed_field_stays_and_the_new_draft_stands_beside_it(desk: Desk) -> None:
    desk.change(KEEL, answer="Its backbone of timber that bears the frames along the bottom")
    report = desk.draft(*AGAIN)
    assert report.added[0].regrown.proposed == (KEEL,)
    assert asks(desk.notes()[KEEL])[1].startswith("Its backbone")
    assert desk.recorded()[KEEL]["proposed"]["question"] == AGAIN[0].question
    shown = desk.diff()
    assert shown.exit_code == 1
    for said in (FIRST[0].answer, "Its backbone of timber", AGAIN[0].answer):
        assert said in shown.output


def test_fields_that_a_person_left_alone_improve_beside_one_that_is_changed(desk: Desk) -> None:
    desk.change(KEEL, hint="Think of a spine.")
    desk.draft(replace(FIRST[0], why="All else is built on it."), *FIRST[1:])
    note = desk.notes()[KEEL]
    assert (note.hint, note.why) == ("Think of a spine.", "All else is built on it.")
    assert desk.diff().exit_code == 0


def test_approved_notes_are_only_ever_proposed_to(desk: Desk) -> None:
    desk.change(KEEL, status="approved", approved_by="person")
    path = desk.notes()[KEEL].path
    before = path.read_text("utf-8").split("\n  - id: ")[1]
    desk.draft(*AGAIN)
    assert path.read_text("utf-8").split("\n  - id: ")[1] == before
    assert KEEL in desk.diff().output


@pytest.mark.parametrize("status", ["rejected", "retired"])
def test_what_was_turned_down_does_not_come_back_in_any_words(desk: Desk, status: str) -> None:
    desk.change(KEEL, status=status)
    more = Card("keel", "What is a ship's keel?", "The beam along its bottom that bears frames")
    desk.draft(*AGAIN, more)
    assert list(desk.notes()) == IDS
    assert asks(desk.notes()[KEEL]) == (FIRST[0].question, FIRST[0].answer)
    assert desk.diff().exit_code == 0
    desk.write_source({k: said for k, said in SAID.items() if k != "keel"})
    desk.draft()
    assert desk.diff().exit_code == 0


def test_what_was_proposed_for_a_note_goes_when_it_is_turned_down(desk: Desk) -> None:
    desk.change(KEEL, status="approved")
    desk.draft(*AGAIN)
    desk.change(KEEL, status="rejected")
    assert desk.diff().exit_code == 0
    desk.draft()
    assert "proposed" not in desk.recorded()[KEEL]


def test_a_draft_that_was_deleted_comes_back_as_it_is_drafted_now(desk: Desk) -> None:
    desk.delete(HAWSER)
    desk.draft(*AGAIN)
    assert asks(desk.notes()[HAWSER]) == (AGAIN[2].question, AGAIN[2].answer)


def test_a_note_of_a_persons_own_is_never_touched(desk: Desk) -> None:
    own = (
        'notes:\n  - id: own\n    kind: basic\n    question: "What is the keel of a ship called?"\n'
    )
    own += "    answer: keel\n    concept: keel\n    status: draft\n    origin: authored\n"
    own += f"    evidence:\n      - quote: {SAID['keel']}\n"
    path = desk.deck / "notes" / "own.yaml"
    path.write_text("topic: Own\n" + own, "utf-8")
    desk.draft(*AGAIN, Card("keel", "What is the keel of a ship called?", "Keel"))
    assert path.read_text("utf-8") == "topic: Own\n" + own
    assert "own" not in desk.recorded()


def test_a_draft_of_another_kind_is_not_put_into_a_note(desk: Desk) -> None:
    cloze = Card("hawser", "A hawser is a thick rope for {{c1::towing or mooring a ship}}.")
    desk.change(HAWSER, status="approved")
    desk.draft(FIRST[0], FIRST[1], FIRST[3], cloze)
    notes = desk.notes()
    assert notes[HAWSER].kind is Kind.BASIC and isinstance(notes[HAWSER].content, Answerable)
    assert desk.diff().exit_code == 0


# --------------------------------------------------------------------------- the source changes


def test_a_note_without_its_quote_is_proposed_for_retirement_until_it_is_back(desk: Desk) -> None:
    desk.write_source({k: said for k, said in SAID.items() if k != "keel"})
    report = desk.draft()
    assert report.added[0].regrown.unsupported == (KEEL,)
    assert desk.notes()[KEEL].status is Status.DRAFT
    assert "retire it; its quote no longer stands in the source" in desk.diff().output
    desk.write_source(SAID)
    desk.draft()
    assert desk.diff().exit_code == 0


def test_a_quote_that_moved_to_other_lines_is_still_there(desk: Desk) -> None:
    desk.change(PILOT, status="approved", approved_by="person")
    desk.write_source(SAID, head="A page on ships.\n\nIt is short.\n\n")
    desk.draft(*FIRST[:2], FIRST[3])
    moved = {id_: str(note.evidence[0].locator.lines) for id_, note in desk.notes().items()}
    assert (moved[KEEL], moved[PILOT]) == ("5", "7")
    shown = desk.diff().output
    assert "retire" not in shown and "(lines 11)" in shown
    assert desk.diff("--accept", PILOT).exit_code == 0
    note = desk.notes()[PILOT]
    assert str(note.evidence[0].locator.lines) == "11"
    assert (note.status, note.approved_by) == (Status.APPROVED, "person")  # its words are the same


def test_a_new_quote_is_proposed_rather_than_retirement(desk: Desk) -> None:
    desk.change(KEEL, status="approved")
    quote = "The keel is the beam along the bottom on which a ship's frames stand."
    desk.write_source({**SAID, "keel": quote})
    desk.draft(replace(FIRST[0], quote=quote), *AGAIN[1:])
    assert "retire" not in desk.diff().output
    assert desk.recorded()[KEEL]["proposed"]["evidence"][0]["quote"] == quote


def test_a_draft_improves_when_other_words_prove_it(desk: Desk) -> None:
    quote = "The keel is the beam along the bottom on which a ship's frames stand."
    desk.write_source({**SAID, "keel": quote})
    report = desk.draft(replace(FIRST[0], quote=quote), *FIRST[1:])
    assert report.added[0].regrown.improved == (KEEL,)
    assert desk.notes()[KEEL].evidence[0].quote == quote
    assert desk.diff().exit_code == 0


def test_a_quote_that_stands_twice_by_now_is_still_there(desk: Desk) -> None:
    again = {f"{name} again": said for name, said in SAID.items()}
    desk.write_source({"first": "A page on ships.", **SAID, **again})
    desk.draft(*FIRST[1:])
    assert "retire" not in desk.diff().output


# --------------------------------------------------------------------------- several sources


def test_a_second_source_changes_nothing_that_the_first_says(desk: Desk) -> None:
    desk.change(KEEL, status="approved")
    desk.write_source({**OTHER, "keel": SAID["keel"]}, "boats")
    lighter = Card("lighter", "What is a lighter in a harbour?", "A flat barge for cargo")
    desk.draft(*AGAIN, lighter, stem="boats")
    first = {id_: asks(note) for id_, note in desk.notes().items() if id_ in IDS}
    assert first == {id_: (c.question, c.answer) for id_, c in zip(IDS, FIRST, strict=True)}
    assert desk.diff().exit_code == 0
    assert len(desk.notes()) <= 6
    desk.draft(*AGAIN, lighter)
    assert asks(desk.notes()[PILOT]) == (AGAIN[3].question, AGAIN[3].answer)
    before = desk.files()
    for stem in ("ships", "boats", "ships"):
        assert not desk.draft(stem=stem).files
    assert desk.files() == before
    assert " 0 errors" in run(desk.root, "check").output


def test_an_accepted_quote_names_its_source_where_there_are_two(desk: Desk) -> None:
    desk.write_source(OTHER, "boats")
    desk.draft(Card("lighter", "What is a lighter?", "A flat barge for cargo"), stem="boats")
    desk.change(KEEL, status="approved")
    desk.draft(*(replace(card, quote=SAID[card.thing][:-1]) for card in AGAIN))
    assert desk.diff("--accept", "all").exit_code == 0
    assert desk.notes()[KEEL].evidence[0].source == "ships"
    assert not desk.draft().files
