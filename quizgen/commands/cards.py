"""`quizgen cards`: sheets of flashcards to print and cut, laid out as asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from quizgen.checks.selection import ERRORS
from quizgen.decks.atomic import write_together
from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import Workspace, find_workspace
from quizgen.errors import BuildError
from quizgen.pipeline.building import check, plan
from quizgen.publishing.cardgrid import Edge, Layout, Paper
from quizgen.publishing.flashcards import CardOptions, CardSheets, card_sheets
from quizgen.publishing.wanted import approved_notes, wanted_part
from quizgen.rendering import Templates
from quizgen.schema import Status

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


@dataclass(frozen=True, slots=True)
class Made:
    """The sheets of a deck, and how many approved notes are not among them for want of proof."""

    sheets: CardSheets
    unproven: int


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
    write_together({path: one.sheets.html.encode() for path, one in made.items()})
    for path, one in made.items():
        _report(path, one)


def _expect_paper(options: CardOptions) -> None:
    if options.paper is Paper.ANY:
        raise BuildError(
            "--edge short needs the paper's height to make backs meet their fronts; "
            "add --paper a4 or --paper letter"
        )


def _make(workspace: Workspace, folder: Path, asked: CardsAsked) -> Made:
    now = read_clock()
    edition = plan(check(workspace, folder, now, asked.encoding, ERRORS), now).edition
    approved = sum(note.status is Status.APPROVED for note in edition.deck.notes)
    part = wanted_part(edition, asked.topics, asked.priority)
    sheets = card_sheets(part, asked.options, Templates(workspace.root))
    return Made(sheets, approved - len(approved_notes(edition)))


def _report(path: Path, made: Made) -> None:
    sheets = made.sheets
    click.echo(f"{_cards(sheets.cards)} -> {path}")
    if sheets.larger:
        click.echo(f"  too long for this size, on larger cards at the end: {_named(sheets.larger)}")
    if sheets.left_out:
        click.echo(f"  too long for any card, left out: {_named(sheets.left_out)}", err=True)
    if made.unproven:
        said = "without proof, left out (quizgen check says why)"
        click.echo(f"  {made.unproven} approved {said}", err=True)


def _cards(count: int) -> str:
    return "1 card" if count == 1 else f"{count} cards"


def _named(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
    return ", ".join(ids[:MOST_NAMED]) + more
