"""GIFT, Moodle's plain text: one question a paragraph.

Texts are HTML, so that nothing in them starts with a mark that GIFT reads; a word that is typed
has to be plain, and there is no way to write `->` in one: such a note is asked as an essay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from quizgen.markup import clean
from quizgen.publishing.exports.items import (
    Asks,
    Item,
    feedback_html,
    html,
    make_items,
    question_html,
)
from quizgen.publishing.exports.model import Export, Manuscript, notes_are
from quizgen.publishing.exports.moodle_names import category, fractions, literal, tags

ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in "\\~=#{}:"} | {"\n": "\\n", "\r": ""})
# What the importer takes for a matching question, and its own marks for escaped characters.
UNWRITABLE = re.compile(r"->|&&\d{3};")
LEADING = {"[": "&#91;", "%": "&#37;"}


def write_gift(manuscript: Manuscript) -> Export:
    """Choices, short answers, one-blank clozes and essays, in categories by topic."""
    items = make_items(manuscript.edition)
    several = [item for item in items if item.asks is Asks.BLANKS and len(item.answers) > 1]
    written = [item for item in items if item not in several]
    parts = [f"// {' '.join(clean(manuscript.edition.deck.name).split())}"]
    for topic, group in groupby(written, key=lambda item: item.proven.topic):
        # A category is taken as it stands: nothing in it can be escaped, a backslash least of all.
        path = category(manuscript.edition.deck.name, topic).replace("\\", "/")
        parts += [f"$CATEGORY: {path}", *map(_question, group)]
    return Export("\n\n".join((*parts, "")).encode(), len(written), _remarks(items, several))


def _remarks(items: Sequence[Item], several: Sequence[Item]) -> tuple[str, ...]:
    said = "left out: GIFT has no question with several blanks; --format moodle has"
    written = [item for item in items if item not in several]
    arrows = [item.id for item in written if _is_unwritable(item)]
    ordered = [item.id for item in written if item.is_ordered]
    hinted = [item.id for item in written if item.note.hint]
    return (
        *notes_are([item.id for item in several], said),
        *notes_are(arrows, "asked as an essay: GIFT has no way to write -> in a short answer"),
        *notes_are(ordered, "may be shuffled: GIFT cannot keep options in their order"),
        *notes_are(hinted, "without the hint: GIFT has no place for it"),
    )


def escape(text: str) -> str:
    """A text with all that GIFT reads otherwise behind a backslash, on one line."""
    return text.translate(ESCAPES)


def _question(item: Item) -> str:
    marks = "".join(f" [tag:{tag}]" for tag in tags(item.note))
    text = f"::{escape(item.id)}::[html]{_html(question_html(item.note))}"
    return f"// [id:{item.id}]{marks}\n{text}{{\n" + "\n".join((*_answers(item), "}"))


def _answers(item: Item) -> Iterator[str]:
    essay = _is_essay(item)
    if item.options:
        yield from _options(item)
    elif not essay:
        yield f"=%100%{_word(item.answers[0])}"
    if feedback := feedback_html(item, answer=essay):
        yield f"####{_html(feedback)}"


def _options(item: Item) -> Iterator[str]:
    for option, fraction in zip(item.options, fractions(item.options), strict=True):
        weight = "=" if fraction == "100" and item.asks is Asks.ONE else f"~%{fraction}%"
        reason = f"#{_html(html(option.why))}" if option.why else ""
        yield f"{weight}{_html(html(option.text))}{reason}"


def _word(answer: str) -> str:
    # What is typed stands there as it is; a bracket at its beginning could name a format.
    return ("[plain]" if answer.lstrip().startswith("[") else "") + escape(literal(answer))


def _is_essay(item: Item) -> bool:
    return item.asks is Asks.ESSAY or _is_unwritable(item)


def _is_unwritable(item: Item) -> bool:
    word = item.asks in (Asks.WORD, Asks.BLANKS)
    return word and any(UNWRITABLE.search(answer) for answer in item.answers)


def _html(made: str) -> str:
    """HTML in GIFT. What begins like a format or a weight, after white space, is read as one."""
    said = made.lstrip()
    return escape(made[: len(made) - len(said)] + LEADING.get(said[:1], said[:1]) + said[1:])
