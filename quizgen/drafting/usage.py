"""How a source uses words: how often each comes, in which form, number and case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from quizgen.drafting.context import KNOWN
from quizgen.drafting.english import DETERMINERS, JOINTS, PREPOSITIONS
from quizgen.drafting.model import Sentence
from quizgen.drafting.vocabulary import singular

SMALL = DETERMINERS | PREPOSITIONS | JOINTS | {"and", "or"}
PLURAL_SHARE, THE_SHARE, COUNTABLE = 0.25, 0.5, 0.12
STEM, ENDING = 4, 3
POINTED = re.compile(r"\bthe ([^\W\d_]+)\b(?! [^\W\d_]+s\b)", re.I)
COUNTED = re.compile(r"\b(?:an?|each|every|one) ([^\W\d_]+)\b", re.I)


# "A colony is", but not "a pollen grain".
ALONE = re.compile(
    r"\ban? ([^\W\d_]+)(?=[.,;:]| (?:is|are|was|of|that|which|in|on|to|and|or|has|can|will|with|"
    r"from|for|at|by)\b)",
    re.I,
)


PEOPLES = re.compile(r"(?:ish|ese|[ie]an|can)$")


class Usage:
    """The words of a source: how often each comes, in which form and case."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.number = max(1, len(sentences))
        inside = [re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", s.text) for s in sentences]
        self.forms: Counter[str] = Counter(word.casefold() for line in inside for word in line)
        self.kept = Counter(word for line in inside for word in line[1:])
        self.articled = Counter(
            match[1].casefold() for s in sentences for match in COUNTED.finditer(s.text)
        )
        self.alone = Counter(
            match[1].casefold() for s in sentences for match in ALONE.finditer(s.text)
        )
        self.counted = frozenset(self.articled)
        pointed = (match[1].casefold() for s in sentences for match in POINTED.finditer(s.text))
        self.pointed = Counter(pointed)
        self.stems: Counter[str] = Counter()
        for form, count in self.forms.items():
            self.stems[singular(form)] += count
        self.text = " ".join(sentence.text for sentence in sentences).casefold()
        self.total = max(1, sum(self.forms.values()))

    def is_small(self, word: str) -> bool:
        """Whether a word is mostly written small inside a sentence."""
        forms = {word.casefold(), singular(word.casefold())}
        small = sum(self.kept[form] for form in forms)
        # "Hertzsprung-Russell" has capitals inside, too.
        large = {shown for form in forms for shown in (form.capitalize(), form.upper(), word)}
        return small >= sum(self.kept[form] for form in large - forms)

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
        one = self.alone[stem] > 1  # "a colony", and never several
        return f"the {stem}" if often or one or stem in KNOWN else stem

    def of_many(self, phrase: str) -> str:
        """A phrase in the plural where its noun is one of several: "white dwarfs"."""
        *before, last = phrase.split()
        if not before and last in KNOWN:
            return f"the {last}"
        small = {word.casefold() for word in before} & SMALL
        if small or last != last.casefold() or singular(last) != last:
            return phrase
        if before and self._has_article(phrase):
            return f"the {phrase}"  # "the Solvay process"
        several = sum(n for form, n in self.forms.items() if singular(form) == last != form)
        one = self.articled[last] >= COUNTABLE * self.forms[last]
        if not (before or one or several > self.forms[last]):
            return phrase  # "soil": some of it
        if before and not self._is_counted(phrase.casefold()):
            return phrase  # "behavioural finance": nobody speaks of one of several
        return " ".join([*before, self.in_number(last).removeprefix("the ")])

    def _is_counted(self, phrase: str) -> bool:
        """Whether a text that has a phrase speaks of one of them: "a white dwarf"."""
        one = re.search(rf"\b(?:an?|each|every|one|another|any) {re.escape(phrase)}\b", self.text)
        return bool(one) or phrase not in self.text

    def _has_article(self, phrase: str) -> bool:
        """Whether a phrase mostly has "the" before it."""
        said = self.text.count(phrase.casefold())
        return self.text.count(f"the {phrase.casefold()}") > max(1, said * THE_SHARE)

    def as_written(self, title: str) -> str:
        """A piece of a title as it would stand inside a sentence."""
        telling = [word for word in title.split() if word.casefold() not in SMALL]
        short = [word for word in telling if word.isupper()]  # "CPU scheduling", "B cells"
        if title.endswith("ing") and " " not in title:
            return title.casefold()  # a craft, whatever guilds and journals are called after it
        # "Suspension bridge": a title whose second word is small has no names before that.
        if any(word[:1].islower() for word in telling[1:2]):
            first = title.split()[0]
            return title[:1].lower() + title[1:] if self.is_small(first) else title
        shown: list[str] = []
        # Of "the Formation of Contracts in English Law" only the last phrase holds a name.
        for small, group in groupby(title.split(), key=lambda word: word.casefold() in SMALL):
            phrase = list(group)
            low = small or all(self._is_common(word) for word in phrase if word not in short)
            shown += (self._show(word, low=low and word not in short) for word in phrase)
        return " ".join(shown)

    def _show(self, word: str, *, low: bool) -> str:
        """A word of a title; "nlp" as the text has it."""
        upper = word.upper()
        if self.kept[upper] > self.kept[word.casefold()] + self.kept[word.capitalize()]:
            return upper
        return word.casefold() if low else word

    def _is_common(self, word: str) -> bool:
        """Whether a word of a title that holds a name is none itself."""
        return self.is_small(word) and not PEOPLES.search(word)
