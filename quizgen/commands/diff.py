"""`quizgen diff`: what new drafts propose for notes that a person changed, three ways."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from quizgen.decks.workspace import find_workspace
from quizgen.errors import QuizgenError
from quizgen.pipeline.deciding import Waiting, find_waiting, settle

EVERYTHING = "all"
NOTHING = "(nothing)"
NONE_WAITS = "Nothing waits to be decided."


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
        click.echo(NONE_WAITS)
    else:
        click.echo("Take a proposal with --accept ID (or all); leave it with --keep ID (or all).")
    return found


def settle_differences(names: Sequence[str], accept: Sequence[str], keep: Sequence[str]) -> None:
    """Take or leave proposals, by id, or all of them that are not named.

    Everything is looked at before anything is written.

    Raises:
        QuizgenError: nothing is proposed for an id, or it is both taken and left.
    """
    if both := sorted(set(accept) & set(keep)):
        raise QuizgenError(f"{both[0]!r} is both accepted and kept; say one of the two")
    folders = find_workspace(Path.cwd(), names).find_decks(names)
    waiting = {folder: [one.note.id for one in find_waiting(folder)] for folder in folders}
    _refuse_unknown([*accept, *keep], {id_ for ids in waiting.values() for id_ in ids})
    for folder, ids in waiting.items():
        decisions = {id_: _decide(id_, accept, keep) for id_ in ids}
        made = {id_: taken for id_, taken in decisions.items() if taken is not None}
        if made:
            settle(folder, made)
        for id_, taken in made.items():
            click.echo(f"{id_}: {'taken' if taken else 'left as it was'}")
    if not any(waiting.values()):
        click.echo(NONE_WAITS)


def _refuse_unknown(ids: Sequence[str], known: Collection[str]) -> None:
    if unknown := [id_ for id_ in ids if id_ not in known and id_ != EVERYTHING]:
        listed = ", ".join(sorted(known)) or "none"
        raise QuizgenError(f"nothing is proposed for {unknown[0]!r}; there is for: {listed}")


def _decide(id_: str, accept: Sequence[str], keep: Sequence[str]) -> bool | None:
    """Whether a proposal is taken; None when it waits on. What is named goes before all."""
    if id_ in accept or id_ in keep:
        return id_ in accept
    if EVERYTHING in accept or EVERYTHING in keep:
        return EVERYTHING in accept
    return None


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
