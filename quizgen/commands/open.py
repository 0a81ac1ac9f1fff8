"""`quizgen open`: what was built, in the browser."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path

import click

from quizgen.decks.workspace import Workspace, find_workspace
from quizgen.errors import QuizgenError
from quizgen.text import listed

FOLDER = "folder"
# In this order when no page is named; of several forms of a quiz the first one.
PAGES = ("study", "quiz", "key", "guide", "source", "report")
MOST_ARGUMENTS = 2
MAKERS = {"report": "quizgen report"}


def open_built(names: Sequence[str], *, print_path: bool) -> None:
    """Open a page of a deck or its folder, or print its path.

    Raises:
        QuizgenError: no such deck or page, or nothing that could open it.
    """
    workspace = find_workspace(Path.cwd())
    deck, page = _understand(workspace, names)
    path = _find(workspace.out_folder(deck), page, deck.name)
    if print_path:
        click.echo(path)
        return
    click.echo(f"Opening {path}")
    opened = not click.launch(str(path)) if path.is_dir() else webbrowser.open(_address(path))
    if not opened:
        raise QuizgenError(f"no program here opens pages; open {path} yourself")


def _address(path: Path) -> str:
    return path.absolute().as_uri()


def _understand(workspace: Workspace, names: Sequence[str]) -> tuple[Path, str | None]:
    """The deck and the page that are meant; the deck may be left out where there is but one."""
    if len(names) > MOST_ARGUMENTS:
        raise QuizgenError(f"open takes a deck and a page, not {len(names)} names")
    known = {folder.name for folder in workspace.deck_folders()}
    if len(names) == MOST_ARGUMENTS or (names and (names[0] in known or "/" in names[0])):
        (deck,) = workspace.find_decks(names[:1])
        return deck, names[1] if len(names) == MOST_ARGUMENTS else None
    decks = workspace.find_decks(())
    if len(decks) > 1:
        raise QuizgenError(f"which deck? one of: {listed(sorted(known))}")
    return decks[0], names[0] if names else None


def _find(folder: Path, page: str | None, deck: str) -> Path:
    if not folder.is_dir():
        maker = MAKERS.get(page or "", "quizgen build")
        raise QuizgenError(f"{deck} is not built yet; run `{maker} {deck}`")
    if page == FOLDER:
        return folder
    built = sorted(folder.glob("*.html"))
    wanted = [page.removesuffix(".html")] if page else list(PAGES)
    for name in wanted:
        # A source or a form of a quiz has its own name behind the page's: `quiz-A.html`.
        found = [p for p in built if p.stem == name or (p.stem.startswith(f"{name}-"))]
        if found:
            return min(found, key=lambda path: (len(path.stem), path.stem))
    here = ", ".join(path.stem for path in built) or "none"
    maker = MAKERS.get(page or "", "quizgen build")
    lacks = f"no page {page!r}" if page else "no page to open"
    raise QuizgenError(f"{deck} has {lacks}; built are: {here}; `{maker} {deck}` makes what it can")
