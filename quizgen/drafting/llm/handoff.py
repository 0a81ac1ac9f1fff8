"""Handoff: requests as files that any chat or model can answer, and the answers taken back.

`handoff/requests/*.md` are self-contained: what to read, what to do, the form of the reply.
`handoff/answers/` takes the replies, in files of any name; what surrounds the JSON in them is
ignored. An answer that was taken is in the reply store, and its file moves to `handoff/taken/`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from quizgen.decks.atomic import is_new, write_together
from quizgen.drafting.llm.desk import fault_of
from quizgen.drafting.llm.forms import FORMS, find_objects, schema_of
from quizgen.drafting.llm.replies import Reply, ReplyStore
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.merge import slug

FOLDER = "handoff"
REQUESTS, ANSWERS, TAKEN = "requests", "answers", "taken"
SHORT = 12  # digits of a key by which people and files name a request
REQUEST_ID = re.compile(rf"^## Request ([0-9a-f]{{{SHORT}}})$", re.MULTILINE)
UNNAMED = "unnamed model"
MOST_BYTES = 20_000_000
TOO_LONG = "this is longer than 20 MB, so it is no answer and is not read; save the answer alone"

Wanted = Sequence[tuple[Request, ReplyStore]]


@dataclass(slots=True)
class HandoffSender:
    """Writes requests to files and takes answers from files; nothing is sent anywhere.

    `bundle` is how many requests of one stage stand in one file, `answered_by` who answers where
    an answer does not say. `notices` collects what was wrong with answers, `taken` counts those
    that were good; `asked` are the request files that wait now, by the folder they stand in.
    """

    now: Callable[[], str]
    bundle: int = 1
    answered_by: str = ""
    notices: list[str] = field(default_factory=list)
    taken: int = 0
    asked: dict[Path, dict[Path, str]] = field(default_factory=dict)

    def send(self, wanted: Wanted) -> Mapping[str, str]:
        """Take the answers that are there, and ask for what is then still missing."""
        stores = {store.folder: store for _, store in wanted}
        for folder, store in stores.items():
            mine = [request for request, other in wanted if other.folder == folder]
            missing = self._take(mine, store)
            place = folder.parent / FOLDER / REQUESTS
            files = self.asked.setdefault(place, {})
            kept, rest = _keep_bundles(place, missing)
            bundles = (*kept, *_bundle(rest, self.bundle))
            files |= {place / _name_file(some): format_requests(some) for some in bundles}
        return {}

    def finish(self) -> int:
        """Write the requests that are missing now, and remove those that no longer are.

        Returns how many files wait to be answered.
        """
        for folder, files in self.asked.items():
            old = set(folder.glob("*.md")) - files.keys()
            write_together({p: t.encode() for p, t in files.items() if is_new(p, t.encode())})
            (folder.parent / ANSWERS).mkdir(parents=True, exist_ok=True)
            for path in old:
                path.unlink()
        return sum(map(len, self.asked.values()))

    def _take(self, requests: Sequence[Request], store: ReplyStore) -> list[Request]:
        """Put the answers to these requests into the store; the requests that remain."""
        folder = store.folder.parent / FOLDER
        missing = {request.key[:SHORT]: request for request in requests}
        for path in self._read_files(folder / ANSWERS):
            answered = list(_answers(path, missing))
            done = 0
            for request, said, who in answered:
                done += self._keep(request, said, who, store, path)
                if store.find(request.key):
                    missing.pop(request.key[:SHORT], None)
            if done and done == len(answered):
                _put_away(path, folder / TAKEN)
        return list(missing.values())

    def _read_files(self, folder: Path) -> Iterator[Path]:
        """The files that may be answers; what is too long to be one is told, once."""
        for path in _answer_files(folder):
            if path.stat().st_size <= MOST_BYTES:
                yield path
            elif (said := f"{path}: {TOO_LONG}") not in self.notices:
                self.notices.append(said)

    def _keep(
        self, request: Request, said: Mapping[str, Any], who: str, store: ReplyStore, path: Path
    ) -> bool:
        reply = Reply(
            key=request.key,
            stage=request.stage.value,
            prompt=request.prompt,
            form=request.form,
            engine=FOLDER,
            model=who or self.answered_by or UNNAMED,
            text=json.dumps(said, ensure_ascii=False),
            date=self.now(),
        )
        if fault := fault_of(request, reply):
            self.notices.append(f"{path}: answer to {request.key[:SHORT]}: {fault}; mend the file")
            return False
        store.put(reply)
        self.taken += 1
        return True


# --------------------------------------------------------------------------- requests


def _bundle(requests: Sequence[Request], size: int) -> Iterator[list[Request]]:
    """Requests of one stage together, so many in a file."""
    ordered = sorted(requests, key=lambda request: list(Stage).index(request.stage))
    for _, group in groupby(ordered, key=lambda request: request.stage):
        same = list(group)
        for start in range(0, len(same), size):
            yield same[start : start + size]


def _keep_bundles(
    folder: Path, missing: Sequence[Request]
) -> tuple[list[list[Request]], list[Request]]:
    """Files that still ask just what is missing stay: somebody may be answering them.

    Returns the requests of each of them, and those of no file.
    """
    waiting = {request.key[:SHORT]: request for request in missing}
    kept: list[list[Request]] = []
    for path in sorted(folder.glob("*.md")):
        ids = REQUEST_ID.findall(path.read_text("utf-8", errors="replace"))
        if ids and all(id_ in waiting for id_ in ids):
            kept.append([waiting.pop(id_) for id_ in dict.fromkeys(ids)])
    return kept, list(waiting.values())


def _name_file(requests: Sequence[Request]) -> str:
    first = requests[0]
    many = len(requests)
    about = slug(first.label)[:40] if many == 1 else f"{many}-requests"
    return f"{first.stage.value}-{about}-{first.key[:SHORT]}.md"


def format_requests(requests: Sequence[Request]) -> str:
    """One file of requests of one stage, complete in itself."""
    first = requests[0]
    several = len(requests) > 1
    parts = [
        f"# {len(requests)} request{'s' if several else ''} of quizgen, stage {first.stage.value}",
        _how_to_answer(requests),
        "## The form of each reply, as JSON Schema",
        f"```json\n{json.dumps(schema_of(first), ensure_ascii=False)}\n```",
    ]
    same = len({request.system for request in requests}) == 1
    if same:
        parts += ["## Instructions, for each request", first.system]
    for request in requests:
        parts.append(f"## Request {request.key[:SHORT]}")
        if not same:
            parts += ["### Instructions", request.system, "### What is asked"]
        parts.append(request.user_text())
    return "\n\n".join(parts) + "\n"


def _how_to_answer(requests: Sequence[Request]) -> str:
    ids = [request.key[:SHORT] for request in requests]
    example = ",\n   ".join(f'"{id_}": {{...}}' for id_ in ids[:2]) + (", ..." if ids[2:] else "")
    alone = (
        "Answer every request alone, as if you had seen none of the others.\n\n"
        if len(requests) > 1
        else ""
    )
    return (
        f"{alone}Answer with one JSON object and nothing else, where each `{{...}}` is the reply "
        "to that request, in the form below:\n\n"
        f'```\n{{"answered_by": "<name of the model or person who answers>",\n "replies": {{\n   '
        f"{example}}}}}\n```\n\n"
        f"Save it in the folder `{ANSWERS}` beside the folder of this file, under any name."
    )


# --------------------------------------------------------------------------- answers


def _answer_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_file() and path.name[0] != ".")


def _answers(
    path: Path, missing: Mapping[str, Request]
) -> Iterator[tuple[Request, Mapping[str, Any], str]]:
    """The replies in a file to requests that are missing, and who gave them."""
    objects = find_objects(path.read_text("utf-8", errors="replace"))
    for said in objects:
        replies = said.get("replies")
        if not isinstance(replies, dict):
            continue
        who = said.get("answered_by")
        for key, reply in replies.items():
            request = missing.get(str(key)[:SHORT])
            if request and isinstance(reply, dict):
                yield request, reply, _name(who)
    # A chat may leave the wrapping out when there is one request, and the file be named after it.
    named = [missing[id_] for id_ in missing if id_ in path.name]
    if len(named) == 1 and not any("replies" in said for said in objects):
        fields = FORMS[named[0].stage][1].model_fields.keys()
        for said in objects[-1:]:
            yield (
                named[0],
                {k: v for k, v in said.items() if k in fields},
                _name(said.get("answered_by")),
            )


def _name(who: object) -> str:
    """Who answered, as it may stand in a deck file: one short line."""
    said = "".join(char for char in who if char.isprintable()) if isinstance(who, str) else ""
    return " ".join(said.split())[:60]


def _put_away(path: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    free = (folder / f"{path.stem}{n}{path.suffix}" for n in _suffixes())
    path.replace(next(target for target in free if not target.exists()))


def _suffixes() -> Iterable[str]:
    yield ""
    number = 2
    while True:
        yield f"-{number}"
        number += 1
