"""Sentences that tell what happened -> clozes on a name in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.drafting.amounts import mark
from quizgen.drafting.capitals import Capital, find_capitals, is_demonym, is_whole_name
from quizgen.drafting.clozes import told_in
from quizgen.drafting.english import words
from quizgen.drafting.fitness import names_its_subject, stands_alone
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.mentions import Mention, Mentions
from quizgen.drafting.model import FoundConcept, Genre, Sentence
from quizgen.drafting.proposal import Proposal
from quizgen.schema import Cloze

# A name in more sentences than that is guessed by everybody who knows the text.
FEWEST_COMMON, COMMON_SHARE = 6, 0.06
COMMON_NOUN = 4.0
STEM = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """Finds the names of a source's sentences that may be asked for.

    `proper` are words that the source writes with a capital, `common` names that it is full of,
    `foremost` is the concept that it is about.
    """

    mentions: Mentions
    proper: frozenset[str]
    common: frozenset[str]
    foremost: FoundConcept | None
    genre: Genre
    table: Frequencies | None

    def find(self, sentence: Sentence) -> Iterator[Proposal]:
        """Clozes on the names of a sentence, and of the first statement that it is joined of."""
        spoken = self.genre is not Genre.PROSE
        for text in told_in(sentence, spoken=spoken):
            found = self.mentions.find(text)
            if not names_its_subject(text, found, self.table):
                continue
            if stands_alone(text, found, spoken=spoken):
                yield from self._propose(sentence, text, found)

    def _propose(
        self, sentence: Sentence, text: str, found: Sequence[Mention]
    ) -> Iterator[Proposal]:
        names = find_capitals(text, self.proper)
        for name in names:
            concept = self._concept_of(name, found)
            if concept is None or not self._may_be_asked(text, name):
                continue
            yield Proposal(
                form="name",
                base=concept.id,
                concept=concept,
                content=Cloze(mark(text, name.start, name.end)),
                sentences=(sentence,),
                score=_score(text, name, len(names)),
                clue=f"{text[: name.start]}____{text[name.end :]}".casefold(),
            )

    def _may_be_asked(self, text: str, name: Capital) -> bool:
        if name.said.casefold() in self.common or is_demonym(name.said):
            return False
        return is_whole_name(text, name) and not self._is_thing(text, name)

    def _is_thing(self, text: str, name: Capital) -> bool:
        """Whether "the Priest", "the University" is a common noun that somebody wrote so."""
        if self.table is None or " " in name.said:
            return False
        common = self.table.zipf(name.said.casefold()) > COMMON_NOUN
        return common and text[: name.start].casefold().endswith("the ")

    def _concept_of(self, name: Capital, found: Sequence[Mention]) -> FoundConcept | None:
        """What a card is about: the best concept that stays visible, else the foremost of all."""
        own = _stems(name.said)
        seen = [m for m in found if not own & _stems(m.concept.name)]
        best = max(seen, key=lambda m: (m.weight, -m.start), default=None)
        if best:
            return best.concept
        tells = self.foremost is not None and not own & _stems(self.foremost.name)
        return self.foremost if tells else None


def make_facts(
    sentences: Sequence[Sentence],
    concepts: Sequence[FoundConcept],
    mentions: Mentions,
    proper: frozenset[str],
    genre: Genre,
    table: Frequencies | None,
) -> Facts:
    """The finder of a source's names."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update({name.said.casefold() for name in find_capitals(sentence.text, proper)})
    most = max(FEWEST_COMMON, len(sentences) * COMMON_SHARE)
    common = frozenset(said for said, count in counts.items() if count > most)
    return Facts(mentions, proper, common, concepts[0] if concepts else None, genre, table)


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in words(text)}


def _score(text: str, name: Capital, names: int) -> float:
    length = abs(len(words(text)) - 15) / 18
    return 1.6 + 0.4 * (" " in name.said) + 0.3 * (name.start == 0) + 0.2 * min(names, 4) - length
