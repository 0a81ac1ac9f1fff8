"""Concepts that a parser takes for people, bodies or places -> the list of names.

The tagger of names errs much on terms written with capitals, so it is believed only of phrases of
two words or more whose chief word the source never writes small.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quizgen.drafting.english import WORD
from quizgen.drafting.mentions import Mentions
from quizgen.drafting.model import FoundConcept, Sentence
from quizgen.drafting.parsing import Parser, is_readable

LABELS = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC"))
# What the text explains is a concept, whatever it is called.
EXPLAINING = frozenset(("bold", "heading", "defined", "called", "acronym"))
ENOUGH = 8  # mentions that are looked at for each phrase
CAPITALS = re.compile(
    r"[A-Z][\w'\u2019.-]*(?: (?:(?:of|the|and|for|de|van|von) )*[A-Z][\w'\u2019.-]*)+"
)


def sort_names(
    concepts: Sequence[FoundConcept], sentences: Sequence[Sentence], parser: Parser
) -> tuple[FoundConcept, ...]:
    """The same concepts in the same order, those that are names marked as such."""
    small = _find_small(sentences)
    doubtful = [c for c in concepts if _may_be_name(c, small)]
    votes = _vote(doubtful, sentences, parser)
    named = {id_ for id_, (yes, of) in votes.items() if 2 * yes > of}
    return tuple(replace(c, is_name=True) if c.id in named else c for c in concepts)


def _may_be_name(concept: FoundConcept, small: frozenset[str]) -> bool:
    if concept.is_name or EXPLAINING & set(concept.cues):
        return False
    last = WORD.findall(concept.name)[-1:]
    capital = all(CAPITALS.fullmatch(variant) for variant in concept.variants)
    return capital and bool(concept.variants) and last[0].casefold() not in small


def _find_small(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Every word that a source writes without a capital."""
    return frozenset(
        word for s in sentences for word in WORD.findall(s.text) if word == word.casefold()
    )


def _vote(
    concepts: Sequence[FoundConcept], sentences: Sequence[Sentence], parser: Parser
) -> dict[str, tuple[int, int]]:
    """Of so many mentions of each concept so many are tagged, from end to end, as a name."""
    mentions = Mentions(concepts)
    seen: Counter[str] = Counter()
    tagged: Counter[str] = Counter()
    for sentence in sentences:
        if not is_readable(sentence.text):
            continue
        for mention in mentions.find(sentence.text):
            id_ = mention.concept.id
            if seen[id_] == ENOUGH:
                continue
            seen[id_] += 1
            names = parser.parse(sentence.text).names
            tagged[id_] += any(
                label in LABELS
                and end == mention.end
                and _opens(sentence.text, start, mention.start)
                for start, end, label in names
            )
    return {id_: (tagged[id_], of) for id_, of in seen.items()}


def _opens(text: str, start: int, mention: int) -> bool:
    """Whether a name begins where a mention does, its article aside."""
    return start <= mention and text[start:mention].casefold() in ("", "the ")
