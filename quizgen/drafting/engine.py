"""What an engine is, and which one drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from quizgen.drafting.model import Drafted
from quizgen.drafting.parsing import Model, load_parser
from quizgen.errors import QuizgenError, SourceError
from quizgen.schema import Source

CLAUDE, HANDOFF, EXTRACTIVE = "claude", "handoff", "extractive"
ENGINES = (CLAUDE, HANDOFF, EXTRACTIVE)
KEY_VARIABLES = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
OTHERS = (
    f"a language model, with a key in {KEY_VARIABLES[0]} or a chat of yours and "
    f"--engine {HANDOFF}, asks in words of its own, and why and how"
)


class Engine(Protocol):
    """Makes drafts of a source. The same source gives the same drafts."""

    @property
    def name(self) -> str:
        """The engine's name, as notes tell it in `origin`."""

    def draft(self, source: Source) -> Drafted:
        """Concepts and drafts, best first."""


@dataclass(frozen=True, slots=True)
class Extractive:
    """Takes concepts and cards out of the text itself: no key, no network.

    `model` parses the sentences, where one is installed and wanted.
    """

    name: str = EXTRACTIVE
    model: Model | None = None

    def draft(self, source: Source) -> Drafted:
        """Concepts and drafts, best first.

        Raises:
            SourceError: the source is not in English.
            QuizgenError: the model that parses cannot be used.
        """
        from quizgen.drafting.extractive import draft_source

        language = source.meta.language
        if language.lower().replace("_", "-").split("-")[0] not in ("en", "english"):
            said = f"the engine {EXTRACTIVE} reads English, and this source is in {language!r}"
            raise SourceError(source.path, f"{said}; write its notes by hand")
        parser = load_parser(self.model) if self.model else None
        return draft_source(source, parser)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The name of an engine, and what to say of the choice."""

    name: str
    remark: str


def choose_engine(name: str | None, environment: Mapping[str, str]) -> Chosen:
    """The engine that is asked for; without a name Claude where there is a key, else ours.

    Raises:
        QuizgenError: there is no such engine.
    """
    if name is not None:
        if name not in ENGINES:
            raise QuizgenError(f"no engine {name!r}; choose one of {', '.join(ENGINES)}")
        return Chosen(name, "")
    if any(environment.get(variable) for variable in KEY_VARIABLES):
        return Chosen(CLAUDE, f"Engine {CLAUDE}: there is a key; --engine {EXTRACTIVE} needs none.")
    return Chosen(EXTRACTIVE, f"Engine {EXTRACTIVE}: no key, no network; {OTHERS}.")
