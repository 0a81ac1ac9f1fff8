"""Sentences that stand alone -> clozes on a whole noun phrase, a number or a year.

The text shown is the whole sentence; what is hidden is a concept that is surely a whole phrase
there, said once, and with another concept left to tell what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.drafting.english import STANCE, is_verb, words
from quizgen.drafting.fitness import is_sentence, names_its_subject, stands_alone
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.mentions import Mention, Mentions, clue, is_whole_phrase
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.proposal import Proposal
from quizgen.schema import Claim, Cloze

TOO_COMMON = 4.7
CALLED = re.compile(
    r"\b(?:is|are|was|were|be|been) (?:often |also |usually |commonly |sometimes )?"
    r"(?:called|known as|termed|referred to as|named) (?:the |an? )?[\u201c\"]?$"
)
YEAR = re.compile(r"\b(?P<before>[Ii]n|[Ss]ince|[Uu]ntil) (?P<year>1[5-9]\d\d|20\d\d)\b(?![-\u2013,]?\d)")
AMOUNT = re.compile(
    r"(?<![\w$.,-])(?P<amount>\$?\d{1,3}(?:,\d{3})+|\$?\d+(?:\.\d+)?)"
    r"(?= (?:percent|per cent|million|billion|trillion|metres|meters|kilomet|miles|years|days|hours|"
    r"degrees|people|grams|kilograms|tons|tonnes|feet|inches|states|countries|parameters|dollars|"
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
    if not names_its_subject(text, [m.start for m in found]):
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
        made
        for mention in found
        if (made := _hide(sentence, mention, found, "cloze", 0.0, table))
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
    if not others or not is_whole_phrase(text, mention) or _too_common(mention, table):
        return None
    if _is_said_again(text, mention) or (mention.concept.is_name and len(others) < 2):
        return None
    if LIST_MARK.search(text) and not bonus:
        return None
    return Proposal(
        form=form,
        base=others[0].concept.id,
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


def _others(mention: Mention, found: Sequence[Mention]) -> list[Mention]:
    """The other concepts of a sentence, of which none shares a telling word with the mention."""
    own = set(words(mention.concept.name))
    others = [m for m in found if m.concept.id != mention.concept.id]
    return [m for m in others if not own & set(words(m.concept.name))]


def _is_said_again(text: str, mention: Mention) -> bool:
    rest = words(f"{text[: mention.start]} {text[mention.end :]}")
    stems = {word[:6] for word in rest if len(word) > 3}
    return any(word[:6] in stems for word in words(text[mention.start : mention.end]) if len(word) > 3)


def _too_common(mention: Mention, table: Frequencies | None) -> bool:
    said = words(mention.concept.name)
    return len(said) == 1 and table is not None and table.zipf(said[0]) > TOO_COMMON


def _score(text: str, mention: Mention, others: Sequence[Mention]) -> float:
    said = words(text)
    after = words(text[mention.end :])[:1]
    opens = mention.start < 5 and bool(after) and is_verb(after[0])
    known = min(mention.concept.score, 50.0) / 50.0
    several = len(words(mention.concept.name)) > 1
    length = abs(len(said) - 16) / 16
    return opens * 0.8 + known + several * 0.4 + min(len(others), 3) * 0.3 - length


def _on_numbers(sentence: Sentence, found: Sequence[Mention]) -> Iterator[Proposal]:
    """A cloze on the one number of a sentence: a year, or an amount of something."""
    text = sentence.text
    if len(found) < 2 or len(DIGITS.findall(text)) != 1:
        return
    match = YEAR.search(text) or AMOUNT.search(text)
    if not match:
        return
    start, end = match.span("year" if "year" in match.groupdict() else "amount")
    concept = max(found, key=lambda m: (m.concept.score, -m.start)).concept
    yield Proposal(
        form="number",
        base=concept.id,
        concept=concept,
        content=Cloze(mark(text, start, end)),
        sentences=(sentence,),
        score=0.6 + 0.2 * len(found) - abs(len(words(text)) - 16) / 16,
        clue=f"{text[:start]}____{text[end:]}".casefold(),
    )
