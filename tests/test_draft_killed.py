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
from claude_workspace import Paid, paid_workspace
from fake_messages import Play

from quizgen.decks.files import read_deck
from quizgen.drafting.llm.request import Stage

STAGES = (
    Stage.CONCEPTS,
    Stage.CONSOLIDATION,
    Stage.NOTES,
    Stage.REDRAFT,
    Stage.CLOSED_BOOK,
    Stage.OPEN_BOOK,
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


@pytest.fixture
def paid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paid]:
    with paid_workspace(tmp_path, monkeypatch, full=True) as workspace:
        yield workspace


@pytest.fixture
def undisturbed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paid]:
    """The same, drafted from beginning to end."""
    with paid_workspace(tmp_path / "undisturbed", monkeypatch, full=True) as workspace:
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
    children.append(paid.child("--concurrency", "1"))
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


def test_killed_at_every_stage(undisturbed: Paid, paid: Paid) -> None:
    for stage in STAGES:
        # The second call of a stage with several: what the first brought must not be lost.
        nth = int(stage in (Stage.NOTES, Stage.CLOSED_BOOK, Stage.OPEN_BOOK))
        assert stop_at(paid, stage, nth, kill) == -signal.SIGKILL, paid.said[-1]
        is_whole(paid)
    last = paid.draft()
    assert last.exit_code == 0, last.output
    is_same(paid, undisturbed)
    assert paid.paid_twice() == []


@pytest.mark.parametrize("stage", [Stage.CONCEPTS, Stage.NOTES, Stage.OPEN_BOOK])
def test_ctrl_c(undisturbed: Paid, paid: Paid, stage: Stage) -> None:
    assert stop_at(paid, stage, 0, interrupt) == 130
    assert "Interrupted; nothing is half-written." in paid.said[-1]
    assert "Traceback" not in paid.said[-1]
    is_whole(paid)
    assert paid.draft().exit_code == 0
    is_same(paid, undisturbed)
    assert paid.paid_twice() == []


def dies_writing(paid: Paid, nth: int, *arguments: str) -> bool:
    """Draft in a child that dies before it puts its nth file in place; False: it had no more."""
    code = paid.end(paid.child(*arguments, prelude=KILL_AT_WRITE.format(nth=nth)))
    assert code in (0, -signal.SIGKILL), paid.said[-1]
    return code != 0


def start_over(paid: Paid, other: Paid, *kept: str) -> None:
    """The workspace as it was, with these files of another one's deck."""
    shutil.rmtree(paid.root / "decks")
    for name in kept:
        (paid.root / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (other.root / name).is_dir() else shutil.copy
        copy(other.root / name, paid.root / name)


def test_killed_while_it_writes_the_notes(undisturbed: Paid, paid: Paid) -> None:
    begun = ("decks/harbour/deck.yaml", "decks/harbour/replies")
    start_over(paid, undisturbed, *begun)
    nth = 0
    while dies_writing(paid, nth):
        assert len(list(paid.deck.rglob("*.*"))) >= nth
        assert paid.draft().exit_code == 0, paid.said[-1]
        is_same(paid, undisturbed)
        start_over(paid, undisturbed, *begun)
        nth += 1
    assert nth == 4  # concepts, notes, what was drafted, the plan
    assert paid.script.asked == []
