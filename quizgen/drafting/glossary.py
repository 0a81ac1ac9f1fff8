"""Lists of terms with their definitions, one a line or paragraph -> definition cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import Match

from quizgen.drafting.answers import KIND_ENDS
from quizgen.drafting.blocks import ENTRY, FEWEST_ENTRIES
from quizgen.drafting.definitions import may_be_shown, subject_form
from quizgen.drafting.english import AUXILIARIES, has_finite_verb, words
from quizgen.drafting.mentions import Mentions
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.wording import capital
from quizgen.schema import Answerable, Claim, Level

# "Yawl: similar to a ketch", "Catboat: one mast": the kind of thing is left to the list's title.
NO_KIND = re.compile(
    r"(?:similar|like|same|one|two|three|four|see|as|used|with|has|having)\b", re.I
)
FEWEST, MOST = 4, 25


def find_entries(
    sentences: Sequence[Sentence], mentions: Mentions, genre: Genre
) -> Iterator[Proposal]:
    """Definitions of lists of at least three entries in a row, each a block of its own."""
    run: list[tuple[Sentence, Match[str]]] = []
    for sentence in _opening_blocks(sentences):
        entry = ENTRY.match(sentence.text)
        if run and (not entry or sentence.block > run[-1][0].block + 1):
            yield from _propose(run, mentions, genre)
            run = []
        if entry:
            run.append((sentence, entry))
    yield from _propose(run, mentions, genre)


def _opening_blocks(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    block = -1
    for sentence in sentences:
        if sentence.block != block:
            yield sentence
        block = sentence.block


def _is_no_noun(says: str) -> bool:
    """Whether an entry names no kind of thing, or is a sentence: "a garrison must be able to"."""
    ends = KIND_ENDS.search(says)
    kind = says[: ends.start()] if ends else says
    if NO_KIND.match(says) or AUXILIARIES & set(words(kind)):
        return True
    # "Orders above a certain amount need ...": an example of it.
    return says.split()[0].casefold() not in ("a", "an", "the", "any") and has_finite_verb(kind)


def _propose(
    run: Sequence[tuple[Sentence, Match[str]]], mentions: Mentions, genre: Genre
) -> Iterator[Proposal]:
    if len(run) < FEWEST_ENTRIES:
        return
    for sentence, entry in run:
        term, says = entry["term"], entry["says"].strip()
        found = mentions.find(term)
        whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(term))
        if set(words(term)) <= set(words(says)) or _is_no_noun(says):
            continue
        if not whole or not FEWEST <= len(words(says)) <= MOST or not may_be_shown(says, genre):
            continue
        question = f"What does the term \u201c{subject_form(term, found[0])}\u201d mean?"
        yield Proposal(
            form="definition",
            base=found[0].concept.id,
            concept=found[0].concept,
            content=Answerable(question, capital(says)),
            sentences=(sentence,),
            score=6.0,
            clue=question.casefold(),
            claim=Claim.DEFINITION,
            level=Level.UNDERSTAND,
            introduced=True,
        )
