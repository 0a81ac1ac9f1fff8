"""What may leave the engine: a gate, not a quota. What does not pass is dropped, never mended."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from quizgen.decks.cloze import cloze_mistakes, reveal
from quizgen.drafting.fitness import balanced
from quizgen.drafting.model import Genre
from quizgen.drafting.proposal import FACT, PASSAGE, Proposal
from quizgen.schema import Answerable, Cloze

PER_CONCEPT = 3
# Sentences in a row, and how many of them may become notes.
STRETCH, PER_STRETCH = 20, 8
# The least score of a proposal that is kept.
LEAST: Mapping[Genre, float] = {
    Genre.PROSE: 0.2,
    Genre.LECTURE: 0.2,
    Genre.CONVERSATION: 0.2,
    Genre.TUTORIAL: 2.0,
}
FORMS: Mapping[Genre, frozenset[str]] = {
    Genre.PROSE: frozenset(
        {"definition", PASSAGE, FACT, "cloze", "number", "choice", "deed", "condition"}
    ),
    Genre.LECTURE: frozenset({PASSAGE, FACT, "definition", "cloze", "choice", "deed"}),
    Genre.CONVERSATION: frozenset({FACT, "definition", "explain", "cloze"}),
    Genre.TUTORIAL: frozenset({"definition", "cloze"}),
    Genre.CAPTIONS: frozenset(),
}
NAMES = frozenset({PASSAGE, FACT, "cloze", "number"})
LEFTOVER = re.compile(
    r"\s[,.;:!?)]|[,;:]{2}|,\.|\(\s*\)|\[\s*\]|  |"
    r"\b(?:and|or|of|the|an?|in|with|to|by|for|from)[.,]$|"
    r"\{\{c1::\s*\}\}|^[^\w{\"\u201c(]",
)
HIDDEN = re.compile(r"\{\{c1::(.+?)\}\}")
CITATION = re.compile(r"\(\d{4}[a-z]?\)\.?$|\bpp?\. ?\d|\bet al\b")


def choose(proposals: Iterable[Proposal], genre: Genre) -> tuple[Proposal, ...]:
    """The proposals that pass, best first."""
    allowed = FORMS[genre]
    listed = [p for p in proposals if p.form in allowed and p.score >= LEAST[genre]]
    listed = [p for p in listed if is_sound(p)]
    listed.sort(key=lambda p: (-p.score, p.sentences[0].number, p.form, p.concept.id))
    return tuple(_spread(_without_recurring(listed)))


def is_sound(proposal: Proposal) -> bool:
    """Whether the final strings are whole: brackets, commas, ends, cloze marks."""
    content = proposal.content
    match content:
        case Cloze(text):
            texts = [reveal(text)]
            if cloze_mistakes(text):
                return False
        case Answerable(question, answer):
            texts = [question, answer]
        case _:
            texts = [content.question, *(option.text for option in content.options)]
    return all(_is_whole(text) for text in texts)


def _is_whole(text: str) -> bool:
    if not text.strip() or text != " ".join(text.split()):
        return False
    return balanced(text) and not LEFTOVER.search(text) and not CITATION.search(text)


def _without_recurring(listed: Sequence[Proposal]) -> list[Proposal]:
    """Without clues to which different answers fit, and with each clue once."""
    answers: defaultdict[str, set[str]] = defaultdict(set)
    for proposal in listed:
        answers[proposal.clue].add(_asked_for(proposal))
    seen: set[str] = set()
    kept: list[Proposal] = []
    for proposal in listed:
        if len(answers[proposal.clue]) == 1 and proposal.clue not in seen:
            kept.append(proposal)
        seen.add(proposal.clue)
    return kept


def _asked_for(proposal: Proposal) -> str:
    content = proposal.content
    found = HIDDEN.search(content.text) if isinstance(content, Cloze) else None
    return found[1].casefold() if found else proposal.concept.id


def _spread(listed: Iterable[Proposal]) -> Iterable[Proposal]:
    """At most one note a sentence, three a concept, one definition each, and few in a stretch."""
    sentences: set[int] = set()
    concepts: Counter[str] = Counter()
    defined: set[str] = set()
    stretches: Counter[int] = Counter()
    amounts: set[str] = set()
    for proposal in listed:
        numbers = proposal.asks_of
        id_ = proposal.concept.id
        stretch = min(numbers) // STRETCH
        twice = proposal.form == "definition" and id_ in defined
        full = stretches[stretch] >= PER_STRETCH and proposal.form in NAMES
        again = proposal.form == "number" and _asked_for(proposal) in amounts
        if numbers & sentences or concepts[id_] >= PER_CONCEPT or twice or full or again:
            continue
        amounts.add(_asked_for(proposal))
        sentences |= numbers
        concepts[id_] += 1
        stretches[stretch] += 1
        if proposal.form == "definition":
            defined.add(id_)
        yield proposal
