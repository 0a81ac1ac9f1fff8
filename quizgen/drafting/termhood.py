"""Whether what a question asks for is a term: no "first part", no everyday word. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.drafting.answers import ASKED, DEFINITE_KIND
from quizgen.drafting.context import (
    BARE_HEADS,
    DEEDS_OF_NOTE,
    FUNCTIONS,
    KNOWN,
    NEVER_FIRST,
    RARE,
    Known,
)
from quizgen.drafting.english import word_set, words
from quizgen.drafting.hanging import STANDING_FOR

PURPOSE = re.compile(
    r"^(?:\w+ )?(?:idea|goal|aim|purpose|role|job|function|point|task|problem|advantage|risk) "
    r"(?:of|behind|with) (?P<of>.+)$"
)
SPELT = re.compile(r"\b[A-Za-z] [a-z]$")
# "Phase 4": of what?
NUMBERED = re.compile(
    r"(?:phase|stage|step|type|level|class|group|part|rule|law|case|model|layer) "
    r"(?:\d+|[IVX]+|[A-Z])",
    re.I,
)
# "The defining feature": of which of them?
OF_SOME = word_set("feature property characteristic function role advantage problem consequence")
# "Ninety-six", "transduction just": a number of an example, and no part of a term.
NO_TERMS = word_set(
    "ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand just"
)
LONG_NAME = 3
# "The basic rule": of what, is told elsewhere. "A common countermeasure": against what?
PLAIN_KINDS = word_set(
    "basic golden general whole simple usual amended modified combined remaining principal main"
)
ANY_KINDS = word_set(
    "common simple typical usual good useful popular possible notable further important major "
    "frequent convenient serious certain better simpler newer older larger smaller"
)
# A list of terms says what they mean in its field.
IN_LIST = "the term \u201c"
# "Belief refers to acceptance of ...": in one theory; "the word fluid", in one model.
MEANS = re.compile(r"\b(?:mean|refer to|stand for)\?$")
NAMED_WORD = re.compile(r"\bthe (?:word|term) (?!\u201c)")
WORD_OF_OLD = 3.8
RARE_TERM, UNCOMMON, EVERYDAY, EVERYDAY_SAID = 3.2, 4.0, 5.3, 4.55


@dataclass(frozen=True, slots=True)
class Asking:
    """Where a question is asked: what the source makes known, whether its cards say their field."""

    known: Known
    has_field: bool = False
    spoken: bool = False

    def is_of_term(self, question: str, answer: str) -> bool:
        """Whether a question of a form that asks for a term does ask for one."""
        asked = ASKED.match(question)
        return not asked or self.is_term(asked["article"] or "", asked["term"], answer)

    def is_term(self, article: str, term: str, answer: str) -> bool:
        """Whether what is asked for is a term, and not "the first part" or an everyday word."""
        said, pointed = words(term), article.casefold() == "the "
        one = article.casefold() in ("a ", "an ")
        if (
            not said
            or STANDING_FOR.search(term)
            or _points_elsewhere(said, pointed=pointed, one=one)
            or SPELT.search(term)
            or NUMBERED.fullmatch(term)
            or said[-1] in NO_TERMS
        ):
            return False
        if len(said[-1]) == 1 and one:
            return False  # "an inverted V"
        if purpose := PURPOSE.match(term):
            said = words(purpose["of"]) or said
        said = said[1:] if said[0] in ("a", "an", "the") else said
        if len(said) != 1 or "-" in said[0]:
            return bool(said) and not set(said) <= BARE_HEADS | NEVER_FIRST
        zipf = self.known.zipf(said[0])
        if said[0] in BARE_HEADS:
            return False
        if pointed:
            quantity = self.has_field and words(answer)[1:2] and words(answer)[1] in FUNCTIONS
            return zipf < (UNCOMMON if quantity else RARE_TERM) or said[0] in KNOWN
        technical = any(self.known.zipf(word) < RARE for word in words(answer))
        return technical or zipf < (EVERYDAY_SAID if self.spoken else EVERYDAY)

    def is_of_many_senses(self, question: str) -> bool:
        """Whether it is asked what an everyday word means, which is so in this source alone."""
        asked = MEANS.search(question) and ASKED.match(question)
        said = words(asked["term"]) if asked and IN_LIST not in question else []
        said = said[1:] if NAMED_WORD.search(question) and said[:1] == ["word"] else said
        return len(said) == 1 and self.known.zipf(said[0]) >= WORD_OF_OLD

    def is_rare(self, question: str, answer: str) -> bool:
        """Whether a term is one at all, in a text that says of all things what it holds of them."""
        asked = ASKED.match(question)
        said = words(asked["term"]) if asked else []
        if not said or DEFINITE_KIND.match(answer):
            return bool(said)
        return min(map(self.known.zipf, said)) < UNCOMMON


def _points_elsewhere(said: Sequence[str], *, pointed: bool, one: bool) -> bool:
    """Whether words are of a thing met before: "the first part", "the simplest allowance"."""
    if said[0] in NEVER_FIRST or "one" in (said[0], said[-1]):
        return True
    if said[0].endswith("est") and len(said) < LONG_NAME:
        return True
    if said[0] in ANY_KINDS and one:
        return True
    return pointed and (said[-1] in DEEDS_OF_NOTE | OF_SOME or said[0] in PLAIN_KINDS)
