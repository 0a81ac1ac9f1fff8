"""What a note asks, and what counts as right, in the words in which they are shown to a model."""

from __future__ import annotations

from quizgen.decks.cloze import blank, deletions
from quizgen.schema import Answerable, Choice, Cloze, Note

GAP = "____"


def ask(note: Note) -> str:
    """What a note asks, as it is shown: of a cloze the sentence with ____."""
    content = note.content
    return blank(content.text, GAP) if isinstance(content, Cloze) else content.question


def key_of(note: Note) -> str:
    """What counts as right: of several keys or deletions the first."""
    content = note.content
    if isinstance(content, Answerable):
        return content.answer
    if isinstance(content, Choice):
        return content.keys[0].text
    return deletions(content.text)[0].text
