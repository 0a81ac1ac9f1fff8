"""Sentences that say what a term does, or what goes on in it -> "What does X do?".

Only for what the text itself shows to be a term: bold, in a heading, or defined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.drafting.clozes import as_shown
from quizgen.drafting.english import (
    CONDITION,
    VERB_STEMS,
    has_finite_verb,
    word_set,
    words,
)
from quizgen.drafting.fitness import HEDGE, is_declarative, is_undisturbed
from quizgen.drafting.mentions import Mention, Mentions, is_whole_phrase, subject_form
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.vocabulary import singular
from quizgen.drafting.wording import capital
from quizgen.schema import Answerable, Claim, Level

MARKED = frozenset(("bold", "defined", "called"))
# Verbs that the general list leaves out, as they are nouns as often.
MORE_VERBS = word_set(
    "break carry close burn bend push pull tighten stiffen drive spin strike filter pump block "
    "catch clean shape tear divide guide cover cause split store supply support drop hide feed "
    "fill heat "
    "cool bounce record sort scan route coat bathe shield smooth dampen damp soften harden"
)
# What a thing is, has or may be is no deed; what it shows or means is said of a fact.
NO_DEEDS = word_set(
    "be have become remain seem appear exist occur happen belong depend vary differ include "
    "contain consist comprise lack need want come go lie stand sit play begin start end stop keep "
    "tend try help let get take give see mean refer describe denote state say show suggest "
    "indicate imply reflect represent resemble require deserve continue lead result make know "
    "think believe originate arise emerge date count rank look apply work fail succeed persist "
    "survive last live die fall rise grow increase decrease run turn"
)
ARTICLE = re.compile(r"^(?P<article>An?|The) ")
ENDS = re.compile(
    r"^(?P<rest>[^;:()\u2014]+?)(?:\.$|;|, (?:and|but|so|while|whereas|which|where|as) )"
)
IN_WHICH = re.compile(r"^, in which (?P<rest>[^,;:()\u2014]+)(?:\.$|, (?:and|but) )")
WHICH = re.compile(r"^, which (?P<rest>[^,;:()\u2014]+)(?:\.$|, and )")
POINTS = re.compile(
    r"\b(?:this|that one|these|those|such|here|there|then|now|also|too|instead|again|he|she|him|"
    r"her|his|we|us|our|you|your|I|my|one another's|latter|former)\b",
    re.I,
)
DENIED = re.compile(r"\b(?:not|never|no|cannot)\b|n['\u2019]t\b")
FEWEST, MOST = 4, 24
SCORE = 3.4


def find_deeds(sentence: Sentence, mentions: Mentions, genre: Genre) -> Iterator[Proposal]:
    """What a sentence tells that its term does, or what happens in it; at most one."""
    spoken = genre is not Genre.PROSE
    text = as_shown(sentence, spoken=spoken)
    if not is_declarative(text, FEWEST) or not is_undisturbed(text, spoken=spoken):
        return
    if HEDGE.search(text) or CONDITION.search(text):
        return
    article = ARTICLE.match(text)
    start = article.end() if article else 0
    for mention in mentions.find(text):
        if not _is_term(text, mention):
            continue
        opens = mention.start == start
        does = _does(text, mention) if opens else None
        made = does or _in_which(text, mention) or _which(text, mention)
        if not made:
            continue
        question, answer = made
        said = words(text[: mention.start])[-1:]
        term = subject_form(text[mention.start : mention.end], mention)
        term = f"{said[0]} {term}" if said and said[0] in ("a", "an", "the") else term
        yield _propose(sentence, mention, question.format(term), answer)
        return


def _is_term(text: str, mention: Mention) -> bool:
    """Whether a concept is a term that the text explains, and no name."""
    inside = text[mention.start + (mention.start == 0) : mention.end]
    named = mention.concept.is_name or mention.proper or inside != inside.casefold()
    return not named and bool(MARKED & set(mention.concept.cues))


def _does(text: str, mention: Mention) -> tuple[str, str] | None:
    return _deed(text[mention.end :].lstrip(), mention)


def _which(text: str, mention: Mention) -> tuple[str, str] | None:
    found = WHICH.match(text[mention.end :])
    if not found or not is_whole_phrase(text[: mention.end], mention):
        return None
    return _deed(found["rest"] + ".", mention)


def _deed(after: str, mention: Mention) -> tuple[str, str] | None:
    found = ENDS.match(after)
    if not found or not _is_deed(found["rest"]):
        return None
    verb = words(found["rest"])[0]
    if verb.endswith("s"):
        return "what does {} do", f"It {found['rest']}."
    plural = singular(mention.concept.name.casefold()) != mention.concept.name.casefold()
    return ("what do {} do", f"They {found['rest']}.") if plural else None


def _is_deed(rest: str) -> bool:
    said = words(rest)
    if not FEWEST <= len(said) <= MOST or POINTS.search(rest) or DENIED.search(rest):
        return False
    bare = (said[0], said[0][:-1], said[0][:-2], said[0][:-3] + "y")
    stem = next((form for form in bare if form in VERB_STEMS | MORE_VERBS), "")
    return bool(stem) and stem not in NO_DEEDS and not said[0].endswith("ed")


def _in_which(text: str, mention: Mention) -> tuple[str, str] | None:
    """What "X, in which hydrogen takes the place of ..." says to happen there."""
    found = IN_WHICH.match(text[mention.end :])
    if not found or not is_whole_phrase(text[: mention.end], mention):
        return None
    rest = found["rest"]
    said = words(rest)
    if not FEWEST <= len(said) <= MOST or POINTS.search(rest) or not has_finite_verb(rest):
        return None
    return "what happens in {}", capital(rest) + "."


def _propose(sentence: Sentence, mention: Mention, question: str, answer: str) -> Proposal:
    question = capital(question) + "?"
    return Proposal(
        form="deed",
        base=mention.concept.id,
        concept=mention.concept,
        content=Answerable(question, answer),
        sentences=(sentence,),
        score=SCORE + mention.weight,
        clue=question.casefold(),
        claim=Claim.FACT,
        level=Level.UNDERSTAND,
    )
