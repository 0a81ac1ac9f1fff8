"""What one build publishes, and how every output cites its evidence in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from quizgen.publishing.links import anchor
from quizgen.schema import Deck, Lines, Passage, Proven, Role, Source
from quizgen.sources.places import describe_place, time_of

ELLIPSIS = " [...] "


@dataclass(frozen=True, slots=True)
class Edition:
    """A deck at the moment of publishing: the notes that go out, with the sources they quote."""

    deck: Deck
    notes: tuple[Proven, ...]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Citation:
    """One quote as it is printed: the source's own words, who said them, where, and when.

    `anchor` is its place in the source reader, `url` where the source is published, if anywhere;
    `place` says in English where; `lines` are those lines, None where it says a time.
    """

    quote: str
    speaker: str
    title: str
    place: str
    recorded: str
    seconds: float | None
    anchor: str
    url: str | None
    lines: Lines | None


def citations(edition: Edition, proven: Proven) -> tuple[Citation, ...]:
    """A citation for each quote of a note, in the order of the deck file."""
    return tuple(_cite(edition.sources[passage.source], passage) for passage in proven.passages)


def _cite(source: Source, passage: Passage) -> Citation:
    pieces = (" ".join(source.text[span.start : span.end].split()) for span in passage.spans)
    return Citation(
        quote=ELLIPSIS.join(pieces),
        speaker=passage.speaker or "",
        title=source.meta.title,
        place=describe_place(source, replace(passage, speaker=None)),
        recorded=source.meta.recorded,
        seconds=passage.seconds,
        anchor=anchor(source, passage.lines.first, passage.seconds),
        url=source.meta.url,
        lines=passage.lines if time_of(source, passage) is None else None,
    )


def guest_of(edition: Edition, proven: Proven) -> str | None:
    """The guest in whose part of the source a note's first quote stands: decides its subdeck.

    A source that names no parts has the guest who says the quote, if a guest says it.
    """
    passage = proven.passages[0]
    people = edition.sources[passage.source].meta.people
    parts = [p for p in people if p.role is Role.GUEST and p.from_line is not None]
    before = [p for p in parts if (p.from_line or 0) <= passage.lines.first]
    if before:
        return max(before, key=lambda person: person.from_line or 0).name
    guests = {person.name for person in people if person.role is Role.GUEST}
    return passage.speaker if passage.speaker in guests else None
