"""A source -> the blocks in which its text is set: turns in paragraphs, and what is between them.

Blocks hold every character of the text that is not white space, in order and once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from quizgen.schema import Source, Span, Turn

BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
HEADING = re.compile(r"[^\S\n]{0,3}#{1,6}(?=\s)")
RULE = re.compile(r"[\s*_=#-]*")
OWN_LINES = re.compile(r"^ {0,3}(?:(?:[-*+]|\d{1,3}[.)])[^\S\n]|\|)", re.MULTILINE)
FENCE = re.compile(r"^[^\S\n]*(?:```|~~~)", re.MULTILINE)
CODE = re.compile(r"(?: {4}|\t)|[^\S\n]*(?:```|~~~)")
TITLE = re.compile(r"[^\W_][^\n]{1,69}(?<![.!?:;,\u2026\u3002\"\u201d])")
SENTENCE_BREAK = re.compile(r"(?<=[.!?\u2026])['\")\]\u2019\u201d]*\n")
LONG_PARAGRAPH = 900  # characters, about 160 words; talk without paragraphs is set in such
BREAK_AFTER = 600


class Form(StrEnum):
    """How a stretch of text is set."""

    TEXT = "text"
    LINES = "lines"  # with its own line ends: lists, tables
    CODE = "code"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text; `lead` is a speaker's label or a heading's marks before it."""

    span: Span
    form: Form = Form.TEXT
    lead: Span | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A turn, or what stands between two and is nobody's (then `turn` is None)."""

    turn: Turn | None
    paragraphs: tuple[Paragraph, ...]


def cut_blocks(source: Source) -> Iterator[Block]:
    """The whole text as blocks, from front to back."""
    at = 0
    for turn in source.turns:
        label = _label_start(source, turn, at)
        yield from _loose(source, Span(at, label))
        lead = Span(label, turn.span.start)
        labelled = bool(source.text[lead.start : lead.end].strip())
        paragraphs = tuple(_paragraphs(source.text, turn, labelled))
        if labelled:
            first = Paragraph(paragraphs[0].span, paragraphs[0].form, lead)
            paragraphs = (first, *paragraphs[1:])
        yield Block(turn, paragraphs)
        at = turn.span.end
    yield from _loose(source, Span(at, len(source.text)))


def _label_start(source: Source, turn: Turn, at: int) -> int:
    """Where the line begins on which a turn is labelled; not before the end of what was set."""
    position = turn.span.start
    while position > at and source.line_at(position - 1) >= turn.lines.first:
        line_start = source.text.rfind("\n", at, position - 1) + 1
        position = max(at, line_start)
        if line_start == 0:
            break
    return position


def _loose(source: Source, span: Span) -> Iterator[Block]:
    paragraphs = []
    for line in _stretches(source.text, span, re.compile(r"\n\s*")):
        text = source.text[line.start : line.end]
        marks = HEADING.match(text)
        if marks and marks.end() < len(text):
            words = line.start + marks.end()
            lead = Span(line.start, words)
            paragraphs.append(Paragraph(Span(words, line.end), Form.HEADING, lead))
        elif not RULE.fullmatch(text) or not paragraphs:
            paragraphs.append(Paragraph(line))
        else:  # an underline of the heading above, or a rule
            paragraphs.append(Paragraph(line, Form.LINES))
    if paragraphs:
        yield Block(None, tuple(paragraphs))


def _paragraphs(text: str, turn: Turn, labelled: bool) -> Iterator[Paragraph]:
    for stretch in _stretches(text, turn.span, BLANK_LINE):
        said = text[stretch.start : stretch.end]
        if CODE.match(said):
            yield Paragraph(stretch, Form.CODE)
        elif stretch == turn.span and not labelled and TITLE.fullmatch(said):
            yield Paragraph(stretch, Form.HEADING)
        elif OWN_LINES.search(said):
            yield Paragraph(stretch, Form.LINES)
        else:
            yield from (Paragraph(part) for part in _readable(text, stretch))


def _readable(text: str, span: Span) -> Iterator[Span]:
    """A long stretch in parts that end where a sentence and a line do, if any does."""
    start = span.start
    while span.end - start > LONG_PARAGRAPH:
        found = SENTENCE_BREAK.search(text, start + BREAK_AFTER, span.end)
        if not found or span.end - found.end() < LONG_PARAGRAPH - BREAK_AFTER:
            break
        yield Span(start, found.end())
        start = found.end()
    yield Span(start, span.end)


def _stretches(text: str, span: Span, border: re.Pattern[str]) -> Iterator[Span]:
    """What stands between the borders, where there is anything; a block of code stays whole."""
    start = span.start
    fenced = FENCE.search(text, span.start, span.end) is not None
    for found in border.finditer(text, span.start, span.end):
        if fenced and len(FENCE.findall(text[start : found.start()])) % 2:
            continue
        if text[start : found.start()].strip():
            yield Span(start, found.start())
        start = found.end()
    if text[start : span.end].strip():
        yield Span(start, span.end)
