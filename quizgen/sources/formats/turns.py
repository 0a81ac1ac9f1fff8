"""Plain text (.txt): `- ` turns, `Name:` turns, or paragraphs. The text is read as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.schema import SourceMeta
from quizgen.sources.labels import find_speakers, known_labels, match_label
from quizgen.sources.pages import Form, Opening, Page, Piece, Reading, split_lines

DASH = re.compile(r"(?:[-\u2013\u2014]|>>)[ \t]+(?:\[(?P<name>[^\W\d_a-z][^\[\]\n]{0,40})\][ \t]*)?")
NOISES = frozenset("applause chuckles crosstalk inaudible laughs laughter music noise".split())
MIN_DASHES = 3
MAX_LINES_PER_DASH = 100


def read_turns(page: Page, meta: SourceMeta) -> Reading:
    """Read everything; turns by dashes, else by labels, else by paragraphs."""
    pieces = (Piece(0, len(page.text)),)
    lines = tuple(split_lines(page))
    dashes = find_dashes(page, lines)
    if len(dashes) >= MIN_DASHES and len(dashes) * MAX_LINES_PER_DASH >= len(lines):
        return Reading(pieces, with_preface(page, dashes), Form.DASHES)
    labelled = _find_labels(page, lines, meta)
    if labelled:
        return Reading(pieces, with_preface(page, labelled), Form.LABELLED)
    openings = tuple(Opening(start, start) for start in paragraph_starts(page, lines))
    return Reading(pieces, openings, Form.PROSE)


def find_dashes(page: Page, lines: Sequence[tuple[int, int]]) -> tuple[Opening, ...]:
    """A turn for each line that starts with a dash, named when `[Name]` follows."""
    found = ((start, DASH.match(page.text, start, end)) for start, end in lines)
    return tuple(match_opening(start, match) for start, match in found if match)


def match_opening(start: int, match: re.Match[str]) -> Opening:
    """The turn that a dash opens; `[Music]` and its like are no names."""
    name = match["name"]
    if name and name.split()[-1].casefold() in NOISES:
        return Opening(start, match.start("name") - 1)
    return Opening(start, match.end(), name)


def with_preface(page: Page, openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """What stands before the first turn becomes a turn of nobody."""
    before = openings[0].label_at
    return openings if not page.text[:before].strip() else (Opening(0, 0, stop=True), *openings)


def paragraph_starts(page: Page, lines: Sequence[tuple[int, int]]) -> list[int]:
    """The first line of each block of lines between blank ones."""
    blank = True
    starts = []
    for start, end in lines:
        was_blank, blank = blank, not page.text[start:end].strip()
        if was_blank and not blank:
            starts.append(start)
    return starts


def _find_labels(
    page: Page, lines: Sequence[tuple[int, int]], meta: SourceMeta
) -> tuple[Opening, ...]:
    paragraphs = frozenset(paragraph_starts(page, lines))
    found = (match_label(page.text, start, start in paragraphs) for start, _ in lines)
    labels = tuple(label for label in found if label)
    speakers = find_speakers(labels, len(paragraphs), known_labels(meta.people))
    return tuple(Opening(label.start, label.end, label.name) for label in speakers)
