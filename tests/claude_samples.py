"""Requests to a model, and settings for our server of the Messages API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fake_claude import FakeClaude

from quizgen.drafting.llm.forms import FORMS
from quizgen.drafting.llm.replies import ReplyStore
from quizgen.drafting.llm.request import Request, Stage
from quizgen.drafting.llm.sending import ClaudeSender
from quizgen.drafting.llm.settings import ClaudeOptions, ClaudeSettings, claude_settings

KEY = "sk-ant-planted-4711-never-to-be-seen"
GOOD = '{"answers": []}'
NOW = "2026-11-24T12:00:00Z"


def ask(name: str | int, stage: Stage = Stage.CLOSED_BOOK, **more: Any) -> Request:
    """A request that differs from others by its task."""
    form = FORMS[stage][0]
    said = {"material": "", "label": f"question {name}", "most_tokens": 200, **more}
    return Request(stage, form, form, "You answer.", task=f"Answer question {name}.", **said)


def settings_for(fake: FakeClaude | str, key: str = KEY, **options: Any) -> ClaudeSettings:
    """Settings as for Anthropic itself, only that our server is asked."""
    url = fake if isinstance(fake, str) else fake.url
    environment = {"ANTHROPIC_API_KEY": key, "ANTHROPIC_BASE_URL": url}
    return claude_settings(environment, ClaudeOptions(**{"compat": False, **options}))


class Watch:
    """Waits in no time, and remembers; also a Progress."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.why: list[str] = []
        self.total = 0
        self.labels: list[str] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def begin(self, total: int) -> None:
        self.total += total

    def done(self, label: str) -> None:
        self.labels.append(label)

    def wait(self, seconds: float, why: str) -> None:
        self.why.append(why)


def sender_for(fake: FakeClaude | str, watch: Watch | None = None, **options: Any) -> ClaudeSender:
    """A sender that never really sleeps."""
    watch = watch or Watch()
    return ClaudeSender(settings_for(fake, **options), lambda: NOW, watch, watch.sleep)


def store_in(folder: Path, deck: str = "d") -> ReplyStore:
    return ReplyStore(folder / "decks" / deck / "replies")


def everything_under(folder: Path) -> str:
    """The text of all files, to look for what must not be there."""
    return "\n".join(path.read_text("utf-8") for path in folder.rglob("*") if path.is_file())


def as_json(value: object) -> str:
    return json.dumps(value, sort_keys=True)
