"""Drafting without a key: how many drafts each kind of text yields, time, memory, growth.

`quizgen draft` runs in a process and a workspace of its own; the texts are those of
`bench.concepts`. How good the drafts are, no figure here says: that takes a reader.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.concepts import (
    MOST_GROWTH,
    MOST_MEGABYTES,
    MOST_SECONDS,
    SUFFIXES,
    TIMES,
    enlarge,
    find_folders,
)
from bench.figures import Figure, Unit
from bench.rounds import run_python
from bench.synthetic import TRANSCRIPT
from quizgen.drafting.engine import EXTRACTIVE, Extractive
from quizgen.drafting.genre import recognise_genre
from quizgen.drafting.model import Genre
from quizgen.drafting.sentences import split_sentences
from quizgen.sources.read import read_source

ROUNDS = 3
EACH = 10_000  # words: a share of a thousand would need decimals
CHILD = """
import io, json, re, resource, sys, time
from contextlib import redirect_stdout
from pathlib import Path
from quizgen.cli import cli
with redirect_stdout(io.StringIO()):
    cli(["draft", sys.argv[1], "--engine", sys.argv[2]], standalone_mode=False)
status = Path("/proc/self/status")
# Linux counts the parent's memory at the fork into ru_maxrss, but not into VmHWM.
peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
kilobytes = int(peak[1]) if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"busy": time.process_time(), "peak": kilobytes / 1024}))
"""


@dataclass(frozen=True, slots=True)
class Yield:
    """The drafts of one text."""

    name: str
    genre: Genre
    words: int
    drafts: int


@dataclass(frozen=True, slots=True)
class Cost:
    """One run of `quizgen draft`: seconds on the clock and of the processor, megabytes."""

    seconds: float
    busy: float
    peak: float


def run_drafts() -> list[Figure]:
    """Time and memory of the transcript, then the yield of every text and kind of text."""
    # The children come first: their memory is measured while this process is small.
    costs = _measure_cost()
    yields = list(_measure_yields())
    return [*costs, *map(_describe, yields), *_sum_up(yields)]


def _measure_yields() -> Iterator[Yield]:
    texts = [("interview", TRANSCRIPT)]
    for folder, path in find_folders().items():
        found = sorted(p for p in path.glob("*") if p.suffix in SUFFIXES and p.stem != "README")
        texts += [(f"{folder}, {p.stem}", p) for p in found]
    engine = Extractive()
    for name, path in texts:
        source = read_source(path)
        genre = recognise_genre(source, split_sentences(source))
        notes = engine.draft(source).notes
        yield Yield(name, genre, len(source.text.split()), len(notes))


def _describe(one: Yield) -> Figure:
    said = f"{one.name} ({one.genre}, {one.words:,} words): drafts"
    return Figure(said, one.drafts, Unit.COUNT)


def _sum_up(yields: list[Yield]) -> Iterator[Figure]:
    by_genre: defaultdict[Genre, list[Yield]] = defaultdict(list)
    for one in yields:
        by_genre[one.genre].append(one)
    for genre in Genre:
        texts = by_genre[genre]
        if texts:
            share = EACH * sum(t.drafts for t in texts) / sum(t.words for t in texts)
            said = f"{genre}, {len(texts)} texts: drafts of {EACH:,} words"
            yield Figure(said, share, Unit.COUNT)


def _measure_cost() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / TRANSCRIPT.name
        large.write_text(enlarge(TRANSCRIPT.read_text("utf-8")), "utf-8")
        runs = [_draft(TRANSCRIPT) for _ in range(ROUNDS)]
        long = _draft(large)
    seconds, busy = (min(getattr(run, name) for run in runs) for name in ("seconds", "busy"))
    peak = max(run.peak for run in runs)
    return [
        Figure("drafts of 60,000 words, cold start", seconds, Unit.SECONDS, MOST_SECONDS),
        Figure("their memory at most", peak, Unit.MEGABYTES, MOST_MEGABYTES),
        Figure("drafts of 600,000 words, cold start", long.seconds, Unit.SECONDS),
        Figure("their memory", long.peak, Unit.MEGABYTES),
        Figure(
            f"processor time for {TIMES} times the words", long.busy / busy, Unit.RATIO, MOST_GROWTH
        ),
    ]


def _draft(path: Path) -> Cost:
    """One run in a new workspace; the meta file is the transcript's own."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("decks", "seeds"):
            (Path(folder) / name).mkdir()
        meta = TRANSCRIPT.with_suffix(".meta.yaml")
        for file in (path, meta):
            shutil.copy(file, Path(folder) / "seeds" / file.name)
        start = time.perf_counter()
        printed = run_python("-c", CHILD, path.stem, EXTRACTIVE, folder=Path(folder))
        seconds = time.perf_counter() - start
    figures = json.loads(printed)
    return Cost(seconds, figures["busy"], figures["peak"])
