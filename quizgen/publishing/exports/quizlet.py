"""Term, tab, definition, a line each: what Quizlet and most flashcard programs can paste in."""

from __future__ import annotations

from quizgen.decks.cloze import blank
from quizgen.markup import to_lines, to_text
from quizgen.publishing.balance import LETTERS
from quizgen.publishing.exports.items import GAP, Item, make_items
from quizgen.publishing.exports.model import Export, Manuscript
from quizgen.schema import Answerable, Choice, Cloze

BETWEEN = " / "  # lines of one side: a line break would begin the next card
LOST = "questions and answers only: this format has no place for ids, reasons, quotes and tags"


def write_quizlet(manuscript: Manuscript) -> Export:
    """The question and its answer, plain text; a choice with its options in the question."""
    items = make_items(manuscript.edition)
    lines = (f"{_one_line(front)}\t{_one_line(back)}\n" for front, back in map(_card, items))
    return Export("".join(lines).encode(), len(items), (LOST,) if items else ())


def _card(item: Item) -> tuple[str, str]:
    match item.note.content:
        case Answerable(question, answer):
            return to_lines(question), to_lines(answer)
        case Cloze(text):
            return to_lines(blank(text, GAP)), "; ".join(item.answers)
        case Choice(question, _, _):
            options = list(zip(LETTERS, item.options, strict=False))
            said = [f"{letter}) {to_text(option.text)}" for letter, option in options]
            keys = [line for line, (_, option) in zip(said, options, strict=True) if option.key]
            return "\n".join((to_lines(question), *said)), "\n".join(keys)


def _one_line(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return BETWEEN.join(filter(None, lines))
