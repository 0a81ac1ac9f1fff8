"""`quizgen report`: the scorecard of each deck, as a page and as JSON, and one line of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from quizgen.checks.run import view_of
from quizgen.checks.scorecard import measure
from quizgen.checks.scorecard_model import Scorecard
from quizgen.commands.progress import progress
from quizgen.decks.atomic import write_whole
from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import find_workspace
from quizgen.pipeline.building import check
from quizgen.publishing.report import percent, report_json, report_page
from quizgen.rendering import Templates


def report_decks(names: Sequence[str], *, encoding: str) -> None:
    """Write out/<deck>/report.html and report.json of every deck, whatever its state."""
    workspace = find_workspace(Path.cwd(), names)
    templates, now = Templates(workspace.root), read_clock()
    for folder in progress(workspace.find_decks(names), "Measuring"):
        checked = check(workspace, folder, now, encoding)
        view = view_of(checked.deck, checked.sources, checked.proof)
        card = measure(view, checked.findings)
        out = workspace.out_folder(folder)
        page = report_page(card, templates)
        write_whole(out / "report.json", report_json(card).encode())
        write_whole(out / "report.html", page.encode())
        click.echo(f"{folder.name}: {summary(card)} -> {out / 'report.html'}")


def summary(card: Scorecard) -> str:
    """The main figures in one line."""
    said = [
        f"{card.notes} {card.of} note" + "s" * (card.notes != 1),
        f"quotes found {percent(card.groundedness.quotes.share)}",
        f"concepts covered {percent(card.coverage.weighted)}" if card.coverage else "",
        f"answer told by the question {percent(card.leakage.share)}",
        f"without a flaw {percent(card.flaws.none.share)}",
    ]
    return ", ".join(filter(None, said))
