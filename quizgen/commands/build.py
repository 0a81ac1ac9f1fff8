"""`quizgen build`: build decks one after another, and say what that means for learners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from quizgen.commands.progress import progress
from quizgen.decks.ledger import State, read_clock
from quizgen.decks.workspace import find_workspace
from quizgen.errors import FindingsError
from quizgen.pipeline import Built, Checked, build, check
from quizgen.schema import Status

MOST_NAMED = 6


def build_decks(names: Sequence[str], *, drafts: bool, encoding: str, force: bool) -> None:
    """Check all the decks, then build them: a deck with errors stops all before any is written.

    Raises:
        FindingsError: a deck has errors; they are on standard error.
    """
    workspace = find_workspace(Path.cwd(), names)
    folders = workspace.find_decks(names)
    now = read_clock()
    checked = [check(workspace, folder, now, encoding) for folder in progress(folders, "Checking")]
    _refuse(checked, force)
    for one in progress(checked, "Building"):
        built = build(one, now, drafts=drafts)
        for line in describe(built):
            click.echo(line)
    click.echo("Next: in Anki, File > Import the .apkg; open quiz.html in a browser and print it.")


def _refuse(checked: Sequence[Checked], force: bool) -> None:
    errors = [finding for one in checked for finding in one.errors()]
    for finding in errors:
        click.echo(str(finding), err=True)
    count = f"{len(errors)} error" + "s" * (len(errors) > 1)
    if errors and not force:
        raise FindingsError(
            f"nothing built: {count} above; mend them, set the note to draft, or say --force"
        )
    if errors:
        click.echo(f"Building in spite of {count}; notes without proof are left out.", err=True)


def describe(built: Built) -> Iterator[str]:
    """The report of one deck: what was made, of how many notes, and what changed for learners."""
    shipped = built.plan.shipped
    live = sum(entry.state is State.LIVE for entry in shipped)
    size = sum((built.folder / name).stat().st_size for name in built.files)
    yield f"{built.deck.name}"
    yield f"  {_notes(live)} in {built.folder}{_left_out(built)}"
    yield f"  {', '.join(built.files)} ({size / 1024:.0f} kB)"
    yield from (f"  {line}" for line in describe_changes(built))


def _left_out(built: Built) -> str:
    drafts = sum(note.status is Status.DRAFT for note in built.left_out)
    said = f"; {_notes(drafts)} left out as drafts" if drafts else ""
    unproven = len(built.left_out) - drafts
    return said + (f"; {_notes(unproven)} left out for want of proof" if unproven else "")


def describe_changes(built: Built) -> Iterator[str]:
    """What the next import will do to a learner's collection."""
    plan = built.plan
    if plan.first:
        yield "first build of this deck: every note got its identity in ledger.json; commit it"
    elif not plan.changes:
        yield "nothing changed since the last build: importing again changes nothing in Anki"
    else:
        yield from _changed(built)
    if plan.changes.withheld:
        yield f"draft again, stays in Anki as it was: {_names(plan.changes.withheld)}"
    retired = [entry for entry in plan.shipped if entry.state is State.RETIRED]
    if retired:
        yield (
            f"{_notes(len(retired))} retired: Anki keeps them until you delete or suspend them; "
            f"search there for  tag:quizgen::retired tag:quizgen::{built.deck.key}"
        )


def _changed(built: Built) -> Iterator[str]:
    changes, first = built.plan.changes, not built.plan.first
    for verb, ids in (
        ("new", changes.added if first else ()),
        ("changed", changes.changed),
        ("retired", changes.retired),
        ("restored", changes.restored),
    ):
        if ids:
            yield f"{verb}: {_names(ids)}"
    yield "an import updates these and leaves every other note and all reviews alone"


def _notes(count: int) -> str:
    return f"{count} note" if count == 1 else f"{count} notes"


def _names(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
    return ", ".join(ids[:MOST_NAMED]) + more
