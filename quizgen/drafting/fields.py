"""What a source is about, in two or three words that can stand in a question: "queues"."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.drafting.context import FUNCTIONS, KNOWN
from quizgen.drafting.english import DETERMINERS, JOINTS, PREPOSITIONS, is_verb, word_set, words
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.model import FoundConcept, Sentence
from quizgen.drafting.vocabulary import singular
from quizgen.schema import Source

# Where a title goes on with a second one: "Lecture 3: Queues", "Queues - a first look".
PARTS = re.compile(r"\s*[:|]\s*|\s+[\u2013\u2014-]\s+|\s*[()]\s*")
NUMBERED = re.compile(r"^(?:[\d.]+|[A-Za-z]+ (?:\d+|[IVX]+)[.,]?) +|[\s,]+(?:[A-Za-z]+ )?\d+$")
LED_IN = re.compile(
    r"^(?:an? |the )?(?:(?:short|brief|gentle|quick|first|basic) )?"
    r"(?:introduction to|basics of|principles of|fundamentals of|elements of|history of|"
    r"guide to|notes on|lectures? on|theory of(?= the)|foundations of|primer on|on) (?:the )?|"
    r"^(?:introductory|elementary|basic|advanced) ",
    re.I,
)
LED_OUT = re.compile(
    r",? (?:from scratch|explained|in practice|in a nutshell|for (?:beginners|everyone|dummies)|"
    r"step by step|(?:and|in) (?:the )?modern world|101|FAQ|handbook|guide|manual|primer|overview|"
    r"tutorial|basics|essay|notes|course|lectures?|reference)$",
    re.I,
)
BRACKETED = re.compile(r"\((?P<field>[a-z][a-z-]{3,}(?: [a-z-]+){0,2})\)$")
UNSHOWN = re.compile(r"[{}<>\[\]_*#`\\?!\u201c\u201d\"]|::|https?|\d")
ASKING = word_set("how why what who whose which when where whether can could do does did is are")
# Titles with these are figures of speech.
NO_SUBJECT = word_set(
    "everything everybody trouble story secret art tale case reading making writing life world "
    "birth death rise fall end beginning man woman "
    "i you we they he she it me us them my our your their his her its"
)
# The discipline itself: "in acoustics", not "in the context of acoustics".
DISCIPLINE = re.compile(r"[a-z]+(?:ics|logy|nomy|graphy|metry|istry|theory|law|ture|science)")
MOST_WORDS = 4
# How much more often than in English, and how often in a hundred sentences, a word must come.
LEAST_KEYNESS, LEAST_SHARE, LEAST_COUNT = 3.0, 0.06, 4
# Neither rarer (nobody would know it) nor more common (it would say nothing).
RAREST_KNOWN, COMMONEST = 2.3, 5.4
NEAR, AHEAD = 0.35, 1.2
STEM, ENDING = 4, 3
PLURAL_SHARE, THE_SHARE = 0.25, 0.5
POINTED = re.compile(r"\bthe ([^\W\d_]+)\b(?! [^\W\d_]+s\b)", re.I)
COUNTED = re.compile(r"\b(?:an?|each|every|one) ([^\W\d_]+)\b", re.I)
# Letters, numbers, and what can be measured of anything.
NO_FIELDS = FUNCTIONS | word_set(
    "height width depth weight metre minute hour dollar euro page line figure example "
    "zero one two three four five six seven eight nine ten "
    "alpha beta gamma delta epsilon theta lambda mu pi rho sigma tau phi chi psi"
)


@dataclass(frozen=True, slots=True)
class Field:
    """What a source is about, as it stands after "in the context of"; "" where none is sure.

    `nouns` (in the singular) must stand near a sentence that is to be of the field; none where the
    whole source is. `given`: a person wrote it down.
    """

    text: str = ""
    nouns: frozenset[str] = frozenset()
    given: bool = False

    @property
    def lead(self) -> str:
        """The words before a question: "In acoustics", "In the context of queues"."""
        last = words(self.text)[-1:]
        plain = self.given or (last and DISCIPLINE.fullmatch(last[0]))
        return f"In {self.text}" if plain else f"In the context of {self.text}"

    @property
    def telling(self) -> frozenset[str]:
        """The words that say something, in the singular."""
        return frozenset(singular(word) for word in words(self.text) if word not in SMALL)


def find_field(
    source: Source,
    sentences: Sequence[Sentence],
    concepts: Sequence[FoundConcept],
    table: Frequencies | None,
) -> Field:
    """The field of a source.

    What the meta file says, else the title if the text speaks of it all along, else the noun of
    the title, or at last of the text, that sets the text apart from English at large. A noun of the
    text alone must stand out: a wrong field is worse than none.
    """
    if source.meta.subject:
        return Field(source.meta.subject, given=True)
    said = Said(sentences)
    people = frozenset(word for p in source.meta.people for word in words(p.name))
    if told := _find_told(source):
        return Field(said.as_written(told))
    if named := _find_named(source.meta.title, said, people):
        return Field(said.of_many(said.as_written(named)))
    if table is None:
        return Field()
    titled = {singular(word) for word in words(source.meta.title)} - people
    nouns = _nouns(concepts, said)
    rated = _rate(nouns, said, table)
    best = max(rated.values(), default=0.0)
    # "The fridge at the end of the road" is about vaccines: its noun must be near the best one.
    if own := [noun for noun in rated if noun in titled and rated[noun] >= NEAR * best]:
        best_own = max(own, key=lambda noun: (_is_held(noun, source.meta.title), rated[noun], noun))
        bare = _bare_in(source.meta.title, best_own)
        return Field(bare or said.in_number(best_own))
    return _foremost(rated, said)


def _foremost(rated: dict[str, float], said: Said) -> Field:
    """The noun that a text without a telling title is about, if one stands out."""
    best, *others = [*sorted(rated, key=lambda noun: (-rated[noun], noun)), "", ""][:2]
    if not best or (others[0] and rated[best] < AHEAD * rated[others[0]]):
        return Field()
    return Field(said.in_number(best), frozenset({best}))


def _find_named(title: str, said: Said, people: frozenset[str]) -> str:
    """The part of a title that names what the text speaks of all along; "" where none does."""
    parts = tuple(_parts(title))
    for part in parts:
        # "How populations change, lecture 3: Chance": one word of several parts is too little.
        if (len(parts) == 1 or len(words(part)) > 1) and _is_field(part, said, people):
            return part
    for first, joint, rest in (part.partition(" and ") for part in parts):
        # "Lighthouses and their lenses", but not "The growth and decline of populations".
        if joint and " of " not in rest and _is_field(first, said, people):
            return first
    return ""


def _find_told(source: Source) -> str:
    """The field that a title itself tells: "Plant physiology, lecture 7", "Lock (navigation)"."""
    if found := BRACKETED.search(source.meta.title):
        return found["field"]
    for title in (source.meta.title, source.meta.series):
        for part in _parts(title):
            of = words(part)
            if 0 < len(of) <= MOST_WORDS and DISCIPLINE.fullmatch(of[-1]):
                return part
    return ""


def _is_held(noun: str, title: str) -> bool:
    """Whether a noun stands after an "of": "a loaf of bread"."""
    said = words(title)
    return any(a == "of" and singular(b) == noun for a, b in itertools.pairwise(said))


def _bare_in(title: str, noun: str) -> str:
    """A noun in the form in which it stands in a title without an article; "" elsewhere."""
    said = words(title)
    for before, word in zip(["", *said], said, strict=False):
        if singular(word) == noun and before not in ("a", "an", "the", "each", "every"):
            return word
    return ""


class Said:
    """The words of a source: how often each comes, in which form and case."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.number = max(1, len(sentences))
        inside = [re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", s.text) for s in sentences]
        self.forms: Counter[str] = Counter(word.casefold() for line in inside for word in line)
        self.kept = Counter(word for line in inside for word in line[1:])
        self.counted = frozenset(
            match[1].casefold() for s in sentences for match in COUNTED.finditer(s.text)
        )
        pointed = (match[1].casefold() for s in sentences for match in POINTED.finditer(s.text))
        self.pointed = Counter(pointed)
        self.stems: Counter[str] = Counter()
        for form, count in self.forms.items():
            self.stems[singular(form)] += count
        self.total = max(1, sum(self.forms.values()))

    def is_small(self, word: str) -> bool:
        """Whether a word is mostly written small inside a sentence."""
        forms = {word.casefold(), singular(word.casefold())}
        small = sum(self.kept[form] for form in forms)
        return small >= sum(
            self.kept[form.capitalize()] + self.kept[form.upper()] for form in forms
        )

    def count(self, word: str) -> int:
        """How often a word comes, in this form or another one: "limit", "limiting"."""
        stem = word.casefold()[: max(STEM, len(word) - ENDING)]
        return sum(count for form, count in self.forms.items() if form.startswith(stem))

    def in_number(self, stem: str) -> str:
        """A noun in the plural where there can be several of it, else bare."""
        plurals = [form for form in self.forms if form != stem and singular(form) == stem]
        best = max(plurals, key=lambda form: self.forms[form], default="")
        often = bool(best) and self.forms[best] >= PLURAL_SHARE * self.stems[stem]
        if often or (best and stem in self.counted):
            return best
        often = self.pointed[stem] >= THE_SHARE * self.forms[stem]
        return f"the {stem}" if often or stem in KNOWN else stem

    def of_many(self, phrase: str) -> str:
        """A phrase in the plural where its noun is one of several: "white dwarfs"."""
        *before, last = phrase.split()
        small = {word.casefold() for word in before} & SMALL
        if not before or small or last != last.casefold() or singular(last) != last:
            return phrase
        return " ".join([*before, self.in_number(last).removeprefix("the ")])

    def as_written(self, title: str) -> str:
        """A piece of a title as it would stand inside a sentence."""
        telling = [word for word in title.split() if word.casefold() not in SMALL]
        named = not all(map(self.is_small, telling))
        small = (word.casefold() in SMALL or not named for word in title.split())
        return " ".join(
            word.casefold() if low else word for word, low in zip(title.split(), small, strict=True)
        )


SMALL = DETERMINERS | PREPOSITIONS | JOINTS | {"and", "or"}


def _parts(title: str) -> Iterator[str]:
    """The pieces of a title, each without what only says what kind of text it is."""
    for part in PARTS.split(" ".join(title.split())):
        bare = LED_IN.sub("", NUMBERED.sub("", part)).strip(" .,;'\u2019")
        bare = LED_OUT.sub("", bare)
        if bare and not UNSHOWN.search(bare) and not bare.endswith(("'s", "\u2019s")):
            yield bare


def _is_field(part: str, said: Said, people: frozenset[str]) -> bool:
    """Whether a piece of a title is a phrase that names what the text speaks of all along."""
    of = words(part)
    if not of or len(of) > MOST_WORDS or set(of) & (ASKING | NO_SUBJECT) or of[0] in PREPOSITIONS:
        return False
    telling = [word for word in of if word not in SMALL]
    if not telling or set(telling) & people or any(map(_is_finite, telling[1:])):
        return False
    # "Water in plants": its last word comes all along, the others at least somewhere.
    *others, last = telling
    return said.count(last) >= _least(said) / 2 and all(said.count(word) > 1 for word in others)


def _is_finite(word: str) -> bool:
    return is_verb(word) and not word.endswith("ing")


def _least(said: Said) -> float:
    return max(LEAST_COUNT, min(said.number, 200) * LEAST_SHARE)


def _nouns(concepts: Sequence[FoundConcept], said: Said) -> frozenset[str]:
    """The single words that are concepts, or the heads of some, and are written small."""
    heads = {
        singular(variant.casefold().split()[-1])
        for concept in concepts
        if not concept.is_name
        for variant in (concept.name, *concept.variants)
    }
    return frozenset(head for head in heads if head.isalpha() and said.is_small(head)) - NO_FIELDS


def _rate(nouns: frozenset[str], said: Said, table: Frequencies) -> dict[str, float]:
    """How much more the text speaks of each noun than English at large does."""
    rated = {
        noun: _keyness(noun, said, table)
        for noun in sorted(nouns)
        if said.stems[noun] >= _least(said)
        and RAREST_KNOWN <= _zipf(noun, said, table) <= COMMONEST
    }
    return {noun: key for noun, key in rated.items() if key > 0}


def _zipf(stem: str, said: Said, table: Frequencies) -> float:
    return max(table.zipf(stem), table.zipf(f"{stem}s"))


def _keyness(stem: str, said: Said, table: Frequencies) -> float:
    """Log-likelihood of the count of a word against its share of English."""
    expected = 10 ** (_zipf(stem, said, table) - 9) * said.total
    ratio = said.stems[stem] / expected
    return said.stems[stem] * math.log(ratio) if math.log2(ratio) >= LEAST_KEYNESS else 0.0
