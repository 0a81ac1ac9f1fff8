"""The batches that run: a file of a workspace, on disk before anything is waited for.

It says where each reply belongs, so that what was paid for finds its store even when the deck has
changed its mind meanwhile. Several decks may share a batch.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from quizgen.decks.atomic import write_whole
from quizgen.drafting.llm.replies import KEY, ReplyStore
from quizgen.drafting.llm.request import Request
from quizgen.drafting.llm.verdicts import Call
from quizgen.errors import QuizgenError

VERSION = 1
ID_DIGITS = 32  # of a request's key: its name in a batch


@dataclass(frozen=True, slots=True)
class Entry:
    """A request in a batch: what its reply repeats, how it was asked, and the store it belongs to.

    `folder` is the store's, seen from the folder of the file.
    """

    key: str
    stage: str
    prompt: str
    form: str
    folder: str
    model: str
    most_tokens: int
    tried: list[str] = field(default_factory=list)

    @property
    def call(self) -> Call:
        """How it was asked."""
        return Call(self.model, self.most_tokens, frozenset(self.tried))


@dataclass(slots=True)
class Batch:
    """A batch at a host; `requests` by their names in it.

    `after` is the newest batch that was there before this one was made. An empty `id`: it was about
    to be made when we last heard.
    """

    id: str
    host: str
    after: str
    requests: dict[str, Entry]


class BatchFile:
    """The batches whose results have not been stored yet, as they are on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.batches = _read(path)

    def write(self) -> None:
        """Put the file on disk, synced; none when no batch is left."""
        if not self.batches:
            self.path.unlink(missing_ok=True)
            return
        said = {"version": VERSION, "batches": [asdict(batch) for batch in self.batches]}
        text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        write_whole(self.path, text.encode())

    def add(self, batch: Batch) -> None:
        """Note a batch."""
        self.batches.append(batch)
        self.write()

    def remove(self, batch: Batch) -> None:
        """A batch is done with: its results are stored."""
        self.batches = [one for one in self.batches if one is not batch]
        self.write()

    def entry(self, request: Request, call: Call, store: ReplyStore) -> Entry:
        """A request as it is noted."""
        folder = Path(os.path.relpath(store.folder, self.path.parent)).as_posix()
        return Entry(
            key=request.key,
            stage=request.stage.value,
            prompt=request.prompt,
            form=request.form,
            folder=folder,
            model=call.model,
            most_tokens=call.most_tokens,
            tried=sorted(call.tried),
        )

    def store(self, entry: Entry) -> ReplyStore | None:
        """The store that a reply belongs to; None outside of the workspace, where we write not."""
        root = self.path.parent.resolve()
        folder = (root / entry.folder).resolve()
        return ReplyStore(folder) if folder.is_relative_to(root) else None


def _read(path: Path) -> list[Batch]:
    try:
        said = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise _unreadable(path) from error
    if not isinstance(said, dict) or said.get("version") != VERSION:
        raise _unreadable(path)
    return _restore(path, said)


def _restore(path: Path, said: Mapping[str, Any]) -> list[Batch]:
    try:
        batches = TypeAdapter(list[Batch]).validate_python(said.get("batches"))
    except ValidationError as error:
        raise _unreadable(path) from error
    for batch in batches:
        for name, entry in batch.requests.items():
            if not KEY.fullmatch(entry.key) or name != entry.key[:ID_DIGITS]:
                raise _unreadable(path)
    return batches


def _unreadable(path: Path) -> QuizgenError:
    return QuizgenError(
        f"{path}: no list of batches that this version wrote; move it away to send its requests "
        "anew (the results of batches that ran stay in Anthropic's console for 29 days)"
    )
