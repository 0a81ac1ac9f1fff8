"""Word lists that the concept finder reads, per language, as data; and the singular of a word."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from quizgen.drafting.english import words

STEM = 5  # letters in which two words of one stem agree

IRREGULAR = {
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "hypotheses": "hypothesis",
    "analyses": "analysis",
    "theses": "thesis",
    "crises": "crisis",
    "axes": "axis",
    "matrices": "matrix",
    "vertices": "vertex",
    "indices": "index",
    "bacteria": "bacterium",
    "nuclei": "nucleus",
    "stimuli": "stimulus",
    "larvae": "larva",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "mice": "mouse",
    "lives": "life",
    "leaves": "leaf",
    "wolves": "wolf",
    "halves": "half",
    "species": "species",
    "series": "series",
    "news": "news",
    "lens": "lens",
    "movies": "movie",
    "cookies": "cookie",
    "caches": "cache",
    "monies": "money",
}
NO_PLURALS = ("ss", "us", "is", "as", "ics", "'s", "ous")
VOWELS = "aeiou"
HISSING = ("s", "sh", "ch", "x", "z")
DOUBLED = ("fer", "mit", "cur", "pel", "gret")
LONG_PLURALS = ("sses", "shes", "ches", "xes", "zes")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word lists of a language, in lower case; what each is for, its file says."""

    stop: frozenset[str]
    weak: frozenset[str]
    plain: frozenset[str]
    vague: frozenset[str]
    general: frozenset[str]
    kinds: frozenset[str]
    measures: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    places: frozenset[str]


@cache
def read_vocabulary(language: str = "en") -> Vocabulary | None:
    """The lists of a language (`en`, `en-GB`); None where there are none."""
    stem = language.split("-")[0].casefold()
    path = files("quizgen.drafting") / "data" / f"{stem}.words.toml"
    if not path.is_file():
        return None
    said = tomllib.loads(path.read_text("utf-8"))
    lists = {name: word_set(words) for name, words in said.items()}
    verbs = lists.pop("verbs", frozenset())
    lists["stop"] |= {form for verb in verbs for form in inflect(verb)}
    tens = lists.pop("tens", frozenset())
    lists["stop"] |= tens | {f"{ten}-{word}" for ten in tens for word in lists["stop"]}
    return Vocabulary(**lists)


def inflect(verb: str) -> Iterator[str]:
    """The regular forms of a verb."""
    past = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in VOWELS:
        yield from (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
        return
    if verb.endswith(DOUBLED):
        past += verb[-1]
    ending = "es" if verb.endswith(HISSING) else "s"
    yield from (verb, verb + ending, past + "ed", past + "ing")


def word_set(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """A noun in lower case without its plural ending; good enough to compare, not to show."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(NO_PLURALS):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(LONG_PLURALS) else word[:-1]


def stems(text: str) -> frozenset[str]:
    """The first letters of all words of a text, by which two words of one stem agree."""
    return frozenset(singular(word)[:STEM] for word in words(text.replace("-", " ")))
