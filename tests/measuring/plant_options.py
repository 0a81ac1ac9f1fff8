"""Flaws of options that make them overlap, repeat or speak of each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizgen.checks.views import NoteView
from quizgen.schema import Choice, Option

from .tools import (
    Draw,
    Mutant,
    choice_of,
    key_place,
    lower,
    upper,
    with_option,
    with_options,
    wrong_places,
)

ALL_NONE = (
    "All of the above", "None of these", "None of the above", "All of these",
    "All the options above", "All of them are correct", "Both of the above", "Neither of these",
    "None of the options is right", "All of the above statements",
)  # fmt: skip
COMBINED = (
    ("I and II only", "I and III only", "II and III only", "I, II and III"),
    ("A and C", "A and B", "B and C", "A, B and C"),
    ("1 and 3", "2 and 4", "1, 2 and 3", "only 4"),
    ("Both i and iii", "Only i", "Only ii", "ii and iii"),
    ("(a) and (b)", "(a) and (c)", "(b) only", "(c) only"),
    ("1 only", "2 only", "1 and 2", "2 and 3"),
)
RANGES = (
    ("10-20 years", "20-30 years", "30-40 years"),
    ("from 5 to 10 metres", "from 8 to 15 metres", "from 20 to 30 metres"),
    ("$1-2 million", "$2-3 million", "$4-5 million"),
    ("between 5% and 9%", "9% to 12%", "13% to 20%"),
    ("1990-1995", "1995-2000", "2001-2010"),
    ("3 to 6 hours", "5 to 9 hours", "10 to 12 hours"),
    ("100\u2013200 km", "150\u2013250 km", "300\u2013400 km"),
    ("more than 50 people", "more than 80 people", "fewer than 20 people"),
)
TWICE = (
    ("18 years", "Eighteen years", "Nine years"),
    ("50%", "50 percent", "20 percent"),
    ("1,200 metres", "1200 metres", "900 metres"),
    ("3 million", "3,000,000", "2 million"),
    ("$1 billion", "A billion dollars", "$2 billion"),
    ("A dozen", "Twelve", "Twenty"),
)
NUMBERS = (
    ("40", "10", "30", "20"),
    ("1977", "1960", "2012", "1964"),
    ("About $2 billion", "About $30 million", "About $400 million"),
    ("8 hours", "4 hours", "15 hours"),
    ("0.5", "0.05", "15", "2"),
    ("30%", "10%", "20%"),
    ("ASL-4", "ASL-2", "ASL-3"),
    ("three months", "two months", "nine months"),
    ("1,500 m", "300 m", "900 m"),
)
MORE = (" and more", ", among others", " of another kind", " in most cases", ", or nearly so")


def odd_count(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    choice = choice_of(view.note)
    wrong = [option for option in choice.options if not option.key]
    yield replace(view.note, content=replace(choice, options=(choice.keys[0], wrong[0])))
    more = tuple(Option(f"A {word} one") for word in ("third", "newer", "smaller", "cheaper"))
    yield replace(view.note, content=replace(choice, options=(*choice.options, *more)[:6]))


def same_twice(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note = view.note
    first, second = draw.some(wrong_places(note), 2)
    text = choice_of(note).options[first].text
    ways = (
        text.upper(),
        f"{text}.",
        f" {text}",
        text,
        f"\u201c{text}\u201d",
        lower(text),
        f"**{text}**",
    )
    for way in draw.some(ways, 2, "way"):
        yield with_option(note, second, way)


def within(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note = view.note
    first, second = draw.some(wrong_places(note), 2)
    text = choice_of(note).options[first].text.rstrip(".")
    if any(option[0].isdigit() for option in view.options):
        return
    yield with_option(note, second, text + draw.one(MORE))
    yield with_option(note, second, f"Both {lower(text)} and the {draw.one(('weather', 'price'))}")


def overlapping(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for texts in draw.some(RANGES, 2):
        yield with_options(view.note, texts, draw.one((0, 1, 2), texts[0]))


def as_right(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note = view.note
    key = choice_of(note).options[key_place(note)].text
    place = draw.one(wrong_places(note))
    longer = (
        f"{key} as such",
        f"More precisely, {lower(key)}",
        f"{key}, in short",
        f"Exactly {key}",
    )
    yield with_option(note, place, draw.one(longer, "way"))
    yield with_options(note, draw.one(TWICE))


def unordered(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for texts in draw.some(NUMBERS, 2):
        yield with_options(view.note, texts, draw.one((0, 1, 2), texts[0]), fixed=True)


def second_key(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    choice = choice_of(view.note)
    for place in draw.some(wrong_places(view.note), 2):
        options = list(choice.options)
        options[place] = replace(options[place], key=True)
        if not all(option.key for option in options):
            content = Choice(choice.question, tuple(options))
            yield replace(view.note, content=content)


def all_or_none(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note = view.note
    one, other = draw.some(ALL_NONE, 2)
    yield with_option(note, wrong_places(note)[-1], one)
    yield with_option(note, key_place(note), other)


def combined(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for texts in draw.some(COMBINED, 2):
        yield with_options(view.note, texts, draw.one((0, 1, 2, 3), texts[0]))


LONG = (
    ", because of what was found out about it in the long years before",
    " as long as nobody changes the conditions under which it was first observed",
    ", in the sense in which the word was first used by those who brought it up",
    " together with the many things that have to be in place for it beforehand",
    ", which is what most of those who looked into it have come to expect",
)


def long_key(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """The key becomes longest by far, by a clause, or by a third of a clause."""
    note, words = view.note, draw.one(LONG)
    key = choice_of(note).options[key_place(note)].text
    yield with_option(note, key_place(note), key + words)
    longest = max(len(option.text) for option in choice_of(note).options)
    whole, part = (key + words).split(), ""
    while whole and len(part) < 1.6 * longest:
        part = f"{part} {whole.pop(0)}".strip()
    yield with_option(note, key_place(note), part)


def outlying(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """One option is a sentence among phrases, or a word among sentences."""
    note, words = view.note, draw.one(LONG)
    place = draw.one(wrong_places(note))
    yield with_option(note, place, choice_of(note).options[place].text + words)
    texts = [upper(f"{lower(option.text)}{words}") for option in choice_of(note).options]
    texts[place] = draw.one(("Luck", "Time", "Money", "Noise", "Habit"))
    yield with_options(note, texts, key_place(note))
