"""Which amounts are asked for: what a sentence measures of a thing that it names. Pure."""

from __future__ import annotations

import re

from quizgen.drafting.context import BLANK, Known, leans
from quizgen.drafting.english import IRREGULAR, NEGATION, word_set, words
from quizgen.drafting.hanging import hangs
from quizgen.drafting.opinions import is_opinion

UNCHANGED = word_set("put lies found")
BEING = word_set("is are has have")
PAST = word_set("was were had did could would used became")
MEASURED = re.compile(
    r"^(?:(?:an?|the|one) )?[\w' -]{3,40} (?:is|are|has|have|contains?|weighs?|equals?|"
    r"consists? of|lasts?|(?:travels?|moves?|boils?|freezes?|melts?|grows?|rises?|falls?|beats?|"
    r"turns?|flows?)(?: [\w ]{3,30})? (?:at|by|to|for|in))"
    rf" (?:about |roughly |exactly |around |approximately |at |almost |nearly |up to )?{BLANK}",
    re.I,
)
# "Travels at nearly ____ metres per second": what the amount is the measure of.
AT_AMOUNT = re.compile(
    r"\b(?:at|by|to|of|has|have|is|are|about|nearly|almost|roughly|over|under|only|exactly|"
    r"contains?|needs?|lasts?|weighs?) (?:an? )?(?:about |nearly |almost |roughly |up to )?$"
)
# "Since the volume is only about ____ litres, ...": a step of an argument.
GOES_ON = re.compile(
    r"(?:An? (?:dozen|hundred|thousand|million)\b|Since|Because(?! of)|As|So|If|Given|Thus|Hence)\b"
)
# "The cost of a bolt of cloth in Northland is ____ tonnes": of an example, or of a day.
# "Average yields are about ____ tonnes": this year, and of which field?
UNDATED = re.compile(
    r"\b(?:averages?|yields?|population|production|output|prices?|costs?|sales|exports?|imports?|"
    r"incomes?|wages?|users?|members?|diameter|width|span|common|often|typical(?:ly)?|"
    r"only|may|can|could|might|or more|or less)\b",
    re.I,
)
OF_A_PLACE = re.compile(r"\b[Ii]n [A-Z][a-z]")
MOST_COUNTED = 26
SPECIFIC, FEWEST_SPECIFIC = 4.75, 3


def is_good_number(before: str, after: str, known: Known) -> bool:
    """Whether an amount is what its sentence tells of a thing that it names, at any time."""
    text = f"{before}{BLANK}{after}"
    if leans(text, known) or hangs(text) or is_opinion(text):
        return False
    if any(p.search(text) for p in (NEGATION, OF_A_PLACE, UNDATED)) or GOES_ON.match(text):
        return False
    said = words(text)
    if PAST & set(said) or IRREGULAR - UNCHANGED & set(said) or len(said) > MOST_COUNTED:
        return False
    if MEASURED.match(text):
        return True
    specific = {word for word in said if len(word) > 3 and known.zipf(word) < SPECIFIC}
    told = BEING & set(words(before)) and AT_AMOUNT.search(before)
    return bool(told) and len(specific) >= FEWEST_SPECIFIC
