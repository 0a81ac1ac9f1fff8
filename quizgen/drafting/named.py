"""Terms that a sentence introduces or defines, and that no count of words has found.

"... is called loess", "a gateway is a system that ...", "reserves, which are ...": one such
sentence is enough to make a word a term, however seldom it comes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from quizgen.drafting.context import BARE_HEADS, NEVER_FIRST
from quizgen.drafting.cues import find_marked
from quizgen.drafting.english import (
    AUXILIARIES,
    DETERMINERS,
    JOINTS,
    NEGATION,
    PREPOSITIONS,
    has_finite_verb,
    is_surely_verb,
    is_verb,
    word_set,
    words,
)
from quizgen.drafting.model import FoundConcept, Sentence
from quizgen.drafting.wording import uncontracted, without_connective
from quizgen.schema import Source, Span

TERM = r"[\w'\u2019-]+(?: (?:of (?:the )?|to )?[\w'\u2019-]+){0,4}?"
# Only what is written small: whose name a capital begins, is another list's matter.
CALLED = re.compile(
    r"\b(?:called|known as|termed|dubbed|referred to as|(?:is|are) named|speak of) "
    r"(?:the |an? |its |their )?"
    r"[\u201c\"]?(?P<term>[a-z][\w'\u2019-]*(?: (?:of the |of )?[a-z][\w'\u2019-]*){0,3}?)"
    r"[\u201d\"]?(?=[.,;:)]| \(|,? (?:and|or|which|because|that|since)\b)"
)
KNOWN_AS = re.compile(
    r"\b(?:is|are) (?:called|known as|termed) (?:the |an? )?(?P<term>[A-Z][\w'\u2019-]*"
    r"(?: (?:of the |of )?[A-Z][\w'\u2019-]*){0,3})(?=[.,;]| \()"
)
SUBJECT = re.compile(
    rf"^(?:(?:An?|The) )?[\u201c\"]?(?P<term>{TERM})[\u201d\"]?(?: \([\w ]+\))? "
    r"(?:(?:is|are) (?:an?|the|any|what|when|where|how|[a-z-]+s) |refers? to |"
    r"(?:is|are) defined as |means? |denotes? )"
)
ASIDE = re.compile(
    r"(?<=[\s\u201c\"])(?P<term>[a-z][\w'\u2019-]*(?: [a-z][\w'\u2019-]*){0,2}),?[\u201d\"]?,? "
    r"which (?:is|are|means) (?:an?|the|[a-z-]+s) "
)
EMPTY = word_set(
    "that this it them such what so by in on at to for from with as an the upon out off up into "
    "good bad great one ones something thing things way ways after home names name"
)
# What may not be in the subject of a definition: it would be a clause, or point at something.
LEAVES = (DETERMINERS | JOINTS | AUXILIARIES | (PREPOSITIONS - {"of", "to"})) | word_set(
    "it itself themselves this that there here he she we you i they these those who and or not "
    "main key chief only "
    "real difference reason result answer question aim goal purpose point idea other another "
    "zero two three four five six seven eight nine ten several many few "
    "important common simplest easiest best worst early late new old today now then"
)
NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
SCORE = 0.01


def find_named(
    source: Source, sentences: Sequence[Sentence], concepts: Sequence[FoundConcept]
) -> Iterator[FoundConcept]:
    """The terms that are in bold, introduced or defined and stand in no list of `concepts` yet."""
    bold = find_bold(source, sentences)
    taken = {variant.casefold() for c in concepts for variant in (c.name, *c.variants)}
    ids = {concept.id for concept in concepts}
    for sentence in sentences:
        marked = ((term, "bold") for term in bold.get(sentence.number, ()) if _is_subject(term))
        for term, cue in (*marked, *_terms(sentence.text)):
            id_ = NOT_IN_IDS.sub("-", term.casefold()).strip("-")
            if term.casefold() in taken or id_ in ids or not id_:
                continue
            if span := _locate(source, sentence.span, term):
                taken.add(term.casefold())
                ids.add(id_)
                yield FoundConcept(id_, term, (term,), SCORE, (span,), (cue,), sentence)


def find_bold(source: Source, sentences: Sequence[Sentence]) -> dict[int, list[str]]:
    """By number of sentence what stands there in bold."""
    starts = [sentence.span.start for sentence in sentences]
    found: dict[int, list[str]] = {}
    for marked in find_marked(source):
        at = bisect_right(starts, marked.span.start) - 1
        if marked.bold and at >= 0:
            said = " ".join(source.text[marked.span.start : marked.span.end].split())
            found.setdefault(sentences[at].number, []).append(said)
    return found


def _terms(text: str) -> Iterator[tuple[str, str]]:
    """The terms of a sentence, each with the cue that shows it."""
    for pattern in (CALLED, KNOWN_AS):
        for found in pattern.finditer(text):
            if _is_term(text, found):
                yield found["term"], "called"
    subject = SUBJECT.match(uncontracted(without_connective(text)))
    if subject and _is_subject(subject["term"]) and not text.endswith("?"):
        first, rest = subject["term"][:1], subject["term"][1:]
        plain = subject.start("term") > 0 or rest != rest.casefold()
        yield (subject["term"] if plain else f"{first.lower()}{rest}"), "defined"
    for found in ASIDE.finditer(text):
        if term := _last_phrase(found["term"]):
            yield term, "defined"


def _is_term(text: str, found: re.Match[str]) -> bool:
    said = words(found["term"])
    if not said or EMPTY & {said[0], said[-1]} or NEGATION.search(text[: found.end()]):
        return False
    return not (is_verb(said[0]) and len(said) > 1) and not said[-1].endswith("ly")


def _is_subject(term: str) -> bool:
    """Whether what stands before "is a" can be a term: no clause, no "main reason"."""
    said = words(term)
    if not said or set(said) & LEAVES or said[0] in NEVER_FIRST | EMPTY or said[-1] == "of":
        return False
    if said[-1] in BARE_HEADS or said[-1].endswith("ly") or any(map(str.isdigit, term)):
        return False
    if len(said) > 1 and said[0].endswith("ing") and is_verb(said[0]):
        return False  # "holding money"
    return not any(is_surely_verb(word) for word in said[1:]) and not has_finite_verb(term)


def _last_phrase(said: str) -> str:
    """The phrase that a clause with "which" is about; "" where it may begin further left."""
    whole: list[str] = []
    for word in reversed(said.split()):
        if word in LEAVES or is_verb(word):
            break
        whole.insert(0, word)
    else:
        return ""
    return " ".join(whole) if _is_subject(" ".join(whole)) else ""


def _locate(source: Source, within: Span, term: str) -> Span | None:
    """Where a term stands in the source's own white space, with a small or a large letter."""
    pattern = re.compile(r"\s+".join(map(re.escape, term.split())), re.I)
    found = pattern.search(source.text, within.start, within.end)
    return Span(*found.span()) if found else None
