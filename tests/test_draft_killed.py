"""Drafting with Claude that is killed or interrupted at every stage, and while it writes the deck.

The next run completes, pays for nothing that was answered, and makes the deck of a run that
nobody disturbed, byte for byte.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from claude_workspace import TALKING, Answer, Paid, Said, paid_workspace
from fake_messages import Play
from llm_samples import BASIC
from test_draft_model import ANSWERS

from quizgen.decks.files import read_deck
from quizgen.drafting.llm.request import Stage

STAGES = (
    Stage.CONCEPTS,
    Stage.CONSOLIDATION,
    Stage.NOTES,
    Stage.REDRAFT,
    Stage.CLOSED_BOOK,
    Stage.OPEN_BOOK,
    Stage.READING,
)
# Before the nth file of the deck is put in its place, the process is gone; replies do not count.
KILL_AT_WRITE = """\
import os, pathlib, signal
put, left = pathlib.Path.replace, [{nth}]
def replace(path, target):
    left[0] -= pathlib.Path(target).parent.name != "replies"
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return put(path, target)
pathlib.Path.replace = replace
"""


SECOND = """\
Ola: A slipway is a slope on which ships are built, and grease lets them slide into the water.
A cradle carries the hull on the slipway, because the hull could not bear its weight on one line.
"""
SLIDING = {
    **BASIC,
    "question": "In shipbuilding, what carries the hull of a ship on a slipway?",
    "answer": "A cradle",
    "why": "The hull could not bear its own weight on one line.",
    "speaker": "Ola",
    "evidence": {"unit": "s0001", "quote": "A cradle carries the hull on the slipway"},
}


def answer_both(stage: Stage, about_slipways: Said) -> Answer:
    """As on the talk, but for what is asked about the second text."""
    return lambda text: about_slipways if "slipway" in text else TALKING[stage](text)


CRADLE = {
    **ANSWERS[Stage.CONCEPTS]("")["concepts"][0],
    "name": "cradle",
    "definition": "What carries a hull on a slipway.",
    "spans": [{"first": "s0001", "last": "s0001"}],
}
PLACED = {"proposals": [1], "name": "cradle", "importance": 2, "builds_on": []}
BOTH = {
    **TALKING,
    Stage.CONCEPTS: answer_both(Stage.CONCEPTS, {"concepts": [CRADLE]}),
    Stage.CONSOLIDATION: answer_both(
        Stage.CONSOLIDATION, {"topics": [{"topic": "Yards", "concepts": [PLACED]}], "left_out": []}
    ),
    Stage.NOTES: answer_both(Stage.NOTES, {"notes": [SLIDING]}),
}


@pytest.fixture
def paid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paid]:
    with paid_workspace(tmp_path, monkeypatch, full=True, answers=BOTH) as workspace:
        yield workspace


@pytest.fixture
def undisturbed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paid]:
    """The same, drafted from beginning to end."""
    with paid_workspace(
        tmp_path / "undisturbed", monkeypatch, full=True, answers=BOTH
    ) as workspace:
        assert workspace.draft().exit_code == 0
        yield workspace


def stop_at(paid: Paid, stage: Stage, nth: int, stop: Callable[[int], object]) -> int:
    """Draft in a child and stop it while the server works at its nth call of a stage."""
    before = paid.script.count(stage)
    children: list[subprocess.Popen[str]] = []

    def fault(at: Stage, count: int) -> Play | None:
        if at is stage and count == before + nth:
            stop(children[0].pid)
        return None

    paid.script.fault = fault
    children.append(paid.child("harbour", "--concurrency", "1"))
    code = paid.end(children[0])
    paid.script.fault = lambda at, count: None
    return code


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def interrupt(pid: int) -> None:
    os.kill(pid, signal.SIGINT)


def is_whole(paid: Paid) -> None:
    """Nothing is half-written: deck and replies can be read."""
    assert list(paid.store().problems()) == []
    read_deck(paid.deck)


def is_same(paid: Paid, other: Paid) -> None:
    assert paid.files() == other.files()
    assert paid.replies() == other.replies()


def test_at_every_stage(undisturbed: Paid, paid: Paid) -> None:
    for stage in STAGES:
        # The second call of a stage with several: what the first brought must not be lost.
        nth = int(stage in (Stage.NOTES, Stage.CLOSED_BOOK, Stage.OPEN_BOOK, Stage.READING))
        assert stop_at(paid, stage, nth, kill) == -signal.SIGKILL, paid.said[-1]
        is_whole(paid)
    last = paid.draft()
    assert last.exit_code == 0, last.output
    is_same(paid, undisturbed)
    assert paid.paid_twice() == []


@pytest.mark.parametrize("stage", [Stage.CONCEPTS, Stage.READING])
def test_ctrl_c(undisturbed: Paid, paid: Paid, stage: Stage) -> None:
    assert stop_at(paid, stage, 0, interrupt) == 130
    assert "Interrupted; nothing is half-written." in paid.said[-1]
    assert "Traceback" not in paid.said[-1]
    is_whole(paid)
    assert paid.draft().exit_code == 0
    is_same(paid, undisturbed)
    assert paid.paid_twice() == []


# --------------------------------------------------------------------------- while it writes


def count_kills(
    paid: Paid, start: Path, whole: Paid, source: str, *arguments: str, most: int = 20
) -> int:
    """Kill before the first, the second, ... file is put in place, each time from the start anew.

    How often that was, until it came to its end; what ran after each kill made all the rest.
    """
    for kills in range(most):
        shutil.rmtree(paid.root)
        shutil.copytree(start, paid.root)
        prelude = KILL_AT_WRITE.format(nth=kills)
        code = paid.end(paid.child(source, *arguments, prelude=prelude))
        if code == 0:
            return kills
        assert code == -signal.SIGKILL, paid.said[-1]
        again = paid.draft(*arguments, source=source)
        assert again.exit_code == 0, again.output
        is_same(paid, whole)
    return most


def test_while_it_writes_the_first_notes(undisturbed: Paid, paid: Paid, tmp_path: Path) -> None:
    start = Path(shutil.copytree(undisturbed.root, tmp_path / "start"))
    for path in (start / "decks" / "harbour").iterdir():
        if path.name == "notes":
            shutil.rmtree(path)
        elif path.name not in ("deck.yaml", "replies"):
            path.unlink()
    # The plan, concepts, notes, and what was drafted.
    assert count_kills(paid, start, undisturbed, "harbour") == 4
    assert paid.script.asked == []


def test_while_it_begins_a_deck(paid: Paid, undisturbed: Paid, tmp_path: Path) -> None:
    for workspace in (paid, undisturbed):
        workspace.add("yard", "elsewhere", SECOND)
    start = Path(shutil.copytree(paid.root, tmp_path / "start"))
    shutil.rmtree(undisturbed.deck)
    assert undisturbed.draft(source="elsewhere/yard.txt").exit_code == 0
    # Source, meta file and deck.
    assert count_kills(paid, start, undisturbed, "elsewhere/yard.txt", most=3) == 3


def test_while_it_adds_a_second_source(undisturbed: Paid, paid: Paid, tmp_path: Path) -> None:
    undisturbed.add("yard", "elsewhere", SECOND)
    start = Path(shutil.copytree(undisturbed.root, tmp_path / "start"))
    arguments = ("elsewhere/yard.txt", "--deck", "harbour")
    assert undisturbed.draft(*arguments[1:], source=arguments[0]).exit_code == 0
    replies = start / "decks" / "harbour" / "replies"
    shutil.copytree(undisturbed.deck / "replies", replies, dirs_exist_ok=True)
    assert count_kills(paid, start, undisturbed, *arguments) > 4
    assert paid.script.asked == []
