"""Concepts that a model listed come into a deck's concepts.yaml; what a person wrote stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from quizgen.decks.folder import CONCEPTS_FILE
from quizgen.decks.growth import add_spans
from quizgen.drafting.conceptlist import fold_name
from quizgen.drafting.llm.find_concepts import FoundList
from quizgen.drafting.writing import DeckTexts, add_concepts_to
from quizgen.schema import Concept, Note, Source


def add_to_list(
    texts: DeckTexts, source: Source, found: FoundList
) -> tuple[DeckTexts, tuple[Concept, ...], dict[str, str]]:
    """The deck's list with what was found, what is new in it, and the deck's ids of the rest.

    A concept that the list has already, by one of its names, keeps its entry; where the source
    explains it is added. What was left out on purpose is listed with `skip:` and the reason.
    """
    existing = texts.parse().concepts
    names = _names(existing)
    ids = {concept.id for concept in existing}
    same: dict[str, str] = {}
    new: list[Concept] = []
    for concept in (*found.concepts, *found.left_out):
        known = next((names[n] for n in _folded(concept) if n in names), None)
        if known is not None:
            same[concept.id] = known
            continue
        if concept.id in ids:
            same[concept.id] = _free_id(concept.id, source.stem, ids)
        ids.add(same.get(concept.id, concept.id))
        new.append(replace(concept, id=same.get(concept.id, concept.id)))
    new = [_relate(concept, same, ids) for concept in new]
    grown = _add_spans(texts, existing, found.concepts, same)
    return add_concepts_to(grown, new), tuple(new), same


def rename_concepts(
    notes: Iterable[tuple[str, Note]], same: Mapping[str, str]
) -> tuple[tuple[str, Note], ...]:
    """Notes that name concepts by the deck's ids."""
    return tuple(
        (topic, replace(note, concept=same.get(note.concept or "", note.concept)))
        for topic, note in notes
    )


def _names(concepts: Iterable[Concept]) -> dict[str, str]:
    names: dict[str, str] = {}
    for concept in concepts:
        for name in _folded(concept):
            names.setdefault(name, concept.id)
    return names


def _folded(concept: Concept) -> list[str]:
    return [fold_name(name) for name in (concept.name, *concept.aliases)]


def _free_id(id_: str, stem: str, taken: Iterable[str]) -> str:
    used = set(taken)
    number, free = 2, f"{id_}-{stem}"
    while free in used:
        number, free = number + 1, f"{id_}-{stem}-{number}"
    return free


def _relate(concept: Concept, same: Mapping[str, str], ids: Iterable[str]) -> Concept:
    """A concept whose relations are ids that the list has."""
    known = set(ids)
    related = (same.get(id_, id_) for id_ in concept.related)
    return replace(concept, related=tuple(id_ for id_ in related if id_ in known))


def _add_spans(
    texts: DeckTexts, existing: Sequence[Concept], found: Iterable[Concept], same: Mapping[str, str]
) -> DeckTexts:
    """The list in which concepts that were there also say where this source explains them."""
    path = texts.folder / CONCEPTS_FILE
    by_id = {concept.id: concept for concept in existing}
    for concept in found:
        old = by_id.get(same.get(concept.id, ""))
        if old is None or old.skip:
            continue
        more = [span for span in concept.spans if span not in old.spans]
        stems = {span.source for span in old.spans}
        if more and not {span.source for span in more} & stems:
            texts = texts.with_file(path, add_spans(texts.files[path], old.id, more))
    return texts
