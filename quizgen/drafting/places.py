"""Where a sentence stands says whether it stands alone: what begins a paragraph mostly does. Pure.

Of the cards on terms in bold that readers had judged, they took 82 % where the sentence begins its
paragraph and 64 % where another one goes before it; of terms that are not in bold, half of either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quizgen.drafting.english import words
from quizgen.drafting.model import Sentence
from quizgen.drafting.proposal import SHOWN, Proposal
from quizgen.schema import Answerable

# What a term does is said of it for its own sake.
TOLD = frozenset({"deed", "condition"})
MOST_SAID = 18  # words


def keep_placed(
    proposals: Iterable[Proposal], sentences: Sequence[Sentence], *, marks: bool
) -> Iterator[Proposal]:
    """The proposals of prose whose sentence may be asked of where it stands.

    Passages show what stands around. `marks`: the source has its terms in bold.
    """
    openers = find_openers(sentences)
    for proposal in proposals:
        opens = proposal.sentences[0].number in openers and _is_marked(proposal)
        told = not marks and proposal.form in TOLD
        if proposal.form in SHOWN or told or (opens and not _is_long(proposal)):
            yield proposal


def find_openers(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The numbers of the sentences that begin a paragraph."""
    blocks: dict[int, int] = {}
    for sentence in sentences:
        blocks.setdefault(sentence.block, sentence.number)
    return frozenset(blocks.values())


def _is_marked(proposal: Proposal) -> bool:
    """Whether the source itself marks the term: in bold, or in a glossary."""
    return proposal.introduced or "bold" in proposal.concept.cues


def _is_long(proposal: Proposal) -> bool:
    """Whether a definition has too many words to be said by heart; its term may be asked for."""
    content = proposal.content
    return isinstance(content, Answerable) and len(words(content.answer)) > MOST_SAID
