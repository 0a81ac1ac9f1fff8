"""Clauses that a sentence is built of -> the question that they answer, and the answer.

"The reason that ... is ..." gives a reason. The clause goes into the question as it was said, and
the rest is the answer. "If you soak it, it swells" makes no card: of nine such no reader took one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.drafting.explain_frames import LEANING, Frame, named_in
from quizgen.drafting.mentions import Mentions, subject_form
from quizgen.drafting.wording import capital

# What a speaker says to a listener, not of the matter.
CHAT = re.compile(
    r"\b(?:I|my|me|us|I['\u2019]\w+|(?:you|one|we) (?:look|think|imagine|go (?:back|to|into)|read|"
    r"listen|extrapolate|see|say|talk|remember|like|were|just|kind|sort|ever)|there$)\b",
    re.I,
)
WHY_IS = re.compile(
    r"^(?P<what>(?:The|One|A) (?:\w+ )?reasons? (?:that|why|for|to|of) [^,;:]+?) "
    r"(?P<verb>is|are|was) (?P<rest>(?:that|because|to)\b.+)$"
)
WAY = re.compile(
    r"^(?:The|One) (?:\w+ )?way (?:that )?(?:I|we|you)(?: would| can| might)? (?:like to )?"
    r"(?P<verb>think about|think of|describe|see|define|explain|look at|put) "
    r"(?P<what>[^,;:]+?) is (?:as |that )?(?P<rest>[^,].+)$"
)
# "You can think of X as Y", and "X is, you can think of as Y" when a start is mended.
THINK_AS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^You (?:can|could|might) (?:also )?(?:think of|see|regard|imagine) (?P<what>[^,;:]+?) "
        r"as (?P<rest>[^,].+)$",
        r"^(?P<what>[^,;:]+?) (?:is|are), you (?:can|could|might) think of (?:it |them )?"
        r"(?:roughly )?as (?P<rest>[^,].+)$",
    )
)


def frames_of_reason(text: str, mentions: Mentions) -> Iterator[Frame]:
    """Why something is so, where the speaker says "because" or names the reason."""
    stated = WHY_IS.match(text)
    if stated and not CHAT.search(stated["what"]) and not LEANING.search(stated["what"]):
        if mention := named_in(stated["what"], mentions):
            what = stated["what"][:1].lower() + stated["what"][1:]
            question = f"according to {{}}, what {stated['verb']} {what}"
            yield Frame(question, capital(stated["rest"]), mention, 3.0)
        return


def frames_of_view(text: str, mentions: Mentions) -> Iterator[Frame]:
    """How somebody thinks of something: "the way I think about X is ..."."""
    found = WAY.match(text)
    if not found or CHAT.search(found["what"]) or LEANING.search(found["what"]):
        return
    if mention := named_in(found["what"], mentions):
        question = f"how does {{}} {found['verb']} {found['what']}"
        yield Frame(question, capital(found["rest"]), mention, 2.8)


def frames_of_likeness(text: str, mentions: Mentions) -> Iterator[Frame]:
    """As what one can think of something."""
    for pattern in THINK_AS:
        found = pattern.match(text)
        if not found or CHAT.search(found["what"]) or LEANING.search(found["what"]):
            continue
        mention = next(iter(mentions.find(found["what"])), None)
        if mention is None or mention.end != len(found["what"]):
            continue
        what = subject_form(found["what"], mention) if mention.start == 0 else found["what"]
        question = f"what does {{}} say you can think of {what} as"
        yield Frame(question, capital(found["rest"]), mention, 2.7)
