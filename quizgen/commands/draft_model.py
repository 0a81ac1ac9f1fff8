"""`quizgen draft` and `quizgen concepts` with a language model: by key, by handoff, or replayed."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.commands.model_options import ModelOptions
from quizgen.commands.model_report import describe, describe_costs, describe_dry_run
from quizgen.commands.progress import Counted
from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import Workspace, find_workspace
from quizgen.drafting.engine import CLAUDE
from quizgen.drafting.intake import Intake, take_in
from quizgen.drafting.llm.desk import Desk, Sender
from quizgen.drafting.llm.forecast import forecast
from quizgen.drafting.llm.handoff import HandoffSender
from quizgen.drafting.llm.replies import FOLDER, ReplyStore
from quizgen.drafting.llm.request import Request
from quizgen.drafting.llm.source_run import Wish
from quizgen.drafting.llm.steering import Steering
from quizgen.errors import QuizgenError
from quizgen.pipeline.model_drafting import (
    ModelReport,
    Terms,
    draft_with_model,
    replay_drafts,
)

if TYPE_CHECKING:
    from quizgen.drafting.llm.settings import ClaudeSettings

BATCHES = "batches.json"


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be drafted, and how."""

    workspace: Workspace
    intakes: tuple[Intake, ...]
    wish: Wish
    options: ModelOptions
    dry_run: bool


@dataclass(slots=True)
class Collector:
    """A sender that sends nothing: it keeps what would be sent."""

    requests: list[Request]

    def send(self, wanted: Sequence[tuple[Request, ReplyStore]]) -> Mapping[str, str]:
        """Keep the requests."""
        self.requests += [request for request, _ in wanted]
        return {}


def make_job(
    named: Sequence[str],
    deck: str | None,
    options: ModelOptions,
    *,
    dry_run: bool,
    encoding: str,
    concepts_only: bool = False,
) -> Job:
    """Find the sources and decks; several sources of one deck go together.

    Raises:
        QuizgenError: a source or deck that is not there, or cannot be read.
    """
    workspace = find_workspace(Path.cwd(), [deck] if deck else list(named))
    intakes: dict[Path, Intake] = {}
    for name in named:
        one = take_in(workspace, name, deck, encoding)
        if before := intakes.get(one.folder):
            sources = {source.stem: source for source in (*before.sources, *one.sources)}
            copies = {**before.copies, **one.copies}
            one = Intake(tuple(sources.values()), one.folder, copies)
        intakes[one.folder] = one
    steering = Steering(
        options.add_concepts,
        options.focus,
        options.exclude,
        options.notes,
        options.complete,
        options.kinds,
    )
    if options.missing and options.more:
        raise QuizgenError("--missing and --more exclude each other; run one after the other")
    wish = Wish(steering, concepts_only, options.missing, options.more)
    return Job(workspace, tuple(intakes.values()), wish, options, dry_run)


def run_job(engine: str, job: Job) -> bool:
    """Draft with a model and say what came of it; False while answers are missing.

    Raises:
        QuizgenError: nothing can be sent, or files have mistakes.
    """
    for path, problem in _spoilt(job):
        click.echo(f"{path}: {problem}; it is not used", err=True)
    if job.options.replay:
        for intake in job.intakes:
            _tell([replay_drafts(job.workspace, intake, _terms(job))], job)
        return True
    return _run_claude(job) if engine == CLAUDE else _run_handoff(job)


def _spoilt(job: Job) -> Iterator[tuple[Path, str]]:
    for intake in job.intakes:
        yield from ReplyStore(intake.folder / FOLDER).problems()


def _terms(job: Job, *, partial: bool = False) -> Terms:
    return Terms(read_clock(), not job.dry_run, partial or job.options.partial)


def _desk(sender: Sender, job: Job) -> Desk:
    return Desk(sender, job.options.retry_failed, job.options.refresh)


def _tell(reports: Sequence[ModelReport], job: Job) -> None:
    for report in reports:
        for line in describe(report, dry_run=job.dry_run):
            click.echo(line)


# --------------------------------------------------------------------------- by handoff


def _run_handoff(job: Job) -> bool:
    sender = HandoffSender(_now, job.options.bundle, job.options.answered_by)
    if job.dry_run:
        return _try_out(job, None)
    reports = draft_with_model(
        job.workspace, job.intakes, _desk(sender, job), job.wish, _terms(job)
    )
    waiting = sender.finish()
    for notice in sender.notices:
        click.echo(notice, err=True)
    _tell(reports, job)
    if waiting:
        folders = ", ".join(str(folder) for folder, files in sender.asked.items() if files)
        click.echo(
            f"{waiting} request file{'s' * (waiting > 1)} to be answered in {folders}: each says "
            "how. Save the answers in the folder answers/ beside it, and run this again."
        )
    return not waiting


def _now() -> str:
    """Day and time in UTC, to be kept with a reply."""
    from datetime import UTC, datetime

    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --------------------------------------------------------------------------- by key


def _run_claude(job: Job) -> bool:
    from quizgen.drafting.llm.batches import BatchSender
    from quizgen.drafting.llm.sending import ClaudeSender

    settings = _settings(job.options)
    if job.dry_run:
        return _try_out(job, settings)
    if not job.options.yes:
        _confirm(job, settings)
    bar = Counted("Asking")
    sender = (
        BatchSender(settings, job.workspace.root / BATCHES, _now, bar)
        if job.options.batch
        else ClaudeSender(settings, _now, bar)
    )
    try:
        reports = draft_with_model(
            job.workspace, job.intakes, _desk(sender, job), job.wish, _terms(job, partial=True)
        )
    finally:
        bar.end()
        known = all(settings.price(model) for model in settings.models)
        click.echo(describe_costs(sender.spent, known=known), err=True)
    _tell(reports, job)
    for why in dict.fromkeys((sender.stopped, *sender.unanswered.values())):
        if why:
            click.echo(why, err=True)
    return not any(report.pending for report in reports)


def _settings(options: ModelOptions) -> ClaudeSettings:
    from quizgen.drafting.llm.settings import ClaudeOptions, claude_settings

    chosen = ClaudeOptions(
        cheap_model=options.cheap_model,
        fallback_model=options.fallback_model,
        effort=options.effort,
        concurrency=options.concurrency,
        max_cost=options.max_cost,
        prices=options.prices,
    )
    chosen = replace(chosen, model=options.model) if options.model else chosen
    return claude_settings(os.environ, chosen)


def _missing(job: Job) -> list[Request]:
    """What would be sent first; nothing is sent or written."""
    collector = Collector([])
    draft_with_model(
        job.workspace,
        job.intakes,
        _desk(collector, job),
        job.wish,
        Terms(read_clock(), write=False),
    )
    return collector.requests


def _try_out(job: Job, settings: ClaudeSettings | None) -> bool:
    """Say what would be asked, and what it would cost; True: that is all that was wanted."""
    missing = _missing(job)
    counts = Counter(request.stage for request in missing)
    for line in describe_dry_run(counts):
        click.echo(line)
    if settings and missing:
        click.echo(_cost(missing, settings, job.options.batch, whole=not job.wish.concepts_only))
    return True


def _confirm(job: Job, settings: ClaudeSettings) -> None:
    """Ask before money is spent, where there is somebody to ask.

    Raises:
        QuizgenError: there is nobody.
    """
    missing = _missing(job)
    if not missing:
        return
    said = _cost(missing, settings, job.options.batch, whole=not job.wish.concepts_only)
    click.echo(said, err=True)
    if not sys.stdin.isatty():
        raise QuizgenError("nobody to ask whether to send this; add --yes to send it")
    click.confirm("Send it?", abort=True, err=True)


def _cost(missing: Sequence[Request], settings: ClaudeSettings, batch: bool, *, whole: bool) -> str:
    from quizgen.drafting.llm.budget import plan_cost

    asked = forecast(missing) if whole else missing
    cost = plan_cost(asked, settings, batch=batch)
    tokens = f"about {cost.tokens_in:,} tokens in, {cost.tokens_out_low:,} to "
    tokens += f"{cost.tokens_out_high:,} out"
    if cost.dollars_low is None or cost.dollars_high is None:
        price = "the price is not known (--prices FILE)"
    else:
        price = f"{cost.dollars_low:.2f} to {cost.dollars_high:.2f} US dollars"
    return f"{cost.calls} calls to {', '.join(cost.models)}: {tokens}; {price}."
