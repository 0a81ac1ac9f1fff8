"""Rules of attribution: whose view a card asks for, as of when, and whether they said so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.model import ALL_KINDS, Hit, NoteRule, example
from quizgen.checks.rules_grounding import best_sentence
from quizgen.checks.views import NoteView
from quizgen.schema import Claim, Kind, Person, Severity

HELD = (Claim.OPINION, Claim.FORECAST)
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
NAME_PART = re.compile(r"[^\W\d_]{2,}")
DATED = ("question", "text", "answer", "why", "extra")


def _people(view: NoteView) -> tuple[Person, ...]:
    return tuple(person for source in view.own_sources for person in source.source.meta.people)


def _named(view: NoteView) -> list[Person]:
    """The people of the sources whom question or answer names, by any part of their names."""
    said = set(NAME_PART.findall(view.statement))
    return [p for p in _people(view) if said & set(NAME_PART.findall(p.name))]


def _names_speaker(view: NoteView) -> bool:
    """Whether question or answer names who says the quotes, whom no meta file need know."""
    heard = {view.note.speaker, *(passage.speaker for passage in view.passages)}
    parts = {part for who in heard if who for part in NAME_PART.findall(who.partition(",")[0])}
    return bool(parts & set(NAME_PART.findall(view.statement)))


def is_attributed(view: NoteView) -> bool:
    """Whether question or answer says whose view this is."""
    text, lexicon = view.statement, view.lexicon
    if _named(view) or _names_speaker(view):
        return True
    if lexicon.pattern("grounding-attribution").search(text):
        return True
    said = lexicon.pattern("grounding-saying").finditer(text)
    return any(_is_person(found[0], view) for found in said)


def _is_person(words: str, view: NoteView) -> bool:
    """Whether words begin with a name that may be a person's: no acronym, no "In the view"."""
    first = words.split()[0].removesuffix("'s").removesuffix("’s").rstrip(",")
    is_name = first in view.names and first.casefold() not in view.lexicon.stop
    return is_name and not first.isupper()


def _speaker(view: NoteView) -> str:
    """Who says the quotes; nothing when that is not known."""
    heard = {passage.speaker for passage in view.passages}
    return view.note.speaker or (next(iter(heard)) if len(heard) == 1 else None) or ""


def _year(view: NoteView) -> str:
    """The year to be named: the note's, or the one in which its source was recorded."""
    said = (view.note.date, *(source.source.meta.recorded for source in view.own_sources))
    found = (YEAR.search(date or "") for date in said)
    return next((year[0] for year in found if year), "")


def _stance(view: NoteView) -> re.Match[str] | None:
    """Where the quote says "I think", in the sentence that the card is about."""
    pattern = view.lexicon.pattern("grounding-stance")
    found = pattern.search(view.quotes)
    return found and pattern.search(best_sentence(view, view.statement))


def _opinion_as_fact(view: NoteView) -> Iterator[Hit]:
    lexicon = view.lexicon
    held = view.note.claim in HELD
    stance = None if held else _stance(view)
    if not (held or stance) or is_attributed(view):
        return
    if stance and lexicon.pattern("grounding-hedge").search(view.statement):
        return
    reason = f"the quote says “{stance[0]}”" if stance else f"this is {view.note.claim.value}"
    message = f"{reason}, but the card asks for it as a fact"
    who = _speaker(view) or "…"
    suggestion = f"say whose view it is: “According to {who}”"
    yield Hit(message, view.question_field, "", suggestion)


def _undated_claim(view: NoteView) -> Iterator[Hit]:
    if YEAR.search(view.statement):
        return
    year = _year(view) or "the year"
    for field, text in view.texts.items():
        found = _deictic(view, text) if field.startswith(("options", *DATED)) else None
        if found:
            message = f"“{found}” will mean another time when the card is reviewed"
            yield Hit(message, field, found, f"name the time: “as of {year}”")
            return
    words = _undated_view(view)
    if words is not None:
        message = "this was somebody's view at some time, and the card does not say when"
        yield Hit(message, view.question_field, words, f"name the year: “({year})”")


def _deictic(view: NoteView, text: str) -> str:
    """A word that points at the time of speaking, unless the text says which that is."""
    unquoted = view.lexicon.pattern("grounding-quoted").sub(" ", text)
    found = view.lexicon.pattern("grounding-deictic").search(unquoted)
    return found[0] if found and not YEAR.search(text) else ""


def _undated_view(view: NoteView) -> str | None:
    """Words of an undated opinion, forecast or policy; None when there is none."""
    for name in ("grounding-forecast", "grounding-policy"):
        found = view.lexicon.pattern(name).search(view.question)
        if found and view.note.kind is not Kind.REVERSED:
            return found[0]
    if view.note.claim in HELD and is_attributed(view):
        named = _named(view)
        parts = NAME_PART.findall(named[0].name) if named else []
        return next((part for part in parts if part in view.question), "")
    return None


def _attributed_to_another(view: NoteView) -> Iterator[Hit]:
    named = [person.name for person in _named(view)]
    heard = {passage.speaker for passage in view.passages}
    if not named or not heard or None in heard or heard & set(named):
        return
    for person in named:
        parts = "|".join(map(re.escape, NAME_PART.findall(person)))
        for found in re.finditer(rf"\b(?:{parts})\b", view.question):
            before = view.question[max(0, found.start() - 40) : found.start()]
            said = view.lexicon.pattern("grounding-saying").match(view.question, found.start())
            if said or view.lexicon.pattern("grounding-according").search(before):
                speakers = " and ".join(sorted(name for name in heard if name))
                message = f"the card asks for the view of {person}, but {speakers} says the quote"
                suggestion = "quote the person whom the card names, or name who says it"
                yield Hit(message, view.question_field, found[0], suggestion)
                return


TALK = "- Tell us of the sea, Mara, will you?\n- The tide comes twice a day, I think.\n- And why?\n"
TWICE = {"question": "How often does the tide come, according to Mara Lind (2024)?"}
HEARD = {"evidence": [{"quote": "The tide comes twice a day, I think"}], "answer": "Twice a day"}
RULES = (
    NoteRule(
        "opinion-as-fact",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "What somebody thinks or expects is asked as if it were a fact.",
        "Contract 2, attributed; Haladyna, Downing and Rodriguez 2002, rule 6",
        _opinion_as_fact,
        example(TALK, question="How often does the tide come?", **HEARD),
        example(TALK, **TWICE, **HEARD),
    ),
    NoteRule(
        "undated-claim",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "A card on something that changes does not say as of when.",
        "Wozniak's rule 19, date stamping",
        _undated_claim,
        example(question="How often does the tide currently come?", answer="Twice a day"),
        example(question="How often did the tide come in 2024?", answer="Twice a day"),
    ),
    NoteRule(
        "attributed-to-another",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "The card asks for one person's view, and another one says the quote.",
        "Contract 2, attributed",
        _attributed_to_another,
        example(TALK, question="How often does the tide come for Jon Vik (2024)?", **HEARD),
        example(TALK, **TWICE, **HEARD),
    ),
)
