"""Sentences that stand alone -> clozes on a whole noun phrase, a number or a year.

The text shown is the whole sentence; what is hidden is a concept that is surely a whole phrase
there, said once, and with another concept left to tell what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.drafting.english import NEGATION, STANCE, is_verb, words
from quizgen.drafting.fitness import is_sentence, names_its_subject, stands_alone
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.mentions import Mention, Mentions, clue, is_whole_phrase
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.proposal import Proposal
from quizgen.schema import Claim, Cloze

TOO_COMMON = 4.6
WELL_KNOWN = 0.6
# How many concepts and names a sentence must have for its number to be asked for.
TELLING = 3
MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"[Mm]onths?|[Yy]ears?|[Cc]entury|[Dd]ays?)\b"
)
POINTED = re.compile(r"\b(?:this|that|these|those|such|same|other) $", re.I)
SUPERLATIVE = re.compile(r"\w+est\b|most\b|least\b|best\b|first\b|main\b|single\b|full\b")
THIRD = re.compile(r"\b(?:it|they|them|their|its)\b", re.I)
# What somebody makes of a thing: true, perhaps, but nothing to recall a word by.
PRAISE = re.compile(
    r"\b(?:central|marvelous|remarkable|intimately|popular|vital|essential|useful|significant|"
    r"major|main) (?:component|part|role|to|invention|social|interconnected|factor|feature)\b"
)
CALLED = re.compile(
    r"\b(?:is|are|was|were|be|been) (?:often |also |usually |commonly |sometimes )?"
    r"(?:called|known as|termed|referred to as|named) (?:the |an? )?[\u201c\"]?$"
)
YEAR = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Ss]ince|[Uu]ntil|[Ff]rom) (?P<year>(?:(?:\d{1,2} )?(?:January|February|"
    r"March|April|May|June|July|August|September|October|November|December) )?"
    r"(?:1[5-9]\d\d|20\d\d))\b(?![-\u2013,]?\d)"
)
NAME = re.compile(r"(?<!^)\b[A-Z][a-z]+(?: (?:of |the )?[A-Z][a-z]+)*")
AMOUNT = re.compile(
    r"(?<![\w$.,-])(?P<amount>\$?\d{1,3}(?:,\d{3})+|\$?\d+(?:\.\d+)?)"
    r"(?= (?:percent|per cent|million|billion|trillion|metres|meters|kilomet|miles|years|days|"
    r"hours|degrees|people|grams|kilograms|tons|tonnes|feet|inches|states|countries|parameters|dollars|"
    r"species|members|layers|words|tokens|minutes|seconds|weeks|months|centimet|millimet|litres|"
    r"liters|volts|watts|men|ships|soldiers|troops)|%)"
)
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
LIST_MARK = re.compile(r":|\u2014|\u2013 ")


def find_clozes(
    sentence: Sentence, mentions: Mentions, genre: Genre, table: Frequencies | None
) -> Iterator[Proposal]:
    """The best cloze of a sentence on a concept, and one on its number; best first."""
    text = sentence.text
    if not is_sentence(text):
        return
    found = mentions.find(text)
    called = [m for m in found if CALLED.search(text[: m.start])]
    if not stands_alone(text, conditional=bool(called)) or STANCE.search(text):
        return
    if not names_its_subject(text, found):
        return
    if called and (made := _hide(sentence, called[0], found, "cloze", 2.0, table)):
        yield made
        return
    if genre is not Genre.TUTORIAL:
        yield from _on_concepts(sentence, found, table)
        yield from _on_numbers(sentence, found)


def _on_concepts(
    sentence: Sentence, found: Sequence[Mention], table: Frequencies | None
) -> Iterator[Proposal]:
    proposals = [
        made for mention in found if (made := _hide(sentence, mention, found, "cloze", 0.0, table))
    ]
    proposals.sort(key=lambda p: (-p.score, p.base, p.clue))
    yield from proposals


def _hide(
    sentence: Sentence,
    mention: Mention,
    found: Sequence[Mention],
    form: str,
    bonus: float,
    table: Frequencies | None,
) -> Proposal | None:
    """A cloze that hides one mention; None where that is not sure to be a good one."""
    text = sentence.text
    others = _others(mention, found)
    base = others[0].concept.id if others else _visible_name(text, mention)
    if not base or not is_whole_phrase(text, mention) or _too_common(mention, table):
        return None
    if text[: mention.start].endswith(" to ") and " " not in text[mention.start : mention.end]:
        return None  # it may be a verb
    if POINTED.search(text[: mention.start]) or SUPERLATIVE.match(text, mention.start):
        return None
    if _is_said_again(text, mention) or (mention.concept.is_name and len(others) < 2):
        return None
    if not bonus and (LIST_MARK.search(text) or PRAISE.search(text)):
        return None
    pronoun = THIRD.search(text)
    if pronoun and not any(m.start < pronoun.start() for m in others):
        return None
    return Proposal(
        form=form,
        base=base,
        concept=mention.concept,
        content=Cloze(mark(text, mention.start, mention.end)),
        sentences=(sentence,),
        score=bonus + _score(text, mention, others),
        clue=clue(sentence, mention),
        claim=Claim.DEFINITION if bonus else Claim.FACT,
    )


def mark(text: str, start: int, end: int) -> str:
    """A text with characters `start` to `end` hidden; its own braces are refused elsewhere."""
    return f"{text[:start]}{{{{c1::{text[start:end]}}}}}{text[end:]}"


def _visible_name(text: str, mention: Mention) -> str:
    """A name beside a well-known concept, for an id: it too tells what is asked."""
    if mention.weight < WELL_KNOWN or mention.concept.is_name:
        return ""
    names = NAME.findall(text[: mention.start]) + NAME.findall(f" {text[mention.end :]}")
    return re.sub(r"[^a-z0-9]+", "-", names[0].casefold()).strip("-") if names else ""


def _others(mention: Mention, found: Sequence[Mention]) -> list[Mention]:
    """The other concepts of a sentence, of which none shares a telling word with the mention."""
    own = set(words(mention.concept.name))
    others = [m for m in found if m.concept.id != mention.concept.id]
    others = [m for m in others if not own & set(words(m.concept.name))]
    return sorted(others, key=lambda m: (-m.weight, m.start))


def _is_said_again(text: str, mention: Mention) -> bool:
    rest = words(f"{text[: mention.start]} {text[mention.end :]}")
    stems = {word[:6] for word in rest if len(word) > 3}
    return any(
        word[:6] in stems for word in words(text[mention.start : mention.end]) if len(word) > 3
    )


def _too_common(mention: Mention, table: Frequencies | None) -> bool:
    """Whether what is hidden is an everyday word, or a name that everybody knows."""
    said = words(mention.concept.name)
    if MONTH.search(mention.concept.name) or table is None:
        return table is not None
    if len(said) > 1 and not mention.concept.is_name and mention.weight >= WELL_KNOWN:
        return False
    return min(map(table.zipf, said)) > TOO_COMMON


def _score(text: str, mention: Mention, others: Sequence[Mention]) -> float:
    said = words(text)
    after = words(text[mention.end :])[:1]
    opens = mention.start < 5 and bool(after) and is_verb(after[0])
    known = mention.weight
    several = len(words(mention.concept.name)) > 1
    length = abs(len(said) - 16) / 16
    conditional = text.startswith(("If ", "When ", "While ", "Although ", "Compared", "Along"))
    return (
        opens * 0.8
        - conditional * 0.4
        - bool(NEGATION.search(text)) * 0.5
        + known
        + several * 0.4
        + min(len(others), 3) * 0.3
        - length
    )


def _on_numbers(sentence: Sentence, found: Sequence[Mention]) -> Iterator[Proposal]:
    """A cloze on the one number of a sentence: a year, or an amount of something."""
    text = sentence.text
    match = YEAR.search(text) or AMOUNT.search(text)
    if not match or not found or len(found) + len(NAME.findall(text)) < TELLING:
        return
    if DIGITS.search(text[: match.start()]) or DIGITS.search(text[match.end() :]):
        return
    start, end = match.span("year" if "year" in match.groupdict() else "amount")
    concept = max(found, key=lambda m: (m.weight, -m.start)).concept
    yield Proposal(
        form="number",
        base=concept.id,
        concept=concept,
        content=Cloze(mark(text, start, end)),
        sentences=(sentence,),
        score=0.8 + 0.2 * min(len(found), 3) - max(0, len(words(text)) - 16) / 16,
        clue=f"{text[:start]}____{text[end:]}".casefold(),
    )
