"""Packaging: what the contracts cost over genanki alone, and that time grows with the notes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bench.figures import Figure, Unit
from bench.rounds import interleave, run_python

COUNT = 10_000
SIZES = (1_000, 10_000, 100_000)
ROUNDS, SIZE_ROUNDS = 5, 3
MOST_OVER_GENANKI = 1.3
MOST_GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class Packed:
    """What packing took: seconds, and the peak of the process before and after, in megabytes."""

    seconds: float
    before: float
    peak: float
    digest: str


def pack_in_child(writer: str, count: int) -> Packed:
    """Pack in a new process, so that no memory of before counts.

    On Linux a child's peak begins at its parent's: the parent has to stay small until then.
    """
    return Packed(**json.loads(run_python("-m", "bench.packing", writer, str(count))))


def run_packaging() -> list[Figure]:
    """Packing beside genanki with the very same fields."""
    tasks = {name: partial(pack_in_child, name, COUNT) for name in ("quizgen", "genanki")}
    runs = interleave(tasks, ROUNDS)
    ours, theirs = runs["quizgen"], runs["genanki"]
    if len({run.digest for run in (*ours, *theirs)}) != 1:
        raise RuntimeError("quizgen and genanki packed different notes: nothing to compare")
    seconds = [min(run.seconds for run in side) for side in (ours, theirs)]
    memory = [min(run.peak for run in side) for side in (ours, theirs)]
    notes = f"packing {COUNT:,} notes"
    return [
        _ratio(f"{notes}, time over genanki", seconds, MOST_OVER_GENANKI),
        Figure(f"{notes}, quizgen", seconds[0], Unit.SECONDS),
        Figure(f"{notes}, genanki and deflating", seconds[1], Unit.SECONDS),
        _ratio(f"{notes}, peak memory over genanki", memory),
    ]


def run_scale() -> list[Figure]:
    """Packing more and more notes."""
    tasks = {size: partial(pack_in_child, "quizgen", size) for size in SIZES}
    runs = interleave(tasks, SIZE_ROUNDS)
    each = {size: min(run.seconds for run in runs[size]) / size for size in SIZES}
    peaks = {size: min(run.peak for run in runs[size]) for size in SIZES}
    notes_alone = min(run.before for run in runs[SIZES[-1]])
    _, middle, large = SIZES
    growth = f"time per note, {large:,} notes over {middle:,}"
    return [
        _ratio(growth, (each[large], each[middle]), MOST_GROWTH),
        *(Figure(f"time per note of {n:,}", s * 1e6, Unit.MICROSECONDS) for n, s in each.items()),
        *(Figure(f"peak memory of {n:,}", peak, Unit.MEGABYTES) for n, peak in peaks.items()),
        Figure("of that, before packing", notes_alone, Unit.MEGABYTES),
    ]


def _ratio(what: str, sides: Sequence[float], bar: float | None = None) -> Figure:
    return Figure(what, sides[0] / sides[1], Unit.RATIO, bar)
