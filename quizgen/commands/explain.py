"""`quizgen explain`: one rule as a page, or the list of all."""

from __future__ import annotations

import click

from quizgen.checks.pages import rule_page
from quizgen.checks.registry import RULES, find_rule
from quizgen.checks.selection import parse_selection


def explain_rule(id_: str | None) -> None:
    """Print a rule's page, or a line for each rule.

    Raises:
        QuizgenError: no such rule; it names the nearest.
    """
    if id_ is None:
        width = max(len(rule.id) for rule in RULES)
        for each in RULES:
            click.echo(f"{each.id:{width}}  {each.severity:7}  {each.reason}")
        return
    parse_selection([id_], [])
    rule = find_rule(id_)
    assert rule is not None  # or the selection had been refused
    click.echo(rule_page(rule))
