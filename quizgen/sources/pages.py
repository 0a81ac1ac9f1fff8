"""File text -> page -> the text that is read, with the marks that lead back to the file.

A `Page` is the file's text with plain newlines. A format reader names, in order, the `Piece`s of
the page that are read; `assemble` joins them. So no format counts characters of the file itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizgen.schema import Mark

BOM = "\ufeff"


class PageError(ValueError):
    """A page that its format cannot read: where, in page positions, and what to do about it."""

    def __init__(self, position: int, message: str) -> None:
        self.position = position
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Page:
    """A file's text with each line end as one newline and without a byte order mark.

    `shift` is the length of that mark, `breaks` are the positions of all newlines and `wide` of
    those that take two characters in the file.
    """

    text: str
    shift: int
    breaks: tuple[int, ...]
    wide: tuple[int, ...]

    def raw_at(self, position: int) -> int:
        """The same position in the characters of the file."""
        return position + self.shift + bisect_left(self.wide, position)

    def line_at(self, position: int) -> int:
        """The line of the file, from 1, on which a position stands."""
        return bisect_left(self.breaks, position) + 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of a page that are read; `text` when they stand for others."""

    start: int
    end: int
    seconds: float | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Where someone begins to speak, in page positions: their label, and what they say.

    `stop` says that nobody speaks from `label_at` to the next opening (a heading).
    """

    label_at: int
    at: int
    label: str | None = None
    stop: bool = False


class Form(StrEnum):
    """What an opening without a label means."""

    PROSE = "prose"  # a paragraph of the one author
    LABELLED = "labelled"  # someone who is not named
    DASHES = "dashes"  # a change of speaker


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format reader makes of a page; pieces and openings in page order."""

    pieces: tuple[Piece, ...]
    openings: tuple[Opening, ...]
    form: Form


@dataclass(frozen=True, slots=True)
class Assembled:
    """The text that is read and its marks; `starts` and `offsets` place each piece in both."""

    text: str
    marks: tuple[Mark, ...]
    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    def offset_of(self, position: int) -> int:
        """Where a position of the page stands in the text; a left-out one: what follows it."""
        index = bisect_right(self.starts, position) - 1
        if index < 0:
            return 0
        end = self.offsets[index + 1] if index + 1 < len(self.offsets) else len(self.text)
        return min(self.offsets[index] + position - self.starts[index], end)


def parse_page(raw: str) -> Page:
    """A page from the text of a file, with whatever line ends it has."""
    body = raw.removeprefix(BOM)
    shift = len(raw) - len(body)
    text = body
    wide: tuple[int, ...] = ()
    if "\r" in body:
        wide = tuple(m.start() - i for i, m in enumerate(re.finditer("\r\n", body)))
        text = body.replace("\r\n", "\n").replace("\r", "\n")
    return Page(text, shift, tuple(m.start() for m in re.finditer("\n", text)), wide)


def split_lines(page: Page) -> Iterator[tuple[int, int]]:
    """Start and end of each line of a page, without its newline."""
    start = 0
    for end in page.breaks:
        yield start, end
        start = end + 1
    yield start, len(page.text)


def assemble(page: Page, pieces: Iterable[Piece]) -> Assembled:
    """Join the pieces; every line of the file that is read begins with a mark."""
    said: list[str] = []
    marks: list[Mark] = []
    starts: list[int] = []
    offsets: list[int] = []
    length = 0
    before: Piece | None = None
    for piece in pieces:
        text = page.text[piece.start : piece.end] if piece.text is None else piece.text
        if not text:
            continue
        starts.append(piece.start)
        offsets.append(length)
        marks.extend(_marks_of(page, piece, length, before))
        before = piece
        said.append(text)
        length += len(text)
    first = (Mark(0, page.shift, 1),)
    return Assembled("".join(said), tuple(marks) or first, tuple(starts), tuple(offsets))


def _marks_of(page: Page, piece: Piece, offset: int, before: Piece | None) -> Iterator[Mark]:
    if piece.text is not None:
        raw, line = page.raw_at(piece.start), page.line_at(piece.start)
        width = page.raw_at(piece.end) - raw
        for index in range(len(piece.text)):
            yield Mark(offset + index, raw, line, piece.seconds, width)
        return
    shift = offset - piece.start
    in_step = before == Piece(before.start, piece.start, piece.seconds) if before else False
    for at, width in _steps(page, piece.start, piece.end):
        if at > piece.start or width > 1 or not in_step or page.text[at - 1] == "\n":
            yield Mark(at + shift, page.raw_at(at), page.line_at(at), piece.seconds, width)


def _steps(page: Page, start: int, end: int) -> list[tuple[int, int]]:
    """Where a mark is due, and its width: at the start, at each line, at each wide newline."""
    wide = _between(page.wide, start, end)
    lines = [at + 1 for at in _between(page.breaks, start, end - 1)]
    due = dict.fromkeys((start, *lines), 1) | dict.fromkeys(wide, 2)
    return sorted(due.items())


def _between(positions: Sequence[int], start: int, end: int) -> Sequence[int]:
    return positions[bisect_left(positions, start) : bisect_left(positions, end)]
