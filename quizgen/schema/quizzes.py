"""What a teacher asks of a quiz: how many questions of what sort, in which forms, how printed."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path


class Facet(StrEnum):
    """By what questions can be counted out."""

    TOPIC = "topic"
    KIND = "kind"
    LEVEL = "level"
    PRIORITY = "priority"
    CLAIM = "claim"


class Paper(StrEnum):
    """The sheets that are sold: a page says its size only when it is asked to."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was asked for: a line of a file, or an option of the command line."""

    path: Path | None = None
    line: int = 0
    option: str = ""

    def __str__(self) -> str:
        """`decks/x/blueprint.yaml:7` or `--kind choice=10`."""
        return self.option if self.path is None else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Demand:
    """So many questions of one sort, exactly; `count` None: any number, and no other sort.

    Where a facet has demands with and without a count, those with one are met first, and the rest
    of the quiz comes from those without.
    """

    facet: Facet
    value: str
    count: int | None = None
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A quiz as it is wished for; None where nothing is said.

    `lines` are those to write on under each written answer: None by the answer's length, 0 none.
    `asked_at` is where `questions` was asked for.
    """

    title: str | None = None
    instructions: str | None = None
    questions: int | None = None
    forms: int | None = None
    seed: str | None = None
    demands: tuple[Demand, ...] = ()
    sections: bool | None = None
    columns: int | None = None
    lines: int | None = None
    paper: Paper | None = None
    large_print: bool | None = None
    asked_at: Place = field(default=Place(), compare=False)

    def changed_by(self, other: Blueprint) -> Blueprint:
        """This blueprint with what another says instead; of its demands, facet by facet."""
        said = {
            one.name: value
            for one in fields(other)
            if (value := getattr(other, one.name)) is not None
        }
        anew = {demand.facet for demand in other.demands}
        kept = tuple(demand for demand in self.demands if demand.facet not in anew)
        said["demands"] = kept + other.demands
        if other.questions is None:
            del said["asked_at"]
        return replace(self, **said)

    def length(self, otherwise: int) -> int:
        """How many questions: as said, or as the counts add up, or what a deck says otherwise.

        The counts of a facet that takes any number of some sort add up to nothing certain.
        """
        if self.questions is not None:
            return self.questions
        open_ = {demand.facet for demand in self.demands if demand.count is None}
        sums = (
            sum(demand.count or 0 for demand in self.demands if demand.facet is facet)
            for facet in Facet
            if facet not in open_
        )
        return max(sums, default=0) or otherwise
