"""Whether the notes that there are can make the quiz that is asked for, and what is short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.schema import Demand, Facet, Place, Proven

# Far more than any real quiz takes. Counts by several facets at once are a puzzle that can be
# hard; one that is not solved by then is called impossible, which is all that a person could say.
MOST_STEPS = 100_000
REMEDY = "lower the count, or approve more"

Signature = tuple[int, ...]  # the counted demands that a note would go towards, by index


def value_of(proven: Proven, facet: Facet) -> str:
    """What a note is by a facet, as it is written in blueprints."""
    note = proven.note
    match facet:
        case Facet.TOPIC:
            return proven.topic
        case Facet.KIND:
            return note.kind
        case Facet.LEVEL:
            return note.level
        case Facet.PRIORITY:
            return str(note.priority)
        case Facet.CLAIM:
            return note.claim


def allowed(notes: Sequence[Proven], demands: Sequence[Demand]) -> tuple[Proven, ...]:
    """The notes that may be asked: of a facet that names sorts without a count, only those."""
    limited = {demand.facet for demand in demands if demand.count is None}
    named = {(demand.facet, demand.value) for demand in demands}
    return tuple(
        proven
        for proven in notes
        if all((facet, value_of(proven, facet)) in named for facet in limited)
    )


@dataclass(frozen=True, slots=True)
class Wish:
    """So many questions, of which so many of each counted sort."""

    total: int
    counted: tuple[Demand, ...]

    @classmethod
    def of(cls, total: int, demands: Sequence[Demand]) -> Wish:
        """A wish by all demands, those without a count left out."""
        return cls(total, tuple(demand for demand in demands if demand.count is not None))

    @property
    def needs(self) -> tuple[int, ...]:
        """The count of each counted demand."""
        return tuple(demand.count or 0 for demand in self.counted)

    def signature(self, proven: Proven) -> Signature:
        """Which of the counted demands a note would go towards."""
        return tuple(
            index
            for index, demand in enumerate(self.counted)
            if value_of(proven, demand.facet) == demand.value
        )

    def facets(self) -> Iterator[tuple[Facet, list[Demand]]]:
        """The facets that are counted, each with its demands."""
        for facet in dict.fromkeys(demand.facet for demand in self.counted):
            yield facet, [demand for demand in self.counted if demand.facet is facet]


def fits(supply: Counter[Signature], total: int, needs: Sequence[int]) -> bool:
    """Whether `total` notes can be taken so that each demand gets exactly what it needs.

    A search over how many are taken of each signature, the most first; what the remaining ones
    could never make up for is not tried.
    """
    cells = sorted((signature, count) for signature, count in supply.items() if count)
    rest = _rest(cells, len(needs))
    if total > rest[0][-1] or any(n > have for n, have in zip(needs, rest[0], strict=False)):
        return False
    waiting = [(0, (*needs, total))]
    seen = set(waiting)
    for _ in range(MOST_STEPS):
        if not waiting:
            return False
        at, open_ = waiting.pop()
        if at == len(cells):
            return True  # what is still open was always within what remained: now nothing
        for taken in _takings(cells[at], open_, rest[at + 1]):
            left = list(open_)
            for index in (*cells[at][0], -1):
                left[index] -= taken
            state = (at + 1, tuple(left))
            if state not in seen:
                seen.add(state)
                waiting.append(state)
    return False


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


def shortages(
    pool: Sequence[Proven], demands: Sequence[Demand], total: int, asked_at: Place
) -> tuple[str, ...]:
    """What cannot be met, a sentence each with its place and remedy; nothing when all can.

    `pool` are the notes that may be asked, by `allowed`.
    """
    wish = Wish.of(total, demands)
    said = [*_too_few(pool, wish), *_sums(pool, wish, asked_at)]
    if not said and total > len(pool):
        said.append(f"{asked_at}: {total} questions, and {len(pool)} can be asked; {REMEDY}")
    supply = Counter(map(wish.signature, pool))
    if not said and not fits(supply, total, wish.needs):
        listed = ", ".join(f"{d.facet} {d.value}={d.count}" for d in wish.counted)
        said.append(
            f"{wish.counted[0].place}: {total} questions with {listed} cannot be had at once of "
            f"the {len(pool)} that can be asked, each of them alone can; lower one of them"
        )
    return tuple(said)


def _too_few(pool: Sequence[Proven], wish: Wish) -> Iterator[str]:
    for demand in wish.counted:
        there = sum(value_of(proven, demand.facet) == demand.value for proven in pool)
        if there < (demand.count or 0):
            sort = f"{demand.facet} {demand.value}"
            yield f"{demand.place}: {demand.count} of {sort}, and {there} can be asked; {REMEDY}"


def _sums(pool: Sequence[Proven], wish: Wish, asked_at: Place) -> Iterator[str]:
    for facet, demands in wish.facets():
        counted = sum(demand.count or 0 for demand in demands)
        if counted > wish.total:
            remedy = "ask more questions or lower a count"
            yield f"{asked_at}: {wish.total} questions, but {facet} adds up to {counted}; {remedy}"
            continue
        named = {demand.value for demand in demands}
        others = sum(value_of(proven, facet) not in named for proven in pool)
        if others < wish.total - counted:
            yield (
                f"{asked_at}: {wish.total} questions, of which {counted} are counted by {facet}: "
                f"{wish.total - counted} of another {facet} are left, and {others} can be asked; "
                "ask fewer questions or raise a count"
            )
