"""A source -> everything that the makers of cards propose of its sentences; the gates choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.drafting.bases import find_bases
from quizgen.drafting.choices import find_choices
from quizgen.drafting.clozes import find_clozes
from quizgen.drafting.deeds import find_deeds
from quizgen.drafting.definitions import find_definitions
from quizgen.drafting.examples import find_examples
from quizgen.drafting.explains import find_explanations
from quizgen.drafting.frequencies import Frequencies, read_frequencies
from quizgen.drafting.glossary import find_entries
from quizgen.drafting.mentions import Mentions
from quizgen.drafting.model import FoundConcept, Genre, Sentence
from quizgen.drafting.named import find_bold
from quizgen.drafting.passages import Passages
from quizgen.drafting.proposal import Proposal, Voice, voice_of
from quizgen.drafting.sentences import find_back_matter
from quizgen.schema import Source


def propose(
    source: Source,
    sentences: Sequence[Sentence],
    concepts: Sequence[FoundConcept],
    genre: Genre,
    proper: frozenset[str],
) -> Iterator[Proposal]:
    """Definitions, clozes, explanations, and choices between what is defined.

    `proper` are the words that the source writes with a capital.
    """
    mentions, table = Mentions(concepts, proper), read_frequencies(source.meta.language)
    examples = find_examples(sentences) if genre is not Genre.CONVERSATION else frozenset()
    makers = Makers(sentences, mentions, genre, table, examples)
    beside = find_back_matter(source)
    introduced = find_introduced(source, sentences, mentions)
    defined: dict[str, Proposal] = {}
    second: list[Proposal] = []
    yield from find_entries(sentences, mentions, genre)
    for at, sentence in enumerate(sentences):
        if sentence.section in beside or sentence.number in examples:
            continue
        voice = voice_of(source, sentence)
        new = introduced.get(sentence.number, frozenset())
        says = tuple(find_definitions(sentence, mentions, genre, voice, new))
        for proposal in says:
            if defined.setdefault(proposal.concept.id, proposal) is not proposal:
                second.append(proposal)
            yield proposal
        if genre is Genre.CONVERSATION:
            yield from makers.said(at, voice)
        else:
            yield from makers.told(at, new, says, voice)
    yield from find_choices(second, defined)


def find_introduced(
    source: Source, sentences: Sequence[Sentence], mentions: Mentions
) -> Mapping[int, frozenset[str]]:
    """By number of sentence the ids of the concepts that stand there in bold, as whole terms."""
    found: dict[int, frozenset[str]] = {}
    for number, terms in find_bold(source, sentences).items():
        for said in terms:
            whole = [m for m in mentions.find(said) if (m.start, m.end) == (0, len(said))]
            found[number] = found.get(number, frozenset()) | {m.concept.id for m in whole}
    return found


@dataclass(frozen=True, slots=True)
class Makers:
    """What is asked of a sentence besides what it defines."""

    sentences: Sequence[Sentence]
    mentions: Mentions
    genre: Genre
    table: Frequencies | None
    examples: frozenset[int]

    def told(
        self, at: int, introduced: frozenset[str], says: Sequence[Proposal], voice: Voice
    ) -> Iterator[Proposal]:
        """What a term does, and what is named; `says` are the definitions of the sentence."""
        sentence = self.sentences[at]
        passages = Passages(self.sentences, self.mentions, self.genre, self.table)
        shown = passages.find(at, introduced, says)
        yield from (replace(made, speaker=voice.name) for made in shown)
        yield from find_deeds(sentence, self.mentions, self.genre, introduced)
        yield from find_bases(sentence, self.mentions, self.genre, introduced)
        yield from find_clozes(sentence, self.mentions, self.genre, self.table, introduced)

    def said(self, at: int, voice: Voice) -> Iterator[Proposal]:
        """What a guest explains, and what he gives a name to."""
        yield from find_explanations(self.sentences, at, self.mentions, voice)
        if voice.name and not voice.is_host:
            named = find_clozes(self.sentences[at], self.mentions, self.genre, self.table)
            yield from (replace(made, speaker=voice.name) for made in named)
