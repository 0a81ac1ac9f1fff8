"""Notes -> proven notes: is every quote in its source, and said by whom the note says?

This is the gate of the first two contracts. Rules of `rules_proof.py` say what is wrong; here it
is only decided, and no setting can change it, what may be published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.schema import Deck, Evidence, Note, Passage, Proven, Source, Status, Topic
from quizgen.sources.evidence import Miss, Quotable

# A rejected or retired note is not published from its text: its quotes may have gone.
PROVED = (Status.APPROVED, Status.DRAFT)


@dataclass(frozen=True, slots=True)
class NoSource:
    """A quote whose source is not known: `named` is what the note says, None for nothing."""

    named: str | None


Located = Passage | Miss | NoSource


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of proving a deck: where each quote was found, by note id, and what is proven."""

    located: Mapping[str, tuple[Located, ...]]
    proven: tuple[Proven, ...]


def prove(deck: Deck, sources: Mapping[str, Source]) -> Proof:
    """Prove every approved note and draft of a deck against its sources (by stem)."""
    quotables = {stem: Quotable(source) for stem, source in sources.items()}
    located: dict[str, tuple[Located, ...]] = {}
    proven: list[Proven] = []
    for topic in deck.topics:
        for note in topic.notes:
            if note.status in PROVED:
                found = tuple(_locate(quote, deck, quotables) for quote in note.evidence)
                located[note.id] = found
                if proved := _prove(note, topic, found):
                    proven.append(proved)
    return Proof(located, tuple(proven))


def _prove(note: Note, topic: Topic, located: tuple[Located, ...]) -> Proven | None:
    passages = tuple(found for found in located if isinstance(found, Passage))
    if not passages or len(passages) < len(located) or mistaken_speaker(note, passages):
        return None
    return Proven(note, topic.name, passages)


def mistaken_speaker(note: Note, passages: tuple[Passage, ...]) -> str:
    """Who says the quotes, when the note says somebody else does; otherwise nothing."""
    heard = {passage.speaker for passage in passages}
    if not note.speaker or not passages or None in heard or note.speaker in heard:
        return ""
    return " and ".join(sorted(name for name in heard if name))


def _locate(evidence: Evidence, deck: Deck, quotables: Mapping[str, Quotable]) -> Located:
    stem = evidence.source or (deck.sources[0] if len(deck.sources) == 1 else None)
    if stem is None or stem not in quotables:
        return NoSource(stem)
    return quotables[stem].locate(evidence)
