"""A source -> its concepts, best first, without a model: what the text uses more than English does.

The road: candidates of each sentence -> tallies over the source -> abbreviations merged, nested
phrases discounted -> scores -> the best, each with all the places where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.drafting.candidates import Candidate, Phrases, Tokens
from quizgen.drafting.clauses import drop_clauses
from quizgen.drafting.dialects import blank_marks
from quizgen.drafting.families import ECHOED, find_echoes, settle
from quizgen.drafting.frequencies import read_frequencies
from quizgen.drafting.model import FoundConcept, Sentence
from quizgen.drafting.names import Names, find_people
from quizgen.drafting.scores import ABSTRACT, Scorer
from quizgen.drafting.tallies import Tally, survey
from quizgen.drafting.variants import absorb, count_nested, find_abbreviations
from quizgen.drafting.vocabulary import Vocabulary, read_vocabulary
from quizgen.schema import Source, Span

MOST = 200
LEAST, WORDS_EACH = 100, 12  # a short text holds fewer than are asked for: one in so many words
NAMES_SHARE = 4  # for so many concepts one name is listed, too
STANDING = 2  # so many times the concepts wanted are looked through for repetitions
REPEATED = 3
SPREAD = 4
LEAST_WORDY = 0.2  # share of its forms that a form needs to be the name
NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A tally with its score, and whether it is a name."""

    tally: Tally
    score: float
    is_name: bool


def find_concepts(
    source: Source, sentences: Sequence[Sentence], *, most: int = MOST
) -> tuple[FoundConcept, ...]:
    """At most so many concepts, and the names that rank among them, best first.

    For a language without word lists there is none.
    """
    vocabulary = read_vocabulary(source.meta.language)
    frequencies = read_frequencies(source.meta.language)
    if vocabulary is None or frequencies is None or most < 1:
        return ()
    words = blank_marks(source)  # classes and ids are no words of the source
    tokens = Tokens(words)
    found = survey(words, sentences, vocabulary, tokens)
    tallies = found.tallies
    merged = find_abbreviations(words.text, tallies)
    absorb(tallies, merged)
    drop_clauses(tallies)
    joined = settle(tallies, vocabulary, frequencies)
    merged = {key: joined.get(term, term) for key, term in merged.items()} | joined
    count_nested(tallies, vocabulary)
    scorer = Scorer(frequencies, vocabulary, found.words, tallies)
    names = Names(find_people(source), vocabulary, frequencies)
    ranked = [Ranked(t, scorer.score(t), names.is_name(t)) for t in tallies.values()]
    most = min(most, max(LEAST, found.words // WORDS_EACH))
    chosen = tuple(_choose(_demote(ranked, most, vocabulary), most))
    wanted = {one.tally.key for one in chosen}
    mentions = _find_mentions(tokens, sentences, vocabulary, wanted, merged)
    # Words with a mark between them do not stand in the source as they are shown.
    exact = {
        key: [s for s in spans if source.text[s.start : s.end] == words.text[s.start : s.end]]
        for key, spans in mentions.items()
    }
    return tuple(_describe(source, sentences, [c for c in chosen if exact[c.tally.key]], exact))


def _demote(ranked: Iterable[Ranked], most: int, vocabulary: Vocabulary) -> list[Ranked]:
    """All of them, best first, after what only repeats a better one has lost most of its score."""
    best = sorted(ranked, key=_order)
    things = [one.tally for one in best if not one.is_name]
    echoes = find_echoes(things[: STANDING * most], vocabulary)
    demoted = (replace(r, score=ECHOED * r.score) if r.tally.key in echoes else r for r in best)
    return sorted(demoted, key=_order)


def _order(one: Ranked) -> tuple[float, str]:
    return -one.score, one.tally.key


def _choose(ranked: Sequence[Ranked], most: int) -> Iterator[Ranked]:
    concepts = names = 0
    for one in ranked:
        if one.score <= 0 or concepts == most:
            return
        if one.is_name and names * NAMES_SHARE >= most:
            continue
        concepts += not one.is_name
        names += one.is_name
        yield one


def _find_mentions(
    tokens: Tokens,
    sentences: Sequence[Sentence],
    vocabulary: Vocabulary,
    wanted: Collection[str],
    merged: Mapping[str, str],
) -> dict[str, list[Span]]:
    """Where each key stands, in order; an abbreviation is a mention of its phrase."""
    mentions: dict[str, list[Span]] = {key: [] for key in wanted}
    for sentence in sentences:
        phrases = Phrases(tokens.of(sentence), vocabulary)
        for candidate in phrases.all():
            key = candidate.key
            key = merged.get(key, key)
            if key in mentions and not _splits_mishearing(phrases, candidate):
                mentions[key].append(candidate.span)
    return mentions


def _splits_mishearing(phrases: Phrases, candidate: Candidate) -> bool:
    """Whether only a part of what was meant is the phrase: then no words of the source are it."""
    before = phrases.tokens[max(0, candidate.first - 1)]
    after = phrases.tokens[min(len(phrases.tokens) - 1, candidate.last + 1)]
    first, last = candidate.tokens[0], candidate.tokens[-1]
    return (before is not first and before.start == first.start) or (
        after is not last and after.end == last.end
    )


def _describe(
    source: Source,
    sentences: Sequence[Sentence],
    chosen: Sequence[Ranked],
    mentions: Mapping[str, Sequence[Span]],
) -> Iterator[FoundConcept]:
    taken: set[str] = set()
    for one in chosen:
        tally = one.tally
        name = choose_name(tally)
        spans = sorted(set(mentions[tally.key]), key=lambda span: (span.start, span.end))
        said = [" ".join(source.text[span.start : span.end].split()) for span in spans]
        yield FoundConcept(
            id=_make_id(name, taken),
            name=name,
            variants=tuple(dict.fromkeys(said)),
            score=round(one.score, 3),
            mentions=tuple(spans),
            cues=tuple(_name_cues(tally)),
            definition=sentences[tally.defined] if tally.defined >= 0 else None,
            is_name=one.is_name,
        )


def choose_name(tally: Tally) -> str:
    """The form to show: the commonest, in lower case if it often is, and no bare abbreviation."""
    wordy = {form: n for form, n in tally.forms.items() if not form.isupper()}
    if not wordy or LEAST_WORDY * tally.forms.total() > sum(wordy.values()):
        wordy = tally.forms if len(tally.words) == 1 else wordy or tally.forms
    best = max(wordy, key=lambda form: (wordy[form], form))
    lower = [form for form in wordy if form == form.lower()]
    if lower and not tally.is_proper and LEAST_WORDY * sum(wordy.values()) <= wordy[lower[0]]:
        return max(lower, key=lambda form: (wordy[form], form))
    # A term that only ever opens sentences is shown with a capital there, and needs none.
    return best.lower() if not tally.inside and tally.words[-1].endswith(ABSTRACT) else best


def _name_cues(tally: Tally) -> Iterator[str]:
    yield from sorted(tally.cues)
    if tally.count >= REPEATED:
        yield "repeated"
    if tally.spread >= SPREAD:
        yield "spread"


def _make_id(name: str, taken: set[str]) -> str:
    stem = NOT_IN_IDS.sub("-", name.lower()).strip("-") or "concept"
    made, number = stem, 2
    while made in taken:
        made, number = f"{stem}-{number}", number + 1
    taken.add(made)
    return made
