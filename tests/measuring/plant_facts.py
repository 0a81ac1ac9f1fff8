"""Flaws of truth: numbers, names, words, a denial, a hedge, a speaker that the source lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.checks.views import NoteView
from quizgen.schema import Claim, Kind, Note

from .tools import (
    PEOPLE,
    Draw,
    Mutant,
    answering,
    asking,
    in_question,
    is_cloze,
    lower,
    names_person,
    on_small_source,
    upper,
)

AMOUNTS = (
    " after 4,871 hours", " in 93.7 percent of cases", " for $6.38 million", " since 1847",
    " in four hundred and seventeen trials", " across 2,913 people", " over 8,642 metres",
)  # fmt: skip
FIGURES = ("4,871", "6,938", "8,642", "2,913", "7,359")
STRANGERS = (
    "Ottavia Ferri", "Quentin Marlow", "Bjarne Holmqvist", "Priya Venkataraman", "the Zorblatt Institute",
)  # fmt: skip
ELSEWHERE = (
    "Monsoon winds along southern coasts", "Volcanic ash above Iceland", "Copper roofs in Vienna",
    "Parliament's harvest tax", "Penguins nesting beneath glaciers", "A carnival parade",
    "Wool merchants of Florence", "Rented bicycles",
)  # fmt: skip
VERB = re.compile(r" (?:is|are|was|were|has|have|corresponds) ")
DENIALS = ("not", "never", "no longer", "hardly")
DENIED = re.compile(r"\b(?:no|not|never|nothing|none|without|hardly|un\w+|neither|nor)\b|n't", re.I)
HEDGED = re.compile(
    r"\b(?:about|roughly|probabl\w+|perhaps|may|might|could|mostly|nearly|most|likely|seem\w*|"
    r"think|guess|believe|some|often|usually|practically|mainly|almost|around|can|if|would)\b",
    re.I,
)
CONJECTURED = re.compile(r"\b(?:hypothes[ie]s|conjectures?)\b", re.I)  # hedged by its name
HEDGES = ("probably ", "perhaps ", "likely ", "possibly ", "apparently ")
HEDGE_OPENINGS = ("It seems that ", "Maybe ", "It might be that ", "Presumably ")
STANCES = (
    "I think {q}", "In my view, {q}", "{q}, I believe", "I'd say {q}", "My guess is that {q}",
    "I suspect that {q}", "I would bet that {q}", "My sense is that {q}",
)  # fmt: skip
PUTTING = (
    ", according to {x}",
    " in {x}'s view",
    ", as {x} sees it",
    " for {x}",
    ", in the words of {x}",
)


def wrong_number(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note = view.note
    digits = re.search(r"(?<![\w.,-])\d[\d,.]*\d(?![\w-])", view.answers[0])
    if digits:
        yield answering(note, view.answers[0].replace(digits[0], draw.one(FIGURES)))
    if note.kind is not Kind.REVERSED:
        yield asking(note, in_question(note.question, draw.one(AMOUNTS)))
    if not is_cloze(note):
        yield answering(note, view.answers[0].rstrip(".") + draw.one(AMOUNTS, "answer"))


def strange_name(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note, name = view.note, draw.one(STRANGERS)
    if names_person(note):
        yield asking(note, PEOPLE.sub(name, note.question))
    elif note.kind is not Kind.REVERSED:
        yield asking(note, in_question(note.question, draw.one(PUTTING).format(x=name)))
    if not is_cloze(note):
        yield answering(note, f"{view.answers[0].rstrip('.')} of {draw.one(STRANGERS, 'answer')}")


def misspelt_name(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    source = " ".join(view.sources[view.passages[0].source].source.text.split())
    texts = (view.note.question, view.answers[0])
    words = {w for text in texts for w in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{4,}", text)}
    names = [w for w in sorted(words) if f" {w}" in source and w.casefold() not in source]
    for name in draw.some(names, 2):
        at = draw.one(range(2, len(name) - 1), name)
        ways = (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
            name[:at]
            + ("e" if name[at] in "aiou" else "x" if name[at] == "e" else "n")
            + name[at + 1 :],
            f"{name}e",
        )
        wrong = draw.one(ways, f"way {name}")
        if wrong != name and wrong not in source:
            yield _renamed(view, name, wrong)


def _renamed(view: NoteView, name: str, wrong: str) -> Note:
    if name in view.note.question:
        return asking(view.note, view.note.question.replace(name, wrong))
    return answering(view.note, view.answers[0].replace(name, wrong))


def unsupported(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for answer in draw.some(ELSEWHERE, 4 if is_cloze(view.note) else 1):
        yield answering(view.note, lower(answer) if is_cloze(view.note) else answer)


def denied(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """The card denies what the quote says; neither of them denied anything before."""
    note = view.note
    told = f"{note.question} {view.answers[0]} {view.evidence}"
    if DENIED.search(told):
        return
    person = rf"did [\w -]*?{PEOPLE.pattern}(?: \((?:late )?2024\))? "
    verb = VERB.search(note.question) if is_cloze(note) else re.search(person, note.question)
    word = draw.one(DENIALS)
    if verb:
        text = f"{note.question[: verb.end()]}{word} {note.question[verb.end() :]}"
        yield asking(note, text)
    if not is_cloze(note):
        first = draw.one(("Not", "Never", "No", "Anything without"), "answer")
        yield answering(note, f"{first} {lower(view.answers[0])}")


def _flat_quote(view: NoteView) -> str:
    """A quote that states a fact in a note that names nobody; else nothing."""
    quote = view.note.evidence[0].quote.rstrip(".?! ")
    flat = not HEDGED.search(f"{quote} {view.statement}") and not names_person(view.note)
    whole = not re.search(r"[.?!] |\[\.\.\.\]|\?|\bI\b|sort of", quote)
    fit = flat and whole
    return re.sub(r"^(?:And|But|So|So) ", "", quote) if fit else ""


def hedge_lost(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """The same card on a source that says perhaps where it said so flatly."""
    if not (quote := _flat_quote(view)) or CONJECTURED.search(view.statement):
        return
    verb = re.search(r" (?:is|are|was|were|has|have) (?!called)", quote)
    ways = [opening + lower(quote) for opening in draw.some(HEDGE_OPENINGS, 1)]
    if verb:
        hedge = draw.one(HEDGES, "inside")
        ways.append(f"{quote[: verb.end()]}{hedge}{quote[verb.end() :]}")
    for hedged in ways:
        bare, quote = replace(view.note, speaker=None), upper(hedged)
        yield on_small_source(bare, f"{quote}. The next topic is the sea.", quote)


def opinion(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """The same card on a talk in which somebody only thinks so."""
    if not (quote := _flat_quote(view)):
        return
    for frame in draw.some(STANCES, 2):
        said = frame.format(q=lower(quote))
        talk = f"- Tell us more, Mara, will you?\n- {upper(said)}.\n- Ah, I see.\n"
        bare = replace(view.note, speaker=None, claim=Claim.FACT)
        yield on_small_source(bare, talk, said)


def put_to_another(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """The card asks for the view of somebody else who speaks in the same source."""
    heard = {passage.speaker for passage in view.passages}
    source = view.sources[view.passages[0].source].source
    others = [p.name for p in source.meta.people if p.name not in heard]
    if not others or None in heard:
        return
    note, other = replace(view.note, speaker=None), draw.one(others)
    if names_person(note):
        yield asking(note, PEOPLE.sub(other, note.question))
    elif note.kind is not Kind.REVERSED:
        for frame in draw.some(PUTTING, 2):
            yield asking(note, in_question(note.question, frame.format(x=other)))
