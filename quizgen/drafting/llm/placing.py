"""The reply of a consolidation, applied: whatever it says, every proposal gets one place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.drafting.llm.forms import ConsolidationReply, MergedConcept
from quizgen.drafting.llm.passages import Unit
from quizgen.drafting.llm.proposals import (
    MOST_NAME,
    MOST_SAID,
    Proposal,
    fold_name,
    fuse,
    join_aliases,
    tidy,
)
from quizgen.drafting.merge import slug
from quizgen.schema import Concept, ConceptSpan, Lines, Source

MOST_RELATED = 6
LEAST_KEPT = 2  # importance of what is kept though the reply forgot it
SLACK = 1.25  # so much more than was asked for is let pass
FORGOTTEN = "minor, and not placed"
NO_REASON = "not worth a place"
TOO_MANY = "beyond the size that was asked for"


@dataclass(frozen=True, slots=True)
class Listed:
    """A concept of the list, its topic, and the names of those that it builds on."""

    proposal: Proposal
    topic: str
    builds_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """All proposals: those of the list, in the order of study, and those left out, with reasons."""

    listed: tuple[Listed, ...] = ()
    left_out: tuple[tuple[Proposal, str], ...] = ()


def place(proposals: Sequence[Proposal], reply: ConsolidationReply) -> Placed:
    """Put proposals where a reply places them by their numbers, which count from 1.

    Numbers that are none are passed over, and so is a second place for a proposal. What is
    forgotten, or left out though a person wants it, ends the last topic as its own concept; what
    is forgotten and minor is left out.
    """
    free = dict(enumerate(proposals, 1))
    listed = list(_take_topics(free, reply))
    left_out = []
    for said in reply.left_out:
        one = free.get(said.proposal)
        if one and not one.wanted:
            left_out.append((free.pop(said.proposal), tidy(said.reason, MOST_SAID) or NO_REASON))
    last = listed[-1].topic if listed else ""
    for one in free.values():
        if one.wanted or one.importance >= LEAST_KEPT:
            listed.append(Listed(one, last))
        else:
            left_out.append((one, FORGOTTEN))
    return Placed(tuple(_join_same(listed)), tuple(left_out))


def _take_topics(free: dict[int, Proposal], reply: ConsolidationReply) -> Iterator[Listed]:
    """The concepts of a reply, in topic order; what they are made of is free no more."""
    shown: dict[str, str] = {}
    rows: dict[str, list[Listed]] = {}
    for said in reply.topics:
        topic = tidy(said.topic, MOST_NAME)
        topic = shown.setdefault(topic.casefold(), topic)
        for concept in said.concepts:
            numbers = dict.fromkeys(n for n in concept.proposals if n in free)
            if numbers:
                merged = _merge([free.pop(n) for n in numbers], concept)
                rows.setdefault(topic, []).append(Listed(merged, topic, _builds_on(concept)))
    for row in rows.values():
        yield from row


def _builds_on(said: MergedConcept) -> tuple[str, ...]:
    return tuple(fold_name(name) for name in said.builds_on[: 2 * MOST_RELATED])


def _merge(proposals: Sequence[Proposal], said: MergedConcept) -> Proposal:
    """Proposals as one concept; the one that is told first tells what it is."""
    fused = fuse(proposals)
    first = proposals[0]
    name = tidy(said.name, MOST_NAME)
    name = name if fold_name(name) else first.name
    return replace(
        fused,
        name=name,
        aliases=join_aliases(name, proposals),
        definition=first.definition or fused.definition,
        why=first.why or fused.why,
        importance=said.importance,
        housekeeping=False,
    )


def _join_same(listed: Sequence[Listed]) -> list[Listed]:
    """One concept for each name: a second one of the same name joins the first."""
    first: dict[str, int] = {}
    joined: list[Listed] = []
    for one in listed:
        name = fold_name(one.proposal.name)
        at = first.setdefault(name, len(joined))
        if at == len(joined):
            joined.append(one)
            continue
        both = joined[at]
        fused = fuse([both.proposal, one.proposal])
        joined[at] = replace(both, proposal=fused, builds_on=both.builds_on + one.builds_on)
    return joined


def trim(placed: Placed, concepts: int | None) -> Placed:
    """No more concepts than were asked for, and a few: the minor ones are left out, last first."""
    if concepts is None:
        return placed
    most = math.ceil(SLACK * concepts)
    ranked = sorted(placed.listed, key=_worth)
    kept = {_fold(one) for rank, one in enumerate(ranked) if rank < most or one.proposal.wanted}
    over = tuple((o.proposal, TOO_MANY) for o in placed.listed if _fold(o) not in kept)
    listed = tuple(one for one in placed.listed if _fold(one) in kept)
    return Placed(listed, placed.left_out + over)


def _worth(one: Listed) -> tuple[bool, int]:
    return not one.proposal.wanted, -one.proposal.importance


def _fold(one: Listed) -> str:
    return fold_name(one.proposal.name)


# --------------------------------------------------------------------------- for concepts.yaml


def make_concepts(
    source: Source, units: Sequence[Unit], placed: Placed
) -> tuple[tuple[Concept, ...], tuple[Concept, ...]]:
    """The concepts of the list, those to be learned first in front; and those to skip."""
    listed = _order(_resolve(placed.listed))
    ids = _Ids()
    by_name = {_fold(one): ids.make(one.proposal.name) for one in listed}
    concepts = []
    for one in listed:
        id_ = by_name[_fold(one)]
        concept = replace(
            _concept(source, units, one.proposal, id_),
            related=tuple(by_name[name] for name in one.builds_on)[:MOST_RELATED],
            topic=one.topic,
        )
        # What is another concept's name would lead to the wrong one.
        own = tuple(a for a in concept.aliases if by_name.get(fold_name(a), id_) == id_)
        concepts.append(replace(concept, aliases=own))
    left_out = (
        replace(_concept(source, units, one, ids.make(one.name)), skip=reason)
        for one, reason in placed.left_out
    )
    return tuple(concepts), tuple(left_out)


class _Ids:
    """Ids that are all different."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def make(self, name: str) -> str:
        stem = slug(name)
        made, number = stem, 2
        while made in self._taken:
            made, number = f"{stem}-{number}", number + 1
        self._taken.add(made)
        return made


def _concept(source: Source, units: Sequence[Unit], one: Proposal, id_: str) -> Concept:
    by_number = {unit.number: unit for unit in units}
    lines = dict.fromkeys(
        Lines(by_number[first].lines.first, by_number[last].lines.last)
        for first, last in one.places
    )
    return Concept(
        id=id_,
        name=one.name,
        aliases=one.aliases,
        importance=one.importance,
        definition=one.definition,
        why=one.why,
        spans=tuple(ConceptSpan(source.stem, each) for each in lines),
    )


def _resolve(listed: Sequence[Listed]) -> list[Listed]:
    """What concepts build on as names of the list, whichever name was told; the rest is dropped."""
    known = {_fold(one): _fold(one) for one in listed}
    for one in listed:
        for alias in one.proposal.aliases:
            known.setdefault(fold_name(alias), _fold(one))
    resolved = []
    for one in listed:
        names = dict.fromkeys(known[name] for name in one.builds_on if name in known)
        names.pop(_fold(one), None)
        resolved.append(replace(one, builds_on=tuple(names)))
    return resolved


def _order(listed: Sequence[Listed]) -> list[Listed]:
    """Topics as they come; inside each, what others build on before them, else as it comes."""
    topics: dict[str, list[Listed]] = {}
    for one in listed:
        topics.setdefault(one.topic, []).append(one)
    return [one for topic in topics.values() for one in _sort_topic(topic)]


def _sort_topic(listed: Sequence[Listed]) -> Iterator[Listed]:
    waiting = {_fold(one): one for one in listed}
    while waiting:
        # In a circle of dependencies the first comes first.
        ready = next((one for one in waiting.values() if _is_ready(one, waiting)), None)
        one = ready or next(iter(waiting.values()))
        del waiting[_fold(one)]
        yield one


def _is_ready(one: Listed, waiting: Mapping[str, Listed]) -> bool:
    return not any(name in waiting for name in one.builds_on)
