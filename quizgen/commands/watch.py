"""`quizgen build --watch`: build, look for changes, build again, and show the pages.

Each of its builds is a build like any other. What is wrong with a deck is said, and the watch
goes on; Ctrl-C ends it, as it ends every command, with exit code 130.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from quizgen.commands.build import build_all
from quizgen.commands.preview import Preview, serve
from quizgen.decks.folder import NOTES_FOLDER, is_backup
from quizgen.decks.workspace import Workspace, find_workspace
from quizgen.errors import QuizgenError

# Changes are told at once; this is how often we look for ourselves, for new folders as well.
LOOK_EVERY_MS = 1000
SETTLE_MS = 300  # editors write a file in several steps

Stamp = tuple[int, int]


def watch_decks(
    names: Sequence[str], *, drafts: bool, encoding: str, force: bool, port: int
) -> None:
    """Build decks now and at every change of what they are made of; never returns.

    Raises:
        QuizgenError: there is no such deck, or the port cannot be had.
        KeyboardInterrupt: the person has seen enough.
    """
    workspace = find_workspace(Path.cwd(), names)
    workspace.find_decks(names)  # a mistyped name is no reason to wait for changes
    build = partial(build_all, names, drafts=drafts, encoding=encoding, force=force)
    with serve(workspace.root, port) as preview:
        click.echo(f"Pages: {preview.url} (for this machine only). Ctrl-C ends the watch.")
        for changed in _changes(workspace):
            if changed:
                click.echo(f"\nChanged: {', '.join(changed)}")
            _build(build, preview)


def _build(build: partial[None], preview: Preview) -> None:
    said = ""
    try:
        build()
    except click.ClickException as error:
        error.show()
        said = error.format_message()
    except OSError as error:
        said = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        click.echo(f"Error: {said}", err=True)
    preview.announce(said)


def _changes(workspace: Workspace) -> Iterator[tuple[str, ...]]:
    """Nothing at first, and then the names of files whenever some have changed.

    What counts is what the files say of themselves, compared with how they were before the last
    build: no change is missed while a build runs, and the ledger, which it writes, is none.
    """
    before = snapshot(workspace)
    yield ()
    while True:
        for _ in _wake(workspace):
            now = snapshot(workspace)
            changed = sorted({path for path, _ in before.items() ^ now.items()})
            if changed:
                before = now
                yield tuple(path.name for path in changed)


def _wake(workspace: Workspace) -> Iterator[None]:
    """Wake up at changes and now and then, until other folders have to be watched."""
    from watchfiles import watch

    folders = _folders(workspace)
    if not folders:
        raise QuizgenError(f"{workspace.root}: its decks are gone; there is nothing to watch")
    waking = watch(
        *folders,
        watch_filter=None,
        debounce=SETTLE_MS,
        rust_timeout=LOOK_EVERY_MS,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    for _ in waking:
        yield
        if _folders(workspace) != folders:
            return


def _folders(workspace: Workspace) -> list[Path]:
    """What to watch; a deck that is a link lies elsewhere."""
    root = workspace.root
    links = [deck.resolve() for deck in workspace.deck_folders() if deck.is_symlink()]
    folders = (workspace.decks_folder, workspace.seeds_folder, root / "templates", *links)
    return [folder for folder in folders if folder.is_dir()]


def snapshot(workspace: Workspace) -> Mapping[Path, Stamp]:
    """Time and size of every file that a build reads, but for what it writes itself."""
    found: dict[Path, Stamp] = {}
    for path in _read_files(workspace):
        with suppress(OSError):  # gone in the meantime
            stat = path.stat()
            found[path] = (stat.st_mtime_ns, stat.st_size)
    return found


def _read_files(workspace: Workspace) -> Iterator[Path]:
    for deck in workspace.deck_folders():
        yaml = (*deck.glob("*.y*ml"), *(deck / NOTES_FOLDER).rglob("*.y*ml"))
        yield from (path for path in yaml if not is_backup(path.name))
    yield from (p for p in workspace.seeds_folder.glob("*") if not is_backup(p.name))
    for path in (workspace.root / "templates").rglob("*"):
        if path.suffix != ".json" and not is_backup(path.name) and path.is_file():
            yield path
