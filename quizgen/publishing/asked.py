"""A question as the student sees it.

What the student's template is given (`Asked`) holds no answer, reason or quote at all, so that
no template, of ours or of a workspace, can print or hide one there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from quizgen.decks.cloze import deletions
from quizgen.markup import Medium, to_html, to_text
from quizgen.publishing.balance import LETTERS
from quizgen.publishing.blanks import blank_answers, blanks_html
from quizgen.publishing.forms import Question
from quizgen.schema import Answerable, Choice, Cloze, Kind

HAND_WIDTH = 45  # characters of handwriting on a line
MOST_LINES = 8
SHORT_OPTION = 30  # characters that fit in half a line
SHORT_ANSWER = 60  # characters; a longer written answer earns two points
WRITTEN = (Kind.BASIC, Kind.REVERSED, Kind.TYPE_IN)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the student sees it; `lines` is None where nothing is to be written."""

    number: int
    id: str
    html: str
    points: int
    rule: str
    hint_html: str = ""
    options: tuple[tuple[str, str], ...] = ()
    narrow: bool = False
    lines: int | None = None


def asked(question: Question, lines: int | None) -> Asked:
    """A question without its answer; `lines` to write on as the whole quiz has them, if it does."""
    note = question.note
    texts = [option.text for option in question.options]
    return Asked(
        number=question.number,
        id=question.id,
        html=question_html(question),
        points=points(question),
        rule=rule(question),
        # Elsewhere a hint is for who is stuck; in a cloze it says which word is wanted.
        hint_html=html_of(note.hint) if note.kind is Kind.CLOZE else "",
        options=tuple(zip(LETTERS, map(html_of, texts), strict=False)),
        narrow=all(len(to_text(text)) <= SHORT_OPTION and "\n" not in text for text in texts),
        lines=_lines(question, lines) if note.kind in WRITTEN else None,
    )


def _lines(question: Question, wanted: int | None) -> int:
    """As the note says, or as the quiz says, or by the length of the answer."""
    for said in (question.note.writing_lines, wanted):
        if said is not None:
            return said
    return writing_lines(answers(question)[0])


def points(question: Question) -> int:
    """One point; one for each blank; two for "all that apply" and for a longer written answer."""
    content = question.note.content
    if isinstance(content, Cloze):
        return len(deletions(content.text))
    if isinstance(content, Choice):
        return 1 if len(content.keys) == 1 else 2
    return 1 if len(to_text(content.answer)) <= SHORT_ANSWER else 2


def writing_lines(answer: str) -> int:
    """How many lines an answer takes by hand."""
    written = max(len(to_text(answer)) / HAND_WIDTH, len(answer.strip().splitlines()))
    return max(1, min(MOST_LINES, ceil(written)))


def rule(question: Question) -> str:
    """How to answer: `one`, `all`, `blank`, `word`, `term` or `write`; said by the templates."""
    match question.note.kind:
        case Kind.CHOICE:
            return "one" if len(question.letters) == 1 else "all"
        case Kind.CLOZE:
            return "blank"
        case Kind.TYPE_IN:
            return "word"
        case Kind.REVERSED:
            return "term"
        case Kind.BASIC:
            return "write"


def answers(question: Question) -> tuple[str, ...]:
    """What is to be written, as Markdown: one answer, or one for each blank; none for a choice."""
    content = question.note.content
    if isinstance(content, Cloze):
        return blank_answers(content.text)
    return (content.answer,) if isinstance(content, Answerable) else ()


def question_html(question: Question) -> str:
    """What is asked, with blanks where words are left out."""
    content = question.note.content
    return blanks_html(content.text) if isinstance(content, Cloze) else html_of(content.question)


@lru_cache(maxsize=8192)  # every form prints the same texts
def html_of(text: str) -> str:
    """Light Markdown as it is printed."""
    return to_html(text, Medium.PAPER)
