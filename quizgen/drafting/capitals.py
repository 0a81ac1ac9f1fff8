"""Names in a sentence, as capitals show them: whole, and no part of something longer. Pure.

The list of concepts holds what a text comes back to; what happened once, to whom and where, is
told with names that stand in it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.drafting.english import (
    AFTER_PHRASE,
    AUXILIARIES,
    BEFORE_PHRASE,
    IRREGULAR,
    PREPOSITIONS,
    VERB_STEMS,
    WORD,
    is_verb,
    word_set,
)
from quizgen.drafting.mentions import CLOSING, IN_NAME, goes_on_as_list

PART = r"[A-Z](?:\.(?= [A-Z])|\w*(?:[-'\u2019\u02bb]\w+)*)"
LINK = r"(?:of(?: the)?|de(?: la)?|von|van(?: der)?|du|del|di|da|la|le|bin|ibn|al)"
NAME = re.compile(rf"\b{PART}(?: (?:{LINK} )?{PART})*(?: (?:\d{{1,2}}|[IVX]+)\b)?")
POSSESSIVE = re.compile(r"['\u2019]s?$")
# "In America Samuel Morse opened ...": where the place ends, only the reader knows.
ADVERBIAL = re.compile(
    r"(?:^|[,;:] |\b(?:and|but|while|when) )"
    r"(?:[Ii]n|[Aa]t|[Oo]n|[Bb]y|[Ff]rom|[Tt]o|[Ff]or|[Aa]fter|[Bb]efore|[Uu]nder|[Uu]ntil|[Dd]uring"
    r"|[Ss]ince|[Nn]ear)(?: the)? $"
)
# Peoples, languages and what belongs to them: as a rule adjectives, and guessed at once.
DEMONYM = re.compile(
    r"\w+(?:[aei]ans?|[a-z]{3}ca(?:n|ns)|ish|ese|ench|utch|erman|ermans|reeks?|oman|omans|urks?|Arabs?)"
)
CLOSED = BEFORE_PHRASE | word_set("according due thanks")
NOT_NAMES = word_set(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday i ok god mr mrs dr st sir north south east "
    "west english internet spring summer autumn winter internet"
)
# What shows that a name goes on: "Software in the Public Interest", "Debian 2.0", "Sons & Co".
LONGER = re.compile(
    r"[.:]\w| ?[-\u2013/&]| \d| in the [A-Z]|"
    r" (?:for|and|of|&)(?: the)? [A-Z]\w* (?:of )?[A-Z]| to [A-Z]{2}"
)
PLACE_IN_BOOK = re.compile(r"(?:Appendix|Chapter|Section|Figure|Table|Part|Volume|Step)\b")
IN_TITLE = re.compile(r"(?<!^)\b[A-Z]\w+ the$")
BEING_SOMETHING = re.compile(
    r"\b(?:an?|the) (?:[\w-]+ ){0,2}?[a-z]*(?:ist|er|or|ian|king|queen|emperor|poet|town|city|"
    r"river|lake|island|village|engineer|ship|company|captain|general|physician|"
    r"chemist|priest|pope|"
    r"smith|wright|man|woman|pilot|monk|nun|prince|duke|saint|philosopher) $"
)


@dataclass(frozen=True, slots=True)
class Capital:
    """A name in a text, from `start` to `end`."""

    start: int
    end: int
    said: str


def find_capitals(text: str, proper: frozenset[str]) -> list[Capital]:
    """The names of a sentence, in order; `proper` are words that the source writes so anywhere."""
    return [name for name in _find(text, proper) if _is_name(name.said, proper)]


def _is_name(said: str, proper: frozenset[str]) -> bool:
    """Whether a word is a name wherever it stands: "Software in the Public Interest" is longer."""
    return " " in said or said.casefold() in proper


def _find(text: str, proper: frozenset[str]) -> Iterator[Capital]:
    for match in NAME.finditer(text):
        start, said = match.start(), match[0]
        if _opens(text, start):
            first = said.split()[0]
            if first.casefold() not in proper:
                start += len(first) + 1
                said = said[len(first) + 1 :]
                if not said[:1].isupper():
                    continue
        bare = POSSESSIVE.sub("", said)
        if bare and not _is_empty(bare):
            yield Capital(start, start + len(bare), bare)


def _opens(text: str, start: int) -> bool:
    """Whether what stands there has a capital because it opens a sentence."""
    return start == 0 or bool(re.search(r"[.:?!\u201c\"] ?$", text[:start]))


def _is_empty(said: str) -> bool:
    parts = said.casefold().split()
    if parts[0] in CLOSED:
        return True
    if PLACE_IN_BOOK.match(said) or (len(parts) == 1 and parts[0].endswith("ing")):
        return True
    return all(part.strip(".") in NOT_NAMES or len(part) < 2 for part in parts)


def is_demonym(said: str) -> bool:
    """Whether a single word is one for a people or a language."""
    return " " not in said and bool(DEMONYM.fullmatch(said))


def is_whole_name(text: str, name: Capital) -> bool:
    """Whether a name surely begins and ends where it was found, and is no adjective."""
    return _begins(text, name) and _ends(text, name)


def _begins(text: str, name: Capital) -> bool:
    before = text[: name.start]
    if not before:
        return True
    if ADVERBIAL.search(before) and " " in name.said and text[name.end : name.end + 1] != ",":
        return False
    if IN_NAME.search(before.rstrip()):
        return False
    if before[-1] != " " or BEING_SOMETHING.search(before):
        return before[-1] == " "
    stripped = before.rstrip()
    if stripped[-1] in ",;:":
        return stripped[-1] != "," or _follows_opening(stripped)
    last = list(WORD.finditer(stripped))[-1]
    if last.end() != len(stripped) or last[0][0].isupper() and last.start() > 0:
        return False
    word = last[0].casefold()
    if word == "the" and IN_TITLE.search(stripped):
        return False
    return word in BEFORE_PHRASE or is_verb(word) or word.endswith("ed")


def _follows_opening(before: str) -> bool:
    """Whether the comma ends what opens the sentence: "In the winter of 1846, ..."."""
    return "," not in before[:-1] and before.split()[0].casefold() in (
        PREPOSITIONS | {"when", "while", "although", "though", "because", "once"}
    )


def _ends(text: str, name: Capital) -> bool:
    after = text[name.end :]
    if LONGER.match(after):
        return False
    if after.startswith(("'s ", "\u2019s ")):
        return not is_demonym(name.said)
    if not after or after[0] in CLOSING:
        return after[:1] != "," or not goes_on_as_list(after)
    following = WORD.match(after, 1)
    if after[0] != " " or not following or following[0][0].isupper():
        return False
    word = following[0].casefold()
    if word in AFTER_PHRASE or word in AUXILIARIES or word == "of":
        return word != "of"
    if word.endswith("ed"):
        return _ends_clause(after[following.end() :])
    if word.endswith("ing") or word in VERB_STEMS - IRREGULAR:
        return False  # "the BTS control server"
    return is_verb(word) or (word.endswith("ly") and len(word) > 4)


def _ends_clause(after: str) -> bool:
    """Whether a verb may stand before this: "sailed for", but not "related information"."""
    following = WORD.match(after, 1)
    if not following or after[0] != " " or following[0][0].isupper() or following[0][0].isdigit():
        return True
    word = following[0].casefold()
    return word in BEFORE_PHRASE or word in AFTER_PHRASE or word.endswith("ly")
