"""What Markdown's markup takes away from the text, as spans to cut. Pure; knows no turns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Cut = tuple[int, int]

FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[^\n]*\n)*?(?:---|\.\.\.)[ \t]*(?:\n\s*|$)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
LINE = re.compile(r"[^\n]*\n|[^\n]+$")
SHOWN = re.compile(r"[^\n]")
# A blank line ends every inline construct, so none reaches past its paragraph; and none looks
# past the next marker, so that a text full of openers takes no longer than another.
RUN = r"(?:[^\n]|\n(?![ \t]*\n))"
CODE = re.compile(
    r"(?<![\\`])(?P<open>(?P<ticks>`+)(?!`))" + RUN + r"+?(?P<close>(?<!`)(?P=ticks)(?!`))"
)
INLINE = (
    re.compile(r"(?<!\\)(?P<open>\{:{1,2}[^{}\n]{0,400}\})(?P<close>)"),  # {: .class} of kramdown
    re.compile(  # {#id .class} of Pandoc
        r"(?<!\\)(?P<open>\{[ \t]*[#.][A-Za-z][\w:.-]*(?:[ \t]+[^\s{}]{1,200})*[ \t]*\})(?P<close>)"
    ),
    re.compile(r"(?m)^ {0,3}(?P<open>(?!>>>)>(?:[ \t]?>)*[ \t]?)(?P<close>)"),  # > a quotation
    re.compile(  # [text](url "title") and ![alt](url)
        r"(?<!\\)(?P<open>!?\[)[^\[\]\n]*(?P<close>\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?"
        r"(?:[ \t]+\"[^\"\n]*\")?\))"
    ),
    re.compile(
        r"(?<![\\\w])(?P<open>\*\*)(?=[^\s*])(?:(?!\*\*)" + RUN + r")+(?<=[^\s\\])(?P<close>\*\*)"
    ),
    re.compile(
        r"(?<![\\\w])(?P<open>__)(?=[^\s_])(?:(?!__)" + RUN + r")+(?<=[^\s\\])(?P<close>__)(?!\w)"
    ),
    re.compile(
        r"(?<![\\\w*])(?P<open>\*)(?=[^\s*])(?:[^\n*]|\n(?![ \t]*\n))*?"
        r"(?<=[^\s*\\])(?P<close>\*)(?![\w*])"
    ),
    re.compile(
        r"(?<![\\\w])(?P<open>_)(?=[^\s_])(?:[^\n_]|(?<=\w)_(?=\w)|\n(?![ \t]*\n))*?"
        r"(?<=[^\s_\\])(?P<close>_)(?!\w)"
    ),
    re.compile(r"(?P<open>\\)\[[\w .,'\u2019:;?!\-]*(?P<close>\\)\]"),  # \[laughs\]
    re.compile(r"(?P<open>\\)(?P<close>)[*_#`]"),
)


def find_hidden(text: str) -> list[Cut]:
    """Front matter, and comments outside of code."""
    front = FRONT_MATTER.match(text)
    start = front.end() if front else 0
    bare = mask(text, find_fences(text, start), "\0")
    comments = [m.span() for m in COMMENT.finditer(bare, start, bare.rfind("-->") + 3)]
    return [(0, start), *comments] if front else comments


def find_fences(text: str, start: int = 0) -> list[Cut]:
    """Fenced code blocks, fences included; one that is never closed goes on to the end."""
    fences: list[Cut] = []
    fence, begin = "", 0
    for line in LINE.finditer(text, start):
        match = FENCE.match(line[0])
        if not match:
            continue
        if not fence:
            fence, begin = match[1], line.start()
        elif match[1].startswith(fence) and not line[0].strip().strip(fence[0]):
            fences.append((begin, line.end()))
            fence = ""
    return [*fences, (begin, len(text))] if fence else fences


def find_markup(text: str) -> list[Cut]:
    """Markers of links, emphasis and code in a line, and backslashes; code blocks are masked."""
    code = list(CODE.finditer(text))
    cuts = [cut for match in code for cut in _markers(match)]
    text = mask(text, (match.span() for match in code), "\0")
    for pattern in INLINE:
        found = [cut for match in pattern.finditer(text) for cut in _markers(match)]
        text = mask(text, found, "\0")
        cuts += found
    return cuts


def mask(text: str, cuts: Iterable[Cut], blank: str) -> str:
    """The same text with each character of the cuts, but no newline, replaced."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(cuts):
        if end > at:
            start = max(start, at)
            parts += (text[at:start], SHOWN.sub(blank, text[start:end]))
            at = end
    return "".join((*parts, text[at:]))


def keep(length: int, cuts: Iterable[Cut]) -> Iterator[Cut]:
    """What the cuts leave of a text."""
    at = 0
    for start, end in sorted(cuts):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _markers(match: re.Match[str]) -> Iterator[Cut]:
    for name in ("open", "close"):
        if match[name]:
            yield match.span(name)
