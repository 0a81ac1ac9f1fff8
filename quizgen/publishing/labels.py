"""The words that our pages print, in a deck's language: `templates/labels/<language>.toml`.

English fills what a language lacks, word by word; a language without a file is English throughout,
and pages mark its words as English. A workspace's own file of the same name wins, word by word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.errors import TemplateError
from quizgen.rendering import Templates

FALLBACK = "en"
Words = Mapping[str, object]  # a text, or a table of texts: {"one": ..., "other": ...}


@dataclass(frozen=True, slots=True)
class Labels:
    """Words by page and name, `say.paper.name`; `language` is that of the words themselves."""

    language: str
    words: Mapping[str, Words]
    ones: frozenset[int]

    def __getitem__(self, page: str) -> Words:
        """The words of one page. Templates write `say.study.next`."""
        return self.words[page]

    def count(self, forms: Mapping[str, str], n: int) -> str:
        """The form of a word for a number, with the number in it: `3 questions`."""
        return forms["one" if n in self.ones else "other"].format(n=n)


def read_labels(language: str, templates: Templates) -> Labels:
    """The labels for a deck's language tag; of `de-AT` those of `de`, unless it has its own.

    Raises:
        TemplateError: a file of labels is no TOML, or one of its entries has another shape.
    """
    words: dict[str, Words] = {}
    found = FALLBACK
    for name in (FALLBACK, *_names(language)):
        for text, place in templates.texts(f"labels/{name}.toml"):
            words = _merged(words, _parse(text, place), place)
            found = name
    plural = words.pop("plural", {}).get("one", [1])
    if not isinstance(plural, list):
        raise TemplateError(f"labels of {found!r}: plural.one is a list of whole numbers, as [1]")
    return Labels(found, words, frozenset(plural))


def _names(language: str) -> list[str]:
    """File names from the general to the particular; nothing in a tag can leave the folder."""
    parts = [part for part in language.casefold().split("-") if part.isalnum()]
    return ["-".join(parts[: n + 1]) for n in range(len(parts)) if parts[: n + 1] != [FALLBACK]]


def _parse(text: str, place: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"{place}: {error}; labels are written in TOML") from error


def _merged(base: Mapping[str, Words], new: Mapping[str, object], place: str) -> dict[str, Words]:
    merged = dict(base)
    for page, words in new.items():
        if not isinstance(words, dict):
            raise TemplateError(f"{place}: {page!r} stands outside a table; put it under [common]")
        known = base.get(page, {})
        for name, word in words.items():
            if page != "plural" and name in known and type(word) is not type(known[name]):
                shape = "a text" if isinstance(known[name], str) else "a table with one and other"
                raise TemplateError(f"{place}: {page}.{name} must be {shape}")
        merged[page] = {**known, **words}
    return merged
