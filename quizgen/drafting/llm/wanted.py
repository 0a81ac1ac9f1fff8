"""Concepts that a person wants in the list: found among the proposals, or where they are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from quizgen.drafting.llm.passages import Unit
from quizgen.drafting.llm.proposals import (
    MOST_NAME,
    MOST_UNITS,
    Place,
    Proposal,
    fold_name,
    tidy,
    unite,
)
from quizgen.drafting.model import FoundConcept
from quizgen.drafting.vocabulary import singular
from quizgen.errors import QuizgenError
from quizgen.schema import Source
from quizgen.text import squeeze

NEAR_UNITS = 2  # mentions so many units apart are one passage
NEAREST = 3
ENDING = "(?:s|es|\u2019s|'s)?"


def add_wanted(
    source: Source,
    units: Sequence[Unit],
    known: Sequence[FoundConcept],
    proposals: Sequence[Proposal],
    wanted: Iterable[str],
) -> list[Proposal]:
    """The proposals with those marked that a person wants; what nobody proposed comes behind.

    `known` are concepts that were found without a model: they know more forms of a name.

    Raises:
        QuizgenError: one of them is nowhere in the source; the nearest names are told.
    """
    marked = list(proposals)
    for said in wanted:
        name = tidy(said, MOST_NAME)
        if not fold_name(name):
            raise QuizgenError(f"--concept {said!r} is no name; write one as a glossary lists it")
        if (at := _find(marked, name)) is not None:
            marked[at] = replace(marked[at], wanted=True, housekeeping=False)
            continue
        places = _locate(units, _forms(source, known, name))
        if not places:
            raise QuizgenError(_say_missing(source, name, [*_names(marked), *_known(known)]))
        marked.append(Proposal(name, importance=3, places=places, wanted=True))
    return marked


def _find(proposals: Sequence[Proposal], name: str) -> int | None:
    """The proposal of a name: first by the names themselves, then by the other names."""
    folded = fold_name(name)
    for at, one in enumerate(proposals):
        if fold_name(one.name) == folded:
            return at
    for at, one in enumerate(proposals):
        if folded in map(fold_name, one.aliases):
            return at
    return None


def _forms(source: Source, known: Sequence[FoundConcept], name: str) -> set[str]:
    """All that may stand in the source for a name, mis-heard words included."""
    forms = {name}
    folded = fold_name(name)
    for concept in known:
        said = (concept.name, *concept.variants)
        if folded in map(fold_name, said):
            forms.update(said)
    meant = {fold_name(form) for form in forms}
    forms.update(c.said for c in source.meta.corrections if fold_name(c.meant) in meant)
    return {squeeze(form) for form in forms}


def _locate(units: Sequence[Unit], forms: Iterable[str]) -> tuple[Place, ...]:
    """Where forms are mentioned, with a unit around: the passage with the most mentions first."""
    pattern = re.compile("|".join(map(_pattern, sorted(forms))), re.IGNORECASE)
    counts = {unit.number: len(pattern.findall(unit.text)) for unit in units}
    named = [number for number, count in counts.items() if count]
    groups = _group(named)
    groups.sort(key=lambda group: (-sum(counts[number] for number in group), group[0]))
    places = (_widen(group[0], group[-1], units) for group in groups)
    return unite(places)


def _pattern(form: str) -> str:
    """A form with any hyphen or space between its words, in the singular or the plural."""
    *parts, last = re.split(r"[\s\u2010-\u2015-]+", form)
    one = singular(last.casefold())
    plural = f"|{re.escape(one[:-1])}ies" if one.endswith("y") else ""
    ends = f"(?:{re.escape(last)}|{re.escape(one)}{plural}){ENDING}"
    joined = r"[\s\u2010-\u2015-]*".join([*map(re.escape, parts), ends])
    return rf"(?<!\w){joined}(?!\w)"


def _group(numbers: Sequence[int]) -> list[list[int]]:
    groups = [[numbers[0]]] if numbers else []
    for before, number in pairwise(numbers):
        if number - before > NEAR_UNITS:
            groups.append([])
        groups[-1].append(number)
    return groups


def _widen(first: int, last: int, units: Sequence[Unit]) -> Place:
    start, end = max(units[0].number, first - 1), min(units[-1].number, last + 1)
    return start, min(end, start + MOST_UNITS - 1)


# --------------------------------------------------------------------------- nowhere to be found


def _names(proposals: Iterable[Proposal]) -> Iterator[str]:
    for one in proposals:
        yield from (one.name, *one.aliases)


def _known(known: Iterable[FoundConcept]) -> Iterator[str]:
    return (squeeze(concept.name) for concept in known)


def _say_missing(source: Source, name: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches

    shown = {one.casefold(): one for one in reversed(names)}
    near = get_close_matches(name.casefold(), sorted(shown), n=NEAREST, cutoff=0.5)
    said = f"{source.path}: the concept {name!r} is nowhere in it; name it as the source does"
    return f"{said} (nearest: {', '.join(shown[one] for one in near)})" if near else said
