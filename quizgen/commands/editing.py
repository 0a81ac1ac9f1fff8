"""A note in a person's own editor: its YAML alone, taken back only when it is right."""

from __future__ import annotations

import click

from quizgen.commands.terminal import dim, mark, read_key, wrap
from quizgen.errors import DeckError
from quizgen.pipeline.reviewing import ChangedError, Desk, MistakesError, Seen

MISTAKEN = "e edit again | g give up: the note stays as it was"


def edit_note(desk: Desk, seen: Seen) -> bool:
    """Have a note edited in $VISUAL or $EDITOR until it can be read; whether it is changed.

    Raises:
        ChangedError: somebody else removed the note meanwhile.
    """
    lines = seen.lines + "\n"
    while True:
        try:
            edited = click.edit(lines, extension=".yaml")
        except UnicodeDecodeError:
            _tell("The text is not UTF-8; have the editor save it as UTF-8.")
        except click.ClickException as error:  # the editor could not be started, or failed
            _tell(f"{error.message}; set $EDITOR to the editor that you use.")
            return False
        else:
            if edited is None or edited.rstrip() == seen.lines.rstrip():
                _tell("Nothing is changed.")
                return False
            lines = edited
            now = _put_in(desk, seen, lines)
            if now is None:
                return True
            seen = now
        if not _wants_more():
            _tell("Given up; the note is as it was.")
            return False


def _put_in(desk: Desk, seen: Seen, lines: str) -> Seen | None:
    """None when the lines are in the file now; else why not is told: the note to go on from."""
    try:
        desk.edit(seen, lines.rstrip("\n"))
    except MistakesError as error:
        for problem in error.problems:
            said = f"{mark(f'line {problem.line}:')} {problem.message}"
            click.echo("\n".join(wrap(said, colour="red")))
    except DeckError as error:
        error.show()
        _tell("The deck was changed meanwhile and cannot be read: mend it, then edit again.")
    except ChangedError as error:
        _tell(error.message)
        _tell("Edit again to put yours in its place, or give up to keep what is there.")
        return _again(desk, seen, error)
    else:
        return None
    return seen


def _again(desk: Desk, seen: Seen, error: ChangedError) -> Seen:
    now = desk.see(seen.note.id)
    if now is None:
        raise error
    return now


def _wants_more() -> bool:
    for line in ["", *dim(MISTAKEN)]:
        click.echo(line)
    while True:
        key = read_key()
        if key in ("e", "g", "q", ""):
            return key == "e"


def _tell(said: str) -> None:
    for line in wrap(said):
        click.echo(line)
