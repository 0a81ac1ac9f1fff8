"""The one amount of a sentence -> a cloze on it. Years are not asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.drafting.english import words
from quizgen.drafting.mentions import Mention
from quizgen.drafting.model import Sentence
from quizgen.drafting.proposal import Proposal
from quizgen.schema import Cloze

# How many concepts and names a sentence must have for its number to be asked for.
TELLING = 1
AMOUNT = re.compile(
    r"(?<![\w$.,-])(?P<amount>\$?\d{1,3}(?:,\d{3})+|\$?\d+(?:\.\d+)?)"
    r"(?= (?:percent|per cent|million|billion|trillion|metres|meters|kilomet|miles|years|days|"
    r"hours|degrees|people|grams|kilograms|tons|tonnes|feet|inches|states|countries|parameters|dollars|"
    r"species|members|layers|words|tokens|minutes|seconds|weeks|months|centimet|millimet|litres|"
    r"liters|volts|watts|men|[a-z]{4,}s\b)|%)"
)
YEAR = re.compile(r"1\d{3}|20\d\d")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
NAME = re.compile(r"(?<!^)\b[A-Z][a-z]+(?: (?:of |the )?[A-Z][a-z]+)*")


def find_numbers(sentence: Sentence, text: str, found: Sequence[Mention]) -> Iterator[Proposal]:
    """A cloze on the one number of a sentence, if it is an amount of something."""
    match = AMOUNT.search(text)
    if not match or not found or len(found) + len(NAME.findall(text)) < TELLING:
        return
    others = f"{text[: match.start()]} {text[match.end() :]}"
    if match[0].endswith("100") or YEAR.fullmatch(match[0]):
        return  # all of it, or none
    if DIGITS.search(others):
        return
    start, end = match.span("amount")
    concept = max(found, key=lambda m: (m.weight, -m.start)).concept
    yield Proposal(
        form="number",
        base=concept.id,
        concept=concept,
        content=Cloze(mark(text, start, end)),
        sentences=(sentence,),
        score=1.5 + 0.2 * min(len(found), 3) - max(0, len(words(text)) - 20) / 16,
        clue=f"{text[:start]}____{text[end:]}".casefold(),
    )


def mark(text: str, start: int, end: int) -> str:
    """A text with characters `start` to `end` hidden; its own braces are refused elsewhere."""
    return f"{text[:start]}{{{{c1::{text[start:end]}}}}}{text[end:]}"
