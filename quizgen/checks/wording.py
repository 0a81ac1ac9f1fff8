"""What the rules on wording share: texts with quotations, code and maths out of the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.views import NoteView
from quizgen.schema import Kind

# Code and maths are no prose; nor are quotations, which stand as they were said.
CODE_AND_MATHS = re.compile(
    r"```.*?```|`[^`]*`|\\\((?:[^\\]|\\\\|\\(?![()\[\]]))*+\\\)"
    r"|\\\[(?:[^\\]|\\\\|\\(?![()\[\]]))*+\\\]",
    re.DOTALL,
)
QUOTATION = re.compile(
    r"\"[^\"]*\"|\u201c[^\u201d]*\u201d|\u201e[^\u201c\u201d]*[\u201c\u201d]"
    r"|(?<!\w)'[^'\n]*(?:(?<=\w)'\w[^'\n]*)*'(?!\w)"
    r"|(?<!\w)\u2018[^\u2018\n]*?\u2019(?!\w)"
)
FILLER = "\u25a0"  # a black square: no letter, no space, and in nobody's question
QUOTE_MARK = re.compile("[\"'\u2018\u201c\u201e]")
SENTENCE = re.compile(r"[^.?!]*(?:[.?!](?!\s|$)[^.?!]*)*[.?!]*\s*")
QUIZZED = (Kind.BASIC, Kind.TYPE_IN)


def mask_code(text: str) -> str:
    """The text with code and maths blacked out, every position as before."""
    return CODE_AND_MATHS.sub(_black, text) if "`" in text or "\\" in text else text


def mask(text: str) -> str:
    """The text with code, maths and quotations blacked out, every position as before."""
    plain = mask_code(text)
    return QUOTATION.sub(_black, plain) if QUOTE_MARK.search(plain) else plain


def _black(match: re.Match[str]) -> str:
    return FILLER * len(match[0])


def asked_texts(view: NoteView) -> Iterator[tuple[str, str]]:
    """What is asked and every answer to choose from, by field."""
    wanted = ("question", "answer", "text")
    for name, text in view.texts.items():
        if name in wanted or name.endswith(".text"):
            yield name, text


def word_sequence(words: list[str]) -> str:
    """Tokens as one string in which whole words can be looked up."""
    return f" {' '.join(words)} "


def shorten(text: str, length: int = 60) -> str:
    """The beginning of a text, for messages."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " ..."
