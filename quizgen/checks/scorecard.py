"""A deck -> its scorecard: what a program can measure of its quality, each with its interval.

Lint, groundedness and usefulness are three things, and are never added up. Usefulness is a
person's judgement and is not here. Intervals take notes for independent of each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean

from quizgen.checks.primitives import Number, content, numbers, tokens
from quizgen.checks.scorecard_model import (
    Coverage,
    Flaws,
    Groundedness,
    Guesser,
    Lengths,
    Missing,
    Mix,
    Redundancy,
    RuleCount,
    Scorecard,
    Skipped,
    Testwise,
)
from quizgen.checks.scorecard_parts import (
    Item,
    Share,
    credit,
    longest,
    most_like_others,
    most_like_stem,
    near_pairs,
    odd_one_out,
    quartiles,
    share_of,
    share_passed,
    tally,
)
from quizgen.checks.scorecard_places import segments_of, spread_of
from quizgen.checks.views import DeckView, NoteView
from quizgen.schema import (
    Choice,
    Claim,
    Concept,
    Finding,
    Kind,
    Level,
    Severity,
    Status,
)
from quizgen.text import words

SUPPORTED = 0.75  # of the answer's content words stand in or beside the quotes
LEAKED = 0.8  # of the answer's content words stand in the question
ALIKE = 0.6  # of two notes' content words are in both
TOLERANCE = 0.005  # of a number's value
COUNTED = (Severity.ERROR, Severity.WARNING)
GUESSERS = (
    ("the longest option", longest),
    ("the option most like the question", most_like_stem),
    ("the odd one out", odd_one_out),
    ("the option most like the others", most_like_others),
)


def measure(view: DeckView, findings: Iterable[Finding]) -> Scorecard:
    """Measure the approved notes of a deck, or its drafts when none is approved."""
    approved = any(note.note.status is Status.APPROVED for note in view.notes)
    of = Status.APPROVED if approved else Status.DRAFT
    notes = [note for note in view.notes if note.note.status is of]
    return Scorecard(
        key=view.deck.key,
        name=view.deck.name,
        language=view.deck.language,
        of=of,
        notes=len(notes),
        word_lists=bool(view.lexicon.language),
        groundedness=_groundedness(notes),
        coverage=_coverage(view.deck.concepts, notes),
        leakage=_leakage(notes),
        testwise=_testwise(notes),
        redundancy=_redundancy(notes),
        flaws=_flaws(notes, findings),
        spread=tuple(spread_of(source.source, notes) for source in view.sources.values()),
        segments=tuple(segments_of(view, notes)),
        mix=_mix(view, notes),
        lengths=_lengths(notes),
    )


def _groundedness(notes: Sequence[NoteView]) -> Groundedness:
    quotes = {note.note.id: len(note.passages) == len(note.located) > 0 for note in notes}
    # Beside a quote that is nowhere nothing can stand: that note fails for its quote alone.
    support = {note.note.id: _support(note) for note in notes if note.passages}
    told = {id_: share for id_, share in support.items() if share is not None}
    answers = {id_: share >= SUPPORTED for id_, share in told.items()}
    facts = {note.note.id: _facts_found(note) for note in notes}
    every = {id_: quotes[id_] and facts[id_] and answers.get(id_, True) for id_ in quotes}
    return Groundedness(
        quotes=share_passed(quotes),
        answers=share_passed(answers),
        facts=share_passed(facts),
        every=share_passed(every),
        support=quartiles(list(told.values())),
    )


def _support(note: NoteView) -> float | None:
    """The share of the answer's content words that stand in the quotes or a sentence beside."""
    if not note.answer_content:
        return None
    said = note.evidence_content | content(_meant(note), note.lexicon)
    missing = note.answer_content - said
    if missing:
        heard = numbers(note.evidence, note.lexicon)
        amounts = {word: numbers(word, note.lexicon) for word in missing}
        missing = {
            word
            for word, found in amounts.items()
            if not any(_is_same(number, other) for number in found for other in heard)
        }
    return 1 - len(missing) / len(note.answer_content)


def _is_same(number: Number, other: Number) -> bool:
    return number.close_to(other, _tolerance(number))


def _tolerance(number: Number) -> float:
    """A year is right or wrong: half a per cent of one would be ten years."""
    return 0.0 if number.unit == "year" else TOLERANCE


def _meant(note: NoteView) -> str:
    """What words that were mis-heard in the quotes were meant to be."""
    heard = note.norm(note.evidence)
    mends = (mend for source in note.own_sources for mend in source.source.meta.corrections)
    return " ".join(mend.meant for mend in mends if note.norm(mend.said) in heard)


def _facts_found(note: NoteView) -> bool:
    """Whether its sources, or what is known of them, have each number and name of a note."""
    metas = [source.source.meta for source in note.own_sources]
    dated = set(tokens(" ".join(f"{meta.title} {meta.recorded}" for meta in metas)))
    dated |= {part for word in dated for part in word.split("-")}
    return all(
        f"{number.value:g}" in dated
        or any(source.has_number(number, _tolerance(number)) for source in note.own_sources)
        for number in note.numbers
    ) and all(_is_named(name, dated, note) for name in note.names)


def _is_named(name: str, dated: set[str], note: NoteView) -> bool:
    """Whether each part of a name is said; single letters (`ASL-n`) stand for anything."""
    parts = (part for token in tokens(name) for part in token.split("-"))
    return name in note.source_names or all(
        part in dated or any(part in source.vocabulary for source in note.own_sources)
        for part in parts
        if len(part) > 1 or part.isdigit()
    )


def _coverage(concepts: Sequence[Concept], notes: Sequence[NoteView]) -> Coverage | None:
    """What the notes say that they are on (`concept:`), against the list."""
    if not concepts:
        return None
    on = {note.note.concept for note in notes}
    wanted = [concept for concept in concepts if concept.skip is None]
    lacking = [concept for concept in wanted if concept.id not in on]
    said = [f" {' '.join(tokens(note.statement))} " for note in notes]
    weight = sum(concept.importance for concept in wanted)
    lost = sum(concept.importance for concept in lacking)
    return Coverage(
        concepts=share_of(len(wanted) - len(lacking), len(wanted)),
        weighted=(weight - lost) / weight if weight else None,
        missing=tuple(
            Missing(c.id, c.name, c.importance, _mentions(c, said))
            for c in sorted(lacking, key=lambda concept: -concept.importance)
        ),
        skipped=tuple(Skipped(c.id, c.name, c.skip) for c in concepts if c.skip is not None),
    )


def _mentions(concept: Concept, said: Iterable[str]) -> int:
    phrases = [f" {' '.join(tokens(name))} " for name in (concept.name, *concept.aliases)]
    return sum(any(phrase in text for phrase in phrases) for text in said)


def _leakage(notes: Sequence[NoteView]) -> Share:
    told = {n.note.id: _leak(n) >= LEAKED for n in notes if n.answer_content}
    leaks = [id_ for id_, leaked in told.items() if leaked]
    return share_of(len(leaks), len(told), leaks)


def _leak(note: NoteView) -> float:
    """The share of the answer that the question says; of a reversed note, the worse way round."""
    both = len(note.answer_content & note.question_content)
    way = both / len(note.answer_content)
    if note.note.kind is Kind.REVERSED and note.question_content:
        return max(way, both / len(note.question_content))
    return way


def _testwise(notes: Sequence[NoteView]) -> Testwise:
    items = [item for note in notes if (item := _item(note))]
    chance = mean(1 / len(item.options) for item in items) if items else None
    guessers = []
    for takes, scores in GUESSERS:
        right = share_of(sum(credit(item, scores) for item in items), len(items))
        gap = right.share - chance if right.share is not None and chance is not None else None
        guessers.append(Guesser(takes, right, gap))
    return Testwise(chance, tuple(guessers))


def _item(note: NoteView) -> Item | None:
    """A choice note with one key; others cannot be guessed by taking one option."""
    choice = note.note.content
    if not isinstance(choice, Choice) or len(choice.keys) != 1:
        return None
    return Item(
        stem=frozenset(note.question_content),
        lengths=tuple(len(note.norm(option)) for option in note.options),
        options=tuple(frozenset(content(option, note.lexicon)) for option in note.options),
        key=next(at for at, option in enumerate(choice.options) if option.key),
    )


def _redundancy(notes: Sequence[NoteView]) -> Redundancy:
    sets = {n.note.id: frozenset(content(n.statement, n.lexicon)) for n in notes}
    pairs, nearest = near_pairs(sets, ALIKE)
    repeated = {id_ for pair in pairs for id_ in (pair.first, pair.second)}
    return Redundancy(
        pairs=pairs,
        nearest=mean(nearest.values()) if nearest else None,
        repeated=share_of(len(repeated), len(sets), (id_ for id_ in sets if id_ in repeated)),
    )


def _flaws(notes: Sequence[NoteView], findings: Iterable[Finding]) -> Flaws:
    ids = {note.note.id for note in notes}
    # A finding without a note is on the deck itself: listed, but no note's flaw.
    ours = [finding for finding in findings if finding.note in ids or not finding.note]
    counts = Counter(finding.note for finding in ours if finding.severity in COUNTED)
    rules = Counter((finding.rule, finding.severity) for finding in ours)
    places = {(finding.rule, finding.severity, finding.note) for finding in ours if finding.note}
    where = Counter((rule, severity) for rule, severity, _ in places)
    weights = list(Severity)
    return Flaws(
        none=share_passed({note.note.id: counts[note.note.id] == 0 for note in notes}),
        at_most_one=share_passed({note.note.id: counts[note.note.id] <= 1 for note in notes}),
        rules=tuple(
            RuleCount(rule, str(severity), count, where[rule, severity])
            for (rule, severity), count in sorted(
                rules.items(), key=lambda pair: (weights.index(pair[0][1]), -pair[1], pair[0][0])
            )
        ),
    )


def _mix(view: DeckView, notes: Sequence[NoteView]) -> Mix:
    every, ours = view.deck.notes, [note.note for note in notes]
    approved = [note for note in every if note.status is Status.APPROVED]
    return Mix(
        status=tally((note.status for note in every), Status),
        approved_by=tally((note.approved_by or "" for note in approved), unnamed="not said"),
        origin=tally(note.origin for note in ours),
        kinds=tally((note.kind for note in ours), Kind),
        levels=tally((note.level for note in ours), Level),
        claims=tally((note.claim for note in ours), Claim),
        priorities=tally((str(note.priority) for note in ours), "123"),
        topics=tally((v.topic.name for v in notes), dict.fromkeys(v.topic.name for v in notes)),
        speakers=tally(note.speaker or "" for note in ours),
    )


def _lengths(notes: Sequence[NoteView]) -> Lengths:
    return Lengths(
        question=quartiles([len(words(note.question)) for note in notes]),
        answer=quartiles([len(words("; ".join(note.answers))) for note in notes]),
        quotes=quartiles([len(words(note.quotes)) for note in notes if note.passages]),
    )
