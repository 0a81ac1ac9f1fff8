"""Word lists that rules read, per language, as data: `lexicons/<language>.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of a language. `patterns` are regular expressions by name."""

    language: str
    stop: frozenset[str]
    numerals: dict[str, float]
    lists: dict[str, frozenset[str]]
    patterns: dict[str, str]

    def words(self, name: str) -> frozenset[str]:
        """A word list by its name in the file."""
        return self.lists[name]

    def pattern(self, name: str) -> re.Pattern[str]:
        """A pattern by its name in the file, case-insensitive."""
        return _compiled(self.patterns[name])


@cache
def read_lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language (`en`, `en-GB`); None when there is none yet."""
    stem = language.split("-")[0].casefold()
    path = files("quizgen.checks") / "lexicons" / f"{stem}.toml"
    if not path.is_file():
        return None
    said = tomllib.loads(path.read_text("utf-8"))
    return Lexicon(
        language=stem,
        stop=frozenset(said["stop"].split()),
        numerals={word: float(value) for word, value in said["numerals"].items()},
        lists={name: frozenset(text.split()) for name, text in said["lists"].items()},
        patterns=dict(said["patterns"]),
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Late: a build does not run the rules that need most of them."""
    return re.compile(pattern, re.IGNORECASE)
