"""Openings -> turns: labels become full names, unnamed turns are shared out by the meta file.

In a file whose turns begin with a dash, host and guest alternate inside a guest's part (from the
guest's `from_line` to the next guest's); a label, a `from_line` or an entry of `turns` in the meta
file names the speaker of its turn, and alternation goes on from there. Before the first of them
nobody is named, for a wrong name is worse than none; only a single turn before the first guest's
is the host's. An entry for a line inside a turn, in a file of any form, splits that turn: a change
of speaker that the transcript missed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.schema import Person, Role, Source, SourceMeta, Span, Turn
from quizgen.sources.pages import Assembled, Form, Opening, Page, Reading


@dataclass(frozen=True, slots=True)
class Part:
    """A turn to be: the line it begins on, its label, what is said, whether a mark opens it."""

    line: int
    label: str | None
    span: Span
    marked: bool = True


def build_turns(
    page: Page, reading: Reading, assembled: Assembled, meta: SourceMeta
) -> tuple[Turn, ...]:
    """Number the turns from 1, name their speakers, leave out those in which nothing is said."""
    source = Source("", Path(), assembled.text, meta, (), assembled.marks)
    whole = tuple(_find_parts(page, reading.openings, assembled))
    parts = tuple(_split_parts(whole, source))
    speakers = name_speakers(parts, reading.form, meta)
    said = [(part, who) for part, who in zip(parts, speakers, strict=True) if _is_said(part)]
    return tuple(
        Turn(number, who, part.span, replace(source.lines_of(part.span), first=part.line))
        for number, (part, who) in enumerate(said, 1)
    )


def name_speakers(parts: Sequence[Part], form: Form, meta: SourceMeta) -> list[str | None]:
    """The speaker of each part, None where nobody can know."""
    overrides = {override.line: override.speaker for override in meta.turns}
    named = [
        overrides.get(part.line) or (part.label and full_name(part.label, meta.people))
        for part in parts
    ]
    if form is Form.PROSE and len(meta.people) == 1:
        return [name or meta.people[0].name for name in named]
    if form is not Form.DASHES:
        return named
    return list(_alternate(parts, named, meta.people))


def full_name(label: str, people: Sequence[Person]) -> str:
    """The person whom a label means, else the label itself."""
    wanted = label.casefold()
    for person in people:
        if wanted in (name.casefold() for name in (person.name, *person.labels)):
            return person.name
    return label


def _alternate(
    parts: Sequence[Part], named: Sequence[str | None], people: Sequence[Person]
) -> Iterator[str | None]:
    host = next((person.name for person in people if person.role is Role.HOST), None)
    guests = {p.from_line or 0: p.name for p in people if p.role is Role.GUEST}
    partner = guests.get(0) if len(guests) == 1 else None
    named = list(named)
    if named[:1] == [None] and parts[0].marked and _is_guests(parts[1:2], named[1:2], guests):
        named[0] = host  # one turn before the first guest's: who else should open?
    before: str | None = None
    begun = False
    for part, name in zip(parts, named, strict=True):
        if part.line in guests:
            partner = guests[part.line]
            name = name or partner
        elif name not in (None, host) and not _in_part(part.line, guests):
            partner = name  # the teaser before the first part: host and whoever was named
        if name is None and begun and people:
            name = partner if before in (host, None) else host
        begun = begun or name is not None
        before = name
        yield name


def _is_guests(parts: Sequence[Part], named: Sequence[str | None], guests: dict[int, str]) -> bool:
    """Whether the first guest's part begins with a part, and nobody else is named for it."""
    return any(
        bool(guests) and part.line == min(guests) and name in (None, guests[part.line])
        for part, name in zip(parts, named, strict=True)
    )


def _in_part(line: int, guests: dict[int, str]) -> bool:
    return any(first <= line for first in guests)


def _find_parts(page: Page, openings: Sequence[Opening], assembled: Assembled) -> Iterator[Part]:
    starts = [assembled.offset_of(opening.label_at) for opening in openings]
    for opening, end in zip(openings, [*starts, len(assembled.text)][1:], strict=True):
        if not opening.stop:
            span = _trim(assembled.text, assembled.offset_of(opening.at), end)
            marked = opening.at > opening.label_at
            yield Part(page.line_at(opening.label_at), opening.label, span, marked)


def _split_parts(parts: Sequence[Part], source: Source) -> Iterator[Part]:
    """Split each part at the lines inside it from which on the meta file names a speaker."""
    first = {part.line for part in parts}
    inside = sorted((turn.line, turn.speaker) for turn in source.meta.turns)
    splits = [(line, _find_line(source, line), who) for line, who in inside if line not in first]
    for part in parts:
        for line, at, who in splits:
            if at is not None and part.span.start <= at < part.span.end:
                if at == part.span.start:  # after a label on a line of its own
                    part = replace(part, label=who)
                    continue
                yield replace(part, span=_trim(source.text, part.span.start, at))
                part = Part(line, who, Span(at, part.span.end))
        yield part


def _find_line(source: Source, line: int) -> int | None:
    """Where the words of a line of the file begin; None when it has none that are read."""
    index = bisect_left(source.marks, line, key=lambda mark: mark.line)
    at = source.marks[index].offset if index < len(source.marks) else len(source.text)
    word = re.compile(r"\S").search(source.text, at)
    return word.start() if word and source.line_at(word.start()) == line else None


def _trim(text: str, start: int, end: int) -> Span:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    return Span(start, max(start, start + len(said.strip())))


def _is_said(part: Part) -> bool:
    return part.span.end > part.span.start
