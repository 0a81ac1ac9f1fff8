"""`quizgen init`: a workspace with a small source and a deck that builds at once."""

from __future__ import annotations

import shlex
from pathlib import Path

from quizgen.decks.atomic import write_whole
from quizgen.decks.json_schema import SCHEMAS, format_schema
from quizgen.errors import QuizgenError
from quizgen.rendering import builtin_templates

# Files with a dot in front would be lost or take effect in our own repository.
DOTTED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}
# What a new repository often has already.
KEPT = {"README.md"}


def make_workspace(folder: Path) -> tuple[list[Path], list[Path]]:
    """Write the example's files below a folder; what was written, and what was there and stays.

    Raises:
        QuizgenError: one of them exists already, other than a README; nothing is written then.
    """
    model = builtin_templates() / "init"
    files = {
        folder / _name(path.relative_to(model)): path.read_bytes()
        for path in sorted(model.rglob("*"))
        if path.is_file()
    }
    for name in SCHEMAS:
        files[folder / "schema" / f"{name}.schema.json"] = format_schema(name).encode()
    kept = [path for path in files if path.name in KEPT and path.exists()]
    for path in files:
        if path.exists() and path not in kept:
            raise QuizgenError(f"{path} exists already; name an empty folder")
    written = {path: data for path, data in files.items() if path not in kept}
    for path, data in written.items():
        write_whole(path, data)
    return list(written), kept


def next_steps(folder: Path) -> str:
    """What to type next, quoted as a shell wants it."""
    here = folder.resolve() == Path.cwd().resolve()
    return "quizgen build" if here else f"cd {shlex.quote(str(folder))} && quizgen build"


def _name(path: Path) -> Path:
    return path.with_name(DOTTED.get(path.name, path.name))
