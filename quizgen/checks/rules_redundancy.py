"""Rules on notes that repeat or disturb one another; with those of `rules_deckwide.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from quizgen.checks import rules_deckwide
from quizgen.checks.model import ALL_KINDS, DeckRule, Example, Hit
from quizgen.checks.notewords import (
    Wording,
    asked_apart,
    fold_answer,
    folded_answers,
    is_parallel,
    same_answer,
    two_directions,
)
from quizgen.checks.primitives import stem
from quizgen.checks.similarity import jaccard, similar_pairs
from quizgen.checks.views import DeckView, NoteView
from quizgen.schema import Kind, Severity
from quizgen.text import squeeze

SAME, ALIKE, SAME_QUESTION = 0.90, 0.60, 0.50
# Questions less alike than this are seldom mixed up, even where one has no word of its own.
CONFUSING, MANY_SHARED = 0.80, 3
TOO_MANY = 3
QUOTED = 60

Found = Iterator[tuple[str, Hit]]


# ------------------------------------------------------------------------------- pairs that repeat


def _near_duplicate(view: DeckView) -> Found:
    notes = view.wordings
    pairs = [*_alike(notes), *_same_fronts(notes)]
    for later, earlier, weight, alike in _worst(pairs):
        yield notes[later].id, _duplicate(notes[later], notes[earlier], weight, alike)


Pair = tuple[int, int, Severity, float]
WEIGHT = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def _worst(pairs: Iterable[Pair]) -> list[Pair]:
    """For each later note the pair that weighs most; of equals, the one with the first note."""
    best: dict[int, Pair] = {}
    for pair in pairs:
        held = best.setdefault(pair[0], pair)
        if _rank(pair) > _rank(held):
            best[pair[0]] = pair
    return [best[later] for later in sorted(best)]


def _rank(pair: Pair) -> tuple[int, float, int]:
    return WEIGHT[pair[2]], pair[3], -pair[1]


def _alike(notes: list[Wording]) -> Iterator[Pair]:
    for sets in ([note.content for note in notes], [note.shingles for note in notes]):
        for later, earlier, alike in similar_pairs(sets, ALIKE):
            if weight := _repetition(notes[later], notes[earlier], alike):
                yield later, earlier, weight, alike


def _repetition(one: Wording, other: Wording, alike: float) -> Severity | None:
    """How much it weighs that two notes say so much alike; None when both may stay."""
    strong = Severity.ERROR if alike >= SAME else Severity.WARNING
    if same_answer(one, other):
        return Severity.INFO if is_parallel(one, other) else strong
    if two_directions(one, other):
        # One sentence with two gaps is one note with c1 and c2; two questions may stay.
        clozes = one.kind is other.kind is Kind.CLOZE
        return Severity.WARNING if clozes and alike >= SAME else None
    # Nearly one question with two answers is for `interfering-pair` to say.
    asked = jaccard(one.asked, other.asked)
    return None if asked >= SAME_QUESTION else Severity.WARNING


def _same_fronts(notes: list[Wording]) -> Iterator[Pair]:
    """Clozes of which one card looks the same before it is turned."""
    first: dict[str, int] = {}
    for number, note in enumerate(notes):
        for front in note.fronts:
            earlier = first.setdefault(front, number)
            if earlier != number:
                yield number, earlier, Severity.ERROR, 1.0


def _duplicate(note: Wording, other: Wording, weight: Severity, alike: float) -> Hit:
    nearly = "" if alike == 1 else "nearly "
    message = f"says {nearly}the same as {other.id}, {_quote(other)}"
    advice = "retire one, or ask for something else"
    if note.kind is other.kind is Kind.CLOZE and weight is not Severity.ERROR:
        advice = "make it one note with c1 and c2, or retire one"
    return Hit(message, note.view.question_field, "", advice, weight)


def _quote(note: Wording) -> str:
    text = squeeze(note.view.question)
    return f"“{text if len(text) <= QUOTED else text[:QUOTED].rstrip() + '…'}”"


# ------------------------------------------------------------------------------ pairs that disturb


def _interfering_pair(view: DeckView) -> Found:
    notes = view.wordings
    filler = frozenset(map(stem, view.lexicon.words("redundancy_filler")))
    pairs: list[Pair] = []
    for later, earlier, alike in similar_pairs([note.asked for note in notes], SAME_QUESTION):
        if weight := _disturbance(notes[later], notes[earlier], filler):
            pairs.append((later, earlier, weight, alike))
    for later, earlier, weight, _alike in _worst(pairs):
        other = notes[earlier]
        message = f"asks nearly what {other.id} asks for another answer, {_quote(other)}"
        advice = "add to each question what tells it from the other"
        yield notes[later].id, Hit(message, notes[later].view.question_field, "", advice, weight)


def _disturbance(one: Wording, other: Wording, filler: frozenset[str]) -> Severity | None:
    if same_answer(one, other) or two_directions(one, other):
        return None
    if one.asking and other.asking and one.asking != other.asking:
        return None  # why and when are two questions
    whole, other_whole = one.asked - filler, other.asked - filler
    alike = 1.0 if whole == other_whole else jaccard(whole, other_whole)
    mine, theirs = (asked - filler for asked in asked_apart(one, other))
    if mine - theirs and theirs - mine:  # each has a word of its own that tells it apart
        return Severity.INFO if alike >= CONFUSING else None
    if alike >= CONFUSING:
        # The options tell two choice notes apart, unless the stem is the very same.
        choices = one.kind is other.kind is Kind.CHOICE
        return Severity.INFO if choices and alike < SAME else Severity.WARNING
    return Severity.INFO if len(whole & other_whole) >= MANY_SHARED else None


# ------------------------------------ answers that come again


def _too_many_same_answer(view: DeckView) -> Found:
    holders: dict[str, list[NoteView]] = defaultdict(list)
    for note in view.notes:
        for said in sorted(folded_answers(note)):
            holders[said].append(note)
            if len(holders[said]) >= TOO_MANY:
                yield note.note.id, _once_more(holders[said], said)


def _once_more(holders: list[NoteView], said: str) -> Hit:
    view, first = holders[-1], holders[: TOO_MANY - 1]
    at = next(n for n, a in enumerate(view.answers) if fold_answer(a, view.lexicon) == said)
    message = f"“{view.answers[at]}” is the answer of {' and '.join(h.note.id for h in first)} too"
    # "Three" and "yes" come again by chance; nobody learns to guess them.
    trite = said in view.lexicon.words("redundancy_trite") or said in view.lexicon.numerals
    weight = Severity.INFO if trite or not any(map(str.isalpha, said)) else None
    advice = "ask in one of them for something else, or retire one"
    return Hit(message, view.answer_fields[at], view.answers[at], advice, weight)


SAME_ANSWERS = (
    {"question": "On what did Armstrong walk in 1969?", "answer": "The Moon"},
    {"question": "What hides the Sun in an eclipse?", "answer": "the moon."},
)
TIDE = {"question": "Which body raises the tide of the sea?", "answer": "The Moon"}
BREAD = {"question": "Which fungus makes the dough of bread rise?", "answer": "Yeast"}
RULES = (
    DeckRule(
        "near-duplicate",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "Two notes say nearly the same: the second review teaches nothing.",
        "Wozniak 1999, rule 11; Settles and others 2020",
        _near_duplicate,
        Example((TIDE, TIDE | {"question": "Which body of all raises the tide, of the sea?"})),
        Example((TIDE, BREAD)),
        may_be_error=True,
    ),
    DeckRule(
        "interfering-pair",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "Two notes ask nearly the same and want different answers: learners mix them up.",
        "Wozniak 1999, rule 11, combat interference",
        _interfering_pair,
        Example((BREAD, {"question": "What makes bread dough rise?", "answer": "Warm gas"})),
        Example((BREAD, {"question": "Which salt makes bread dough firm?", "answer": "Sea salt"})),
    ),
    DeckRule(
        "too-many-same-answer",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "Three or more notes have one answer: it can be guessed, and takes reviews from others.",
        "Wozniak 1999, rules 11 and 17",
        _too_many_same_answer,
        Example((TIDE, *SAME_ANSWERS)),
        Example((TIDE, BREAD, *SAME_ANSWERS[:1])),
    ),
    *rules_deckwide.RULES,
)
