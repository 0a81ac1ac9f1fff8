"""What a run will ask, before it is known: the requests at hand, and stand-ins for later ones.

A later stage asks about what an earlier one finds, so its requests are only estimated: by the
figures of runs that we made (docs/drafting.md), as requests of the size that they had there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from quizgen.drafting.llm.request import CHARACTERS_A_TOKEN, Request, Stage

CONCEPTS_A_SEGMENT = 7.5  # of the final list
REDRAFTED = 0.3  # of the concepts, those of which some draft is asked for again
# Tokens of system, task and window; the longest reply.
SIZES = {
    Stage.CONSOLIDATION: (9_000, 16_000),
    Stage.NOTES: (5_000, 8_000),
    Stage.REDRAFT: (5_600, 8_000),
    Stage.CLOSED_BOOK: (1_300, 4_000),
    Stage.OPEN_BOOK: (5_600, 6_000),
    Stage.READING: (2_200, 3_000),
}


def forecast(missing: Sequence[Request]) -> list[Request]:
    """The requests that are missing now, and stand-ins for those that will follow them."""
    counts = Counter(request.stage for request in missing)
    return [*missing, *_later(counts)]


def _later(counts: Counter[Stage]) -> Iterator[Request]:
    concepts = float(counts[Stage.NOTES])
    if segments := counts[Stage.CONCEPTS]:
        yield _stand_in(Stage.CONSOLIDATION)
        concepts += segments * CONCEPTS_A_SEGMENT
        yield from [_stand_in(Stage.NOTES)] * round(segments * CONCEPTS_A_SEGMENT)
    yield from [_stand_in(Stage.REDRAFT)] * round(concepts * REDRAFTED)
    checked = round(concepts) + counts[Stage.REDRAFT]
    for stage in (Stage.CLOSED_BOOK, Stage.OPEN_BOOK, Stage.READING):
        yield from [_stand_in(stage)] * checked
        checked += counts[stage]


def _stand_in(stage: Stage) -> Request:
    tokens, most = SIZES[stage]
    text = "x" * int(tokens * CHARACTERS_A_TOKEN)
    return Request(stage, "", "", text, "", "", most_tokens=most)
