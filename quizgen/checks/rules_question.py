"""Rules on what is asked: one clear question that takes some recalling to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.model import CHOICE, Hit, NoteRule, example
from quizgen.checks.primitives import tokens
from quizgen.checks.views import NoteView
from quizgen.checks.wording import QUIZZED, SENTENCE, mask, shorten
from quizgen.schema import Kind, Severity
from quizgen.text import words as split_words

LONG_QUESTION, LONGEST_QUESTION = 30, 40
LONG_STEM = 60
FEWEST_TOKENS = 4
FEW_TOKENS_AFFECTED = 4
UNFINISHED = re.compile(r"(?:\.\.\.|\u2026|:|=|\u2192|->|_{2,}|\[\.{3}\])[\s.\"')\]]*$|_{2,}")
ECHO = re.compile(r"\b(\w+(?: \w+){1,5}) \1\b", re.IGNORECASE)


# --------------------------------------------------------------------------------- yes-no-question


def _yes_no(view: NoteView) -> Iterator[Hit]:
    text = mask(view.question)
    for found in SENTENCE.finditer(text):
        opening = view.lexicon.pattern("wording-yes-no").match(found[0])
        asked = opening and view.lexicon.pattern("wording-asked-before").search(opening[0])
        if opening and not asked and found[0].rstrip().endswith("?"):
            two_way = " or " in found[0].casefold()
            words = view.question[found.start() + opening.start("aux") : found.end()].strip()
            message = f"{shorten(words)!r} has only {'two answers' if two_way else 'yes and no'}"
            severity = Severity.INFO if two_way else None
            yield Hit(message, view.question_field, words, "ask what, why or how", severity)
            return
    for name, answer in zip(view.answer_fields, view.answers, strict=True):
        if said := view.lexicon.pattern("wording-yes-no-answer").match(answer):
            words = said[0].strip()
            message = f"the answer is {words!r}, which can be guessed"
            yield Hit(message, name, words, "ask what, why or how")


# ---------------------------------------------------------------------------------- not-a-question


def _not_a_question(view: NoteView) -> Iterator[Hit]:
    text = mask(view.question)
    if echo := ECHO.search(text):
        message = f"{echo[1]!r} stands there twice"
        yield Hit(message, view.question_field, echo[0], "write it once")
    if "?" in view.question or UNFINISHED.search(text):
        return
    if any(view.lexicon.pattern("wording-order").match(s[0]) for s in SENTENCE.finditer(text)):
        return
    words = view.question.strip()
    severity = Severity.ERROR if len(tokens(words)) < FEWEST_TOKENS else None
    message = f"{shorten(words)!r} asks nothing"
    yield Hit(message, view.question_field, words, "ask a question, with a question mark", severity)


# ------------------------------------------------------------------------------- compound-question


def _compound(view: NoteView) -> Iterator[Hit]:
    text = mask(view.question)
    marks = [m.start() for m in re.finditer(r"\?(?=[\s)\"']|$)", text)]
    if len(marks) > 1:
        words = view.question[marks[0] + 1 : marks[-1] + 1].strip()
        message = f"a second question follows: {shorten(words)!r}"
        yield Hit(message, view.question_field, words, "make one note of each question")
        return
    for found in view.lexicon.pattern("wording-second-question").finditer(text):
        if not _is_clause(view, text[: found.start()], (found["what"] or "").casefold()):
            message = f"{found[0].strip(' ,')!r} opens a second question"
            words = found[0].strip(" ,")
            yield Hit(message, view.question_field, words, "make one note of each question")
            return


def _is_clause(view: NoteView, before: str, word: str) -> bool:
    """Whether "and what ..." goes on from an inner clause: "between what is said and what ..."."""
    earlier = view.lexicon.pattern("wording-inner-clause").finditer(before)
    return any(found["inner"].casefold() == word for found in earlier)


# --------------------------------------------------------------------------- invites-many-answers


def _many_answers(view: NoteView) -> Iterator[Hit]:
    text = mask(view.question)
    if words := _open_words(view, text):
        message = f"{shorten(words)!r} has several right answers"
        suggestion = "say how many, by whom, or ask for the one thing that is meant"
        yield Hit(message, view.question_field, words, suggestion)


def _open_words(view: NoteView, text: str) -> str:
    lexicon = view.lexicon
    if found := lexicon.pattern("wording-tell-me").search(text):
        return found[0].strip()
    if lexicon.pattern("wording-attributed").search(text) or _names_speaker(view, text):
        return ""
    if lexicon.pattern("wording-counted").search(text):
        return ""
    for key in ("wording-one-of-many", "wording-main-thing", "wording-why-important"):
        if found := lexicon.pattern(key).search(text):
            return found[0].strip()
    found = lexicon.pattern("wording-how-affect").search(text)
    if found and len(tokens(found["what"])) < FEW_TOKENS_AFFECTED:
        return found[0].strip()
    return ""


def _names_speaker(view: NoteView, text: str) -> bool:
    """Whether the question names one of the source's people: then it asks for their view."""
    people = {p.name for v in view.own_sources for p in v.source.meta.people} | {view.note.speaker}
    parts = {part for name in people if name for part in name.split()}
    return any(word.removesuffix("'s") in parts for word in split_words(text))


# ------------------------------------------------------------------------------ question-too-long


def _question_too_long(view: NoteView) -> Iterator[Hit]:
    count = len(split_words(view.question))
    if severity := _weight(view.note.kind, count):
        message = f"the question has {count} words"
        suggestion = "drop what is not needed to answer it"
        yield Hit(message, view.question_field, "", suggestion, severity)


def _weight(kind: Kind, count: int) -> Severity | None:
    if kind is Kind.CHOICE:
        return Severity.INFO if count > LONG_STEM else None
    if count > LONGEST_QUESTION:
        return Severity.ERROR
    return Severity.WARNING if count > LONG_QUESTION else None


EFFORTFUL = "Matuschak 2020, effortful prompts"
RULES = (
    NoteRule(
        "yes-no-question",
        1,
        Severity.WARNING,
        QUIZZED,
        "The question can be answered with yes or no, so half of all guesses are right.",
        EFFORTFUL,
        _yes_no,
        example(question="Does the Moon raise the tide?", answer="It does, by its gravity"),
        example(question="What does the Moon raise?", answer="The tide"),
    ),
    NoteRule(
        "not-a-question",
        1,
        Severity.WARNING,
        QUIZZED,
        'The front asks nothing: no question mark, no gap, no order such as "name".',
        "Wozniak's rule 4, minimum information; Matuschak 2020, precise prompts",
        _not_a_question,
        example(question="The way in which the Moon acts on the sea", answer="It raises the tide"),
        example(question="Name the body that raises the tide.", answer="The Moon"),
        may_be_error=True,
    ),
    NoteRule(
        "compound-question",
        1,
        Severity.WARNING,
        (*QUIZZED, *CHOICE),
        "The note asks two things at once, which cannot be graded as one.",
        "Matuschak 2020, focused prompts; Wozniak's rule 4",
        _compound,
        example(question="What raises the tide, and how often does it come?", answer="The Moon"),
        example(question="What raises the tide?", answer="The Moon"),
    ),
    NoteRule(
        "invites-many-answers",
        1,
        Severity.WARNING,
        QUIZZED,
        "Several answers would be right, so the learner cannot know which is meant.",
        "Matuschak 2020, consistent prompts",
        _many_answers,
        example(question="What is one effect of the Moon?", answer="The tide"),
        example(question="What does the Moon raise in the sea?", answer="The tide"),
    ),
    NoteRule(
        "question-too-long",
        2,
        Severity.WARNING,
        (*QUIZZED, *CHOICE),
        "The question has over 30 words (a choice stem: 60), too many to read at each review.",
        "Haladyna, Downing and Rodriguez 2002, rules 13 and 16; Wozniak's rule 12",
        _question_too_long,
        example(
            question="If a harbour master on a northern coast, who has kept a careful diary of the "
            "sea for more than thirty years, wants to explain to visitors in summer why the water "
            "rises, which body does he name?",
            answer="The Moon",
        ),
        example(question="Which body raises the tide?", answer="The Moon"),
        may_be_error=True,
    ),
)
