"""Where a sentence stands says whether it stands alone: what begins a paragraph mostly does. Pure.

Of the cards on terms in bold that readers had judged, they took 82 % where the sentence begins its
paragraph and 64 % where another one goes before it; of terms that are not in bold, half of either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quizgen.drafting.english import words
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.proposal import FACT, SHOWN, Proposal
from quizgen.schema import Answerable, Claim

# What a term does is said of it for its own sake.
TOLD = frozenset({"deed", "condition"})
WHAT = re.compile(r"\bwhat (?:is|are|do(?:es)? [^?]+ mean)\b", re.I)
MOST_SAID = 18  # words
SPOKEN = frozenset({Genre.LECTURE, Genre.CONVERSATION})


def keep_placed(
    proposals: Iterable[Proposal], sentences: Sequence[Sentence], genre: Genre, *, marks: bool
) -> Iterator[Proposal]:
    """The proposals whose sentence may be asked of where it stands; `marks`: terms are in bold.

    Speech has no paragraphs; passages show what goes before.
    """
    if genre in SPOKEN:
        yield from _turned(tuple(proposals))
        return
    openers = find_openers(sentences)
    for proposal in proposals:
        opens = proposal.sentences[0].number in openers and _is_marked(proposal)
        opens &= genre is not Genre.PROSE or not _is_long(proposal)
        told = not marks and proposal.form in TOLD
        if genre is not Genre.PROSE or opens or told or proposal.form in SHOWN:
            yield proposal


def _turned(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """Of what somebody says that a term is, the term is asked for, where that is a good question.

    "A ____ is a flow of volcanic debris and water": of 18 definitions in talk that readers had
    seen both ways they took 78 % so, and half of the questions what the term is; of 35 in lectures
    73 and 70 %.
    """
    defined = {_key(p) for p in proposals if _asks_what(p)}
    for proposal in proposals:
        wanted = proposal.form != FACT or _key(proposal) in defined
        if wanted and not _asks_what(proposal):
            yield proposal


def _asks_what(proposal: Proposal) -> bool:
    """Whether a question asks what a term is or means, and not what somebody holds of it."""
    content = proposal.content
    if proposal.claim is Claim.OPINION:
        return False
    return isinstance(content, Answerable) and bool(WHAT.search(content.question))


def _is_long(proposal: Proposal) -> bool:
    """Whether a definition has too many words to be said by heart; its term may be asked for."""
    content = proposal.content
    return isinstance(content, Answerable) and len(words(content.answer)) > MOST_SAID


def _key(proposal: Proposal) -> tuple[str, int]:
    return proposal.concept.id, proposal.sentences[0].number


def find_openers(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The numbers of the sentences that begin a paragraph."""
    blocks: dict[int, int] = {}
    for sentence in sentences:
        blocks.setdefault(sentence.block, sentence.number)
    return frozenset(blocks.values())


def _is_marked(proposal: Proposal) -> bool:
    """Whether the source itself marks the term: in bold, or in a glossary."""
    return proposal.introduced or "bold" in proposal.concept.cues
