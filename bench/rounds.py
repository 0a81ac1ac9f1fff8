"""Measuring: what is compared takes turns, so that noise does not fall on one side."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parent.parent

K = TypeVar("K")
T = TypeVar("T")


def interleave(tasks: Mapping[K, Callable[[], T]], rounds: int) -> dict[K, list[T]]:
    """What each task gave in each round; every other round goes through them backwards."""
    results: dict[K, list[T]] = {name: [] for name in tasks}
    for number in range(rounds):
        for name in list(tasks)[:: -1 if number % 2 else 1]:
            results[name].append(tasks[name]())
    return results


def fastest(tasks: Mapping[K, Callable[[], object]], rounds: int) -> dict[K, float]:
    """The shortest time of each task, in seconds."""
    measured = interleave({name: _timed(task) for name, task in tasks.items()}, rounds)
    return {name: min(seconds) for name, seconds in measured.items()}


def _timed(task: Callable[[], object]) -> Callable[[], float]:
    def measure() -> float:
        gc.collect()
        start = time.perf_counter()
        task()
        return time.perf_counter() - start

    return measure


def run_python(
    *arguments: str, folder: Path = ROOT, environment: Mapping[str, str] | None = None
) -> str:
    """What a Python process prints; its complaints go to ours.

    Raises:
        CalledProcessError: it failed.
    """
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=True, encoding="utf-8"
    )
    return done.stdout
