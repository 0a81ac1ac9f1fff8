"""Counts of candidates over a whole source: how often, where, in which form, with which cues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from quizgen.drafting.candidates import Candidate, Phrases, Tokens, make_key
from quizgen.drafting.cues import find_cues, find_marked
from quizgen.drafting.model import Sentence
from quizgen.drafting.sentences import find_headings
from quizgen.drafting.vocabulary import Vocabulary, word_set
from quizgen.schema import Source

MOST_LONE_WORDS = 4
SHORT = 60_000  # characters: about 10,000 words
BINS = 24  # parts of a source of equal length: a concept that is met in several counts for more
BEFORE_VERBS = word_set(
    "i you we they he she it who to can could will would should shall may might must don't doesn't "
    "didn't can't won't not let's never always also just i'm we're they're you're he's she's it's "
    "i'll we'll you'll"
)
# An adjective may follow these, too, but hardly a verb in a phrase of several words.
BE = word_set("is are was were be been being")
ARTICLES = word_set("the a an its their our your my his her this these those")
OBJECTS = ARTICLES | word_set("how whether them him us me")  # what a verb has after it, no noun
IMAGINED = re.compile(
    r"\b(?:hypothetical|imaginary|fictional|fictitious|imagine|suppose|pretend)\b", re.IGNORECASE
)
ILLUSTRATED = re.compile(r"\bexample\b|\be\.g\.", re.IGNORECASE)
BEFORE_NOUNS = word_set(
    "the a an this that these those its their our your my his her of in for with by from about on "
    "through via between some any every each no into under such"
)


@dataclass(slots=True)
class Tally:
    """What is counted of one key."""

    key: str
    words: tuple[str, ...]
    count: int = 0
    said: int = 0  # the count without that of abbreviations
    complete: int = 0  # a stop word or punctuation follows: the phrase is not cut on the right
    opened: int = 0  # the same before it
    nouns: int = 0  # an article or preposition stands before it
    verbs: int = 0  # a pronoun or auxiliary does
    articles: int = 0  # an article or possessive does, however the phrase goes on
    governs: int = 0  # an article or pronoun follows at once: it ends in a verb
    owned: int = 0  # a word in lower case before the last owns what follows: `wasp's nest`
    examples: int = 0  # its sentence gives an example; twice where that is said to be made up
    inside: int = 0  # it does not open its sentence
    capitals: int = 0  # of these, how often every long word is capitalised
    nested: float = 0.0
    bins: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    cues: Counter[str] = field(default_factory=Counter)
    defined: int = -1  # the number of the first sentence that defines it

    @property
    def is_proper(self) -> bool:
        """Whether it is written as a name wherever capitals tell."""
        if not self.inside:
            return False
        return self.capitals >= 0.8 * self.inside

    @property
    def spread(self) -> int:
        """In how many parts of the source it stands."""
        return self.bins.bit_count()


@dataclass(frozen=True, slots=True)
class Survey:
    """The tallies of a source by key, and how many words it has."""

    tallies: dict[str, Tally]
    words: int


def survey(
    source: Source, sentences: Sequence[Sentence], vocabulary: Vocabulary, tokens: Tokens
) -> Survey:
    """Count the candidates that come back or that a cue points at; `tokens` are of the source."""
    counts: Counter[str] = Counter()
    lone: set[str] = set()
    cued: dict[str, Counter[str]] = {}
    defined: dict[str, int] = {}
    words = 0
    for sentence in sentences:
        phrases = Phrases(tokens.of(sentence), vocabulary)
        words += len(phrases.tokens)
        counts.update(candidate.key for candidate in phrases.all())
        lone.update(_whole_runs(phrases, short=len(source.text) < SHORT))
        for cue in find_cues(sentence, phrases):
            key = phrases.cut(cue.first, cue.last).key
            cued.setdefault(key, Counter())[cue.name] += 1
            # A phrase that is only mentioned as an idea is not explained by that sentence.
            if cue.name != "notion":
                defined.setdefault(key, sentence.number)
    _add_headings(source, tokens, vocabulary, cued)
    _add_marked(source, cued)
    kept = {key for key, count in counts.items() if count > 1 or key in cued or key in lone}
    tallies = _tally(source, sentences, vocabulary, tokens, kept)
    for key, tally in tallies.items():
        tally.cues = cued.get(key, Counter())
        tally.defined = defined.get(key, -1)
    return Survey(tallies, words)


def _whole_runs(phrases: Phrases, *, short: bool) -> Iterator[str]:
    """What may be a concept though it stands in the text only once: whole noun phrases.

    A short source says much of what it explains once: there any run may be one.
    """
    for first, last in phrases.runs:
        if last >= first + MOST_LONE_WORDS or (first == last and not short):
            continue
        if any(token.low.isdecimal() for token in phrases.tokens[first : last + 1]):
            continue
        if short or (first > 0 and phrases.tokens[first - 1].low in BEFORE_NOUNS):
            yield phrases.cut(first, last).key


def _add_headings(
    source: Source, tokens: Tokens, vocabulary: Vocabulary, cued: dict[str, Counter[str]]
) -> None:
    for heading in find_headings(source):
        title = Sentence(0, heading.text, heading.span, None, 0, 0)
        phrases = Phrases(tokens.of(title), vocabulary)
        for candidate in phrases.all():
            whole = (candidate.first, candidate.last) in phrases.runs
            name = "heading" if whole else "in heading"
            cued.setdefault(candidate.key, Counter())[name] += 1


def _add_marked(source: Source, cued: dict[str, Counter[str]]) -> None:
    for marked in find_marked(source):
        said = source.text[marked.span.start : marked.span.end].lower().strip(".,:;!? \n")
        key = make_key(said.split() or [""])
        cued.setdefault(key, Counter())["bold" if marked.bold else "emphasis"] += 1


def _tally(
    source: Source,
    sentences: Sequence[Sentence],
    vocabulary: Vocabulary,
    tokens: Tokens,
    kept: Collection[str],
) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    size = max(1, len(source.text))
    for sentence in sentences:
        phrases = Phrases(tokens.of(sentence), vocabulary)
        place = 1 << (sentence.span.start * BINS // size)
        examples = 2 * bool(IMAGINED.search(sentence.text)) or bool(
            ILLUSTRATED.search(sentence.text)
        )
        for candidate in phrases.all():
            key = candidate.key
            if key in kept:
                tally = tallies.get(key)
                if tally is None:
                    tally = tallies[key] = Tally(key, tuple(t.low for t in candidate.tokens))
                _count(tally, candidate, phrases, place)
                tally.examples += examples
    return tallies


def _count(tally: Tally, candidate: Candidate, phrases: Phrases, place: int) -> None:
    tokens = phrases.tokens
    first, last = candidate.first, candidate.last
    tally.count += 1
    tally.said += 1
    tally.bins |= place
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    complete = following is None or not following.after or phrases.is_stop(following)
    tally.complete += complete
    tally.governs += following is not None and following.after and following.low in OBJECTS
    if first == 0 or not tokens[first].after:
        tally.opened += 1
    else:
        before = tokens[first - 1].low
        tally.opened += phrases.is_stop(tokens[first - 1])
        # `a positive result` is no sign that `positive` is a noun.
        tally.nouns += complete and before in BEFORE_NOUNS
        tally.verbs += before in BEFORE_VERBS or (first == last and before in BE)
        tally.articles += before in ARTICLES
    if not candidate.tokens[0].opens:
        tally.inside += 1
        tally.capitals += all(t.is_capital or len(t.low) < 4 for t in candidate.tokens[1:]) and (
            candidate.tokens[0].is_capital
        )
    *others, final = candidate.tokens
    tally.owned += any(token.owns and not token.is_capital for token in others)
    shown = [token.shown + "\u2019s" * token.owns for token in others]
    tally.forms[" ".join([*shown, final.shown])] += 1
