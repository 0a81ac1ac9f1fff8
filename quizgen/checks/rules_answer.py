"""Rules on answers: one short fact, which the question does not give away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quizgen.checks.lexicon import Lexicon
from quizgen.checks.model import ALL_KINDS, ANSWERED, CLOZE, Hit, NoteRule, example
from quizgen.checks.primitives import content, norm, sentences, tokens
from quizgen.checks.views import BLANK, NoteView
from quizgen.checks.wording import FILLER, mask, mask_code, shorten, word_sequence
from quizgen.decks.cloze import Deletion
from quizgen.schema import Kind, Severity
from quizgen.text import words as split_words

LONG_ANSWER, LONGER_ANSWER, LONGEST_ANSWER = 15, 25, 40
LONG_DELETION = 8
LONG_OPTION = 20
FEWEST_CLAUSE_WORDS = 2
MANY_ITEMS, TOO_MANY_ITEMS = 3, 5
LONGEST_ITEM = 6
SAME_WORDS = 0.8
SHORTEST_GIVEN = 3
SHORTEST_PLURAL = 4
ITEM_LINE = re.compile(r"^[ \t]*(?:[-*\u2022+]|\d{1,2}[.)])[ \t]+\S", re.MULTILINE)
ITEM_MARK = re.compile(r"(?:^|\s)(?:\(?[a-h1-9]\)|[1-9]\.)\s")
COMMA = re.compile(r",\s+")


# ------------------------------------------------------------------------------- answer-too-long


def _answer_too_long(view: NoteView) -> Iterator[Hit]:
    answers = view.options if view.note.kind is Kind.CHOICE else view.answers
    for number, answer in enumerate(answers):
        count = len(split_words(answer))
        if severity := _weight(view.note.kind, count):
            choice = view.note.kind is Kind.CHOICE
            name = f"options.{number}.text" if choice else view.answer_fields[number]
            what = {Kind.CHOICE: "option", Kind.CLOZE: "deletion"}.get(view.note.kind, "answer")
            message = f"the {what} has {count} words"
            words = answer if "\n" not in answer else ""
            yield Hit(message, name, words, "keep the one thing that is asked", severity)


def _weight(kind: Kind, count: int) -> Severity | None:
    if kind is Kind.CLOZE:
        return Severity.WARNING if count > LONG_DELETION else None
    if kind is Kind.CHOICE:
        return Severity.INFO if count > LONG_OPTION else None
    if count > LONGEST_ANSWER:
        return Severity.ERROR
    if count > LONGER_ANSWER:
        return Severity.WARNING
    return Severity.INFO if count > LONG_ANSWER else None


# ----------------------------------------------------------------------------- multi-fact-answer


def _multi_fact(view: NoteView) -> Iterator[Hit]:
    for name, answer in zip(view.answer_fields, view.answers, strict=True):
        if second := _second_fact(view, answer):
            message = f"the answer tells a second fact: {shorten(second)!r}"
            yield Hit(message, name, second, "make one note of each fact")


def _second_fact(view: NoteView, answer: str) -> str:
    plain = mask(answer)
    if ITEM_LINE.search(plain):
        return ""  # a list: `list-answer`
    first, *rest = sentences(plain) or [""]
    parts = [first, *(part for part in rest if len(tokens(part)) > 1)]
    if len(parts) > 1 and not view.lexicon.pattern("wording-abbreviation").search(parts[0]):
        at = plain.find(parts[1])
        return answer[at:].strip() if at >= 0 else answer.strip()
    spared = _joints_asked_for(view)
    for found in view.lexicon.pattern("wording-clause-joint").finditer(plain):
        if any(found[joint] for joint in spared):
            continue
        left, right = plain[: found.start()], plain[found.end("joint") :]
        if _is_clause(left, view.lexicon) and _is_clause(right, view.lexicon):
            return answer[found.end("joint") :].strip()
    return ""


def _joints_asked_for(view: NoteView) -> tuple[str, ...]:
    """The joints that may join what is asked for: a contrast, or so many things."""
    question = mask(view.question)
    if view.lexicon.pattern("wording-contrast-question").search(question):
        return ("adds", "against")
    return ("adds",) if view.lexicon.pattern("wording-counted").search(question) else ()


def _is_clause(text: str, lexicon: Lexicon) -> bool:
    """Whether words hold a verb, and enough besides to be a fact."""
    if len(content(text, lexicon)) < FEWEST_CLAUSE_WORDS:
        return False
    words, listed = tokens(text), lexicon.words("wording-verbs")
    if lexicon.pattern("wording-verb-shape").search(text) or any(w in listed for w in words):
        return True
    plain = lexicon.words("wording-plain-verbs")
    return any(word in plain and _is_many(before) for before, word in pairwise(words))


def _is_many(word: str) -> bool:
    """Whether a word may be the subject of a verb without an ending: a plural."""
    return word == "people" or (len(word) >= SHORTEST_PLURAL and word[-1] == "s" != word[-2])


# ----------------------------------------------------------------------------------- list-answer


def _list_answer(view: NoteView) -> Iterator[Hit]:
    question = mask(view.question)
    wanted = bool(view.lexicon.pattern("wording-counted").search(question))
    if view.lexicon.pattern("wording-wants-list").search(question):
        wanted = True
    for name, answer in zip(view.answer_fields, view.answers, strict=True):
        count = _count_items(mask(answer), view.lexicon)
        if count >= MANY_ITEMS:
            severity = Severity.INFO if wanted else None
            severity = Severity.ERROR if count >= TOO_MANY_ITEMS else severity
            message = f"the answer lists {count} things"
            words = answer if "\n" not in answer else ""
            yield Hit(message, name, words, "make a cloze with one deletion each", severity)


def _count_items(text: str, lexicon: Lexicon) -> int:
    marked = max(len(ITEM_LINE.findall(text)), len(ITEM_MARK.findall(text)))
    parts = [part for part in text.split(";") if part.strip()]
    return max(marked, len(parts), _count_comma_items(text, lexicon))


def _count_comma_items(text: str, lexicon: Lexicon) -> int:
    parts = COMMA.split(text.strip())
    final = lexicon.pattern("wording-final-and").search(parts[-1])
    if not final or len(parts) < 2:
        return 0
    last = [parts[-1][: final.start()], parts[-1][final.end() :]]
    items = [*parts[:-1], *(part for part in last if part.strip())]
    sizes = [len(split_words(item)) for item in items]
    if max(sizes) > LONGEST_ITEM:
        return 0
    return 0 if len(items) < TOO_MANY_ITEMS and _is_phrase(items, lexicon) else len(items)


def _is_phrase(items: list[str], lexicon: Lexicon) -> bool:
    """Whether commas only join words inside a phrase: "Tides of seas, lakes and rivers"."""
    preposition = lexicon.pattern("wording-preposition")
    joined = lexicon.words("wording-verbs") | lexicon.words("wording-no-item")
    if any(word in joined for word in tokens(f"{items[-2]} {items[-1]}")):
        return True
    return bool(preposition.search(items[0])) and not any(map(preposition.search, items[1:]))


# ------------------------------------------------------------------------------ answer-given-away


def _given_away(view: NoteView) -> Iterator[Hit]:
    if view.deletions:
        yield from _given_in_cloze(view)
        return
    asked = word_sequence(tokens(view.question))
    if view.options and all(word_sequence(tokens(option)) in asked for option in view.options):
        return
    for name, answer in zip(view.answer_fields, view.answers, strict=True):
        if hit := _given(view, name, answer, asked):
            yield hit


def _given(view: NoteView, name: str, answer: str, asked: str) -> Hit | None:
    bare = _bare(answer, view.lexicon)
    suggestion = "reword the question without it"
    if _is_telling(bare, view.lexicon) and word_sequence(bare) in asked:
        if _is_offered(view, " ".join(bare)):
            return None
        message = f"the question holds the answer {shorten(answer)!r}"
        return Hit(message, name, answer.strip(), suggestion)
    words = content(answer, view.lexicon)
    if len(words) > 1 and len(words & view.question_content) >= SAME_WORDS * len(words):
        if view.lexicon.pattern("wording-offers").search(view.question):
            return None
        message = f"the question holds nearly all words of {shorten(answer)!r}"
        return Hit(message, name, answer.strip(), suggestion, Severity.WARNING)
    return None


def _given_in_cloze(view: NoteView) -> Iterator[Hit]:
    for deletion in view.deletions:
        bare = _bare(deletion.text, view.lexicon)
        shown = word_sequence(tokens(_shown(view, deletion)))
        if _is_telling(bare, view.lexicon) and word_sequence(bare) in shown:
            message = f"{deletion.text!r} can be seen elsewhere in the text"
            words = view.note.question[deletion.span.start : deletion.span.end]
            yield Hit(message, "text", words, "reword the text without it")


def _shown(view: NoteView, hidden: Deletion) -> str:
    """The cloze text as the card of a deletion shows it."""
    text = view.note.question
    for deletion in reversed(view.deletions):
        shown = BLANK if deletion.number == hidden.number else deletion.text
        text = text[: deletion.span.start] + shown + text[deletion.span.end :]
    return text


def _bare(answer: str, lexicon: Lexicon) -> list[str]:
    """The words of an answer without a leading article."""
    words = tokens(mask_code(answer))
    while len(words) > 1 and words[0] in lexicon.words("wording-articles"):
        words = words[1:]
    return words


def _is_telling(words: list[str], lexicon: Lexicon) -> bool:
    """Whether to find these words in a question means anything; "one" and "2" do not."""
    text = " ".join(words)
    plain = all(word in lexicon.stop or word in lexicon.numerals for word in words)
    number = text.isdecimal() and len(text) > 1
    return number or (len(text) >= SHORTEST_GIVEN and not plain)


def _is_offered(view: NoteView, answer: str) -> bool:
    """Whether the question offers the answer as one of several: "bread or cake?".

    An "or" inside the answer, or elsewhere in the question, offers nothing.
    """
    words = r"\W+".join(map(re.escape, answer.split()))
    hidden = re.sub(rf"\b{words}\b", FILLER, norm(view.question))
    if view.lexicon.pattern("wording-offered-or").search(hidden):
        return True
    offers = view.lexicon.pattern("wording-offers").search(view.question)
    return bool(offers and view.lexicon.pattern("wording-offered-and").search(hidden))


FOCUSED = "Wozniak's rule 4, minimum information; Matuschak 2020, focused prompts"
RULES = (
    NoteRule(
        "answer-too-long",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "The answer is too long to be recalled and graded as one thing.",
        FOCUSED,
        _answer_too_long,
        example(
            question="What raises the tide?",
            answer="The Moon, which circles our planet once in about four weeks and pulls at the "
            "water on the near side more strongly than at the solid ground below it",
        ),
        example(question="What raises the tide?", answer="The Moon"),
        may_be_error=True,
    ),
    NoteRule(
        "multi-fact-answer",
        2,
        Severity.WARNING,
        ANSWERED,
        "The answer tells several facts, of which one may be known and another not.",
        FOCUSED,
        _multi_fact,
        example(
            question="What raises the tide?",
            answer="The Moon raises it; the Sun makes it stronger twice a month",
        ),
        example(question="What raises the tide?", answer="The Moon, by its gravity"),
    ),
    NoteRule(
        "list-answer",
        1,
        Severity.WARNING,
        (*ANSWERED, *CLOZE),
        "The answer is a list, which is hard to recall whole and to grade.",
        "Wozniak's rules 9 and 10, avoid sets and enumerations",
        _list_answer,
        example(question="What goes into bread?", answer="Flour, water, salt and yeast"),
        example(question="What makes bread rise?", answer="Yeast"),
        may_be_error=True,
    ),
    NoteRule(
        "answer-given-away",
        2,
        Severity.ERROR,
        ALL_KINDS,
        "The question already holds the answer.",
        "Haladyna, Downing and Rodriguez 2002, rule 28b; NBME testwiseness",
        _given_away,
        example(question="Which pull of the Moon, its gravity, raises the tide?", answer="Gravity"),
        example(question="Which pull of the Moon raises the tide?", answer="Gravity"),
    ),
)
