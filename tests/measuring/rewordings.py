"""Pairs of notes that are one note in other words, or two notes that are hard to tell apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from quizgen.decks.files import parse_topic
from quizgen.drafting.merge import locate_all
from quizgen.drafting.sameness import SAME, Gist, likeness, make_gist
from quizgen.schema import Note
from quizgen.sources.evidence import Quotable
from quizgen.sources.read import read_source

ROOT = Path(__file__).parents[2]
PAIRS = ROOT / "tests" / "cases" / "rewordings.jsonl"
SOURCES = (ROOT / "seeds", ROOT / "tests" / "cases" / "labelled" / "sources")
HALVES = ("tune", "held")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two notes of a source; `of` names the one that the other was made from, or both."""

    of: str
    same: bool
    one: Gist
    other: Gist

    @property
    def half(self) -> str:
        """The half that it belongs to: all pairs of one note go to the same."""
        return HALVES[sha256(self.of.split()[0].encode()).digest()[-1] % 2 == 0]


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of some pairs; "same" is the positive."""

    true_same: int
    false_same: int
    true_other: int
    false_other: int

    @property
    def precision(self) -> float:
        """The share of "same" that is right."""
        return self.true_same / (self.true_same + self.false_same)

    @property
    def recall(self) -> float:
        """The share of rewordings that are found."""
        return self.true_same / (self.true_same + self.false_other)

    @property
    def kept_apart(self) -> float:
        """The share of different notes that are told apart."""
        return self.true_other / (self.true_other + self.false_same)


@cache
def read_pairs() -> tuple[Pair, ...]:
    """Every pair of the file, with where its quotes stand."""
    lines = PAIRS.read_text("utf-8").splitlines()
    return tuple(_make_pair(json.loads(line)) for line in lines)


def measure(half: str) -> Told:
    """What is said of the pairs of one half."""
    said = [
        (pair.same, likeness(pair.one, pair.other) >= SAME)
        for pair in read_pairs()
        if pair.half == half
    ]
    return Told(
        said.count((True, True)),
        said.count((False, True)),
        said.count((False, False)),
        said.count((True, False)),
    )


def _make_pair(said: dict[str, Any]) -> Pair:
    notes = _notes(said["one"], said["other"])
    one, other = (make_gist(note, _places(note, said["source"]), "en") for note in notes)
    return Pair(said["of"], said["same"], one, other)


def _notes(*written: dict[str, Any]) -> Iterator[Note]:
    for number, fields in enumerate(written):
        quotes = [{"quote": quote} for quote in fields["evidence"]]
        full = {"id": f"n{number}", **fields, "evidence": quotes, "status": "draft"}
        text = json.dumps({"topic": "t", "notes": [{**full, "origin": "model"}]})
        parsed = parse_topic(text, PAIRS)
        assert not parsed.problems, parsed.problems
        yield parsed.value.notes[0]


def _places(note: Note, stem: str) -> tuple[tuple[Any, ...], ...]:
    places = locate_all(note.evidence, _quotable(stem))
    assert places, f"{note.question}: a quote does not stand in {stem}"
    return places


@cache
def _quotable(stem: str) -> Quotable:
    found = (
        p for folder in SOURCES for p in folder.glob(f"{stem}.*") if p.suffix in (".txt", ".md")
    )
    return Quotable(read_source(next(found), "utf-8"))
