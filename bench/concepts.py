"""The concept finder: recall of gold lists beside yake's in the same run, time, memory, growth.

The texts are our own, `texts/tuned`, `texts/heldout` and `texts/heldout2`, and those of
`../shared/texts`, or of the folder that QUIZGEN_TEXTS names: each `<stem>.gold.json` there holds
the list of `<stem>.*`, and `interview.gold.json` that of our own transcript. yake (LGPL) is
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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import fmean

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
SUFFIXES = (".txt", ".md", ".srt", ".vtt")
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


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its list; the concepts of the list are folded."""

    name: str
    path: Path
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a text's list: shares, `theirs` of yake where it is installed."""

    recall: float
    precision: float
    theirs: float | None

    def factor(self, size: int) -> float:
        """Our recall over yake's, as though yake had found one of the list at least."""
        return self.recall / max(self.theirs or 0.0, 1 / size)


def run_concepts() -> list[Figure]:
    """Recall, the factor over yake, cold start to concepts, and ten times the text."""
    has_yake = importlib.util.find_spec("yake") is not None
    if not has_yake:
        print("yake is not installed: nothing to compare with", file=sys.stderr)
    figures: list[Figure] = []
    for name, folder in find_folders().items():
        texts = tuple(find_texts(folder))
        found = [_search(text, has_yake) for text in texts]
        for text, one in zip(texts, found, strict=True):
            figures += _describe(name, text, one)
        figures += _describe_folder(name, texts, found)
    return [*figures, *_measure_cost()]


def find_folders() -> Mapping[str, Path]:
    """The folders of texts by the names that figures call them."""
    shared = Path(os.environ.get("QUIZGEN_TEXTS", ROOT / "../shared/texts"))
    own = ROOT / "bench" / "texts"
    return {
        "tuned": own / "tuned",
        "heldout": own / "heldout",
        "heldout2": own / "heldout2",
        "shared": shared,
    }


def find_texts(folder: Path) -> Iterator[Text]:
    """The texts of a folder that have a list, by name."""
    if not folder.is_dir():
        print(f"no texts in {folder} (QUIZGEN_TEXTS names another folder)", file=sys.stderr)
    for listed in sorted(folder.glob("*.gold.json")):
        stem = listed.name.removesuffix(".gold.json")
        found = [p for p in sorted(folder.glob(f"{stem}.*")) if p.suffix in SUFFIXES]
        gold = frozenset(map(fold, json.loads(listed.read_text("utf-8"))["gold"]))
        path = TRANSCRIPT if stem == "interview" else next(iter(found), None)
        if path:
            yield Text(stem, path, gold)


def _search(text: Text, has_yake: bool) -> Found:
    source = read_source(text.path)
    ours = rank(source)
    precision = sum(bool(forms & text.gold) for forms in ours[:FIRST]) / FIRST
    theirs = _recall(_rank_yake(source.text)[:TOP], text.gold) if has_yake else None
    return Found(_recall(ours[:TOP], text.gold), precision, theirs)


def _describe(folder: str, text: Text, found: Found) -> Iterator[Figure]:
    # A figure's bar is the most it may be, so what is missed is what is measured.
    bar = 1 - LEAST_RECALL if text.path == TRANSCRIPT else None
    said = f"{folder}, {text.name}: gold concepts missed in {TOP} (share of {len(text.gold)})"
    yield Figure(said, 1 - found.recall, Unit.RATIO, bar)
    yield Figure(f"{text.name}: gold among the first {FIRST}", found.precision, Unit.RATIO)
    if found.theirs is not None:
        factor = found.factor(len(text.gold))
        yield Figure(f"{text.name}: recall over yake's", factor, Unit.RATIO)


def _describe_folder(folder: str, texts: Sequence[Text], found: Sequence[Found]) -> list[Figure]:
    if not found:
        return []
    of = f"mean of {len(found)} texts"
    missed = 1 - fmean(one.recall for one in found)
    figures = [Figure(f"{folder}: gold concepts missed in {TOP}, {of}", missed, Unit.RATIO)]
    if all(one.theirs is not None for one in found):
        missed = 1 - fmean(one.theirs or 0.0 for one in found)
        figures.append(Figure(f"{folder}: missed by yake, {of}", missed, Unit.RATIO))
        factor = fmean(one.factor(len(text.gold)) for text, one in zip(texts, found, strict=True))
        # In a text of 1,300 words a hundred phrases hold most of a list, whoever ranks them.
        bar = 1 / LEAST_FACTOR if folder == "shared" else None
        figures.append(
            Figure(f"{folder}: yake's recall over ours, {of}", 1 / factor, Unit.RATIO, bar)
        )
    return figures


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
        large.write_text(enlarge(TRANSCRIPT.read_text("utf-8")), "utf-8")
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


def enlarge(text: str) -> str:
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
