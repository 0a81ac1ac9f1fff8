"""Cloze texts: `{{c1::deletion}}`, and every way to write one that Anki would read otherwise.

Anki's parser ends a deletion at the first `}}`, takes `::` inside it for a hint, and swallows
what is not closed; genanki makes no card at all of nested or listed numbers. Each of these is
reported here instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.schema import Span

OPENING = re.compile(r"\{\{c(\d+)::")
# Something that was meant as a deletion, and that Anki takes for plain text or for several cards.
SUSPECT = re.compile(r"\{\{\s*[cC]\s*[\d,\s]*:?:?|\{c\d+::")
HIGHEST_NUMBER = 500


@dataclass(frozen=True, slots=True)
class Deletion:
    """One deletion: its number, the words that are hidden, and its span, braces included."""

    number: int
    text: str
    span: Span


def deletions(text: str) -> tuple[Deletion, ...]:
    """The deletions of a well-formed cloze text, in order (see `cloze_mistakes`)."""
    return tuple(_scan(text))


def blank(text: str, blank_with: str) -> str:
    """The text with every deletion replaced."""
    for deletion in reversed(deletions(text)):
        text = text[: deletion.span.start] + blank_with + text[deletion.span.end :]
    return text


def reveal(text: str) -> str:
    """The text as it reads with nothing hidden."""
    for deletion in reversed(deletions(text)):
        text = text[: deletion.span.start] + deletion.text + text[deletion.span.end :]
    return text


def cloze_mistakes(text: str) -> tuple[str, ...]:
    """What is wrong with a cloze text, one sentence each; empty when it is well-formed."""
    openings = list(OPENING.finditer(text))
    found = tuple(_scan(text))
    starts = {opening.start() for opening in openings}
    odd = [
        m for m in SUSPECT.finditer(text) if m.start() not in starts and m.start() - 1 not in starts
    ]
    mistakes = [f"{m[0]!r} is no deletion; write {{{{c1::words}}}}" for m in odd]
    if not openings and not odd:
        mistakes.append("cloze text has no deletion; write {{c1::words}} around what is asked")
    if len(found) < len(openings):
        mistakes.append("a deletion is not closed or stands inside another; end each with }}")
    for deletion in found:
        mistakes.extend(_deletion_mistakes(deletion, text))
    return tuple(mistakes)


def _scan(text: str) -> Iterator[Deletion]:
    position = 0
    while opening := OPENING.search(text, position):
        end = text.find("}}", opening.end())
        inner = text[opening.end() : end]
        if end < 0 or OPENING.search(inner):
            return
        yield Deletion(int(opening[1]), inner, Span(opening.start(), end + 2))
        position = end + 2


def _deletion_mistakes(deletion: Deletion, text: str) -> Iterator[str]:
    name = f"c{deletion.number}"
    if not 1 <= deletion.number <= HIGHEST_NUMBER:
        yield f"{name}: number deletions from 1 to {HIGHEST_NUMBER}"
    if not deletion.text.strip():
        yield f"{name} hides nothing; put words between :: and }}}}"
    if "::" in deletion.text:
        left, right = deletion.text.split("::", 1)
        yield (
            f"{name}: Anki would ask for {left!r} with the hint {right!r}; "
            "put a hint into `hint:`, and ask for code with another kind of note"
        )
    after = text[deletion.span.end : deletion.span.end + 1]
    if after == "}" or deletion.text.count("{") != deletion.text.count("}"):
        yield f"{name} ends at its first }}}}; put a space between braces of maths, as in }} }}"
