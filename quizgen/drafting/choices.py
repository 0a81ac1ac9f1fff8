"""Choice notes, only where three distractors of the same type surely cannot be right.

Surely means: each distractor is a term that the same source defines elsewhere, in other words, and
neither definition mentions the other's term. There are few such sets, and no guesses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizgen.drafting.english import words
from quizgen.drafting.model import FoundConcept
from quizgen.drafting.proposal import Proposal
from quizgen.schema import Answerable, Choice, Option

DISTRACTORS = 3
FARTHEST_LENGTH = 10
MOST_SHARED = 0.34


def find_choices(
    second: Sequence[Proposal], defined: Mapping[str, Proposal]
) -> tuple[Proposal, ...]:
    """Choices made of further definitions of concepts (`second`); `defined` holds the first."""
    found = (_make(proposal, defined) for proposal in second)
    return tuple(made for made in found if made)


def _make(proposal: Proposal, defined: Mapping[str, Proposal]) -> Proposal | None:
    content = proposal.content
    if not isinstance(content, Answerable) or "According to" in content.question:
        return None
    wrong = [
        other.concept
        for other in defined.values()
        if _cannot_be_right(proposal, other, content.answer)
    ]
    if len(wrong) < DISTRACTORS:
        return None
    key = proposal.concept
    wrong.sort(key=lambda c: (abs(len(c.name) - len(key.name)), c.id))
    options = [Option(key.name, key=True), *(Option(c.name) for c in wrong[:DISTRACTORS])]
    asked = content.answer[:1].lower() + content.answer[1:].removesuffix(".")
    return Proposal(
        form="choice",
        base=wrong[0].id,
        concept=key,
        content=Choice(f"Which term means \u201c{asked}\u201d?", tuple(options)),
        sentences=proposal.sentences,
        score=proposal.score - 1,
        clue=asked.casefold(),
        claim=proposal.claim,
        speaker=proposal.speaker,
    )


def _cannot_be_right(proposal: Proposal, other: Proposal, answer: str) -> bool:
    key, wrong = proposal.concept, other.concept
    if (
        key.id == wrong.id
        or not _same_shape(key, wrong)
        or not isinstance(other.content, Answerable)
    ):
        return False
    own, theirs = set(words(key.name)), set(words(wrong.name))
    told, said = set(words(answer)), set(words(other.content.answer))
    if own & theirs or theirs & told or own & said:
        return False
    return len(told & said) <= MOST_SHARED * min(len(told), len(said))


def _same_shape(a: FoundConcept, b: FoundConcept) -> bool:
    """Both a name or neither, both plural or neither, of like length."""
    plural = a.name.endswith("s") == b.name.endswith("s")
    capital = a.name[:1].isupper() == b.name[:1].isupper()
    near = abs(len(a.name) - len(b.name)) <= FARTHEST_LENGTH
    return a.is_name == b.is_name and plural and capital and near
