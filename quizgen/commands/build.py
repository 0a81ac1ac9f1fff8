"""`quizgen build`: build decks one after another, and say what that means for learners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from quizgen.checks.selection import ERRORS
from quizgen.commands.progress import progress
from quizgen.commands.reading import read_all, refuse, shared_identities
from quizgen.decks.ledger import State, read_clock
from quizgen.decks.workspace import find_workspace
from quizgen.errors import BuildError
from quizgen.pipeline.building import Built, Checked, build, check, plan
from quizgen.publishing.differences import BESIDE_NOTES
from quizgen.schema import Status

MOST_NAMED = 6
NOTHING_TO_COMPARE = (
    "there was no package to compare with: an import brings what changed since the one that was "
    "imported last"
)
MOST_DESCRIBED = 5
# What a build makes only when there is something to ask.
PAPERS = (
    *("quiz.html", "key.html", "study.html", "cards.html"),
    *("guide.html", "guide-answers.html", "source.html"),
)


def build_decks(names: Sequence[str], *, drafts: bool, encoding: str, force: bool) -> None:
    """Build decks, and say what to do with them.

    Raises:
        QuizgenError: a deck cannot be read, or none has anything to publish.
        FindingsError: a deck has errors; they are on standard error.
    """
    build_all(names, drafts=drafts, encoding=encoding, force=force)
    click.echo("Next: in Anki, File > Import the .apkg; open quiz.html in a browser and print it.")


def build_all(names: Sequence[str], *, drafts: bool, encoding: str, force: bool) -> None:
    """Check all the decks, then build them: a deck with errors stops all before any is written.

    Raises:
        QuizgenError, FindingsError: as `build_decks`.
    """
    workspace = find_workspace(Path.cwd(), names)
    folders = workspace.find_decks(names)
    now = read_clock()
    reading = read_all(folders, lambda folder: check(workspace, folder, now, encoding, ERRORS))
    if reading.refused:
        raise reading.failure("nothing built")
    shared = shared_identities(workspace, folders)
    refuse(reading.checked, shared, "nothing built", force=force)
    built: list[Built] = []
    try:
        for one in progress(_worth_building(reading.checked, now, drafts), "Building"):
            built.append(build(one, now, drafts=drafts))
    finally:  # what was built is said, even if a later deck fails
        _report(built)


def _worth_building(checked: Sequence[Checked], now: int, drafts: bool) -> list[Checked]:
    """Decks with something to publish; one that is asked for alone is left to the build to refuse.

    Raises:
        BuildError: of several decks none has anything to publish.
    """
    if len(checked) == 1:
        return list(checked)
    worth = []
    for one in checked:
        if plan(one, now, drafts=drafts).shipped:
            worth.append(one)
        else:
            click.echo(f"{one.deck.path.name}: no approved note yet: skipped")
    if not worth:
        raise BuildError(
            "no deck has an approved note; set `status: approved` on what you have read, "
            "or add --drafts"
        )
    return worth


def _report(built: Sequence[Built]) -> None:
    """Of few decks everything; of many a line each, what changed for learners, and the total."""
    for one in built:
        stale = _remove_stale(one)
        many = len(built) > MOST_DESCRIBED
        for line in (*(_describe_briefly(one) if many else describe(one)), *stale):
            click.echo(line)
    if len(built) > MOST_DESCRIBED:
        live = sum(e.state is not State.RETIRED for one in built for e in one.plan.shipped)
        changed = sum(_is_news(one) for one in built)
        decks = "1 deck" if changed == 1 else f"{changed} decks"
        click.echo(f"{len(built)} decks, {_notes(live)}; {decks} changed")


def _describe_briefly(built: Built) -> Iterator[str]:
    live = sum(entry.state is not State.RETIRED for entry in built.plan.shipped)
    yield f"{built.deck.path.name}: {_notes(live)} in {built.folder}{_left_out(built)}"
    if _is_news(built) and not built.plan.first:
        yield from (f"  {line}" for line in describe_changes(built))


def _is_news(built: Built) -> bool:
    return bool(built.plan.changes or built.differences)


def _remove_stale(built: Built) -> Iterator[str]:
    """Take away papers of a former build that this one did not make: they ask what is retired."""
    for name in PAPERS:
        path = built.folder / name
        if name not in built.files and path.is_file():
            path.unlink()
            yield f"  removed {path}, which a former build made: there is nothing left to ask"


def describe(built: Built) -> Iterator[str]:
    """The report of one deck: what was made, of how many notes, and what changed for learners."""
    shipped = built.plan.shipped
    live = sum(entry.state is not State.RETIRED for entry in shipped)
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
    else:
        yield from _changed(built) if plan.changes else _unchanged(built.differences)
    if plan.changes.withheld:
        yield f"draft again, stays in Anki as it was: {_names(plan.changes.withheld)}"
    retired = [entry for entry in plan.shipped if entry.state is State.RETIRED]
    if retired:
        yield (
            f"{_notes(len(retired))} retired: Anki keeps them; suspend them there (deleted ones "
            "come back at the next import); "
            f"search there for  tag:quizgen::retired tag:quizgen::{built.deck.key}"
        )


def _unchanged(differences: tuple[str, ...] | None) -> Iterator[str]:
    """No note changed; whether an import changes something hangs on the package before this one."""
    if differences is None:
        yield "no note changed since the last build"
        yield NOTHING_TO_COMPARE
    elif differences:
        yield (
            "no note changed since the last build, but the package did: " + "; ".join(differences)
        )
    else:
        yield "nothing changed since the last build: importing again changes nothing in Anki"


def _changed(built: Built) -> Iterator[str]:
    changes = built.plan.changes
    for verb, ids in (
        ("new", changes.added),
        ("changed", changes.changed),
        ("retired", changes.retired),
        ("restored", changes.restored),
    ):
        if ids:
            yield f"{verb}: {_names(ids)}"
    if built.differences is None:
        yield NOTHING_TO_COMPARE
        return
    yield "an import updates these and leaves every other note and all reviews alone"
    if more := [said for said in built.differences if said in BESIDE_NOTES]:
        yield f"also changed in the package: {'; '.join(more)}"


def _notes(count: int) -> str:
    return f"{count} note" if count == 1 else f"{count} notes"


def _names(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
    return ", ".join(ids[:MOST_NAMED]) + more
