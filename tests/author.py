"""An author with a workspace in a folder: edits deck files and runs the real commands (tests only)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner, Result

from quizgen.cli import cli
from quizgen.decks.edit import change_note

NOON = 1_780_000_000  # before now, so that a learner edits after the first import


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def run(folder: Path, *arguments: str, clock: int | None = NOON) -> Result:
    """Run a quizgen command in a folder, at a time."""
    environment = {"SOURCE_DATE_EPOCH": "" if clock is None else str(clock)}
    with inside(folder):
        return CliRunner().invoke(cli, list(arguments), env=environment)


class Author:
    """The example workspace of `quizgen init`, with a clock that goes on by a minute a build."""

    def __init__(self, root: Path, clock: int = NOON) -> None:
        self.root = root
        self.clock = clock
        root.mkdir(parents=True, exist_ok=True)
        made = run(root, "init")
        assert made.exit_code == 0, made.output
        self.deck = root / "decks" / "tides"

    @property
    def notes(self) -> Path:
        return self.deck / "notes" / "tides.yaml"

    @property
    def ledger(self) -> Path:
        return self.deck / "ledger.json"

    def build(self, *arguments: str, minutes: float = 1) -> Path:
        """Build as the command line does; the package."""
        self.clock += round(minutes * 60)
        result = run(self.root, "build", *arguments, clock=self.clock)
        assert result.exit_code == 0, result.output
        self.said = result.output
        return self.root / "out" / self.deck.name / f"{self.deck.name}.apkg"

    def change(self, note_id: str, **fields: object) -> None:
        """Set fields of a note; None removes one."""
        text = self.notes.read_text("utf-8")
        self.notes.write_text(change_note(text, note_id, fields), "utf-8")

    def delete(self, note_id: str) -> None:
        """Take a note out of the file altogether."""
        head, *notes = self.notes.read_text("utf-8").split("\n  - id: ")
        kept = [note for note in notes if note.split("\n", 1)[0] != note_id]
        assert len(kept) == len(notes) - 1
        self.notes.write_text("\n  - id: ".join([head, *kept]), "utf-8")

    def add(self, text: str) -> None:
        """Add a note as text, indented as in the file."""
        with self.notes.open("a", encoding="utf-8") as file:
            file.write(text)

    def replace(self, file: str, old: str, new: str) -> None:
        """Edit any file of the workspace as a person would."""
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
