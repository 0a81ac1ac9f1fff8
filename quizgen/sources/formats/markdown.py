"""Markdown: the text without its markup, `**Speaker:**` turns, `[04:12]` as times.

Left out: front matter, HTML comments, emphasis markers, link targets, times at the start of a
paragraph, and the backslash before a bracket or an emphasis marker. Code stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from quizgen.schema import SourceMeta
from quizgen.sources.labels import Label, find_speakers, known_labels, match_label
from quizgen.sources.pages import Form, Opening, Page, Piece, Reading, split_lines

FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[^\n]*\n)*?(?:---|\.\.\.)[ \t]*(?:\n\s*|$)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
HEADING = re.compile(r" {0,3}(?:#{1,6}(?:[ \t]|$)|(?:[-*_][ \t]*){3,}$)")
# A blank line ends every inline construct, so none reaches past its paragraph.
INSIDE = r"(?:[^\n{0}]|\n(?![ \t]*\n))"
CODE = re.compile(r"(?<!`)(`+)(?!`)" + INSIDE.format("") + r"+?(?<!`)\1(?!`)")
LINK = re.compile(
    r"(?<!\\)(?P<open>!?\[)[^\[\]\n]*(?P<target>\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?"
    r"(?:[ \t]+\"[^\"\n]*\")?\))"
)
STRONG = re.compile(
    r"(?<![\\\w])(?P<open>\*\*|__)(?=[^\s*_])"
    + INSIDE.format("")
    + r"+?(?<=\S)(?P<target>(?P=open))(?!\w)"
    r"|(?<!\\)(?P<open2>\*\*)(?=[^\s*])[^\n*]+(?<=\S)(?P<target2>\*\*)"
)
EMPHASIS = re.compile(
    r"(?<![\\\w*])(?P<open>\*)(?=[^\s*])"
    + INSIDE.format("*")
    + r"*?(?<=[^\s*\\])(?P<target>\*)(?![\w*])"
    r"|(?<![\\\w_])(?P<open2>_)(?=[^\s_])" + INSIDE.format("_") + r"*?(?<=[^\s_\\])(?P<target2>_)(?![\w_])"
)
ESCAPE = re.compile(r"\\(?=[*_#`])|(?P<open>\\)\[[\w .,'\u2019:;?!\-]*(?P<target>\\)\]")
STAMP = re.compile(
    r"[ \t]*\\?(?:\[\(|[\[(])(?P<time>\d{1,2}(?::\d{2}){1,2})(?:[.,]\d+)?\\?(?:\)\]|[\])])"
    r"(?:\(https?://[^()\s]*\))?[ \t]*"
)


class Block(StrEnum):
    """What a line is."""

    BLANK = "blank"
    TEXT = "text"
    HEADING = "heading"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page; `opens` when a block begins with it."""

    start: int
    end: int
    block: Block
    opens: bool


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time in the text, to be left out."""

    start: int
    end: int
    seconds: float


def read_markdown(page: Page, meta: SourceMeta) -> Reading:
    """Read the words, note the times, and find the turns."""
    hidden = find_hidden(page.text)
    visible = mask(page.text, hidden)
    lines = tuple(classify_lines(page, visible))
    stamps, labels = _find_stamps_and_labels(visible, lines)
    code = [(line.start, line.end) for line in lines if line.block is Block.CODE]
    cuts = [*hidden, *((stamp.start, stamp.end) for stamp in stamps)]
    cuts += find_markup(mask(visible, [*cuts, *code]))
    openings, form = _find_openings(lines, labels, meta)
    return Reading(tuple(keep(len(page.text), sorted(cuts), stamps)), openings, form)


def find_hidden(text: str) -> list[tuple[int, int]]:
    """Front matter, and comments outside of code."""
    front = FRONT_MATTER.match(text)
    hidden = [front.span()] if front else []
    start = front.end() if front else 0
    return hidden + [m.span() for m in COMMENT.finditer(mask_fences(text), start)]


def mask_fences(text: str) -> str:
    """Fenced code blanked out, so that nothing inside it is taken for markup."""
    fence, spans, start = "", [], 0
    for line in text.splitlines(keepends=True) if "\x0b" not in text else text.split("\n"):
        start += len(line)
    return text


def classify_lines(page: Page, visible: str) -> Iterator[Line]:
    """What each line is, fences followed from opening to closing one."""
    fence, before = "", Block.BLANK
    for start, end in split_lines(page):
        text = visible[start:end]
        match = FENCE.match(text)
        if fence:
            block, opens = Block.CODE, False
            if match and match[1].startswith(fence) and not text.strip().strip(fence[0]):
                fence = ""
        elif match:
            block, opens, fence = Block.CODE, True, match[1]
        else:
            block = _classify(text)
            opens = block is not before or block is Block.HEADING
        before = block
        yield Line(start, end, block, opens)
