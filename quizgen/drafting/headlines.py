"""What a card says before its sentence, so that it is understood among cards on other subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.decks.cloze import reveal
from quizgen.drafting.english import DETERMINERS, JOINTS, PREPOSITIONS, word_set, words
from quizgen.drafting.namings import is_bare
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.sentences import find_headings
from quizgen.drafting.vocabulary import singular
from quizgen.schema import Answerable, Choice, Claim, Cloze, Source

HIDDEN = re.compile(r"\{\{c1::(.+?)\}\}")
# Where a title goes on with a second one.
SECOND = re.compile(r"\s*(?:[:|]|\s[\u2013\u2014-]\s|\()")
UNSHOWN = re.compile(r"[{}<>\[\]_*#`\\]|::|https?")
EMPTY = word_set(
    "chapter lecture lesson part section notes note week episode introduction text file document "
    "draft transcript unit module book volume article page untitled untitled class talk interview "
    "conversation readme new one two three four five six seven eight nine ten"
)
# "Glaciers, lecture 2": a number that no sentence bears out.
NUMBERED = re.compile(r"[\s,]+(?:\w+ )?\w*\d\w*$|^[\d.]+\s+")
MOST_WORDS, TELLING = 9, 3


@dataclass(frozen=True, slots=True)
class Headline:
    """The title of a source as a label: `Hearing`; "" where there is none that says anything."""

    text: str

    def lead(self, proposal: Proposal) -> Answerable | Cloze | Choice:
        """The content of a card, after the label where it needs one and can bear it."""
        content = proposal.content
        if not isinstance(content, Cloze):
            return content
        if proposal.claim is not Claim.FACT and not is_bare(reveal(content.text)):
            return content
        if not self.text:
            return content
        own, said = _telling(self.text), _telling(reveal(content.text))
        found = HIDDEN.search(content.text)
        hidden = _telling(found[1]) if found else frozenset()
        if own <= said or {word[:5] for word in own} & {word[:5] for word in hidden}:
            return content
        return Cloze(f"{self.text}: {content.text}")


def make_headline(source: Source) -> Headline:
    """The title of a source, or else its first heading, if it tells what the source is about."""
    titles = [source.meta.title, *(heading.text for heading in find_headings(source)[:1])]
    return Headline(next(filter(None, map(_shorten, titles)), ""))


def find_title_words(source: Source) -> frozenset[str]:
    """The words of a source's label, in the singular: "the trade" is then that trade."""
    return frozenset(map(singular, words(make_headline(source).text)))


def _shorten(title: str) -> str:
    text = SECOND.split(" ".join(title.split()))[0].strip(" .,;!?\"'\u201c\u201d")
    text = NUMBERED.sub("", text)
    if (
        not text
        or any(map(str.isdigit, text))
        or UNSHOWN.search(title)
        or len(words(text)) > MOST_WORDS
    ):
        return ""
    return text[:1].upper() + text[1:] if _telling(text) else ""


def _telling(text: str) -> frozenset[str]:
    small: frozenset[str] = EMPTY | DETERMINERS | PREPOSITIONS | JOINTS
    said: Sequence[str] = words(text)
    return frozenset(
        singular(word)
        for word in said
        if word not in small and len(word) >= TELLING and not word.isdigit()
    )
