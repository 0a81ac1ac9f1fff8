"""`quizgen coverage`: which segments of the sources are accounted for, as a strip and a list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from quizgen.checks.coverage import Accounted, SourceCoverage, State
from quizgen.commands.progress import progress
from quizgen.commands.terminal import width, wrap
from quizgen.decks.ledger import read_clock
from quizgen.decks.workspace import find_workspace
from quizgen.pipeline.building import check
from quizgen.pipeline.covering import Covered, Proposal, cover
from quizgen.publishing.coverage_map import first_words, part_at
from quizgen.schema import Lines, Source
from quizgen.sources.places import describe_lines, describe_time

FORMAT = 1  # of the JSON: counts up when a field changes its name or its meaning
SIGNS = {State.COVERED: "#", State.SKIPPED: "-", State.UNACCOUNTED: "?"}
SAID = {
    State.COVERED: "covered",
    State.SKIPPED: "left out on purpose",
    State.UNACCOUNTED: "unaccounted for",
}
NAME_WIDTH = 16
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class CoverageOptions:
    """How `quizgen coverage` reports."""

    form: str
    encoding: str


def show_coverage(names: Sequence[str], options: CoverageOptions) -> bool:
    """Print the coverage of decks; whether every segment of all of them is accounted for.

    Raises:
        QuizgenError: a deck or source cannot be read.
    """
    workspace = find_workspace(Path.cwd(), names)
    now, complete = read_clock(), True
    said: list[dict[str, Any]] = []
    for folder in progress(workspace.find_decks(names), "Reading"):
        checked = check(workspace, folder, now, options.encoding)
        covered = cover(checked)
        complete = complete and covered.complete
        if options.form == "json":
            said.append(deck_json(covered, checked.sources))
        else:
            for line in describe(covered, checked.sources):
                click.echo(line)
    if options.form == "json":
        figures = {"format": FORMAT, "decks": said}
        click.echo(json.dumps(figures, indent=2, ensure_ascii=False))
    return complete


def describe(covered: Covered, sources: Mapping[str, Source]) -> Iterator[str]:
    """The report of one deck."""
    folder = covered.deck.path.name
    for one in covered.sources:
        yield from wrap(f"{', '.join(dict.fromkeys((folder, one.source)))}: {summary(one)}")
        yield from _strip(one, sources[one.source])
    yield "  " + "   ".join(f"{SIGNS[state]} {SAID[state]}" for state in State)
    if covered.proposals:
        yield ""
        yield "Unaccounted for; approve a note on it, or give a concept there `skip:` and `spans:`"
    for proposal in covered.proposals:
        yield from _describe_gap(proposal, sources[proposal.gap.source], len(sources) > 1)
    if covered.unplaced:
        yield ""
        yield from _describe_unplaced(covered)


def summary(one: SourceCoverage) -> str:
    """`163 of 311 segments covered (52 %), 43 left out on purpose, 105 unaccounted for`."""
    every = len(one.segments)
    counts = {state: one.count(state) for state in State}
    share = f"{100 * counts[State.COVERED] / every:.0f} %" if every else "nothing to cover"
    return (
        f"{counts[State.COVERED]} of {every} segments covered ({share}), "
        f"{counts[State.SKIPPED]} left out on purpose, {counts[State.UNACCOUNTED]} unaccounted for"
    )


def _strip(one: SourceCoverage, source: Source) -> Iterator[str]:
    """A sign for each segment, part by part; before each row the line that it begins on."""
    room = width() - NAME_WIDTH - 10
    borders = [*one.parts, len(one.segments)]
    for first, end in zip(borders, borders[1:], strict=False):
        name = part_at(source, one.segments[first].segment.lines)
        for start in range(first, end, room):
            row = one.segments[start : min(end, start + room)]
            signs = "".join(SIGNS[segment.state] for segment in row)
            label = name[:NAME_WIDTH] if start == first else ""
            yield f"  {label:<{NAME_WIDTH}} {row[0].segment.lines.first:>6} {signs}"


def _describe_gap(proposal: Proposal, source: Source, several: bool) -> Iterator[str]:
    gap = proposal.gap
    where = describe_lines(gap.lines)
    seconds = source.seconds_at(gap.span.start)
    at = f" ({describe_time(seconds)})" if seconds is not None else ""
    named = f"{gap.source}, " if several else ""
    head = f'{named}{where}{at}, {gap.words} words: "{first_words(source, gap.span)}"'
    yield from wrap(head, "  ")
    if proposal.listed:
        yield from wrap(f"listed, no approved note: {_some(proposal.listed)}", "    ")
    if proposal.found:
        yield from wrap(f"often said here: {', '.join(proposal.found)}", "    ")


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _describe_unplaced(covered: Covered) -> Iterator[str]:
    count = len(covered.unplaced)
    what = "1 concept is" if count == 1 else f"{count} concepts are"
    one = covered.unplaced[0]
    at = one.places[0] if one.places else Lines(1, 53)
    yield from wrap(
        f"{what} left out on purpose, but concepts.yaml does not say where, so that nothing is "
        "accounted for by them. Write, for instance,"
    )
    yield f"    spans: [{{source: {one.source}, lines: [{at.first}, {at.last}]}}]"
    for one in covered.unplaced:
        places = ", ".join(map(str, one.places))
        yield from wrap(f"{one.concept}: perhaps lines {places}" if places else one.concept, "  ")


def deck_json(covered: Covered, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The coverage of a deck for programs; keys always stand in the same order."""
    return {
        "key": covered.deck.key,
        "complete": covered.complete,
        "sources": [_source_json(one) for one in covered.sources],
        "gaps": [_gap_json(one, sources[one.gap.source]) for one in covered.proposals],
        "unplaced": [
            {
                "concept": one.concept,
                "source": one.source,
                "places": [[lines.first, lines.last] for lines in one.places],
            }
            for one in covered.unplaced
        ],
    }


def _source_json(one: SourceCoverage) -> dict[str, Any]:
    return {
        "source": one.source,
        "counts": {state.value: one.count(state) for state in State},
        "segments": [_segment_json(segment) for segment in one.segments],
    }


def _segment_json(one: Accounted) -> dict[str, Any]:
    segment = one.segment
    return {
        "lines": [segment.lines.first, segment.lines.last],
        "words": segment.words,
        "state": one.state.value,
        "notes": list(one.notes),
        "concepts": list(one.concepts),
        "waiting": list(one.waiting),
        "skipped": list(one.skipped),
    }


def _gap_json(one: Proposal, source: Source) -> dict[str, Any]:
    gap = one.gap
    return {
        "source": gap.source,
        "lines": [gap.lines.first, gap.lines.last],
        "seconds": source.seconds_at(gap.span.start),
        "words": gap.words,
        "segments": gap.segments,
        "begins": first_words(source, gap.span),
        "listed": list(one.listed),
        "found": list(one.found),
    }
