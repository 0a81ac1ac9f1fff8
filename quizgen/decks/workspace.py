"""A workspace: the folder with `seeds/` and `decks/`, and what stands where in it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.decks.folder import DECK_FILE, is_deck
from quizgen.decks.seeds import find_source
from quizgen.errors import QuizgenError
from quizgen.text import did_you_mean, listed

MOST_LISTED = 8


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
        return sorted(path for path in self.decks_folder.glob("*") if is_deck(path))

    def find_decks(self, names: Sequence[str]) -> list[Path]:
        """Deck folders by name or path, each of them once; all of them when none is named.

        Raises:
            QuizgenError: a name that is no deck here, or a workspace without decks.
        """
        if not names:
            folders = self.deck_folders()
            if not folders:
                raise QuizgenError(
                    f"no deck in {self.decks_folder}; `quizgen init` makes an example"
                )
            return folders
        return list(dict.fromkeys(self._find_deck(name) for name in names))

    def _find_deck(self, name: str) -> Path:
        if _is_bare(name) and is_deck(self.decks_folder / name):
            return self.decks_folder / name
        if (root := _root_of_path(name)) and root == _absolute(self.root):
            return self.decks_folder / _absolute(Path(name)).name
        known = [folder.name for folder in self.deck_folders()]
        near = did_you_mean(name, known) if len(known) > MOST_LISTED else ""
        here = f"; the decks here are: {listed(known, MOST_LISTED) or 'none'}"
        raise QuizgenError(f"no deck {name!r}{near or here}")

    def find_source(self, stem: str, deck: Path) -> Path:
        """The file of a source in seeds/.

        Raises:
            DeckError: none, or several, have this stem.
        """
        return find_source(self.seeds_folder, stem, deck / DECK_FILE)


def find_workspace(start: Path, names: Sequence[str] = ()) -> Workspace:
    """The one workspace of the decks that are named; without names, that around a folder.

    A bare name means a deck of the workspace around the folder, if it has such a deck.

    Raises:
        QuizgenError: there is none, or the decks belong to several.
    """
    around = next((f for f in (start, *start.parents) if (f / "decks").is_dir()), None)
    roots = {root: name for name in reversed(names) if (root := _root_of(name, around))}
    if len(roots) > 1:
        told = "; ".join(f"{name!r} to {root}" for root, name in sorted(roots.items()))
        raise QuizgenError(f"these decks belong to several workspaces ({told}): name one's only")
    root = next(iter(roots), around)
    if root is None:
        raise QuizgenError(
            f"no workspace at {start} or above it (a folder with decks/); `quizgen init` makes one"
        )
    return Workspace(_shortest(root, start))


def _root_of(name: str, around: Path | None) -> Path | None:
    """The workspace that a deck belongs to; None for a name that says nothing of it."""
    if around and _is_bare(name) and is_deck(around / "decks" / name):
        return _absolute(around)
    return _root_of_path(name)


def _root_of_path(name: str) -> Path | None:
    """The workspace of a deck that is named by its path; None when there is no deck.

    Raises:
        QuizgenError: a deck outside any decks/ folder.
    """
    if not is_deck(Path(name)):
        return None
    folder = _absolute(Path(name))
    if folder.parent.name != "decks":
        here = f"{folder.parent / 'decks' / folder.name}"
        raise QuizgenError(
            f"{name}: a deck lies in the decks/ folder of its workspace; move it, say to {here}"
        )
    return folder.parent.parent


def _is_bare(name: str) -> bool:
    return bool(name) and Path(name).name == name and not Path(name).is_absolute()


def _absolute(path: Path) -> Path:
    # Not resolved: a deck may be a link to a folder elsewhere, and belongs where the link is.
    return Path(os.path.abspath(path))


def _shortest(root: Path, start: Path) -> Path:
    """The root as seen from where the person is: messages and findings read better."""
    return root.relative_to(start) if root.is_relative_to(start) else root
