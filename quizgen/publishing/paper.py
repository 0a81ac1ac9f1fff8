"""An edition -> a quiz to hand out and the key to mark it with: two self-contained HTML pages.

What the student's template is given (`Asked`) holds no answer, reason or quote at all, so that
no template, of ours or of a workspace, can print or hide one there. The key is a file of its own
and is numbered from the same `select`; ids stand on both, so that the two never misalign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from quizgen.decks.cloze import blank, deletions
from quizgen.markup import MATHS, Medium, plain_html, to_html, to_text
from quizgen.publishing.blanks import blank_answers, blanks_html
from quizgen.publishing.edition import Citation, Edition, citations
from quizgen.publishing.forms import LETTERS, Question, select
from quizgen.publishing.links import reader_href
from quizgen.rendering import Templates
from quizgen.schema import Answerable, Choice, Cloze, Kind

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
)
HAND_WIDTH = 45  # characters of handwriting on a line
MOST_LINES = 8
SHORT_OPTION = 30  # characters that fit in half a line
SHORT_ANSWER = 60  # characters; a longer written answer earns two points
SHORT_STEM = 140  # characters of the question that the key repeats
FOOT = 60  # characters of the deck name at the foot of a page


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the head of either page says."""

    name: str
    foot: str  # a string literal for the style sheet
    language: str
    direction: str
    questions: int
    points: int
    rules: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer or a reason with its label: a letter, `(2)` for the second blank, or nothing."""

    label: str
    html: str
    right: bool = True


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote that proves an answer, and the line that says whose and from where, with its link."""

    html: str
    credit: str
    href: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A question as the key has it; `short` is the answer in one line, letters or words."""

    number: int
    id: str
    html: str
    points: int
    short: str
    short_html: str
    answers: tuple[Labelled, ...]
    why_html: str
    reasons: tuple[Labelled, ...]
    quotes: tuple[Quoted, ...]


def quiz_page(edition: Edition, templates: Templates) -> str:
    """The quiz as one HTML file that tells nothing of the answers.

    Raises:
        TemplateError: a template of the workspace is missing or does not render.
    """
    questions = select(edition)
    sections = [
        (topic, [_asked(question) for question in group])
        for topic, group in groupby(questions, key=lambda question: question.proven.topic)
    ]
    context = {"sheet": _sheet(edition, questions), "sections": sections}
    return templates.page("paper/quiz.html", context)


def key_page(edition: Edition, templates: Templates) -> str:
    """The key to `quiz_page` as one HTML file: answers, reasons, and the quotes that prove them.

    Raises:
        TemplateError: a template of the workspace is missing or does not render.
    """
    questions = select(edition)
    marked = [_marked(edition, question) for question in questions]
    context = {"sheet": _sheet(edition, questions), "questions": marked}
    return templates.page("paper/key.html", context)


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


def direction(language: str) -> str:
    """`rtl` or `ltr`, by the language or the script that a tag such as `az-Arab` names."""
    parts = language.casefold().split("-")
    return "rtl" if parts[0] in RIGHT_TO_LEFT or {"arab", "hebr"} & set(parts) else "ltr"


def _sheet(edition: Edition, questions: Sequence[Question]) -> Sheet:
    deck = edition.deck
    return Sheet(
        name=deck.name,
        foot=_css_string(_shortened(deck.name, FOOT)),
        language=deck.language,
        direction=direction(deck.language),
        questions=len(questions),
        points=sum(map(points, questions)),
        rules=tuple(dict.fromkeys(map(_rule, questions))),
    )


def _rule(question: Question) -> str:
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


def _asked(question: Question) -> Asked:
    note = question.note
    written = note.kind in (Kind.BASIC, Kind.REVERSED, Kind.TYPE_IN)
    texts = [option.text for option in question.options]
    return Asked(
        number=question.number,
        id=note.id,
        html=_question_html(question),
        points=points(question),
        rule=_rule(question),
        # Elsewhere a hint is for who is stuck; in a cloze it says which word is wanted.
        hint_html=to_html(note.hint, Medium.PAPER) if note.kind is Kind.CLOZE else "",
        options=tuple(zip(LETTERS, map(_html, texts), strict=False)),
        narrow=all(len(to_text(text)) <= SHORT_OPTION and "\n" not in text for text in texts),
        lines=writing_lines(_answers(question)[0]) if written else None,
    )


def _marked(edition: Edition, question: Question) -> Marked:
    note = question.note
    answers = _answers(question)
    short = question.letters or "; ".join(map(to_text, answers))
    one_line = not question.letters and not any("\n" in answer for answer in answers)
    return Marked(
        number=question.number,
        id=note.id,
        html=_short_question_html(question),
        points=points(question),
        short=short,
        short_html="; ".join(map(_html, answers)) if one_line else plain_html(short),
        answers=_labelled_answers(question),
        why_html=_html(note.why),
        reasons=tuple(
            Labelled(letter, _html(option.why), option.key)
            for letter, option in zip(LETTERS, question.options, strict=False)
            if option.why
        ),
        quotes=tuple(map(_quoted, citations(edition, question.proven))),
    )


def _quoted(citation: Citation) -> Quoted:
    parts = (citation.speaker, citation.title, citation.place, citation.recorded)
    credit = ", ".join(filter(None, parts))
    return Quoted(plain_html(citation.quote), credit, reader_href(citation.anchor))


def _answers(question: Question) -> tuple[str, ...]:
    content = question.note.content
    if isinstance(content, Cloze):
        return blank_answers(content.text)
    return (content.answer,) if isinstance(content, Answerable) else ()


def _labelled_answers(question: Question) -> tuple[Labelled, ...]:
    if question.options:
        keyed = zip(LETTERS, question.options, strict=False)
        return tuple(Labelled(letter, _html(o.text)) for letter, o in keyed if o.key)
    answers = [_html(answer) for answer in _answers(question)]
    if len(answers) == 1:
        return (Labelled("", answers[0]),)
    return tuple(Labelled(f"({number})", html) for number, html in enumerate(answers, start=1))


def _question_html(question: Question) -> str:
    content = question.note.content
    return blanks_html(content.text) if isinstance(content, Cloze) else _html(content.question)


def _short_question_html(question: Question) -> str:
    """The question as on the sheet, or the beginning of a long one (maths is never cut)."""
    content = question.note.content
    text = blank(content.text, "[...]") if isinstance(content, Cloze) else content.question
    plain = to_text(text)
    if len(plain) <= SHORT_STEM or MATHS.search(text):
        return _question_html(question)
    return plain_html(_shortened(plain, SHORT_STEM))


def _html(text: str) -> str:
    return to_html(text, Medium.PAPER)


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _css_string(text: str) -> str:
    """A CSS string literal of escapes only: no name of a deck can end it or the style element."""
    printable = re.sub(r"\s+", " ", text)
    return '"' + "".join(f"\\{ord(character):06x}" for character in printable) + '"'
