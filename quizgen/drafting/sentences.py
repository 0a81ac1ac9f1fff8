"""A source -> its sentences, in order, with exact spans; none reaches past a paragraph or turn.

The text of a sentence is what stands at its span, without marks of Markdown's dialects.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from quizgen.drafting.blocks import Block, Kind, find_blocks
from quizgen.drafting.dialects import find_marks
from quizgen.drafting.model import Sentence
from quizgen.schema import Source, Span
from quizgen.sources.formats.markup import Cut, keep
from quizgen.text import squeeze

# `[laughter]`, `(Lex laughs)`, `[04:12]`: said by nobody. A capital or a verb in -s or -ing tells
# them from words in parentheses that belong to the sentence.
DIRECTION = re.compile(
    r"\[[^\[\]\n]{0,40}\]|\((?:[\w.'-]+[ \n]){0,3}\w+(?:ing|s|ter|ible|talk|ause)\)", re.IGNORECASE
)


BACK_MATTER = re.compile(
    r"\W*[\dIVX.]*\W*(?:acknowledge?ments?|thanks|(?:about the )?authors?|credits|references|"
    r"bibliography|literature|further reading|external links|sources|notes|licen[cs]e|copyright|"
    r"contact|index|(?:table of )?contents|contributors|works cited|see also)\W*$",
    re.I,
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
    shown = Shown(source)
    blocks = (block for block in find_blocks(source) if block.kind is Kind.HEADING)
    return tuple(
        Heading(squeeze(shown.pieces(b.span)[0]), b.span, number)
        for number, b in enumerate(blocks, 1)
    )


def find_back_matter(source: Source) -> frozenset[int]:
    """The numbers of sections that are about the text: thanks, authors, references."""
    return frozenset(h.section for h in find_headings(source) if BACK_MATTER.match(h.text))


class Shown:
    """A source without its marks, piece by piece, with the way back to its positions."""

    def __init__(self, source: Source) -> None:
        self._text = source.text
        self._marks = find_marks(source)
        self._starts = [start for start, _ in self._marks]

    def pieces(self, span: Span) -> tuple[str, Sequence[Cut]]:
        """The words of a span, and the stretches of the source that they were joined from."""
        text = self._text
        first = max(0, bisect_right(self._starts, span.start) - 1)
        marks = self._marks[first : bisect_left(self._starts, span.end)]
        cuts = [(max(0, a - span.start), b - span.start) for a, b in marks if b > span.start]
        if not cuts:
            return text[span.start : span.end], ((span.start, span.end),)
        kept = [(span.start + a, span.start + b) for a, b in keep(span.end - span.start, cuts)]
        return "".join(text[a:b] for a, b in kept), kept


def _number(source: Source, blocks: tuple[Block, ...]) -> Iterator[Sentence]:
    language = source.meta.language.split("-")[0].casefold() or "en"
    shown = Shown(source)
    number = section = 0
    for index, block in enumerate(blocks):
        section += block.kind is Kind.HEADING
        if block.kind is not Kind.TEXT:
            continue
        said, pieces = shown.pieces(block.span)
        for start, end in _split(said, language):
            text = squeeze(said[start:end])
            yield Sentence(number, text, _place(pieces, start, end), block.turn, index, section)
            number += 1


def _place(pieces: Sequence[Cut], start: int, end: int) -> Span:
    """Where a stretch of joined pieces stands in the source, without marks at its ends."""
    if len(pieces) == 1:
        return Span(pieces[0][0] + start, pieces[0][0] + end)
    joined = [0, *accumulate(b - a for a, b in pieces)]
    first = bisect_right(joined, start) - 1
    last = bisect_right(joined, end - 1) - 1
    return Span(pieces[first][0] + start - joined[first], pieces[last][0] + end - joined[last])


def _split(said: str, language: str) -> Iterator[Cut]:
    """Where the sentences of a block stand in it, without the white space around them."""
    from sentencex import get_sentence_boundaries

    # Line ends inside a block are wraps: the splitter must not take them for ends of sentences.
    block = said.replace("\n", " ")
    found = get_sentence_boundaries(language, block)
    cuts = ((int(f["start_index"]), int(f["end_index"])) for f in found)
    for start, end in _join_words(cuts, block):
        said = block[start:end]
        start += len(said) - len(said.lstrip())
        end -= len(said) - len(said.rstrip())
        if start < end and not is_direction(block[start:end]):
            yield start, end


def _join_words(found: Iterable[Cut], block: str) -> Iterator[Cut]:
    """Sentences, put together again where one ends inside a word: "MUL.APIN"."""
    held: Cut | None = None
    for start, end in found:
        if held and start == held[1] and not re.search(r"\s", block[start - 1 : start + 1]):
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


def is_direction(said: str) -> bool:
    """Whether nothing but stage directions and punctuation is there."""
    return not any(char.isalnum() for char in DIRECTION.sub("", said))
