"""A workspace with a talk that Claude drafts from, played by our own server, stage by stage."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from author import NOON, run
from claude_samples import KEY
from click.testing import Result
from fake_claude import FakeClaude, serving
from fake_messages import Play, last_text
from llm_samples import BASIC, CLOZE, TALK_TEXT
from test_draft_model import ANSWERS, META

from quizgen.decks.files import read_deck
from quizgen.drafting.llm.replies import ReplyStore
from quizgen.drafting.llm.request import Stage
from quizgen.schema import Note

Said = Mapping[str, Any]
Answer = Callable[[str], Said]
Fault = Callable[[Stage, int], Play | None]
BY_FIELD = {
    "concepts": Stage.CONCEPTS,
    "topics": Stage.CONSOLIDATION,
    "notes": Stage.NOTES,
    "answers": Stage.CLOSED_BOOK,
    "looks": Stage.OPEN_BOOK,
    "verdicts": Stage.READING,
}
INVENTED = {
    **CLOZE,
    "evidence": {"unit": "s0002", "quote": "The keeper of the lock always counts the ships."},
}


def write_notes(text: str) -> Said:
    """Drafts on a concept; one of those on the lock has a quote that nobody said."""
    said = ANSWERS["notes"](text)
    if said["notes"] == [BASIC]:
        return {"notes": [BASIC, INVENTED]}
    return said


TALKING: Mapping[str, Answer] = {
    **ANSWERS,
    "notes": write_notes,
    "redraft": lambda text: {"notes": [CLOZE]},
}


def stage_of(body: Mapping[str, Any]) -> Stage:
    """The stage of a call, by the form of the reply that it asks for."""
    fields = body["output_config"]["format"]["schema"]["properties"]
    (stage,) = (stage for name, stage in BY_FIELD.items() if name in fields)
    again = stage is Stage.NOTES and "drafts of notes on one concept" in body["system"]
    return Stage.REDRAFT if again else stage


class Script:
    """What the server answers: by stage, and a fault where the test wants one.

    `fault` is asked first, with the stage and how many calls of it came before.
    """

    def __init__(self, answers: Mapping[str, Answer] = TALKING) -> None:
        self.answers = answers
        self.fault: Fault = lambda stage, before: None
        self.asked: list[tuple[Stage, str]] = []
        self.tokens = 0  # that each reply takes, besides its place in the order of calls
        self.model: Callable[[str], str | None] = lambda text: None  # who says to answer a request
        self._lock = threading.Lock()

    def __call__(self, body: dict[str, Any], number: int) -> Play:
        if "batch" in body:
            return Play()
        stage, text = stage_of(body), last_text(body)
        with self._lock:
            before = self.count(stage)
            self.asked.append((stage, text))
            place = len(self.asked)
        said = json.dumps(self.answers[stage.value](text))
        return self.fault(stage, before) or Play(
            text=said, tokens_out=self.tokens + place, model=self.model(text)
        )

    def count(self, stage: Stage) -> int:
        return sum(one is stage for one, _ in self.asked)

    def stages(self) -> list[Stage]:
        return [stage for stage, _ in self.asked]


class Paid:
    """A workspace with one talk, and the server that is asked about it."""

    def __init__(self, root: Path, fake: FakeClaude, monkeypatch: pytest.MonkeyPatch) -> None:
        assert isinstance(fake.plan, Script)
        self.root, self.fake, self.script = root, fake, fake.plan
        self._monkeypatch = monkeypatch
        self.said: list[str] = []
        (root / "decks").mkdir(parents=True)
        (root / "seeds").mkdir()
        self.add("harbour")

    @property
    def deck(self) -> Path:
        return self.root / "decks" / "harbour"

    def add(self, stem: str, folder: str = "seeds", text: str = TALK_TEXT) -> Path:
        place = self.root / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{stem}.txt").write_text(text, "utf-8")
        (place / f"{stem}.meta.yaml").write_text(META, "utf-8")
        return place / f"{stem}.txt"

    def run(self, *arguments: str) -> Result:
        """A command, with the key and the server of this workspace."""
        self._monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        self._monkeypatch.setenv("ANTHROPIC_BASE_URL", self.fake.url)
        result = run(self.root, *arguments)
        self.said.append(result.output)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result

    def draft(self, *arguments: str, source: str = "harbour") -> Result:
        return self.run("draft", source, "--engine", "claude", "--yes", *arguments)

    def child(self, source: str, *arguments: str, prelude: str = "") -> subprocess.Popen[str]:
        """`draft` in a process of its own, after some lines of Python; as for Anthropic itself."""
        code = (
            "import sys; from quizgen.drafting.llm import settings; settings.HOME = '127.0.0.1'\n"
            f"{prelude}\nfrom quizgen.cli import main; main()"
        )
        command = [sys.executable, "-c", code, "draft", source, "--engine", "claude", "--yes"]
        return subprocess.Popen(
            [*command, *arguments],
            cwd=self.root,
            env={
                **os.environ,
                "ANTHROPIC_API_KEY": KEY,
                "ANTHROPIC_BASE_URL": self.fake.url,
                "SOURCE_DATE_EPOCH": str(NOON),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def end(self, child: subprocess.Popen[str]) -> int:
        """The exit code of a child when it has ended; what it said is kept."""
        said, _ = child.communicate(timeout=30)
        self.said.append(said)
        return child.returncode

    def notes(self, deck: str = "harbour") -> dict[str, Note]:
        return {note.id: note for note in read_deck(self.root / "decks" / deck).notes}

    def store(self, deck: str = "harbour") -> ReplyStore:
        return ReplyStore(self.root / "decks" / deck / "replies")

    def files(self) -> dict[str, bytes]:
        """All files of the workspace but replies, which have a date, and what a killed run left."""
        files = (path for path in self.root.rglob("*") if path.is_file())
        kept = [p for p in files if p.parent.name != "replies" and not p.name.startswith(".")]
        return {str(path.relative_to(self.root)): path.read_bytes() for path in kept}

    def replies(self, deck: str = "harbour") -> dict[str, list[str]]:
        """What was answered to each request, every attempt."""
        store = self.store(deck)
        keys = store.keys()
        return {key: [reply.text for reply in store.attempts(key)] for key in keys}

    def paid_twice(self) -> list[tuple[Stage, str]]:
        """What was asked again although its reply was kept: a bill tells which call it is of."""
        store, asked = self.store(), self.script.asked
        keys = store.keys()
        bills = (reply.usage["output_tokens"] for key in keys for reply in store.attempts(key))
        kept = {bill - self.script.tokens for bill in bills}
        return [one for place, one in enumerate(asked, 1) if place in kept and one in asked[place:]]

    def sees_no_key(self) -> None:
        """The key stands in nothing that was said or written."""
        assert not [said for said in self.said if KEY in said]
        everything = (path for path in self.root.parent.rglob("*") if path.is_file())
        assert not [path for path in everything if KEY.encode() in path.read_bytes()]


@contextmanager
def paid_workspace(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    full: bool,
    answers: Mapping[str, Answer] = TALKING,
) -> Iterator[Paid]:
    """A workspace and its server; `full` asks as Anthropic itself is asked, else as a local one.

    Whatever is done with it, the key is found nowhere at the end.
    """
    with serving(Script(answers)) as fake:
        if full:
            monkeypatch.setattr("quizgen.drafting.llm.settings.HOME", "127.0.0.1")
        monkeypatch.setattr("quizgen.drafting.llm.faults.FIRST_WAIT", 0.01)
        paid = Paid(folder / "workspace", fake, monkeypatch)
        yield paid
        paid.sees_no_key()
