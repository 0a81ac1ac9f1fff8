"""Which of the notes that passed reach the deck: the worthiest, no two alike, not too many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.checks.proof import Proof
from quizgen.checks.run import find_in_deck, view_of
from quizgen.checks.selection import Selection
from quizgen.drafting.llm.proving import Proved, deck_of
from quizgen.drafting.llm.steering import WORTH_YEARS
from quizgen.drafting.llm.wordings import key_of
from quizgen.drafting.sameness import are_alike, make_gist
from quizgen.schema import Concept, Note, Severity, Source, Span
from quizgen.text import fold

# At most so many notes of a concept, by importance, unless more are asked for.
MOST_KEPT: Mapping[int, int] = {3: 4, 2: 3, 1: 2}
CORE, MINOR = 3, 1
CORE_FIRST = 2  # of a core concept so many notes are the first to be learned
REPETITION = Selection(
    select=frozenset(
        {"near-duplicate", "interfering-pair", "too-many-same-answer", "same-question"}
    )
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A note that passed the second look, and how much it is worth, 1 to 5."""

    proved: Proved
    worth: int


@dataclass(frozen=True, slots=True)
class Selected:
    """The notes that are kept, by concept and best first; and why others are not, by id."""

    notes: tuple[Note, ...]
    refused: Mapping[str, str]


def select_notes(
    source: Source,
    concepts: Sequence[Concept],
    judged: Sequence[Judged],
    notes: int | None,
    standing: Sequence[Note] = (),
) -> Selected:
    """Choose among notes; `notes` is how many are wanted, None for as many as concepts carry.

    None is kept that asks what one of the `standing` notes asks.
    """
    ranked = _rank(concepts, judged)
    repeating = _find_repeating(source, concepts, ranked, standing)
    single = [one for one in ranked if one.note.id not in repeating]
    importance = {concept.id: concept.importance for concept in concepts}
    kept, refused = _choose(single, importance, notes)
    order = {concept.id: at for at, concept in enumerate(concepts)}
    kept.sort(key=lambda one: order[one.draft.concept])
    lesser = {one.proved.note.id for one in judged if one.worth < WORTH_YEARS}
    return Selected(tuple(_prioritise(kept, importance, lesser)), {**repeating, **refused})


def _rank(concepts: Sequence[Concept], judged: Sequence[Judged]) -> list[Proved]:
    """Best first: by worth, then in turns over the concepts, each in the order of its drafts."""
    order = {concept.id: at for at, concept in enumerate(concepts)}
    turns: Counter[str] = Counter()
    keyed: list[tuple[tuple[int, int, int], Proved]] = []
    for one in judged:
        id_ = one.proved.draft.concept
        keyed.append(((-one.worth, turns[id_], order[id_]), one.proved))
        turns[id_] += 1
    return [proved for _, proved in sorted(keyed, key=lambda pair: pair[0])]


# --------------------------------------------------------------------------- no two alike


def _find_repeating(
    source: Source,
    concepts: Sequence[Concept],
    ranked: Sequence[Proved],
    standing: Sequence[Note],
) -> dict[str, str]:
    """The notes that repeat a better one, by id: what the rules on decks say, or one key twice."""
    view = view_of(
        deck_of(source, concepts, [one.note for one in ranked]),
        {source.stem: source},
        Proof({one.note.id: (one.passage,) for one in ranked}, ()),
    )
    # The rules find fault with the later of two notes, which is the lesser one here.
    said = {
        finding.note: f"repeats: {finding.message}"
        for finding in find_in_deck(view, REPETITION)
        if finding.note and finding.severity is not Severity.INFO
    }
    first: dict[tuple[tuple[Span, ...], str], str] = {}
    for one in ranked:
        same = (one.passage.spans, fold(key_of(one.note)).casefold())
        earlier = first.setdefault(same, one.note.id)
        if earlier != one.note.id:
            said.setdefault(one.note.id, f"repeats: same answer and quote as {earlier}")
    new = [one.note for one in ranked if one.note.id not in said]
    return said | _find_alike(source, new, standing)


def _find_alike(source: Source, notes: Sequence[Note], standing: Sequence[Note]) -> dict[str, str]:
    """The notes that ask what an earlier one asks, of another concept or another passage."""
    said: dict[str, str] = {}
    kept = [make_gist(note, (), source.meta.language) for note in standing]
    for note in notes:
        gist = make_gist(note, (), source.meta.language)
        if same := next((other for other in kept if are_alike(gist, other)), None):
            said[note.id] = f"repeats: nearly the same as {same.note.id}"
        else:
            kept.append(gist)
    return said


# --------------------------------------------------------------------------- not too many


def _choose(
    ranked: Sequence[Proved], importance: Mapping[str, int], notes: int | None
) -> tuple[list[Proved], dict[str, str]]:
    """The best within what a concept may have, or within how many are wanted in all."""
    within = list(_within(ranked, importance))
    if notes is None:
        chosen = within
    elif notes > len(within):
        chosen = [*within, *(one for one in ranked if one not in within)][:notes]
    else:
        first = _one_of_each_core(within, importance)
        chosen = [*first, *(one for one in within if one not in first)][:notes]
    ids = {one.note.id for one in chosen}
    enough = "enough: better notes fill the number that is wanted"
    refused = {one.note.id: enough for one in ranked if one.note.id not in ids}
    return [one for one in ranked if one.note.id in ids], refused


def _within(ranked: Sequence[Proved], importance: Mapping[str, int]) -> Iterator[Proved]:
    kept: Counter[str] = Counter()
    for one in ranked:
        concept = one.draft.concept
        if kept[concept] < MOST_KEPT.get(importance[concept], MOST_KEPT[2]):
            kept[concept] += 1
            yield one


def _one_of_each_core(ranked: Sequence[Proved], importance: Mapping[str, int]) -> list[Proved]:
    best: dict[str, Proved] = {}
    for one in ranked:
        if importance[one.draft.concept] >= CORE:
            best.setdefault(one.draft.concept, one)
    return list(best.values())


def _prioritise(
    kept: Sequence[Proved], importance: Mapping[str, int], lesser: Collection[str]
) -> Iterator[Note]:
    """Notes with priorities: the best of core concepts first; last minor ones, and `lesser` ids."""
    met: Counter[str] = Counter()
    for one in kept:
        concept = one.draft.concept
        met[concept] += 1
        weight = importance[concept]
        core = weight >= CORE and met[concept] <= CORE_FIRST
        last = weight <= MINOR or one.note.id in lesser
        yield replace(one.note, priority=3 if last else 1 if core else 2)
