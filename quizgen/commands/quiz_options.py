"""What `quizgen quiz` was asked for on the command line, as a blueprint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizgen.errors import QuizgenError

if TYPE_CHECKING:  # --help, which needs the options, is not to wait for the nouns
    from quizgen.schema import Blueprint, Demand


@dataclass(frozen=True, slots=True)
class QuizOptions:
    """The options that say what is asked and how it is printed; None or empty: not said."""

    blueprint: str | None = None
    forms: int | None = None
    questions: int | None = None
    seed: str | None = None
    topic: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    claim: tuple[str, ...] = ()
    title: str | None = None
    instructions: str | None = None
    lines: str | None = None
    sections: bool | None = None
    columns: int | None = None
    paper: str | None = None
    large_print: bool | None = None

    def to_blueprint(self) -> Blueprint:
        """The same as a blueprint file would say it.

        Raises:
            QuizgenError: an option names what there is not, or contradicts another.
        """
        from quizgen.schema import Blueprint, Paper, Place

        said = f"--questions {self.questions}" if self.questions else "the quiz"
        return Blueprint(
            title=self.title,
            instructions=self.instructions,
            questions=self.questions,
            forms=self.forms,
            seed=self.seed,
            demands=tuple(self._demands()),
            sections=self.sections,
            columns=self.columns,
            lines=_lines(self.lines),
            paper=Paper(self.paper) if self.paper else None,
            large_print=self.large_print,
            asked_at=Place(option=said),
        )

    def _demands(self) -> list[Demand]:
        from quizgen.decks.blueprints import parse_demand
        from quizgen.schema import Facet

        demands: list[Demand] = []
        for facet in Facet:
            for text in getattr(self, facet):
                demand = parse_demand(facet, text)
                if any((d.facet, d.value) == (facet, demand.value) for d in demands):
                    raise QuizgenError(f"{demand.place}: {demand.value!r} is asked for twice")
                demands.append(demand)
        return demands


def _lines(said: str | None) -> int | None:
    from quizgen.decks.note_reader import MOST_LINES

    if said is None or said == "none":
        return None if said is None else 0
    if said.isdecimal() and int(said) <= MOST_LINES:
        return int(said)
    raise QuizgenError(f"--lines {said}: write a whole number from 0 to {MOST_LINES}, or none")
