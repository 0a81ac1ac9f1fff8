"""Proposals of the core with a parser's veto, and definitions that only a parser finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quizgen.decks.cloze import reveal
from quizgen.drafting.examples import find_examples
from quizgen.drafting.gate import LEAST
from quizgen.drafting.mentions import Mentions, find_proper
from quizgen.drafting.model import FoundConcept, Genre, Sentence
from quizgen.drafting.parsed_definitions import find_parsed_definitions, may_define
from quizgen.drafting.parsed_vetoes import fault_of_cloze, fault_of_definition
from quizgen.drafting.parsing import Parser, is_readable
from quizgen.drafting.proposal import Proposal, voice_of
from quizgen.drafting.wording import declutter, without_connective, without_lead
from quizgen.schema import Answerable, Cloze, Source

# What shows a passage as it was said is not judged: nothing is cut from it.
JUDGED = ("definition", "cloze", "name", "number")


def refine(
    proposals: Iterable[Proposal],
    source: Source,
    sentences: Sequence[Sentence],
    concepts: Sequence[FoundConcept],
    genre: Genre,
    parser: Parser,
) -> Iterator[Proposal]:
    """The proposals against which the parser has nothing, then its own.

    What the core asks of a concept in a sentence, and the gate may keep, is not asked again.
    """
    asked: set[tuple[str, int, str]] = set()
    for proposal in proposals:
        if proposal.form in JUDGED and find_fault(proposal, parser):
            continue
        # In talk a cloze is second to a definition of the same thing.
        second = genre is Genre.CONVERSATION and isinstance(proposal.content, Cloze)
        if proposal.score >= LEAST.get(genre, 0.0) and not second:
            asked.add(_key(proposal, "" if proposal.form in JUDGED else _answer(proposal)))
        yield proposal
    mentions = Mentions(concepts, find_proper(sentences))
    examples = find_examples(sentences) if genre is not Genre.CONVERSATION else frozenset()
    told = (sentence for sentence in sentences if sentence.number not in examples)
    for proposal in _define(source, told, mentions, genre, parser):
        if not asked & {_key(proposal, ""), _key(proposal, _answer(proposal))}:
            yield proposal


def _key(proposal: Proposal, answer: str) -> tuple[str, int, str]:
    return proposal.concept.id, proposal.sentences[0].number, answer


def _answer(proposal: Proposal) -> str:
    content = proposal.content
    return content.answer.casefold() if isinstance(content, Answerable) else ""


def _define(
    source: Source, sentences: Iterable[Sentence], mentions: Mentions, genre: Genre, parser: Parser
) -> Iterator[Proposal]:
    for sentence in sentences:
        text = declutter(sentence.text)
        if is_readable(text) and may_define(text, mentions.find(text)):
            voice, parse = voice_of(source, sentence), parser.parse(text)
            yield from find_parsed_definitions(sentence, text, parse, mentions, genre, voice)


def find_fault(proposal: Proposal, parser: Parser) -> str:
    """What a parse holds against a proposal, in a few words; "" for nothing."""
    content = proposal.content
    if isinstance(content, Cloze):
        text = reveal(content.text)
        return fault_of_cloze(parser.parse(text), content) if is_readable(text) else ""
    shown = without_connective(without_lead(declutter(proposal.sentences[0].text)))
    if not isinstance(content, Answerable) or not is_readable(shown):
        return ""
    names = (proposal.concept.name, *proposal.concept.variants)
    return fault_of_definition(parser.parse(shown), shown, content.answer, names)
