"""A source -> its sentences, in order, with exact spans; none reaches past a paragraph or turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.drafting.blocks import Block, Kind, find_blocks
from quizgen.drafting.model import Sentence
from quizgen.schema import Source, Span
from quizgen.text import squeeze

# `[laughter]`, `(Lex laughs)`, `[04:12]`: said by nobody. A capital or a verb in -s or -ing tells
# them from words in parentheses that belong to the sentence.
DIRECTION = re.compile(
    r"\[[^\[\]\n]{0,40}\]|\((?:[\w.'-]+[ \n]){0,3}\w+(?:ing|s|ter|ible|talk|ause)\)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A title in the source; `section` is the number of the section that it opens, from 1."""

    text: str
    span: Span
    section: int


def split_sentences(source: Source) -> tuple[Sentence, ...]:
    """The sentences of what is said; headings, code, tables and stage directions are none."""
    return tuple(_number(source, find_blocks(source)))


def find_headings(source: Source) -> tuple[Heading, ...]:
    """The titles of a source, in order."""
    blocks = (block for block in find_blocks(source) if block.kind is Kind.HEADING)
    return tuple(
        Heading(squeeze(source.text[b.span.start : b.span.end]), b.span, number)
        for number, b in enumerate(blocks, 1)
    )


def _number(source: Source, blocks: tuple[Block, ...]) -> Iterator[Sentence]:
    language = source.meta.language.split("-")[0].casefold() or "en"
    number = section = 0
    for index, block in enumerate(blocks):
        section += block.kind is Kind.HEADING
        if block.kind is not Kind.TEXT:
            continue
        for span in _split(source.text, block.span, language):
            text = squeeze(source.text[span.start : span.end])
            yield Sentence(number, text, span, block.turn, index, section)
            number += 1


def _split(text: str, span: Span, language: str) -> Iterator[Span]:
    """Spans of the sentences of a block, without the white space around them."""
    from sentencex import get_sentence_boundaries

    # Line ends inside a block are wraps: the splitter must not take them for ends of sentences.
    block = text[span.start : span.end].replace("\n", " ")
    for found in get_sentence_boundaries(language, block):
        start, end = int(found["start_index"]), int(found["end_index"])
        said = block[start:end]
        start += len(said) - len(said.lstrip())
        end -= len(said) - len(said.rstrip())
        if start < end and not is_direction(block[start:end]):
            yield Span(span.start + start, span.start + end)


def is_direction(said: str) -> bool:
    """Whether nothing but stage directions and punctuation is there."""
    return not any(char.isalnum() for char in DIRECTION.sub("", said))
