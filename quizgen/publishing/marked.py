"""A question as the key has it: the answer, why, and the quotes that prove it."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.decks.cloze import blank
from quizgen.markup import MATHS, plain_html, to_text
from quizgen.publishing.asked import answers, html_of, points, question_html
from quizgen.publishing.balance import LETTERS
from quizgen.publishing.credits import said_place
from quizgen.publishing.edition import Citation, Edition, citations
from quizgen.publishing.forms import Question
from quizgen.publishing.labels import Labels
from quizgen.publishing.links import reader_href
from quizgen.publishing.sheet import shortened
from quizgen.schema import Cloze

SHORT_STEM = 140  # characters of the question that the key repeats


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer or a reason with its label: a letter, `(2)` for the second blank, or nothing."""

    label: str
    html: str
    right: bool = True


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote that proves an answer, and the words that say whose and from where.

    `href` leads to the passage in the source reader.
    """

    html: str
    speaker: str
    title: str
    place: str
    recorded: str
    href: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A question as the key has it; `short` is the answer in one line, letters or words.

    `note` is the note's own id, where the sheet prints another name for it.
    """

    number: int
    id: str
    note: str
    html: str
    points: int
    short: str
    short_html: str
    answers: tuple[Labelled, ...]
    why_html: str
    reasons: tuple[Labelled, ...]
    quotes: tuple[Quoted, ...]


def marked(edition: Edition, question: Question, say: Labels) -> Marked:
    """A question with everything that the teacher wants to know of it."""
    note = question.note
    return Marked(
        number=question.number,
        id=question.id,
        note=note.id if question.id != note.id else "",
        html=_short_question_html(question),
        points=points(question),
        short=short_answer(question),
        short_html=short_answer_html(question),
        answers=_labelled_answers(question),
        why_html=html_of(note.why),
        reasons=tuple(
            Labelled(letter, html_of(option.why), option.key)
            for letter, option in zip(LETTERS, question.options, strict=False)
            if option.why
        ),
        quotes=tuple(_quoted(one, say) for one in citations(edition, question.proven)),
    )


def short_answer(question: Question) -> str:
    """The answer in one line: letters, or words."""
    return question.letters or "; ".join(map(to_text, answers(question)))


def short_answer_html(question: Question) -> str:
    """The same with its formulas, unless it is code of several lines."""
    written = answers(question)
    if question.letters or any("\n" in answer for answer in written):
        return plain_html(short_answer(question))
    return "; ".join(map(html_of, written))


def _quoted(citation: Citation, say: Labels) -> Quoted:
    return Quoted(
        html=plain_html(citation.quote),
        speaker=citation.speaker,
        title=citation.title,
        place=said_place(citation, say),
        recorded=citation.recorded,
        href=reader_href(citation.anchor),
    )


def _labelled_answers(question: Question) -> tuple[Labelled, ...]:
    if question.options:
        keyed = zip(LETTERS, question.options, strict=False)
        return tuple(Labelled(letter, html_of(o.text)) for letter, o in keyed if o.key)
    written = [html_of(answer) for answer in answers(question)]
    if len(written) == 1:
        return (Labelled("", written[0]),)
    return tuple(Labelled(f"({number})", html) for number, html in enumerate(written, start=1))


def _short_question_html(question: Question) -> str:
    """The question as on the sheet, or the beginning of a long one (maths is never cut)."""
    content = question.note.content
    asked = blank(content.text, "[...]") if isinstance(content, Cloze) else content.question
    plain = to_text(asked)
    if len(plain) <= SHORT_STEM or MATHS.search(asked):
        return question_html(question)
    return plain_html(shortened(plain, SHORT_STEM))
