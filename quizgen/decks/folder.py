"""What lies in a deck folder: the notes files, and files that look like some but are not read.

A notes file that is passed over in silence would retire its notes for every learner, so whatever
looks like one and stands where none is read is a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.errors import Problem

DECK_FILE, CONCEPTS_FILE, NOTES_FOLDER = "deck.yaml", "concepts.yaml", "notes"
BLUEPRINT_FILE = "blueprint.yaml"
YAML_SUFFIXES = (".yaml", ".yml")


def is_backup(name: str) -> bool:
    """Whether a name is that of a hidden file, or of a copy or lock that an editor leaves."""
    return name.startswith((".", "#")) or name.endswith("~")


def is_deck(folder: Path) -> bool:
    """Whether a folder is a deck, or was meant as one: with deck.yml, which reading it refuses."""
    return any((folder / DECK_FILE).with_suffix(suffix).is_file() for suffix in YAML_SUFFIXES)


def notes_files(folder: Path) -> list[Path]:
    """The notes files of a deck folder, in the order in which they are read."""
    return sorted(
        path for path in (folder / NOTES_FOLDER).glob("*.yaml") if not is_backup(path.name)
    )


def read_texts(folder: Path) -> dict[Path, str]:
    """The texts of a deck's files, without a byte order mark; only those that are there."""
    named = (folder / DECK_FILE, folder / CONCEPTS_FILE)
    paths = [*(path for path in named if path.is_file()), *notes_files(folder)]
    return {path: path.read_bytes().decode("utf-8-sig") for path in paths}


def unread_files(folder: Path) -> Iterator[Problem]:
    """Files that somebody took for a part of the deck, and that are not read."""
    for name in (DECK_FILE, CONCEPTS_FILE, BLUEPRINT_FILE):
        if (other := (folder / name).with_suffix(".yml")).is_file():
            yield Problem(other, 0, f"this file is not read; rename it to {name}")
    notes = folder / NOTES_FOLDER
    for path in sorted(notes.rglob("*")):
        inside = path.relative_to(notes)
        if path.suffix.lower() not in YAML_SUFFIXES or any(map(is_backup, inside.parts)):
            continue
        if len(inside.parts) > 1 and path.is_file():
            yield Problem(path, 0, f"folders in notes/ are not read; move it up into {notes}")
        elif path.suffix != ".yaml":
            said = f"only *.yaml is read; rename it to {path.with_suffix('.yaml').name}"
            yield Problem(path, 0, said)
