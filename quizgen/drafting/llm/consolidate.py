"""The proposals of all segments -> one list: merged, balanced, in the order of study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizgen.drafting.llm.about import about_source
from quizgen.drafting.llm.desk import Asking
from quizgen.drafting.llm.forms import FORMS, ConsolidationReply
from quizgen.drafting.llm.passages import Unit
from quizgen.drafting.llm.placing import Placed, place, trim
from quizgen.drafting.llm.prompts import as_value, load_prompt
from quizgen.drafting.llm.proposals import Proposal, merge_same
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.llm.steering import Steering
from quizgen.rendering import Templates
from quizgen.schema import Lines, Source

MOST_PROPOSALS = 350  # of one request
LEAST_SURVIVORS = 60  # of a part
SHOWN_PLACES = 4
SHOWN_ALIASES = 4
TOKENS_A_PROPOSAL, TOKENS_TO_THINK = 60, 10_000


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What came of it: None while requests are pending, and when the last one failed."""

    placed: Placed | None = None
    keys: tuple[str, ...] = ()
    pending: int = 0
    failed: tuple[tuple[Lines, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What a list is made for."""

    source: Source
    units: Sequence[Unit]
    templates: Templates
    steering: Steering


def consolidate(task: Task, proposals: Sequence[Proposal]) -> Asking[Consolidated]:
    """One list of many proposals: in one request, or in parts and then once more."""
    merged = _arrange(proposals)
    kept = [one for one in merged if not one.housekeeping]
    apart = tuple((one, "housekeeping") for one in merged if one.housekeeping)
    if not kept:
        return Consolidated(Placed((), apart))
    keys: tuple[str, ...] = ()
    failed: tuple[tuple[Lines, str], ...] = ()
    if len(kept) > MOST_PROPOSALS:
        first = yield from _consolidate_parts(task, kept)
        if first.placed is None:
            return first
        kept = _arrange([one.proposal for one in first.placed.listed])
        apart += first.placed.left_out
        keys, failed = first.keys, first.failed
    request = _request(task, kept, 0, 1)
    answers = yield (request,)
    if answers.pending:
        return Consolidated(None, keys, 1, failed)
    reply = answers.read(request, ConsolidationReply)
    if reply is None:
        why = answers.failed[request.key]
        return Consolidated(None, keys, 0, (*failed, (_lines(task, kept), why)))
    placed = trim(place(kept, reply), task.steering.concepts)
    whole = Placed(placed.listed, placed.left_out + apart)
    return Consolidated(whole, (*keys, request.key), 0, failed)


def _consolidate_parts(task: Task, proposals: Sequence[Proposal]) -> Asking[Consolidated]:
    """What survives of each part of many proposals; a part that failed survives as it is."""
    parts = _cut(proposals)
    requests = [_request(task, part, at, len(parts)) for at, part in enumerate(parts)]
    answers = yield tuple(requests)
    if answers.pending:
        return Consolidated(None, tuple(answers.replies), len(answers.pending))
    placed = [Placed()]
    keys: list[str] = []
    failed: list[tuple[Lines, str]] = []
    for part, request in zip(parts, requests, strict=True):
        reply = answers.read(request, ConsolidationReply)
        if reply is None:
            failed.append((_lines(task, part), answers.failed[request.key]))
            reply = ConsolidationReply(topics=[], left_out=[])
        else:
            keys.append(request.key)
        placed.append(place(part, reply))
    whole = Placed(
        tuple(one for part in placed for one in part.listed),
        tuple(one for part in placed for one in part.left_out),
    )
    return Consolidated(whole, tuple(keys), 0, tuple(failed))


def _arrange(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Proposals with what is the same put together, in the order of the source."""
    return sorted(merge_same(proposals), key=lambda one: min(one.places))


def _cut(proposals: Sequence[Proposal]) -> list[Sequence[Proposal]]:
    """Consecutive parts of about one size."""
    count = -(-len(proposals) // MOST_PROPOSALS)
    bounds = [len(proposals) * at // count for at in range(count + 1)]
    return [proposals[start:end] for start, end in pairwise(bounds)]


# --------------------------------------------------------------------------- the request


def _request(task: Task, proposals: Sequence[Proposal], part: int, parts: int) -> Request:
    """The request over one of some parts; the last and only one makes the list."""
    steering = task.steering
    survivors = max(LEAST_SURVIVORS, MOST_PROPOSALS // parts)
    context = about_source(task.source) | {
        "count": len(proposals),
        "part": part + 1,
        "parts": parts,
        "target": steering.concepts if parts == 1 else survivors,
        "wanted": [as_value(one.name) for one in proposals if one.wanted],
        "focus": [as_value(said) for said in steering.focus],
        "exclude": [as_value(said) for said in steering.exclude],
    }
    prompt = load_prompt(task.templates, "consolidation", context)
    of = f", part {part + 1} of {parts}" if parts > 1 else ""
    return Request(
        stage=Stage.CONSOLIDATION,
        prompt=prompt.name_version,
        form=FORMS[Stage.CONSOLIDATION][0],
        system=prompt.system,
        material=_show(proposals, task.units[-1].number),
        task=prompt.task,
        label=f"{task.source.stem}: the list of {len(proposals)} concepts{of}",
        most_tokens=TOKENS_A_PROPOSAL * len(proposals) + TOKENS_TO_THINK,
    )


def _show(proposals: Sequence[Proposal], units: int) -> str:
    return "\n".join(_describe(n, one, units) for n, one in enumerate(proposals, 1))


def _describe(number: int, one: Proposal, units: int) -> str:
    """Two lines: number, names, importance, where in the source and how much; what it is."""
    also = f" (also: {'; '.join(one.aliases[:SHOWN_ALIASES])})" if one.aliases else ""
    at = ", ".join(f"{100 * (first - 1) // units} %" for first, _ in one.places[:SHOWN_PLACES])
    size = sum(last - first + 1 for first, last in one.places)
    told = f"importance {one.importance}; at {at} of the source, {size} unit{'s'[: size > 1]}"
    why = f" Why: {one.why}" if one.why else ""
    return f"[{number}] {one.name}{also}; {told}\n    {one.definition or 'not defined yet.'}{why}"


def _lines(task: Task, proposals: Sequence[Proposal]) -> Lines:
    """The lines of the source that proposals come from."""
    numbers = [n for one in proposals for place_ in one.places for n in place_]
    by_number = {unit.number: unit.lines for unit in task.units}
    return Lines(by_number[min(numbers)].first, by_number[max(numbers)].last)
