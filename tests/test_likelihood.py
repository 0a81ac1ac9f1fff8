"""The gate's last question: its weights come out of the readings, and hold on other texts."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import pytest
from drafting_samples import make_concept, make_source

from quizgen.drafting.extractive import draft_cards
from quizgen.drafting.frequencies import read_frequencies
from quizgen.drafting.headlines import make_headline
from quizgen.drafting.likelihood import (
    BIAS,
    LEAST_ODDS,
    WEIGHTS,
    Place,
    count,
    rate,
    rate_content,
)
from quizgen.drafting.model import Genre
from quizgen.drafting.sentences import split_sentences
from quizgen.schema import Answerable, Cloze

READINGS = Path(__file__).parent / "cases" / "readings.jsonl"
NAMES = tuple(WEIGHTS)
STRENGTH, ROUNDS, PARTS = 0.3, 7, 8


@dataclass(frozen=True)
class Read:
    """A card that two readers judged: what is counted of it, and how many took it as it is."""

    text: str
    counted: tuple[float, ...]
    ready: int


@lru_cache(maxsize=1)
def readings() -> tuple[Read, ...]:
    rows = map(json.loads, READINGS.read_text(encoding="utf-8").splitlines())
    found = []
    for row in rows:
        place = Place(row["sentence"], row["title"], row["bold"])
        counted = count(row["question"], row["answer"], place)
        found.append(Read(row["text"], (*(counted[n] for n in NAMES), 1.0), row["ready"]))
    return tuple(found)


def fit(reads: Sequence[Read]) -> list[float]:
    """The weights, then the bias: logistic regression, L2 on the weights, by Newton's method."""
    size = len(NAMES) + 1
    weights = [0.0] * size
    for _ in range(ROUNDS):
        slope = [-w / STRENGTH for w in weights[:-1]] + [0.0]
        curve = [[(i == j < size - 1) / STRENGTH for j in range(size)] for i in range(size)]
        for read in reads:
            chance = 1 / (1 + math.exp(-_odds(weights, read)))
            for i, value in enumerate(read.counted):
                slope[i] += ((read.ready == 2) - chance) * value
                for j, other in enumerate(read.counted):
                    curve[i][j] += chance * (1 - chance) * value * other
        weights = [w + step for w, step in zip(weights, _solve(curve, slope), strict=True)]
    return weights


def _odds(weights: Sequence[float], read: Read) -> float:
    return sum(w * value for w, value in zip(weights, read.counted, strict=True))


def _solve(matrix: Iterable[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of linear equations, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        pivot = max(range(at, len(rows)), key=lambda n: abs(rows[n][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for n, row in enumerate(rows):
            if n != at:
                share = row[at] / rows[at][at]
                rows[n] = [a - share * b for a, b in zip(row, rows[at], strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def share_of(reads: Sequence[Read]) -> float:
    return sum(read.ready for read in reads) / (2 * len(reads))


def test_the_weights_are_those_of_the_readings() -> None:
    found = fit(readings())
    assert found[:-1] == pytest.approx([WEIGHTS[name] for name in NAMES], abs=0.011)
    assert found[-1] == pytest.approx(BIAS, abs=0.011)


def test_on_texts_that_were_held_out_readers_take_more_of_what_passes() -> None:
    texts = sorted({read.text for read in readings()})
    kept: list[Read] = []
    for part in range(PARTS):
        held = set(texts[part::PARTS])
        weights = fit([read for read in readings() if read.text not in held])
        tried = [read for read in readings() if read.text in held]
        kept += [read for read in tried if _odds(weights, read) >= LEAST_ODDS]
    assert share_of(readings()) == pytest.approx(0.725, abs=0.005)
    assert 0.65 < len(kept) / len(readings()) < 0.75
    assert share_of(kept) > 0.76


@pytest.mark.parametrize(
    ("question", "answer", "sentence", "bold", "counted"),
    [
        (
            "A rope that holds a hull is called a ____.",
            "spring",
            "A rope that holds a hull is called a spring.",
            False,
            {"given", "ends", "which"},
        ),
        (
            "A hull is moved along a quay, a process called ____, by men.",
            "warping",
            "A hull is moved along a quay, a process called warping, by men.",
            True,
            {"beside", "bold", "commas"},
        ),
        (
            "What is a kedge?",
            "A light anchor of a boat.",
            "A kedge is a light anchor of a boat.",
            False,
            {"is"},
        ),
        (
            "What is a kedge?",
            "A light anchor of a boat.",
            "They carry a kedge, a light anchor of a boat.",
            False,
            set(),
        ),
        (
            "What does Leeway refer to?",
            "The drift of hulls at sea.",
            "Leeway refers to the drift of hulls at sea.",
            False,
            {"refers", "capital", "titled"},
        ),
        (
            "In a gale, when does a hull broach?",
            "When its bow digs in.",
            "In a gale, a hull broaches when its bow digs in.",
            False,
            set(),
        ),
        (
            "What does a log measure?",
            "The speed of a hull.",
            "A log measures the speed of a hull.",
            False,
            {"is"},
        ),
    ],
)
def test_what_is_counted(
    question: str, answer: str, sentence: str, bold: bool, counted: set[str]
) -> None:
    place = Place(sentence, "Leeway and drift", bold)
    assert {name for name, value in count(question, answer, place).items() if value} == counted


def test_cards_that_no_reader_has_judged_pass() -> None:
    entry = Answerable("What does the term \u201cyawl\u201d mean?", "A boat with two masts.")
    assert rate_content(entry, Place("")) == math.inf
    text = "A rope that holds a hull is called a {{c1::spring}}."
    place = Place("A rope that holds a hull is called a spring.")
    assert rate_content(Cloze(text), place) == rate(
        "A rope that holds a hull is called a ____.", "spring", place
    )


REST = (
    "\n\nThe harbour master keeps the book of arrivals. Every lamp on the quay burns oil. "
    "Fishermen mend their nets in winter. The pilot's house has a green door.\n"
)


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("Leeway is the sideways drift of a hull before the wind.", True),
        ("Leeway means that a hull is carried sideways by the wind.", False),
    ],
)
def test_drafts_of_prose_are_likely(text: str, likely: bool) -> None:
    source = make_source(text + REST)
    sentences, concepts = split_sentences(source), (make_concept("leeway"),)
    headline = make_headline(source, sentences, concepts, read_frequencies())
    drafts = partial(draft_cards, source, sentences, concepts, Genre.PROSE, headline)
    assert drafts(least=-math.inf)
    assert bool(drafts()) == likely
