"""The folder of sources: which file a stem means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.decks.folder import is_backup
from quizgen.errors import DeckError, Problem
from quizgen.text import did_you_mean

META_SUFFIX = ".meta.yaml"
MOST_NAMED = 12


def find_source(seeds: Path, stem: str, place: Path) -> Path:
    """The file of a source; `place` is the file that names it.

    Raises:
        DeckError: none, or several, have this stem.
    """
    files = sorted(_list_files(seeds))
    found = [path for path in files if path.stem == stem]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(path.name for path in found)
        said = f"source {stem!r} could be {listed}; keep one of them in {seeds}"
    else:
        said = f"no such source as {stem!r} in {seeds}{_advise(stem, files)}"
    raise DeckError([Problem(place, 0, said)])


def _list_files(seeds: Path) -> Iterator[Path]:
    """Files that may be sources: no meta files, and nothing that an editor keeps beside them."""
    if seeds.is_dir():
        for path in seeds.iterdir():
            if path.is_file() and not is_backup(path.name) and not path.name.endswith(META_SUFFIX):
                yield path


def _advise(stem: str, files: list[Path]) -> str:
    if named := [path.stem for path in files if path.name == stem]:
        return f"; leave off the suffix: write {named[0]!r}"
    stems = list(dict.fromkeys(path.stem for path in files))
    if hint := did_you_mean(stem, stems):
        return hint
    if not stems:
        return "; put the file there"
    more = f" and {len(stems) - MOST_NAMED} more" if len(stems) > MOST_NAMED else ""
    return f"; the sources there are: {', '.join(stems[:MOST_NAMED])}{more}"
