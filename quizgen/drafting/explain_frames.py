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
    ADVERBS,
    AUXILIARIES,
    CONDITION,
    NEGATION,
    PREPOSITIONS,
    VERB_STEMS,
    is_verb,
    word_set,
    words,
)
from quizgen.drafting.explain_subjects import PRONOUNS, Subject, find_subject
from quizgen.drafting.mentions import Mention, Mentions, is_whole_phrase, subject_form
from quizgen.drafting.wording import capital

COPULAS = ("is", "are", "was", "were")
NO_COPULAS = ("isn't", "aren't", "wasn't", "weren't")
HELPERS = word_set(
    "can could will would may might must should cannot can't couldn't won't wouldn't shouldn't "
    "does do don't doesn't didn't"
)
NAMING = re.compile(
    r"^(?:basically |really |actually |just |essentially |simply |all |more |largely )?"
    r"(?:an?|the|something|everything|when|where(?! we)|how|to|that|what|"
    r"this (?:idea|phenomenon|notion))\b",
    re.I,
)
ABOUT = re.compile(r"^(?:really |basically |all |just |mostly |primarily )?about (?P<rest>.+)$")
LIKENING = re.compile(r"^(?:a little |a bit |much |just |really )?like (?:an?|the|having)\b")
COMPARED = re.compile(
    r"^(?:(?:a lot|much|far|even|way|a little|a bit|probably|actually) )*(?:more|less|worse|better|"
    r"[a-z]{3,}er)\b.* than (?P<other>[^,;:]+)\.$"
)
PURPOSE = re.compile(
    r"^(?P<part>(?:also |really |basically |mostly |typically |usually )?(?:designed|meant|"
    r"supposed|able|going|built|used|intended|likely|unlikely|trying|interested|based|made)) "
    r"(?P<link>to|for|on|in|of|by|from) (?P<next>\w+)"
)
CLAUSE = re.compile(r"^(?:it|you|they|there|if|when|because)\b", re.I)
# What points back, or at nothing: not in a question, and not as all that an answer says.
LEANING = re.compile(
    r"\b(?:it|its|they|them|their|this|these|those|that one|he|she|him|her)\b", re.I
)
POINTS = re.compile(r"\b(?:this|these|those|its own|thing|things|stuff)\b", re.I)
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
SAYS_NOTHING = word_set(
    "where different same similar fine okay good great bad nice cool true hard easy"
)
# Before these verbs "what does it not do?" would ask for the wrong word.
ASKED_BY_NAME = word_set("mean need require want be")
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
    """What a sentence says that its subject is, does, can do, or means."""
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
    else:
        yield from _of_verb(text, subject, verb)


def _of_copula(text: str, subject: Subject, verb: str) -> Iterator[Frame]:
    if BEGUN_AGAIN.search(subject.rest):
        return
    for make in (_about, _likened, _purposed, _named, _described):
        if frame := make(text, subject, verb):
            yield frame
            return


def _about(text: str, subject: Subject, verb: str) -> Frame | None:
    found = ABOUT.match(subject.rest)
    question = f"according to {{}}, what {verb} {subject.said} about"
    return Frame(question, capital(found["rest"]), subject.mention, 2.8) if found else None


def _likened(text: str, subject: Subject, verb: str) -> Frame | None:
    """To what it is likened, or with what compared."""
    if LIKENING.match(subject.rest):
        return Frame(f"to what does {{}} compare {subject.said}", text, subject.mention, 2.6)
    found = COMPARED.match(subject.rest)
    if not found or not _is_phrase(found["other"]):
        return None
    question = f"how does {{}} compare {subject.said} with {found['other']}"
    return Frame(question, text, subject.mention, 2.6)


def _purposed(text: str, subject: Subject, verb: str) -> Frame | None:
    found = PURPOSE.match(subject.rest)
    if not found:
        return None
    doing = {"to": "to be" if found["next"] == "be" else "to do"}
    tail = f"{verb} {found['part']} {doing.get(found['link'], found['link'])}"
    return Frame(f"what does {{}} say {subject.said} {tail}", text, subject.mention, 2.0)


def _named(text: str, subject: Subject, verb: str) -> Frame | None:
    rest = subject.rest
    if not (NAMING.match(rest) or (not subject.bare and CLAUSE.match(rest))):
        return None
    if subject.bare and set(words(rest)[1:4]) & EMPTY_HEADS:
        return None
    question = f"according to {{}}, what {verb} {subject.said}"
    return Frame(question, cut(capital(rest)), subject.mention, 3.0)


def _described(text: str, subject: Subject, verb: str) -> Frame | None:
    said = words(subject.rest)
    if NEGATION.match(subject.rest):
        return Frame(f"what does {{}} say {subject.said} {verb} not", text, subject.mention, 1.2)
    idle = len(said) <= FEWEST_SAID or bool(set(said[:3]) & SAYS_NOTHING)
    if idle or NAMING.match(subject.rest) or said[0] in ("this", "these"):
        return None
    return Frame(f"how does {{}} describe {subject.said}", text, subject.mention, 1.2)


def cut(answer: str) -> str:
    """An answer without a second statement that is only added to it."""
    found = ADDED.search(answer)
    if not found or len(words(answer[: found.start()])) < FEWEST_SAID:
        return answer
    return answer[: found.start()] + "."


def _is_phrase(text: str) -> bool:
    """Whether this is no clause and nothing that leans on another."""
    said = words(text)
    return len(said) <= 6 and not (set(said) & (PRONOUNS | AUXILIARIES | {"ever", "before"}))


def _of_verb(text: str, subject: Subject, verb: str) -> Iterator[Frame]:
    after = words(subject.rest)
    if not after:
        return
    if verb in NO_COPULAS:
        if "because" not in after:  # which may be all that is denied
            asked = f"what does {{}} say {subject.said} {verb}"
            yield Frame(asked, text, subject.mention, 1.2)
    elif verb in HELPERS:
        yield from _of_helper(text, subject, verb, after)
    elif verb in ("has", "have", "had"):
        done = is_verb(after[0]) or after[0].endswith("ed")
        if not done and not POINTS.search(subject.rest):
            asked = f"what does {{}} say {subject.said} {verb}"
            yield Frame(asked, text, subject.mention, 1.6)
    else:
        yield from _of_deed(text, subject, verb, after)


def _of_deed(text: str, subject: Subject, verb: str, after: list[str]) -> Iterator[Frame]:
    asked, mention = f"what does {{}} say {subject.said} {verb}", subject.mention
    if after[0] == "to" and after[1:2] and after[1] in VERB_STEMS:
        yield Frame(f"{asked} to do", text, mention, 2.0)
    elif after[0] in PREPOSITIONS:
        if after[1:2] and after[1] not in PRONOUNS | {"it", "them"}:
            yield Frame(f"{asked} {after[0]}", text, mention, 2.0)
    elif not after[0].endswith("ly") and after[0] not in ADVERBS | {"it", "them", "so", "well"}:
        yield Frame(asked, text, mention, 2.2)


def _of_helper(text: str, subject: Subject, verb: str, after: list[str]) -> Iterator[Frame]:
    head = next((word for word in after if word not in ADVERBS and not word.endswith("ly")), "")
    by_name = head in ASKED_BY_NAME
    idle = verb.startswith("do") and head != "mean"
    question = f"what does {{}} say {subject.said} {verb} {head if by_name else 'do'}"
    yield Frame(question, text, subject.mention, 0.7 if idle else 1.9)


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
