"""Reading several decks: what is wrong with one hides nothing of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.commands.progress import progress
from quizgen.decks.identity import find_shared, read_identities
from quizgen.decks.workspace import Workspace
from quizgen.errors import QuizgenError
from quizgen.pipeline import Checked
from quizgen.schema import Finding


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
