"""The nouns of quizgen, as frozen dataclasses. Read this first.

A type per stage, in the order in which things are made: file -> `Source` of `Turn`s ->
`Note`s with `Evidence` in a `Deck` -> `Passage`s (evidence that was found) and `Finding`s ->
files. Records know nothing of files, formats, Anki or HTML.

Units: positions are characters (code points) in `Source.text`; lines count from 1 in the
source file as it is on disk; times are seconds from the start, as floats.
"""

from quizgen.schema.decks import (
    OWN_URL,
    Concept,
    ConceptSpan,
    Deck,
    Finding,
    Severity,
    Subdecks,
    Topic,
)
from quizgen.schema.evidence import Evidence, Locator, Passage
from quizgen.schema.notes import (
    Answerable,
    Choice,
    Claim,
    Cloze,
    Content,
    Ignore,
    Kind,
    Level,
    Note,
    Option,
    Proven,
    Status,
)
from quizgen.schema.quizzes import Blueprint, Demand, Facet, Paper, Place
from quizgen.schema.source import (
    Correction,
    Lines,
    Mark,
    Person,
    Role,
    Source,
    SourceMeta,
    Span,
    Turn,
    TurnOverride,
)

__all__ = [
    "OWN_URL",
    "Answerable",
    "Blueprint",
    "Choice",
    "Claim",
    "Cloze",
    "Concept",
    "ConceptSpan",
    "Content",
    "Correction",
    "Deck",
    "Demand",
    "Evidence",
    "Facet",
    "Finding",
    "Ignore",
    "Kind",
    "Level",
    "Lines",
    "Locator",
    "Mark",
    "Note",
    "Option",
    "Paper",
    "Passage",
    "Person",
    "Place",
    "Proven",
    "Role",
    "Severity",
    "Source",
    "SourceMeta",
    "Span",
    "Status",
    "Subdecks",
    "Topic",
    "Turn",
    "TurnOverride",
]
