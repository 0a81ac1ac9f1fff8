"""What of a deck's sources is accounted for, and what a person could do about the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.checks.coverage import Gap, SourceCoverage, State, account, approved
from quizgen.pipeline.building import Checked
from quizgen.schema import Concept, Deck, Lines, Source
from quizgen.text import words

MOST_FOUND = 3  # concepts proposed for a gap
MOST_PLACES = 3  # places proposed for a skipped concept
SHORTEST_WORD = 4  # letters; shorter ones say nothing of where a concept is
STEM = 6  # letters by which forms of a word are known
LINES_SAID = re.compile(r"\blines? (\d+)(?:\s*(?:-|\u2013|to)\s*(\d+))?")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What stands in a gap: concepts that are listed without an approved note, and others.

    `found` are names that a program finds often there, and that are not in concepts.yaml.
    """

    gap: Gap
    listed: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A concept with a `skip` reason and no spans, so that it accounts for nothing yet.

    `places` are lines of the source that may be meant, the likeliest first.
    """

    concept: str
    source: str
    places: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """The coverage of a deck's sources, with proposals for each gap, source by source."""

    deck: Deck
    sources: tuple[SourceCoverage, ...]
    proposals: tuple[Proposal, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def complete(self) -> bool:
        """Whether every segment is accounted for."""
        return not any(one.count(State.UNACCOUNTED) for one in self.sources)


def cover(checked: Checked) -> Covered:
    """Account for the sources of a deck, and propose what to do about what is left."""
    deck = checked.deck
    covered = account(deck, checked.sources, approved(checked.proof.proven))
    proposals = [
        proposal
        for one in covered
        for proposal in propose(deck, checked.sources[one.source], one.gaps)
    ]
    unplaced = [
        guess_place(concept, checked.sources, covered)
        for concept in deck.concepts
        if concept.skip is not None and not concept.spans
    ]
    return Covered(deck, covered, tuple(proposals), tuple(unplaced))


def propose(deck: Deck, source: Source, gaps: Sequence[Gap]) -> Iterator[Proposal]:
    """For each gap the concepts that are listed there, and those that a program finds."""
    names = {concept.id: concept.name for concept in deck.concepts}
    known = {n.casefold() for c in deck.concepts for n in (c.name, *c.aliases)}
    found = _find(source, known) if gaps else ()
    for gap in gaps:
        counted = ((_count(places, gap), len(places), name) for name, places in found)
        # Often here, and more here than elsewhere: that is what this stretch is about.
        rated = [(here * here / everywhere, name) for here, everywhere, name in counted if here > 1]
        own = [pair for pair in rated if pair[0] >= 1]
        best = sorted(own, key=lambda pair: (-pair[0], pair[1]))[:MOST_FOUND]
        listed = tuple(names[id_] for id_ in gap.waiting)
        yield Proposal(gap, listed, tuple(name for _, name in best))


def _find(source: Source, known: set[str]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    from quizgen.drafting.concepts import find_concepts
    from quizgen.drafting.sentences import split_sentences

    found = find_concepts(source, split_sentences(source), most=1000)
    return tuple(
        (one.name, tuple(span.start for span in one.mentions))
        for one in found
        if not one.is_name and not known & {n.casefold() for n in (one.name, *one.variants)}
    )


def _count(places: Sequence[int], gap: Gap) -> int:
    return sum(gap.span.start <= place < gap.span.end for place in places)


def guess_place(
    concept: Concept, sources: Mapping[str, Source], covered: Sequence[SourceCoverage]
) -> Unplaced:
    """Where a skipped concept may be: lines that its reason names, else gaps that use its words."""
    said = [
        Lines(int(first), int(last or first))
        for first, last in LINES_SAID.findall(concept.skip or "")
    ]
    if said:
        return Unplaced(concept.id, covered[0].source, tuple(said[:MOST_PLACES]))
    stems = {word[:STEM].casefold() for word in words(concept.name) if len(word) >= SHORTEST_WORD}
    gaps = [gap for one in covered for gap in one.gaps]
    rated = [(_uses(stems, sources[gap.source], gap), gap) for gap in gaps]
    likely = [pair for pair in rated if pair[0] > 0]
    best = sorted(likely, key=lambda pair: -pair[0])[:MOST_PLACES]
    source = best[0][1].source if best else covered[0].source
    return Unplaced(concept.id, source, tuple(gap.lines for _, gap in best if gap.source == source))


def _uses(stems: set[str], source: Source, gap: Gap) -> float:
    """How densely a gap uses the rarest of some words; 0 unless it uses each, one alone twice."""
    text = source.text[gap.span.start : gap.span.end].casefold()
    counts = [len(re.findall(rf"\b{re.escape(stem)}", text)) for stem in stems]
    least = min(counts, default=0)
    return 0.0 if least + len(stems) < 3 or not least else least / gap.words
