"""Ids of drafts: made once, from the concept and words of the question, never of the answer."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count

from quizgen.checks.lexicon import read_lexicon
from quizgen.checks.primitives import tokens
from quizgen.decks.cloze import blank, deletions
from quizgen.drafting.merge import slug
from quizgen.schema import Answerable, Cloze, Content, SourceMeta

WORDS = 3
LONGEST_WORD, LONGEST = 20, 72
SAME = 5  # words that begin alike are one word in other forms
# The field or the person that a question opens with is that of many notes.
OPENING = re.compile(r"^(?:In|On|At|For|As of|According to|Among|Under|Within)\b[^,?]{1,80},\s+")


def name_note(concept: str, content: Content, meta: SourceMeta, taken: Collection[str]) -> str:
    """An id that is not taken: `<concept>-<two or three words of what is asked>`.

    The concept's own id is left out when it would tell the answer.
    """
    asked, answers = _asked(content), _answers(content)
    hidden = _roots(" ".join(answers))
    base = [] if _tells(concept, asked, answers, meta.language) else [concept]
    people = _roots(" ".join(person.name for person in meta.people))
    known = hidden | people | _roots(concept.replace("-", " "))
    found = _telling_words(OPENING.sub("", asked), meta.language, known)
    found = found or _telling_words(asked, meta.language, known)
    wanted = "-".join((*base, *found[:WORDS]))[:LONGEST].strip("-") or "note"
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(n for n in numbered if n not in taken)


def _asked(content: Content) -> str:
    return blank(content.text, " ") if isinstance(content, Cloze) else content.question


def _answers(content: Content) -> list[str]:
    if isinstance(content, Cloze):
        return [deletion.text for deletion in deletions(content.text)]
    if isinstance(content, Answerable):
        return [content.answer]
    return [option.text for option in content.keys]


def _tells(concept: str, asked: str, answers: list[str], language: str) -> bool:
    """Whether what is an answer's own, but for the question's words, stands in the concept's id."""
    told, shown, stop = _roots(concept.replace("-", " ")), _roots(asked), _stop(language)
    own = ({word[:SAME] for word in _words(answer) if word not in stop} for answer in answers)
    return any(roots - shown and roots - shown <= told for roots in own)


def _telling_words(text: str, language: str, known: set[str]) -> list[str]:
    stop = _stop(language)
    listed = dict.fromkeys(
        slug(word)[:LONGEST_WORD].strip("-")
        for word in _words(text)
        if word not in stop and word[:SAME] not in known
    )
    return [word for word in listed if word != "x"]


def _stop(language: str) -> frozenset[str]:
    lexicon = read_lexicon(language)
    return lexicon.stop if lexicon else frozenset()


def _roots(text: str) -> set[str]:
    return {word[:SAME] for word in _words(text)}


def _words(text: str) -> list[str]:
    """The words of a text, folded, those of compounds apart; no numbers, nothing very short."""
    parts = (part for token in tokens(text) for part in token.split("-"))
    return [part for part in parts if len(part) > 2 and part[0].isalpha()]
