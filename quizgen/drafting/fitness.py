"""Whether a sentence says something by itself: whole, about its subject, true at any time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.drafting.english import (
    ANAPHORIC,
    DANGLING_NOUN,
    DEICTIC,
    FIRST_SECOND,
    IMPERATIVE,
    WORD,
    has_finite_verb,
    words,
)
from quizgen.drafting.mentions import Mention

FEWEST_WORDS, MOST_WORDS = 7, 32
# Codes, paths, markup, notes of the transcriber, cut-off words, trailing thoughts.
CODE = re.compile(
    r"[`_{}<>|\\=*#@~^]|\w\(\)|\b\w+\.(?:py|js|md|txt|json|csv|yaml|com|org)\b|://|\b[a-z]+[A-Z]\w*|"
    r"\b\w+/\w+\b"
)
NOISE = re.compile(r"\.\.\.|\u2026|--|\[|\]|\b\w+- |\?|!|;|\b(?:e\.g|i\.e|etc)\.")
HEDGE = re.compile(
    r"\b(?:maybe|perhaps|sort of|kind of|I guess|stuff|thing|things|basically|really|very|quite|"
    r"pretty much|actually|gonna|wanna|a lot|whatever|somehow|something like|or something|"
    r"and so on|kinda|guys|of course|obviously|you know|I mean|yeah|okay)\b",
    re.I,
)
EXAMPLE = re.compile(
    r"\b(?:example|for instance|imagine|suppose|scenario|as we|let[\u2019']s say|say you|exercise|"
    r"[Aa]nswer [A-D\d]|[Qq]uestion \d|[A-Z]\d\b|readers?|learn(?:ers)? about|"
    r"\b(?:as|in|see) (?:shows?|illustrates?|depicts?)\b|namely|"
    r"this (?:chapter|section|article|page|course|video))\b",
)
FALSE_START = re.compile(
    r"^(?:It turns out|The thing is|The question is|As (?:I|we|you)|Speaking of|In terms of|"
    r"A lot of|Lots of|Part of|Something|Someone|Somebody|Anything|Everything|Everyone|"
    r"People|Nobody|No one)\b"
)
# A comma right after the verb, or a new subject after a comma without a conjunction.
BROKEN = re.compile(
    r"\b(?:is|are|was|were), |^(?!If |When |While |Although |As |Because |Since |Though |Once |"
    r"Unless |Before |After )[^,]*, (?:it|one|they|there|that|this|he|she) "
    r"(?:is|are|was|were|has|have)\b"
)
PERSON_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|hers|himself|herself)\b", re.I)
OPENS_DEFINITE = re.compile(r"The\s+(?P<rest>.*)", re.S)
HEAD_OF = 5


def is_sentence(text: str) -> bool:
    """Whether a text is one whole declarative sentence."""
    if not text or not (text[0].isupper() or text[0].isdigit()) or text[-1] != ".":
        return False
    if not FEWEST_WORDS <= len(WORD.findall(text)) <= MOST_WORDS:
        return False
    return balanced(text) and has_finite_verb(text)


def stands_alone(text: str, *, conditional: bool = False) -> bool:
    """Whether nothing in a sentence leans on what stands around it.

    `conditional` lets a sentence begin with "if" or "when".
    """
    found = ANAPHORIC.match(text)
    if found and not (conditional and found[0].casefold() in ("when", "where")):
        return False
    if words(text)[0] in IMPERATIVE or FALSE_START.match(text) or BROKEN.search(text):
        return False
    if any(p.search(text) for p in (FIRST_SECOND, DEICTIC, DANGLING_NOUN, CODE, NOISE, EXAMPLE)):
        return False
    return not (HEDGE.search(text) or _person_unnamed(text))


def _person_unnamed(text: str) -> bool:
    found = PERSON_PRONOUN.search(text)
    return bool(found) and not re.search(
        r"(?<!^)\b[A-Z][a-z]+", text[: found.start()] if found else ""
    )


def names_its_subject(text: str, found: Sequence[Mention]) -> bool:
    """Whether "The ..." at the start is told apart: by a phrase of `found` there, or an "of"."""
    opening = OPENS_DEFINITE.match(text)
    if not opening:
        return True
    at = opening.start("rest")
    if any(m.start == at and (m.concept.is_name or " " in text[at : m.end]) for m in found):
        return True
    return "of" in words(opening["rest"])[1:HEAD_OF]


def balanced(text: str) -> bool:
    """Whether brackets and quotation marks come in pairs."""
    pairs = (("(", ")"), ("[", "]"), ("\u201c", "\u201d"))
    return all(text.count(a) == text.count(b) for a, b in pairs) and text.count('"') % 2 == 0
