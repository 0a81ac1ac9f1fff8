"""Markdown: the text without its markup, `**Speaker:**` turns, `[04:12]` as times.

Left out: front matter, HTML comments, emphasis markers, the backticks of code in a line, link
targets, times at the start of a paragraph, and the backslash before an emphasis marker or around
`\\[laughs\\]`. Blocks of code stay, fences included.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizgen.schema import SourceMeta
from quizgen.sources.formats.markup import Cut, find_fences, find_hidden, find_markup, keep, mask
from quizgen.sources.labels import Label, find_speakers, known_labels, match_label
from quizgen.sources.pages import Form, Opening, Page, Piece, Reading, split_lines

RULER = re.compile(r" {0,3}(?:#{1,6}(?:[ \t]|$)|([-*_])[ \t]*(?:\1[ \t]*){2,}$)")
STAMP = re.compile(
    r"[ \t]*\\?(?:\[\(|[\[(])(?P<time>\d{1,2}(?::\d{2}){1,2})(?:[.,]\d+)?\\?(?:\)\]|[\])])"
    r"(?:\(https?://[^()\s]*\))?[ \t]*"
)


class Block(StrEnum):
    """What a line is part of."""

    BLANK = "blank"
    TEXT = "text"
    HEADING = "heading"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; `opens` when a block begins with it."""

    start: int
    end: int
    block: Block
    opens: bool


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time that stands in the text, from where on it holds."""

    start: int
    end: int
    seconds: float


def read_markdown(page: Page, meta: SourceMeta) -> Reading:
    """Read the words, note the times, and find the turns."""
    hidden = find_hidden(page.text)
    visible = mask(page.text, hidden, " ")
    fences = find_fences(visible)
    lines = tuple(_classify_lines(page, visible, fences))
    labels = _find_labels(visible, lines, meta)
    stamps = tuple(_find_stamps(visible, lines, labels))
    cuts = [*hidden, *((stamp.start, stamp.end) for stamp in stamps)]
    cuts += find_markup(mask(visible, [*cuts, *fences], "\0"))
    openings = tuple(_find_openings(lines, labels))
    form = Form.LABELLED if labels else Form.PROSE
    return Reading(tuple(_find_pieces(len(page.text), cuts, stamps)), openings, form)


def _classify_lines(page: Page, visible: str, fences: Sequence[Cut]) -> Iterator[Line]:
    before = Block.BLANK
    for start, end in split_lines(page):
        fence = bisect_right(fences, start, key=lambda cut: cut[0]) - 1
        if fence >= 0 and start < fences[fence][1]:
            block, opens = Block.CODE, start == fences[fence][0]
        else:
            block = _classify(visible[start:end])
            opens = block is not before or block is Block.HEADING
        if block is not Block.BLANK:
            yield Line(start, end, block, opens)
        before = block


def _classify(line: str) -> Block:
    if not line.strip():
        return Block.BLANK
    return Block.HEADING if RULER.match(line) else Block.TEXT


def _find_labels(visible: str, lines: Sequence[Line], meta: SourceMeta) -> dict[int, Label]:
    """The speakers' labels, by the start of their line."""
    labels: dict[int, Label] = {}
    for line in lines:
        if line.block is Block.TEXT:
            stamp = STAMP.match(visible, line.start, line.end)
            label = match_label(visible, stamp.end() if stamp else line.start, line.opens)
            if label and label.end <= line.end + 1:
                labels[line.start] = label
    paragraphs = sum(line.opens and line.block is Block.TEXT for line in lines)
    speakers = set(find_speakers(tuple(labels.values()), paragraphs, known_labels(meta.people)))
    return {start: label for start, label in labels.items() if label in speakers}


def _find_stamps(visible: str, lines: Sequence[Line], labels: dict[int, Label]) -> Iterator[Stamp]:
    for line in lines:
        label = labels.get(line.start)
        at = [line.start] if line.block is Block.TEXT and (line.opens or label) else []
        for start in [*at, label.end] if label else at:
            if match := STAMP.match(visible, start, line.end):
                yield Stamp(start, match.end(), _seconds(match["time"]))


def _seconds(time: str) -> float:
    total = 0
    for part in time.split(":"):
        total = total * 60 + int(part)
    return float(total)


def _find_openings(lines: Sequence[Line], labels: dict[int, Label]) -> Iterator[Opening]:
    """A turn for each label, or for each block when there are none; a heading ends a turn."""
    silent = True
    for line in lines:
        label = labels.get(line.start)
        if line.block is Block.HEADING:
            yield Opening(line.start, line.end, stop=True)
        elif label:
            yield Opening(line.start, label.end, label.name)
        elif silent or (line.opens and not labels):
            yield Opening(line.start, line.start)
        silent = line.block is Block.HEADING


def _find_pieces(length: int, cuts: Sequence[Cut], stamps: Sequence[Stamp]) -> Iterator[Piece]:
    for start, end in keep(length, cuts):
        index = bisect_right(stamps, start, key=lambda stamp: stamp.start) - 1
        yield Piece(start, end, stamps[index].seconds if index >= 0 else None)
