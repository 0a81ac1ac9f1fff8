"""What an engine is, and which one drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from quizgen.drafting.model import Drafted
from quizgen.errors import QuizgenError, SourceError
from quizgen.schema import Source

EXTRACTIVE = "extractive"
KEY_VARIABLE = "ANTHROPIC_API_KEY"
LATER = (
    "a later version will let a language model, with a key or by handoff, also put questions in "
    "words of its own"
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
    """Takes concepts and cards out of the text itself: no key, no model, no network."""

    name: str = EXTRACTIVE

    def draft(self, source: Source) -> Drafted:
        """Concepts and drafts, best first.

        Raises:
            SourceError: the source is not in English.
        """
        from quizgen.drafting.extractive import draft_source

        language = source.meta.language
        if language.lower().replace("_", "-").split("-")[0] not in ("en", "english"):
            said = f"the engine {EXTRACTIVE} reads English, and this source is in {language!r}"
            raise SourceError(source.path, f"{said}; write its notes by hand")
        return draft_source(source)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An engine, and what to say of the choice."""

    engine: Engine
    remark: str


def choose_engine(name: str | None, environment: Mapping[str, str]) -> Chosen:
    """The engine that is asked for; without a name the one that needs nothing.

    Raises:
        QuizgenError: an engine that this version does not have.
    """
    if name not in (None, EXTRACTIVE):
        raise QuizgenError(
            f"no engine {name!r} in this version; {EXTRACTIVE}, which needs no key, is the only one"
        )
    if name:
        return Chosen(Extractive(), "")
    key = f"; {KEY_VARIABLE} is not used" if environment.get(KEY_VARIABLE) else ""
    return Chosen(Extractive(), f"Engine {EXTRACTIVE}: no key, no network{key}; {LATER}.")
