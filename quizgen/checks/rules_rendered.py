"""Rules on what becomes of a text: it shows something, its maths can be read, its blanks hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from quizgen.checks.model import ALL_KINDS, CLOZE, Hit, NoteRule, example
from quizgen.checks.views import NoteView
from quizgen.decks.cloze import Deletion, deletions
from quizgen.markup import MATHS, Medium, formulas, to_html
from quizgen.maths import maths_mistake
from quizgen.schema import Severity

TAG = re.compile(r"<(/?)([a-z0-9]+)[^<>]*?(/?)>")
# Letters and marks that leave no trace: fillers, the joiner, selectors of variants, an empty cell.
TRACELESS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0") | {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}
BREAKS = frozenset({"p", "ul", "ol", "li", "pre"})
VOID = frozenset({"br"})


def _empty(view: NoteView) -> Iterator[Hit]:
    fields = {view.question_field, *view.answer_fields}
    fields |= {f"options.{number}.text" for number in range(len(view.options))}
    for name, text in view.texts.items():
        if name in fields and not _shows(text):
            yield Hit("it shows nothing", name, text, "write what is to be seen")
    for deletion in view.deletions:
        if not _shows(deletion.text):
            message = f"c{deletion.number} hides nothing that could be seen"
            yield Hit(message, "text", deletion.text, "write what is to be filled in")


def _shows(text: str) -> bool:
    """Whether anything is left to see when markup, space and invisible characters are taken off."""
    shown = unescape(TAG.sub("", to_html(text, Medium.PAPER)))
    return any(
        char not in TRACELESS and unicodedata.category(char) not in ("Cc", "Cf", "Cs")
        for char in "".join(shown.split())
    )


def _maths(view: NoteView) -> Iterator[Hit]:
    for name, text in view.texts.items():
        for tex in formulas(text) if MATHS.search(text) else ():
            if mistake := maths_mistake(tex):
                message = f"the formula {tex.strip()!r} cannot be read: {mistake}"
                yield Hit(message, name, tex, "mend it; on paper it would stand as code")


def _cloze(view: NoteView) -> Iterator[Hit]:
    text = view.note.question
    formulas_ = [found.span() for found in MATHS.finditer(text)]
    rendered = deletions(to_html(text, Medium.CARD))
    if len(rendered) != len(view.deletions):
        message = "the markup around it takes a deletion apart"
        yield Hit(
            message, "text", suggestion="keep code, emphasis and lists inside or outside of it"
        )
        return
    for deletion, html in zip(view.deletions, rendered, strict=True):
        words = text[deletion.span.start : deletion.span.end]
        if _cuts_maths(deletion, formulas_):
            message = f"c{deletion.number} begins or ends in the middle of a formula"
            yield Hit(message, "text", words, "take the whole formula in, or blank inside of it")
        elif trouble := _unbalanced(html.text):
            yield Hit(
                f"c{deletion.number} {trouble}", "text", words, "begin and end it in one line"
            )


def _cuts_maths(deletion: Deletion, spans: list[tuple[int, int]]) -> bool:
    first, last = deletion.span.start, deletion.span.end
    return any(first < start < last < end or start < first < end < last for start, end in spans)


def _unbalanced(html: str) -> str:
    opened: list[str] = []
    for closing, name, alone in TAG.findall(html):
        if name in BREAKS:
            return "runs over the end of a paragraph or a line of a list"
        if closing and (not opened or opened.pop() != name):
            return f"closes <{name}> that it did not open"
        if not closing and not alone and name not in VOID:
            opened.append(name)
    return f"does not close <{opened[-1]}>" if opened else ""


GUIDELINE = "docs/deck-files.md, light Markdown; contract 7, untrusted input"
RULES = (
    NoteRule(
        "field-empty",
        1,
        Severity.ERROR,
        ALL_KINDS,
        "A question, an answer, an option or a blank shows nothing.",
        GUIDELINE,
        _empty,
        example(question="What raises the tide?", answer="&nbsp;\u200b"),
        example(question="What raises the tide?", answer="The Moon"),
        needs_language=False,
        gate=True,
    ),
    NoteRule(
        "maths-broken",
        1,
        Severity.ERROR,
        ALL_KINDS,
        "A formula is not TeX that can be set.",
        GUIDELINE,
        _maths,
        example(question=r"What is \(\frac{1}{2\)?", answer="A half"),
        example(question=r"What is \(\frac{1}{2}\)?", answer="A half"),
        needs_language=False,
    ),
    NoteRule(
        "cloze-markup",
        1,
        Severity.ERROR,
        CLOZE,
        "A blank is cut through by markup, a paragraph or a formula.",
        GUIDELINE,
        _cloze,
        example(text="The tide is {{c1::*raised}} by* the Moon."),
        example(text="The tide is {{c1::*raised*}} by the Moon."),
        needs_language=False,
    ),
)
