"""Sentences that name a thing and go on to tell of it -> the naming alone, as a sentence. Pure.

Nothing is taken out from under a condition or a negation, and an abbreviation that would give the
name away stays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.drafting.cues import spells
from quizgen.drafting.english import (
    CONDITION,
    DETERMINERS,
    IRREGULAR,
    JOINTS,
    NEGATION,
    has_finite_verb,
    words,
)
from quizgen.drafting.mentions import Mention

NAME = r"(?:the |an? )?(?P<name>[\w'\u2019\u2013-]+(?: [\w'\u2019\u2013-]+){0,3})"
# "... is called the X, or XYZ, and rises ...".
ABBREVIATED = re.compile(
    r"(?P<head>[A-Z][^:;]{15,}? (?:is|are) (?:\w+ly |often )?(?:called|known as|named|termed) "
    rf"{NAME})(?:, or (?P<or>[A-Z][A-Za-z]{{1,7}})| \((?P<in>[A-Z][A-Za-z]{{1,7}})\))"
    r"(?=[.;]|, (?:and|but|so|which|because|since|that|as|where)\b)"
)
# "Lines that join ..., called X, run ...": what is named is the whole subject.
SUBJECT = re.compile(
    r"(?P<what>[A-Z][^,:;.()\u201c\u201d\"]{20,}), (?:so-called|called|known as|termed) "
    rf"{NAME}, (?!and |or )"
)
# "The pattern of failed checks, that's the syndrome": how one says it.
TAKEN_UP = re.compile(
    r"(?P<what>(?:The|An?) [^,;:.()\u201c\u201d\"]{12,}), (?:and )?"
    r"(?:(?:that|this|it|these|those|they)(?:['\u2019](?:s|re)| is| are)|"
    r"we call (?:that|this|it|them)) "
    r"(?:(?:what (?:we|people|\w+ists|\w+ers) call|called|known as) )?"
    r"(?:the |an? )?(?P<name>[\w'\u2019\u2013-]+(?: [\w'\u2019\u2013-]+){0,3})(?=\.$|, )"
)
HEAD_ENDS = re.compile(
    r" (?:of|that|which|whose|in|with|from|between|without|on|for|at|to|\w+ing|\w+ed) "
)
# "The pattern of failed checks": no verb of its own.
DONE = re.compile(r"\b(of|in|with|by|the|an?|and) \w+ed\b")
CAPITAL_INSIDE = re.compile(r"(?<=[ -])[A-Z]")
# "... known as X after the town of ...": where a name comes from is no part of the naming.
NAMED_AFTER = re.compile(
    rf"(?P<head>[A-Z][^:;]{{15,}}? (?:called|known as|termed) {NAME}),? "
    r"(?:after|from) (?:the|an?|its|their|[A-Z]\w+)\b[^,:;]*\.$"
)
FEWEST, FEWEST_OF = 5, 3
CALLED = re.compile(
    r"(?:(?<!what )\b(?:is|are) (?:often |also |usually |commonly |sometimes |then )?"
    r"(?:called|known as|termed|referred to as|named)|"
    r"\b(?:[Ww]e|[Pp]eople|[A-Z]?[a-z]+ists) (?:usually |often |also )?call "
    r"(?:this|that|it|these|those|them)|"
    r"(?:,|\(|\b[a-z]{3,}) ?(?:also |often |sometimes |otherwise )?"
    r"(?:called|known as|termed|dubbed)|"
    r"\b(?:name|term|word) for [\w -]+ (?:is|was))"
    r" (?:the |an? )?[\u201c\"]?$"
)
# "They called the process X": what comes next is no name yet.
ACTIVE = re.compile(
    r"\b(?:they|he|she|we|I|you|who|people|[A-Z][a-z]+) (?:called|dubbed|termed) (?:the |an? )?$"
)
CALLED_ITS = re.compile(r"\b(?:is|are) (?:called|known as|termed) (?:its|their) $")
# "Inside the snail it turns into a X, a simple sac that ...": what X is, and where it comes in.
APPOSED = re.compile(
    r"[\u201d\"]?(?: \([A-Z][\w-]{1,9}\))?, (?:an? (?:[a-z-]+,? ){0,3}[a-z-]+|"
    r"(?:(?!(?:for|in|to|at|on|as|by|from|or|and|but|with)\b)[a-z-]+ ){0,2}[a-z-]+s) "
    r"(?:that|which|who|whose|of|in which|where|made|used|by which|between|with|without|"
    r"consisting|containing) [^;:()\u2014]+\.$"
)
# "Chitin is a polysaccharide, a long chain ...": that is said of chitin.
CLASS = re.compile(r"\b(?:is|are|was|were) an? $")


def namings(text: str) -> Iterator[str]:
    """What a sentence names, as sentences of their own."""
    if CONDITION.search(text):
        return
    if short := _without_abbreviation(text):
        yield short
    if (found := SUBJECT.match(text)) and (made := _by_subject(found["what"], found)):
        yield made
    if (found := TAKEN_UP.match(text)) and (made := _by_subject(found["what"], found)):
        yield made
    found = NAMED_AFTER.match(text)
    if (
        found
        and not NEGATION.search(found["head"])
        and not has_finite_verb(text[found.end("head") :])
    ):
        yield f"{found['head']}."


def _without_abbreviation(text: str) -> str:
    found = ABBREVIATED.match(text)
    if not found or NEGATION.search(found["head"]):
        return ""
    letters = [char.casefold() for char in found["or"] or found["in"] if char.isupper()]
    return f"{found['head']}." if spells(letters, words(found["name"])) else ""


def _by_subject(what: str, found: re.Match[str]) -> str:
    """ "Lines that join ... are called X.", if what is named is a phrase that says what it is."""
    ends = HEAD_ENDS.search(what)
    if not ends or len(words(what)) < FEWEST or NEGATION.search(what):
        return ""
    first, *_ = said = words(what[: ends.start()])
    if len(words(what[ends.start() :])) < FEWEST_OF or CAPITAL_INSIDE.search(what):
        return ""
    if first in (DETERMINERS | JOINTS) - {"a", "an", "the"} or has_finite_verb(
        DONE.sub(r"\1", what)
    ):
        return ""
    nouns = [w for w in said if not (w in IRREGULAR or w.endswith(("ed", "wn")))] or said
    plural = nouns[-1].endswith("s") and not nouns[-1].endswith(("ss", "us", "is"))
    name = found["name"]
    article = "the " if found[0].removesuffix(", ").endswith(f" the {name}") else ""
    return f"{what} {'are' if plural else 'is'} called {article}{name}."


def is_naming(text: str, mention: Mention, introduced: frozenset[str]) -> bool:
    """Whether a text gives the name that is mentioned: "is called X", "a **X**, a sac that ..."."""
    before = text[: mention.start]
    if ACTIVE.search(before):
        return False
    if CALLED.search(before) or CALLED_ITS.search(before):
        return True
    if mention.concept.id not in introduced:
        return False
    apposed = has_finite_verb(before) and APPOSED.match(text, mention.end)
    return bool(apposed) and not CLASS.search(before)
