"""Plain text (.txt): `Name:` turns, `- ` turns, or paragraphs. The text is read as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.schema import SourceMeta
from quizgen.sources.formats.heads import Head, find_heads, is_dashed
from quizgen.sources.pages import Form, Opening, Page, Piece, Reading, split_lines


def read_turns(page: Page, meta: SourceMeta) -> Reading:
    """Read everything; turns by dashes where each turn has one, else by labels, else paragraphs."""
    pieces = (Piece(0, len(page.text)),)
    spans = tuple(split_lines(page))
    lines = [page.text[start:end] for start, end in spans]
    opening = paragraph_starts(lines)
    heads = find_heads(lines, frozenset(opening), len(opening), meta)
    if is_dashed(heads, len(lines)):
        return Reading(pieces, _open(page, spans, heads), Form.DASHES)
    if any(head.name for head in heads):
        return Reading(pieces, _open(page, spans, _drop_lists(heads)), Form.LABELLED)
    openings = tuple(Opening(spans[index][0], spans[index][0]) for index in opening)
    return Reading(pieces, openings, Form.PROSE)


def paragraph_starts(lines: Sequence[str]) -> list[int]:
    """The first line of each block of lines between blank ones."""
    blank = True
    starts = []
    for index, line in enumerate(lines):
        was_blank, blank = blank, not line.strip()
        if was_blank and not blank:
            starts.append(index)
    return starts


def _drop_lists(heads: Sequence[Head]) -> tuple[Head, ...]:
    """Among labels a few dashes are a list in somebody's turn; many are turns, of whom is not said.

    (In subtitles each of them is another voice.)
    """
    unnamed = sum(not head.name for head in heads)
    many = 2 * unnamed > len(heads)
    return tuple(head for head in heads if many or head.name)


def _open(
    page: Page, spans: Sequence[tuple[int, int]], heads: Sequence[Head]
) -> tuple[Opening, ...]:
    """A turn for each head; what stands before the first becomes a turn of nobody."""
    turns = tuple(
        Opening(spans[head.index][0], spans[head.index][0] + head.at, head.name) for head in heads
    )
    before = page.text[: turns[0].label_at]
    return (Opening(0, 0), *turns) if before.strip() else turns
