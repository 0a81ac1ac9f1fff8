"""A parsed sentence: words, what each hangs on, and questions that are asked of the tree. Pure.

Roles are spaCy's English ones (ClearNLP): nsubj, attr, conj, relcl, ...
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
VERBS = frozenset(("VERB", "AUX"))
FINITE = frozenset(("VBZ", "VBP", "VBD", "MD"))
NOUNS = frozenset(("NOUN", "PROPN"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: characters `start` to `end`, fine tag, part of speech, role, head."""

    at: int
    text: str
    start: int
    end: int
    tag: str
    kind: str
    role: str
    head: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Parse:
    """The words of a text in order; `names` are (start, end, label) of named things."""

    words: tuple[Word, ...]
    names: tuple[tuple[int, int, str], ...] = ()
    below: dict[int, list[Word]] = field(init=False, default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for word in self.words:
            if word.head != word.at:
                self.below.setdefault(word.head, []).append(word)

    def children(self, word: Word, *roles: str) -> list[Word]:
        """The words that hang on a word, in order; of these roles only, if any are told."""
        found = self.below.get(word.at, [])
        return [child for child in found if child.role in roles] if roles else found

    def roots(self) -> list[Word]:
        """The words that hang on none: one, unless the text falls into several sentences."""
        return [word for word in self.words if word.head == word.at]

    def above(self, word: Word) -> Iterator[Word]:
        """What a word hangs on, and so on up to the root."""
        while word.head != word.at:
            word = self.words[word.head]
            yield word

    def extent(self, word: Word) -> tuple[int, int]:
        """The characters from the first to the last word of all that hangs on a word."""
        found = list(self.under(word))
        return min(w.start for w in found), max(w.end for w in found)

    def under(self, word: Word) -> Iterator[Word]:
        """A word and all that hangs on it, in no useful order."""
        yield word
        for child in self.below.get(word.at, []):
            yield from self.under(child)

    def within(self, start: int, end: int) -> list[Word]:
        """The words that stand wholly between two characters."""
        return [word for word in self.words if start <= word.start and word.end <= end]

    def head_of(self, start: int, end: int) -> Word | None:
        """The word of a phrase on which all its others hang; None if there is no such one."""
        found = self.within(start, end)
        inside = {word.at for word in found}
        heads = [word for word in found if word.head not in inside or word.head == word.at]
        return heads[0] if len(heads) == 1 else None

    def is_finite(self, verb: Word) -> bool:
        """Whether a verb, or an auxiliary on it, has a tense."""
        helpers = self.children(verb, "aux", "auxpass")
        return verb.tag in FINITE or any(word.tag in FINITE for word in helpers)

    def is_denied(self, verb: Word) -> bool:
        """Whether a verb has a negation on it."""
        return bool(self.children(verb, "neg"))

    def subjects(self, verb: Word) -> list[Word]:
        """The subjects of a verb."""
        return self.children(verb, *sorted(SUBJECTS))
