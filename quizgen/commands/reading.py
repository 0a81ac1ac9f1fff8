"""Reading several decks: what is wrong with one hides nothing of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from quizgen.commands.progress import progress
from quizgen.decks.identity import find_shared, read_identities
from quizgen.decks.workspace import Workspace
from quizgen.errors import FindingsError, QuizgenError
from quizgen.pipeline.building import Checked
from quizgen.schema import Finding, Severity


@dataclass(frozen=True, slots=True)
class Reading:
    """The decks that could be read, and why the others could not."""

    checked: tuple[Checked, ...]
    refused: tuple[QuizgenError, ...]

    def failure(self, said: str) -> QuizgenError:
        """Print why decks could not be read; the error to end with, `said` being its outcome."""
        if len(self.refused) == 1 and not self.checked:
            return self.refused[0]
        for error in self.refused:
            error.show()
        count, decks = len(self.refused), len(self.refused) + len(self.checked)
        return QuizgenError(f"{count} of {decks} decks cannot be read (see above); {said}")


def read_all(folders: Sequence[Path], check_one: Callable[[Path], Checked]) -> Reading:
    """Check decks one after another, whatever is wrong with some of them."""
    checked: list[Checked] = []
    refused: list[QuizgenError] = []
    for folder in progress(folders, "Checking"):
        try:
            checked.append(check_one(folder))
        except QuizgenError as error:
            refused.append(error)
        except OSError as error:
            refused.append(QuizgenError(f"{error.filename or folder}: {error.strerror or error}"))
    return Reading(tuple(checked), tuple(refused))


def shared_identities(workspace: Workspace, asked: Sequence[Path]) -> list[Finding]:
    """Keys and names that a deck shares with one of those asked for, of the whole workspace."""
    return list(find_shared(read_identities(workspace.deck_folders()), asked))


def refuse(
    checked: Sequence[Checked], shared: Sequence[Finding], said: str, *, force: bool = False
) -> None:
    """Print the errors of decks and stop; `force` goes on in spite of them, but not of clashes.

    Raises:
        FindingsError: there are errors; `said` is the outcome, such as `nothing built`.
    """
    clashes = [finding for finding in shared if finding.severity is Severity.ERROR]
    errors = [*clashes, *(finding for one in checked for finding in one.errors())]
    for finding in errors:
        click.echo(str(finding), err=True)
    count = f"{len(errors)} error" + "s" * (len(errors) > 1)
    if clashes:
        raise FindingsError(f"{said}: {count} above; give each deck a key of its own")
    if errors and not force:
        raise FindingsError(
            f"{said}: {count} above; mend them, set the note to draft, or say --force"
        )
    if errors:
        click.echo(f"Building in spite of {count}; notes without proof are left out.", err=True)
