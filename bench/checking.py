"""The whole check of a deck of 300 notes against the 60,000-word interview, in a child process."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from bench.figures import Figure, Unit
from bench.rounds import fastest
from bench.synthetic import TRANSCRIPT

ROUNDS = 5
COUNT = 300
MOST_SECONDS = 1.0
REPOSITORY = Path(__file__).parent.parent
DECK = "amodei-askell-olah"


def run_checking() -> list[Figure]:
    """`quizgen check` beside `quizgen --help`: reading, proof and all rules, start-up included."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        notes = enlarge(root)
        runs = {
            "check": partial(_quizgen, root, "check"),
            "help": partial(_quizgen, root, "--help"),
        }
        best = fastest(runs, ROUNDS)
    took = best["check"] - best["help"]
    return [
        Figure(f"checking {notes} notes, start-up aside", took, Unit.SECONDS, MOST_SECONDS),
        Figure("checking them over --help", best["check"] / best["help"], Unit.RATIO),
    ]


def enlarge(root: Path) -> int:
    """A workspace whose deck has each note of ours four times, under other ids; how many."""
    source = REPOSITORY / "decks" / DECK
    shutil.copytree(TRANSCRIPT.parent, root / "seeds")
    notes = root / "decks" / DECK / "notes"
    notes.mkdir(parents=True)
    for name in ("deck.yaml", "concepts.yaml"):
        shutil.copy(source / name, notes.parent / name)
    count = 0
    for path in sorted((source / "notes").glob("*.yaml")):
        for copy in range(1 + COUNT // len(re.findall(r"^  - id:", _all(source), re.MULTILINE))):
            text = re.sub(r"^(  - id: \S+)", rf"\1-{copy}", path.read_text("utf-8"), flags=re.M)
            count += text.count("\n  - id: ")
            (notes / f"{path.stem}-{copy}.yaml").write_text(text, "utf-8")
    return count


def _all(deck: Path) -> str:
    return "".join(path.read_text("utf-8") for path in sorted((deck / "notes").glob("*.yaml")))


def _quizgen(root: Path, argument: str) -> None:
    command = [sys.executable, "-m", "quizgen", argument]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True)
    if done.returncode == 2:  # 1 means findings: each note stands there four times
        raise subprocess.CalledProcessError(2, command, done.stdout, done.stderr)
