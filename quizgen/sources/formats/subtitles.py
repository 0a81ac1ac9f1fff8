"""SubRip (.srt) and WebVTT (.vtt): cues with times, `<v Speaker>` and tags removed.

pysubs2 reads the time stamps. It gives no positions in the file, takes a WebVTT NOTE for a cue's
text and drops `<v Speaker>`, so the cues are taken apart here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from quizgen.schema import SourceMeta
from quizgen.sources.formats.cues import Cue, CueLine, read_cues, skip_characters
from quizgen.sources.pages import Page, PageError, Piece, Reading, split_lines

MARKUP = re.compile(
    r"<v(?:\.[^\s<>]*)?[ \t]+(?P<voice>[^<>]+)>|(?P<end></v>)"
    r"|</?[A-Za-z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});)"
)
Line = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A timing line's times in seconds, and the lines up to the next timing line."""

    start: float
    end: float
    lines: tuple[Line, ...]
    last: bool


def read_srt(page: Page, meta: SourceMeta) -> Reading:
    """Read SubRip: a cue may hold blank lines; the next cue's number is not part of it."""
    blocks = _split_blocks(page)
    return _read((_parse_cue(page, block, _drop_number(page, block)) for block in blocks), meta)


def read_vtt(page: Page, meta: SourceMeta) -> Reading:
    """Read WebVTT: a blank line ends a cue; notes, styles and regions are left out."""
    blocks = _split_blocks(page)
    return _read((_parse_cue(page, block, _until_blank(page, block)) for block in blocks), meta)


def _read(cues: Iterator[Cue], meta: SourceMeta) -> Reading:
    said = tuple(cue for cue in cues if cue.lines)
    if not said:
        raise PageError(
            0, "no cues with text; a cue is a line `00:00:01,000 --> 00:00:02,500` and its words"
        )
    return read_cues(said, meta)


def _split_blocks(page: Page) -> Iterator[Block]:
    lines = tuple(split_lines(page))
    timings = [
        (index, times)
        for index, (start, end) in enumerate(lines)
        if (times := _parse_timing(page.text[start:end]))
    ]
    ends = [*(index for index, _ in timings), len(lines)][1:]
    for (index, times), end in zip(timings, ends, strict=True):
        yield Block(*times, lines[index + 1 : end], end == len(lines))


def _parse_timing(line: str) -> tuple[float, float] | None:
    """The two times of a timing line; both formats are met with the other's decimal sign."""
    if "-->" not in line:
        return None
    from pysubs2.formats.subrip import SubripFormat
    from pysubs2.formats.webvtt import WebVTTFormat

    for form in (SubripFormat, WebVTTFormat):
        stamps = form.TIMESTAMP.findall(line)
        if len(stamps) == 2:
            try:
                start, end = (form.timestamp_to_ms(stamp) / 1000 for stamp in stamps)
            except ValueError:  # WebVTTFormat takes `:00:01.000` for a time, and fails on it
                return None
            return start, end
    return None


def _drop_number(page: Page, block: Block) -> list[Line]:
    said = [(start, end) for start, end in block.lines if page.text[start:end].strip()]
    number = page.text[slice(*said[-1])].strip() if said and said[-1] == block.lines[-1] else ""
    return said[:-1] if number.isdecimal() and not block.last else said


def _until_blank(page: Page, block: Block) -> list[Line]:
    return list(takewhile(lambda line: page.text[slice(*line)].strip(), block.lines))


def _parse_cue(page: Page, block: Block, lines: list[Line]) -> Cue:
    """The lines of a cue; a voice holds until the next one or the end of the cue."""
    found: list[CueLine] = []
    speaker: str | None = None
    for start, end in lines:
        said: list[Piece] = []
        at = start
        for match in MARKUP.finditer(page.text, start, end):
            said.append(Piece(at, match.start(), block.start))
            at = match.end()
            if match["voice"] or match["end"]:
                found.append(_join(page, said, speaker))
                said = []
                speaker = html.unescape(match["voice"]).strip() if match["voice"] else None
            elif match["entity"]:
                said.append(Piece(*match.span(), block.start, html.unescape(match["entity"])))
        said.append(Piece(at, end, block.start))
        found.append(_join(page, said, speaker))
        found.append(CueLine((Piece(end, end + 1, block.start),), "\n"))
    return Cue(block.start, block.end, tuple(_with_line_ends(found)))


def _join(page: Page, pieces: list[Piece], speaker: str | None) -> CueLine:
    text = "".join(page.text[p.start : p.end] if p.text is None else p.text for p in pieces)
    skip = len(text) - len(text.lstrip())
    return CueLine(tuple(skip_characters(pieces, skip)), text[skip:], speaker)


def _with_line_ends(found: list[CueLine]) -> Iterator[CueLine]:
    """Join each line end to the words before it, and leave out what has none."""
    before: CueLine | None = None
    for line in found:
        if line.text == "\n" and before:
            yield replace(before, pieces=(*before.pieces, *line.pieces))
            before = None
        elif line.text:
            if before:
                yield before
            before = line if line.text != "\n" else None
