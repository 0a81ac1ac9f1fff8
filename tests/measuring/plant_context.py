"""Flaws of context: who, what and when that only the source tells; talk that was kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.checks.views import NoteView
from quizgen.schema import Kind

from .tools import (
    PEOPLE,
    Draw,
    Mutant,
    asking,
    in_question,
    insert_words,
    is_cloze,
    lower,
    names_person,
    on_small_source,
    quoting,
)

SOMEBODY = ("the speaker", "the guest", "the author", "the interviewee", "this speaker")
ROLE = r"(?:the )?(?:[\w-]+ )?(?:planner|beekeeper|maker|economist) "
WITH_ROLE = re.compile(rf"(?:{ROLE})?{PEOPLE.pattern}")
LEANING = (
    "According to the speaker, {q}", "In the interview, {q}", "As mentioned above, {q}",
    "In this podcast, {q}", "In the passage, {q}", "As the host puts it, {q}",
    "According to the article, {q}", "From the guest's point of view, {q}",
    "In the video, {q}", "As the text says, {q}",
)  # fmt: skip
DANGLING = (
    "In this approach, {q}", "For that method, {q}", "With such a system, {q}",
    "Under this model, {q}", "Given that claim, {q}", "Among these ideas, {q}",
    "Because of that problem, {q}", "In his view, {q}", "According to her, {q}", "For them, {q}",
)  # fmt: skip
OPENINGS = ("But {q}", "And {q}", "So {q}", "That is why {q}", "He said that {q}", "In it, {q}")
VAGUE = (
    "What is the main benefit?", "What is the main reason?", "Which approach is best?",
    "What does the process do?", "How does the system work?", "What is the most important point?",
    "Why is the idea a good one?", "Which way is used?", "What is the key idea of the method?",
    "What happens next?", "Which thing matters most?",
)  # fmt: skip
ACRONYMS = ("QZR", "MHWS", "TLPD", "KVT", "XRBN", "DWFG")
WITH_ACRONYM = (" under {x} conditions", " in the {x} framework", ", as {x} has it",
                " after an {x} run", " by the {x} test")  # fmt: skip
FILLERS = (
    "um,", "uh,", "you know,", "I mean,", "sort of", "kind of", ", like,", "[laughter]", "er,",
    "[inaudible]", "gonna", "umm,",
)  # fmt: skip
PROMOS = (
    ("This episode is brought to you by Salt and Sons", "Who pays for the programme?"),
    ("Use the promo code TIDE for ten percent off", "Which code gives a discount?"),
    ("Please subscribe to the channel and leave a review", "What are listeners asked to do?"),
    ("Our sponsor today is Harrow Bank", "Which bank is the sponsor?"),
    ("Check out their offer at the link in the description", "Where can the offer be found?"),
    ("Thanks for listening, and see you next week", "When is the next episode?"),
    ("You can support this podcast with a monthly gift", "How can the programme be supported?"),
    ("This programme is sponsored by Northern Tea", "Which firm sponsors the programme?"),
    ("Follow us on our page for the next episode", "Where should one follow the show?"),
)


def leaning(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note = view.note
    text = note.question
    if names_person(note):
        for name in draw.some(SOMEBODY, 2):
            yield asking(note, WITH_ROLE.sub(name, text))
    elif note.kind is Kind.REVERSED:
        name = draw.one(("in this interview", "as the guest uses it", "in the article"))
        yield asking(note, re.sub(r"\(.*\)", f"({name})", text))
    else:
        for frame in draw.some(LEANING, 2):
            yield asking(note, frame.format(q=lower(text)))


def dangling(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note = view.note
    if names_person(note) or note.kind is Kind.REVERSED:
        return
    frames = OPENINGS if is_cloze(note) else DANGLING
    for frame in draw.some(frames, 3 if is_cloze(note) else 1):
        yield asking(note, frame.format(q=lower(note.question)))


def anchorless(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    for question in draw.some(VAGUE, 1):
        yield asking(view.note, question)


def with_acronym(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    words = draw.one(WITH_ACRONYM).format(x=draw.one(ACRONYMS, "which"))
    yield asking(view.note, in_question(view.note.question, words))


def spoken(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note, place = view.note, draw.one(range(2, 9), "place")
    text = note.question
    for filler in draw.some(FILLERS, 1):
        yield asking(note, insert_words(text, filler, place).replace(" ,", ","))
    doubled = draw.one(re.findall(r"(?<= )(?:the|of|a|to|in|for|is)(?= )", text) or [""], "twice")
    if doubled:
        yield asking(note, text.replace(f" {doubled} ", f" {doubled} {doubled} ", 1))


def advertised(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    said, question = draw.one(PROMOS)
    note = view.note
    if note.kind is Kind.CLOZE:
        words = said.split()
        hidden = f"{{{{c1::{words[-1]}}}}}"
        changed = asking(note, " ".join([*words[:-1], hidden]) + ".")
    else:
        changed = asking(note, question)
    source = f"{note.evidence[0].quote.rstrip('.?!')}. {said}. The next topic is the sea."
    yield on_small_source(replace(changed, speaker=None), _plain(source), said)


def _plain(text: str) -> str:
    return re.sub(r"\[\.\.\.\]", "and", text).removeprefix("- ")


def misheard(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    """The card takes over a mis-heard word, and quotes the place where it was mis-heard."""
    source = view.sources[view.passages[0].source].source
    ways = (" in terms of {x}", ", that is, {x}", " with regard to {x}", " (as in {x})", ", or {x}")
    for correction in draw.some(source.meta.corrections, 1):
        quote = _around(source.text, correction.said)
        told = draw.one(ways, "way").format(x=correction.said)
        changed = asking(view.note, in_question(view.note.question, told))
        if quote:
            yield quoting(changed, quote)


def _around(text: str, words: str) -> str:
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    if not found:
        return ""
    line = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    return " ".join(text[line:end].removeprefix("- ").split())


TIMES = (" today", " at present", " nowadays", " these days", " so far", " right now")
TIME_OPENINGS = ("Currently, {q}", "These days, {q}", "As of now, {q}", "In recent years, {q}")


def undated(view: NoteView, draw: Draw) -> Iterator[Mutant]:
    note = view.note
    text = without_date(note.question)
    if re.search(r"\b(?:1[5-9]|20)\d\d\b", text + " ".join(view.answers)):
        return
    if note.kind is Kind.REVERSED:
        yield asking(note, in_question(text, draw.one((" today", ", the latest", " (currently)"))))
        return
    if draw.one((True, False), "where"):
        yield asking(note, in_question(text, draw.one(TIMES)))
    else:
        yield asking(note, draw.one(TIME_OPENINGS).format(q=lower(text)))
    verb = re.search(r" (?:is|are|does|do|has|have) (?!\{)", text)
    if verb:
        now = draw.one(("currently", "now", "recently", "presently"), "adverb")
        yield asking(note, f"{text[: verb.end()]}{now} {text[verb.end() :]}")


def without_date(text: str) -> str:
    """A text without the year, or the dated interview, of what it tells."""
    month = r"(?:January|February|March|May|September|October|November|autumn|early|late)"
    text = re.sub(rf",? ?(?:in|of|by) (?:a )?(?:{month} )?20[12]\d(?: interview,?)?", "", text)
    text = re.sub(r" \((?:late )?20[12]\d\)", "", text)
    return re.sub(rf"\b(?:{month} )?20[12]\d ", "", text)
