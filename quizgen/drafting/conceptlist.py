"""Concepts that an engine found meet those of a deck: which are the same, which are added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizgen.drafting.model import FoundConcept
from quizgen.schema import Concept, ConceptSpan, Lines, Source
from quizgen.text import squeeze

MOST_LISTED = 60
MOST_SPANS = 4
MOST_ALIASES = 6
# Mentions this many lines apart are one passage.
NEAR_LINES = 12
CORE, MORE = 12, 30


@dataclass(frozen=True, slots=True)
class Matching:
    """Which concept of the deck a found one is, by id; `skipped` are ids that are left out."""

    same: dict[str, str]
    skipped: frozenset[str]

    def id_of(self, concept: str | None) -> str | None:
        """The deck's id of a concept that a draft names."""
        return self.same.get(concept, concept) if concept else concept


def match_concepts(existing: Sequence[Concept], found: Iterable[FoundConcept]) -> Matching:
    """Find each concept in the deck's list, by id, or by one of its names."""
    ids = {concept.id for concept in existing}
    names: dict[str, str] = {}
    for concept in existing:
        for name in (concept.name, *concept.aliases):
            names.setdefault(fold_name(name), concept.id)
    same: dict[str, str] = {}
    for one in found:
        if one.id in ids:
            same[one.id] = one.id
        elif known := next((names[n] for n in map(fold_name, _forms(one)) if n in names), None):
            same[one.id] = known
    return Matching(same, frozenset(concept.id for concept in existing if concept.skip))


def new_concepts(
    source: Source,
    found: Sequence[FoundConcept],
    matching: Matching,
    used: Iterable[str | None],
    *,
    whole: bool,
) -> list[Concept]:
    """Concepts for the deck's list: all in use, and if `whole` the first that are no mere names."""
    things = [one for one in found if whole and not one.is_name][:MOST_LISTED]
    wanted = {one.id for one in things} | set(used)
    listed = [one for one in found if one.id in wanted and one.id not in matching.same]
    ranks = {one.id: rank for rank, one in enumerate(found)}
    return [_entry(source, one, ranks[one.id]) for one in listed]


def _entry(source: Source, found: FoundConcept, rank: int) -> Concept:
    name = squeeze(found.name)
    definition = found.definition
    return Concept(
        id=found.id,
        name=name,
        aliases=_aliases(name, found.variants),
        importance=3 if rank < CORE else 2 if rank < MORE else 1,
        definition=squeeze(definition.text) if definition else "",
        spans=tuple(ConceptSpan(source.stem, lines) for lines in _places(source, found)),
    )


def _aliases(name: str, variants: Iterable[str]) -> tuple[str, ...]:
    seen = {name.casefold()}
    kept = []
    for variant in map(squeeze, variants):
        if variant and variant.casefold() not in seen:
            seen.add(variant.casefold())
            kept.append(variant)
    return tuple(kept[:MOST_ALIASES])


def _places(source: Source, found: FoundConcept) -> list[Lines]:
    """Where a concept is explained: its definition, and the passages that name it most."""
    defined = [found.definition.span] if found.definition else []
    groups = _group(sorted(source.lines_of(span).first for span in found.mentions))
    groups.sort(key=lambda group: (-len(group), group[0]))
    said = [Lines(group[0], group[-1]) for group in groups]
    kept = [source.lines_of(span) for span in defined]
    kept += [lines for lines in said if not any(_overlap(lines, other) for other in kept)]
    return sorted(kept[:MOST_SPANS], key=lambda lines: lines.first)


def _group(lines: Sequence[int]) -> list[list[int]]:
    groups = [[lines[0]]] if lines else []
    for before, line in pairwise(lines):
        if line - before > NEAR_LINES:
            groups.append([])
        groups[-1].append(line)
    return groups


def _overlap(one: Lines, other: Lines) -> bool:
    return one.first <= other.last and other.first <= one.last


def _forms(found: FoundConcept) -> tuple[str, ...]:
    return (found.name, *found.variants)


def fold_name(name: str) -> str:
    """A concept's name without case, spaces and marks: what names are compared by."""
    return re.sub(r"[\W_]+", "", name).casefold()
