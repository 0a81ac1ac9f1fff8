"""A deck -> its scorecard: what a program can measure of its quality, each with its interval.

Lint, groundedness and usefulness are three things, and are never added up. Usefulness is a
person's judgement and is not here. Intervals take notes for independent of each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from quizgen.checks.primitives import content, names, tokens
from quizgen.checks.scorecard_parts import (
    Item,
    NearPair,
    Quartiles,
    Share,
    Tally,
    credit,
    evenness,
    longest,
    most_like_others,
    most_like_stem,
    near_pairs,
    odd_one_out,
    part_of,
    quartiles,
    share_of,
    share_passed,
    tally,
)
from quizgen.checks.views import DeckView, NoteView
from quizgen.schema import (
    Choice,
    Claim,
    Concept,
    Finding,
    Kind,
    Level,
    Passage,
    Severity,
    Source,
    Status,
)
from quizgen.text import WORD, fold, words

SUPPORTED = 0.75  # of the answer's content words stand in or beside the quotes
LEAKED = 0.8  # of the answer's content words stand in the question
ALIKE = 0.6  # of two notes' content words are in both
PARTS = 20
TOLERANCE = 0.005  # of a number's value
COUNTED = (Severity.ERROR, Severity.WARNING)
GUESSERS = (
    ("the longest option", longest),
    ("the option most like the question", most_like_stem),
    ("the odd one out", odd_one_out),
    ("the option most like the others", most_like_others),
)


@dataclass(frozen=True, slots=True)
class Groundedness:
    """Shares of notes: every quote found; answer beside the quotes; numbers and names; all."""

    quotes: Share
    answers: Share
    facts: Share
    every: Share


@dataclass(frozen=True, slots=True)
class Missing:
    """A concept that no note is on; `mentioned` in passing by so many notes."""

    id: str
    importance: int
    mentioned: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A concept that is left out on purpose, with the reason."""

    id: str
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
    mix: Mix
    lengths: Lengths


def measure(view: DeckView, findings: Iterable[Finding]) -> Scorecard:
    """Measure the approved notes of a deck, or its drafts when none is approved."""
    approved = any(note.note.status is Status.APPROVED for note in view.notes)
    of = Status.APPROVED if approved else Status.DRAFT
    notes = [note for note in view.notes if note.note.status is of]
    return Scorecard(
        key=view.deck.key,
        name=view.deck.name,
        language=view.deck.language,
        of=of,
        notes=len(notes),
        word_lists=bool(view.lexicon.language),
        groundedness=_groundedness(notes),
        coverage=_coverage(view.deck.concepts, notes),
        leakage=_leakage(notes),
        testwise=_testwise(notes),
        redundancy=_redundancy(notes),
        flaws=_flaws(notes, findings),
        spread=tuple(_spread(source.source, notes) for source in view.sources.values()),
        mix=_mix(view, notes),
        lengths=_lengths(notes),
    )


def _groundedness(notes: Sequence[NoteView]) -> Groundedness:
    quotes = {note.note.id: len(note.passages) == len(note.located) > 0 for note in notes}
    # Beside a quote that is nowhere nothing can stand: that note fails for its quote alone.
    answers = {
        note.note.id: len(note.answer_content & note.evidence_content)
        >= SUPPORTED * len(note.answer_content)
        for note in notes
        if note.passages and note.answer_content
    }
    facts = {note.note.id: _facts_found(note) for note in notes}
    every = {id_: quotes[id_] and facts[id_] and answers.get(id_, True) for id_ in quotes}
    return Groundedness(*map(share_passed, (quotes, answers, facts, every)))


def _facts_found(note: NoteView) -> bool:
    """Whether its sources, or what is known of them, have each number and name of a note."""
    known = [f"{v.source.meta.title} {v.source.meta.recorded}" for v in note.own_sources]
    told = set(tokens(" ".join(known)))
    for number in note.numbers:
        if str(int(number.value)) not in told and not any(
            source.has_number(number, TOLERANCE) for source in note.own_sources
        ):
            return False
    said = {word for source in note.own_sources for word in source.vocabulary} | told
    return all(name in note.source_names or set(tokens(name)) <= said for name in note.names)
