"""`quizgen init`: a workspace with a small source and a deck that builds at once."""

from __future__ import annotations

from pathlib import Path

from quizgen.decks.atomic import write_whole
from quizgen.decks.json_schema import SCHEMAS, format_schema
from quizgen.errors import QuizgenError
from quizgen.rendering import builtin_templates

# Files with a dot in front would be lost or take effect in our own repository.
DOTTED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}


def make_workspace(folder: Path) -> list[Path]:
    """Write the example's files below a folder; their paths.

    Raises:
        QuizgenError: one of them exists already; nothing is written then.
    """
    model = builtin_templates() / "init"
    files = {
        folder / _name(path.relative_to(model)): path.read_bytes()
        for path in sorted(model.rglob("*"))
        if path.is_file()
    }
    for name in SCHEMAS:
        files[folder / "schema" / f"{name}.schema.json"] = format_schema(name).encode()
    for path in files:
        if path.exists():
            raise QuizgenError(f"{path} exists already; name an empty folder")
    for path, data in files.items():
        write_whole(path, data)
    return list(files)


def _name(path: Path) -> Path:
    return path.with_name(DOTTED.get(path.name, path.name))
