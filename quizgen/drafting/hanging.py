"""Whether a card's words hang on something that is not on it: "it", "he", "each", "the others".

Pure.
"""

from __future__ import annotations

import re

from quizgen.drafting.context import BLANK, PRONOUN
from quizgen.drafting.english import DETERMINERS, JOINTS, PREPOSITIONS, has_finite_verb, words
from quizgen.drafting.fitness import PERSON_PRONOUN
from quizgen.drafting.mentions import BOUNDARY

# "In the apoplast, it moves freely", "Called the Muyun there, it brings rain": what does?
ADRIFT = re.compile(
    r"^(?:(?:In|On|At|By|For|With|After|Before|Under|From|As|Like|Unlike|During|Through|To|Along|"
    r"Despite|Because of|Due to|According to|Called|Known|Named|Based|Given|Located|Born|Founded|"
    r"Written|Used|Made|Built)|\w+ing)\b[^.]*?, (?:it|they|he|she) \w"
)
# "In most conifers it grows into a taproot".
NO_SUBJECT = re.compile(
    r"^(?:In|On|At|By|For|With|After|Before|Under|From|During|Through|Among) (?P<where>[^.,]*?) "
    r"(?:it|they|he|she) (?=\w)"
)
# "When a wheel is worn the smith mends it ...": the clause before the main one has named it.
OPENS_CLAUSE = re.compile(r"(?:Where|When) (?:an?|one) ")
# "Cells drive reactions by linking them": what they do it with has been named.
MEANS_OF = re.compile(r"\b(?:by|for|without|when|while|before|after) \w+ing $")
NAMED = re.compile(rf"{BLANK}|\b[A-Z][\w'\u2019]+")
PLACED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Ii]nto|[Tt]o|[Oo]f|[Tt]he) $")
POSSESSIVES = frozenset(("its", "their"))
FEWEST_BEFORE = 4
# "The energy needed to reach it ...": what is being named cannot be meant.
TO_IT = re.compile(
    r"^(?:(?!that\b|which\b|when\b|if\b|and\b|but\b)[\w'\u2019-]+ )+to \w+ (?:it|them)\b"
)
# Words that stand for things named before; "each part" and "longer than short ones" say what.
STANDING_FOR = re.compile(
    r"\b(?:each|some|many|most|few|several|both|all|none|neither|either)(?=[.,;:]|$)|"
    r"(?<!than )(?<!\w to )\b(?:\w+ )?ones\b(?! (?:that|which|who|of))|"
    r"\b[Tt]he \w+(?:est|most) ones?\b|"
    r"\bthe (?:one|former|latter|others?|two|three|rest|second|third|whole|result|reason|"
    r"difference)(?=[.,;:?]|$)|"
    r"\b(?:exactly|above|below|about|than) (?:one|zero)(?= (?:is|are)\b|[.,])|, it is an? |"
    r"\bthe (?:product|result) (?=is\b)|^The [A-Z] |^Each of (?:them|these|those)\b|"
    r"\bthat (?:results|follows|remains)(?= (?:is|are)\b)|\bso (?!called|to\b)\w+ed\b(?! that)|"
    r"\b(?:of|to|from|by|with|than) (?:them|these|those)\b"
    r"(?! (?:who|that|which|of|in|on|at|from|with|\w+ed|\w+ing)\b)|"
    r"(?<!\bas )\b(?:such|this|these) (?=[a-z])(?!as\b|that\b|an?\b)",
)


def hangs(text: str) -> bool:
    """Whether a pronoun, or a word that stands for a noun, has none before it in the text."""
    return bool(STANDING_FOR.search(text)) or has_untold_pronoun(text) or has_untold_person(text)


def hangs_in_answer(answer: str) -> bool:
    """Whether a definition hangs: "it" may stand for what it has named by then."""
    if STANDING_FOR.search(answer) or has_untold_person(answer):
        return True
    found = PRONOUN.search(answer)
    return found is not None and len(words(answer[: found.start()])) < FEWEST_BEFORE


def has_untold_pronoun(text: str) -> bool:
    """Whether "it" or "they" stands where the sentence itself cannot have said what is meant."""
    found = NO_SUBJECT.match(text)
    if found and not has_finite_verb(found["where"]):
        return True
    if ADRIFT.match(text) or TO_IT.match(text):
        return True
    for match in PRONOUN.finditer(text):
        before = text[: match.start()]
        if len(words(before)) < FEWEST_BEFORE:
            return True
        # "When an insertion would exceed it, ...": inside its clause it has nothing to stand for.
        clause = (
            MEANS_OF.search(before)
            or BOUNDARY.search(before)
            or ("," in before and OPENS_CLAUSE.match(before))
        )
        if match[0].casefold() not in POSSESSIVES and not clause:
            return True
    return False


def has_untold_person(text: str) -> bool:
    """Whether "he" or "her" comes before anybody is named; a place is nobody."""
    found = PERSON_PRONOUN.search(text)
    if not found:
        return False
    before = text[: found.start()]
    return not any(_is_person(before, match) for match in NAMED.finditer(before))


def _is_person(before: str, match: re.Match[str]) -> bool:
    """Whether a capital may be somebody's: no place after "in", no first word of a sentence."""
    if PLACED.search(before[: match.start()]):
        return False
    opens = match.start() == 0 and match[0] != BLANK
    return not (opens and words(match[0])[0] in PREPOSITIONS | DETERMINERS | JOINTS)
