"""Rules that compare notes: what they find, that they find all of it, and what it costs."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.checks import rules_deck, rules_redundancy
from quizgen.checks.examples import example_view
from quizgen.checks.lexicon import read_lexicon
from quizgen.checks.model import DeckRule, Example, NoteRule
from quizgen.checks.similarity import jaccard, similar_pairs
from quizgen.checks.views import DeckView, NoteView, SourceView
from quizgen.schema import (
    Answerable,
    Choice,
    Cloze,
    Content,
    Deck,
    Kind,
    Note,
    Option,
    Severity,
    Status,
    Subdecks,
    Topic,
)
from quizgen.sources.meta import parse_meta
from quizgen.sources.read import parse_source

RULES = {rule.id: rule for rule in rules_redundancy.RULES}
LEXICON = read_lexicon("en")
NOTES = 5_000


# ------------------------------------------------------------------------------ decks without files


def deck_view(
    contents: Iterable[Content], source: str = "The tide is raised by the Moon."
) -> DeckView:
    assert LEXICON is not None
    notes = tuple(note_of(number, content) for number, content in enumerate(contents))
    topic = Topic("Sea", "sea", notes)
    deck = Deck("sea", "Sea", Path(), "en", ("s",), Subdecks.NONE, "", None, 20, (topic,), ())
    meta = parse_meta('title: A text\nrecorded: "2024-03"\n', Path("s.meta.yaml"))
    sources = {"s": SourceView(parse_source(source, Path("s.txt"), meta), LEXICON)}
    views = tuple(NoteView(note, topic, deck, LEXICON, sources, ()) for note in notes)
    return DeckView(deck, views, LEXICON, sources)


def note_of(number: int, content: Content) -> Note:
    kinds = {Cloze: Kind.CLOZE, Choice: Kind.CHOICE, Answerable: Kind.BASIC}
    return Note(f"note-{number}", kinds[type(content)], content, (), Status.DRAFT)


def basic(question: str, answer: str) -> dict[str, Any]:
    return {"question": question, "answer": answer}


def cloze(text: str) -> dict[str, Any]:
    return {"text": text}


def choice(question: str, key: str, *wrong: str) -> dict[str, Any]:
    options = [{"text": key, "key": True}, *({"text": text, "why": "No."} for text in wrong)]
    return {"question": question, "options": options}


def hits(rule: str, notes: Iterable[Mapping[str, Any]]) -> dict[str, Severity]:
    """Which notes a rule finds, and how much each finding weighs."""
    found = RULES[rule].check(example_view(Example(tuple(notes))))
    return {id_: hit.severity or RULES[rule].severity for id_, hit in found}


def says(rule: str, *notes: Mapping[str, Any]) -> Severity | None:
    return next(iter(hits(rule, notes).values()), None)


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
YEAST = basic("Which fungus makes the dough of bread rise?", "Yeast")
MOON = basic("Which body raises the tide of the sea?", "The Moon")
KEYSTONE = "The wedge at the top of a stone arch is called the {{c1::keystone}}."


@pytest.mark.parametrize(
    ("first", "second", "weight"),
    [
        (YEAST, basic("Which fungus makes the dough of bread rise", "yeast."), ERROR),
        (YEAST, basic("Which fungus is it that makes bread dough rise?", "A yeast"), ERROR),
        (YEAST, basic("Which living fungus makes the dough of bread rise?", "Yeast"), WARNING),
        (MOON, basic("What body raises the sea's tide daily?", "the moon"), WARNING),
        (cloze(KEYSTONE), cloze(KEYSTONE.replace("of a stone", "of the stone")), ERROR),
        (cloze(KEYSTONE), cloze(KEYSTONE.replace("keystone", "capstone")), ERROR),
        (cloze(KEYSTONE), cloze(KEYSTONE.replace("top", "very summit")), WARNING),
        (
            cloze("{{c1::Salt}} slows the yeast of a dough"),
            cloze("Salt slows the {{c1::yeast}} of a dough"),
            WARNING,
        ),
        (
            choice("What spreads the load of an arch bridge?", "Its curve", "Its weight"),
            choice("What spreads the load of any arch bridge?", "Its curve", "Its rail"),
            ERROR,
        ),
        (
            basic("In which year did the Tay Bridge fall into the river?", "1879"),
            basic("In which year did the Forth Bridge fall into the river?", "1879"),
            INFO,
        ),
        (YEAST, MOON, None),
        (YEAST, basic("Which gas makes bread light?", "Carbon dioxide"), None),
        (
            basic("What is a starter of sour dough called in French?", "Levain"),
            basic("What is levain in French baking?", "A starter of sour dough"),
            None,
        ),
        (
            cloze("{{c1::Neap}} tides come at {{c2::half}} moon."),
            cloze("{{c1::Spring}} tides come at {{c2::full}} moon."),
            None,
        ),
        (
            basic("What does `a*` match in a regex?", "Zero or more a"),
            basic("What does `a+` match in a regex?", "At least an a"),
            None,
        ),
        (
            choice("What does a pier of a bridge carry?", "The deck", "Water"),
            choice("What does a pier of a harbour shelter?", "Ships", "Water"),
            None,
        ),
    ],
)
def test_near_duplicate(
    first: dict[str, Any], second: dict[str, Any], weight: Severity | None
) -> None:
    assert says("near-duplicate", first, second) == weight


@pytest.mark.parametrize(
    ("first", "second", "weight"),
    [
        (YEAST, basic("What makes the dough of bread rise?", "Warm gas"), WARNING),
        (basic("When was A opened?", "1815"), basic("When was B opened?", "1890"), WARNING),
        (
            basic("What is the main reason for a low tide?", "Gravity"),
            basic("What is a reason for the low tide?", "Wind off the land"),
            WARNING,
        ),
        (cloze("Dough rises with {{c1::yeast}}"), basic("With what does dough rise?", "Time"), WARNING),
        (
            basic("In which year was the old stone bridge of Kelso opened?", "1803"),
            basic("In which year was the old stone bridge of Perth opened?", "1771"),
            None,
        ),
        (
            choice("Which is true of tides?", "Two a day", "One a day"),
            choice("Which of these is true of tides?", "The Moon leads", "Wind leads"),
            WARNING,
        ),
        (
            choice("Which ferment makes rye dough rise in an old bakery?", "Sour", "Soda"),
            choice("Which ferment makes rye dough rise in an old cold bakery?", "Gas", "Salt"),
            INFO,
        ),
        (
            basic("In which year was the old and famous stone road bridge over the Tweed at Kelso opened?", "1803"),
            basic("In which year was the old and famous stone road bridge over the Tweed at Peebles opened?", "1465"),
            INFO,
        ),
        (basic("What spreads the load of an old arch?", "Its curve"), basic("What spreads the load of arch and beam over wide water in an old valley?", "Piers"), INFO),
        (basic("When did the Tay Bridge fall?", "1879"), basic("Why did the Tay Bridge fall?", "A storm"), None),
        (basic("What is a tide?", "Moving water"), basic("What raises a tide?", "The Moon"), None),
        (basic("What is the goal of proving dough?", "Gas"), basic("What is gluten in proving dough?", "Protein"), None),
        (YEAST, basic("Which fungus makes bread dough rise?", "A yeast"), None),
        (
            basic("In the baking of rye bread and its proving, what is proving?", "A warm rest"),
            basic("In the baking of rye bread and its proving, what is gluten?", "Protein"),
            INFO,
        ),
        (
            basic("In the baking of rye bread, what is proving?", "A warm rest"),
            basic("In the baking of rye bread and its proving, what is gluten?", "Protein"),
            INFO,
        ),
        (
            basic("In the context of dough, gluten and yeast, what is gluten?", "A net of protein"),
            basic("In the context of dough, gluten and yeast, what is the gluten?", "A flour"),
            WARNING,
        ),
        (YEAST, MOON, None),
        (basic("Who built the Menai Bridge?", "Telford"), basic("Who built the Clifton Bridge?", "Brunel"), None),
        (
            cloze("{{c1::Paris}} bakes {{c2::baguettes}}"),
            cloze("{{c1::Altamura}} bakes {{c2::durum loaves}}"),
            None,
        ),
    ],
)  # fmt: skip
def test_interfering_pair(
    first: dict[str, Any], second: dict[str, Any], weight: Severity | None
) -> None:
    assert says("interfering-pair", first, second) == weight


def answered(*answers: str) -> list[dict[str, Any]]:
    asked = (
        "What raises the tide?",
        "What did Apollo reach?",
        "What hides the Sun?",
        "What is round?",
    )
    return [basic(*pair) for pair in zip(asked, answers, strict=False)]


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        (answered("The Moon", "the moon.", "Moon"), {"note-2": WARNING}),
        (answered("A pier", "the pier", "Rust", "pier"), {"note-3": WARNING}),
        (answered("Rye", "Rye", "Rye", "Rye"), {"note-2": WARNING, "note-3": WARNING}),
        (
            [*answered("Salt", "salt"), cloze("A dough without {{c1::salt}} tastes flat.")],
            {"note-2": WARNING},
        ),
        (
            [*answered("Flour", "flour"), choice("What holds gluten?", "Flour", "Water")],
            {"note-2": WARNING},
        ),
        (answered("three", "Three", "three"), {"note-2": INFO}),
        (answered("1815", "1815", "1815"), {"note-2": INFO}),
        (answered("The Moon", "the moon"), {}),
        (answered("Rye", "Rye bread", "Rye flour"), {}),
        ([cloze("{{c1::Rye}} and {{c2::rye}} and {{c3::rye}}"), *answered("Rye")], {}),
        ([*answered("Salt", "salt"), choice("What is sour?", "Acid", "Salt")], {}),
    ],
)
def test_too_many_same_answer(notes: list[dict[str, Any]], found: dict[str, Severity]) -> None:
    assert hits("too-many-same-answer", notes) == found


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (basic("Who built the Clifton Bridge?", "Brunel"), basic("Why was Brunel in debt?", "A ship"), True),
        (basic("What is a loaf of rye?", "A dark loaf"), choice("Which keeps?", "A dark loaf", "A bun"), True),
        (cloze("Ebb means {{c1::falling water}}"), basic("How long does falling water take?", "Long"), True),
        (basic("When did it open?", "1864"), basic("What else opened in 1864?", "A dock"), True),
        (basic("What raises the tide?", "The Moon"), basic("How far is the Sun?", "Far"), False),
        (basic("How many a day?", "two"), basic("Which two bakers fell out?", "Brothers"), False),
        (basic("What rises?", "Bread dough"), basic("Which dough makes bread of rye?", "Sour"), False),
        (basic("Who built the Clifton Bridge?", "Brunel"), basic("Why did Telford fall?", "Age"), False),
        (basic("What floats?", "wood"), basic("Which wood do piles use?", "Oak"), False),
    ],
)  # fmt: skip
def test_cross_item_clue(first: dict[str, Any], second: dict[str, Any], found: bool) -> None:
    assert ("note-0" in hits("cross-item-clue", [first, second])) is found


SEA = [basic(f"Which tide comes {when}?", "A tide") for when in ("early", "late", "twice", "never")]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        (YEAST, True),
        (cloze("Yeast {{c1::ferments}}"), True),
        (choice("What carries a bridge?", "Piers", "Air"), True),
        (basic("Who baked in 1815?", "Smith"), True),
        (basic("What is a high tide?", "Water"), False),
        (cloze("The tide {{c1::ebbs}}"), False),
        (YEAST | {"extra": "", "concept": "tide"}, True),
        (choice("What falls?", "The tide", "Snow"), False),
    ],
)
def test_orphan_note(note: dict[str, Any], found: bool) -> None:
    assert hits("orphan-note", [*SEA, note]) == ({"note-4": INFO} if found else {})


def test_notes_of_one_concept_are_no_orphans() -> None:
    linked = [YEAST | {"concept": "tide"}, MOON | {"concept": "tide"}, *SEA]
    assert not hits("orphan-note", linked)
    assert not hits("orphan-note", [YEAST, MOON]), "a deck just begun has no orphans"


@pytest.mark.parametrize(
    ("longest", "of", "found"),
    [(3, 3, True), (5, 6, True), (9, 12, True), (30, 60, True)]
    + [(1, 1, False), (2, 2, False), (3, 6, False), (6, 12, False), (20, 60, False)],
)
def test_longest_key_rate(longest: int, of: int, found: bool) -> None:
    notes = [
        Choice(f"What is {n}?", (Option("pull of the Moon" if n < longest else "it", True),
                                 Option("wind"), Option("rain")))
        for n in range(of)
    ]  # fmt: skip
    told = list(RULES["longest-key-rate"].check(deck_view(notes)))
    assert [id_ for id_, _ in told] == ([""] if found else [])


# ----------------------------------------------------------------- the same pairs as the plain way

members = st.sets(st.sampled_from("abcdefghijkl"), max_size=9).map(frozenset)


@given(st.lists(members, max_size=30), st.sampled_from([0.4, 0.5, 0.6, 0.75, 0.9, 1.0]))
@settings(max_examples=300, deadline=None)
def test_the_join_finds_what_comparing_all_finds(
    sets: list[frozenset[str]], threshold: float
) -> None:
    plain = {
        (later, earlier, jaccard(sets[later], sets[earlier]))
        for earlier, later in combinations(range(len(sets)), 2)
        if jaccard(sets[later], sets[earlier]) >= threshold
    }
    found = list(similar_pairs(sets, threshold))
    assert set(found) == plain
    assert len(found) == len(plain)


words = st.lists(
    st.sampled_from(["tide", "moon", "sea", "rises", "falls", "dough", "1815", "Kelso", "the", "of"]),
    min_size=1, max_size=7,
).map(" ".join)  # fmt: skip
contents = st.one_of(
    st.builds(Answerable, words, words),
    st.builds(lambda a, b, c: Cloze(f"{a} {{{{c1::{b}}}}} {c}"), words, words, words),
    st.builds(lambda q, a, b: Choice(q, (Option(a, True), Option(b))), words, words, words),
)


@given(st.lists(contents, max_size=12))
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize("rule", ["near-duplicate", "interfering-pair"])
def test_a_deck_is_judged_like_its_pairs(rule: str, deck: list[Content]) -> None:
    """The findings of a deck are the heaviest of those that its pairs have, taken two by two."""
    order = [INFO, WARNING, ERROR]
    heaviest: dict[str, Severity] = {}
    for earlier, later in combinations(range(len(deck)), 2):
        for _, hit in RULES[rule].check(deck_view([deck[earlier], deck[later]])):
            weight = hit.severity or RULES[rule].severity
            held = heaviest.get(f"note-{later}", weight)
            heaviest[f"note-{later}"] = max(weight, held, key=order.index)
    told = {id_: hit.severity for id_, hit in RULES[rule].check(deck_view(deck))}
    assert told == heaviest


# -------------------------------------------------------------------------------- any text, any size


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=8))
@settings(max_examples=150, deadline=2_000)
def test_no_text_breaks_a_rule(texts: list[tuple[str, str, str]]) -> None:
    made: list[Content] = []
    for one, two, three in texts:
        made += [Answerable(one, two), Cloze(f"{one}{{{{c1::{two}}}}}{three}")]
        made.append(Choice(one, (Option(two, True), Option(three))))
    view = deck_view(made)
    for rule in RULES.values():
        for id_, hit in rule.check(view):
            assert hit.message
            assert not id_ or id_.startswith("note-")


@pytest.mark.parametrize(
    "text", ["a " * 5000, "(" * 2000, "1," * 3000, "Ab " * 4000, "the" + " " * 9000]
)
def test_long_texts_take_bounded_time(text: str) -> None:
    made: list[Content] = [Answerable(text, text), Cloze(f"{text}{{{{c1::{text}}}}}")]
    made += [Choice(text, (Option(text, True), Option(text + "b"))), Answerable(text + "c", text)]
    view, start = deck_view(made * 2), time.process_time()
    for rule in RULES.values():
        list(rule.check(view))
    assert time.process_time() - start < 10


# --------------------------------------------------------------------------------- cost of large decks

FRAMES = (
    "According to {n} ({y}), why does {a} {b} limit the {c} of {d} {e}?",
    "Which {a} of {b} did {n} name as the ground for {c} {d} in {y}?",
    "What does {n} expect of {a} when {b} meets {c} and {d} is {e}?",
    "In which year was the {a} {b} of {n} finished?",
    "How does {a} {b} differ from {c} {d}, in the view of {n}?",
)


def plausible(count: int, seed: int = 1) -> tuple[list[Content], str]:
    """Distinct notes of all kinds over a vocabulary as uneven as a language's, and their source."""
    dice = random.Random(seed)
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    nouns = ["".join(dice.choices(syllables, k=3)) for _ in range(6_000)]
    people = ["".join(dice.choices(syllables, k=2)).title() for _ in range(40)]
    odds = [1 / (rank + 5) for rank in range(len(nouns))]

    def some(how_many: int) -> str:
        return " ".join(dice.choices(nouns, odds, k=how_many))

    made: list[Content] = []
    for number in range(count):
        fill = {letter: some(1) for letter in "abcde"}
        frame = dice.choice(FRAMES)
        asked = frame.format(n=dice.choice(people), y=dice.randint(1800, 2024), **fill)
        if number % 5 == 0:
            made.append(Cloze(f"The {some(3)} of {{{{c1::{some(2)}}}}} makes {some(4)}."))
        elif number % 5 == 1:
            wrong = tuple(Option(some(dice.randint(1, 4))) for _ in range(3))
            made.append(Choice(asked, (Option(some(dice.randint(1, 4)), True), *wrong)))
        else:
            made.append(Answerable(asked, some(dice.randint(1, 5))))
    source = " ".join(
        f"{some(12).capitalize()} of {dice.choice(people)}." for _ in range(count * 2)
    )
    return made, source


def templated(count: int) -> list[Content]:
    """Notes that differ in two words only, as generated decks do."""
    return [
        Answerable(f"In the English language, which French noun is said for the word tide{n}?", f"maree{n}")
        for n in range(count)
    ]  # fmt: skip


def cost(view: DeckView) -> float:
    """Seconds of all deck rules, and of those note rules that live with them; parsing is not in it."""
    start = time.process_time()
    for rule in (*rules_redundancy.RULES, *rules_deck.RULES):
        if isinstance(rule, DeckRule):
            list(rule.check(view))
        elif isinstance(rule, NoteRule):
            for note in view.notes:
                list(rule.check(note))
    return time.process_time() - start


def test_five_thousand_notes_take_seconds_and_twice_as_many_twice_as_long() -> None:
    half, whole = (deck_view(*plausible(count)) for count in (NOTES // 2, NOTES))
    few, many = cost(half), cost(whole)
    assert many < 15, f"{many:.2f} s"
    assert many < 4 * few, f"{few:.2f} s, then {many:.2f} s"


def test_a_deck_of_one_template_takes_seconds() -> None:
    seconds = cost(deck_view(templated(NOTES)))  # apart: a failure would print the whole deck
    assert seconds < 30


def test_a_copy_is_found_in_a_large_deck() -> None:
    made, source = plausible(1_000)
    copied = made[::100]
    view = deck_view([*made, *copied], source)
    told = {id_ for id_, hit in RULES["near-duplicate"].check(view) if hit.severity is ERROR}
    assert {f"note-{1_000 + number}" for number in range(len(copied))} <= told
