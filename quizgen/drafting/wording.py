"""What a learner sees of a source's words: fillers left out where that cannot change anything.

Evidence is never touched. Words that only soften or sharpen (just, only, really, even, actually)
stay, since "not just" means the opposite of "not"; beside a negation nothing is left out at all.
"""

from __future__ import annotations

import re

from quizgen.drafting.english import NEGATION

NOISE = re.compile(r"\s*[\[(](?:laughs?|laughing|laughter|music|applause|chuckles?)[\])]", re.I)
# Each with the punctuation that shows it to stand beside the sentence, not in it.
FILLERS = re.compile(
    r",? (?:um+|uh+|erm|hmm+),?(?= )|, (?:you know|I mean|like|right|sort of|kind of)(?P<comma>,)|"
    r", (?:you know|right)(?=[.])",
)
# After these no comma is wanted where a filler stood between two.
TIES = re.compile(
    r"\b(?:of|to|in|for|with|on|at|by|from|as|than|that|and|or|but|so|is|are|was|were|be|the|a|an|"
    r"if|when|because|which|who|has|have|just|like|about)$",
    re.I,
)
LEADS = re.compile(
    r"^(?:(?:and so|so|and|but|well|okay|ok|yeah|yes|right|now|oh|um|uh|you know|I mean|basically|"
    r"again|also|i\.e\.)\b(?! far\b| long\b| much\b| many\b),? )+",
    re.I,
)
CONNECTIVES = re.compile(
    r"^(?:However|Therefore|Thus|Hence|Moreover|Furthermore|In addition|In fact|Indeed|"
    r"Nevertheless|Nonetheless|Consequently|As a result|In other words|In short|Meanwhile), ",
)
STUTTER = re.compile(r"\b(the|a|an|of|to|in|is|and|it|we|they) \1\b", re.I)
NEAR_NEGATION = 24


def declutter(text: str) -> str:
    """The text without fillers and noise, where it stays the same statement."""
    text = NOISE.sub("", text)
    text = _drop(FILLERS, text)
    text = STUTTER.sub(r"\1", text)
    return " ".join(text.split())


def without_lead(text: str) -> str:
    """The text without "So, " and the like before it; capitalised."""
    return capital(LEADS.sub("", text))


def without_connective(text: str) -> str:
    """The text without the word that ties it to the sentence before."""
    return capital(CONNECTIVES.sub("", text))


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _drop(pattern: re.Pattern[str], text: str) -> str:
    parts: list[str] = []
    at = 0
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - NEAR_NEGATION) : match.start()]
        after = text[match.end() : match.end() + NEAR_NEGATION]
        if NEGATION.search(before) or NEGATION.search(after):
            continue
        parts.append(text[at : match.start()])
        if match["comma"] and not TIES.search(text[: match.start()]):
            parts.append(",")
        at = match.end()
    return "".join([*parts, text[at:]])
