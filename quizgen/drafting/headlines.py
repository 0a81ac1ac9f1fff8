"""What a card says before its sentence, so that it is understood among cards on other subjects.

A term of everyday words means many things: "In the context of queues, what is pooling?"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizgen.decks.cloze import reveal
from quizgen.drafting.answers import ASKED
from quizgen.drafting.context import Known, has_unknown
from quizgen.drafting.english import JOINTS, PREPOSITIONS, STANCE, words
from quizgen.drafting.fields import SMALL, Field, Said, find_field
from quizgen.drafting.frequencies import RAREST, Frequencies
from quizgen.drafting.model import FoundConcept, Sentence
from quizgen.drafting.opinions import is_opinion
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.vocabulary import singular
from quizgen.schema import Answerable, Choice, Claim, Cloze, Source

# Before this no field can stand: the sentence begins with one of its own.
PLACED = (PREPOSITIONS | JOINTS | {"when", "where", "if"}) - {"that"}
ATTRIBUTED = re.compile(r"^According to (?P<who>[^?]+?), (?=what|how|when|which)")
YOU = re.compile(r"\b(?:you|your|we|us|our|I|me|my)\b", re.I)
# A word as rare as this has one sense, and says what the card is about.
TELLS = 3.0
AROUND = 8


@dataclass(frozen=True, slots=True)
class Headline:
    """The field of a source, and where its cards need it.

    `numbers` are those of the sentences near which it is spoken of.
    """

    field: Field
    said: Said
    numbers: frozenset[int]
    table: Frequencies | None

    def lead(self, proposal: Proposal) -> Answerable | Cloze | Choice:
        """The content of a card, after the field where it needs one and can bear it."""
        content = proposal.content
        match content:
            case Answerable():
                return replace(content, question=self._ask(proposal, content))
            case Cloze():
                return Cloze(self._tell(proposal, content.text))
            case Choice():
                return content

    def _ask(self, proposal: Proposal, content: Answerable) -> str:
        question = content.question
        found = ATTRIBUTED.match(question)
        bare = question[found.end() :] if found else question
        if found and is_plain(proposal, bare, content.answer):
            question, found = bare[:1].upper() + bare[1:], None
        if not self._is_wanted(proposal, bare, proposal.concept.name):
            return question
        asked = f"{self.field.lead}, {bare[:1].lower()}{bare[1:]}"
        return f"{asked[:-1]}, according to {found['who']}?" if found else asked

    def _tell(self, proposal: Proposal, text: str) -> str:
        shown = reveal(text)
        if not self._is_wanted(proposal, shown, ""):
            return text
        first = re.match(r"(?:\{\{c1::)?([^\W\d_]+)", text)
        if not first or not (first[1].casefold() in SMALL or self.said.is_small(first[1])):
            return text
        at = first.start(1)
        return f"{self.field.lead}, {text[:at]}{text[at].lower()}{text[at + 1 :]}"

    def _is_wanted(self, proposal: Proposal, shown: str, term: str) -> bool:
        """Whether a card needs the field: it has neither a word of it nor one that tells enough."""
        own = words(term or shown)
        if not self.field.text or not own or words(shown)[0] in PLACED:
            return False
        said = words(shown.replace("-", " "))
        stems = {word[:5] for word in map(singular, said)}
        if {word[:5] for word in self.field.telling} <= stems:
            return False
        # "The pores are the stomata": of what?
        titled = bool(term) and not self.field.nouns
        needed = titled or has_unknown(shown, Known(frozenset(), self.table), loosely=True)
        if not needed and min(map(self._zipf, own)) < TELLS:
            return False
        return not self.field.nouns or proposal.sentences[0].number in self.numbers

    def _zipf(self, word: str) -> float:
        if self.table is None:
            return RAREST
        return max(self.table.zipf(word), self.table.zipf(singular(word)))


def is_plain(proposal: Proposal, bare: str, answer: str) -> bool:
    """Whether who said it is of no matter: a definition in words that nobody would dispute."""
    if proposal.form not in ("definition", "explain") or proposal.claim is Claim.OPINION:
        return False
    if not ASKED.match(bare):
        return False
    return not (YOU.search(answer) or STANCE.search(answer) or is_opinion(answer))


def make_headline(
    source: Source,
    sentences: Sequence[Sentence],
    concepts: Sequence[FoundConcept],
    table: Frequencies | None,
) -> Headline:
    """What the cards of a source may say before their sentences."""
    field = find_field(source, sentences, concepts, table)
    named = [s.number for s in sentences if field.nouns & set(map(singular, words(s.text)))]
    near = {at for number in named for at in range(number - AROUND, number + AROUND + 1)}
    return Headline(field, Said(sentences), frozenset(near), table)
