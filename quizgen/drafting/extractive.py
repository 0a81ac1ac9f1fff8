"""The keyless engine: a source -> drafts in the source's own words, or none.

Makers propose, the gate chooses, evidence is located, and the project's own rules have the last
word: what they warn of is dropped, since nobody is there to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count

from quizgen.checks.proof import Proof
from quizgen.checks.run import find_in_deck, find_in_notes, view_of
from quizgen.decks.cloze import reveal
from quizgen.drafting.concepts import find_concepts
from quizgen.drafting.frequencies import read_frequencies
from quizgen.drafting.gate import choose
from quizgen.drafting.genre import recognise_genre
from quizgen.drafting.headlines import Headline, make_headline
from quizgen.drafting.makers import propose
from quizgen.drafting.mentions import find_proper, weights_of
from quizgen.drafting.model import Drafted, FoundConcept, Genre, Sentence
from quizgen.drafting.named import find_bold, find_named
from quizgen.drafting.narrative import is_narrative
from quizgen.drafting.opinions import is_argument
from quizgen.drafting.parsed_drafts import refine
from quizgen.drafting.parsed_names import sort_names
from quizgen.drafting.parsing import Parser
from quizgen.drafting.places import keep_placed
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.sentences import Heading, find_headings, split_sentences
from quizgen.drafting.strictness import SPOKEN, Setting, make_strict
from quizgen.drafting.turning import turn_loose, turn_round
from quizgen.schema import (
    Answerable,
    Choice,
    Claim,
    Cloze,
    Deck,
    Evidence,
    Kind,
    Locator,
    Note,
    Passage,
    Role,
    Severity,
    Source,
    Span,
    Status,
    Subdecks,
    Topic,
)
from quizgen.sources.evidence import Quotable
from quizgen.text import squeeze

ENGINE = "extractive"
MOST_TOPICS = 15
ROUNDS = 3
# So many words in bold are a text's own list of its terms.
FEWEST_MARKED = 6
PRIORITIES = {"definition": 1, "number": 3}
# A passage as it was said may be longer than an answer that somebody writes.
# "What is a credit union?" needs no more context than its term.
TOLERATED = {
    "explain": frozenset(
        {"answer-too-long", "multi-fact-answer", "list-answer", "no-context-anchor"}
    ),
    "definition": frozenset({"no-context-anchor"}),
    "deed": frozenset({"no-context-anchor"}),
    "condition": frozenset({"no-context-anchor"}),
}
# What only the deck as a whole can answer for, or says nothing of the note.
OF_THE_DECK = frozenset({"concept-unknown", "orphan-note", "longest-key-rate", "undefined-acronym"})


def draft_source(source: Source, parser: Parser | None = None) -> Drafted:
    """Everything that this engine makes of a source; a parser, if there is one, has its say."""
    sentences = split_sentences(source)
    genre = recognise_genre(source, sentences)
    concepts = find_concepts(source, sentences)
    concepts = (*concepts, *find_named(source, sentences, concepts))
    if parser:
        concepts = sort_names(concepts, sentences, parser)
    table = read_frequencies(source.meta.language)
    headline = make_headline(source, sentences, concepts, table)
    notes = draft_cards(source, sentences, concepts, genre, headline, parser)
    asked = [note.question for _, note in notes]
    leads = tuple(lead for lead in headline.leads if any(a.startswith(lead) for a in asked))
    return Drafted(ENGINE, genre, concepts, notes, leads)


def draft_cards(
    source: Source,
    sentences: Sequence[Sentence],
    concepts: Sequence[FoundConcept],
    genre: Genre,
    headline: Headline,
    parser: Parser | None = None,
) -> tuple[tuple[str, Note], ...]:
    """Notes with their topics, best first: all that passes, however few that is."""
    if not source.meta.language.casefold().startswith("en"):
        return ()
    proper = find_proper(sentences)
    proposals = propose(source, sentences, concepts, genre, proper)
    if parser:
        proposals = refine(proposals, source, sentences, concepts, genre, parser)
    argues = is_argument(sentences)
    tells = genre is Genre.PROSE and is_narrative(source, sentences)
    marks = sum(map(len, find_bold(source, sentences).values())) >= FEWEST_MARKED
    setting = Setting(proper, headline.telling, argues, tells, bool(headline.leads), marks)
    strict = make_strict(concepts, genre, headline.table, setting)
    topics = Topics(source, genre)
    listed = tuple(proposals)
    kept = strict.keep(listed)
    if genre is Genre.PROSE:
        kept = keep_placed(kept, sentences, marks=marks)
    elif genre in SPOKEN:
        weights = weights_of(concepts)
        kept = chain(turn_round(kept, weights), turn_loose(listed, weights))
    told = tuple(proposal for proposal in kept if headline.is_told(proposal))
    clean = _choose_clean(source, told, genre, headline)
    return tuple((topics.name(proposal), note) for proposal, note in clean)


def _choose_clean(
    source: Source, proposals: Sequence[Proposal], genre: Genre, headline: Headline
) -> list[tuple[Proposal, Note]]:
    """The notes that pass the gate and the rules.

    Where one fails at the rules, another on the same sentence or concept has its turn.
    """
    clean: list[tuple[Proposal, Note]] = []
    for _ in range(ROUNDS):
        located = _locate(source, choose(proposals, genre), headline)
        clean = _without_findings(source, located)
        passed = {note.id for _, note in clean}
        failed = {id(proposal) for proposal, note, _ in located if note.id not in passed}
        if not failed:
            break
        proposals = [proposal for proposal in proposals if id(proposal) not in failed]
    return clean


# --------------------------------------------------------------------------- proposals -> notes


def _locate(
    source: Source, chosen: Iterable[Proposal], headline: Headline
) -> list[tuple[Proposal, Note, Passage]]:
    """Notes whose evidence stands where the proposal took it from, and nowhere else."""
    quotable = Quotable(source)
    taken: set[str] = set()
    found: list[tuple[Proposal, Note, Passage]] = []
    for proposal in chosen:
        span = _span_of(source, proposal)
        evidence = _quote(source, span)
        passage = quotable.locate(evidence)
        if isinstance(passage, Passage) and passage.spans == (span,):
            found.append((proposal, _make_note(proposal, evidence, headline, taken), passage))
    return found


def _span_of(source: Source, proposal: Proposal) -> Span:
    """What a proposal is from: its sentences, or of one that names a thing the naming alone.

    "Perhaps" in what such a sentence goes on to say is no hedge of the name.
    """
    whole = Span(proposal.sentences[0].span.start, proposal.sentences[-1].span.end)
    content = proposal.content
    if not isinstance(content, Cloze) or proposal.claim is not Claim.DEFINITION:
        return whole
    told = reveal(content.text).removesuffix(".").split()
    found = re.compile(r"\s+".join(map(re.escape, told))).match(source.text, whole.start, whole.end)
    goes_on = found and source.text[found.end() : whole.end].startswith((", ", ",\n"))
    return Span(*found.span()) if found and goes_on else whole


def _quote(source: Source, span: Span) -> Evidence:
    seconds = source.seconds_at(span.start)
    locator = Locator(lines=source.lines_of(span)) if seconds is None else Locator(at=seconds)
    return Evidence(squeeze(source.text[span.start : span.end]), locator=locator)


def _make_note(proposal: Proposal, evidence: Evidence, headline: Headline, taken: set[str]) -> Note:
    return Note(
        id=_new_id(f"{proposal.base}-{proposal.form}", taken),
        kind=_kind(proposal),
        content=headline.lead(proposal),
        evidence=(evidence,),
        status=Status.DRAFT,
        concept=proposal.concept.id,
        claim=proposal.claim,
        speaker=proposal.speaker,
        level=proposal.level,
        priority=PRIORITIES.get(proposal.form, 2),
        origin=ENGINE,
    )


def _kind(proposal: Proposal) -> Kind:
    match proposal.content:
        case Answerable():
            return Kind.BASIC
        case Cloze():
            return Kind.CLOZE
        case Choice():
            return Kind.CHOICE


def _new_id(wanted: str, taken: set[str]) -> str:
    numbered = (f"{wanted}-{number}" for number in count(2))
    id_ = wanted if wanted not in taken else next(n for n in numbered if n not in taken)
    taken.add(id_)
    return id_


# --------------------------------------------------------------------------- the last word


def _without_findings(
    source: Source, located: Sequence[tuple[Proposal, Note, Passage]]
) -> list[tuple[Proposal, Note]]:
    """The notes in which the rules find neither an error nor a warning, alone and together."""
    passages = {note.id: (passage,) for _, note, passage in located}
    kept = [(proposal, note) for proposal, note, _ in located]
    for find in (find_in_notes, find_in_deck):
        view = view_of(_deck(source, kept), {source.stem: source}, Proof(passages, ()))
        forms = {note.id: proposal.form for proposal, note in kept}
        wrong = {
            finding.note
            for finding in find(view)
            if finding.note and _counts(finding.rule, finding.severity, forms[finding.note])
        }
        kept = [(proposal, note) for proposal, note in kept if note.id not in wrong]
    return kept


def _counts(rule: str, severity: Severity, form: str) -> bool:
    if severity is Severity.INFO or rule in OF_THE_DECK:
        return False
    return severity is Severity.ERROR or rule not in TOLERATED.get(form, frozenset())


def _deck(source: Source, notes: Sequence[tuple[Proposal, Note]]) -> Deck:
    """A deck of the drafts alone, for the rules to look at."""
    return Deck(
        key=source.stem,
        name=source.meta.title,
        path=source.path.parent,
        language=source.meta.language,
        sources=(source.stem,),
        subdecks=Subdecks.NONE,
        description="",
        reader_url=None,
        quiz_questions=0,
        topics=(Topic(source.meta.title, "drafts", tuple(note for _, note in notes)),),
        concepts=(),
    )


class Topics:
    """Names of topics: guests of a talk, headings of a text that has few, else its title."""

    def __init__(self, source: Source, genre: Genre) -> None:
        self._title = source.meta.title
        guests = [p.name for p in source.meta.people if p.role is Role.GUEST]
        self._by_guest = genre is Genre.CONVERSATION and len(guests) > 1
        headings = find_headings(source)
        few = 1 < len(headings) <= MOST_TOPICS
        self._headings: Mapping[int, Heading] = {h.section: h for h in headings} if few else {}

    def name(self, proposal: Proposal) -> str:
        """The topic of a note."""
        if self._by_guest and proposal.speaker:
            return proposal.speaker
        heading = self._headings.get(proposal.sentences[0].section)
        return heading.text if heading else self._title
