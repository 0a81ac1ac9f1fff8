"""Notes -> proven notes and findings: is every quote in its source, and said by whom the note says?

This is the gate of the first two contracts: nothing is published that did not pass here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizgen.schema import (
    Deck,
    Evidence,
    Finding,
    Note,
    Passage,
    Proven,
    Severity,
    Source,
    Status,
    Topic,
)
from quizgen.sources.evidence import Miss, Quotable

# A rejected or retired note is not published from its text: its quotes may have gone.
PROVED = (Status.APPROVED, Status.DRAFT)


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of proving a deck: the notes that passed, and what is wrong with the others."""

    proven: tuple[Proven, ...]
    findings: tuple[Finding, ...]

    def with_status(self, *wanted: Status) -> tuple[Proven, ...]:
        """The proven notes of some statuses, in document order."""
        return tuple(proven for proven in self.proven if proven.note.status in wanted)


def prove(deck: Deck, sources: Mapping[str, Source]) -> Proof:
    """Prove every approved note and draft of a deck against its sources (by stem)."""
    quotables = {stem: Quotable(source) for stem, source in sources.items()}
    proven: list[Proven] = []
    findings: list[Finding] = []
    for topic in deck.topics:
        for note in topic.notes:
            if note.status in PROVED:
                result = _prove_note(note, topic, deck, quotables)
                (proven.append(result) if isinstance(result, Proven) else findings.extend(result))
    return Proof(tuple(proven), tuple(findings))


def _prove_note(
    note: Note, topic: Topic, deck: Deck, quotables: Mapping[str, Quotable]
) -> Proven | list[Finding]:
    passages: list[Passage] = []
    findings: list[Finding] = []
    for evidence in note.evidence:
        found = _locate(evidence, deck, quotables)
        if isinstance(found, Passage):
            passages.append(found)
        else:
            rule, message = found
            findings.append(_error(note, rule, message, evidence.line))
    findings.extend(_speaker_findings(note, passages))
    return findings or Proven(note, topic.name, tuple(passages))


def _locate(
    evidence: Evidence, deck: Deck, quotables: Mapping[str, Quotable]
) -> Passage | tuple[str, str]:
    stem = evidence.source or (deck.sources[0] if len(deck.sources) == 1 else None)
    if stem is None:
        listed = " or ".join(deck.sources)
        return "source-not-named", f"the deck has several sources; add `source: {listed}`"
    if stem not in quotables:
        listed = ", ".join(deck.sources)
        return "source-unknown", f"{stem!r} is no source of this deck; deck.yaml names {listed}"
    found = quotables[stem].locate(evidence)
    if isinstance(found, Miss):
        return f"quote-{found.reason}", found.message
    return found


def _speaker_findings(note: Note, passages: list[Passage]) -> Iterator[Finding]:
    heard = {passage.speaker for passage in passages}
    if note.speaker and passages and None not in heard and note.speaker not in heard:
        who = " and ".join(sorted(name for name in heard if name))
        said = f"the note says {note.speaker}, but {who} says the quote; mend speaker or evidence"
        yield _error(note, "speaker-mismatch", said, note.line)


def _error(note: Note, rule: str, message: str, line: int) -> Finding:
    return Finding(note.path, line or note.line, Severity.ERROR, rule, message, note.id)
