"""Every error that a person may meet, one sentence each, with its place and the remedy.

* QuizgenError (a click.ClickException; exit code 2: could not do it)
  + SourceError      a source that cannot be read (path, line)
  + DeckError        deck files with mistakes; carries all of them, not only the first
  + TemplateError    a template that is missing or does not render
  + BuildError       an output that cannot be made
  + FindingsError    exit code 1: the work was refused because of findings
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file: where it stands and what to do about it."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """`path:line: message`, the form that editors make clickable (line 0: the whole file)."""
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.message}"


class QuizgenError(click.ClickException):
    """The base: click prints `Error: message` and exits with `exit_code`."""

    exit_code = 2


class SourceError(QuizgenError):
    """A source file that cannot be read; `path` and `line` (0 = the file) say where."""

    def __init__(self, path: Path, message: str, line: int = 0) -> None:
        self.path = path
        self.line = line
        super().__init__(str(Problem(path, line, message)))


class DeckError(QuizgenError):
    """Deck files with mistakes: `problems` holds every one, in file and line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print one problem a line, without a prefix, so that editors can jump to each."""
        click.echo(self.format_message(), file=file, err=file is None)


class TemplateError(QuizgenError):
    """A template that is missing or that does not render."""


class BuildError(QuizgenError):
    """An output that cannot be made (no space, no browser, a field that Anki refuses)."""


class FindingsError(QuizgenError):
    """Work refused because of findings; they have been printed already."""

    exit_code = 1
