"""Rules of facts: the numbers and names of a card are those of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from quizgen.checks.lexicon import Lexicon
from quizgen.checks.model import ALL_KINDS, Hit, NoteRule, example
from quizgen.checks.primitives import Number, numbers, stem, tokens
from quizgen.checks.rules_grounding import turns_of
from quizgen.checks.views import NoteView
from quizgen.schema import Severity

EXACT, ROUGH, DECADE = 0.005, 0.1, 0.005
VOWELS = frozenset("aeiouy")
NAME_PART = re.compile(r"[A-Za-z]{2,}")
LONG_NAME, SHORT_NAME, NICKNAME = 5, 4, 3
LARGEST_COUNT = 12


# ----------------------------------------------------------------------------------------- numbers


def _said_fields(view: NoteView) -> Iterator[tuple[str, str]]:
    """The fields that must be true to the source: all but wrong options and their reasons."""
    yield view.question_field, view.texts.get(view.question_field, "")
    if view.question_field != "text":
        yield from zip(view.answer_fields, view.answers, strict=True)
    yield "why", view.note.why


def _checked_numbers(field: str, text: str, view: NoteView) -> Iterator[tuple[Number, str]]:
    """The numbers of a text that a source must have, as they stand there."""
    counts = view.lexicon.pattern("grounding-counts")
    ordinals = view.lexicon.pattern("grounding-ordinals")
    for number in dict.fromkeys(numbers(ordinals.sub(" ", text), view.lexicon)):
        spelled = number.words[:1].isalpha()
        announces = field == "question" and number.value <= LARGEST_COUNT
        if spelled and (announces or counts.sub("", number.words).strip(" and") == ""):
            continue  # "which two ideas", "one of": the card's own counting
        pattern = r"[\s-]+(?:and\s+)?".join(map(re.escape, re.split(r"[\s-]+", number.words)))
        found = re.search(pattern, text, re.IGNORECASE)
        yield number, found[0] if found else ""


def _dates(view: NoteView) -> set[float]:
    """The years in which the sources were recorded, and the note's own."""
    said = [view.note.date or "", *(s.source.meta.recorded for s in view.own_sources)]
    titles = [s.source.meta.title for s in view.own_sources]
    return {float(year) for text in said + titles for year in re.findall(r"\d{4}", text)}


@dataclass
class _Near:
    """The numbers around a note's quotes: the wider stretch is read only when it is needed."""

    view: NoteView

    @cached_property
    def sentences(self) -> list[Number]:
        return _counted(self.view.evidence, self.view.lexicon)

    @cached_property
    def turns(self) -> list[Number]:
        return _counted(turns_of(self.view), self.view.lexicon)

    def has(self, number: Number, slack: float) -> bool:
        """Whether the number is said near a quote, or at least in its turn."""
        return any(number.close_to(other, slack) for other in self.sentences) or any(
            number.close_to(other, slack) for other in self.turns
        )


def _counted(text: str, lexicon: Lexicon) -> list[Number]:
    """The numbers of a stretch; of "between three and four" both."""
    values = lexicon.numerals
    words = {token for token in tokens(text) if token in values}
    return numbers(text, lexicon) + [Number(values[w], "plain", w) for w in sorted(words)]


def _slack(number: Number, text: str, view: NoteView) -> float:
    """How far from the source a number may be: a year not at all, a rough one by a tenth."""
    is_rough = bool(view.lexicon.pattern("grounding-approximated").search(text))
    if number.unit == "year":
        return DECADE if is_rough or f"{number.words}s" in text else 0.0
    return ROUGH if is_rough else EXACT


def _number_not_in_source(view: NoteView) -> Iterator[Hit]:
    dates, near = _dates(view), _Near(view)
    for field, text in _said_fields(view):
        for number, words in _checked_numbers(field, text, view):
            if number.value in dates:
                continue
            slack = _slack(number, text, view)
            if not any(source.has_number(number, slack) for source in view.own_sources):
                message = f"the source nowhere says “{words}”"
                yield Hit(message, field, words, "give the number as the source says it")
            elif field == "why" or not view.passages or f" {words} " in view.quotes:
                continue
            elif not near.has(number, slack):
                message = f"nobody says “{words}” where the quote stands"
                yield Hit(message, field, words, "quote the number too", Severity.WARNING)


# ------------------------------------------------------------------------------------------- names


def _unknown_names(view: NoteView) -> Iterator[tuple[str, str]]:
    """The names in question and answers that neither the sources nor the deck knows."""
    parts = {part for name in view.names for part in NAME_PART.findall(name)}
    strange = sorted(part for part in parts if not _is_said(part.casefold(), view))
    if not strange:
        return
    known = set(_parts(frozenset(view.source_names)))
    known |= {part.casefold() for part in NAME_PART.findall(_deck_words(view))}
    endings = view.lexicon.words("grounding-name-endings")
    fields = (view.question_field, *view.answer_fields)
    for part in strange:
        if not _is_known(part.casefold(), known, endings):
            texts = zip(fields, (view.question, *view.answers), strict=True)
            yield next((field for field, text in texts if part in text), fields[0]), part


@lru_cache(maxsize=16)
def _parts(known: frozenset[str]) -> frozenset[str]:
    """The parts of all names of a note's sources: many notes have the same sources."""
    return frozenset(part.casefold() for name in known for part in NAME_PART.findall(name))


def _deck_words(view: NoteView) -> str:
    concepts = " ".join(" ".join((c.name, *c.aliases)) for c in view.deck.concepts)
    return f"{view.deck.name} {view.topic.name} {concepts}"


def _is_said(name: str, view: NoteView) -> bool:
    # A final e is what a misspelling may add.
    forms = (name, name.removesuffix("s"), name if name.endswith("e") else stem(name))
    return any(form in source.vocabulary for source in view.own_sources for form in forms)


def _is_known(name: str, known: set[str], endings: frozenset[str]) -> bool:
    """Whether a name is known, or a form of a known one: Geoffrey of Geoff, European of Europe."""
    if known & {name, name.removesuffix("s")}:
        return True
    if any(_is_derived(name, k, endings) or _is_derived(k, name, endings) for k in known):
        return True
    return any(name.startswith(k) for k in known if SHORT_NAME <= len(k) <= len(name) - NICKNAME)


def _is_derived(word: str, name: str, endings: frozenset[str]) -> bool:
    """Whether a word is a name with an ending, perhaps in place of its vowel."""
    roots = {name, name[:-1] if name[-1:] in VOWELS else name}
    return len(name) >= SHORT_NAME and any(
        word == root + ending for root in roots for ending in endings
    )


def _closest_name(name: str, view: NoteView) -> str:
    """The source's name that this one may be a misspelling of."""
    if len(name) < SHORT_NAME:
        return ""
    allowed = 2 if len(name) >= LONG_NAME else 1
    near = [
        (distance, known)
        for known in view.source_names
        if abs(len(known) - len(name)) <= allowed
        and known[0].casefold() == name[0].casefold()
        and (distance := edits(name.casefold(), known.casefold())) <= allowed
    ]
    return min(near)[1] if near else ""


def edits(one: str, other: str) -> int:
    """The Damerau-Levenshtein distance (optimal string alignment) of two words."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(row[-1] + 1, last[j] + 1, last[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


def _name_not_in_source(view: NoteView) -> Iterator[Hit]:
    for field, name in _unknown_names(view):
        if not _closest_name(name, view):
            message = f"the source never names “{name}”"
            yield Hit(message, field, name, "use the source's own names")


def _proper_noun_misspelt(view: NoteView) -> Iterator[Hit]:
    for field, name in _unknown_names(view):
        if closest := _closest_name(name, view):
            message = f"“{name}” is not in the source, but “{closest}” is"
            yield Hit(message, field, name, f"write {closest}")


BREAD = (
    "The dough rests for three hours, says Pascal Brun. Then it goes into the oven at 240 degrees."
)
RESTED = {"question": "How long does Pascal Brun let the dough rest?"}
RULES = (
    NoteRule(
        "number-not-in-source",
        2,
        Severity.ERROR,
        ALL_KINDS,
        "A number of the card is not in its source, or not where the quote stands.",
        "RAGTruth's evident conflict",
        _number_not_in_source,
        example(BREAD, **RESTED, answer="About 17 hours"),
        example(BREAD, **RESTED, answer="3 hours"),
    ),
    NoteRule(
        "name-not-in-source",
        2,
        Severity.ERROR,
        ALL_KINDS,
        "A name of the card is nowhere in its source.",
        "RAGTruth's evident baseless information",
        _name_not_in_source,
        example(BREAD, question="How long does Ottavia Ferri let dough rest?", answer="3 hours"),
        example(BREAD, **RESTED, answer="3 hours"),
    ),
    NoteRule(
        "proper-noun-misspelt",
        2,
        Severity.WARNING,
        ALL_KINDS,
        "A name of the card is nearly one of the source, but spelled otherwise.",
        "Contract 1, verbatim",
        _proper_noun_misspelt,
        example(BREAD, question="How long does Pascall Brun let dough rest?", answer="3 hours"),
        example(BREAD, **RESTED, answer="3 hours"),
    ),
)
