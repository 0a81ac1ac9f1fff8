"""What a term in bold rests on or comprises, and when a thing is what a term says of it.

"Marasmus results from a lack of energy" -> "What does marasmus result from?"; "An estimator is
unbiased if its mean ..." -> "When is an estimator unbiased?".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.drafting.clozes import as_shown
from quizgen.drafting.deeds import POINTS, Told, propose_told
from quizgen.drafting.english import CONDITION, NEGATION, has_finite_verb, words
from quizgen.drafting.fitness import HEDGE, is_declarative, is_undisturbed
from quizgen.drafting.mentions import Mention, Mentions, subject_form
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.wording import capital
from quizgen.schema import Claim

ARTICLE = re.compile(r"^(?:(?P<article>An?|The) )?$")
ENDS = (
    r"(?:\.$|;|:|, (?:and|but|so|as when|which|whereas|such as|for example|for instance|"
    r"usually|often|not|together) )"
)
BASE = re.compile(
    r"^(?: \([\w \u2013-]+\))? "
    r"(?P<verb>(?:result|stem|arise|derive)s? from|rests? on|comprises?|"
    r"(?P<be>is|are) (?P<done>based on|caused by|characteri[sz]ed by|marked by|governed by|"
    r"measured in|produced by|secreted by|derived from|named after))"
    rf" (?P<rest>[^,;:()\u2014]+?){ENDS}"
)
WHEN = re.compile(
    r"^(?P<what>An? (?:[\w-]+ ){1,3})(?P<is>is) (?P<said>(?:said to be |called )?(?:in )?)$"
)
CLAUSE = re.compile(r"^(?: \([\w ]+\))? (?P<if>if|when|whenever) (?P<rest>[^;:()\u2014]+)\.$")
# "From starch by amylase": more than is asked.
BY = re.compile(r"\bby\b(?! (?:which|the (?:state|government)|other))")
FEWEST, MOST = 3, 24
STEM = 4  # letters
SCORE = 3.2


def find_bases(
    sentence: Sentence, mentions: Mentions, genre: Genre, introduced: frozenset[str]
) -> Iterator[Proposal]:
    """What a sentence tells of what its terms rest on, or of when they hold.

    `introduced` are the ids of the concepts that it has in bold, as whole phrases.
    """
    spoken = genre is not Genre.PROSE
    text = as_shown(sentence, spoken=spoken)
    if not introduced or not is_declarative(text, FEWEST) or HEDGE.search(text):
        return
    if not is_undisturbed(text, spoken=spoken):
        return
    of_text = (m for m in mentions.find(text) if m.concept.id in introduced)
    made = ((m, _base(text, m) or _condition(text, m)) for m in of_text if not m.concept.is_name)
    yield from (propose_told(sentence, mention, told) for mention, told in made if told)


def _base(text: str, mention: Mention) -> Told | None:
    """What is asked of "X results from Y"."""
    article = ARTICLE.match(text[: mention.start])
    found = BASE.match(text[mention.end :])
    if not article or not found or CONDITION.search(text) or NEGATION.search(found[0]):
        return None
    rest = found["rest"]
    if not FEWEST <= len(words(rest)) <= MOST or POINTS.search(f"x {rest}") or BY.search(rest):
        return None
    own = {word[:STEM] for word in words(mention.concept.name)}
    if own & {word[:STEM] for word in words(rest) if len(word) >= STEM}:
        return None  # "cyclical unemployment is caused by the business cycle"
    term = subject_form(text[mention.start : mention.end], mention)
    term = f"{article['article'].lower()} {term}" if article["article"] else term
    if found["done"]:
        question = f"what {found['be']} {term} {found['done']}"
    else:
        verb, _, joint = found["verb"].partition(" ")
        does = "does" if verb.endswith("s") else "do"
        question = f"what {does} {term} {verb.removesuffix('s')} {joint}".strip()
    return Told(question, capital(rest) + ".", score=SCORE)


def _condition(text: str, mention: Mention) -> Told | None:
    """What is asked of "A thing is X if ..."."""
    before = WHEN.match(text[: mention.start])
    found = CLAUSE.match(text[mention.end :])
    if not before or not found or not has_finite_verb(found["rest"]):
        return None
    what, said = before["what"].strip(), before["said"]
    if not FEWEST <= len(words(found["rest"])) <= MOST:
        return None
    term = text[mention.start : mention.end]
    question = f"when {before['is']} {what[:1].lower()}{what[1:]} {said}{term}"
    answer = f"{found['if'].capitalize()} {found['rest']}."
    return Told(question, answer, "condition", Claim.DEFINITION, SCORE)
