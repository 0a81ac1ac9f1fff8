"""Where concepts stand in sentences, the longest at each place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizgen.drafting.english import (
    PREPOSITIONS,
    WORD,
    begins_phrase_after,
    ends_phrase_before,
    is_surely_verb,
    is_verb,
    words,
)
from quizgen.drafting.model import FoundConcept, Sentence

CLOSING = ".,;:!?)\u2014\u2013"
INTRODUCTION = re.compile(
    r"(?:In|On|At|By|For|With|Without|During|After|Before|When|If|Since|Because|While|Although|"
    r"Though|Until|Under|Over|Through|To|From|As|Once|Unless|Along) [^,;:]+,"
)
IN_NAME = re.compile(r"[A-Z][\w-]+ (?:of|for|and|on|&)(?: the)?$")
THIRD = re.compile(r"\b(?:it|they|them|their|its)\b", re.I)
BOUNDARY = re.compile(r",|;|\b(?:and|but|that|which|who|when|if|because|to|by)\b")
FEW_LETTERS = 12
NAMING_VERBS = frozenset(("named", "called", "termed", "dubbed", "known"))  # of no term a part
PERSON = re.compile(
    r"\b(?:who|whose|wo?man|son|daughter|brother|sister|wife|husband|[a-z]+(?:ist|eer|ian|or)|writer|singer|painter|king|queen|leader|ruler|"
    r"founder|explorer|teacher|president|minister|general|captain|merchant|priest|saint|poet|chief)\b"
)
TRADE = re.compile(r"^[Aa]n? (?:[\w-]+ ){0,3}[a-z]{4,}(?:er|or)\b")
OPENING = ",;:(\u2014\u2013"
# "MUL.APIN", "Debian 2.0": the point is inside the name.
GOES_ON = re.compile(r"[.:]\w")


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept in a text: characters `start` to `end`; `weight` is 1 for the best, near 0 last.

    `proper` says that its first word is written with a capital inside sentences too.
    """

    concept: FoundConcept
    start: int
    end: int
    weight: float = 0.0
    proper: bool = False


def weights_of(concepts: Sequence[FoundConcept]) -> dict[str, float]:
    """By id how foremost concepts are that are given best first: 1 for the best, near 0 last."""
    return {c.id: 1 - rank / len(concepts) for rank, c in enumerate(concepts)}


class Mentions:
    """Looks up concepts in texts by all their variants."""

    def __init__(
        self, concepts: Sequence[FoundConcept], proper: frozenset[str] = frozenset()
    ) -> None:
        self._proper = proper
        self._by_first: dict[str, list[tuple[str, FoundConcept]]] = {}
        self._weights = weights_of(concepts)
        for concept in concepts:
            for variant in {concept.name, *concept.variants}:
                folded = " ".join(variant.split()).casefold()
                first = WORD.match(folded)
                if first and first[0] not in NAMING_VERBS and not ends_in_verb(folded):
                    self._by_first.setdefault(first[0], []).append((folded, concept))
        for found in self._by_first.values():
            found.sort(key=lambda pair: (-len(pair[0]), pair[0], pair[1].id))

    def find(self, text: str) -> list[Mention]:
        """The mentions of a text, in order, none inside another."""
        lower = text.casefold()
        if len(lower) != len(text):  # a letter that folds into two would move all behind it
            return []
        found: list[Mention] = []
        at = 0
        for match in WORD.finditer(lower):
            if match.start() < at:
                continue
            if mention := self._at(lower, match.start(), match[0]):
                found.append(mention)
                at = mention.end
        return found

    def _at(self, lower: str, start: int, word: str) -> Mention | None:
        for folded, concept in self._by_first.get(word, ()):
            end = start + len(folded)
            if lower.startswith(folded, start) and not lower[end : end + 1].isalnum():
                proper = concept.is_name or word in self._proper
                return Mention(concept, start, end, self._weights[concept.id], proper)
        return None


def ends_in_verb(folded: str) -> bool:
    """Whether what was taken for a phrase runs into the verb after it: "motorway ended"."""
    said = folded.split()
    return len(said) > 1 and said[-1].endswith(("s", "ed")) and is_surely_verb(said[-1])


def find_proper(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Words, folded, that stand with a capital inside sentences more often than without."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for match in list(WORD.finditer(sentence.text))[1:]:
            counts[match[0].casefold()] += 1 if match[0][0].isupper() else -1
    return frozenset(word for word, count in counts.items() if count > 0)


def is_whole_phrase(text: str, mention: Mention) -> bool:
    """Whether a mention is surely a whole noun phrase, article aside."""
    return _begins(text, mention.start) and _ends(text, mention)


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    if not before:
        return True
    if text[start].isupper() and IN_NAME.search(before):
        return False
    if text[start - 1 : start] not in (" ", "(", "\u2014", "\u201c", '"'):
        return False
    if before[-1] in OPENING:
        # After a comma it may stand in a list, unless what the comma ends opens the sentence.
        return before[-1] != "," or bool(INTRODUCTION.fullmatch(before))
    found = list(WORD.finditer(before))
    if not found or found[-1].end() != len(before):
        return False
    last = found[-1]
    if last[0][0].isupper() and last.start() > 0:
        return False
    return begins_phrase_after(last[0].casefold())


def _ends(text: str, mention: Mention) -> bool:
    after = text[mention.end :]
    if GOES_ON.match(after):
        return False
    if not after or after[0] in CLOSING:
        return after[:1] not in (",",) or not goes_on_as_list(after)
    if after[0] != " ":
        return False
    following = WORD.match(after, 1)
    if not following or following[0][0].isupper():
        return False
    plural = text[mention.end - 1] == "s"
    return ends_phrase_before(following[0].casefold(), plural=plural)


def goes_on_as_list(after: str) -> bool:
    """Whether ", bread, and ..." follows: then the phrase is one of several."""
    rest = after[1:].split(".")[0]
    found = WORD.findall(rest)
    if found and found[0].casefold() in ("and", "or"):
        return True
    return " and " in rest[:60] or " or " in rest[:60]


def clue(text: str, mention: Mention) -> str:
    """A text with a blank for a mention, folded: what recurs has two answers."""
    return f"{text[: mention.start]}____{text[mention.end :]}".casefold()


def subject_form(said: str, mention: Mention) -> str:
    """How a concept is written inside a sentence: small, unless it is a name."""
    owner = said.split()[0].endswith(("'s", "\u2019s"))  # "Duverger's law"
    if mention.proper or owner or any(char.isupper() for char in said[1:]):
        return said
    return said[:1].lower() + said[1:]


def is_person(concept: FoundConcept, says: str) -> bool:
    """Whether a name is that of a person, of whom one does not ask "what"."""
    named = concept.is_name or all(part[0].isupper() for part in concept.name.split())
    opening = " ".join(WORD.findall(says)[:6])
    if named and " " in concept.name:  # "Joseph Aspdin"
        return bool(PERSON.search(says) or TRADE.search(opening))
    return named and bool(PERSON.search(" ".join(opening.split()[:4])))


def is_resolved(text: str, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether the first "it" or "their" of a text may stand for a concept before it."""
    pronoun = THIRD.search(text)
    if not pronoun or pronoun.start() > FEW_LETTERS:
        return True
    # A subject is not its own object: "it" after a verb or preposition is something else.
    before = text[: pronoun.start()]
    governor = (words(before) or [""])[-1]
    is_object = pronoun[0] in ("it", "them") and (governor in PREPOSITIONS or is_verb(governor))
    if is_object and not BOUNDARY.search(before):
        return False
    if mention.start < 5 and not is_object and _agrees(text, mention, pronoun[0]):
        return True
    return any(m.start < pronoun.start() and _agrees(text, m, pronoun[0]) for m in others)


def _agrees(text: str, mention: Mention, pronoun: str) -> bool:
    """Whether a pronoun may stand for what is mentioned: both plural, or neither."""
    plural = text[mention.end - 1] == "s" and not text[: mention.end].endswith(("ss", "is", "us"))
    return plural == (pronoun.casefold() not in ("it", "its"))
