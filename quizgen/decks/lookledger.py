"""When the workspace's own card templates last changed: `templates/anki/ledger.json`.

The built-in templates carry their times in the program. Only a workspace that replaces one of
them needs this file: Anki takes a new look only when it is newer than the one it has.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import DeckError, Problem

LOOKS_FILE = Path("templates") / "anki" / "ledger.json"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The hash of a note type's templates, and when they became so, in seconds."""

    digest: str
    changed_at: int


def read_looks(workspace: Path) -> dict[str, Stamp]:
    """The recorded looks by kind; empty when the workspace has none of its own.

    Raises:
        DeckError: the file is broken.
    """
    path = workspace / LOOKS_FILE
    if not path.is_file():
        return {}
    try:
        said = json.loads(path.read_text("utf-8"))  # not UTF-8: a ValueError too
        return {
            kind: Stamp(str(stamp["digest"]), int(stamp["changed_at"]))
            for kind, stamp in said.items()
        }
    except (
        json.JSONDecodeError,
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
        RecursionError,
    ) as error:
        said = "is broken; take the last good one from git"
        raise DeckError([Problem(path, 1, f"the ledger of looks {said}")]) from error


def format_looks(looks: Mapping[str, Stamp]) -> str:
    """The looks as the text of their ledger."""
    said = {
        kind: {"digest": stamp.digest, "changed_at": stamp.changed_at}
        for kind, stamp in sorted(looks.items())
    }
    return json.dumps(said, indent=1) + "\n"


def advance_look(before: Stamp | None, builtin: Stamp, digest: str, now: int) -> Stamp:
    """The stamp of a look: the program's own, or when the workspace last changed it."""
    if before is None and digest == builtin.digest:
        return builtin
    if before is not None and before.digest == digest:
        return before
    earlier = max(builtin.changed_at, before.changed_at if before else 0)
    return Stamp(digest, max(now, earlier + 1))
