"""One note's own lines of a notes file: taken out, changed alone, and put back.

Everything else in the file stays to the byte, comments and all, and changing one note of three
hundred costs no more than changing one of three.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizgen.decks.edit import change_note
from quizgen.errors import QuizgenError
from quizgen.yamlnodes import NodeReader, line_of

ALONE = "notes:\n  - "
DEEPEST = 9  # a note has four levels; an alias inside its own anchor has no end


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A note's lines as they read at the margin, and the characters of the file that they are."""

    text: str
    line: int
    start: int
    end: int
    column: int


def cut_note(text: str, note_id: str) -> Excerpt:
    """The lines of one note in a notes file's text, from its first field to its last.

    Raises:
        QuizgenError: the text is no notes file, or has no such note.
    """
    reader = NodeReader(Path())
    root = reader.compose(text, may_be_empty=True)
    for node in _notes(root):
        if _field(node, "id") == note_id:
            return _excerpt(text, node)
    raise QuizgenError(f"no note {note_id!r} in this file")


def put_note(text: str, note_id: str, lines: str) -> str:
    """A notes file's text with other lines for one note, written at the margin.

    Raises:
        QuizgenError: the text is no notes file, or has no such note.
    """
    old = cut_note(text, note_id)
    newline = "\r\n" if "\r\n" in text else "\n"
    new = _indent(lines.rstrip(), old.column).replace("\n", newline)
    return text[: old.start] + new + text[old.end :]


def change_lines(text: str, note_id: str, changes: Mapping[str, object]) -> str:
    """What `change_note` does, with no byte changed outside the note.

    Raises:
        QuizgenError: the text is no notes file, or has no such note.
    """
    alone = ALONE + _indent(cut_note(text, note_id).text, 4) + "\n"
    if _is_yaml(alone):
        changed = cut_note(change_note(alone, note_id, changes), note_id)
        new = put_note(text, note_id, changed.text)
        if _is_yaml(new):
            return new
    return change_note(text, note_id, changes)  # notes that share a text by anchor and alias


def _is_yaml(text: str) -> bool:
    return NodeReader(Path()).compose(text) is not None


def _notes(root: Any) -> Iterator[Any]:
    listed = dict(_pairs(root)).get("notes") if root is not None else None
    yield from listed.value if listed is not None and listed.id == "sequence" else ()


def _pairs(node: Any) -> Iterator[tuple[str, Any]]:
    if node.id == "mapping":
        yield from ((str(key.value), value) for key, value in node.value)


def _field(node: Any, name: str) -> str:
    return next((str(value.value) for key, value in _pairs(node) if key == name), "")


def _excerpt(text: str, node: Any) -> Excerpt:
    start, column = int(node.start_mark.index), int(node.start_mark.column)
    end = _end(node)
    if not node.flow_style:  # a block scalar ends on the next line; a remark behind the last field
        end = len(text[:end].rstrip())
        end = next((at for at in range(end, len(text)) if text[at] in "\r\n"), len(text))
    first, *others = text[start:end].replace("\r\n", "\n").split("\n")
    lines = [first, *(line[min(column, len(line) - len(line.lstrip(" "))) :] for line in others)]
    return Excerpt("\n".join(lines), line_of(node), start, end, column)


def _end(node: Any, level: int = 0) -> int:
    """Where the last thing in a node ends; the end mark of a block is where the next one starts."""
    if node.id == "scalar" or node.flow_style or level > DEEPEST:
        return int(node.end_mark.index)
    inside = node.value if node.id == "sequence" else [part for pair in node.value for part in pair]
    ends = (_end(part, level + 1) for part in inside)
    return max(ends, default=int(node.start_mark.index))


def _indent(lines: str, column: int) -> str:
    first, *others = lines.split("\n")
    return "\n".join([first, *(" " * column + line if line else line for line in others)])
