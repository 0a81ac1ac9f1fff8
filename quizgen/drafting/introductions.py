"""Sentences that introduce a term in bold by saying what it is -> "What is X?". Pure.

Bold shows that the subject is a term, and that it is explained here: more forms of sentences say
so than of other subjects. What the sentence adds to the definition is left off, never a part of it.
"""

from __future__ import annotations

import re

from quizgen.drafting.definiens import ADJECTIVES, EMPTY_HEADS, JOINED, KEPT_HEADS, OF_ALL
from quizgen.drafting.english import (
    ANAPHORIC,
    AUXILIARIES,
    CONDITION,
    IRREGULAR,
    NEGATION,
    PREPOSITIONS,
    word_set,
    words,
)
from quizgen.drafting.mentions import Mentions, subject_form
from quizgen.drafting.model import FoundConcept

ARTICLE = re.compile(r"^(?P<article>An?|The) ")
ALIAS = (
    r"(?: \([^()]{1,48}\))?"
    r"(?:, (?:or|also called|also known as|sometimes called|often called|abbreviated)"
    r" [^,]{2,48},)?(?: \([^()]{1,48}\))?"
)
SAYS = re.compile(
    rf"^{ALIAS} (?P<verb>is defined as|are defined as|is|are|means|mean|refers to|refer to|"
    r"denotes|denote) (?P<rest>.+)$"
)
ASKS = {
    "means": "what does {} mean", "mean": "what do {} mean",
    "refers to": "what does {} refer to", "refer to": "what do {} refer to",
    "denotes": "what does {} denote", "denote": "what do {} denote",
    "is": "what is {}", "are": "what are {}",
    "is defined as": "what is {}", "are defined as": "what are {}",
}  # fmt: skip
# What comes after these is told besides: an instance, another statement, a remark.
BESIDES = re.compile(
    r"(?:;|: (?=[a-z\d])|, (?:such as|as when|as in|as with|as is|as [A-Z]|for example|"
    r"for instance|including|notably|here|while|whereas|although|because|since|but|so(?! that)|"
    r"where|together with|in contrast|compared with|which)\b|"
    r", and (?!that\b|which\b|who|to\b|then\b)(?:an? |the )?(?:[\w-]+ ){1,5}"
    r"(?:is|are|was|were|has|have|can|may|must|does|do)\b).*$"
)
LIMITS = re.compile(
    r"[,;:] (?:\w+ ){1,3}(?:not|no|never|none|only|unless|except|without|cannot|if|provided)\b|"
    r"[,;:] (?:but|although|though|except)\b"
)
# "..., and is then developed in ...": a part of what it is.
UNTOLD = (
    re.compile(r"\band (?:is|are|has|have|can|may)\b"),
    re.compile(r"[()]"),
    re.compile(rf"^(?:{NEGATION.pattern})", re.I),
)
SHORT_ASIDE = re.compile(r" \([^()]{1,40}\)")
CLAUSE = re.compile(r"^(?:one|those|something|any|that|when) (?:that|which|who|in|\w+)\b")
HOW_IT_IS = re.compile(r"\w+(?:ed|en|ly|[ai]ble|ous|ful|less|ive|ical|ic|ent|ant|ar|al|er)")
NOUNS = re.compile(r"\w+(?:ment|er|or|al|ent|ant|ing|material|animal|chemical|mineral|signal)s?")
TELLING = word_set("that which who whose")
# "The shortest stage, often lasting minutes": which one it is, says nothing of what happens in it.
SHORTEST = re.compile(r"^the (?:\w+est|most \w+|least \w+)\b")
FEWEST, MOST, MOST_BEFORE = 5, 30, 4
FEWEST_KEPT = 6


def introduce(
    text: str, mentions: Mentions, introduced: frozenset[str]
) -> tuple[FoundConcept, str, str] | None:
    """Concept, question and answer of what a sentence says of its subject, a term in bold.

    `introduced` are the ids of the concepts that the sentence has in bold.
    """
    article = ARTICLE.match(text)
    body = text[article.end() :] if article else text
    mention = next(iter(mentions.find(body)), None)
    if not mention or mention.start > 0 or mention.concept.id not in introduced:
        return None
    found = SAYS.match(body[mention.end :])
    if not found or CONDITION.match(text):
        return None
    rest = told(found["rest"])
    if not _says_what(found["verb"], rest, mention.concept):
        return None
    subject = subject_form(body[: mention.end], mention)
    subject = f"{article['article'].lower()} {subject}" if article else subject
    return mention.concept, ASKS[found["verb"]].format(subject), f"{rest}."


def told(rest: str) -> str:
    """What is said of a term, without what is told besides; "" where too little is left."""
    plain = SHORT_ASIDE.sub("", rest.removesuffix("."))
    found = BESIDES.search(plain)
    if not found:
        return plain
    kept = plain[: found.start()]
    # Where little is left, or what comes after it takes some of it back, that is what matters.
    takes_back = LIMITS.match(plain, found.start())
    return "" if takes_back or len(words(kept)) < FEWEST_KEPT else kept


def _says_what(verb: str, rest: str, concept: FoundConcept) -> bool:
    """Whether the rest of a sentence is what a thing is: a noun and what tells it from others."""
    said = words(rest)
    if not FEWEST <= len(said) <= MOST or any(p.search(rest) for p in UNTOLD):
        return False
    if {w.removesuffix("s") for w in words(concept.name)} <= {w.removesuffix("s") for w in said}:
        return False
    if CLAUSE.match(rest):
        return True
    if said[0] in ("a", "an", "the"):
        which = SHORTEST.match(rest) and not OF_ALL.match(rest)
        return not which and not set(said[1:3]) & (EMPTY_HEADS - KEPT_HEADS)
    if ANAPHORIC.match(rest) or said[0] in PREPOSITIONS | AUXILIARIES | ADJECTIVES | JOINED:
        return False
    if verb not in ("is", "are", "was", "were"):
        return True
    if not _is_noun_phrase(said) or set(said[:3]) & EMPTY_HEADS:
        return False
    how = HOW_IT_IS.fullmatch(said[0]) and not NOUNS.fullmatch(said[0])
    return not (how and said[1] in PREPOSITIONS)


def _is_noun_phrase(said: list[str]) -> bool:
    """Whether a noun comes first that has no article: "behaviour carried out because ..."."""
    goes_on = PREPOSITIONS | IRREGULAR | TELLING
    if said[0] in goes_on:
        return False
    return any(word in goes_on or word.endswith("ed") for word in said[1:MOST_BEFORE])
