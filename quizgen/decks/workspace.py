"""A workspace: the folder with `seeds/` and `decks/`, and what stands where in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.decks.files import DECK_FILE
from quizgen.errors import DeckError, Problem, QuizgenError, SourceError


@dataclass(frozen=True, slots=True)
class Workspace:
    """The root folder; everything else has its place below it."""

    root: Path

    @property
    def decks_folder(self) -> Path:
        """Where deck folders are."""
        return self.root / "decks"

    @property
    def seeds_folder(self) -> Path:
        """Where sources are."""
        return self.root / "seeds"

    def out_folder(self, deck: Path) -> Path:
        """Where `build` puts what it makes of a deck."""
        return self.root / "out" / deck.name

    def deck_folders(self) -> list[Path]:
        """Every deck of the workspace, by name."""
        return sorted(path.parent for path in self.decks_folder.glob(f"*/{DECK_FILE}"))

    def find_decks(self, names: Sequence[str]) -> list[Path]:
        """Deck folders by name or path; all of them when none is named.

        Raises:
            QuizgenError: a name that is no deck, or a workspace without decks.
        """
        if not names:
            folders = self.deck_folders()
            if not folders:
                raise QuizgenError(
                    f"no deck in {self.decks_folder}; `quizgen init` makes an example"
                )
            return folders
        return [self._find_deck(name) for name in names]

    def _find_deck(self, name: str) -> Path:
        for folder in (self.decks_folder / name, Path(name)):
            if (folder / DECK_FILE).is_file():
                return folder
        known = ", ".join(folder.name for folder in self.deck_folders()) or "none"
        raise QuizgenError(f"no deck {name!r}; the decks here are: {known}")

    def find_source(self, stem: str, deck: Path) -> Path:
        """The file of a source in seeds/.

        Raises:
            DeckError: none, or several, have this stem.
        """
        found = sorted(
            path
            for path in self.seeds_folder.glob(f"{_escape_glob(stem)}.*")
            if path.stem == stem and path.is_file()
        )
        if len(found) == 1:
            return found[0]
        place = deck / DECK_FILE
        if found:
            listed = ", ".join(path.name for path in found)
            said = f"source {stem!r} could be {listed}; keep one of them in {self.seeds_folder}"
            raise DeckError([Problem(place, 0, said)])
        raise SourceError(self.seeds_folder / stem, f"no such source; {place} names it")


def _escape_glob(stem: str) -> str:
    from glob import escape

    return escape(stem)


def find_workspace(start: Path, names: Sequence[str] = ()) -> Workspace:
    """The workspace around a folder, or around the first deck that is named by its path.

    Raises:
        QuizgenError: there is none.
    """
    for name in names:
        folder = Path(name)
        if (folder / DECK_FILE).is_file():
            return Workspace(_shortest(folder.absolute().parent.parent, start))
    for folder in (start, *start.parents):
        if (folder / "decks").is_dir():
            return Workspace(_shortest(folder, start))
    raise QuizgenError(
        f"no workspace at {start} or above it (a folder with decks/); `quizgen init` makes one"
    )


def _shortest(root: Path, start: Path) -> Path:
    """The root as seen from where the person is: messages and findings read better."""
    return root.relative_to(start) if root.is_relative_to(start) else root
