"""What a sentence says of its subject -> the question that it answers, and the answer.

Subject and verb are taken as they were said, so that a question never claims more than the
speaker did, and nothing is inflected. What cannot be told for sure gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.drafting.definiens import EMPTY_HEADS
from quizgen.drafting.english import (
    CONDITION,
    NEGATION,
    word_set,
    words,
)
from quizgen.drafting.explain_subjects import Subject, find_subject
from quizgen.drafting.mentions import Mention, Mentions, is_whole_phrase, subject_form
from quizgen.drafting.wording import capital

COPULAS = ("is", "are", "was", "were")
NAMING = re.compile(
    r"^(?:basically |really |actually |just |essentially |simply |all |more |largely )?"
    r"(?:an?|the|something|everything|when|where(?! we)|how|to|that|what|"
    r"this (?:idea|phenomenon|notion))\b",
    re.I,
)
ABOUT = re.compile(r"^(?:really |basically |all |just |mostly |primarily )?about (?P<rest>.+)$")
LIKENING = re.compile(
    r"^(?:a little |a bit |much |just |really )?like (?:an?|the|having)\b.* "
    r"(?:that|which|who|where|when|for|with)\b"
)
CLAUSE = re.compile(r"^(?:it|you|they|there|if|when|because)\b", re.I)
# What points back, or at nothing: not in a question, and not as all that an answer says.
LEANING = re.compile(
    r"\b(?:it|its|they|them|their|this|these|those|that one|he|she|him|her)\b", re.I
)
BEGUN_AGAIN = re.compile(r"\band so\b|, so\b")
ADDED = re.compile(
    r", and (?:it|they|you|we|that|there|this)(?:['\u2019]\w+)? (?!\w+ing\b)[^,]+\.$"
)
WHICH_IS = re.compile(
    r"^, which (?P<verb>is|was|are|were) (?:basically |really |just )?(?P<rest>(?:an?|the) .+)$"
)
CALLED = re.compile(
    r"\b(?P<what>an? (?:[a-z][\w-]* ){1,6})(?:called|known as|(?:that |which )?we(?:['\u2019]ve)? "
    r"call(?:ed)?) (?P<article>the |an? )?$"
)
THERE_IS = re.compile(r"^There(?: is| are|['\u2019]s|['\u2019]re) (?:an? |the |this |these )?$")
FEWEST_SAID = 4
# What a phrase may stand behind and still be all that a "which" stands for.
BEFORE_WHOLE = word_set("a an the there's called is are use used using")
FIELDS = word_set("field area idea notion practice technique method study problem")


@dataclass(frozen=True, slots=True)
class Frame:
    """A question without its speaker and mark (`{}` stands for who said it), and its answer."""

    question: str
    answer: str
    mention: Mention
    score: float


def frames_of_subject(text: str, mentions: Mentions) -> Iterator[Frame]:
    """What a sentence says that its subject is, is about, is like, or means."""
    subject = find_subject(text, mentions)
    if subject is None:
        return
    verb = subject.verb.casefold().replace("\u2019", "'")
    if verb in COPULAS:
        yield from _of_copula(text, subject, verb)
    elif verb in ("means", "mean") and len(words(subject.rest)) >= FEWEST_SAID:
        does = "does" if verb == "means" else "do"
        question = f"according to {{}}, what {does} {subject.said} mean"
        yield Frame(question, cut(capital(subject.rest)), subject.mention, 2.8)


def _of_copula(text: str, subject: Subject, verb: str) -> Iterator[Frame]:
    if BEGUN_AGAIN.search(subject.rest):
        return
    for make in (_about, _likened, _named):
        if frame := make(text, subject, verb):
            yield frame
            return


def _about(text: str, subject: Subject, verb: str) -> Frame | None:
    found = ABOUT.match(subject.rest)
    question = f"according to {{}}, what {verb} {subject.said} about"
    return Frame(question, capital(found["rest"]), subject.mention, 2.8) if found else None


def _likened(text: str, subject: Subject, verb: str) -> Frame | None:
    """To what it is likened."""
    if not LIKENING.match(subject.rest):
        return None
    return Frame(f"to what does {{}} compare {subject.said}", text, subject.mention, 2.6)


def _named(text: str, subject: Subject, verb: str) -> Frame | None:
    rest = subject.rest
    if not (NAMING.match(rest) or (not subject.bare and CLAUSE.match(rest))):
        return None
    if subject.bare and set(words(rest)[1:4]) & EMPTY_HEADS:
        return None
    question = f"according to {{}}, what {verb} {subject.said}"
    return Frame(question, cut(capital(rest)), subject.mention, 3.0)


def cut(answer: str) -> str:
    """An answer without a second statement that is only added to it."""
    found = ADDED.search(answer)
    if not found or len(words(answer[: found.start()])) < FEWEST_SAID:
        return answer
    return answer[: found.start()] + "."


def frames_of_aside(text: str, mentions: Mentions) -> Iterator[Frame]:
    """What "X, which is a ..." and "a ... called X" say that X is."""
    if NEGATION.search(text) or CONDITION.search(text):
        return
    for mention in mentions.find(text):
        there_is = THERE_IS.match(text[: mention.start])
        if not (there_is or is_whole_phrase(text[: mention.end], mention)):
            continue
        subject = subject_form(text[mention.start : mention.end], mention)
        if found := CALLED.search(text[: mention.start]):
            if not set(words(found["what"])) & EMPTY_HEADS and not text[mention.end].isspace():
                question = f"according to {{}}, what is {found['article'] or ''}{subject}"
                yield Frame(question, capital(found["what"].strip()) + ".", mention, 2.2)
        elif which := _which_is(text, mention):
            before = words(text[: mention.start])
            article = f"{before[-1]} " if before and before[-1] in ("a", "an", "the") else ""
            question = f"according to {{}}, what {which['verb']} {article}{subject}"
            yield Frame(question, cut(capital(which["rest"])), mention, 3.0)


def _which_is(text: str, mention: Mention) -> re.Match[str] | None:
    """The ", which is a ..." that follows a phrase and can be about nothing else."""
    found = WHICH_IS.match(text[mention.end :])
    before = words(text[: mention.start])
    field = before[-1:] == ["of"] and bool(set(before[-2:-1]) & FIELDS)
    if not found or not (field or set(before[-1:]) <= BEFORE_WHOLE) or "," in cut(found["rest"]):
        return None
    return None if set(words(found["rest"])[1:4]) & EMPTY_HEADS else found


def named_in(text: str, mentions: Mentions) -> Mention | None:
    """The rarest concept that a piece of a question names: what it is about, most likely."""
    found = mentions.find(text)
    return min(found, key=lambda m: (len(m.concept.mentions), m.start), default=None)
