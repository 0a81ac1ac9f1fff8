"""Two sentences together, where the second leans on the first: "It is called X." with what "it" is.

The first must stand alone and be right before it, in the same paragraph; nothing is hidden but in
the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.drafting.clozes import as_shown, is_naming, make_cloze
from quizgen.drafting.english import WORD, words
from quizgen.drafting.fitness import (
    EXISTENTIAL,
    is_declarative,
    is_undisturbed,
    names_its_subject,
    stands_alone,
)
from quizgen.drafting.frequencies import Frequencies
from quizgen.drafting.mentions import Mention, Mentions, is_whole_phrase
from quizgen.drafting.model import Genre, Sentence
from quizgen.drafting.proposal import Proposal

# What points at the sentence before, or at what it tells of.
LEANING = re.compile(
    r"(?:It|They|This|These|That|Those|Such|Together (?:they|these))(?:['\u2019]s)?\b"
    r"(?! (?:is|was) (?:why|because|how|when))"
)
NAMES_IT = re.compile(
    r"(?:It|They|This|These|That|Those|Such|Together (?:they|these))"
    r"(?:['\u2019]s| (?:[\w-]+ ){0,7}?(?:is|are|was|were)) "
    r"(?:(?:often |also |usually |sometimes )?(?:called|known as|termed|named) )?"
    r"(?:the |an? )?[\u201c\"]?$"
)
WE_CALL = re.compile(
    r"(?:We|Economists|Scientists|Physicists|Biologists|Chemists|Engineers|People) "
    r"(?:often |usually )?call (?:this|it|these|that|them) (?:\w+ )?(?:the |an? )?[\u201c\"]?$"
)
NAME_FOR = re.compile(
    r"The (?:\w+ )?(?:name|term|word) for (?:this|it|these|them|that)(?: \w+)? "
    r"(?:is|are) (?:the |an? )?[\u201c\"]?$"
)
# "This is X, known in Britain as ...": by what other name it goes, is no part of the naming.
GOES_ON = re.compile(
    r"(?<=\w), (?:also |often |sometimes )?(?:known|called|termed|nicknamed) (?:in|as|by|to) .*\.$"
)
MOST_WORDS, FEWEST_WORDS = 44, 2
NAMING, TELLING = 1.8, -0.2


def find_pairs(
    first: Sentence, second: Sentence, mentions: Mentions, genre: Genre, table: Frequencies | None
) -> Iterator[Proposal]:
    """Clozes on the second of two sentences in a row, shown with the first."""
    spoken = genre is not Genre.PROSE
    before, after = as_shown(first, spoken=spoken), _second(second, spoken=spoken)
    if first.block != second.block or len(WORD.findall(f"{before} {after}")) > MOST_WORDS:
        return
    if not is_declarative(after, FEWEST_WORDS) or not is_undisturbed(after, spoken=spoken):
        return
    found = mentions.find(after)
    named = [m for m in found if _names(after, m)]
    if not (named or LEANING.match(after)):
        return
    if not _introduces(before, mentions, table, spoken=spoken, loosely=bool(named)):
        return
    at = len(before) + 1
    text = f"{before} {after}"
    known = mentions.find(text)
    for mention in named or found:
        there = next((m for m in known if m.start == mention.start + at), None)
        if there is None or not is_whole_phrase(after, mention) or _told(before, mention):
            continue
        made = make_cloze((first, second), text, there, known, table, NAMING if named else TELLING)
        if made:
            yield made
            return


def _second(sentence: Sentence, *, spoken: bool) -> str:
    text = as_shown(sentence, spoken=spoken)
    return GOES_ON.sub(".", text) if LEANING.match(text) else text


def _names(after: str, mention: Mention) -> bool:
    """Whether the second sentence does nothing but name what the first tells."""
    before, rest = after[: mention.start], after[mention.end :]
    ends = rest.startswith((".", ", because ", ", which ", ", and ", " because ")) or (
        rest[:2] in ('".', "\u201d.")
    )
    if not ends:
        return False
    if any(p.match(before) for p in (WE_CALL, NAMES_IT, NAME_FOR)):
        return True
    return bool(LEANING.match(after)) and is_naming(after, mention)


def _introduces(
    before: str, mentions: Mentions, table: Frequencies | None, *, spoken: bool, loosely: bool
) -> bool:
    """Whether the first sentence stands alone; `loosely` lets it begin with "There is"."""
    if not is_declarative(before, FEWEST_WORDS):
        return False
    if loosely and EXISTENTIAL.match(before):
        return is_undisturbed(before, spoken=spoken)
    found = mentions.find(before)
    alone = stands_alone(before, found, spoken=spoken)
    return alone and bool(found or loosely) and names_its_subject(before, found, table)


def _told(before: str, mention: Mention) -> bool:
    """Whether the first sentence says what the second hides."""
    own = {word[:6] for word in words(mention.concept.name) if len(word) > 3}
    return bool(own & {word[:6] for word in words(before)})
