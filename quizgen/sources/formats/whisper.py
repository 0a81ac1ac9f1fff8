"""Whisper's JSON (.json): segments with times, and with speakers when whisperx named them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from quizgen.schema import SourceMeta
from quizgen.sources.formats.cues import Cue, CueLine, read_cues, skip_characters
from quizgen.sources.pages import Page, PageError, Piece, Reading

ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)"
)
SHAPE = '{"segments": [{"start": 0.0, "end": 2.5, "text": "..."}]}'


class Placed(str):
    """A string of the file; it stands between the quotation marks at `start` and `end`."""

    __slots__ = ("end", "start")
    start: int
    end: int


class PlacingDecoder(json.JSONDecoder):
    """Decodes strings as `Placed`. The scanner is the one in Python, which can be told how."""

    parse_string: Callable[..., tuple[str, int]]

    def __init__(self) -> None:
        super().__init__()
        self.parse_string = _parse_string
        self.scan_once = json.scanner.py_make_scanner(self)  # type: ignore[attr-defined]


def read_whisper(page: Page, meta: SourceMeta) -> Reading:
    """Read the segments' texts, one to a line."""
    cues = tuple(_parse_segments(page))
    if not cues:
        raise PageError(0, "no segment has text; transcribe again, or give the .srt file")
    return read_cues(cues, meta)


def _parse_segments(page: Page) -> Iterator[Cue]:
    data = _decode(page)
    segments = data.get("segments") if isinstance(data, dict) else None
    if not isinstance(segments, list):
        raise PageError(0, f"no segments; Whisper's JSON looks like {SHAPE}")
    for number, segment in enumerate(segments, 1):
        text = segment.get("text") if isinstance(segment, dict) else None
        if not isinstance(text, Placed):
            raise PageError(0, f"segment {number} has no text; Whisper's JSON looks like {SHAPE}")
        start, end = (_parse_time(segment.get(key)) for key in ("start", "end"))
        speaker = segment.get("speaker")
        if text.strip():
            pieces = skip_characters(
                _find_pieces(page, text, start), len(text) - len(text.lstrip())
            )
            name = _printable(speaker).strip() if isinstance(speaker, str) else ""
            yield Cue(start, end, (CueLine(tuple(pieces), _printable(text).strip(), name or None),))


def _decode(page: Page) -> Any:
    try:
        return PlacingDecoder().decode(page.text)
    except json.JSONDecodeError as error:
        raise PageError(error.pos, f"not readable as JSON: {error.msg}") from error
    except (RecursionError, ValueError) as error:  # nested too deep; a number too long
        raise PageError(0, f"not readable as JSON: {error}; is it a transcript?") from error


def _parse_string(text: str, start: int, strict: bool = True) -> tuple[str, int]:
    value, end = scanstring(text, start, strict)
    placed = Placed(value)
    placed.start, placed.end = start, end - 1
    return placed, end


def _parse_time(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def _printable(text: str) -> str:
    """A lone half of a surrogate pair is no character, and no file could be written with it."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _find_pieces(page: Page, text: Placed, seconds: float | None) -> tuple[Piece, ...]:
    """The string, and a line end in place of its last quotation mark."""
    pieces: list[Piece] = []
    at = text.start
    for match in ESCAPE.finditer(page.text, text.start, text.end):
        pieces.append(Piece(at, match.start(), seconds))
        char = _printable(scanstring(match[0] + '"', 0)[0])
        pieces.append(Piece(match.start(), match.end(), seconds, char))
        at = match.end()
    pieces.append(Piece(at, text.end, seconds))
    return (*pieces, Piece(text.end, text.end + 1, seconds, "\n"))
