"""All stages of one source as one run: concepts, if the deck has none of it yet, then notes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quizgen.drafting.llm.desk import Asking
from quizgen.drafting.llm.find_concepts import FoundList, find_concepts_with_model
from quizgen.drafting.llm.notes_run import NotesRun, draft_notes_with_model
from quizgen.drafting.llm.steering import Steering
from quizgen.drafting.merge import is_settled
from quizgen.rendering import Templates
from quizgen.schema import Deck, Source


@dataclass(frozen=True, slots=True)
class SourceRun:
    """What came of a source.

    `found` is None where the deck had concepts of the source already, `notes` where none were
    asked for yet: only concepts are wanted, or some of them are still to be answered.
    """

    source: Source
    found: FoundList | None
    notes: NotesRun | None

    @property
    def pending(self) -> int:
        """How many segments or concepts wait for an answer."""
        of_notes = len(self.notes.pending) if self.notes else 0
        return of_notes + (self.found.pending if self.found else 0)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a run: how it is steered, and how far it goes.

    `concepts_only` lists concepts, also where the deck has a list, and stops there; `missing_only`
    writes notes only on concepts that have none but settled ones, `more` others beside those that
    are there.
    """

    steering: Steering
    concepts_only: bool = False
    missing_only: bool = False
    more: bool = False

    @property
    def adds(self) -> bool:
        """Whether the run joins the ones before it, instead of taking their place."""
        return self.missing_only or self.more


def run_source(source: Source, deck: Deck, templates: Templates, wish: Wish) -> Asking[SourceRun]:
    """The stages of a source for a deck, which may have concepts and notes of it.

    Raises:
        QuizgenError: a concept that is wished for is nowhere in the source.
    """
    listed = [c for c in deck.concepts if any(span.source == source.stem for span in c.spans)]
    found: FoundList | None = None
    if wish.concepts_only or not listed:
        found = yield from find_concepts_with_model(source, templates, wish.steering)
        if found.pending:
            return SourceRun(source, found, None)
        listed = list(found.concepts)
    if wish.concepts_only:
        return SourceRun(source, found, None)
    if wish.missing_only:
        covered = {note.concept for note in deck.notes if not is_settled(note)}
        listed = [concept for concept in listed if concept.id not in covered]
    # What was to be in the list, and is not, is told by the stage before; here it would be lost.
    steering = replace(wish.steering, add=()) if found else wish.steering
    standing = deck.notes if wish.adds else ()
    notes = yield from draft_notes_with_model(source, listed, templates, steering, standing)
    return SourceRun(source, found, notes)
