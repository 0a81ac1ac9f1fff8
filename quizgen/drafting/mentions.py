"""Where concepts stand in sentences, the longest at each place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizgen.drafting.english import WORD, begins_phrase_after, ends_phrase_before
from quizgen.drafting.model import FoundConcept, Sentence

CLOSING = ".,;:!?)\u2014\u2013"
OPENING = ",;:(\u2014\u2013"


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept in a text: characters `start` to `end`."""

    concept: FoundConcept
    start: int
    end: int


class Mentions:
    """Looks up concepts in texts by all their variants."""

    def __init__(self, concepts: Iterable[FoundConcept]) -> None:
        self._by_first: dict[str, list[tuple[str, FoundConcept]]] = {}
        for concept in concepts:
            for variant in {concept.name, *concept.variants}:
                folded = " ".join(variant.split()).casefold()
                if first := WORD.match(folded):
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
                return Mention(concept, start, end)
        return None


def is_whole_phrase(text: str, mention: Mention) -> bool:
    """Whether a mention is surely a whole noun phrase, article aside."""
    return _begins(text, mention.start) and _ends(text, mention.end)


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    if not before:
        return True
    if text[start - 1 : start] not in (" ", "(", "\u2014", "\u201c", '"'):
        return False
    if before[-1] in OPENING:
        return before[-1] not in ","  # after a comma it may stand in a list
    found = list(WORD.finditer(before))
    if not found or found[-1].end() != len(before):
        return False
    return begins_phrase_after(found[-1][0])


def _ends(text: str, end: int) -> bool:
    after = text[end:]
    if not after or after[0] in CLOSING:
        return after[:1] not in (",",) or not _goes_on_as_list(after)
    if after[0] != " ":
        return False
    following = WORD.match(after, 1)
    return bool(following) and ends_phrase_before(following[0]) if following else False


def _goes_on_as_list(after: str) -> bool:
    """Whether ", bread, and ..." follows: then the phrase is one of several."""
    rest = after[1:].split(".")[0]
    found = WORD.findall(rest)
    if found and found[0].casefold() in ("and", "or"):
        return True
    return " and " in rest[:60] or " or " in rest[:60]


def clue(sentence: Sentence, mention: Mention) -> str:
    """The sentence with a blank for a mention, folded: what recurs has two answers."""
    text = sentence.text
    return f"{text[: mention.start]}____{text[mention.end :]}".casefold()
