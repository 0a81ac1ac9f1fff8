"""What a parse holds against a draft that the core would make: then it is not made. Pure.

A parser errs too, so only what tells of a draft that is cut, denied or broken counts; a draft of
which the parse says nothing stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizgen.drafting.parsed_clauses import is_stated
from quizgen.drafting.parsed_tree import VERBS, Parse, Word
from quizgen.schema import Cloze

HIDDEN = re.compile(r"\{\{c\d+::(?P<said>[^{}]*?)(?:::[^{}]*)?\}\}")
GENERIC = frozenset(("you", "one", "people", "that", "which", "who"))
MODIFIERS = frozenset(("compound", "nmod", "amod", "nummod"))
COPULAR = frozenset(
    ("is", "are", "was", "were", "mean", "means", "refers", "refer", "stands", "stand")
)


# -------------------------------------------------------------------------------- definitions


def fault_of_definition(parse: Parse, text: str, answer: str, subjects: Iterable[str]) -> str:
    """What is wrong with an answer as the rest of "X is ..." in a text; "" for nothing.

    One of `subjects` must stand in what the verb before the answer has for its subject.
    """
    at = text.casefold().find(answer.casefold().rstrip("."))
    verb = _verb_before(parse, at)
    if at < 0 or verb is None:
        return ""
    if verb.role != "relcl" and not is_stated(parse, verb):
        return "denied, supposed or thought"
    if not _is_subject(parse, verb, text, subjects):
        return "subject cut"
    end = at + len(answer.rstrip("."))
    joined = [w for w in parse.children(verb, "conj") if parse.subjects(w) and w.end <= end]
    if any(parse.extent(w)[1] >= end and _is_apart(parse, w) for w in joined):
        return "two statements"
    return ""


def _is_apart(parse: Parse, verb: Word) -> bool:
    """Whether a joined clause has a subject that no relative clause before it could lend."""
    return all(word.text.casefold() not in GENERIC for word in parse.subjects(verb))


def _verb_before(parse: Parse, at: int) -> Word | None:
    """The verb that a complement which begins at a character belongs to; None if unsure."""
    before = [w for w in parse.words if w.end <= at]
    for word in reversed(before[-3:]):
        if word.kind in VERBS and word.text.casefold() in COPULAR:
            return parse.words[word.head] if word.role in ("aux", "auxpass") else word
    return None


def _is_subject(parse: Parse, verb: Word, text: str, terms: Iterable[str]) -> bool:
    owner = parse.words[verb.head] if verb.role == "relcl" else None
    found = [owner] if owner else [w for w in parse.subjects(verb) if w.at < verb.at]
    if len(found) != 1:
        return False
    said = text[slice(*parse.extent(found[0]))].casefold()
    return any(term.casefold() in said for term in terms)


# ------------------------------------------------------------------------------------- clozes


def fault_of_cloze(parse: Parse, content: Cloze) -> str:
    """What is wrong with what a cloze hides in the text that was parsed; "" for nothing."""
    found = HIDDEN.search(content.text)
    if found is None:
        return ""
    start = found.start()
    end = start + len(found["said"])
    if not any(parse.is_finite(word) for word in parse.words if word.kind in VERBS):
        return "no finite verb"
    hidden = parse.within(start, end)
    head = parse.head_of(start, end)
    if head is None:
        return "no phrase"
    if head.kind in VERBS and head.tag != "VBG":
        return "a verb"
    if head.role in ("compound", "nmod", "amod", "poss"):
        return "part of a compound"
    before = [w for w in parse.words if w.at == hidden[0].at - 1]
    if before and before[0].head == head.at and before[0].role in MODIFIERS:
        return "cut from its modifier"
    return ""
