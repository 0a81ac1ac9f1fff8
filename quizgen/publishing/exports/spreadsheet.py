"""CSV for spreadsheets: a note a row, plain text, safe to open.

A spreadsheet runs what begins like a formula. Such a cell gets an apostrophe before it, and so
does one that begins with an apostrophe: take one away wherever a cell begins with one, and all
texts are as they were.
"""

from __future__ import annotations

import csv
import io
import re

from quizgen.decks.cloze import blank
from quizgen.markup import clean, to_lines, to_text
from quizgen.publishing.edition import Citation, Edition, citations
from quizgen.publishing.exports.items import GAP, cited
from quizgen.publishing.exports.model import Export, Manuscript
from quizgen.publishing.selection import answers_of
from quizgen.schema import Answerable, Choice, Cloze, Note, Option, Proven

MOST_OPTIONS = 6
OPTION_COLUMNS = tuple(f"option_{n}" for n in range(1, MOST_OPTIONS + 1))
COLUMNS = (
    *("id", "deck", "topic", "kind", "question", "answer"),
    *OPTION_COLUMNS,
    *("keys", "reasons", "hint", "why", "extra", "quote", "source", "speaker", "date", "claim"),
    *("level", "priority", "concept", "tags", "status"),
)
# Also after blanks, and in the wide forms that East Asian spreadsheets read alike.
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n']")


def write_csv(manuscript: Manuscript) -> Export:
    """A heading and a row for each note, in the order of the deck, options as in the deck file."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    notes = manuscript.edition.notes
    rows.writerows(map(guard, _row(manuscript.edition, proven)) for proven in notes)
    return Export(text.getvalue().encode(), len(notes))


def guard(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; see the module for the way back."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def _row(edition: Edition, proven: Proven) -> list[str]:
    note, proofs = proven.note, citations(edition, proven)
    options = note.content.options if isinstance(note.content, Choice) else ()
    numbers = [str(number) for number, option in enumerate(options, 1) if option.key]
    texts = [to_lines(option.text) for option in options]
    return [
        *(note.id, clean(edition.deck.key), clean(proven.topic), note.kind),
        *(_question(note), _answers(note)),
        *(*texts, *[""] * (MOST_OPTIONS - len(texts))),
        *(" ".join(numbers), _reasons(options)),
        *map(to_lines, (note.hint, note.why, note.extra)),
        *_proof(proofs),
        clean(note.speaker or ", ".join(dict.fromkeys(c.speaker for c in proofs if c.speaker))),
        clean(note.date or proofs[0].recorded),
        *(note.claim, note.level, str(note.priority), note.concept or ""),
        *(clean(" ".join(note.tags)), note.status),
    ]


def _question(note: Note) -> str:
    asked = note.question
    return to_lines(blank(asked, GAP) if isinstance(note.content, Cloze) else asked)


def _answers(note: Note) -> str:
    """The right answer; of several (blanks, keys) each on a line of its own."""
    if isinstance(note.content, Answerable):
        return to_lines(note.content.answer)
    return "\n".join(map(to_text, answers_of(note)))


def _reasons(options: tuple[Option, ...]) -> str:
    reasons = enumerate((to_text(option.why) for option in options), 1)
    return "\n".join(f"{number}. {reason}" for number, reason in reasons if reason)


def _proof(proofs: tuple[Citation, ...]) -> tuple[str, str]:
    """The quotes, and where they stand: line by line."""
    quotes = (clean(proof.quote) for proof in proofs)
    return "\n".join(quotes), "\n".join(clean(cited(proof)) for proof in proofs)
