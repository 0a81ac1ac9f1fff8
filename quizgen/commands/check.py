"""`quizgen check`: findings on standard output, a summary on standard error."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from quizgen.commands.progress import progress
from quizgen.decks.ledger import Changes, read_clock
from quizgen.decks.workspace import find_workspace
from quizgen.pipeline import Checked, check, plan
from quizgen.schema import Severity


def check_decks(names: Sequence[str], *, strict: bool, encoding: str) -> bool:
    """Print every finding of every deck; whether none of them counts."""
    workspace = find_workspace(Path.cwd(), names)
    folders = workspace.find_decks(names)
    now = read_clock()
    clean = True
    for folder in progress(folders, "Checking"):
        checked = check(workspace, folder, now, encoding)
        for finding in checked.findings:
            click.echo(str(finding))
        click.echo(_summary(checked, plan(checked, now).changes), err=True)
        errors, warnings = checked.count(Severity.ERROR), checked.count(Severity.WARNING)
        clean = clean and not errors and not (strict and warnings)
    return clean


def _summary(checked: Checked, changes: Changes) -> str:
    deck = checked.deck
    errors, warnings = checked.count(Severity.ERROR), checked.count(Severity.WARNING)
    parts = [
        f"{len(deck.notes)} notes",
        f"{len(checked.proof.proven)} proved",
        f"{errors} errors",
        f"{warnings} warnings",
    ]
    return f"{deck.path.name}: {', '.join(parts)}; {_next_build(changes)}"


def _next_build(changes: Changes) -> str:
    counts = {
        "new": len(changes.added),
        "changed": len(changes.changed),
        "retired": len(changes.retired),
        "restored": len(changes.restored),
    }
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"the next build has {said}" if said else "the next build changes nothing"
