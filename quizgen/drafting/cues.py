"""What shows that a phrase is explained: wording, headings, bold, brackets. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.drafting.candidates import Phrases, Token
from quizgen.drafting.dialects import MARKDOWN, find_set_apart
from quizgen.drafting.model import Sentence
from quizgen.drafting.vocabulary import word_set
from quizgen.schema import Source, Span

LEAD_INS = word_set(
    "so and but well now then basically okay also again here first second finally the a an this "
    "these our your in short"
)
COPULAS = frozenset(("is", "are", "means", "refers", "denotes", "describes"))
OPENERS = word_set(
    "a an the any one when how what where whatever anything something basically essentially simply "
    "just about defined used to that"
)
NEGATIONS = word_set("not no never neither nor isn't aren't doesn't don't hardly")
CALLED = frozenset(("called", "termed", "dubbed", "so-called", "as"))
NOTIONS = word_set(
    "idea concept notion term definition theory principle technique method process phenomenon "
    "hypothesis field"
)
ARTICLES = frozenset(("a", "an", "the", "this"))
ACRONYM = re.compile(r"\(\s*(?P<short>[A-Z][A-Za-z0-9&\-]{1,8})s?\s*\)")
GLOSSED = re.compile(r"^(?P<term>[^\s:][^:.!?,;()]{1,50}?)(?::| [\u2013\u2014]| --?) \w")
MOST_MARKED_WORDS = 8


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens `first` to `last` of a sentence, and what is said of them."""

    first: int
    last: int
    name: str  # defined | called | notion


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that the source sets apart: in bold, or in italics or as code."""

    span: Span
    bold: bool


def find_cues(sentence: Sentence, phrases: Phrases) -> Iterator[Cue]:
    """Which phrases a sentence defines or introduces; a sentence that negates defines none."""
    tokens = phrases.tokens
    if not tokens or sentence.text.endswith("?"):
        return
    for start, end in phrases.runs:
        if _is_subject(tokens, start) and _is_defined(tokens, end):
            yield Cue(start, end, "defined")
        elif start > 0:
            name = _introduction(tokens, start)
            if name:
                yield Cue(start, end, name)
    yield from _find_glossed(sentence, phrases)


def _is_subject(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether nothing but lead-ins stands before a phrase: the whole subject is the phrase."""
    return start <= 3 and all(token.low in LEAD_INS for token in tokens[:start])


def _is_defined(tokens: tuple[Token, ...], end: int) -> bool:
    following = [token.low for token in tokens[end + 1 : end + 4]]
    if len(following) < 3 or following[0] not in COPULAS or NEGATIONS & set(following):
        return False
    if not tokens[end + 1].after:
        return False
    return following[0] not in ("is", "are") or following[1] in OPENERS


def _introduction(tokens: tuple[Token, ...], start: int) -> str:
    """`called X`, `known as X`, `the idea of X`: which of them stands before a phrase."""
    before = [token.low for token in tokens[max(0, start - 4) : start]]
    if before[-1] in ARTICLES:
        before.pop()
    if not before or NEGATIONS & set(before):
        return ""
    if before[-1] in CALLED:
        return "called" if before[-1] != "as" or _is_known_as(before) else ""
    if before[-1] in ("it", "this", "that", "these", "them") and before[-2:-1] in (
        ["call"],
        ["calls"],
    ):
        return "called"
    if before[-1] == "of" and len(before) > 1 and before[-2] in NOTIONS:
        return "notion"
    return ""


def _is_known_as(before: list[str]) -> bool:
    return len(before) > 1 and before[-2] in ("known", "to", "defined")


def _find_glossed(sentence: Sentence, phrases: Phrases) -> Iterator[Cue]:
    """`Term: what it is`, as in a glossary."""
    match = GLOSSED.match(sentence.text)
    if match is None or not phrases.runs:
        return
    count = len(match["term"].split())
    start, end = phrases.runs[0]
    if start == 0 and end + 1 >= count and not phrases.tokens[min(count, end)].after:
        yield Cue(0, count - 1, "defined")


def find_acronyms(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Abbreviations in brackets after what they stand for: `(RLHF)` and its words, in order."""
    for match in ACRONYM.finditer(text):
        letters = [char.lower() for char in match["short"] if char.isalnum() and not char.islower()]
        words = re.findall(r"\w+", text[max(0, match.start() - 120) : match.start()])
        if len(letters) < 2:
            continue
        for take in range(len(letters), min(len(words), len(letters) + 3) + 1):
            chosen = words[-take:]
            if spells(letters, chosen):
                yield match["short"].lower(), tuple(word.lower() for word in chosen)
                break


def spells(letters: list[str], words: list[str]) -> bool:
    """Whether letters are the initials of words, of which short ones may give none."""
    at = 0
    for word in words:
        if at < len(letters) and word[0].lower() == letters[at]:
            at += 1
        elif len(word) > 4 or at == 0:
            return False
    return at == len(letters)


def find_marked(source: Source) -> Iterator[Marked]:
    """What Markdown sets in bold or italics: its markers are cut, and the marks show the gaps."""
    if source.path.suffix.lower() not in MARKDOWN:
        return
    for span, size in find_set_apart(source):
        if _is_term(source.text[span.start : span.end]):
            yield Marked(span, size > 1)


def _is_term(said: str) -> bool:
    clean = said and "[" not in said and "\n\n" not in said and not said[0].isspace()
    return bool(clean) and len(said.split()) <= MOST_MARKED_WORDS
