"""Which rules a run takes: all, some, or all but some."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from quizgen.checks.model import NoteRule, Rule
from quizgen.checks.registry import RULES
from quizgen.errors import QuizgenError
from quizgen.schema import Severity


@dataclass(frozen=True, slots=True)
class Selection:
    """Ids of rules: those selected (all when empty) and not ignored. Gates always run."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def takes(self, rule: Rule) -> bool:
        """Whether a rule is to be run."""
        if isinstance(rule, NoteRule) and rule.gate:
            return True
        return rule.id not in self.ignore and (not self.select or rule.id in self.select)


# All that decides what is published: only for errors is a build refused, or a draft left out.
ERRORS = Selection(
    frozenset(rule.id for rule in RULES if rule.severity is Severity.ERROR or rule.may_be_error)
)


def parse_selection(select: Iterable[str], ignore: Iterable[str]) -> Selection:
    """Options of the command line, each a rule or several with commas -> a selection.

    Raises:
        QuizgenError: no rule has such an id.
    """
    return Selection(_ids(select), _ids(ignore))


def _ids(texts: Iterable[str]) -> frozenset[str]:
    wanted = {part.strip() for text in texts for part in text.split(",") if part.strip()}
    known = [rule.id for rule in RULES]
    for name in sorted(wanted - set(known)):
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "`quizgen explain` lists them"
        raise QuizgenError(f"no rule {name!r}; {hint}")
    return frozenset(wanted)
