"""Whether the notes that there are can make the quiz that is asked for, and what is short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.publishing.filling import Signature, fill
from quizgen.schema import Demand, Facet, Place, Proven

REMEDY = "lower the count, or approve more"


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
    if not said and fill(Counter(map(wish.signature, pool)), total, wish.needs) is None:
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
                f"{asked_at}: {wish.total} questions, {counted} of them counted by {facet}: "
                f"{wish.total - counted} of another {facet} are left, and {others} can be asked; "
                "ask fewer questions or raise a count"
            )
