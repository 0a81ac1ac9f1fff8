"""`quizgen cards`: sheets of flashcards to print and cut, laid out as asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from quizgen.decks.atomic import write_together
from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import Workspace, find_workspace
from quizgen.errors import BuildError
from quizgen.pipeline import check, plan
from quizgen.publishing.cardgrid import Edge, Layout, Paper
from quizgen.publishing.flashcards import CardOptions, CardSheets, card_sheets
from quizgen.publishing.wanted import wanted_part
from quizgen.rendering import Templates

FILE = "cards.html"
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class CardsAsked:
    """What was asked for on the command line."""

    options: CardOptions
    topics: tuple[str, ...]
    priority: int
    out: Path | None
    encoding: str


def print_cards(names: Sequence[str], asked: CardsAsked) -> None:
    """Write the sheets of every deck named, or of all; nothing is written if one cannot be made.

    Raises:
        QuizgenError: a deck cannot be read, has nothing to print, or options contradict each other.
    """
    options = asked.options
    if options.layout is Layout.DUPLEX and options.edge is Edge.SHORT:
        _expect_paper(options)
    workspace = find_workspace(Path.cwd(), names)
    folders = workspace.find_decks(names)
    if asked.out and len(folders) > 1:
        raise BuildError(f"--out is for one deck, and there are {len(folders)}; name one")
    made = {
        asked.out or workspace.out_folder(f) / FILE: _make(workspace, f, asked) for f in folders
    }
    write_together({path: sheets.html.encode() for path, sheets in made.items()})
    for path, sheets in made.items():
        _report(path, sheets)


def _expect_paper(options: CardOptions) -> None:
    if options.paper is Paper.ANY:
        raise BuildError(
            "--edge short needs the paper's height to make backs meet their fronts; "
            "add --paper a4 or --paper letter"
        )


def _make(workspace: Workspace, folder: Path, asked: CardsAsked) -> CardSheets:
    now = read_clock()
    edition = plan(check(workspace, folder, now, asked.encoding), now).edition
    part = wanted_part(edition, asked.topics, asked.priority)
    return card_sheets(part, asked.options, Templates(workspace.root))


def _report(path: Path, sheets: CardSheets) -> None:
    cards = "1 card" if sheets.cards == 1 else f"{sheets.cards} cards"
    click.echo(f"{cards} -> {path}")
    if sheets.larger:
        click.echo(f"  too long for this size, on larger cards at the end: {_named(sheets.larger)}")
    if sheets.left_out:
        click.echo(f"  too long for any card, left out: {_named(sheets.left_out)}", err=True)


def _named(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
    return ", ".join(ids[:MOST_NAMED]) + more
