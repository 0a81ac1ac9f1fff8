"""Prompt files: what a model is told before the material (system) and after it (task).

`templates/prompts/<name>.md` opens with a line `version: 1`; then comes the system text, a line
`=== task ===`, and the task. A workspace's own file of that name wins. The text of a source is
never part of a prompt; names and sentences that come from a source or a model are values, made
harmless by `as_value`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.errors import TemplateError
from quizgen.markup import clean
from quizgen.rendering import Templates
from quizgen.text import squeeze

MOST_VALUE = 200  # characters of one value
# Signs that nobody sees: soft hyphens, zero widths, directions, tags. The two joiners stay, since
# scripts and emoji need them.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)
VERSION = re.compile(r"version:[ \t]*([1-9]\d{0,5})[ \t]*")
TASK = re.compile(r"^=== task ===[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it is sent; `name_version` (`notes@1`) is part of a request's key."""

    name_version: str
    system: str
    task: str


def load_prompt(templates: Templates, name: str, context: Mapping[str, object]) -> Prompt:
    """The prompt of a name, filled in.

    Raises:
        TemplateError: no such file, a value that it lacks, no version, no task.
    """
    text = templates.prompt(name, context).replace("\r\n", "\n")
    place = templates.place(f"prompts/{name}.md")
    first, _, rest = text.partition("\n")
    version = VERSION.fullmatch(first)
    if not version:
        raise TemplateError(f"{place}:1: no version; begin the file with a line `version: 1`")
    parts = [part.strip() for part in TASK.split(rest, maxsplit=1)]
    if len(parts) < 2:
        said = "no task; write a line `=== task ===` between what is always so and what to do"
        raise TemplateError(f"{place}: {said}")
    if not all(parts):
        raise TemplateError(f"{place}: nothing stands before or after the line `=== task ===`")
    return Prompt(f"{name}@{version[1]}", parts[0], parts[1])


def as_value(text: str, most: int = MOST_VALUE) -> str:
    """A text from a source or a model as a prompt may hold it: one line, no controls, cut."""
    line = squeeze(INVISIBLE.sub("", clean(text)))
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}\u2026"
