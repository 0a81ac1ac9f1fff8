"""Terms that a sentence introduces ("is called loess") and that no count of words has found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.drafting.english import NEGATION, is_verb, word_set, words
from quizgen.drafting.model import FoundConcept, Sentence
from quizgen.schema import Source, Span

# Only what is written small: whose name a capital begins, is another list's matter.
INTRODUCED = re.compile(
    r"\b(?:called|known as|termed|dubbed|referred to as|(?:is|are) named) (?:the |an? )?"
    r"[\u201c\"]?(?P<term>[a-z][\w'\u2019-]*(?: (?:of the |of |to )?[a-z][\w'\u2019-]*){0,3}?)"
    r"[\u201d\"]?(?=[.,;)]|,? (?:and|or|which|because|that|since)\b)"
)
EMPTY = word_set(
    "that this it them such what so by in on at to for from with as an the upon out off up into "
    "good bad great one ones something thing things way ways after home names name"
)
NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
SCORE = 0.01


def find_named(
    source: Source, sentences: Sequence[Sentence], concepts: Sequence[FoundConcept]
) -> Iterator[FoundConcept]:
    """The terms that are introduced by name and stand in no list of `concepts` yet."""
    taken = {variant.casefold() for c in concepts for variant in (c.name, *c.variants)}
    ids = {concept.id for concept in concepts}
    for sentence in sentences:
        for found in INTRODUCED.finditer(sentence.text):
            term = found["term"]
            id_ = NOT_IN_IDS.sub("-", term.casefold()).strip("-")
            if term.casefold() in taken or id_ in ids or not _is_term(sentence.text, found):
                continue
            if span := _locate(source, sentence.span, term):
                taken.add(term.casefold())
                ids.add(id_)
                yield FoundConcept(id_, term, (term,), SCORE, (span,), ("called",), sentence)


def _is_term(text: str, found: re.Match[str]) -> bool:
    said = words(found["term"])
    if not said or EMPTY & {said[0], said[-1]} or NEGATION.search(text[: found.end()]):
        return False
    return not (is_verb(said[0]) and len(said) > 1) and not said[-1].endswith("ly")


def _locate(source: Source, within: Span, term: str) -> Span | None:
    """Where a term stands in the source's own white space."""
    pattern = re.compile(r"\s+".join(map(re.escape, term.split())))
    found = pattern.search(source.text, within.start, within.end)
    return Span(*found.span()) if found else None
