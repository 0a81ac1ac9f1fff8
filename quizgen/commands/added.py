"""What drafting did to a deck, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from quizgen.drafting.writing import Added
from quizgen.schema import Note, Status

MOST_TOLD = 5


def describe_added(added: Added) -> Iterator[str]:
    """What came into the deck, and what became of notes that were there."""
    merged, regrown = added.merged, added.regrown
    if merged.added:
        yield f"  new: {len(merged.added)} ({kinds(note for _, note in merged.added)})"
    if merged.known:
        yield f"  in the deck already: {statuses(merged.known)}"
    for said, ids in (
        ("improved, for nobody had changed them", regrown.improved),
        ("changes proposed, see `quizgen diff`", regrown.proposed),
        ("no longer in the source, see `quizgen diff`", regrown.unsupported),
        ("published once and deleted since, not made again", merged.retired),
        ("about concepts that concepts.yaml skips, left out", [n.id for n in added.skipped]),
        ("without proof in the source, left out", [n.id for n in merged.unproved]),
    ):
        if ids:
            yield f"  {said}: {_some(ids)}"


def kinds(notes: Iterable[Note]) -> str:
    """`30 basic, 4 cloze`."""
    counts = Counter(note.kind.value for note in notes)
    return ", ".join(f"{count} {kind}" for kind, count in counts.most_common())


def statuses(notes: Iterable[Note]) -> str:
    """`3 still drafts, 20 approved`."""
    counts = Counter(note.status for note in notes)
    said = {Status.DRAFT: "still drafts"}
    return ", ".join(f"{counts[s]} {said.get(s, s.value)}" for s in Status if counts[s])


def count(number: int, what: str) -> str:
    """`1 draft`, `2 drafts`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - MOST_TOLD} more" if len(ids) > MOST_TOLD else ""
    return f"{len(ids)} ({', '.join(ids[:MOST_TOLD])}{more})"
