"""A request as we mean it, and the key under which its reply is kept.

The key is over what is asked and nothing else: not over the model, the host or the way in which it
is sent. So a reply that was given by hand, or by another model, serves a later run, and a replay
needs no SDK.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

CANONICAL_VERSION = 1
# Characters to a token, a floor for English with today's tokenizers.
CHARACTERS_A_TOKEN = 3.1


class Stage(StrEnum):
    """The steps of drafting in which a model is asked something, in order."""

    CONCEPTS = "concepts"
    CONSOLIDATION = "consolidation"
    NOTES = "notes"
    REDRAFT = "redraft"
    CLOSED_BOOK = "closed-book"
    OPEN_BOOK = "open-book"
    READING = "reading"


@dataclass(frozen=True)  # without slots, so that the key is made only once
class Request:
    """One question to a model.

    `prompt` is name and version of the prompt file, `form` those of the reply's form (both
    `notes@1`). `system` is what we instruct, `material` untrusted text of a source ("" where none
    is shown), `task` what to do with it. `label` tells people what it is about, `most_tokens` is
    the longest reply that is expected; neither is part of the key.
    """

    stage: Stage
    prompt: str
    form: str
    system: str
    material: str
    task: str
    label: str = field(default="", compare=False)
    most_tokens: int = field(default=4000, compare=False)

    @cached_property
    def key(self) -> str:
        """sha256 of the canonical form, 64 hex digits."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def canonical(self) -> bytes:
        """What is hashed: the same bytes on every machine and with every version of Python."""
        said = {
            "version": CANONICAL_VERSION,
            "stage": self.stage.value,
            "prompt": self.prompt,
            "form": self.form,
            "system": self.system,
            "material": self.material,
            "task": self.task,
        }
        return json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()

    def user_text(self) -> str:
        """What the model reads after the system text: the material, fenced, and the task."""
        if not self.material:
            return self.task
        # A fence that the material cannot contain, since it is made of the material's own hash.
        fence = f"material-{hashlib.sha256(self.material.encode()).hexdigest()[:16]}"
        return f"<{fence}>\n{self.material}\n</{fence}>\n\n{self.task}"

    def estimate_tokens(self) -> int:
        """About how many tokens are sent, the reply's form included."""
        characters = len(self.system) + len(self.user_text())
        return int(characters / CHARACTERS_A_TOKEN) + 600
