"""Cloze texts with nothing hidden: the sentence, with what was asked for marked in it."""

from __future__ import annotations

import re

from quizgen.decks.cloze import deletions
from quizgen.markup import MATHS, Medium, to_html

# Private characters that stand around a deletion while Markdown is read, never in print.
START, END = "\ue000", "\ue001"
MARKED = re.compile(f"{START}([^{START}{END}]*){END}")
TAG = re.compile(r"<(/?)(\w+)[^>]*>")


def revealed_html(text: str) -> str:
    """A cloze text -> HTML; each deletion stands in `<b class="filled">`, except inside maths."""
    text = text.replace(START, "").replace(END, "")
    formulas = [found.span() for found in MATHS.finditer(text)]
    for deletion in reversed(deletions(text)):
        start, end = deletion.span.start, deletion.span.end
        in_maths = any(first < start and end < last for first, last in formulas)
        shown = deletion.text if in_maths else f"{START}{deletion.text}{END}"
        text = text[:start] + shown + text[end:]
    html = MARKED.sub(_mark, to_html(text, Medium.PAPER))
    return html.replace(START, "").replace(END, "")


def _mark(found: re.Match[str]) -> str:
    """Emphasis that begins inside a deletion and ends outside leaves it unmarked, but whole."""
    opened: list[str] = []
    for closing, name in TAG.findall(found[1]):
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return found[1]
    return found[1] if opened else f'<b class="filled">{found[1]}</b>'
