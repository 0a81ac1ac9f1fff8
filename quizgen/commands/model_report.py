"""What `quizgen draft` and `quizgen concepts` say of a run with a model."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from quizgen.commands.added import MOST_TOLD, count, describe_added
from quizgen.commands.concepts import WIDTH, shorten
from quizgen.drafting.llm.notes_run import Fate, NotesRun
from quizgen.drafting.llm.request import Stage
from quizgen.drafting.llm.source_run import SourceRun
from quizgen.pipeline.model_drafting import ModelReport
from quizgen.schema import Concept


def describe(report: ModelReport, *, dry_run: bool) -> Iterator[str]:
    """A deck's report in plain words, with what to do next."""
    for run in report.runs:
        yield from _describe_run(run)
    listed = [concept for concept in report.listed if not concept.skip]
    if report.listed:
        left = len(report.listed) - len(listed)
        yield f"  concepts.yaml: {count(len(listed), 'new concept')}, {left} left out on purpose"
    for added in report.added:
        yield from describe_added(added)
    for path in report.files:
        yield f"{'would write' if dry_run else 'wrote'} {path}"
    if not report.files:
        yield f"{report.folder.name}: nothing changed"
    elif not dry_run:
        yield from _next_steps(report)


def _describe_run(run: SourceRun) -> Iterator[str]:
    stem = run.source.stem
    if run.found and run.found.pending:
        yield f"{stem}: concepts: {count(run.found.pending, 'request')} still to be answered"
    elif run.found:
        yield f"{stem}: {count(len(run.found.concepts), 'concept')} found"
        if run.notes is None:
            yield from _list_concepts(run.found.concepts)
    for lines, why in run.found.failed if run.found else ():
        yield f"  lines {lines} were passed over: {why}"
    if run.notes:
        yield from _describe_notes(stem, run.notes)


def _list_concepts(concepts: Sequence[Concept]) -> Iterator[str]:
    """One concept a line in 80 columns, by topic: importance, name, definition."""
    for topic, group in groupby(concepts, key=lambda concept: concept.topic):
        yield f"  {topic or 'no topic'}"
        for concept in group:
            yield shorten(f"    {concept.importance} {concept.name}: {concept.definition}", WIDTH)


def _describe_notes(stem: str, run: NotesRun) -> Iterator[str]:
    fates = Counter(outcome.fate for outcome in run.outcomes)
    if run.outcomes:
        yield (
            f"{stem}: {count(len(run.outcomes), 'draft')} judged: {fates[Fate.KEPT]} kept, "
            f"{fates[Fate.DROPPED]} dropped by the proof, {fates[Fate.ASIDE]} set aside"
        )
        grounds = Counter(one.ground for one in run.outcomes if one.fate is not Fate.KEPT)
        most = ", ".join(f"{ground} {number}" for ground, number in grounds.most_common(MOST_TOLD))
        if most:
            yield f"  most often for: {most} (plan.json says of each why)"
    if run.pending:
        yield f"{stem}: notes on {count(len(run.pending), 'concept')} wait for answers"
    for concept, why in run.failed[:MOST_TOLD]:
        yield f"  {concept}: no notes: {why}"
    if len(run.failed) > MOST_TOLD:
        yield f"  ... and {len(run.failed) - MOST_TOLD} more concepts without notes"


def _next_steps(report: ModelReport) -> Iterator[str]:
    name = shlex.quote(report.folder.name)
    if any(added.merged.added for added in report.added):
        yield f"Next: quizgen review {name}, then quizgen build {name}."
    elif report.listed and not report.pending:
        yield f"Next: read {report.folder / 'concepts.yaml'} and edit it; then draft again."


def describe_dry_run(counts: Mapping[Stage, int]) -> Iterator[str]:
    """What would be asked now, by stage."""
    if not counts:
        yield "Nothing is missing: every reply is recorded."
    for stage in Stage:
        if counts.get(stage):
            yield f"would ask: {count(counts[stage], 'request')} of the stage {stage.value}"


def describe_costs(spent: float, *, known: bool) -> str:
    """What was spent; not `known` where a model has no price."""
    if not known:
        return "Spent: not known, for there is no price (--prices FILE)."
    return f"Spent: {spent:.4f} US dollars." if spent else "Spent: nothing."
