"""The concept finder: recall of gold lists beside yake's in the same run, time, memory, growth.

The folder of texts is `../shared/texts`, or what QUIZGEN_TEXTS names: each `<stem>.gold.json`
there holds the list of `<stem>.*`; `interview.gold.json` is of our own transcript. yake (LGPL) is
compared with only where it is installed; nothing of it is in the program.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from bench.figures import Figure, Unit
from bench.rounds import ROOT, run_python
from bench.synthetic import SEED, TRANSCRIPT
from quizgen.drafting.concepts import find_concepts
from quizgen.drafting.sentences import split_sentences
from quizgen.drafting.vocabulary import singular
from quizgen.schema import Source
from quizgen.sources.read import read_source

TOP, FIRST = 100, 50
LEAST_RECALL = 0.75  # on the interview
LEAST_FACTOR = 2.0
MOST_SECONDS, MOST_MEGABYTES = 5.0, 150
TIMES = 10
MOST_GROWTH = 1.3 * TIMES
CHILD = """
import re, resource, sys
from pathlib import Path
from quizgen.drafting.concepts import find_concepts
from quizgen.drafting.sentences import split_sentences
from quizgen.sources.read import read_source
source = read_source(Path(sys.argv[1]))
find_concepts(source, split_sentences(source))
status = Path("/proc/self/status")
# Linux counts the parent's memory at the fork into ru_maxrss, but not into VmHWM.
peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
print((int(peak[1]) if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024)
"""


def run_concepts() -> list[Figure]:
    """Recall, the factor over yake, cold start to concepts, and ten times the text."""
    figures: list[Figure] = []
    factors: list[float] = []
    has_yake = importlib.util.find_spec("yake") is not None
    if not has_yake:
        print("yake is not installed: nothing to compare with", file=sys.stderr)
    for path, gold in _find_texts(Path(os.environ.get("QUIZGEN_TEXTS", ROOT / "../shared/texts"))):
        source = read_source(path)
        ours = rank(source)
        recall = _recall(ours[:TOP], gold)
        # A figure's bar is the most it may be, so what is missed is what is measured.
        bar = 1 - LEAST_RECALL if path == TRANSCRIPT else None
        said = f"{path.stem}: gold concepts missed in {TOP} (share of {len(gold)})"
        figures.append(Figure(said, 1 - recall, Unit.RATIO, bar))
        precision = sum(bool(forms & gold) for forms in ours[:FIRST]) / FIRST
        figures.append(Figure(f"{path.stem}: gold among the first {FIRST}", precision, Unit.RATIO))
        if has_yake:
            theirs = _recall(_rank_yake(source.text)[:TOP], gold)
            factors.append(recall / max(theirs, 1 / len(gold)))
            figures.append(Figure(f"{path.stem}: recall over yake's", factors[-1], Unit.RATIO))
    if factors:
        mean = sum(factors) / len(factors)
        said = f"yake's recall over ours, mean of {len(factors)} texts"
        figures.append(Figure(said, 1 / mean, Unit.RATIO, 1 / LEAST_FACTOR))
    return [*figures, *_measure_cost()]


def _find_texts(folder: Path) -> Iterator[tuple[Path, frozenset[str]]]:
    if not folder.is_dir():
        print(f"no texts in {folder} (QUIZGEN_TEXTS names another folder)", file=sys.stderr)
    for listed in sorted(folder.glob("*.gold.json")):
        stem = listed.name.removesuffix(".gold.json")
        found = [p for p in sorted(folder.glob(f"{stem}.*")) if p != listed]
        gold = frozenset(map(fold, json.loads(listed.read_text("utf-8"))["gold"]))
        path = TRANSCRIPT if stem == "interview" else next(iter(found), None)
        if path:
            yield path, gold


def fold(phrase: str) -> str:
    """Lower case, singular, without hyphens and spaces."""
    words = re.findall(r"[\w']+", phrase.lower()) or [""]
    return "".join([*words[:-1], singular(words[-1])])


def rank(source: Source) -> list[frozenset[str]]:
    """Our concepts, best first, each with all its forms; names are in a list of their own."""
    found = find_concepts(source, split_sentences(source), most=TOP)
    return [
        frozenset(map(fold, (concept.name, *concept.variants)))
        for concept in found
        if not concept.is_name
    ]


def _rank_yake(text: str) -> list[frozenset[str]]:
    import yake

    extractor = yake.KeywordExtractor(lan="en", n=3, top=2 * TOP)
    found = dict.fromkeys(fold(phrase) for phrase, _ in extractor.extract_keywords(text))
    return [frozenset((phrase,)) for phrase in found]


def _recall(ranked: Sequence[frozenset[str]], gold: frozenset[str]) -> float:
    return len(gold.intersection(*[frozenset().union(*ranked)])) / len(gold)


def _measure_cost() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.txt"
        large.write_text(_enlarge(TRANSCRIPT.read_text("utf-8")), "utf-8")
        small, memory = _cold(TRANSCRIPT)
        long, much = _cold(large)
    return [
        Figure("concepts of 60,000 words, cold start", small, Unit.SECONDS, MOST_SECONDS),
        Figure("their memory at most", memory, Unit.MEGABYTES, MOST_MEGABYTES),
        Figure("concepts of 600,000 words, cold start", long, Unit.SECONDS),
        Figure("their memory", much, Unit.MEGABYTES),
        Figure(f"time for {TIMES} times the words", long / small, Unit.RATIO, MOST_GROWTH),
    ]


def _cold(path: Path) -> tuple[float, float]:
    start = time.perf_counter()
    memory = float(run_python("-c", CHILD, str(path)))
    return time.perf_counter() - start, memory


def _enlarge(text: str) -> str:
    """The text several times, with one word in ten altered, so that copies are not the same."""
    random = Random(SEED)
    copies: list[str] = []
    for number in range(TIMES):
        words = re.split(r"(\s+)", text)
        for at in range(0, len(words), 2):
            if words[at].isalpha() and random.random() < 0.1:
                words[at] += "abcdefghij"[number]
        copies.append("".join(words))
    return "\n".join(copies)
