"""The deck of the repository, built again: how long that takes, and that nothing moves."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import partial
from pathlib import Path

from bench.figures import Figure, Unit
from bench.rounds import ROOT, fastest, run_python

DECK = "amodei-askell-olah"
ROUNDS = 5
MOST_SECONDS = 1.5
FIRST_DAY, NEXT_DAY = "1780000000", "1780086400"


def run_rebuild() -> list[Figure]:
    """A day later, over what was built; then without it, as in a new checkout."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("decks", "seeds"):
            shutil.copytree(ROOT / part, copy / part)
        _build(copy, FIRST_DAY)
        first = _made(copy)
        again = partial(_build, copy, NEXT_DAY)
        best = fastest({"build": again, "help": partial(run_python, "-m", "quizgen", "-h")}, ROUNDS)
        over_first = _made(copy)
        shutil.rmtree(copy / "out")
        again()
        anew = _made(copy)
    differing = _differing(first, over_first) | _differing(first, anew)
    return [
        Figure(f"building {DECK} again", best["build"], Unit.SECONDS, MOST_SECONDS),
        Figure("building it over --help", best["build"] / best["help"], Unit.RATIO),
        Figure(f"files that differ then, of {len(first)}", len(differing), Unit.COUNT, 0),
    ]


def _build(folder: Path, day: str) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": day, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as it is for who builds the second time
    run_python("-m", "quizgen", "build", DECK, folder=folder, environment=environment)


def _made(folder: Path) -> dict[str, bytes]:
    """Everything in the workspace, by name: outputs, the ledger, and what must not be touched."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _differing(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    return {name for name in one | other if one.get(name) != other.get(name)}
