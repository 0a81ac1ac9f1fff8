"""Which findings a deck has: proof, what Anki would refuse, and what a build would do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from quizgen.checks.proof import Proof, prove
from quizgen.decks.cloze import blank, deletions
from quizgen.decks.ledger import Ledger, State
from quizgen.schema import (
    Answerable,
    Choice,
    Cloze,
    Deck,
    Finding,
    Kind,
    Note,
    Severity,
    Source,
    Status,
)

# Shorter words ("the", "two") tell nothing.
WORD = re.compile(r"\w{4,}")


def run_checks(
    deck: Deck, sources: Mapping[str, Source], ledger: Ledger
) -> tuple[Proof, tuple[Finding, ...]]:
    """The proof of a deck, and every finding in the order of file and line."""
    proof = prove(deck, sources)
    findings = [
        *proof.findings,
        *_same_questions(deck),
        *_unknown_concepts(deck),
        *_telling_ids(deck),
        *_changed_kinds(deck, ledger),
    ]
    return proof, tuple(sorted(findings, key=lambda f: (f.path, f.line, f.rule, f.message)))


def _same_questions(deck: Deck) -> Iterator[Finding]:
    """Anki marks notes of one type as duplicates when their first fields are equal."""
    first: dict[tuple[Kind, str], Note] = {}
    for note in deck.notes:
        if note.status in (Status.APPROVED, Status.DRAFT):
            asked = " ".join(note.question.split()).casefold()
            other = first.setdefault((note.kind, asked), note)
            if other is not note:
                message = f"asks the same as {other.id} (line {other.line}); reword or retire one"
                yield _finding(note, Severity.ERROR, "same-question", message)


def _unknown_concepts(deck: Deck) -> Iterator[Finding]:
    known = {concept.id for concept in deck.concepts}
    for note in deck.notes:
        if known and note.concept and note.concept not in known:
            message = f"concept {note.concept!r} is not in concepts.yaml; add it there"
            yield _finding(note, Severity.WARNING, "concept-unknown", message)


def _telling_ids(deck: Deck) -> Iterator[Finding]:
    """The id stands in grey beside its question on paper: it must not be the answer."""
    for note in deck.notes:
        told, asked = set(note.id.split("-")), blank(note.question, " ").casefold()
        for answer in _answers(note):
            telling = set(WORD.findall(answer.casefold())) - set(WORD.findall(asked))
            if telling and telling <= told:
                message = "the id says the answer, and paper quizzes print it; choose another id"
                yield _finding(note, Severity.WARNING, "answer-in-id", message)


def _answers(note: Note) -> tuple[str, ...]:
    match note.content:
        case Answerable(answer=answer):
            return (answer,)
        case Cloze(text=text):
            return tuple(deletion.text for deletion in deletions(text))
        case Choice() as choice:
            return tuple(option.text for option in choice.keys)


def _changed_kinds(deck: Deck, ledger: Ledger) -> Iterator[Finding]:
    published = {entry.id: entry for entry in ledger.entries if entry.state is State.LIVE}
    for note in deck.notes:
        before = published.get(note.id)
        if before and before.kind is not note.kind and note.status is Status.APPROVED:
            message = (
                f"was published as {before.kind} and is now {note.kind}: the next build makes a "
                "new card and retires the old one, whose reviews stay with it"
            )
            yield _finding(note, Severity.WARNING, "kind-changed", message)


def _finding(note: Note, severity: Severity, rule: str, message: str) -> Finding:
    return Finding(note.path, note.line, severity, rule, message, note.id)
