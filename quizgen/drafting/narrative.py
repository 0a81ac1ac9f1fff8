"""Whether a text tells of something, rather than sets out what its terms mean.

An article for laymen, a history and an entry on one thing define little; what looks like a
definition there is mostly a remark, a figure of speech, or half of what the thing is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.drafting.model import Sentence
from quizgen.drafting.named import find_bold
from quizgen.drafting.titles import ASKING, title_of
from quizgen.schema import Source

PAST = re.compile(r"\b(?:was|were|had)\b")
READER = re.compile(r"\b[Yy]ou(?:r|rself)?\b")
NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}\b")
ASKS = re.compile(rf"(?:^|[:.?!\u2013\u2014] *)(?:{'|'.join(sorted(ASKING))})\b", re.I)
# How many of each in a sentence make a text one that tells. Measured on 126 texts whose drafts were
# read: of the definitions in texts over these bars less than half could be used as they were.
TOLD, SOMEWHAT, ADDRESSED, CHATTY, NAMED = 0.20, 0.10, 0.05, 0.10, 0.90
# Terms in bold in a sentence: from the second on a text is a textbook whatever it tells.
FEW_TERMS, MANY_TERMS = 0.06, 0.15
FEWEST = 30


def is_narrative(source: Source, sentences: Sequence[Sentence]) -> bool:
    """Whether a text tells a story, perhaps to "you" or of many people, or asks in its title."""
    if len(sentences) < FEWEST:
        return False
    bold = sum(map(len, find_bold(source, sentences).values())) / len(sentences)
    told, spoken_to = _share(PAST, sentences), _share(READER, sentences)
    asks = bool(ASKS.search(title_of(source)))
    if bold >= MANY_TERMS:
        return asks and spoken_to >= CHATTY
    if told >= TOLD or (asks and (bold < FEW_TERMS or spoken_to >= ADDRESSED)):
        return True
    return told >= SOMEWHAT and (spoken_to >= ADDRESSED or _share(NAME, sentences) >= NAMED)


def _share(pattern: re.Pattern[str], sentences: Sequence[Sentence]) -> float:
    found = sum(len(pattern.findall(sentence.text)) for sentence in sentences)
    return found / len(sentences)
