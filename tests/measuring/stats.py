"""The few numbers that the tables need: Wilson's interval, precision and recall, Cohen's kappa."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt

Z95 = 1.959964


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share; of nothing, everything is possible."""
    if total == 0:
        return 0.0, 1.0
    share, zz = hits / total, Z95 * Z95
    middle = (share + zz / (2 * total)) / (1 + zz / total)
    half = Z95 * sqrt(share * (1 - share) / total + zz / (4 * total * total)) / (1 + zz / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def number_of(*parts: str) -> int:
    """A number that depends on the parts only: what stands in for chance here."""
    return int(sha256("\0".join(parts).encode()).hexdigest(), 16)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a rule says against what readers say, counted in cards."""

    both: int
    only_rule: int
    only_readers: int
    neither: int

    @property
    def positives(self) -> int:
        return self.both + self.only_readers

    @property
    def flagged(self) -> int:
        return self.both + self.only_rule

    @property
    def precision(self) -> float | None:
        return self.both / self.flagged if self.flagged else None

    @property
    def recall(self) -> float | None:
        return self.both / self.positives if self.positives else None

    @property
    def f1(self) -> float | None:
        total = self.flagged + self.positives
        return 2 * self.both / total if total else None

    @property
    def kappa(self) -> float | None:
        """Agreement beyond chance; None where chance leaves nothing to agree on."""
        total = self.flagged + self.only_readers + self.neither
        if not total:
            return None
        chance = self.flagged * self.positives
        chance += (total - self.flagged) * (total - self.positives)
        expected = chance / total**2
        observed = (self.both + self.neither) / total
        return None if expected == 1 else (observed - expected) / (1 - expected)


def compare(pairs: Iterable[tuple[bool, bool]]) -> Agreement:
    """Pairs of (rule says, readers say)."""
    counts = {(a, b): 0 for a in (True, False) for b in (True, False)}
    for pair in pairs:
        counts[pair] += 1
    return Agreement(
        counts[True, True], counts[True, False], counts[False, True], counts[False, False]
    )
