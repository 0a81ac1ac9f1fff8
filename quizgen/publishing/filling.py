"""A puzzle: take so many notes that each demand gets its count, though notes count for several.

Notes that go towards the same demands are alike here; `Signature` names the demands by index. One
facet is easy, several at once can be hard: what is found by exchanging is found at once, and what
is not is searched for in order, which also proves that there is nothing to be found.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence

Signature = tuple[int, ...]

# Far more than any real quiz takes. A puzzle that is not solved by then is called impossible, which
# is all that a person could say of it.
MOST_STEPS = 100_000
MOST_EXCHANGES = 200
REMEMBERED = 8  # exchanges that are not undone at once
Plan = Counter[Signature]


def fill(supply: Mapping[Signature, int], total: int, needs: Sequence[int]) -> Plan | None:
    """How many to take of each signature; None when no taking meets all needs."""
    have = [0] * len(needs)
    for signature, count in supply.items():
        for index in signature:
            have[index] += count
    if total > sum(supply.values()) or any(n > h for n, h in zip(needs, have, strict=True)):
        return None
    ordered = {signature: supply[signature] for signature in sorted(supply) if supply[signature]}
    return _exchange(ordered, total, needs) or _search(ordered, total, needs)


# ---------------------------------------------------------------------------- by exchanges


def _exchange(supply: Mapping[Signature, int], total: int, needs: Sequence[int]) -> Plan | None:
    """A taking of the right size, mended one note at a time; None when that leads nowhere."""
    plan: Plan = Counter()
    short = list(needs)  # what each demand still misses; below nothing where there is too much
    for _ in range(total):
        free = (s for s, count in supply.items() if count > plan[s])
        _move(plan, short, None, min(free, key=lambda s: sum(_gain(short[i]) for i in s)))
    recent: deque[tuple[Signature, Signature]] = deque(maxlen=REMEMBERED)
    for _ in range(MOST_EXCHANGES):
        wrong = next((index for index, missing in enumerate(short) if missing), None)
        if wrong is None:
            return plan
        pairs = (p for p in _exchanges(plan, supply, short, wrong) if p not in recent)
        best = min(pairs, key=lambda pair: _change(short, *pair), default=None)
        if best is None:
            return None
        _move(plan, short, *best)
        recent.append(best[::-1])
    return None


def _exchanges(
    plan: Plan, supply: Mapping[Signature, int], short: Sequence[int], wrong: int
) -> Iterator[tuple[Signature, Signature]]:
    """What may go and what may come so that one demand is helped."""
    missing = short[wrong] > 0
    going = [s for s, count in plan.items() if count and (wrong in s) is not missing]
    coming = [s for s, count in supply.items() if count > plan[s] and (wrong in s) is missing]
    yield from ((out, into) for out in going for into in coming)


def _gain(missing: int) -> int:
    """By how much one note more makes a demand worse: -1 when it is wanted."""
    return -1 if missing > 0 else 1


def _change(short: Sequence[int], out: Signature, into: Signature) -> int:
    leaves = set(out) - set(into)
    comes = set(into) - set(out)
    return sum(_gain(short[i]) for i in comes) + sum(1 if short[i] >= 0 else -1 for i in leaves)


def _move(plan: Plan, short: list[int], out: Signature | None, into: Signature) -> None:
    if out is not None:
        plan[out] -= 1
        for index in out:
            short[index] += 1
    plan[into] += 1
    for index in into:
        short[index] -= 1


# ---------------------------------------------------------------------------- by search


def _search(supply: Mapping[Signature, int], total: int, needs: Sequence[int]) -> Plan | None:
    """All takings in order, the most of each signature first, but for those that must fail."""
    cells = list(supply.items())
    rest = _rest(cells, len(needs))
    start = (*needs, total)
    waiting: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((), start)]
    seen = {(0, start)}
    for _ in range(MOST_STEPS):
        if not waiting:
            return None
        taken, open_ = waiting.pop()
        at = len(taken)
        if at == len(cells):  # what is open was always within what remained: now nothing
            pairs = zip(supply, taken, strict=True)
            return Counter({signature: count for signature, count in pairs if count})
        for count in _takings(cells[at], open_, rest[at + 1]):
            left = list(open_)
            for index in (*cells[at][0], -1):
                left[index] -= count
            if (at + 1, tuple(left)) not in seen:
                seen.add((at + 1, tuple(left)))
                waiting.append(((*taken, count), tuple(left)))
    return None


def _rest(cells: Sequence[tuple[Signature, int]], demands: int) -> list[list[int]]:
    """For each place in the cells: how many notes from there on go to each demand, and in all."""
    rest = [[0] * (demands + 1)]
    for signature, count in reversed(cells):
        after = list(rest[-1])
        for index in (*signature, -1):
            after[index] += count
        rest.append(after)
    return rest[::-1]


def _takings(
    cell: tuple[Signature, int], open_: tuple[int, ...], after: Sequence[int]
) -> Iterator[int]:
    """How many of a cell can be taken: not more than is open, not fewer than the rest can do."""
    signature, count = cell
    mine = (*signature, -1)
    most = min(count, *(open_[index] for index in mine))
    fewest = max(0, *(open_[index] - after[index] for index in mine))
    yield from range(fewest, most + 1)


# ---------------------------------------------------------------------------- changing a plan


def admit(plan: Plan, supply: Mapping[Signature, int], wanted: Signature) -> Plan | None:
    """The plan, or one as good that takes a note of another signature too; None if none is near.

    Near is one more exchange: two notes of the plan for the wanted one and a fourth, which
    together go towards the same demands.
    """
    if plan[wanted]:
        return plan
    held = [signature for signature, count in plan.items() if count]
    for first in held:
        for second in held:
            both = sorted((*first, *second))
            if first == second and plan[first] < 2 or not _without(both, wanted):
                continue
            fourth = tuple(both)
            changed = plan - Counter([first, second]) + Counter([wanted, fourth])
            if supply.get(fourth, 0) >= changed[fourth] and supply[wanted] >= changed[wanted]:
                return changed
    return None


def _without(both: list[int], wanted: Signature) -> bool:
    """Take a signature out of a sorted list; whether all of it was there."""
    for index in wanted:
        if index not in both:
            return False
        both.remove(index)
    return True
