"""Whether what a cloze hides can be read off the rest of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from os.path import commonprefix

from quizgen.drafting.english import word_set, words
from quizgen.drafting.usage import SMALL
from quizgen.drafting.vocabulary import singular

SHORT, WORDY = 3, 7
SEVERAL = 2
FEWEST_SHARED, MOST_OF, LONG = 4, 0.8, 10
SAME = 5  # letters, from which on two words are of one stem
ABSTRACT = re.compile(r"(?:[ae]nce|[ae]ncy|[a-z]ation|ening)$")
# "Open systems" beside "____ systems": the first word of a term is the opposite of one there.
OPPOSITES = tuple(
    word_set(pair)
    for pair in (
        "open closed", "internal external", "interior exterior", "inner outer", "inside outside",
        "vertical horizontal", "positive negative", "active passive", "direct indirect",
        "constructive destructive", "explicit implicit", "white gray", "white grey", "hot cold",
        "high low", "long short", "left right", "upper lower", "strong weak", "absolute relative",
        "local global", "formal informal", "voluntary involuntary", "fixed variable",
        "objective subjective", "concave convex", "static dynamic", "inductive deductive",
    )
)  # fmt: skip
PREFIXES = (
    ("homo", "hetero"), ("hyper", "hypo"), ("over", "under"), ("endo", "exo"), ("pre", "post"),
    ("macro", "micro"),
)  # fmt: skip
SHORT_FORM = re.compile(r"____,? (?:or |\()(?P<short>[A-Z]{2,6})\b")
NEGATED = re.compile(r"(?:un|non|in|im|ir|de|anti|an|dis)-?(?P<rest>[a-z]{5,})")


def is_given_away(text: str, hidden: str) -> bool:
    """Whether a telling word of what is hidden stands beside the blank.

    The last word of several may: "loads that are spread: ____" may say "load" of a dead load.
    """
    own = [_bare(word) for word in words(hidden.replace("-", " "))]
    others = {_bare(word) for word in words(text)} - {own[-1]}
    if any(_tells(own, word) for word in others) or _has_capital_of(own[-1], text):
        return True
    if any(word.isupper() and _is_spelt(word, text) for word in hidden.split()):
        return True  # "NAIRU" beside "the non-accelerating inflation rate of unemployment"
    if _is_shortened(hidden, text):
        return True
    rest = {_bare(word)[:SAME] for word in words(text.replace("-", " ")) if len(word) > 3}
    if ABSTRACT.search(own[-1]) and own[-1][:SAME] in rest:
        return True  # "the hindrance of a reaction by ...": steric hindrance
    telling = own[:-1] if len(own) > 1 else own
    shown = [word[:SAME] in rest for word in telling if len(word) > 3]
    # "The amino acid in the smallest amount is called ____": the limiting amino acid.
    return any(shown) if len(telling) < SEVERAL else shown[:1] == [True] or all(shown)


def _tells(own: Sequence[str], word: str) -> bool:
    """Whether one word beside the blank tells a key, whose words are `own`."""
    if word.endswith(own[-1]) and len(own[-1]) > SHORT:
        return True  # "internodes" beside "nodes"
    if len(word) >= WORDY and own[-1].endswith(word):
        return True  # "occlusion" beside "malocclusion"
    if len(own[0]) >= LONG and _is_root(word, own[0]):
        return True  # "boron" beside "borosilicate glass"
    # "Linked" beside "linkage".
    return _is_opposed(own[0], word) or (len(own) == 1 and _is_kin(own[0], word))


def _has_capital_of(last: str, text: str) -> bool:
    """Whether "Sabine" stands beside "metric sabin"."""
    capitals = re.findall(r"(?<!^)\b[A-Z][a-z]{3,}", text)
    return len(last) > SHORT and any(word.casefold().startswith(last) for word in capitals)


def _is_shortened(hidden: str, text: str) -> bool:
    """Whether "or POMC" stands beside the blank, all letters of which the key has in order."""
    found = SHORT_FORM.search(text)
    letters = iter(hidden.casefold())
    return found is not None and all(letter in letters for letter in found["short"].casefold())


def _is_spelt(hidden: str, text: str) -> bool:
    """Whether an abbreviation is there, or the words that it stands for, one after the other."""
    if hidden.casefold() in words(text.replace("-", " ")):
        return True  # "CNT" beside "CNT-FAI"
    said = (word for word in words(text.replace("-", " ")) if word not in SMALL)
    return len(hidden) > 1 and hidden.casefold() in "".join(word[0] for word in said)


def _is_opposed(one: str, other: str) -> bool:
    """Whether of two words one tells the other: "saturated" beside "unsaturated"."""
    for a, b in (*PREFIXES, *((b, a) for a, b in PREFIXES)):
        if one.startswith(a) and other.startswith(b) and one[len(a) :] == other[len(b) :]:
            return True
    if any({one, other} == pair for pair in OPPOSITES):
        return True
    negated = NEGATED.fullmatch(one)
    return negated is not None and negated["rest"] == other


def _is_kin(one: str, other: str) -> bool:
    """Whether two words begin alike over more than half of each."""
    shared = len(commonprefix([one, other]))
    return shared >= FEWEST_SHARED and shared >= max(len(one), len(other)) / 2


def _is_root(short: str, long: str) -> bool:
    """Whether a long word begins with most of a short one."""
    shared = len(commonprefix([short, long]))
    return shared >= FEWEST_SHARED and shared >= MOST_OF * len(short)


def _bare(word: str) -> str:
    return singular(word.split("'")[0].split("\u2019")[0])
