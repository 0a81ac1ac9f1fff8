"""What drafting hands from stage to stage: genre, sentences, concepts that were found, drafts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quizgen.schema import Note, Span, Turn


class Genre(StrEnum):
    """What kind of text a source is: decides kinds of cards and how strict the gates are."""

    PROSE = "written prose"
    LECTURE = "lecture"
    CONVERSATION = "conversation"
    CAPTIONS = "unpunctuated captions"
    TUTORIAL = "tutorial with code"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a source: its span there, its words with white space folded.

    `number` counts from 0 over the whole source, `block` the paragraphs or turns, `section` the
    headings before it (0 before the first).
    """

    number: int
    text: str
    span: Span
    turn: Turn | None
    block: int
    section: int


@dataclass(frozen=True, slots=True)
class FoundConcept:
    """A concept worth learning, with the reasons for its rank.

    `name` is as it is best shown, `variants` every form that was merged into it (as they stand in
    the source), `mentions` where they stand, in order; `definition` the sentence that explains it,
    if a cue shows one; `cues` say why it ranks: heading, bold, defined, acronym, repeated, ...
    """

    id: str
    name: str
    variants: tuple[str, ...]
    score: float
    mentions: tuple[Span, ...]
    cues: tuple[str, ...] = ()
    definition: Sentence | None = None
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Drafted:
    """What an engine made of a source: notes as drafts, by topic, best first within each.

    `genre` is None where the engine does not go by it. `leads` are how its questions say what
    they are about: "In astronomy".
    """

    engine: str
    genre: Genre | None
    concepts: tuple[FoundConcept, ...]
    notes: tuple[tuple[str, Note], ...]
    leads: tuple[str, ...] = ()
