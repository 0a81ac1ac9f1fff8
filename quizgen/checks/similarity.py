"""Which sets are alike, without comparing every one with every other. Pure.

An exact Jaccard join with a prefix, a size and a position filter (Xiao and others 2008, PPJoin):
two sets that are alike share one of their rarest members, and not too far behind in the order of
rarity. Pairs that share only what very many others share in the same place are capped, so that
a deck written after one template costs little more than any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

# So many sets are kept under one member, size and place; in a smaller deck no pair is lost.
MOST = 100
# Thresholds are decimal fractions: 0.6 * 5 must not be taken for more than 3.
ROUNDING = 1e-9

Place = tuple[int, int]  # how large a set is, and how far in front in it a member stands


def jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of all members that both have; 0 for two empty sets."""
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0


def similar_pairs(
    sets: Sequence[frozenset[str]], threshold: float
) -> Iterator[tuple[int, int, float]]:
    """Every pair at or over the threshold: later index, earlier index, Jaccard; in that order."""
    index = _Index(threshold)
    for later, row in enumerate(_ranked(sets)):
        for earlier in sorted(index.candidates(row)):
            alike = jaccard(sets[later], sets[earlier])
            if alike >= threshold:
                yield later, earlier, alike
        index.add(later, row)


@dataclass(frozen=True, slots=True)
class _Index:
    """The sets seen so far, by their rarest members."""

    threshold: float
    places: dict[int, dict[Place, list[int]]] = field(default_factory=dict)

    def add(self, number: int, row: list[int]) -> None:
        """Remember a set, given by its members from the rarest on."""
        for at, member in enumerate(self._prefix(row)):
            kept = self.places.setdefault(member, {}).setdefault((len(row), at), [])
            if len(kept) < MOST:
                kept.append(number)

    def candidates(self, row: list[int]) -> set[int]:
        """The sets that may be like this one; no other can."""
        found: set[int] = set()
        for at, member in enumerate(self._prefix(row)):
            for place, kept in self.places.get(member, {}).items():
                if self._may_match((len(row), at), place):
                    found.update(kept)
        return found

    def _prefix(self, row: list[int]) -> list[int]:
        return row[: len(row) - ceil(self.threshold * len(row) - ROUNDING) + 1] if row else []

    def _may_match(self, mine: Place, other: Place) -> bool:
        """Whether sets that share their first member here can share as many as they must."""
        (size, at), (other_size, other_at) = mine, other
        needed = self.threshold / (1 + self.threshold) * (size + other_size) - ROUNDING
        return min(size - at, other_size - other_at) >= needed


def _ranked(sets: Sequence[frozenset[str]]) -> Iterator[list[int]]:
    """Each set as numbers that grow with how common a member is."""
    uses = Counter(member for one in sets for member in one)
    order = sorted(uses, key=lambda member: (uses[member], member))
    rank = {member: number for number, member in enumerate(order)}
    return (sorted(rank[member] for member in one) for one in sets)
