"""The rule of support: the words of an answer stand near its quote; and how words are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from quizgen.checks.lexicon import Lexicon
from quizgen.checks.model import ALL_KINDS, Hit, NoteRule, example
from quizgen.checks.primitives import norm, sentences, stem, tokens
from quizgen.checks.views import NoteView, SourceView
from quizgen.schema import Severity

# Measured on 79 reviewed notes, whose answers paraphrase their quotes: under a third of the
# answer's own words within three sentences is 3 % of them, and 9 in 10 of answers exchanged.
ENOUGH = 1 / 3
NEAR = 3
KEY = 6


@lru_cache(maxsize=50_000)
def word_key(word: str) -> str:
    """What paraphrases of a word have in common: `representation` and `represents` are akin."""
    root = stem(word)
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeiousl":
        root = root[:-1]
    return (root.rstrip("eyi") if len(root) > 4 else root)[:KEY]


def telling(text: str, lexicon: Lexicon) -> dict[str, str]:
    """A text's words that carry meaning, by key; numbers have a rule of their own."""
    parts = (part for token in tokens(text) for part in token.split("-"))
    return {word_key(word): word for word in parts if is_telling(word, lexicon)}


def is_telling(word: str, lexicon: Lexicon) -> bool:
    """Whether a folded word carries meaning."""
    return (
        len(word) > 2
        and word not in lexicon.stop
        and word[0].isalpha()
        and word not in lexicon.numerals
        and word not in lexicon.lists["grounding-light"]
    )


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text folded for comparing; remembered, for many notes ask for the same."""
    return norm(text)


def _meant(view: SourceView, text: str) -> str:
    """What mis-heard words of a stretch were meant to be."""
    heard = folded(text)
    found = (c.meant for c in view.source.meta.corrections if folded(c.said) in heard)
    return " ".join(found)


def _around(view: NoteView, more: int) -> str:
    """The quotes with some sentences more on each side, mis-heard words mended."""
    stretches = ((view.sources[p.source], p) for p in view.passages)
    texts = ((source, source.around(p, more)) for source, p in stretches)
    return " ".join(f"{text} {_meant(source, text)}" for source, text in texts)


def turns_of(view: NoteView) -> str:
    """The whole turns in which the quotes stand."""
    found: dict[tuple[str, int], str] = {}
    for passage in view.passages:
        source = view.sources[passage.source]
        for span in passage.spans:
            if turn := source.source.turn_at(span.start):
                found[passage.source, turn.span.start] = source.said(turn.span)
    return " ".join(found.values())


def best_sentence(view: NoteView, said: str) -> str:
    """The sentence of the quotes that shares most words with what the card states."""
    words = telling(said, view.lexicon).keys()
    parts = sentences(view.quotes)
    shared = [len(words & telling(part, view.lexicon).keys()) for part in parts]
    return parts[shared.index(max(shared))] if max(shared, default=0) else view.quotes


# ------------------------------------------------------------------------------- unsupported answer


def _own_words(view: NoteView) -> dict[str, str]:
    """What the answer adds to the question, and options do not share."""
    words = telling(" ".join(view.answers), view.lexicon)
    known = set(telling(view.question, view.lexicon))
    if len(view.options) > 1:
        known |= set.intersection(*(set(telling(o, view.lexicon)) for o in view.options))
    return {key: word for key, word in words.items() if key not in known}


def _stretches(view: NoteView) -> Iterator[str]:
    """Where to look for the answer's words: the wider stretch only when it is needed."""
    yield view.quotes
    yield _around(view, NEAR)


def _answer_unsupported(view: NoteView) -> Iterator[Hit]:
    own = _own_words(view) if view.passages else {}
    if not own:
        return
    missing = list(own.values())
    for stretch in _stretches(view):
        near = telling(stretch, view.lexicon)
        missing = [word for key, word in own.items() if key not in near]
        if 1 - len(missing) / len(own) >= ENOUGH:
            return
    whole = telling(turns_of(view), view.lexicon)
    nowhere = len(own) >= 3 and not set(own) & set(whole)
    where = "in what is said around the quote" if nowhere else "near the quote"
    listed = ", ".join(f"“{word}”" for word in missing[:4])
    field = view.answer_fields[0]
    yield Hit(
        f"the answer's words {listed} do not stand {where}",
        field,
        _as_written(missing[0], view.answers),
        "quote the words that support the answer, or answer in the source's terms",
        Severity.ERROR if nowhere else None,
    )


def _as_written(word: str, texts: Iterable[str]) -> str:
    """A folded word as a text has it."""
    for text in texts:
        if found := re.search(re.escape(word), text, re.IGNORECASE):
            return found[0]
    return ""


RULES = (
    NoteRule(
        "answer-unsupported",
        1,
        Severity.WARNING,
        ALL_KINDS,
        "The answer's own words stand nowhere near the quote that is to prove it.",
        "Contract 1, verbatim; Wozniak's rule 18, provide sources",
        _answer_unsupported,
        example(question="What raises the tide?", answer="Monsoon winds along southern coasts"),
        example(question="What raises the tide?", answer="The Moon"),
        may_be_error=True,
    ),
)
