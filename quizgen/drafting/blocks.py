"""A source -> its blocks: paragraphs, list items, headings, code; pure, exact spans.

A block never reaches past a turn. What Markdown marks is still in the text as `# ` and fences; in
plain text a heading is a short line of its own without punctuation at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from quizgen.drafting.dialects import MARKDOWN, blank_marks
from quizgen.drafting.program_text import is_code
from quizgen.schema import Source, Span, Turn

PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*(?:\n|$)))*")
ITEM = re.compile(r"(?m)^[ \t]*(?:[-*+\u2022]|\d{1,2}[.)]|[a-z][.)])[ \t]+(?=\S)")
MARKED = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+(?P<title>[^\n]*?)[ \t]*#*[ \t]*$")
UNDERLINE = re.compile(r"[=\-~^]{3,}")
FENCE = re.compile(r"(?m)^ {0,3}(`{3,}|~{3,})[^\n]*$")
TABLE = re.compile(r"(?m)^[ \t]*\|")
# Where titles are lines; what is said has no titles, and a short answer is none either.
TITLED = frozenset((".txt", *MARKDOWN))
MOST_TITLE_WORDS = 12
# `term: what it is`, `term - what it is`: a line of a glossary. Titles go on with a capital.
ENTRY = re.compile(
    r"^\**(?P<term>\w[\w '\u2019()-]{0,40}?)\**(?:\**:\**| \u2014| \u2013| -)\s+"
    r"(?P<says>(?:[a-z]|(?:An?|The|Any|When|What) (?=[a-z])).*)$",
    re.S,
)
FEWEST_ENTRIES = 3


class Kind(StrEnum):
    """What a block is."""

    TEXT = "text"
    HEADING = "heading"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a source; `turn` is the one it stands in, if somebody speaks there."""

    kind: Kind
    span: Span
    turn: Turn | None


def find_blocks(source: Source) -> tuple[Block, ...]:
    """All blocks in order; labels of speakers, tables, rulers and marks belong to none.

    A line of nothing but marks ends a paragraph, as a blank line does.
    """
    source = blank_marks(source)
    return tuple(
        block
        for piece, turn in _find_pieces(source)
        for block in _split_piece(source, piece, turn)
        if block.span.end > block.span.start
    )


def _find_pieces(source: Source) -> Iterator[tuple[Span, Turn | None]]:
    """Turns, and what Markdown has between them: headings and code, but not labels."""
    is_markdown = source.path.suffix.lower() in MARKDOWN
    at = 0
    for turn in source.turns:
        if is_markdown:
            yield from _find_headings(source.text, at, turn.span.start)
        yield turn.span, turn
        at = turn.span.end
    if is_markdown:
        yield from _find_headings(source.text, at, len(source.text))


def _find_headings(text: str, start: int, end: int) -> Iterator[tuple[Span, None]]:
    for match in MARKED.finditer(text, start, end):
        yield Span(*match.span()), None


def _split_piece(source: Source, piece: Span, turn: Turn | None) -> Iterator[Block]:
    text = source.text
    at = piece.start
    for start, end in _find_fences(text, piece):
        yield from _split_paragraphs(source, Span(at, start), turn)
        yield Block(Kind.CODE, Span(start, end), turn)
        at = end
    yield from _split_paragraphs(source, Span(at, piece.end), turn)


def _find_fences(text: str, piece: Span) -> Iterator[tuple[int, int]]:
    opened: re.Match[str] | None = None
    for match in FENCE.finditer(text, piece.start, piece.end):
        if opened is None:
            opened = match
        elif match[1].startswith(opened[1]):
            yield opened.start(), match.end()
            opened = None
    if opened is not None:
        yield opened.start(), piece.end


def _split_paragraphs(source: Source, piece: Span, turn: Turn | None) -> Iterator[Block]:
    text = source.text
    for match in PARAGRAPH.finditer(text, piece.start, piece.end):
        span = _trim(text, Span(*match.span()))
        if MARKED.match(text, span.start, span.end) or turn is None:
            yield from _split_marked(source, span, turn)
        elif TABLE.match(text, span.start, span.end):
            continue
        else:
            yield from _classify(source, span, turn)


def _split_marked(source: Source, span: Span, turn: Turn | None) -> Iterator[Block]:
    """A paragraph that begins with a `# title` line; what follows on the next line is text."""
    match = MARKED.match(source.text, span.start, span.end)
    if match is None:
        return
    yield Block(Kind.HEADING, Span(*match.span("title")), turn)
    rest = _trim(source.text, Span(match.end(), span.end))
    if rest.end > rest.start:
        yield from _split_paragraphs(source, rest, turn)


def _classify(source: Source, span: Span, turn: Turn) -> Iterator[Block]:
    said = source.text[span.start : span.end]
    if is_code(said):
        yield Block(Kind.CODE, span, turn)
        return
    titled = source.path.suffix.lower() in TITLED and _opens_line(source.text, turn)
    if not titled:
        yield Block(Kind.TEXT, span, turn)
        return
    title = _find_title(said)
    if title:
        yield Block(Kind.HEADING, Span(span.start, span.start + title), turn)
        return
    for start, end in _split_entries(said) or _split_items(said):
        yield Block(Kind.TEXT, _trim(source.text, Span(span.start + start, span.start + end)), turn)


def _opens_line(text: str, turn: Turn) -> bool:
    """Whether no speaker's label stands before a turn: a paragraph of someone who writes."""
    before = text[text.rfind("\n", 0, turn.span.start) + 1 : turn.span.start]
    return not before.strip()


def _find_title(said: str) -> int:
    """The length of the title that a paragraph is; 0 when it is none."""
    first, *others = said.split("\n")
    if others and not (len(others) == 1 and UNDERLINE.fullmatch(others[0].strip())):
        return 0
    words = first.split()
    if not 0 < len(words) <= MOST_TITLE_WORDS or ITEM.match(first) or not _is_titled(first):
        return 0
    if ENTRY.match(first):
        return 0
    return len(first.rstrip())


def _is_titled(line: str) -> bool:
    stripped = line.strip()
    opens = stripped[0].isupper() or stripped[0].isdigit()
    asks = stripped.endswith("?") and len(stripped.split()) > 1
    return opens and (asks or stripped[-1].isalnum() or stripped[-1] in ")\"'\u201d\u2019")


def _split_entries(said: str) -> list[tuple[int, int]]:
    """The lines of a paragraph that is a glossary; none when it is not."""
    lines = [(line.start(), line.end()) for line in re.finditer(r"[^\n]+", said)]
    starts = [start for start, end in lines if ENTRY.match(said[start:end])]
    if len(starts) < FEWEST_ENTRIES or starts[0] > 0 or len(starts) * 2 < len(lines):
        return []
    return list(zip(starts, [*starts[1:], len(said)], strict=True))


def _split_items(said: str) -> Iterator[tuple[int, int]]:
    """List items without their markers; a paragraph that is no list is one item."""
    marks = list(ITEM.finditer(said))
    # A line that happens to begin with a dash or `2.` does not make a list of a paragraph.
    if not marks or (marks[0].start() > 0 and len(marks) < 2):
        yield 0, len(said)
        return
    if marks[0].start() > 0:
        yield 0, marks[0].start()
    for mark, following in pairwise([*marks, None]):
        assert mark is not None  # only the last is
        yield mark.end(), following.start() if following else len(said)


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
