"""Flaws of writing: marks without a partner, broken characters and formulas, nothing to see."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks.views import NoteView

from .tools import Draw, Mutant, answering, asking, insert_words, is_cloze, shown

BROKEN = (
    "(as", "[see", "so)", "\u201cso", "so\u201d", '"so', "caf\u00c3\u00a9", "it\u00e2\u20ac\u2122s",
    "na\ufffdve", "so\x07", "late]", "S\u00c3\u00a3o",
)  # fmt: skip
NOTHING = ("&nbsp;", "\u200b", "\u00a0 \u00a0", "&nbsp;&nbsp;", "\u2060", "&#8203;", "\u200d\u200b")
FORMULAS = (
    r"\(\frac{1}{2\)", r"\(x^{2\)", r"\(\left( x + 1\)", r"\(\begin{matrix} 1\)", r"\[\sqrt{2\]",
    r"\(\frac{1\)", r"\(a}\)", r"\(\nosuchcommand{2}\)",
)  # fmt: skip
CUT = (
    "{{{{c1::*{a}}}}} {b}*", "*{a} {{{{c1::{b}*}}}}", "{{{{c1::**{a}}}}} {b}**", "`{a} {{{{c1::{b}`}}}}",
    "{{{{c1::{a}\n\n{b}}}}}", "{{{{c1::\\({a}}}}} {b}\\)", "\\({a} {{{{c1::{b}\\)}}}}",
)  # fmt: skip


def broken(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note, (one, other, third) = view.note, draw.some(BROKEN, 3)
    yield asking(note, insert_words(note.question, one, draw.one(range(1, 9), "place")))
    if is_cloze(note):
        yield asking(note, insert_words(note.question, other, 2))
        yield asking(note, insert_words(note.question, third, 5))
    else:
        yield answering(note, f"{view.answers[0]} {other}")


def nothing(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for empty in draw.some(NOTHING, 3 if is_cloze(view.note) else 1):
        yield answering(view.note, empty)
    if not is_cloze(view.note):
        yield asking(view.note, draw.one(NOTHING, "question"))


def bad_formula(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    formula, other, third = draw.some(FORMULAS, 3)
    note, place = view.note, draw.one(range(1, 9), "place")
    yield asking(note, insert_words(note.question, formula, place))
    if is_cloze(note):
        yield asking(note, insert_words(note.question, other, place + 1))
        yield asking(note, insert_words(note.question, third, place + 2))
    else:
        yield answering(note, f"{view.answers[0]} {other}")


def cut_through(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    words = shown(view.note).split()
    for cut in draw.some(CUT, 4):
        at = draw.one(range(2, len(words) - 2), cut)
        told = cut.format(a=words[at].strip(",."), b=words[at + 1].strip(",."))
        yield asking(view.note, " ".join([*words[:at], told, *words[at + 2 :]]))
