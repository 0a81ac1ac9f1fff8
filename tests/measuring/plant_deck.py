"""Flaws between notes, and between notes and concepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.checks.views import NoteView
from quizgen.schema import Concept, ConceptSpan, Kind, Lines, Note

from .plant_options import LONG
from .tools import (
    Draw,
    Mutant,
    Planted,
    answering,
    asking,
    choice_of,
    in_question,
    insert_words,
    is_cloze,
    key_place,
    upper,
    with_option,
)

STEP = 3  # every third note is enough, since a whole deck is looked at each time
UNRELATED = (
    ("Which fungus makes dough rise?", "Baker's yeast"),
    ("On what did Armstrong walk in July 1969?", "Lunar dust"),
    ("Which bird lays its eggs in foreign nests?", "Cuckoos"),
    ("Who painted sunflowers at Arles?", "Vincent van Gogh"),
    ("Which mountain towers above Zermatt?", "Matterhorn"),
    ("Which spice comes from crocus flowers?", "Saffron"),
    ("Which opera ends with Tosca's leap?", "Puccini's Tosca"),
    ("What do camels store inside their humps?", "Fat"),
)
SAME_ANSWER = (
    "Which answer fits the first riddle of the old king?", "What was carved above the gate?",
    "What did the third traveller bring home?", "Which word opens the cave?",
    "What lies behind the green door?", "What does the parrot shout at noon?",
)  # fmt: skip


def _taken(draw: Draw) -> bool:
    ids = [view.note.id for view in draw.home.notes]
    return ids.index(draw.note) % STEP != 0


def _plant(draw: Draw, what: str, *added: Note) -> Planted:
    view = draw.home.change(added=added)
    return Planted(view, frozenset({draw.note, *(note.id for note in added)}), what)


def _twin(view: NoteView, end: str = "twin") -> Note:
    return replace(view.note, id=f"{view.note.id}-{end}")


def same_question(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    if _taken(draw):
        return
    twin = _twin(view)
    if not is_cloze(twin) and draw.one((True, False)):
        twin = answering(twin, "Something else")
    text = twin.question
    ways = (text, f"{text} ", text.replace(" ", "  ", 1), f" {text}")
    yield _plant(draw, "twin", asking(twin, draw.one(ways, "way")))


def nearly_the_same(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    if _taken(draw):
        return
    twin, text = _twin(view), view.note.question
    ways = (
        in_question(text, " indeed"),
        in_question(text, ", then"),
        text.replace(",", ""),
        text.replace("Which", "What").replace("What ", "Just what ", 1),
        insert_words(text, "really", 5),
        re.sub(r"\bthe\b", "this", text),
    )
    changed = [way for way in ways if way != text]
    yield _plant(draw, "near twin", asking(twin, draw.one(changed)))


def interfering(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """Nearly the same question with another answer."""
    if _taken(draw) or view.note.kind is Kind.REVERSED:
        return
    twin, text = _twin(view), view.note.question
    ways = (in_question(text, " at first"), in_question(text, " later"), insert_words(text, "also", 5),
            in_question(text, " in Norway"), in_question(text, " in the end"))  # fmt: skip
    other = ("copper wire", "a silent partner", "morning fog", "an iron gate", "seven ships")
    yield _plant(draw, "rival", answering(asking(twin, draw.one(ways)), draw.one(other, "answer")))


def thrice(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    if _taken(draw) or is_cloze(view.note) or view.note.kind is Kind.CHOICE:
        return
    one, other = draw.some(SAME_ANSWER, 2)
    answer = draw.one((str.upper, upper, "{}.".format), "form")(view.answers[0])
    twins = (asking(_twin(view), one), answering(asking(_twin(view, "third"), other), answer))
    yield _plant(draw, "thrice", *twins)


def clue(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """Another note's question says this note's answer."""
    answer = view.answers[0].rstrip(".")
    if _taken(draw) or len(answer.split()) < 2 or view.note.kind is Kind.CHOICE:
        return
    others = [v for v in draw.home.notes if v.note.id != draw.note and v.note.kind is Kind.BASIC]
    other = draw.one(others).note
    frames = (" (compare {a})", ", unlike {a}", " besides {a}", ", as with {a}", " next to {a}")
    asked = in_question(other.question, draw.one(frames).format(a=answer))
    changed = draw.home.change(replaced=[asking(other, asked)])
    yield Planted(changed, frozenset({draw.note, other.id}), asked)


def orphan(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    if _taken(draw) or view.note.kind in (Kind.CLOZE, Kind.CHOICE):
        return
    question, answer = draw.one(UNRELATED)
    lonely = replace(
        answering(asking(view.note, question), answer), why="", concept=None, speaker=None
    )
    changed = draw.home.change(replaced=[lonely])
    yield Planted(changed, frozenset({draw.note}), question)


def longest_keys(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """The keys of all choice notes, or of nearly all, become the longest."""
    choices = [v for v in draw.home.notes if v.note.kind is Kind.CHOICE]
    if view.note.kind is not Kind.CHOICE or len(choices) < 5:
        return
    spared = draw.some([v.note.id for v in choices], draw.one((0, 1, 2), "spared"), "who")
    longer = []
    for other in choices:
        if other.note.id not in spared:
            place = key_place(other.note)
            text = choice_of(other.note).options[place].text
            longer.append(with_option(other.note, place, text + draw.one(LONG, other.note.id)))
    changed = draw.home.change(replaced=longer)
    yield Planted(changed, frozenset({"", *(n.id for n in longer)}), f"{len(longer)} keys")


def _slips(name: str) -> tuple[str, ...]:
    return (
        f"{name}x",
        name[:-1],
        name.upper(),
        f"{name}s",
        name.replace("-", "_") + "_",
        "nowhere",
    )


def unknown_concept(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    if _taken(draw):
        return
    name = draw.one(_slips(view.note.concept or "field-capacity"))
    concepts = _concepts(draw)[0]
    changed = draw.home.change(replaced=[replace(view.note, concept=name)], concepts=concepts)
    yield Planted(changed, frozenset({draw.note}), name)


def _concepts(draw: Draw) -> tuple[tuple[Concept, ...], int]:
    """The deck's concepts, at least one, and which of them is to be spoiled."""
    stem = draw.home.view.deck.sources[0]
    made = Concept("field-capacity", "field capacity", spans=(ConceptSpan(stem, Lines(1, 2)),))
    listed = draw.home.view.deck.concepts or (made,)
    return listed, draw.one(range(len(listed)), "concept")


def _spoil(draw: Draw, concept: Concept, place: int, what: str) -> Planted:
    listed = _concepts(draw)[0]
    concepts = (*listed[:place], concept, *listed[place + 1 :])
    return Planted(draw.home.change(concepts=concepts), frozenset({""}), what)


def unknown_related(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    if _taken(draw):
        return
    listed, place = _concepts(draw)
    name = draw.one(_slips(draw.one(listed, "of").id))
    spoiled = replace(listed[place], related=(*listed[place].related, name))
    yield _spoil(draw, spoiled, place, name)


def wrong_span(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    if _taken(draw):
        return
    listed, place = _concepts(draw)
    stem = draw.home.view.deck.sources[0]
    source = draw.home.view.sources[stem].source
    last = source.line_at(len(source.text) - 1)
    spans = (
        ConceptSpan(f"{stem}s", Lines(1, 2)),
        ConceptSpan("elsewhere", Lines(1, 2)),
        ConceptSpan(stem, Lines(last + 9, last + 12)),
        ConceptSpan(stem, Lines(3, last + 40)),
        ConceptSpan(stem.upper(), Lines(2, 2)),
        ConceptSpan(stem, Lines(99_999, 99_999)),
    )
    span = draw.one(spans)
    spoiled = replace(listed[place], spans=(*listed[place].spans, span))
    yield _spoil(draw, spoiled, place, f"{span.source} {span.lines}")
