"""The reply store: one file for each request, named by its key, on disk before it is used.

It is cache, resumption, replay and handoff at once. What is asked again is taken from here; a
refusal or a reply that was cut off is kept too, since it was paid for.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from quizgen.decks.atomic import write_whole

FOLDER = "replies"
VERSION = 1
KEY = re.compile(r"[0-9a-f]{64}")
COMPLETE = frozenset(("end_turn", "stop_sequence"))


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a request.

    `text` is what the model wrote, `stop` why it ended (the API's word; `end_turn` for an answer by
    handoff). `engine` is claude or handoff, `model` who answered, `cost` in US dollars (None where
    no price is known), `date` the day and time in UTC, `raw` the message as it came.
    """

    key: str
    stage: str
    prompt: str
    form: str
    engine: str
    model: str
    text: str
    stop: str = "end_turn"
    host: str = ""
    request_id: str = ""
    usage: Mapping[str, int] = field(default_factory=dict)
    cost: float | None = None
    date: str = ""
    raw: Mapping[str, Any] | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the model ended of its own accord."""
        return self.stop in COMPLETE

    @property
    def origin(self) -> str:
        """Who wrote it, as notes tell it: `claude claude-sonnet-5-5`, `handoff gpt-oss`."""
        return f"{self.engine} {self.model}".strip()


class ReplyStore:
    """The replies of one deck."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str) -> Reply | None:
        """The last reply to a request; None where there is none that can be trusted."""
        attempts = self.attempts(key)
        return attempts[-1] if attempts else None

    def attempts(self, key: str) -> tuple[Reply, ...]:
        """Every reply to a request, first to last."""
        read = self._read(key)
        return () if isinstance(read, str) else read

    def put(self, reply: Reply) -> None:
        """Keep a reply: written and synced before this returns, after earlier ones of its key."""
        replies = [*self.attempts(reply.key), reply]
        body = {"version": VERSION, "replies": [asdict(one) for one in replies]}
        said = {"check": _digest(body), **body}
        text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        write_whole(self._path(reply.key), text.encode())

    def problems(self) -> Iterator[tuple[Path, str]]:
        """Files in the folder that are no replies, and why: they are never used."""
        for path in sorted(self.folder.glob("*")):
            if path.name.startswith("."):
                continue
            if path.suffix != ".json" or not KEY.fullmatch(path.stem):
                yield path, "not named as a reply is"
            elif isinstance(read := self._read(path.stem), str):
                yield path, read

    def keys(self) -> list[str]:
        """The keys of all replies that can be trusted."""
        named = sorted(path.stem for path in self.folder.glob("*.json"))
        return [key for key in named if KEY.fullmatch(key) and self.attempts(key)]

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def _read(self, key: str) -> tuple[Reply, ...] | str:
        """The replies of a key, () where there are none; or why the file cannot be trusted."""
        try:
            said = json.loads(self._path(key).read_text("utf-8"))
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
            return f"cannot be read ({type(error).__name__})"
        if not isinstance(said, dict) or said.get("version") != VERSION:
            return "written by another version, or not by quizgen"
        check = said.pop("check", None)
        if check != _digest(said):
            return "changed since it was written"
        replies = tuple(_restore(one) for one in said["replies"])
        if not replies or any(reply is None or reply.key != key for reply in replies):
            return "the reply to another request"
        return tuple(reply for reply in replies if reply)


def _digest(body: Mapping[str, Any]) -> str:
    said = json.dumps(body, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _restore(said: Mapping[str, Any]) -> Reply | None:
    known = {one.name for one in fields(Reply)}
    return Reply(**said) if said.keys() == known else None
