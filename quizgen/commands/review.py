"""`quizgen review`: a person goes through the drafts of a deck in the terminal.

The notes files are the only memory: a decision is in them before the next note is shown, so the
review goes on where it stopped, however it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from quizgen.commands.reviewer import Reviewer
from quizgen.commands.terminal import is_interactive, wrap
from quizgen.decks.files import read_deck
from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import Workspace, find_workspace
from quizgen.errors import DeckError, QuizgenError
from quizgen.pipeline.reviewing import EDITED, Desk
from quizgen.schema import Status


def review_deck(deck: str | None, *, again: bool, encoding: str) -> None:
    """Go through the drafts of a deck; with `again` through decided notes too.

    Raises:
        QuizgenError: there is no terminal, or it is not clear which deck is meant.
    """
    workspace = find_workspace(Path.cwd(), [deck] if deck else ())
    folder = _choose(workspace, deck, again)
    if not is_interactive():
        raise QuizgenError(
            "review needs a terminal to show notes and read keys; without one, set `status: "
            f"approved` or `status: rejected` in {folder / 'notes'}"
        )
    desk = Desk(workspace, folder, read_clock(), encoding)
    queue = desk.queue(again=again)
    if not queue:
        more = "" if again else f"; `quizgen review {folder.name} --again` goes through all notes"
        click.echo(f"{folder.name}: no drafts to review{more}")
        return
    reviewer = Reviewer(desk, queue, again)
    reviewer.run()
    for line in _summary(reviewer):
        click.echo(line)


def _choose(workspace: Workspace, deck: str | None, again: bool) -> Path:
    """The deck that is named, or the only one with drafts."""
    if deck:
        return workspace.find_decks([deck])[0]
    folders = workspace.find_decks(())
    if len(folders) == 1:
        return folders[0]
    drafts = {folder: _count(folder, again) for folder in folders}
    having = [folder for folder in folders if drafts[folder] != 0]
    if len(having) == 1:
        return having[0]
    if not having:
        raise QuizgenError("no deck has drafts; `quizgen draft SOURCE` makes some")
    told = ", ".join(
        f"{folder.name} ({'cannot be read' if drafts[folder] < 0 else drafts[folder]})"
        for folder in having
    )
    what = "notes" if again else "drafts"
    raise QuizgenError(f"say which deck, `quizgen review DECK`; these have {what}: {told}")


def _count(folder: Path, again: bool) -> int:
    """How many notes a deck has to review; -1 when it cannot be read."""
    try:
        notes = read_deck(folder).notes
    except DeckError:
        return -1
    return sum(again or note.status is Status.DRAFT for note in notes)


def _summary(reviewer: Reviewer) -> Iterator[str]:
    """What was done, what is left, and what to do next."""
    desk, name = reviewer.desk, reviewer.desk.folder.name
    counts = reviewer.counts()
    told = [f"{counts[w]} {w}" for w in (Status.APPROVED.value, Status.REJECTED.value, EDITED)]
    try:
        left = len(desk.queue(again=False))
    except DeckError:
        yield from wrap(f"{name}: {', '.join(told)}. Mend the deck's files, then go on.")
        return
    yield from [
        "",
        *wrap(f"{name}: {', '.join(told)}; {left or 'no'} draft{'s' * (left != 1)} left."),
    ]
    if left:
        yield from wrap(f"Go on at any time: quizgen review {name}")
    if counts[Status.APPROVED.value]:
        yield from wrap(f"Make the package of what is approved: quizgen build {name}")
