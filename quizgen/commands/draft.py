"""`quizgen draft`: drafts of a source into a deck, and what to do with them."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from quizgen.commands.added import count, describe_added
from quizgen.commands.model_options import ModelOptions
from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import find_workspace
from quizgen.drafting.engine import EXTRACTIVE, Engine, Extractive, choose_engine
from quizgen.drafting.intake import take_in
from quizgen.drafting.model import Drafted, Genre
from quizgen.drafting.parsing import Model, find_model, say_model
from quizgen.drafting.writing import Added
from quizgen.pipeline.drafting import DraftReport, draft
from quizgen.schema import Source

# What a person may expect; docs/drafting.md says more.
EXPECT = {
    Genre.PROSE: "expect to use three quarters as they are",
    Genre.LECTURE: "expect to use three in five as they are",
    Genre.CONVERSATION: "expect to edit most",
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


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """What a person asks of `quizgen draft`; `model_options` only count for a model's engine."""

    deck: str | None
    engine: str | None
    dry_run: bool
    encoding: str
    model_options: ModelOptions


def draft_notes(named: Sequence[str], options: DraftOptions) -> bool:
    """Draft, write, and say what came of it; False while answers of a model are missing.

    Raises:
        QuizgenError: no such source or engine, or files that cannot be read.
    """
    chosen = choose_engine(options.engine, os.environ)
    if chosen.remark and not options.model_options.replay:
        click.echo(chosen.remark, err=True)
    if chosen.name != EXTRACTIVE or options.model_options.replay:
        from quizgen.commands.draft_model import make_job, run_job

        job = make_job(
            named,
            options.deck,
            options.model_options,
            dry_run=options.dry_run,
            encoding=options.encoding,
        )
        return run_job(chosen.name, job)
    model = find_model(os.environ)
    if model:
        click.echo(say_model(model), err=True)
    for name in named:
        _draft_one(name, options, model)
    return True


def _draft_one(named: str, options: DraftOptions, parses: Model | None) -> None:
    workspace = find_workspace(Path.cwd(), [options.deck] if options.deck else [named])
    wanted = take_in(workspace, named, options.deck, options.encoding)
    write, engine = not options.dry_run, Telling(Extractive(model=parses))
    report = draft(workspace, wanted, engine, now=read_clock(), write=write)
    for line in describe(report, options.dry_run):
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
    drafted = one.drafted
    passed = count(len(drafted.notes), "draft")
    assert drafted.genre is not None  # this engine goes by it
    expect = EXPECT[drafted.genre]
    yield f"{one.source.stem}: {passed} passed the gate; {drafted.genre}: {expect}"
    yield from describe_added(one)
    if drafted.leads:
        leads = " or ".join(f"\u201c{lead}\u201d" for lead in drafted.leads)
        other = f"`subject:` in {one.source.stem}.meta.yaml names another field"
        yield f"  questions begin with {leads}; {other}"
    if one.concepts:
        yield f"  concepts.yaml: {count(len(one.concepts), 'new concept')}"


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
