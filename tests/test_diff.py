"""`quizgen diff`: what is proposed is shown three ways, and taken or left by a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from regrowing import AGAIN, FIRST, SAID, Card, Desk, asks

from quizgen.schema import Status

IDS = ["keel-basic", "ballast-basic", "hawser-basic", "pilot-basic"]
KEEL, BALLAST, HAWSER, PILOT = IDS
NEW = dict(zip(IDS, AGAIN, strict=True))
OLD = dict(zip(IDS, FIRST, strict=True))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A deck of approved notes, to each of which another draft is proposed."""
    made = Desk(tmp_path / "workspace")
    made.draft()
    for id_ in IDS:
        made.change(id_, status="approved", approved_by="person")
    made.draft(*AGAIN)
    return made


def waiting(desk: Desk) -> list[str]:
    """The ids that `quizgen diff` lists."""
    lines = desk.diff().output.splitlines()
    return [line.split(": ")[1].split()[0] for line in lines if line.startswith("decks")]


def says(desk: Desk, card: Card, id_: str) -> bool:
    return asks(desk.notes()[id_]) == (card.question, card.answer)


def test_the_three_ways_stand_under_each_field(desk: Desk) -> None:
    desk.change(KEEL, question="What do sailors call a keel?")
    shown = desk.diff()
    assert shown.exit_code == 1
    lines = [line.strip() for line in shown.output.splitlines()]
    start = lines.index("question")
    assert lines[start + 1 : start + 4] == [
        f"drafted:  {FIRST[0].question}",
        "now:      What do sailors call a keel?",
        f"proposed: {AGAIN[0].question}",
    ]
    assert waiting(desk) == IDS


def test_what_is_taken_is_put_in_and_an_approved_note_is_a_draft_again(desk: Desk) -> None:
    done = desk.diff("--accept", KEEL)
    assert (done.exit_code, done.output) == (0, f"{KEEL}: taken\n")
    note = desk.notes()[KEEL]
    assert says(desk, AGAIN[0], KEEL)
    assert (note.status, note.approved_by) == (Status.DRAFT, None)
    assert waiting(desk) == IDS[1:]
    assert desk.notes()[BALLAST].status is Status.APPROVED


def test_what_is_left_stays_and_is_not_proposed_again(desk: Desk) -> None:
    before = desk.notes()
    assert desk.diff("--keep", KEEL).exit_code == 0
    assert desk.notes() == before and waiting(desk) == IDS[1:]
    desk.draft()
    assert desk.notes() == before and waiting(desk) == IDS[1:]
    desk.draft(replace(AGAIN[0], why="All stands on it."), *AGAIN[1:])
    assert KEEL in waiting(desk)  # something else is new


@pytest.mark.parametrize(
    ("arguments", "taken"),
    [
        (("--accept", "all"), IDS),
        (("--keep", "all"), []),
        (("--accept", HAWSER, "--keep", "all"), [HAWSER]),
        (("--keep", HAWSER, "--accept", "all"), [KEEL, BALLAST, PILOT]),
        (("--accept", HAWSER, "--accept", HAWSER, "--keep", "all"), [HAWSER]),
        (("ships", "--accept", KEEL, "--accept", PILOT, "--keep", "all"), [KEEL, PILOT]),
    ],
)
def test_all_means_what_is_not_named(
    desk: Desk, arguments: tuple[str, ...], taken: list[str]
) -> None:
    done = desk.diff(*arguments)
    assert done.exit_code == 0, done.output
    for id_ in IDS:
        assert says(desk, (NEW if id_ in taken else OLD)[id_], id_)
        assert f"{id_}: {'taken' if id_ in taken else 'left as it was'}" in done.output
    assert desk.diff().output == "Nothing waits to be decided.\n"
    assert not desk.draft().files


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--accept", "nobody"), f"nothing is proposed for 'nobody'; there is for: {BALLAST}, "),
        (("--accept", KEEL, "--keep", "nobody"), "nothing is proposed for 'nobody'"),
        (("--accept", KEEL, "--keep", KEEL), f"'{KEEL}' is both accepted and kept"),
        (("--accept", "all", "--keep", "all"), "'all' is both accepted and kept"),
    ],
)
def test_a_clear_no_that_writes_nothing(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    before = desk.files()
    refused = desk.diff(*arguments)
    assert refused.exit_code == 2 and said in refused.output
    assert desk.files() == before


def test_where_nothing_waits_all_is_nothing(desk: Desk) -> None:
    desk.diff("--keep", "all")
    before = desk.files()
    assert desk.diff("--accept", "all").output == "Nothing waits to be decided.\n"
    assert desk.diff("--accept", KEEL).exit_code == 2
    assert desk.files() == before


def test_what_a_person_put_in_by_hand_waits_no_more(desk: Desk) -> None:
    desk.change(KEEL, question=AGAIN[0].question, answer=AGAIN[0].answer)
    assert waiting(desk) == IDS[1:]
    desk.draft()
    assert "proposed" not in desk.recorded()[KEEL]
    assert desk.notes()[KEEL].status is Status.APPROVED


def test_a_proposal_that_fits_no_more_is_refused(desk: Desk) -> None:
    cloze = "The keel is {{c1::the beam}} along the bottom."
    desk.change(KEEL, kind="cloze", text=cloze, question=None, answer=None)
    before = desk.files()
    refused = desk.diff("--accept", "all")
    assert refused.exit_code == 2 and f"use --keep {KEEL}" in refused.output
    assert desk.files() == before
    assert desk.diff("--keep", KEEL, "--accept", "all").exit_code == 0
    assert desk.notes()[KEEL].question == cloze


def test_a_note_that_lost_its_quote_is_retired_or_kept_for_good(desk: Desk) -> None:
    desk.diff("--keep", "all")
    desk.write_source({k: said for k, said in SAID.items() if k in ("keel", "ballast")})
    desk.draft()
    assert waiting(desk) == [HAWSER, PILOT]
    assert desk.diff("--accept", HAWSER, "--keep", PILOT).exit_code == 0
    notes = desk.notes()
    assert (notes[HAWSER].status, notes[PILOT].status) == (Status.RETIRED, Status.APPROVED)
    assert not desk.draft().files and waiting(desk) == []
    desk.write_source(SAID)
    desk.draft()
    assert desk.notes()[HAWSER].status is Status.RETIRED and waiting(desk) == []
    desk.write_source({k: said for k, said in SAID.items() if k in ("keel", "ballast")})
    desk.draft()
    assert waiting(desk) == [PILOT]  # it went once more


@pytest.mark.parametrize("choice", ["--accept", "--keep"])
def test_an_interruption_between_the_two_files_is_mended_by_either_command(
    desk: Desk, choice: str
) -> None:
    before = desk.files()
    desk.diff(choice, "all")
    after = desk.files()
    notes = {path: data for path, data in after.items() if path != str(desk.book_file)}
    desk.write_files({**before, **notes})  # the notes are written first
    if choice == "--accept":
        assert waiting(desk) == []
    desk.diff(choice, "all")
    desk.draft()
    assert desk.diff().exit_code == 0
    assert {path: data for path, data in desk.files().items() if path in notes} == notes
