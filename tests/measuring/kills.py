"""How many planted flaws a rule finds, and how often it finds one where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from quizgen.checks.model import NoteRule, Rule
from quizgen.checks.registry import RULES
from quizgen.checks.views import DeckView, NoteView
from quizgen.schema import Note, Severity

from .homes import Home, clean_homes
from .mutators import MUTATORS
from .stats import wilson
from .tools import Draw, Mutant, Mutator, Planted

KILL_BARS = {Severity.ERROR: 0.95, Severity.WARNING: 0.85}
ALARM_BARS = {Severity.ERROR: 0.02, Severity.WARNING: 0.05}


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by id."""
    return tuple(sorted(RULES, key=lambda rule: rule.id))


@dataclass(frozen=True, slots=True)
class Score:
    """What came of one rule."""

    rule: Rule
    injected: int
    missed: tuple[str, ...]
    notes: int
    alarms: tuple[str, ...]
    mild: frozenset[str]  # alarms that are information only, whatever the rule's own weight

    @property
    def found(self) -> int:
        return self.injected - len(self.missed)

    @property
    def kill_rate(self) -> float | None:
        return self.found / self.injected if self.injected else None

    @property
    def alarm_rate(self) -> float:
        return len(self.alarms) / self.notes if self.notes else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.found, self.injected)

    def failures(self) -> list[str]:
        """The bars that are missed; information has none."""
        severity, failed = self.rule.severity, []
        if severity in KILL_BARS and (self.kill_rate or 0.0) < KILL_BARS[severity]:
            failed.append(f"finds {self.found} of {self.injected}")
        if severity in ALARM_BARS and self.alarm_rate > ALARM_BARS[severity]:
            failed.append(f"false alarms on {len(self.alarms)} of {self.notes}")
        return failed


def hit_weights(rule: Rule, view: DeckView) -> dict[str, Severity]:
    """The notes of a deck in which a rule finds something, by id, and how much that weighs."""
    if isinstance(rule, NoteRule):
        of_kind = (note for note in view.notes if note.note.kind in rule.kinds)
        hits = ((note.note.id, hit) for note in of_kind for hit in rule.check(note))
    else:
        hits = ((id_, hit) for id_, hit in rule.check(view))
    found: dict[str, list[Severity]] = {}
    for id_, hit in hits:
        found.setdefault(id_, []).append(hit.severity or rule.severity)
    order = list(Severity)
    return {id_: min(weights, key=order.index) for id_, weights in found.items()}


def hit_notes(rule: Rule, view: DeckView) -> set[str]:
    """The ids of the notes of a deck in which a rule finds something."""
    return set(hit_weights(rule, view))


def score(rule: Rule, homes: Iterable[Home], mutators: Mapping[str, Mutator] = MUTATORS) -> Score:
    """Plant the rule's flaw into every clean note that can carry it, and look."""
    injected, notes = 0, 0
    missed: list[str] = []
    alarms: dict[str, Severity] = {}
    for home in homes:
        carriers = [view for view in home.notes if view.note.kind in rule.kinds]
        weights = hit_weights(rule, home.view)
        found = set(weights)
        alarms |= weights
        notes += len(carriers)
        for view in carriers:
            if view.note.id not in found:
                for mutant in mutators[rule.id](view, Draw(rule.id, view.note.id, home)):
                    injected += 1
                    if not _is_found(rule, mutant, view, home, found):
                        missed.append(f"{view.note.id}: {describe(mutant)}")
    mild = frozenset(id_ for id_, weight in alarms.items() if weight is Severity.INFO)
    return Score(rule, injected, tuple(missed), notes, tuple(sorted(alarms)), mild)


def _is_found(rule: Rule, mutant: Mutant, view: NoteView, home: Home, before: set[str]) -> bool:
    if isinstance(rule, NoteRule):
        assert not isinstance(mutant, Planted)
        seen = home.see(mutant, view.topic) if isinstance(mutant, Note) else mutant
        return any(True for _ in rule.check(seen))
    if isinstance(mutant, Note):
        mutant = Planted(home.change(replaced=[mutant]), frozenset({mutant.id}), mutant.question)
    assert isinstance(mutant, Planted)
    return bool((hit_notes(rule, mutant.view) - before) & mutant.notes)


def describe(mutant: Mutant) -> str:
    """A mutant in one line."""
    if isinstance(mutant, Planted):
        return mutant.what
    note = mutant.note if isinstance(mutant, NoteView) else mutant
    quotes = " | ".join(evidence.quote for evidence in note.evidence)
    answer = (
        note.content if hasattr(note.content, "options") else getattr(note.content, "answer", "")
    )
    return f"{note.question!r} -> {answer!r} [{quotes}]"


@cache
def all_scores() -> tuple[Score, ...]:
    """The scores of all rules."""
    return tuple(_scores())


def _scores() -> Iterator[Score]:
    for rule in all_rules():
        yield score(rule, clean_homes())
