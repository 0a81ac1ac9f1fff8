"""What the commands that show notes in a terminal share: lines of 80 columns, notes as lines, keys.

Texts of decks and sources are anybody's: characters that steer a terminal are left out of them.
"""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator

import click

from quizgen.decks.cloze import blank, reveal
from quizgen.markup import to_text
from quizgen.schema import Answerable, Choice, Cloze, Note, Option

WIDTH, NARROWEST = 80, 30
BLANK = "[...]"
LETTERS = "ABCDEF"
ON, OFF = "\x02", "\x03"  # around what is to stand out
# Escape sequences, whatever else moves a cursor, and what makes text read otherwise than it is.
STEERING = re.compile(
    "[\x00\x01\x04-\x08\x0b\x0c\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def mark(text: str) -> str:
    """A text that is to stand out, for `wrap`."""
    return ON + text.replace(ON, "").replace(OFF, "") + OFF


def width() -> int:
    """So many columns are written: 80, or what a narrower terminal has."""
    return max(NARROWEST, min(WIDTH, shutil.get_terminal_size().columns))


def columns(text: str) -> int:
    """So many columns a text takes: two for each wide character, none for combining ones."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, indent: str = "", colour: str = "green") -> list[str]:
    """Lines that fit the terminal, white space folded; what is marked stands out in a colour."""
    room = width() - columns(indent)
    rows = [""]
    for word in STEERING.sub("", text).split():
        pieces = [word] if columns(word) <= room else _split(word, room)
        for piece in pieces:
            apart = " " if rows[-1] and piece is pieces[0] else ""
            if columns(rows[-1] + apart + piece) <= room:
                rows[-1] += apart + piece
            else:
                rows.append(piece)
    return [indent + row for row in _coloured(rows, colour)]


def _split(word: str, room: int) -> list[str]:
    """A word that is longer than a line (an address, a script without spaces), in pieces."""
    pieces = [""]
    for char in word:
        if columns(pieces[-1] + char) > room:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _coloured(rows: list[str], colour: str) -> Iterator[str]:
    marked = False
    for row in rows:
        line = ""
        for part in re.split(f"([{ON}{OFF}])", row):
            if part in (ON, OFF):
                marked = part == ON
            elif part:
                line += click.style(part, fg=colour, bold=True) if marked else part
        yield line


def dim(text: str, indent: str = "") -> list[str]:
    """Lines of lesser weight."""
    return [click.style(line, dim=True) for line in wrap(text, indent)]


# --------------------------------------------------------------------------- a note


def heading(note: Note, topic: str) -> Iterator[str]:
    """Which note this is, and where it stands."""
    yield from wrap(f"{mark(note.id)}: {note.kind}, {note.status}, {topic}", colour="reset")
    yield from dim(f"{note.path}:{note.line}")


def front(note: Note) -> Iterator[str]:
    """What a learner is asked."""
    match note.content:
        case Answerable(question, _):
            yield from wrap(to_text(question))
        case Cloze(text):
            yield from wrap(to_text(blank(text, BLANK)))
        case Choice(question, options, _):
            yield from wrap(to_text(question))
            for letter, option in zip(LETTERS, options, strict=False):
                yield from wrap(f"{letter}. {to_text(option.text)}", "   ")
    if note.hint:
        yield from wrap(f"Hint: {to_text(note.hint)}")


def back(note: Note) -> Iterator[str]:
    """The answer, and what teaches more; of a choice each option with its reason."""
    match note.content:
        case Answerable(_, answer):
            yield from wrap(mark(to_text(answer)))
        case Cloze(text):
            yield from wrap(mark(to_text(reveal(text))))
        case Choice(_, options, _):
            for letter, option in zip(LETTERS, options, strict=False):
                yield from _option(letter, option)
    for label, text in (("Why", note.why), ("Extra", note.extra)):
        if text:
            yield from ["", *wrap(f"{label}: {to_text(text)}")]


def _option(letter: str, option: Option) -> Iterator[str]:
    said = to_text(option.text)
    yield from wrap(f"{letter}. {mark(said) + ' [key]' if option.key else said}", "   ")
    if option.why:
        yield from wrap(to_text(option.why), "      ")


def claim(note: Note) -> list[str]:
    """What sort of statement it is, and whose."""
    return wrap(f"Claim: {note.claim}" + (f", of {note.speaker}" if note.speaker else ""))


# --------------------------------------------------------------------------- keys


def is_interactive() -> bool:
    """Whether a person can see what is printed and press keys."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def read_key() -> str:
    """The key that is pressed: a small letter, or an arrow's whole sequence; "" at the end.

    What was typed before is dropped: nobody decides on a note that is not on the screen yet.

    Raises:
        KeyboardInterrupt: Ctrl-C.
    """
    sys.stdout.flush()
    try:
        pressed = click.getchar()
    except EOFError:  # Ctrl-D
        return ""
    return pressed if pressed.startswith("\x1b") else pressed[:1].lower()
