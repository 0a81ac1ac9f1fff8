"""Six forms of a quiz of 300 questions with their keys, in a child process: all files written."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from bench.checking import enlarge
from bench.figures import Figure, Unit
from bench.rounds import ROOT, interleave

ROUNDS = 5
QUESTIONS, FORMS = 300, 6
MOST_SECONDS = 3.0


def run_quizzes() -> list[Figure]:
    """`quizgen quiz`, start-up, reading and proof included, beside `quizgen check`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        enlarge(root)
        for path in root.glob("decks/*/notes/*.yaml"):
            text = path.read_text("utf-8").replace("status: draft", "status: approved")
            path.write_text(text, "utf-8")
        # In spite of errors: each note stands there several times.
        quiz = ("quiz", "--force", "--questions", str(QUESTIONS), "--forms", str(FORMS))
        tasks = {"quiz": partial(_cost, root, *quiz), "check": partial(_cost, root, "check")}
        took = {name: min(costs) for name, costs in interleave(tasks, ROUNDS).items()}
        files = len(list((root / "out").rglob("*.html")))
    what = f"{FORMS} forms of {QUESTIONS} questions with their keys, {files} files"
    return [
        Figure(what, took["quiz"], Unit.SECONDS, MOST_SECONDS),
        Figure("of which more than checking the deck", took["quiz"] - took["check"], Unit.SECONDS),
    ]


def _cost(root: Path, *arguments: str) -> float:
    """Seconds of the processor, which others that are at work do not lengthen."""
    command = [sys.executable, "-m", "quizgen", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    before = _spent()
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True)
    if done.returncode == 2:  # 1 means findings, and there are
        raise subprocess.CalledProcessError(2, command, done.stdout, done.stderr)
    return _spent() - before


def _spent() -> float:
    times = os.times()
    return times.children_user + times.children_system
