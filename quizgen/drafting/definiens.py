"""What may stand after "X is": words that say what X is, not what somebody makes of it."""

from __future__ import annotations

import re

from quizgen.drafting.english import (
    ANAPHORIC,
    AUXILIARIES,
    IRREGULAR,
    NEGATION,
    WORD,
    is_verb,
    word_set,
    words,
)
from quizgen.drafting.model import FoundConcept

COPULAS = ("is", "are", "was", "were")
# "X is an important part of Y" says what somebody makes of X, not what it is.
EMPTY_HEADS = word_set(
    "example examples problem problems issue issue's question reason reasons part parts component "
    "topic matter result results challenge challenges good great big key important common useful "
    "interesting central popular main major simple powerful nice bad better best worst hard "
    "difficult easy fundamental crucial critical significant huge new little lot few bit case one "
    "step source thing things kind sort type way ways idea place only same first last next most "
    "more really quite classic natural perfect essential necessary possible different other "
    "poor another second third subject exception start beginning answer cause factor effect "
    "consequence indication sign test measure goal focus hallmark staple area task "
    "notion concept term word name question"
)
KEPT_HEADS = word_set("way kind type sort measure test process method task")
GOOD = re.compile(r"(?<=^an )good (?=that|which|whose)|(?<=^a )good (?=that|which|whose)")
RELATION = re.compile(
    r"\b(?:that|which|who|whose|of|in which|for which|where|when|used|made|for|between|with|to|"
    r"by|from|in|on|at|before|after|during|minus|plus|divided|multiplied|consisting|containing|"
    r"designed|based|called|without|\w{3,}ing|\w{3,}ed|or|it|they|you)\b"
)
# "The largest circle that can be drawn": the clause says of which.
OF_ALL = re.compile(
    r"^the (?:[a-z-]+ )?(?:larg|small|long|short|high|low|deep|old|young|fast|slow|near|heavi|"
    r"light|hott|cold|clos|great|l)ea?st (?:[a-z-]+ ){1,3}(?:that|which|at which|in which) "
)
JOINED = word_set("and or but up down out off away back")
FIRST_ALLOWED = word_set("a an the any anything what when where how")
ONE_WHO = re.compile(r"^(?:one|something|someone) (?:who|that|which)\b")
# "covered in scales that ..." says how it is, not what.
STATE = re.compile(
    r"^(?:\w+ly )?\w{2,}(?:(?<!e)ed|[tdkvs]en|wn) (?:with|by|in|from|to|into|of|on|at|for|as)\b"
)
# "digital currency that is not controlled by ...": a noun without an article.
MASS_HEAD = re.compile(
    r"^(?:[a-z-]+ ){0,2}(?P<head>[a-z-]+) (?:that|which|made|produced|held|issued|used|caused|"
    r"obtained|taken|given|left|kept|stored|received|earned|paid|owed|bought|sold|lost|gained|"
    r"set aside|by which|in which) "
)
FIRST_SAID = word_set("to that when")
ADJECTIVES = word_set(
    "clear true likely possible certain aware able due full free made independent typical capable "
    "part one also often usually typically always never more less now still so too very such "
    "different separate distinct absent short long available responsible common proof composed "
    "similar close far wider higher lower unaware afraid evidence"
)
PLURAL_HEAD = re.compile(
    r"^(?:[a-z-]+ ){0,2}[a-z-]+s (?:that|which|who|of|in which|with|used|made|for|between|whose|"
    r"from|to|connected|designed|consisting|containing|issued)\b"
)
TYPE_OF = re.compile(r"^an? (?:type|kind|sort|form) of (?:[\w-]+ ?){1,5}$", re.I)
# "the part of a glacier where ..." says which part; "an important part of ..." says nothing.
PART_OF = re.compile(
    r"^the (?:(?:part|place) of [\w' -]+ |(?:measure|point|process) (?:of [\w' -]+ )?)"
    r"(?:where|at which|in which|that|by which) "
)
FEWEST, MOST = 5, 28


def is_complement(verb: str, rest: str, concept: FoundConcept) -> bool:
    """Whether the rest of a sentence says what its subject is."""
    # "A good that can replace another": a thing that is sold, and no praise.
    bare = GOOD.sub("product ", rest.removesuffix("."))
    said = words(bare)
    if not FEWEST <= len(WORD.findall(bare)) <= MOST or NEGATION.match(bare):
        return False
    if ANAPHORIC.match(bare) and said[0] not in FIRST_ALLOWED | {"that", "just"}:
        return False
    stems = {word.removesuffix("s") for word in said}
    if {word.removesuffix("s") for word in words(concept.name)} <= stems:
        return False
    if verb not in COPULAS:
        return not is_verb(said[0]) or verb in ("means", "mean") or said[0] in FIRST_SAID
    return _is_definiens(verb, bare, said)


def _is_definiens(verb: str, bare: str, said: list[str]) -> bool:
    if ONE_WHO.match(bare):
        return len(said) > FEWEST
    if said[0] not in FIRST_ALLOWED and verb in ("is", "was"):
        mass = None if STATE.match(bare) else MASS_HEAD.match(bare)
        head = mass["head"] if mass else ""
        empty = EMPTY_HEADS | ADJECTIVES | AUXILIARIES | JOINED
        return bool(head) and not set(said[:3]) & empty and not is_verb(head) and head[-2:] != "ed"
    if said[0] not in FIRST_ALLOWED:
        # "Made to borrowers who want them": how they come about.
        done = said[0] in IRREGULAR or said[0].endswith("ed")
        return not done and (
            verb in ("are", "were")
            and bool(PLURAL_HEAD.match(bare) or OF_ALL.match(bare))
            and not (set(said[:2]) & EMPTY_HEADS)
        )
    if said[0] in ("what", "when", "where", "how", "anything", "any"):
        return len(said) > FEWEST and verb in ("is", "are")
    if TYPE_OF.match(bare):
        return False
    if PART_OF.match(bare) or OF_ALL.match(bare):
        return True
    if set(said[1:4]) & (EMPTY_HEADS - KEPT_HEADS) or any(w.endswith("est") for w in said[1:3]):
        return False
    return bool(RELATION.search(" ".join(said[2:])))
