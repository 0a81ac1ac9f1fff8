"""A form -> the quiz to hand out and the key to mark it with: self-contained HTML pages.

The key is a file of its own and is made of the same `Form`; ids stand on both, so that the two
never misalign. With several forms one more page has the answers of all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from quizgen.publishing.asked import Asked, asked, points, rule
from quizgen.publishing.edition import Edition
from quizgen.publishing.forms import Form, Question
from quizgen.publishing.labels import Labels
from quizgen.publishing.marked import marked, short_answer, short_answer_html
from quizgen.publishing.sheet import Sheet, make_sheet
from quizgen.rendering import Templates

QUIZ, KEY, KEYS = "quiz", "key", "keys.html"


@dataclass(frozen=True, slots=True)
class Cell:
    """A question on one form: its number there, and the letters of a choice's keys."""

    number: int
    letters: str


@dataclass(frozen=True, slots=True)
class Row:
    """A question on all forms; `written` is the answer where it is the same on each."""

    id: str
    points: int
    answer: str
    written_html: str
    cells: tuple[Cell, ...]


def file_name(role: str, letter: str) -> str:
    """`quiz.html`, or `quiz-A.html` of several forms."""
    return f"{role}-{letter}.html" if letter else f"{role}.html"


def quiz_page(edition: Edition, form: Form, say: Labels, templates: Templates) -> str:
    """A form as one HTML file that tells nothing of the answers.

    Raises:
        TemplateError: a template of the workspace is missing or does not render.
    """
    context = {
        "sheet": _sheet(edition, form, say),
        "say": say,
        "sections": _sections(edition, form.questions),
        "lines": edition.deck.blueprint.lines,
    }
    return templates.page("paper/quiz.html", context)


def key_page(edition: Edition, form: Form, say: Labels, templates: Templates) -> str:
    """The key to a form as one HTML file: answers, reasons, and the quotes that prove them.

    Raises:
        TemplateError: a template of the workspace is missing or does not render.
    """
    questions = [marked(edition, question, say) for question in form.questions]
    context = {"sheet": _sheet(edition, form, say), "say": say, "questions": questions}
    return templates.page("paper/key.html", context)


def keys_page(edition: Edition, forms: Sequence[Form], say: Labels, templates: Templates) -> str:
    """The answers of all forms in one table, a question a line, in the order of the first form.

    Raises:
        TemplateError: a template of the workspace is missing or does not render.
    """
    by_form = [{question.id: question for question in form.questions} for form in forms]
    rows = [_row([form[question.id] for form in by_form]) for question in forms[0].questions]
    sheet = _sheet(edition, Form("", forms[0].questions), say)
    letters = [form.letter for form in forms]
    context = {"sheet": sheet, "say": say, "letters": letters, "rows": rows}
    return templates.page("paper/keys.html", context)


def _row(same: Sequence[Question]) -> Row:
    first = same[0]
    return Row(
        id=first.id,
        points=points(first),
        answer=short_answer(first),
        written_html="" if first.letters else short_answer_html(first),
        cells=tuple(Cell(question.number, question.letters) for question in same),
    )


def _sheet(edition: Edition, form: Form, say: Labels) -> Sheet:
    total = sum(map(points, form.questions))
    rules = tuple(dict.fromkeys(map(rule, form.questions)))
    return make_sheet(edition, say, form.letter, total, rules, len(form.questions))


def _sections(edition: Edition, questions: Sequence[Question]) -> list[tuple[str, list[Asked]]]:
    """The questions under their topics, or all of them under no heading."""
    blueprint = edition.deck.blueprint
    headed = blueprint.sections
    if headed is None:
        headed = _worth_headings(questions)

    def heading(question: Question) -> str:
        return question.proven.topic if headed else ""

    return [
        (topic, [asked(question, blueprint.lines) for question in group])
        for topic, group in groupby(questions, key=heading)
    ]


def _worth_headings(questions: Sequence[Question]) -> bool:
    """Whether headings bring questions together: not where most topics have a single one."""
    sizes = Counter(question.proven.topic for question in questions).values()
    return 2 * sum(size == 1 for size in sizes) <= len(sizes)
