"""What a scorecard says: one record for each figure, or group of figures, of a deck."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.checks.coverage import State
from quizgen.checks.scorecard_parts import NearPair, Quartiles, Share, Tally
from quizgen.schema import Status


@dataclass(frozen=True, slots=True)
class Groundedness:
    """Shares of notes: every quote found; answer beside the quotes; numbers and names; all.

    `support` is how much of each answer stands beside its quotes, 0 to 1.
    """

    quotes: Share
    answers: Share
    facts: Share
    every: Share
    support: Quartiles


@dataclass(frozen=True, slots=True)
class Missing:
    """A concept that no note is on; `mentioned` in passing by so many notes."""

    id: str
    name: str
    importance: int
    mentioned: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A concept that is left out on purpose, with the reason."""

    id: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Concepts of concepts.yaml that some note is on; `weighted` by importance."""

    concepts: Share
    weighted: float | None
    missing: tuple[Missing, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Guesser:
    """How often a way of guessing is right; `gap` is the share minus chance."""

    takes: str
    right: Share
    gap: float | None


@dataclass(frozen=True, slots=True)
class Testwise:
    """What choice notes with one key give away to who knows nothing; `chance` is mean 1/k."""

    chance: float | None
    guessers: tuple[Guesser, ...]


@dataclass(frozen=True, slots=True)
class Redundancy:
    """Pairs of notes that are nearly the same, and the mean likeness to the nearest note."""

    pairs: tuple[NearPair, ...]
    nearest: float | None
    repeated: Share


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule found something, in how many notes."""

    rule: str
    severity: str
    findings: int
    notes: int


@dataclass(frozen=True, slots=True)
class Flaws:
    """Errors and warnings of the rules, per note."""

    none: Share
    at_most_one: Share
    rules: tuple[RuleCount, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Where in a source the quotes stand: notes in each of its equal parts, and how evenly."""

    source: str
    words: int
    parts: tuple[int, ...]
    evenness: float
    filled: Share


@dataclass(frozen=True, slots=True)
class Segments:
    """A source's segments of about 200 words: how many are in each state, and the state of each."""

    source: str
    covered: Share
    skipped: int
    unaccounted: int
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """What notes a deck has; `status` is of all notes, the others of those measured."""

    status: Tally
    approved_by: Tally
    origin: Tally
    kinds: Tally
    levels: Tally
    claims: Tally
    priorities: Tally
    topics: Tally
    speakers: Tally


@dataclass(frozen=True, slots=True)
class Lengths:
    """Words of what is asked, of what is right, and of the quotes."""

    question: Quartiles
    answer: Quartiles
    quotes: Quartiles


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All figures of a deck. `of` says which notes: approved, or drafts when none is approved.

    Without word lists for its language, every word of three letters counts as a content word.
    """

    key: str
    name: str
    language: str
    of: Status
    notes: int
    word_lists: bool
    groundedness: Groundedness
    coverage: Coverage | None
    leakage: Share
    testwise: Testwise
    redundancy: Redundancy
    flaws: Flaws
    spread: tuple[Spread, ...]
    segments: tuple[Segments, ...]
    mix: Mix
    lengths: Lengths
