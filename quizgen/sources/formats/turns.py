"""Plain text (.txt): `- ` turns, `Name:` turns, or paragraphs. The text is read as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.schema import SourceMeta
from quizgen.sources.labels import find_speakers, known_labels, match_label
from quizgen.sources.pages import Form, Opening, Page, Piece, Reading, split_lines

DASH = re.compile(
    r"(?:[-\u2013\u2014]|>>)[ \t]+(?:\[(?P<name>[^\W\d_a-z][^\[\]\n]{0,40})\][ \t]*)?"
)
NOISE_WORDS = "applause chuckles crosstalk inaudible laughs laughter music noise"
NOISES = frozenset(NOISE_WORDS.split())
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
    found = ((start, match_dash(page.text, start, end)) for start, end in lines)
    return tuple(Opening(start, *dash) for start, dash in found if dash)


def match_dash(text: str, start: int, end: int) -> tuple[int, str | None] | None:
    """Where the words after a dash begin, and who says them; `[Music]` is no name."""
    match = DASH.match(text, start, end)
    if match is None:
        return None
    name = match["name"]
    if name and name.split()[-1].casefold() in NOISES:
        return match.start("name") - 1, None
    return match.end(), name


def with_preface(page: Page, openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """What stands before the first turn becomes a turn of nobody."""
    before = page.text[: openings[0].label_at]
    return (Opening(0, 0), *openings) if before.strip() else openings


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
