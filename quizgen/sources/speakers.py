"""Openings -> turns: labels become full names, unnamed turns are shared out by the meta file.

In a file whose turns begin with a dash, host and guest alternate inside a guest's part (from the
guest's `from_line` to the next guest's); a label, a `from_line` or an override in the meta file
names the speaker of its turn, and alternation goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.schema import Person, Role, Source, SourceMeta, Span, Turn
from quizgen.sources.pages import Assembled, Form, Opening, Page, Reading


@dataclass(frozen=True, slots=True)
class Part:
    """A turn to be: the line it begins on, its label, and what is said."""

    line: int
    label: str | None
    span: Span


def build_turns(
    page: Page, reading: Reading, assembled: Assembled, meta: SourceMeta
) -> tuple[Turn, ...]:
    """Number the turns from 1, name their speakers, leave out those in which nothing is said."""
    parts = tuple(_split_parts(page, reading.openings, assembled))
    speakers = name_speakers(parts, reading.form, meta)
    source = Source("", Path(), assembled.text, meta, (), assembled.marks)
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
    before: str | None = None
    for part, name in zip(parts, named, strict=True):
        if part.line in guests:
            partner = guests[part.line]
            name = name or partner
        elif name not in (None, host) and not _in_part(part.line, guests):
            partner = name  # the teaser before the first part: host and whoever was named
        if name is None and people:
            name = partner if before in (host, None) else host
        before = name
        yield name


def _in_part(line: int, guests: dict[int, str]) -> bool:
    return any(first <= line for first in guests)


def _split_parts(page: Page, openings: Sequence[Opening], assembled: Assembled) -> Iterator[Part]:
    starts = [assembled.offset_of(opening.label_at) for opening in openings]
    for opening, end in zip(openings, [*starts, len(assembled.text)][1:], strict=True):
        if not opening.stop:
            span = _trim(assembled.text, assembled.offset_of(opening.at), end)
            yield Part(page.line_at(opening.label_at), opening.label, span)


def _trim(text: str, start: int, end: int) -> Span:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    return Span(start, max(start, start + len(said.strip())))


def _is_said(part: Part) -> bool:
    return part.span.end > part.span.start
