"""`quizgen draft`: drafts of a source into a deck, and what to do with them."""

from __future__ import annotations

import os
import shlex
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import find_workspace
from quizgen.drafting.engine import Engine, choose_engine
from quizgen.drafting.intake import take_in
from quizgen.drafting.model import Drafted, Genre
from quizgen.drafting.writing import Added
from quizgen.pipeline import DraftReport, draft
from quizgen.schema import Note, Source, Status

# What a person may expect; docs/drafting.md says more.
EXPECT = {
    Genre.PROSE: "expect to use most as they are",
    Genre.LECTURE: "expect to edit some",
    Genre.CONVERSATION: "expect to edit",
    Genre.CAPTIONS: "without punctuation there is little but a list of concepts",
    Genre.TUTORIAL: "expect few, and to edit",
}


class Telling:
    """An engine that says, on a terminal, which source it is at: minutes of silence look broken."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.name = engine.name

    def draft(self, source: Source) -> Drafted:
        """What the engine makes of it."""
        if sys.stderr.isatty():
            click.echo(f"Drafting from {source.path.name} ...", err=True)
        return self.engine.draft(source)


def draft_notes(
    named: str, deck: str | None, *, engine: str | None, dry_run: bool, encoding: str
) -> None:
    """Draft, write, and say what came of it.

    Raises:
        QuizgenError: no such source or engine, or files that cannot be read.
    """
    chosen = choose_engine(engine, os.environ)
    workspace = find_workspace(Path.cwd(), [deck] if deck else [named])
    wanted = take_in(workspace, named, deck, encoding)
    if chosen.remark:
        click.echo(chosen.remark, err=True)
    report = draft(workspace, wanted, Telling(chosen.engine), now=read_clock(), write=not dry_run)
    for line in describe(report, dry_run):
        click.echo(line)


def describe(report: DraftReport, dry_run: bool) -> Iterator[str]:
    """The report in plain words, with what to do next."""
    for one in report.added:
        yield from _describe_source(one)
    for path in report.files:
        yield f"{'would write' if dry_run else 'wrote'} {path}"
    if not report.files:
        made = report.new and not report.notes
        yield f"{report.folder.name}: {'no deck was made' if made else 'nothing changed'}"
    elif not dry_run:
        yield from _next_steps(report)


def _describe_source(one: Added) -> Iterator[str]:
    drafted, merged = one.drafted, one.merged
    passed = _count(len(drafted.notes), "draft")
    yield f"{one.source.stem}: {passed} passed the gate; {drafted.genre}: {EXPECT[drafted.genre]}"
    if merged.added:
        yield f"  new: {len(merged.added)} ({_kinds(note for _, note in merged.added)})"
    if merged.known:
        yield f"  in the deck already, and left as they are: {_statuses(merged.known)}"
    if merged.retired:
        yield f"  published once and deleted since, not made again: {len(merged.retired)}"
    if one.skipped:
        yield f"  about concepts that concepts.yaml skips, left out: {len(one.skipped)}"
    if merged.unproved:
        yield f"  without proof in the source, left out: {len(merged.unproved)}"
    if one.concepts:
        yield f"  concepts.yaml: {_count(len(one.concepts), 'new concept')}"


def _next_steps(report: DraftReport) -> Iterator[str]:
    name = shlex.quote(report.folder.name)
    if any(one.merged.added for one in report.added):
        yield (
            f"Next: read {report.folder / 'notes'}, edit what is worth it, and set each "
            "`status: approved` or `status: rejected` (a rejected draft does not come back)."
        )
        yield f"Then: quizgen check {name}; quizgen build --drafts {name} to see drafts in Anki."
    else:
        yield f"Next: read {report.folder / 'concepts.yaml'}; `skip:` takes a concept out."


def _kinds(notes: Iterable[Note]) -> str:
    counts = Counter(note.kind.value for note in notes)
    return ", ".join(f"{count} {kind}" for kind, count in counts.most_common())


def _statuses(notes: Iterable[Note]) -> str:
    counts = Counter(note.status for note in notes)
    said = {Status.DRAFT: "still drafts"}
    return ", ".join(f"{counts[s]} {said.get(s, s.value)}" for s in Status if counts[s])


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
