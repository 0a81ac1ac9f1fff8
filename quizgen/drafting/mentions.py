"""Where concepts stand in sentences, the longest at each place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizgen.drafting.english import WORD, begins_phrase_after, ends_phrase_before
from quizgen.drafting.model import FoundConcept, Sentence

CLOSING = ".,;:!?)\u2014\u2013"
OPENING = ",;:(\u2014\u2013"


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


class Mentions:
    """Looks up concepts in texts by all their variants."""

    def __init__(
        self, concepts: Sequence[FoundConcept], proper: frozenset[str] = frozenset()
    ) -> None:
        self._proper = proper
        self._by_first: dict[str, list[tuple[str, FoundConcept]]] = {}
        self._weights = {c.id: 1 - rank / len(concepts) for rank, c in enumerate(concepts)}
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
                proper = concept.is_name or word in self._proper
                return Mention(concept, start, end, self._weights[concept.id], proper)
        return None


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
    if text[start - 1 : start] not in (" ", "(", "\u2014", "\u201c", '"'):
        return False
    if before[-1] in OPENING:
        return before[-1] not in ","  # after a comma it may stand in a list
    found = list(WORD.finditer(before))
    if not found or found[-1].end() != len(before):
        return False
    last = found[-1]
    if last[0][0].isupper() and last.start() > 0:
        return False
    return begins_phrase_after(last[0].casefold())


def _ends(text: str, mention: Mention) -> bool:
    after = text[mention.end :]
    if not after or after[0] in CLOSING:
        return after[:1] not in (",",) or not _goes_on_as_list(after)
    if after[0] != " ":
        return False
    following = WORD.match(after, 1)
    if not following or following[0][0].isupper():
        return False
    plural = text[mention.end - 1] == "s"
    return ends_phrase_before(following[0].casefold(), plural=plural)


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
