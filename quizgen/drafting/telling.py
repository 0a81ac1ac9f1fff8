"""What tells a statement apart, so that one answer fits: names, numbers, rare words. Pure.

A history says things in the past tense and of one time and place. Such a sentence asks for a name,
a date or a term as surely as a definition does, if enough is left in it to know which one is meant.
"""

from __future__ import annotations

import re

from quizgen.drafting.capitals import find_capitals
from quizgen.drafting.context import BLANK, Known, has_unknown, is_tied
from quizgen.drafting.english import IRREGULAR, PREPOSITIONS, is_verb, word_set, words
from quizgen.drafting.opinions import is_opinion, is_quoting
from quizgen.drafting.pronouns import has_untold_person, has_untold_pronoun

FEWEST_WORDS, MOST_WORDS, MOST_COUNTED = 8, 34, 30
# Zipf values: what is said everywhere tells nothing, what is seldom said tells much.
SPECIFIC, RARE, SHORTEST = 5.5, 4.2, 4
FEWEST_ANCHORS, FEWEST_TELLING, MANY_TELLING = 3, 5, 7
SHORT, FEWEST_RARE = 14, 2
FRONT = 5
BOOKISH = re.compile(
    r"\b(?:edited by|translated by|vol\.|pp?\. ?\d|ibid|op\. cit|press\b.*\d{4})|"
    r"\(eds?\.?\)|\b(?:books|publishing|publishers|press|ltd),|\d[\u2013-]\d+\.$|^Thanks\b",
    re.I,
)
# Two statements, a label before the statement, or one of an unknown number of things.
UNSETTLED = re.compile(
    r"[:;]|^(?:Some|Many|Most|Several|Few|A few|A number of|Various|Other|Others|All|Every|Each)\b|"
    r"(?:\b(?:is|are|was|were)\b.*){3}"
)
ASIDE = re.compile(rf"(?<!^)[^,]+, [^,]*{BLANK}[^,]*, (?!which|who|where|whose|when|and|but|or)")
# What many might have done or held.
SOFT = re.compile(
    rf"{BLANK}(?:,[^,]+,)? (?:\w+ly )?(?:emphasi[sz]e[sd]?|stress(?:es|ed)?|sees?|saw|views?|"
    r"viewed|note[sd]?|mention(?:s|ed)?|describe[sd]?|explain(?:s|ed)?|points?|pointed|"
    r"recogni[sz]e[sd]?|tries|tried|develop(?:s|ed)|continue[sd]?|support(?:s|ed)|"
    r"discuss(?:es|ed)?|attack(?:s|ed)|reject(?:s|ed)|express(?:es|ed)|show(?:s|ed)|call(?:s|ed)|"
    rf"wants?|wanted|like[sd]?|made|makes|built upon|fail(?:s|ed)) |{BLANK} that\b"
)
FUTURE = re.compile(r"\b(?:will|could)\b")
MORE = re.compile(r"\b(?:more|less|fewer)\b(?!.*\bthan\b)")
DENIAL = re.compile(
    rf"{BLANK} (?:\w+ )?(?:not|never|no|cannot|hardly)\b|{BLANK} \w+n['\u2019]t\b|"
    rf"\b(?:not|no|without|never) (?:an? |the )?{BLANK}|"
    r"^(?:Not|No|Nothing|Nobody|Neither|Never|None|Hardly)\b|"
    r"\b(?:did|does|do|is|was|were|are|has|had|have|will|can|could|would)(?: not|n['\u2019]t)\b"
)
# One of several that stand side by side, or what is said in parentheses.
LISTING = re.compile(
    rf", (?:the|an?) {BLANK}[,.]|{BLANK}, [A-Z]\w+[,.]|"
    r"(?:\b(?:such as|like|including|include[sd]?|example|and|or|nor|both|e\.g\.,?|especially|"
    rf"particularly|amongst?|between|either|namely|see)) (?:the |an? )?{BLANK}|"
    rf"{BLANK}[\u201d\"]? (?:and|or|nor|as well as|et al)\b|\([^()]*{BLANK}[^()]*\)|"
    rf"{BLANK}, [^,.;]+(?:, [^,.;]+)*,? (?:and|or) [^,.;]+\.?$"
)
SOME = re.compile(
    r"\b(?:some|many|most|several|few|other|certain|various|these|those|such|more|another|no|any|"
    r"(?:number|lot|kinds?|types?|sorts?|forms?|group|cluster|set|series|range|variety|part) of|"
    rf"all|both|each|every|own|first|last|same|whose|what|which) (?:of (?:the )?)?{BLANK}",
    re.I,
)
# What others have, are or do as well.
WEAK = re.compile(
    rf"{BLANK} (?:is|are|was|were) (?:also |\w+ly )?(?:an? (?:\w+ )?(?:example|kind|type|sort|"
    r"part|form|key|major|way)\b|one of|among|not|only|too|very|more|most|no|used|known|available|"
    r"found|included|involved|needed|present|common|possible|different|similar)|"
    rf"{BLANK} (?:also|too|both|each|and|do|does|did) |"
    rf"\b(?:is|are|was|were) (?:like|similar to|different from) (?:the |an? )?{BLANK}|"
    rf"\b(?:one of the|like|unlike|as in|than|compared with|compared to) {BLANK}"
)
# "Can ____": what is hidden there is a verb.
VERBAL = re.compile(rf"\b(?:can|could|may|might|will|would|must|should|did|do|does|cannot) {BLANK}")
UNCLEAR = (VERBAL, LISTING, SOME, WEAK, UNSETTLED, DENIAL, BOOKISH, SOFT, MORE)
INTRODUCES = word_set(
    "as is was in called built invented introduced devised designed constructed patented proposed "
    "founded established developed"
)
BEING = word_set("is are was were be been being")
LIFE = re.compile(r"\b(?:died|born|founded|published|killed|married)\b")
DIGITS = re.compile(r"\d+")
WENT_ON = re.compile(rf"\b(?:yet|by|since|until) (?:the )?{BLANK}|\balready\b")
HAPPENED = re.compile(
    r"\b(?:was|were|had been|been) (?:\w+ly |first |then )?(?:\w+ed|"
    + "|".join(sorted(IRREGULAR))
    + r")\b"
)


def stands(text: str, known: Known) -> bool:
    """Whether nothing in a text with a blank points at what is not there."""
    if is_tied(text) or has_unknown(text, known, loosely=True, bridging=True):
        return False
    return not has_untold_pronoun(text) and not has_untold_person(text)


def tells_apart(text: str, hidden: str, known: Known, *, named: bool, spoken: bool) -> bool:
    """Whether what is left around a blank says which thing is meant; `named`: it is a name.

    What is `spoken` says less with each sentence.
    """
    count = len(words(text))
    if not FEWEST_WORDS <= count <= MOST_WORDS or has_aside(text) or is_quoting(text):
        return False
    if is_opinion(text.replace(BLANK, hidden)) or any(p.search(text) for p in UNCLEAR):
        return False
    names, telling = count_names(text, known), _telling(text, known)
    if named and (FUTURE.search(text) or not names + count_terms(text, known)):
        return False
    rare = sum(known.zipf(word) < RARE for word in telling)
    anchors, told = names + rare + count_terms(text, known), len(telling) + names
    if not named and text.find(BLANK) < FRONT:
        # What a sentence is about, all of it tells apart.
        return bool(anchors) and (told >= FEWEST_TELLING + (anchors < FEWEST_RARE) * 2)
    slack = spoken or (count <= SHORT and rare >= FEWEST_RARE)
    enough = anchors >= FEWEST_ANCHORS - slack and told >= FEWEST_TELLING - slack
    return enough or (anchors >= FEWEST_RARE and told >= MANY_TELLING)


def tells_when(before: str, after: str, known: Known) -> bool:
    """Whether a sentence tells what happened once, and so has one date."""
    text = f"{before}{BLANK}{after}"
    if WENT_ON.search(text) or not _tells_of(text, known, MOST_WORDS):
        return False
    telling = _telling(text, known)
    rare = sum(known.zipf(word) < RARE for word in telling)
    if not count_names(text, known) and rare < FEWEST_RARE:
        return False
    enough = FEWEST_RARE if LIFE.search(text) else FEWEST_RARE + 1
    return len(telling) >= enough and _is_event(text)


def tells_how_many(before: str, after: str, known: Known) -> bool:
    """Whether an amount is what a sentence with names and telling words is about."""
    text = f"{before}{BLANK}{after}"
    if not _tells_of(text, known, MOST_COUNTED) or not count_names(text, known):
        return False
    return len(_telling(text, known)) > FEWEST_RARE


def is_settled(before: str) -> bool:
    """Whether what is hidden is one thing, not one of some: "the ____", "as a ____"."""
    said = words(before)[-2:]
    if not said or said[-1] in ("the", "its", "their"):
        return bool(said)
    if said[-1] in ("a", "an"):
        return said[0] in INTRODUCES
    return said[-1] in PREPOSITIONS or is_verb(said[-1])


def has_aside(text: str) -> bool:
    """Whether the blank stands in an aside after the subject: what is said there is by the way."""
    if not ASIDE.search(text):
        return False
    first = words(text)[0]
    return text[: text.index(BLANK)].count(",") != 1 or first not in PREPOSITIONS | {
        "when",
        "while",
    }


def count_names(text: str, known: Known) -> int:
    """How many names and numbers stand around a blank."""
    return len(find_capitals(text, known.proper)) + len(DIGITS.findall(text))


def count_terms(text: str, known: Known) -> int:
    """How many of the source's terms of several words stand around a blank."""
    said = words(text.replace("-", " ").replace(BLANK, "_"))
    runs = {" ".join(said[at : at + n]) for n in (2, 3) for at in range(len(said) - n + 1)}
    return len(runs & known.terms)


def _telling(text: str, known: Known) -> set[str]:
    """The words around a blank that are not said everywhere."""
    said = {word for word in words(text.replace(BLANK, " ")) if len(word) >= SHORTEST}
    return {word for word in said if known.zipf(word) < SPECIFIC}


def _tells_of(text: str, known: Known, most: int) -> bool:
    """Whether a number's sentence stands by itself and is no opinion."""
    if not FEWEST_WORDS - 1 <= len(words(text)) <= most or is_opinion(text) or DENIAL.search(text):
        return False
    return stands(text, known)


def _is_event(text: str) -> bool:
    """Whether the verb is one of an event: "was built", "sailed", but not "was large"."""
    said = words(text)
    past = any(word.endswith("ed") or word in IRREGULAR for word in said)
    return bool(HAPPENED.search(text)) or (past and not BEING & set(said))
