"""Light Markdown -> HTML, the same for cards and paper: emphasis, code, lists, maths; no raw HTML.

Maths is written `\\( \\)` or `\\[ \\]`. Cards keep these delimiters (Anki brings MathJax);
paper gets MathML, which browsers draw without any script or font of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from quizgen.maths import to_mathml
from quizgen.text import squeeze

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MATHS = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
# Control characters make Anki refuse a whole import or cut text off; bidi overrides can make a
# text read otherwise than it is stored. Neither has a place in a question.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# Anki plays, speaks or typesets what stands in such brackets, wherever it finds them in a field.
ANKI_TAG = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\${1,2}\])", re.IGNORECASE)
# Whatever the parser takes for more than a letter, or for less than a space (a C1 line end); most
# texts of a deck have none of it.
MARKS = re.compile(r"[*_`\\&\n\x85]")
LIST_LINE = re.compile(r"^ {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)", re.MULTILINE)


class Medium(Enum):
    """Where the HTML goes: decides how maths is written."""

    CARD = "card"
    PAPER = "paper"


def clean(text: str) -> str:
    """A text without the characters that have no place in Anki or on paper."""
    return UNWANTED.sub("", text)


@lru_cache(maxsize=8192)
def to_html(text: str, medium: Medium) -> str:
    """Markdown of one or more paragraphs -> HTML; a single paragraph comes without its `<p>`."""
    text = clean(text)
    if not MARKS.search(text):
        return ANKI_TAG.sub("&#91;", escape(text.strip(), quote=False).replace('"', "&quot;"))
    html = ANKI_TAG.sub("&#91;", _parser_for(text, medium).render(text).strip())
    if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>"):
        html = html[3:-4]
    # A raw newline is a space in HTML, but breaks MathJax inside Anki's editor.
    return re.sub(r"\s*\n\s*", " ", html) if "<pre>" not in html else html


@lru_cache(maxsize=8192)
def to_text(text: str) -> str:
    """Markdown -> plain text: for the answer that a learner types, sort fields and terminals."""
    if not MARKS.search(text):
        return squeeze(clean(text))
    blocks = _parse(text)
    lines = ("".join(_leaf_text(leaf) for leaf in block.children or [block]) for block in blocks)
    return " ".join(" ".join(lines).split())


@lru_cache(maxsize=8192)
def to_lines(text: str) -> str:
    """Markdown -> plain text that keeps its lines: those of paragraphs, lists and code."""
    lines, mark = [], ""
    for block in _parse(text):
        if block.type == "list_item_open":
            mark = f"{block.info}{block.markup} " if block.info else "- "
        elif block.children:
            said = "".join(map(_leaf_lines, block.children)).split("\n")
            lines.append(mark + "\n".join(" ".join(line.split()) for line in said))
            mark = ""
        elif block.content:
            lines.append(mark + block.content.rstrip("\n"))
            mark = ""
    return "\n".join(lines)


def formulas(text: str) -> tuple[str, ...]:
    """The TeX of every formula; what merely looks like one, in code, is none."""
    leaves = (leaf for block in _parse(text) for leaf in block.children or ())
    return tuple(leaf.content for leaf in leaves if leaf.type == "maths")


def plain_html(text: str, *, attribute: bool = False) -> str:
    """Plain text (a quote, a name, a date) -> HTML: escaped, and nothing in it read as markup.

    Args:
        text: anything.
        attribute: whether it may also stand between quotation marks, as a link does.
    """
    plain = escape(" ".join(clean(text).split()), quote=attribute)
    return ANKI_TAG.sub("&#91;", plain)


def _parse(text: str) -> list[Token]:
    text = clean(text)
    return _parser_for(text, Medium.CARD).parse(text)


def _leaf_text(leaf: Token) -> str:
    return " " if leaf.type.endswith("break") else leaf.content


def _leaf_lines(leaf: Token) -> str:
    # A formula is one line, and so is code: what is wrapped there is only wrapped in the file.
    return "\n" if leaf.type.endswith("break") else " ".join(leaf.content.split("\n"))


def _parser_for(text: str, medium: Medium) -> MarkdownIt:
    """Lists take two lines or more: the answer "1984." is a year, and "- 5" a number."""
    several_lines = "\n" in text.strip()
    return _parser(medium, several_lines, several_lines and len(LIST_LINE.findall(text)) > 1)


@cache
def _parser(medium: Medium, fences: bool, lists: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"html": False, "breaks": True})
    parser.enable(["emphasis", "backticks", "escape", "newline", "entity"])
    parser.enable(["fence"] * fences + ["list"] * lists)
    parser.inline.ruler.before("escape", "maths", _read_maths)
    parser.add_render_rule("maths", _maths_writer(medium))
    return parser


def _read_maths(state: StateInline, silent: bool) -> bool:
    found = MATHS.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("maths", "", 0)
        token.content = found[1] or found[2]
        token.meta = {"block": found[2] is not None}
    state.pos = found.end()
    return True


def _maths_writer(medium: Medium) -> Callable[..., str]:
    def write(renderer: object, tokens: Sequence[Token], index: int, *_: object) -> str:
        tex, block = tokens[index].content, bool(tokens[index].meta["block"])
        return _card_maths(tex, block) if medium is Medium.CARD else _paper_maths(tex, block)

    return write


def _card_maths(tex: str, block: bool) -> str:
    inner = escape(" ".join(tex.split()), quote=False)
    return rf"\[{inner}\]" if block else rf"\({inner}\)"


def _paper_maths(tex: str, block: bool) -> str:
    return to_mathml(tex, block) or f"<code>{escape(tex)}</code>"
