"""Moodle XML: every kind of note as a question of its own, in categories by topic.

Formulas keep `\\( \\)` and `\\[ \\]`, which Moodle's MathJax filter draws.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from quizgen.publishing.exports.items import (
    Asks,
    Item,
    block,
    feedback_html,
    html,
    make_items,
    question_html,
)
from quizgen.publishing.exports.items import answer_markdown as answer_of
from quizgen.publishing.exports.model import Export, Manuscript, notes_are
from quizgen.publishing.exports.moodle_names import category, fractions, literal, tags
from quizgen.publishing.exports.xml import to_bytes

TYPES = {
    Asks.ONE: "multichoice",
    Asks.ALL: "multichoice",
    Asks.WORD: "shortanswer",
    Asks.BLANKS: "cloze",
    Asks.ESSAY: "essay",
}
SHORTEST, LONGEST, CHARACTERS = 3, 15, 60  # lines of an essay's box, and what stands on one
# In the text around the blanks: what the importer would take for a blank.
BLANK_LIKE = re.compile(r"\{(?=[0-9]*:)")
# In a blank: everything that could end it, divide it, or be a wildcard or an entity.
IN_BLANK = re.compile(r"[\"#$%&'*/:<=>@\[\\\]^`{|}~]")


def write_moodle(manuscript: Manuscript) -> Export:
    """The questions of a deck, their answers, feedback, hints, tags and id numbers."""
    items = make_items(manuscript.edition)
    quiz = Element("quiz")
    for topic, group in groupby(items, key=lambda item: item.proven.topic):
        heading = SubElement(quiz, "question", type="category")
        _text(heading, "category", category(manuscript.edition.deck.name, topic))
        quiz.extend(map(_question, group))
    maths = [item.id for item in items if item.is_formula]
    hinted = [item.id for item in items if item.note.hint and item.asks is Asks.ESSAY]
    remarks = (
        *notes_are(maths, "asked as an essay: a blank in a formula cannot be typed"),
        *notes_are(hinted, "without the hint: Moodle's essays have none"),
    )
    return Export(to_bytes(quiz), len(items), remarks)


def _question(item: Item) -> Element:
    question = Element("question", type=TYPES[item.asks])
    _text(question, "name", item.id)
    blanks = [_blank(answer) for answer in item.answers] if item.asks is Asks.BLANKS else []
    asked = question_html(item.note)
    if blanks:
        asked = _with_blanks(item, blanks)
    _html(question, "questiontext", asked)
    _html(question, "generalfeedback", feedback_html(item, answer=item.asks is Asks.ESSAY))
    if not blanks:  # of a cloze the blanks decide
        SubElement(question, "defaultgrade").text = "1"
    SubElement(question, "idnumber").text = item.id
    question.extend(_own_parts(item))
    if item.note.hint and item.asks is not Asks.ESSAY:
        _html(question, "hint", html(item.note.hint))
    marks = SubElement(question, "tags")
    for tag in tags(item.note):
        _text(marks, "tag", tag)
    return question


def _own_parts(item: Item) -> Iterator[Element]:
    """What only questions of this type have."""
    match item.asks:
        case Asks.ONE | Asks.ALL:
            yield from _choice_parts(item)
        case Asks.WORD:
            yield _plain("usecase", "0")
            yield _answer("100", literal(item.answers[0]), "moodle_auto_format")
        case Asks.ESSAY:
            answer = answer_of(item.note)
            yield _plain("responseformat", "editor")
            yield _plain("responserequired", "1")
            yield _plain("responsefieldlines", str(_box(answer)))
            yield _plain("attachments", "0")
            yield _in_html("graderinfo", block(answer))
        case Asks.BLANKS:
            pass


def _choice_parts(item: Item) -> Iterator[Element]:
    yield _plain("single", "true" if item.asks is Asks.ONE else "false")
    yield _plain("shuffleanswers", "false" if item.is_ordered else "true")
    yield _plain("answernumbering", "abc")
    for option, fraction in zip(item.options, fractions(item.options), strict=True):
        answer = _answer(fraction, html(option.text), "html")
        _html(answer, "feedback", html(option.why))
        yield answer


def _box(answer: str) -> int:
    return min(LONGEST, max(SHORTEST, 1 + len(answer) // CHARACTERS))


def _with_blanks(item: Item, blanks: Iterable[str]) -> str:
    """The text with Moodle's blanks; only afterwards, or theirs would be taken out as well."""
    marks = [f"\ue001{n}\ue001" for n, _ in enumerate(item.answers)]
    asked = BLANK_LIKE.sub("&#123;", question_html(item.note, marks))
    for mark, blank in zip(marks, blanks, strict=True):
        asked = asked.replace(mark, blank)
    return asked


def _blank(answer: str) -> str:
    """An embedded short answer. Entities are read after the blank was taken apart."""
    marked = IN_BLANK.sub(lambda found: f"&#{ord(found[0])};", literal(answer))
    return f"{{1:SHORTANSWER:={marked}}}"


def _answer(fraction: str, text: str, form: str) -> Element:
    answer = Element("answer", fraction=fraction, format=form)
    SubElement(answer, "text").text = text
    return answer


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(SubElement(parent, name), "text").text = text


def _html(parent: Element, name: str, text: str) -> None:
    parent.append(_in_html(name, text))


def _in_html(name: str, text: str) -> Element:
    element = Element(name, format="html")
    SubElement(element, "text").text = text
    return element


def _plain(name: str, text: str) -> Element:
    element = Element(name)
    element.text = text
    return element
