"""All rules, in the order in which `docs/rules.md` and `quizgen explain` list them."""

from __future__ import annotations

from quizgen.checks import (
    rules_answer,
    rules_attribution,
    rules_choice,
    rules_cloze,
    rules_context,
    rules_cues,
    rules_deck,
    rules_facts,
    rules_grounding,
    rules_markup,
    rules_meaning,
    rules_options,
    rules_proof,
    rules_question,
    rules_redundancy,
    rules_rendered,
    rules_stem,
    rules_talk,
)
from quizgen.checks.model import Rule

RULES: tuple[Rule, ...] = (
    *rules_proof.RULES,
    *rules_grounding.RULES,
    *rules_facts.RULES,
    *rules_attribution.RULES,
    *rules_meaning.RULES,
    *rules_talk.RULES,
    *rules_context.RULES,
    *rules_question.RULES,
    *rules_answer.RULES,
    *rules_markup.RULES,
    *rules_rendered.RULES,
    *rules_cloze.RULES,
    *rules_choice.RULES,
    *rules_stem.RULES,
    *rules_options.RULES,
    *rules_cues.RULES,
    *rules_deck.RULES,
    *rules_redundancy.RULES,
)


def find_rule(id_: str) -> Rule | None:
    """The rule of an id."""
    return next((rule for rule in RULES if rule.id == id_), None)
