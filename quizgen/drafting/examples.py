"""Which sentences belong to worked examples: their people, firms and figures are made up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.drafting.model import Sentence

CUE = re.compile(
    r"\b(?:imagine|suppose|hypothetical|let['\u2019]s (?:say|assume|suppose|consider)|say that you|"
    r"assume that|consider (?:the case|a|an|the following|this|two|how)|picture a)\b",
    re.I,
)
SAY = re.compile(r"\blet['\u2019]s (?:say|assume)\b", re.I)
INVENTED = re.compile(
    r"(?<!^)(?<![.?!] )\b(?:[A-Z][\w\u2019']+)(?: (?:and )?[A-Z][\w\u2019']+)*",
)
SHORTEST_NAME = 3
LONGEST = 5  # sentences; a turn may be a whole talk


def find_examples(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Numbers of the sentences that tell a made-up example.

    From its cue for a few sentences, in its paragraph; and wherever a name that it brought in
    comes back.
    """
    found: set[int] = set()
    invented: set[str] = set()
    known: set[str] = set()
    block = until = -1
    for sentence in sentences:
        names = {name for name in INVENTED.findall(sentence.text) if len(name) >= SHORTEST_NAME}
        if CUE.search(sentence.text):
            block, until = sentence.block, sentence.number + LONGEST
            if not SAY.search(sentence.text):  # "let's say you use ..." may name what there is
                invented |= names - known
        elif not names & invented:
            known |= names
        told = sentence.block == block and sentence.number <= until
        if told or any(name in sentence.text for name in invented):
            found.add(sentence.number)
    return frozenset(found)
