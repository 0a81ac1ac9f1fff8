"""Flaws of questions: open, double, endless, or none at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.views import NoteView
from quizgen.schema import Kind

from .tools import (
    Draw,
    Mutant,
    answering,
    asking,
    in_question,
    insert_words,
    lower,
    topic,
    upper,
)

YES_NO = (
    ("Is {t} the same in every case?", "No, it varies"),
    ("Does {t} matter for what follows?", "Yes"),
    ("Can {t} be measured?", "It can"),
    ("Did anybody expect {t}?", "Nobody did"),
    ("Has {t} been observed?", "Yes, several times"),
    ("Will {t} go on to change how people work?", "Probably"),
    ("In this field, is {t} well understood?", "No"),
    ("Should one rely on {t}?", "One should"),
    ("Was {t} known before, yes or no?", "It was"),
    ("When costs rise, does {t} become rarer?", "It does"),
    ("Are there limits to {t}?", "Yes, there are"),
    ("What about {t}: could it be avoided?", "Yes"),
)
NO_QUESTION = (
    "{t}", "The role of {t}", "Something about {t}", "{t} and what limits it",
    "How {t} came about", "The three stages of {t}", "{t} is a matter of degree.",
    "On the history of {t}", "The person who first described {t}",
)  # fmt: skip
SECOND = (
    ", and why?", ", and how does it work?", " and when did this become clear?",
    "? Who found this out?", "? Why?", ", and what follows from that?",
    ", and who was the first to say so?", "? And since when?",
)  # fmt: skip
WHOLE_PAIRS = (
    "What is {t}, and what does it depend on?", "How and why does {t} arise?",
    "Who first described {t} and when?", "What is {t}? What are its limits?",
)  # fmt: skip
OPEN = (
    "What is a consequence of {t}?", "What is one benefit of {t}?", "Why is {t} important?",
    "Discuss {t}.", "Describe the role of {t}.", "How does {t} affect society?",
    "Name an example of {t}.", "Give some reasons for {t}.", "What is the main idea behind {t}?",
    "Tell me about {t}.", "What is one way to think about {t}?", "Name a factor behind {t}.",
)  # fmt: skip
PADDING = (
    "Suppose that a reader, who has followed the long discussion of the whole matter from its first "
    "beginnings up to the latest details with great patience, wants to give a short account of it: {q}",
    "Considering everything that has been said about the background of the matter, the many people "
    "who took part in it, and the long way that it took to get there, {q}",
    "When somebody who is new to the field and has read only a few of the best known introductions "
    "asks you at dinner about the point that puzzles most beginners, {q}",
    "If one leaves aside all the smaller matters, which are of interest to specialists only, and "
    "looks at the one point on which nearly all of those who know the field agree, {q}",
    "Bearing in mind that the matter is older than most people think, that it has been told in many "
    "ways, and that not all of the tellers were there themselves, {q}",
)
HARD = (
    ", considering institutional interdependencies characterising contemporary organisational infrastructures",
    " notwithstanding methodological incommensurabilities between experimental operationalisations",
    ", presupposing epistemologically indistinguishable characterisations of computational functionality",
    " irrespective of multidimensional heterogeneities characterising longitudinal investigations",
    ", disregarding administrative responsibilities accompanying interdisciplinary collaborations",
)


def yes_no(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    question, reply = draw.one(YES_NO)
    asked = asking(view.note, upper(question.format(t=topic(view))))
    yield asked if draw.one((True, False), "answer") else answering(asked, reply)


def no_question(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note = view.note
    text = upper(draw.one(NO_QUESTION).format(t=topic(view)))
    yield asking(note, text)
    bare = re.sub(r"\?.*", "", note.question)
    if not re.match(r"(?:name|give|complete)\b", bare, re.IGNORECASE):
        yield asking(note, bare + draw.one(("", "."), "mark"))


def double(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note = view.note
    if note.question.endswith("?"):
        yield asking(note, note.question[:-1] + draw.one(SECOND))
    yield asking(note, draw.one(WHOLE_PAIRS).format(t=topic(view)))


def open_ended(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    yield asking(view.note, draw.one(OPEN).format(t=topic(view)))


def endless(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """Beyond 30 words; the stem of a choice note beyond 60."""
    limit = 60 if view.note.kind is Kind.CHOICE else 30
    text = view.note.question
    for padding in draw.some(PADDING, len(PADDING)):
        if len(text.split()) <= limit:
            text = padding.format(q=lower(text))
    yield asking(view.note, text)


def learned(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note, words = view.note, draw.one(HARD)
    text = in_question(note.question, words)
    if draw.one((True, False), "where"):
        text = insert_words(note.question, words.strip(", ") + ",", 4)
    if len(text.split()) >= 12:
        yield asking(note, text)
