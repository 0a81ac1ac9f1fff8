"""Which passages may be shown: nothing in them leans on what they do not show. Pure."""

from __future__ import annotations

import re

from quizgen.drafting.context import BLANK, Known, has_unknown, is_tied
from quizgen.drafting.english import words
from quizgen.drafting.hanging import hangs
from quizgen.drafting.model import Genre
from quizgen.drafting.opinions import is_opinion
from quizgen.drafting.proposal import FACT, Proposal
from quizgen.drafting.targets import BY_KIND, IS_CALLED
from quizgen.drafting.vocabulary import singular

OPENING = 25  # letters, within which the subject of a sentence begins
ROOT = 6  # letters in which two words of one root agree: more than a stem has
FORMER = 0.9  # how a term must rank that is not in bold; 1 is the first of a source
# Words of what is told of a term in bold; readers took few longer ones, and few short ones alone.
LONGEST_FACT, SHORTEST_FACT = 45, 10
# "____, or T cells, attack ...": the other name tells it.
ALSO_CALLED = re.compile(rf"{BLANK},? (?:\()?(?:or|also called|also known as) ")
PRONOUN = re.compile(r"\b(?:it|they|them)\b")
FIGURES = re.compile(r"\d{2}")
# "What is brought about by saying it": by saying what?
BY_IT = re.compile(r"\bby \w+ing (?:it|them)\b")
# Sums of money are those of an example.
MONEY = re.compile(r"[\u00a3$\u20ac] ?\d")
OF_TERM = re.compile(rf"(?:An? |The |Some |Many )?{BLANK}")
# "Such a line", "These small forms", "Those that form in ...": said of what goes before.
POINTS_BACK = re.compile(
    r"\b(?:this|these|such|those) (?!is\b|are\b|of\b|can\b|who\b|which\b|that\b|as\b)[a-z]|"
    r"^(?:This|These|Those|Such|That)\b",
    re.I,
)
POINTED = re.compile(r"\bthe ([\w-]+(?: [\w-]+)?)", re.I)


def points_back(text: str, ahead: str) -> bool:
    """Whether a sentence speaks of what another one has brought up: "such a", "the material"."""
    heads = {singular(word)[:ROOT] for found in POINTED.findall(text) for word in words(found)}
    return bool(POINTS_BACK.search(text) or heads & {singular(w)[:ROOT] for w in words(ahead)})


def is_good_passage(proposal: Proposal, text: str, known: Known, genre: Genre) -> bool:
    """Whether nothing in a passage, with a blank, leans on what it does not show.

    A term that is not in bold must be what its sentence is there to name, or its subject.
    """
    if proposal.form == FACT:
        return _is_good_fact(proposal, text, known, spoken=genre is not Genre.PROSE)
    if not proposal.ahead:
        return not has_unknown(text, known, loosely=True)
    if "bold" in proposal.concept.cues:
        return not hangs(text)
    asked = text[len(proposal.ahead) :]
    named = asked.find(BLANK) < OPENING or IS_CALLED.search(asked) or BY_KIND.search(asked)
    if hangs(proposal.ahead) or not named:
        return False
    return genre is not Genre.PROSE or not has_unknown(proposal.ahead, known, loosely=True)


def is_plainly_told(text: str) -> bool:
    """Whether a sentence has some words, and neither "it" nor figures, as examples have them."""
    return len(words(text)) > SHORTEST_FACT and not (PRONOUN.search(text) or FIGURES.search(text))


def _is_good_fact(proposal: Proposal, text: str, known: Known, *, spoken: bool) -> bool:
    """Whether what is told of a term in bold tells enough of it, and not too much.

    Alone a sentence must be of the term: "____ is directed at a particular molecule on ...".
    """
    length = len(words(text))
    alone = len(proposal.sentences) == 1
    if "bold" not in proposal.concept.cues and is_opinion(text):
        return False
    if any(p.search(text) for p in (MONEY, ALSO_CALLED)) or is_tied(text) or length > LONGEST_FACT:
        return False
    if BY_IT.search(text):
        return False
    if alone and (length < SHORTEST_FACT or not OF_TERM.match(text)):
        return False
    return not hangs(text) and (spoken or not has_unknown(text, known, loosely=True))
