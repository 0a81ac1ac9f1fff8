"""Concepts as a model proposes them: made harmless, placed in the source, the same put together.

What a reply says is as untrusted as the source that it was written about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from quizgen.drafting.llm.forms import ConceptsReply, ProposedConcept, Stretch
from quizgen.drafting.llm.passages import Unit
from quizgen.drafting.vocabulary import singular
from quizgen.markup import ANKI_TAG
from quizgen.text import squeeze

MOST_NAME, MOST_SAID = 80, 400  # characters of a name; of a definition, a reason
MOST_ALIASES = 8
MOST_PLACES = 6
MOST_UNITS = 20  # of one place: a longer one says nothing about where
MOST_CONCEPTS = 40  # of one reply: a flood is cut off

UNIT_ID = re.compile(r"\[?[sS]?0*([0-9]{1,6})\]?")
# What a name or a definition may hold in a reply, and no deck wants: tags, Anki's braces, code.
HTML = (
    "a|abbr|audio|b|body|br|button|code|div|em|embed|font|form|h[1-6]|head|html|i|iframe|img|input"
    "|kbd|li|link|mark|meta|object|ol|p|pre|s|script|span|strong|style|sub|sup|svg|table|td|tr|u|ul"
    "|video"
)
MARKUP = re.compile(
    rf"</?(?:{HTML})(?:\s[^<>]*)?/?>|<!--|-->|\{{\{{|\}}\}}|`|{ANKI_TAG.pattern}", re.IGNORECASE
)
STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
JOINERS = "\u200c\u200d"  # Persian and Indian scripts need them inside words
SEPARATORS = re.compile("[\\s\u200c\u200d_'\"\u2018-\u201f\u2010-\u2015/()\\[\\]-]+")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A concept that was proposed, by one reply or by several.

    `places` are numbers of units, first and last, best first. `housekeeping` is no concept at all
    (a sponsor, a greeting); `wanted` is one that a person asked for.
    """

    name: str
    aliases: tuple[str, ...] = ()
    definition: str = ""
    why: str = ""
    importance: int = 2
    places: tuple[Place, ...] = ()
    housekeeping: bool = False
    wanted: bool = False


def read_proposals(reply: ConceptsReply, segment: Sequence[Unit]) -> list[Proposal]:
    """What a reply proposes for a segment; what has no name, or no place in it, is left out."""
    read = (_read(concept, segment) for concept in reply.concepts[:MOST_CONCEPTS])
    return [one for one in read if one.places and fold_name(one.name)]


def _read(said: ProposedConcept, segment: Sequence[Unit]) -> Proposal:
    name = tidy(said.name, MOST_NAME)
    return Proposal(
        name=name,
        aliases=_aliases(name, (tidy(alias, MOST_NAME) for alias in said.aliases)),
        definition=tidy(said.definition, MOST_SAID),
        why=tidy(said.why, MOST_SAID),
        importance=said.importance,
        places=unite(_places(said.spans[:MOST_PLACES], segment)),
        housekeeping=said.housekeeping,
    )


def _places(stretches: Iterable[Stretch], segment: Sequence[Unit]) -> Iterator[Place]:
    """Stretches whose ends were both shown; ends that are told the wrong way round are turned."""
    shown = {unit.number for unit in segment}
    for stretch in stretches:
        ends = [UNIT_ID.fullmatch(said.strip()) for said in (stretch.first, stretch.last)]
        numbers = sorted(int(end[1]) for end in ends if end)
        if len(numbers) == len(ends) and shown.issuperset(numbers):
            yield numbers[0], min(numbers[1], numbers[0] + MOST_UNITS - 1)


# --------------------------------------------------------------------------- texts


def tidy(text: str, most: int) -> str:
    """A text that a model wrote as plain text: one line, no controls, no markup, cut at a word."""
    line = squeeze("".join(char for char in squeeze(text) if _is_seen(char)))
    while (plain := squeeze(STRONG.sub(r"\1", MARKUP.sub("", line)))) != line:
        line = plain
    if len(line) <= most:
        return line
    head = line[: most - 1]
    return f"{(head.rpartition(' ')[0] or head).rstrip()}\u2026"


def _is_seen(char: str) -> bool:
    """Whether a character shows: no control, no bidi mark, no invisible letter, no half of one."""
    return char in JOINERS or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")


def fold_name(name: str) -> str:
    """A name as it is compared: no case, no hyphens or spaces, singular; "" when nothing is left.

    Signs stay: C, C++ and C# are three names.
    """
    parts = [part for part in SEPARATORS.split(name.casefold()) if part]
    return "".join([*parts[:-1], singular(parts[-1])]) if parts else ""


def _aliases(name: str, said: Iterable[str]) -> tuple[str, ...]:
    """Other names, each once; a mere plural of the name is kept, for it may stand in the source."""
    taken = {name.casefold()}
    kept: list[str] = []
    for alias in said:
        if fold_name(alias) and alias.casefold() not in taken:
            taken.add(alias.casefold())
            kept.append(alias)
    return tuple(kept[:MOST_ALIASES])


# --------------------------------------------------------------------------- putting together


def merge_same(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Put together what is plainly the same: one name, or a name that is another's alias.

    An alias that is one plain word says too little. Nothing else is put together here, for it
    could not be taken apart again.
    """
    merged = _merge_once(proposals)
    while len(merged) < len(proposals):
        proposals, merged = merged, _merge_once(merged)
    return merged


def _merge_once(proposals: Sequence[Proposal]) -> list[Proposal]:
    groups: list[list[Proposal]] = []
    names: dict[str, int] = {}
    aliases: dict[str, int] = {}
    for one in proposals:
        name = fold_name(one.name)
        telling = [fold_name(alias) for alias in one.aliases if _is_telling(alias)]
        known = (names.get(name), aliases.get(name), *(names.get(alias) for alias in telling))
        at = next((index for index in known if index is not None), len(groups))
        if at == len(groups):
            groups.append([])
        groups[at].append(one)
        names.setdefault(name, at)
        for alias in telling:
            aliases.setdefault(alias, at)
    return [fuse(group) for group in groups]


def _is_telling(alias: str) -> bool:
    """Whether an alias is no everyday word: it has several words, or it is an abbreviation."""
    return len(alias.split()) > 1 or (len(alias) > 1 and alias.isupper())


def fuse(proposals: Sequence[Proposal]) -> Proposal:
    """Proposals of one concept as one; the most important tells its name, and what it is."""
    if len(proposals) == 1:
        return proposals[0]
    ranked = sorted(proposals, key=lambda one: -one.importance)
    first = ranked[0]
    by_rank = zip_longest(*(one.places for one in ranked))
    return replace(
        first,
        aliases=join_aliases(first.name, ranked),
        definition=next((one.definition for one in ranked if one.definition), ""),
        why=next((one.why for one in ranked if one.why), ""),
        places=unite(place for places in by_rank for place in places if place),
        housekeeping=all(one.housekeeping for one in proposals),
        wanted=any(one.wanted for one in proposals),
    )


def join_aliases(name: str, proposals: Iterable[Proposal]) -> tuple[str, ...]:
    """The other names of a concept that is called so and was proposed under these."""
    rows = [(one.name, *one.aliases) for one in proposals]
    # Names first: each is what one reply would have called it.
    return _aliases(name, [*(row[0] for row in rows), *(a for row in rows for a in row[1:])])


def unite(places: Iterable[Place]) -> tuple[Place, ...]:
    """Places in order, those that touch as one, where the first of them stood; at most a few."""
    kept: list[Place] = []
    for first, last in places:
        touched = [p for p in kept if first <= p[1] + 1 and p[0] <= last + 1]
        at = kept.index(touched[0]) if touched else len(kept)
        ends = [(first, last), *touched]
        whole = min(p[0] for p in ends), max(p[1] for p in ends)
        kept = [p for p in kept if p not in touched]
        kept.insert(at, whole)
    return tuple(kept[:MOST_PLACES])
