"""`quizgen explain`: one rule as a page, or the list of all."""

from __future__ import annotations

import click

from quizgen.checks.history import NOTICES
from quizgen.checks.pages import rule_page
from quizgen.checks.registry import RULES, find_rule
from quizgen.checks.selection import parse_selection


def explain_rule(id_: str | None) -> None:
    """Print a rule's page, or a line for each rule.

    Raises:
        QuizgenError: no such rule; it names the nearest.
    """
    rule = find_rule(id_) if id_ else None
    if rule:
        click.echo(rule_page(rule))
        return
    lines = [(rule.id, rule.severity, rule.reason) for rule in RULES] + list(NOTICES)
    if id_ and id_ not in {line[0] for line in NOTICES}:
        parse_selection([id_], [])  # refuses it, and names the nearest rule
    width = max(len(line[0]) for line in lines)
    for name, severity, reason in lines:
        if id_ in (None, name):
            click.echo(f"{name:{width}}  {severity:7}  {reason}")
