"""What a source is about, in two or three words that can stand in a question: "queues"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.drafting.context import FUNCTIONS
from quizgen.drafting.english import word_set, words
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.model import FoundConcept
from quizgen.drafting.titles import (
    DISCIPLINE,
    bare_in,
    find_named_part,
    find_told,
    is_held,
    least_count,
    of_kind_in,
    title_of,
)
from quizgen.drafting.usage import SMALL, Usage
from quizgen.drafting.vocabulary import singular
from quizgen.schema import Source

# How much more often than in English a word must come, as a power of two.
LEAST_KEYNESS = 3.0
# Neither rarer (nobody would know it) nor more common (it would say nothing).
RAREST_KNOWN, COMMONEST = 2.3, 5.4
NEAR, SOME, AHEAD = 0.6, 0.35, 1.4
# Letters, numbers, and what can be measured of anything.
NO_FIELDS = FUNCTIONS | word_set(
    "height width depth weight metre minute hour dollar euro page line figure example "
    "zero one two three four five six seven eight nine ten "
    "deaf blind poor rich young old sick dead dark cold light deep high low "
    "alpha beta gamma delta epsilon theta lambda mu pi rho sigma tau phi chi psi"
)


# Nothing by themselves: "epidemiological studies".
GENERIC = word_set("figure study model method form")


@dataclass(frozen=True, slots=True)
class Field:
    """What a source is about, as it stands after "in the context of"; "" where none is sure.

    `nouns` (in the singular) must stand near a sentence that is to be of the field; none where the
    whole source is. `given`: a person wrote it down. `spoken_by`: the text says whose words a guest
    speaks in, "air traffic controllers".
    """

    text: str = ""
    nouns: frozenset[str] = frozenset()
    given: bool = False
    spoken_by: bool = False

    @property
    def lead(self) -> str:
        """The words before a question: "In acoustics", "In the context of queues"."""
        if self.spoken_by:
            return f"In the language of {self.text}"
        return f"In {self.text}" if self.is_discipline else f"In the context of {self.text}"

    @property
    def is_discipline(self) -> bool:
        """Whether a subject is named, with which nothing can be taken for something else."""
        last = words(self.text)[-1:]
        named = bool(last and DISCIPLINE.fullmatch(last[0])) and " in " not in self.text
        return self.given or named

    @property
    def telling(self) -> frozenset[str]:
        """The words that say something, in the singular."""
        return frozenset(singular(word) for word in words(self.text) if word not in SMALL)


def find_field(
    source: Source,
    said: Usage,
    concepts: Sequence[FoundConcept],
    table: Frequencies | None,
) -> Field:
    """The field of a source, whose words are used as `said` has it.

    What the meta file says, else the title if the text speaks of it all along, else the noun of
    the title, or at last of the text, that sets the text apart from English at large. A noun of the
    text alone must stand out: a wrong field is worse than none.
    """
    if source.meta.subject:
        return Field(source.meta.subject, given=True)
    people = frozenset(word for p in source.meta.people for word in words(p.name))
    shown = title_of(source)
    for title in (_without_people(shown, source), source.meta.series):
        told, subject = find_told(title)
        if told:
            return Field(_as_subject(said.as_written(told)), given=subject)
    if named := find_named_part(shown, said, people):
        return Field(said.of_many(said.as_written(named)))
    if table is None:
        return Field()
    titled = {singular(word) for word in words(shown)} - people
    nouns = _nouns(concepts, said)
    rated = _rate(nouns, said, table)
    best = max(rated.values(), default=0.0)
    # "The fridge at the end of the road" is about vaccines: its noun must be near the best one.
    near = [noun for noun in rated if noun in titled and rated[noun] >= NEAR * best]
    if own := near and [noun for noun in rated if noun in titled and rated[noun] >= SOME * best]:
        return _of_title(own, shown, said, table)
    return _foremost(rated, said)


def _without_people(title: str, source: Source) -> str:
    """ "Talk on wills and probate", of "Daniel Achterberg on wills and probate"."""
    for person in source.meta.people:
        title = title.replace(person.name, "Talk")
    return title


def _of_title(own: Sequence[str], shown: str, said: Usage, table: Frequencies) -> Field:
    """The field that one of a title's own nouns makes.

    Of two it is the one that fewer texts are about: "perfume", not "smell".
    """
    best = min(own, key=lambda noun: (not is_held(noun, shown), _zipf(noun, table), noun))
    if best in GENERIC:
        return Field(of_kind_in(shown, best))
    bare = bare_in(shown, best)
    counted = bare == best and said.alone[best] > 0  # "battery"
    return Field(said.in_number(best) if counted else bare or said.in_number(best))


def _as_subject(told: str) -> str:
    """ "Earth Science" as it stands inside a sentence: "Earth science"."""
    first, space, last = told.rpartition(" ")
    return f"{first} {last.casefold()}" if space and DISCIPLINE.fullmatch(last.casefold()) else told


def _foremost(rated: dict[str, float], said: Usage) -> Field:
    """The noun that a text without a telling title is about, if one stands out."""
    best, *others = [*sorted(rated, key=lambda noun: (-rated[noun], noun)), "", ""][:2]
    if not best or (others[0] and rated[best] < AHEAD * rated[others[0]]):
        return Field()
    return Field(said.in_number(best), frozenset({best}))


def _nouns(concepts: Sequence[FoundConcept], said: Usage) -> frozenset[str]:
    """The single words that are concepts, or the heads of some, and are written small."""
    heads = {
        singular(variant.casefold().split()[-1])
        for concept in concepts
        if not concept.is_name
        for variant in (concept.name, *concept.variants)
    }
    return frozenset(head for head in heads if head.isalpha() and said.is_small(head)) - NO_FIELDS


def _rate(nouns: frozenset[str], said: Usage, table: Frequencies) -> dict[str, float]:
    """How much more the text speaks of each noun than English at large does."""
    rated = {
        noun: _keyness(noun, said, table)
        for noun in sorted(nouns)
        if said.stems[noun] >= least_count(said) and RAREST_KNOWN <= _zipf(noun, table) <= COMMONEST
    }
    return {noun: key for noun, key in rated.items() if key > 0}


def _zipf(stem: str, table: Frequencies) -> float:
    return max(table.zipf(stem), table.zipf(f"{stem}s"))


def _keyness(stem: str, said: Usage, table: Frequencies) -> float:
    """Log-likelihood of the count of a word against its share of English."""
    expected = 10 ** (_zipf(stem, table) - 9) * said.total
    ratio = said.stems[stem] / expected
    return said.stems[stem] * math.log(ratio) if math.log2(ratio) >= LEAST_KEYNESS else 0.0
