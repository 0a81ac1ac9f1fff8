"""Definitions that a sentence gives aside: ", a cone of canvas that ...", ", which is ...", dashes.

What is defined must be the whole phrase right before the aside, and the aside must be whole too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.drafting.definiens import OF_ALL
from quizgen.drafting.english import (
    AUXILIARIES,
    CONDITION,
    IRREGULAR,
    NEGATION,
    PREPOSITIONS,
    has_finite_verb,
    is_surely_verb,
    is_verb,
    word_set,
    words,
)
from quizgen.drafting.mentions import Mention, Mentions, is_person, subject_form
from quizgen.drafting.model import FoundConcept
from quizgen.drafting.vocabulary import singular
from quizgen.drafting.wording import untied

TELLS = (
    r"(?:that|which|who|of|in which|where|made|used|designed|for|between|by which|consisting|"
    r"containing|found|outside|inside|with|in|at|on)"
)
NOUN_PHRASE = rf"(?:an?|the) (?:[a-z-]+,? ){{0,2}}(?:[A-Za-z-]+ ){{1,4}}{TELLS} [^,;:()\u2014]+"
# "..., which is": also after a term in quotation marks.
SHORT = r"(?: \([A-Z][\w-]{1,9}\))?"
WHICH = '(?:,|,?[\u201d"]|[\u201d"],) which'
AGAIN = re.compile(rf"{WHICH}|,?[\u201d\"]")
# In "X, a bird that eats moths, calls softly" the main clause tells what matters of X.
ENDS = r"\.$"
ASIDES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^{SHORT}, (?P<rest>{NOUN_PHRASE}){ENDS}",
        rf"^{SHORT}, (?P<rest>[a-z-]+(?:s|[lmrt][ai]) {TELLS} [^,;:()\u2014]+)(?P<verb>)\.$",
        rf"^ \((?:that is, )?(?P<rest>{NOUN_PHRASE})\)",
        rf"^ ?\u2014 ?(?:that is, )?(?P<rest>{NOUN_PHRASE})(?:\.$| ?\u2014)",
        rf"^{WHICH} (?P<verb>is|means) (?P<rest>{NOUN_PHRASE}){ENDS}",
        rf"^{WHICH} (?P<verb>is) (?P<rest>(?:[a-z-]+ ){{1,3}}that [^,;:()\u2014]+){ENDS}",
        rf"^{WHICH} (?P<verb>are) (?P<rest>(?:the )?(?:[a-z-]+ ){{0,3}}[a-z-]+s {TELLS} "
        rf"[^,;:()\u2014]+){ENDS}",
        rf"^{WHICH} (?P<verb>consists? of) (?P<rest>[^,;:()\u2014]+){ENDS}",
        rf"^,?[\u201d\"],? or (?P<rest>(?:[a-z-]+ ){{1,3}}that [^,;:()\u2014]+){ENDS}(?P<or>)",
    )
)
WHOLE = re.compile(r", (?:which|the)\b")
# "sand, silt dropped by the wind, or the mixture of ...": what follows a comma is the next item.
LISTED = re.compile(r"[,:][^,;]+,\s+(?:and|or)\s")
# "The wheel is locked by a X, a slender blade": what matters of X stands before.
# "News values, the criteria by which ...": are.
MANY = re.compile(
    rf"the (?:[a-z-]+ )?(?:[a-z]+(?<!s)s|criteria|people|men|women|children|bacteria|data) {TELLS} "
)
THIS = re.compile(r"\W+(?:that is, )?the ")
# "In alloys of copper the first are X, discs of copper atoms": of those alloys.
SCOPED = re.compile(
    r"(?:In|Among|Under|With) (?!what\b|each\b|every\b|addition\b|fact\b|this\b|\d)[^,]+?,? ?"
    r"(?:the |an? |[a-z]+ )"
)
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being) (?:[\w-]+ ){0,3}(?:\w+ed|held|made|built|drawn|driven|"
    r"found|given|kept|known|lost|put|seen|sent|set|shown|taken|worn|bound|cut|hidden|split) "
    r"(?:out |up |off |down |over |through )?(?:by|with|in|on|at|to|from|into) (?:the |an? )?$|"
    r"\b(?:rel(?:y|ies)|depends?) on (?:the |an? )?$|\bserves? as (?:the |an? )?$"
)
# Not "chitin is a polysaccharide, a long chain ...": that is said of chitin.
IS_NAMED = re.compile(r"\b(?:(?:is|are) (?:the )?|(?:called|known as|termed) (?:the |an? )?)$")
ENDS_WITH = re.compile(
    r"\b(?:whose(?: [\w-]+){0,2}|and|or|that|which|who|when|where|because|if|of|the|an?|is|are|to|"
    r"in|on|at|for|from|with|by|than|as|its|their)$"
)
# What an aside says of the place of a thing in the story is no definition.
EMPTY = word_set(
    "first last only same other main principal chief most best good great big major key "
    "important common case "
    "example problem reason result part step thing fact idea one topic question subject kind type "
    "sort form little few matter number"
)
# "The effect of X, the number of ...": nothing but X has a definition there.
WHOSE = word_set("effect role importance influence concept notion idea principle study")
COUNT = re.compile(r"the number of\b")
# "Its boiling-point, the temperature at which ...": a quantity is the same, whosever it is.
QUANTITY = re.compile(
    r", the (?:time|distance|share|ratio|rate|temperature|speed) (?:in|at|over|for) which "
    r"(?:[\w-]+ ){0,3}?(?:an?|any|each|every) "
)
ASKS = {
    "consists of": "what does {} consist of",
    "consist of": "what do {} consist of",
    "means": "what does {} mean",
    "or": "what is meant by {}",
}
FEWEST = 5
BEFORE = word_set("a an the each every not now then also often usually")
OWNERS = word_set("its their of")
RELATIVE = word_set("that which who whose where when what how")
HEADED = word_set("that which who")


def find_asides(
    text: str, mentions: Mentions, introduced: frozenset[str] = frozenset()
) -> Iterator[tuple[FoundConcept, str, str]]:
    """Concept, question and answer of each definition that stands in an aside.

    `introduced` are the ids of concepts that the text has in bold, as whole phrases.
    """
    if CONDITION.search(text):
        return
    for mention in mentions.find(text):
        bold = mention.concept.id in introduced
        found = _aside_of(text, mention, bold=bold)
        if not found or not _is_sure(text, mention, found, bold=bold):
            continue
        rest = found["rest"].strip()
        bare = found["rest"] == found[0][2:-1]  # nothing but commas or brackets around it
        verb = "are" if MANY.match(rest) and bare else _verb_of(found)
        if is_person(mention.concept, rest) or not _may_define(rest, verb, mention, text):
            continue
        # "..., a sac that ...": half of what the sentence tells of it, which clozes ask for whole.
        if bold and found[0].startswith(", ") and not WHOLE.match(found[0]):
            continue
        subject = subject_form(text[mention.start : mention.end], mention)
        article = words(text[: mention.start])[-1:]
        if article and article[0] in ("a", "an", "the"):
            subject = f"{article[0]} {subject}"
        elif article and article[0] in ("each", "every"):
            subject = f"{'an' if subject[:1] in 'aeiou' else 'a'} {subject}"
        question = ASKS.get(verb, f"what {verb} {{}}")
        yield mention.concept, question.format(subject), f"{untied(rest)}."


def _aside_of(text: str, mention: Mention, *, bold: bool) -> re.Match[str] | None:
    """The aside right after a mention that is surely of it, and of nothing larger."""
    before = text[: mention.start]
    found = next(filter(None, (p.match(text[mention.end :]) for p in ASIDES)), None)
    if not found or LISTED.search(text, mention.start):
        return None
    if not (bold or _is_whole(before, found[0])):
        return None
    # "They are not X, which are ..." denies nothing of what X are.
    if not AGAIN.match(found[0]) and NEGATION.search(text[: mention.end]):
        return None
    ends = found[0].endswith(".")
    return None if ends and not _has_begun(before, found[0]) else found


def _is_sure(text: str, mention: Mention, aside: re.Match[str], *, bold: bool) -> bool:
    """Whether an aside can be of nothing else, and is what the sentence says of its term.

    "The first is X, the number of ...", "X, which is ...", "... X (the number of ...)". After a
    verb it may be of something else.
    """
    before = text[: mention.start]
    said = [word for word in words(before) if word not in BEFORE]
    if PASSIVE.search(before) and not AGAIN.match(aside[0]):
        return False
    # "A regulatory protein (the subunit of ...)": which one it is. "In alloys, X, discs of ...".
    instance = (
        said != words(before) and words(before)[-1:] in (["a"], ["an"]) and THIS.match(aside[0])
    )
    if instance or SCOPED.match(before):
        return False
    if not aside[0].startswith(","):
        return True
    owned = bool(said) and said[-1] in OWNERS
    return bool(bold or owned or AGAIN.match(aside[0]) or IS_NAMED.search(before))


def _verb_of(found: re.Match[str]) -> str:
    """What joins the term and its definition; "are" where the aside is a bare plural."""
    said = found.groupdict()
    if "or" in said:
        return "or"
    return said["verb"] or "are" if "verb" in said else "is"


def _has_begun(before: str, aside: str) -> bool:
    """Whether the sentence has its verb: "In a class, the members of ..." has its subject there."""
    if not words(before) or AGAIN.match(aside):
        return True
    return not before.startswith("As ") and has_finite_verb(before)


def _may_define(rest: str, verb: str, mention: Mention, text: str) -> bool:
    said = words(rest)
    empty = set(said[2:4] if COUNT.match(rest) else said[1:4]) & EMPTY
    if len(said) < FEWEST or empty or ENDS_WITH.search(rest):
        return False
    superlative = any(word.endswith("est") for word in said[1:3])
    if (superlative and not OF_ALL.match(rest)) or _has_verb_of_its_own(said):
        return False
    last = words(text[: mention.end])[-1]
    return verb == "or" or (singular(last) != last) == (verb in ("are", "consist of"))


def _has_verb_of_its_own(said: list[str]) -> bool:
    """Whether what looks like a noun phrase is a clause: "the membership of classes can change"."""
    at = next((n for n in range(len(said)) if _is_finite_at(said, n)), None)
    return at is not None and not RELATIVE & set(said[:at])


def _is_finite_at(said: list[str], at: int) -> bool:
    """Whether a word is an auxiliary, or a past form with an object: "varied the spaces"."""
    follows = said[at + 1 : at + 2]
    objects = bool(follows) and follows[0] in ("the", "a", "an", "its", "their")
    return said[at] in AUXILIARIES or (said[at].endswith("ed") and objects)


def _is_whole(before: str, aside: str) -> bool:
    """Whether what comes next is a whole phrase, article aside.

    It is, at the start of the sentence, after a verb, and after the preposition of a verb.
    """
    said = words(before)
    if said and before.rstrip().endswith(said[-1]) is False and said[-1] not in ("a", "an", "the"):
        return False
    while said and said[-1] in BEFORE:
        said = said[:-1]
    if HEADED & set(said):
        return False  # "what goes beyond X, an accumulation of ...": of which of the two?
    if not said or is_verb(said[-1]):
        # "A write buffer, ...": what looks like a verb after an article is part of the name.
        return said[-2:-1] == [] or said[-2] not in ("a", "an", "the")
    if said[-1] in ("its", "their"):
        return bool(QUANTITY.match(aside))
    if said[-1] == "of":
        return said[-2:-1] != [] and said[-2] in WHOSE
    return said[-1] in PREPOSITIONS and _is_of_verb(said)


def _is_of_verb(said: list[str]) -> bool:
    """Whether the preposition that comes last belongs to a verb: "moored by"."""
    if len(said) == 1:
        return True
    # Not "a carrier associated with".
    done = said[-2].endswith("ed") or said[-2] in IRREGULAR
    return bool(set(said[-4:-2]) & AUXILIARIES) if done else is_surely_verb(said[-2])
