"""What people of a trade do, as a subject: "volcanologists" -> "volcanology". Pure."""

from __future__ import annotations

import re

# By the end of the word; the first that fits.
ENDINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), ending)
    for pattern, ending in (
        (r"ologists$", "ology"), (r"ographers$", "ography"), (r"onomers$", "onomy"),
        (r"ometrists$", "ometry"), (r"iatrists$", "iatry"), (r"odontists$", "odontics"),
        (r"icists$", "ics"), (r"onomists$", "onomics"), (r"inguists$", "inguistics"),
        (r"(?<=at)icians$", "ics"), (r"(?<=st)icians$", "ics"), (r"hemists$", "hemistry"),
        (r"therapists$", "therapy"), (r"osophers$", "osophy"),
        (r"(?<=mak)ers$", "ing"), (r"(?<=keep)ers$", "ing"), (r"(?<=brok)ers$", "ing"),
        (r"(?<=found)ers$", "ing"), (r"(?<=bind)ers$", "ing"), (r"(?<=build)ers$", "ing"),
    )
)  # fmt: skip
# By the whole last word. What stands before it stays: "bridge engineers", "city planners".
WORDS = {
    "engineers": "engineering", "scientists": "science", "designers": "design",
    "planners": "planning", "controllers": "control", "managers": "management",
    "editors": "editing", "lawyers": "law", "nurses": "nursing", "surgeons": "surgery",
    "dentists": "dentistry", "pharmacists": "pharmacy", "botanists": "botany",
    "historians": "history", "actuaries": "actuarial science", "potters": "pottery",
    "weavers": "weaving", "brewers": "brewing", "bakers": "baking", "foresters": "forestry",
    "conservators": "conservation", "interpreters": "interpreting", "translators": "translation",
    "surveyors": "surveying", "navigators": "navigation", "gardeners": "gardening",
    "farmers": "farming", "printers": "printing", "welders": "welding", "miners": "mining",
    "divers": "diving", "distillers": "distilling", "auditors": "auditing",
    "accountants": "accounting", "architects": "architecture", "programmers": "programming",
    "conductors": "conducting", "forecasters": "forecasting", "restorers": "restoration",
    "anaesthetists": "anaesthesia", "anesthetists": "anesthesia", "blacksmiths": "blacksmithing",
}  # fmt: skip
# These say of a person, not of what he does, or are the subject's own everyday name.
WHOLE = {"vets": "veterinary medicine", "veterinarians": "veterinary medicine"}
DROPPED = frozenset({"supervising", "field"})


def subject_of(trade: str) -> str:
    """The subject of people of a trade, in the plural; "" where no word for it is known."""
    *before, last = trade.split()
    if last in WHOLE:
        return WHOLE[last]
    made = WORDS.get(last, "") or _by_ending(last)
    kept = [word for word in before if word not in DROPPED]
    return " ".join((*kept, made)) if made else ""


def _by_ending(word: str) -> str:
    for pattern, ending in ENDINGS:
        if pattern.search(word):
            return pattern.sub(ending, word)
    return ""
