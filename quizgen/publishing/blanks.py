"""Cloze texts on paper: a sentence with equal blanks, and what belongs into each."""

from __future__ import annotations

import re
from itertools import count

from quizgen.decks.cloze import blank, deletions
from quizgen.markup import MATHS, Medium, to_html

# Stands around a blank's number while Markdown is read: a private character, never in print.
MARK = "\ue000"
MATHS_WIDTH = 12  # characters; an underline of MathML would not stretch over empty space
MARKED = re.compile(f"{MARK}(\\d+){MARK}")


def blanks_html(text: str) -> str:
    """A cloze text -> HTML in which all blanks are alike, numbered where there are several."""
    numbers = count(1)
    blanked = re.sub(
        MARK, lambda _: f"{MARK}{next(numbers)}{MARK}", blank(text.replace(MARK, ""), MARK)
    )
    several = len(deletions(text)) > 1

    def in_maths(maths: re.Match[str]) -> str:
        return MARKED.sub(lambda found: _maths_blank(found[1], several), maths[0])

    def in_text(found: re.Match[str]) -> str:
        return _text_blank(found[1], several)

    return MARKED.sub(in_text, to_html(MATHS.sub(in_maths, blanked), Medium.PAPER))


def _text_blank(number: str, several: bool) -> str:
    label = f'<span class="count">({number})</span>' if several else ""
    # The word joiner keeps a full stop from standing alone on the next line.
    return f'<span class="gap">{label}<span class="blank"></span></span>\u2060'


def _maths_blank(number: str, several: bool) -> str:
    label = rf"\text{{({number})}}" if several else ""
    return rf"{label}\text{{{'_' * MATHS_WIDTH}}}"


def blank_answers(text: str) -> tuple[str, ...]:
    """What each blank hides, as Markdown; what was cut out of maths is maths again."""
    formulas = [found.span() for found in MATHS.finditer(text)]
    return tuple(
        rf"\({deletion.text}\)"
        if any(start < deletion.span.start and deletion.span.end < end for start, end in formulas)
        else deletion.text
        for deletion in deletions(text)
    )
