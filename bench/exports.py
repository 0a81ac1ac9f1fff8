"""Exports: 300 notes in every format, of which no text was rendered before."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench.figures import Figure, Unit
from bench.rounds import ROOT, interleave, run_python

DECK = "amodei-askell-olah"
COUNT = 300
ROUNDS = 5
MOST_SECONDS = 1.0


def run_exports() -> list[Figure]:
    """All formats together, and the slowest of them."""
    runs = interleave({"": lambda: json.loads(run_python("-m", "bench.exports"))}, ROUNDS)[""]
    total = min(sum(run.values()) for run in runs)
    best = {form: min(run[form] for run in runs) for form in runs[0]}
    slowest = max(best, key=lambda form: best[form])
    return [
        Figure(f"{COUNT} notes in {len(best)} formats", total, Unit.SECONDS, MOST_SECONDS),
        Figure(f"the slowest of them, {slowest}", best[slowest], Unit.SECONDS),
    ]


def measure() -> dict[str, float]:
    """Seconds for each format; the notes of our deck, again and again under other ids."""
    from quizgen.decks.workspace import Workspace
    from quizgen.markup import to_html, to_lines, to_text
    from quizgen.pipeline.building import check, plan
    from quizgen.publishing.exports import FORMATS, Manuscript

    now = int(time.time())
    planned = plan(check(Workspace(ROOT), ROOT / "decks" / DECK, now), now)
    entries = {entry.id: entry for entry in planned.shipped}
    proven, shipped = [], []
    for number in range(COUNT):
        one = planned.edition.notes[number % len(planned.edition.notes)]
        name = f"{one.note.id}-{number}"
        why = f"{one.note.why} ({number})"
        proven.append(replace(one, note=replace(one.note, id=name, why=why)))
        shipped.append(replace(entries[one.note.id], id=name))
    manuscript = Manuscript(replace(planned.edition, notes=tuple(proven)), tuple(shipped))
    took: dict[str, float] = {}
    for form, fmt in FORMATS.items():
        for known in (to_html, to_lines, to_text):
            known.cache_clear()
        start = time.perf_counter()
        export = fmt.write(manuscript)
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "out").write_bytes(export.data)
        took[form] = time.perf_counter() - start
    return took


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
