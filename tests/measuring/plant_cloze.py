"""Flaws of clozes: hiding nothing, hiding all, or showing what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.views import NoteView

from .tools import Draw, Mutant, asking, shown

SMALL = ("of", "the", "with", "by", "for", "is", "are", "a", "that", "to", "in", "has", "on", "if")
TRACES = (
    " — a matter of {f}", " (compare {f})", ", as {f} go", ", unlike other {f}", "; see {f}",
    ", one of several {f}",
)  # fmt: skip


def _deletable(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"[A-Za-z][A-Za-z-]+|\d[\d,.]*\d|\d", text))


def _hide(text: str, start: int, end: int, number: int = 1) -> str:
    return f"{text[:start]}{{{{c{number}::{text[start:end]}}}}}{text[end:]}"


def small_word(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    text = shown(view.note)
    small = [m for m in _deletable(text) if m[0] in SMALL]
    for match in draw.some(small, 5):
        yield asking(view.note, _hide(text, match.start(), match.end()))


def nearly_all(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    text = shown(view.note)
    words = _deletable(text)
    content = [m for m in words if m[0] not in SMALL and len(m[0]) > 2]
    for count in (2, 1):  # all content words but two, or but one, each in its own braces
        hidden = text
        for match in reversed(content[:-count]):
            hidden = _hide(hidden, match.start(), match.end())
        yield asking(view.note, hidden)
    yield asking(view.note, _hide(text, words[1].start(), words[-2].end()))
    yield asking(view.note, _hide(text, words[0].start(), words[-2].end()))
    yield asking(view.note, _hide(text, words[len(words) // 4].start(), words[-1].end()))


def too_many(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """Four or more places under one number, in a text that is long enough to ask something."""
    text = shown(view.note)
    content = [m for m in _deletable(text) if m[0] not in SMALL and len(m[0]) > 2]
    for start in draw.some(range(max(1, len(content) - 4)), 4):
        hidden = text
        for match in reversed(content[start : start + draw.one((4, 5), str(start))]):
            hidden = _hide(hidden, match.start(), match.end())
        yield asking(view.note, hidden)


def _is_noun(word: str) -> bool:
    """Roughly: what can have a plural that looks like one."""
    plain = word.isalpha() and word.islower() and word not in ("against", "between")
    return plain and not word.endswith(("ed", "ing", "er", "est"))


def traced(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """Another form of the hidden word, or the initials of two, elsewhere in the text."""
    text = shown(view.note)
    long = [m for m in _deletable(text) if len(m[0]) > 5 and _is_noun(m[0])]
    for match in draw.some(long, 3):
        form = match[0][:-1] if match[0].endswith("s") else f"{match[0]}s"
        trace = draw.one(TRACES, match[0]).format(f=form)
        body = _hide(text, match.start(), match.end()).rstrip(".")
        yield asking(view.note, f"{body}{trace}.")
    for pair in draw.some(list(re.finditer(r"\b[a-z]{4,} [a-z]{5,}\b", text)), 2, "pair"):
        letters = "".join(word[0] for word in pair[0].upper().split())
        hidden = f"{text[: pair.start()]}{{{{c1::{pair[0]}}}}} ({letters}){text[pair.end() :]}"
        yield asking(view.note, hidden)
