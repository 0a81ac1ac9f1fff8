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
FARTHEST = 80  # sentences: what is told far apart is seldom mixed up
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
    others = [o for o in defined.values() if _cannot_be_right(proposal, o, content.answer)]
    if len(others) < DISTRACTORS:
        return None
    # Terms that are told of nearby are the likeliest to be taken for each other.
    number = proposal.sentences[0].number
    others.sort(key=lambda o: (abs(o.sentences[0].number - number), o.concept.id))
    key, wrong = proposal.concept, [other.concept for other in others[:DISTRACTORS]]
    options = [Option(key.name, key=True), *(Option(c.name) for c in wrong)]
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
        or abs(other.sentences[0].number - proposal.sentences[0].number) > FARTHEST
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
