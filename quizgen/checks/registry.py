"""All rules, in the order in which `docs/rules.md` and `quizgen explain` list them."""

from __future__ import annotations

from quizgen.checks import rules_deck, rules_proof
from quizgen.checks.model import Rule

RULES: tuple[Rule, ...] = (*rules_proof.RULES, *rules_deck.RULES)
GATES = frozenset(rule.id for rule in RULES if getattr(rule, "gate", False))


def find_rule(id_: str) -> Rule | None:
    """The rule of an id."""
    return next((rule for rule in RULES if rule.id == id_), None)
