"""Sentences that say what a term is there for, or what goes on in it -> "What does X measure?".

Only where the text has the term in bold: of other things much is told in passing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.drafting.clozes import as_shown
from quizgen.drafting.english import (
    CONDITION,
    PREPOSITIONS,
    has_finite_verb,
    is_verb,
    word_set,
    words,
)
from quizgen.drafting.fitness import HEDGE, is_declarative, is_undisturbed
from quizgen.drafting.mentions import Mention, Mentions, subject_form
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.wording import capital
from quizgen.schema import Answerable, Claim, Level

ARTICLE = re.compile(r"^(?P<article>An?|The) ")
ENDS = re.compile(r"^(?P<rest>[^;:()\u2014]+?)(?:\.$|;|, (?:and|but|so(?! that)|whereas|which) )")
EXAMPLES = re.compile(r", (?:such as|as when|for example|for instance|like) [^;:]*\.$")
SECOND = re.compile(r"; .*$")
IN_WHICH = re.compile(r"^, in which (?P<rest>[^,;:()\u2014]+)(?:\.$|, (?:and|but) )")
WHICH = re.compile(
    r"^, which (?P<rest>[^;:()\u2014]+)\.$|^, which (?P<first>[^,;:()\u2014]+), and "
)
# "In the spacing effect, items ...": what is told happens there.
OPENS_IN = re.compile(r"(?P<in>In|Under) (?:an? |the )?")
SAYS = re.compile(r"According to (?:an? |the )?")
THERE = re.compile(r"^,? (?P<rest>[^,;:()\u2014]+(?:, (?:and|but|or) [^,;:()\u2014]+)?)(?:\.$|;)")
POINTS = re.compile(
    r"^(?:\S+ ){1,3}(?:it|them)\b|\band \w+ \w+ (?:it|them)$|"
    r"\bthose(?! (?:in|of|who|that|which|with)\b)|\bsuch(?! as)|"
    r"\b(?:this|that one|these|here|there|then|now|also|too|instead|again|he|she|him|her|his|"
    r"we|us|our|you|your|I|my|latter|former)\b",
    re.I,
)
DENIED = re.compile(r"\b(?:not|never|no|only|cannot)\b|n['\u2019]t\b")
# In a map or a castle nothing happens, in an open system much.
PROCESS = re.compile(
    r"(?:[ts]ion|sis|[sw]al|ing|ment|ance|ence|ivity|trophy|cycle|effect|reaction|stage|phase|"
    r"shift|shock|process|pathway|burst|stud(?:y|ies)|design|experiment|trial|auction|game)$"
)
# What happens in a disease: what one has of it, or what brings it?
DISEASE = re.compile(r"(?:iasis|itis|a?emia|osis|fibrillation|disease|syndrome|disorder|failure)$")
HAS = re.compile(r"(?:\S+ ){1,4}(?:has|have) (?:an?|the|no|two|three|several|many)\b")
# "It compares Ana's version and Ben's": of an example.
SOMEBODY = re.compile(r"\b[A-Z][a-z]+['\u2019]s\b")
# "What does performance testing measure?": what these say of a thing is in their object. Of other
# verbs ("what does a hinge joint do?") readers took half: one may answer so much.
ASKED_BY = word_set(
    "combine list measure record count examine hold receive produce define transport "
    "conduct connect join regulate control store release"
)
GOES_ON = re.compile(r" and (?:[a-z]+ly )?[a-z]+s\b (?:\w+ )?(?:it|them|the|an?|its)\b")
AND_IS = re.compile(r"\band (?:is|are|has|have|resembles?|contains?)\b|, (?:where|much as)\b")
FEWEST, MOST = 4, 24
SCORE = 3.4


@dataclass(frozen=True, slots=True)
class Told:
    """What is asked about a term; `question` is without its capital and question mark."""

    question: str
    answer: str
    form: str = "deed"
    claim: Claim = Claim.FACT
    score: float = SCORE


def find_deeds(
    sentence: Sentence,
    mentions: Mentions,
    genre: Genre,
    introduced: frozenset[str] = frozenset(),
) -> Iterator[Proposal]:
    """What a sentence tells that its term does or says, or what happens in it; at most one.

    `introduced` are the ids of the concepts that it has in bold, as whole phrases.
    """
    spoken = genre is not Genre.PROSE
    text = EXAMPLES.sub(".", SECOND.sub(".", as_shown(sentence, spoken=spoken)))
    if not is_declarative(text, FEWEST) or not is_undisturbed(text, spoken=spoken):
        return
    if not introduced or HEDGE.search(text) or CONDITION.search(text):
        return
    for mention in mentions.find(text):
        if mention.concept.id not in introduced or _is_name(text, mention):
            continue
        if made := _tell(text, mention):
            question, answer = made
            said = words(text[: mention.start])[-1:]
            term = subject_form(text[mention.start : mention.end], mention)
            term = f"{said[0]} {term}" if said and said[0] in ("a", "an", "the") else term
            yield propose_told(sentence, mention, Told(question.format(term), answer))
            return


def _tell(text: str, mention: Mention) -> tuple[str, str] | None:
    """Question and answer of what is told of a term, which is no part of another."""
    before, after = text[: mention.start], text[mention.end :]
    if not ARTICLE.sub("", before):
        return _deed(after.lstrip())
    name = mention.concept.name.casefold()
    goes_on = PROCESS.search(name) and not DISEASE.search(name)
    opening = OPENS_IN.fullmatch(before)
    if goes_on and opening:
        return _clause(THERE.match(after), f"what happens {opening['in'].lower()} {{}}")
    if SAYS.fullmatch(before):
        return _clause(THERE.match(after), "what does {} say")
    if found := WHICH.match(after):
        return _deed((found["rest"] or found["first"]) + ".")
    return _clause(IN_WHICH.match(after), "what happens in {}") if goes_on else None


def _is_name(text: str, mention: Mention) -> bool:
    inside = text[mention.start + (mention.start == 0) : mention.end]
    return mention.concept.is_name or mention.proper or inside != inside.casefold()


def _deed(after: str) -> tuple[str, str] | None:
    """What is told from a verb on that says what a term is there for."""
    found = ENDS.match(after)
    if not found or not _is_deed(found["rest"]):
        return None
    verb, rest = words(found["rest"])[0], found["rest"]
    bare = verb.removesuffix("s")
    does = "does" if verb.endswith("s") else "do"
    said = rest[len(verb) :].strip()
    said = said.replace(" with ", " and ", 1) if bare == "combine" else said
    return f"what {does} {{}} {bare}", f"{capital(said)}."


def _is_deed(rest: str) -> bool:
    said = words(rest)
    if not FEWEST <= len(said) <= MOST or said[0].removesuffix("s") not in ASKED_BY:
        return False
    if any(p.search(rest) for p in (POINTS, DENIED, SOMEBODY, GOES_ON, AND_IS)):
        return False
    # "A drogue releases slowly under ...", "clathrin stores form vesicles".
    follows = said[1:3] if said[1].endswith("ly") else said[1:2]
    return not set(follows) & PREPOSITIONS and not is_verb(said[1])


def _clause(found: re.Match[str] | None, question: str) -> tuple[str, str] | None:
    """The clause that tells what happens in a term ("X, in which ...") or what it says."""
    if not found:
        return None
    rest = found["rest"]
    said = words(rest)
    if not FEWEST <= len(said) <= MOST or POINTS.search(rest) or not has_finite_verb(rest):
        return None
    if "happens" in question and HAS.match(rest):
        return None
    return question, capital(rest) + "."


def propose_told(sentence: Sentence, mention: Mention, told: Told) -> Proposal:
    """The card that asks for what a sentence tells of a term."""
    question = capital(told.question) + "?"
    return Proposal(
        form=told.form,
        base=mention.concept.id,
        concept=mention.concept,
        content=Answerable(question, told.answer),
        sentences=(sentence,),
        score=told.score + mention.weight,
        clue=question.casefold(),
        claim=told.claim,
        level=Level.UNDERSTAND,
    )
