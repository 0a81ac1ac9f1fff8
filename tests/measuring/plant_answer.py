"""Flaws of answers: too long, several, lists, given away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.checks.views import NoteView
from quizgen.schema import Kind

from .tools import Draw, Mutant, answering, asking, choice_of, in_question, is_cloze, lower, upper

LONGER = (
    ", which takes in all that was learned about it over the years by the many groups who worked on "
    "it in different places and with very different means",
    " in all of the cases that were looked at, from the first small trials to the large studies that "
    "followed some years later in several countries of the continent",
    ", at least as long as nothing else is changed at the same time, since otherwise nobody can tell "
    "what has brought about the difference that is seen in the end",
    " together with whatever else is needed to keep the whole running for a long time without any "
    "help from those who have set it up in the first place years ago",
    ", because the people who had to decide on it wanted above all to be able to explain it later to "
    "those who would have to live with what they had decided",
)
FACTS = (
    "It is {a}; the other half depends on how much money people spend",
    "It is {a}. The first trials failed for want of money",
    "It was {a}, and the later groups found a better method",
    "It is {a}, but earlier reports described another cause",
    "It is {a}, while most companies prefer cheaper machines",
    "It means {a}, which led several groups to change their plans",
    "{a}. This began in the spring. It ended two years later",
    "It shows {a}, whereas older methods measured the total weight",
)
SENTENCES = (
    "It is {a}. The first trials failed for want of money",
    "{a}. This began in the spring. It ended two years later",
    "It was {a}. Later groups found a better method",
    "{a}. Most companies prefer cheaper machines",
    "It is {a}. Nobody knows how much it will cost",
)
THINGS = (
    ("flour", "water", "salt", "yeast", "oil"),
    ("speed", "cost", "weight", "colour", "size"),
    ("Oslo", "Lima", "Cairo", "Quito", "Hanoi", "Perth"),
    ("reading notes", "asking colleagues", "testing models", "writing code"),
    ("maps", "clocks", "compasses", "logbooks", "charts"),
    ("staff", "tracks", "coaches", "tickets", "stations"),
)
GIVING = (
    "Given that it is {a}, {q}", "Bearing {a} in mind, {q}", "In the matter of {a}: {q}",
)  # fmt: skip
GIVING_LATER = (" (that is, {a})", ", namely {a}", ", as {a} shows", " with {a}", " (hint: {a})")


def longer(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    text = view.answers[0]
    words = draw.one(LONGER)
    if view.note.kind is Kind.CLOZE:
        short = " ".join(words.split()[:9]).rstrip(",")
        yield answering(view.note, f"{text}{'' if words[0] == ',' else ' '}{short}")
    else:
        yield answering(view.note, f"{text.rstrip('.')}{words}")


def several_facts(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    answer = lower(view.answers[0].rstrip(".").replace(";", ",").replace(":", ","))
    frames = FACTS if sum(len(word) > 3 for word in answer.split()) > 2 else SENTENCES
    yield answering(view.note, upper(draw.one(frames).format(a=answer)))


def listed(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for salt in ("a", "b", "c") if is_cloze(view.note) else ("a",):
        yield answering(view.note, _list(draw, salt))


def _list(draw: Draw, salt: str) -> str:
    items = draw.one(THINGS, salt)
    marked = [f"{n}. {item}" for n, item in enumerate(items, 1)]
    lettered = [f"({letter}) {item}" for letter, item in zip("abcdef", items, strict=False)]
    return draw.one(
        (
            f"{', '.join(items[:-1])} and {items[-1]}",
            f"{', '.join(items[:-1])}, or {items[-1]}",
            "; ".join(items),
            " ".join(marked),
            ", ".join(lettered),
            "\n".join(f"- {item}" for item in items),
        ),
        f"form {salt}",
    )


def given_away(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note, answer = view.note, lower(view.answers[0].rstrip("."))
    later = draw.some(GIVING_LATER, 2)
    if note.kind is Kind.REVERSED:
        yield asking(note, f"{note.question}: {answer}")
        return
    for words in later if is_cloze(note) else later[:1]:
        yield asking(note, in_question(note.question, words.format(a=answer)))
    for frame in draw.some(GIVING, 2 if is_cloze(note) else 1):
        yield asking(note, frame.format(a=answer, q=lower(note.question)))


def told_by_id(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    words = re.findall(r"[a-z0-9]+", view.answers[0].casefold())
    while words and words[0] in ("a", "an", "the"):
        words = words[1:]
    if not 1 <= len(words) <= 5 or not any(len(word) > 3 for word in words):
        return
    slug = "-".join(words)
    frames = ("{s}", "what-is-{s}", "{s}-note", "note-on-{s}-here", "card-12-{s}", "it-is-{s}")
    yield replace(view.note, id=draw.one(frames).format(s=slug))


def echoing_key(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """A word of the stem, in the key only: no wrong option repeats another word of it."""
    options = " ".join(view.options).casefold()
    words = re.findall(r"\b[a-z]{6,}\b", view.question)
    free = [
        w for w in words if w[:5] not in options and w not in ("according", "between", "within")
    ]
    wrong = " ".join(o.text for o in choice_of(view.note).options if not o.key).casefold()
    key = lower(choice_of(view.note).keys[0].text)
    if any(word[:5] in wrong and word[:5] not in key.casefold() for word in words):
        return
    frames = ("A {w} matter: {k}", "{k}, for {w}", "{k} in {w}", "Some {w} {k}", "{k} ({w})")
    for frame in draw.some(frames, 2):
        if free:
            yield answering(view.note, upper(frame.format(w=draw.one(free, "word"), k=key)))
