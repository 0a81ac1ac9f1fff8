"""Packaging: what the contracts cost over genanki alone, and that time grows with the notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bench.figures import Figure, Unit
from bench.rounds import interleave

COUNT = 10_000
SIZES = (1_000, 10_000, 100_000)
ROUNDS, SIZE_ROUNDS = 5, 3
MOST_OVER_GENANKI = 1.3
MOST_GROWTH = 1.5


def run_packaging() -> list[Figure]:
    """Packing beside genanki with the very same fields."""
    from bench.packing import pack_in_child

    tasks = {name: partial(pack_in_child, name, COUNT) for name in ("quizgen", "genanki")}
    runs = interleave(tasks, ROUNDS)
    ours, theirs = runs["quizgen"], runs["genanki"]
    if len({run.digest for run in (*ours, *theirs)}) != 1:
        raise RuntimeError("quizgen and genanki packed different notes: nothing to compare")
    seconds = [min(run.seconds for run in side) for side in (ours, theirs)]
    memory = [min(run.megabytes for run in side) for side in (ours, theirs)]
    notes = f"packing {COUNT:,} notes"
    return [
        _ratio(f"{notes}, time over genanki", seconds, MOST_OVER_GENANKI),
        Figure(f"{notes}, quizgen", seconds[0], Unit.SECONDS),
        Figure(f"{notes}, genanki and deflating", seconds[1], Unit.SECONDS),
        _ratio(f"{notes}, peak memory over genanki", memory),
    ]


def run_scale() -> list[Figure]:
    """Packing more and more notes."""
    from bench.packing import pack_in_child

    tasks = {size: partial(pack_in_child, "quizgen", size) for size in SIZES}
    runs = interleave(tasks, SIZE_ROUNDS)
    each = {size: min(run.seconds for run in runs[size]) / size for size in SIZES}
    peaks = {size: min(run.megabytes for run in runs[size]) for size in SIZES}
    _, middle, large = SIZES
    growth = f"time per note, {large:,} notes over {middle:,}"
    return [
        _ratio(growth, (each[large], each[middle]), MOST_GROWTH),
        *(Figure(f"time per note of {n:,}", s * 1e6, Unit.MICROSECONDS) for n, s in each.items()),
        *(Figure(f"peak memory of {n:,}", peak, Unit.MEGABYTES) for n, peak in peaks.items()),
    ]


def _ratio(what: str, sides: Sequence[float], bar: float | None = None) -> Figure:
    return Figure(what, sides[0] / sides[1], Unit.RATIO, bar)
