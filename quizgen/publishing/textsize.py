"""How much room a piece of our HTML takes in print, without a browser: lines at a width, in em.

Fonts differ between machines, so the widths are those of a wide serif, and a little more: better
a card with air than one that runs over. Tests measure the outcome in a real browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from unicodedata import combining, east_asian_width

SPACE = 0.28
NARROW, NARROW_WIDTH = frozenset("iljtfrI.,;:'|!()[]-‘’“”·"), 0.35
WIDE, WIDE_WIDTH = frozenset("mw&QODGHNUK"), 0.82
WIDEST, WIDEST_WIDTH = frozenset("MW@%—…"), 1.02
CAPITAL, OTHER, FULL, MONO = 0.72, 0.58, 1.05, 0.62
BLOCKS = frozenset({"p", "li", "ul", "ol", "pre", "blockquote", "div", "br"})
TALL = frozenset({"mfrac", "munder", "mover", "munderover", "mtable"})
LIST_INDENT = 1.8
PARAGRAPH_GAP = 0.35  # of a line, between blocks
BLANK = 9.5  # em; the width of a blank to write in, which has no text


@dataclass(frozen=True, slots=True)
class Block:
    """Text that starts on a line of its own: the widths of its words, in em."""

    words: tuple[float, ...]
    indent: float
    extra: float  # lines that formulas take beyond their own


@lru_cache(maxsize=8192)
def blocks_of(html: str) -> tuple[Block, ...]:
    """The blocks of a piece of HTML that `to_html` and the like have made."""
    if "<" not in html and "&" not in html:  # most texts are words and nothing else
        words = tuple(map(width_of, html.split()))
        return (Block(words, 0.0, 0.0),) if words else ()
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return tuple(reader.blocks)


def lines_of(html: str, width: float) -> float:
    """How many lines, with the gaps between blocks, the text takes at a width in em."""
    blocks = blocks_of(html)
    gaps = PARAGRAPH_GAP * max(0, len(blocks) - 1)
    return gaps + sum(_wrapped(block, width) + block.extra for block in blocks)


def _wrapped(block: Block, width: float) -> int:
    room = max(1.0, width - block.indent)
    lines, used = 1, 0.0
    for word in block.words:
        if used and used + SPACE + word > room:
            lines, used = lines + 1, 0.0
        used += word + (SPACE if used else 0.0)
        while used > room:  # a word wider than the line is broken
            lines, used = lines + 1, used - room
    return lines


@lru_cache(maxsize=16384)
def width_of(text: str, *, mono: bool = False) -> float:
    """The width of a word in em."""
    return sum(MONO if mono and ord(c) < 0x1100 else _character(c) for c in text)


@lru_cache(maxsize=4096)
def _character(character: str) -> float:
    if combining(character):
        return 0.0
    if east_asian_width(character) in "WF":
        return FULL
    if character in NARROW:
        return NARROW_WIDTH
    if character in WIDE:
        return WIDE_WIDTH
    if character in WIDEST:
        return WIDEST_WIDTH
    return CAPITAL if character.isupper() else OTHER


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.words: list[float] = []
        self.lists = self.maths = 0
        self.mono = self.verbatim = self.joined = False
        self.extra = 0.0

    def end_block(self) -> None:
        if self.words:
            self.blocks.append(Block(tuple(self.words), LIST_INDENT * self.lists, self.extra))
        self.words, self.extra, self.joined = [], 0.0, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.end_block()
        self.lists += tag in ("ul", "ol")
        self.maths += tag == "math"
        self.mono = self.mono or tag == "code"
        self.verbatim = self.verbatim or tag == "pre"
        self.extra += 0.9 * (tag in TALL)
        if ("class", "blank") in attrs:
            self._add(BLANK)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
        self.lists -= tag in ("ul", "ol")
        self.maths -= tag == "math"
        self.mono = self.mono and tag != "code"
        self.verbatim = self.verbatim and tag != "pre"

    def handle_data(self, data: str) -> None:
        if self.verbatim:
            for line in data.splitlines():
                indent = MONO * (len(line) - len(line.lstrip()))
                words = [width_of(word, mono=True) + MONO - SPACE for word in line.split()]
                self.words = [indent + words[0], *words[1:]] if words else [MONO]
                self.end_block()
            return
        if data[:1].isspace() and not self.maths:
            self.joined = False
        for word in data.split():
            self._add(width_of(word, mono=self.mono))
            self.joined = bool(self.maths)
        self.joined = bool(self.maths) or not data[-1:].isspace()

    def _add(self, width: float) -> None:
        """A word, or the rest of one that a tag parts; a formula is one word."""
        if self.joined and self.words:
            self.words[-1] += width
        else:
            self.words.append(width)
