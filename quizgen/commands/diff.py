"""`quizgen diff`: what new drafts propose for notes that a person changed, three ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from quizgen.decks.workspace import find_workspace
from quizgen.errors import QuizgenError
from quizgen.pipeline.deciding import Waiting, find_waiting, settle

EVERYTHING = "all"
NOTHING = "(nothing)"


def show_differences(names: Sequence[str]) -> bool:
    """Print what waits to be decided; whether there was anything."""
    folders = find_workspace(Path.cwd(), names).find_decks(names)
    found = False
    for folder in folders:
        for one in find_waiting(folder):
            found = True
            for line in describe(one):
                click.echo(line)
    if not found:
        click.echo("Nothing waits to be decided.")
    else:
        click.echo("Take a proposal with --accept ID (or all); leave it with --keep ID (or all).")
    return found


def settle_differences(names: Sequence[str], accept: Sequence[str], keep: Sequence[str]) -> None:
    """Take or leave proposals, by id, or all of them.

    Raises:
        QuizgenError: nothing is proposed for an id, or it is both taken and left.
    """
    if both := sorted(set(accept) & set(keep)):
        raise QuizgenError(f"{both[0]!r} is both accepted and kept; say one of the two")
    folders = find_workspace(Path.cwd(), names).find_decks(names)
    named = ([id_ for id_ in ids if id_ != EVERYTHING] for ids in (accept, keep))
    for ids, accepted in zip(named, (True, False), strict=True):
        _settle(folders, ids, accepted)
    if EVERYTHING in (*accept, *keep):  # of what is left then
        _settle(folders, [EVERYTHING], EVERYTHING in accept)


def _settle(folders: Sequence[Path], ids: Sequence[str], accepted: bool) -> None:
    waiting = {folder: [one.note.id for one in find_waiting(folder)] for folder in folders}
    known = {id_ for of_deck in waiting.values() for id_ in of_deck}
    if unknown := [id_ for id_ in ids if id_ not in known and id_ != EVERYTHING]:
        listed = ", ".join(sorted(known)) or "none"
        raise QuizgenError(f"nothing is proposed for {unknown[0]!r}; there is for: {listed}")
    for folder, of_deck in waiting.items():
        mine = [id_ for id_ in of_deck if EVERYTHING in ids or id_ in ids]
        if mine:
            settle(folder, mine, accept=accepted)
            done = "taken" if accepted else "left as it was"
            for id_ in mine:
                click.echo(f"{id_}: {done}")


def describe(one: Waiting) -> Iterator[str]:
    """A note with what was drafted, what it says now, and what is proposed, field by field."""
    note = one.note
    yield f"{note.path}:{note.line}: {note.id} ({note.status})"
    if one.recorded.retire:
        yield f"  proposed: retire it; {one.recorded.retire}"
    for name, proposed in one.recorded.proposed.items():
        drafted, now = one.recorded.fields.get(name), one.now.get(name)
        yield f"  {name}"
        if drafted != now:
            yield f"    drafted:  {_show(drafted)}"
        yield f"    now:      {_show(now)}"
        yield f"    proposed: {_show(proposed)}"
    yield ""


def _show(value: Any) -> str:
    """A field's value on one line."""
    if value is None:
        return NOTHING
    if not isinstance(value, list):
        return str(value)
    return " | ".join(_show_item(item) for item in value)


def _show_item(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    if "quote" in item:
        place = f" (lines {item['lines']})" if "lines" in item else ""
        return f"\u201c{item['quote']}\u201d{place}"
    return f"{item.get('text', '')}{' [key]' if item.get('key') else ''}"
