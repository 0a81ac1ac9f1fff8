"""Sentences that say what a term does, or what goes on in it -> "What does X do?".

Only where the text has the term in bold: of other things much is told in passing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.drafting.clozes import as_shown
from quizgen.drafting.context import PERSONS
from quizgen.drafting.english import (
    AUXILIARIES,
    CONDITION,
    DETERMINERS,
    PREPOSITIONS,
    VERB_STEMS,
    has_finite_verb,
    is_verb,
    word_set,
    words,
)
from quizgen.drafting.fitness import HEDGE, is_declarative, is_undisturbed
from quizgen.drafting.mentions import Mention, Mentions, subject_form
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.vocabulary import singular
from quizgen.drafting.wording import capital
from quizgen.schema import Answerable, Claim, Level

# Verbs that the general list leaves out, as they are nouns as often.
MORE_VERBS = word_set(
    "break carry close burn bend push pull tighten stiffen drive spin strike filter pump block "
    "catch clean shape tear divide guide cover cause split store supply support drop hide feed "
    "fill heat "
    "cool bounce record sort scan route coat bathe shield smooth dampen damp soften harden"
)
# What a thing is, has or may be is no deed; what it shows or means is said of a fact.
NO_DEEDS = word_set(
    "be have own become remain seem appear exist occur happen belong depend vary differ include "
    "contain consist comprise lack need want come go lie stand sit play begin start end stop keep "
    "tend try help let get take give see mean refer describe denote state say show suggest "
    "indicate imply reflect represent resemble require deserve continue lead result make know "
    "think believe originate arise emerge date count rank look apply work fail succeed persist "
    "concern involve stay relate pertain deal cover prefer favour survive last live die fall rise "
    "grow increase decrease run turn"
)
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
# Nobody asks what a risk, a sequence or an implementation does.
NO_DOER = re.compile(
    r"(?:[ts]ion|[ae]nce|ity|ism|ship|risk|stock|control|sequence|rate|value|effect|[a-z]+ators|"
    r"attractors?|theory|concept|principle|law)$"
)
# "What does performance testing measure?": what these say of a thing is in their object.
ASKED_BY = word_set("combine list measure record count examine hold receive")
GOES_ON = re.compile(r" and (?:[a-z]+ly )?[a-z]+s\b (?:\w+ )?(?:it|them|the|an?|its)\b")
FEWEST, MOST = 4, 24
FEWEST_DONE = 7  # words of a deed: "they absorb large amounts" says little
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
        return _deed(after.lstrip(), mention)
    name = mention.concept.name.casefold()
    goes_on = PROCESS.search(name) and not DISEASE.search(name)
    opening = OPENS_IN.fullmatch(before)
    if goes_on and opening:
        return _clause(THERE.match(after), f"what happens {opening['in'].lower()} {{}}")
    if SAYS.fullmatch(before):
        return _clause(THERE.match(after), "what does {} say")
    if found := WHICH.match(after):
        return _deed((found["rest"] or found["first"]) + ".", mention, surely=True)
    return _clause(IN_WHICH.match(after), "what happens in {}") if goes_on else None


def _is_name(text: str, mention: Mention) -> bool:
    inside = text[mention.start + (mention.start == 0) : mention.end]
    return mention.concept.is_name or mention.proper or inside != inside.casefold()


def _deed(after: str, mention: Mention, *, surely: bool = False) -> tuple[str, str] | None:
    """What is told from the verb on; `surely` that its first word is one, as after "which"."""
    found = ENDS.match(after)
    if not found or not _is_deed(found["rest"], surely=surely):
        return None
    verb, rest = words(found["rest"])[0], found["rest"]
    does, doer = ("does", "It") if verb.endswith("s") else ("do", "They")
    bare = verb.removesuffix("s")
    if bare in ASKED_BY and not GOES_ON.search(rest):
        said = rest[len(verb) :].strip()
        said = said.replace(" with ", " and ", 1) if bare == "combine" else said
        return f"what {does} {{}} {bare}", f"{capital(said)}."
    if NO_DOER.search(mention.concept.name.casefold()):
        return None
    plural = singular(mention.concept.name.casefold()) != mention.concept.name.casefold()
    return (f"what {does} {{}} do", f"{doer} {rest}.") if does == "does" or plural else None


def _is_deed(rest: str, *, surely: bool) -> bool:
    said = words(rest)
    if not FEWEST <= len(said) <= MOST or POINTS.search(rest) or DENIED.search(rest):
        return False
    asked = said[0].removesuffix("s") in ASKED_BY
    if (len(said) < FEWEST_DONE and not asked) or SOMEBODY.search(rest):
        return False
    bare = (said[0], said[0][:-1], said[0][:-2], said[0][:-3] + "y")
    if set(bare) & (NO_DEEDS | AUXILIARIES) or said[0].endswith(("ed", "ly")):
        return False
    if set(said[1:2] if not said[1].endswith("ly") else said[1:3]) & PREPOSITIONS:
        return False  # "it rests on custom": how it is
    if said[0] in said[1:]:
        return False  # "it moves a limb away and adduction moves it back"
    known = set(bare) & (VERB_STEMS | MORE_VERBS)
    # "It slows a ...", "which hinders ...": where only a verb can stand.
    if surely and said[2] in PREPOSITIONS and said[1] not in DETERMINERS:
        return False  # "which searches skip over"
    surely = surely or said[1] in DETERMINERS
    if not known and not (surely and said[0].endswith("s") and said[0] not in PERSONS):
        return False
    return not is_verb(said[1]) or said[1] in AUXILIARIES  # "clathrin coats form vesicles"


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
