"""Flaws of stems, and cues that tell the key to somebody who knows nothing."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks.views import NoteView

from .tools import (
    Draw,
    Mutant,
    asking,
    choice_of,
    insert_words,
    key_place,
    lower,
    topic,
    upper,
    with_option,
    with_options,
    wrong_places,
)

NEGATIVE = (
    "Which of these is NOT part of {t}?", "All of these belong to {t} except:",
    "Which of these is least typical of {t}?", "Which claim about {t} is incorrect?",
    "Which of these has never been said of {t}?", "Which of these isn't a result of {t}?",
    "What does {t} not depend on?", "Which account of {t} is false?",
    "Which of these cannot follow from {t}?", "All but one of these go with {t}; which does not?",
)  # fmt: skip
BLANKS = ("___", "______", "[blank]", "(blank)", "......", "_____")
UNFOCUSED = (
    "{t}:", "{t} is", "About {t}", "Which of these?", "Regarding {t} ...", "{t} and its limits",
    "Choose the best option.", "Consider {t}.", "Which of the following is true?",
)  # fmt: skip
TRUE_FALSE = (
    "Which of these statements about {t} is true?", "Which statement on {t} is correct?",
    "Which of the following is true of {t}?", "Which of these claims about {t} is false?",
    "Which statement is true?", "Which of the following statements about {t} is correct?",
)  # fmt: skip
VERDICTS = (
    ("True", "False", "It depends"),
    ("Yes, always in time", "No, for want of money", "Nobody has asked"),
    ("True, since it costs less", "False, since it costs more", "It costs the same"),
    ("Yes", "No", "Unclear"),
)
ABSOLUTES = ("always", "never", "completely", "only", "entirely", "absolutely", "totally")
FREQUENCIES = ("usually", "often", "rarely", "sometimes", "generally", "frequently", "seldom",
               "occasionally", "typically")  # fmt: skip
ARTICLES = (
    ("The best word for what {t} needs is an", ("effort", "rest", "market", "plan")),
    ("In a word, {t} may be called an", ("experiment", "game", "theory", "habit")),
    ("What describes {t} best is a", ("method", "idea", "effect", "accident")),
    ("Those who speak of {t} speak of an", ("idea", "law", "rule", "proof")),
    ("For {t} one needs a", ("machine", "office", "idea", "expert")),
    ("What {t} calls for is an", ("agreement", "price", "bridge", "school")),
)
NUMBER = (
    ("What are the causes of {t}?", ("Costs and delays", "The weather", "A new law")),
    ("Which are the parts that {t} consists of?", ("Weights and data", "A text", "The price")),
)
PARTS = (
    ("cold", "warm", "salty", "fresh", "water"),
    ("fast", "slow", "large", "small", "models"),
    ("old", "new", "cheap", "costly", "tools"),
    ("thin", "thick", "soft", "rigid", "plates"),
    ("early", "late", "public", "secret", "trials"),
)
MIXED = (
    ("1883", "1932", "1937", "The wind"),
    ("Paris", "40 metres", "12 metres", "90 metres"),
    ("10%", "35%", "Maria Keller", "60%"),
    ("1998", "2004", "2011", "Somebody who knows the field well"),
    ("12 km", "20 km", "Oslo", "45 km"),
    ("1912", "1756", "Helsinki", "1980"),
)


def negative(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for frame in draw.some(NEGATIVE, 2):
        yield asking(view.note, frame.format(t=topic(view)))


def blank_inside(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for blank in draw.some(BLANKS, 2):
        place = draw.one(range(2, 9), blank)
        yield asking(view.note, insert_words(view.note.question, blank, place).replace("?", "."))


def unfocused(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for frame in draw.some(UNFOCUSED, 2):
        yield asking(view.note, upper(frame.format(t=topic(view))))


def true_or_false(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    yield asking(view.note, draw.one(TRUE_FALSE).format(t=topic(view)))
    yield with_options(view.note, draw.one(VERDICTS))


def absolute(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """An absolute word in one wrong option, in all of them, or in the key only."""
    note, word = view.note, draw.one(ABSOLUTES)
    key, wrong = key_place(note), wrong_places(note)
    ways = ([key], wrong, wrong[:1], wrong[-1:])
    for places in draw.some(ways, 2):
        yield _with_word(view, places, word, draw)


def vague_frequency(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for word in draw.some(FREQUENCIES, 2):
        place = draw.one(range(len(view.options)), word)
        yield _with_word(view, [place], word, draw)


def _with_word(view: NoteView, places: list[int], word: str, draw: Draw) -> Mutant:
    note = view.note
    frame = draw.one(("{w} {o}", "{o}, {w}", "It is {w} {o}"), word)
    for place in places:
        text = lower(choice_of(view.note).options[place].text)
        note = with_option(note, place, upper(frame.format(w=word, o=text)))
    return note


def grammatical(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for stem, options in draw.some(ARTICLES, 2):
        yield with_options(asking(view.note, stem.format(t=topic(view))), options)
    plural, texts = draw.one(NUMBER, "number")
    yield with_options(asking(view.note, plural.format(t=topic(view))), texts)


def converging(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for a, b, c, d, thing in draw.some(PARTS, 2):
        texts = (f"{a} {c} {thing}", f"{a} {d} {thing}", f"{b} {c} {thing}")
        yield with_options(view.note, texts)


def mixed(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for texts in draw.some(MIXED, 2):
        yield with_options(view.note, texts, draw.one((0, 1, 2, 3), texts[0]))
