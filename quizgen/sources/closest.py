"""The stretch of a source that comes nearest to a quote, and the words in which they differ.

Only ever shown to a person: a near miss is never taken for the quote.
"""

from __future__ import annotations

from quizgen.schema import Span
from quizgen.text import splits_word

MIN_LIKENESS = 55.0
MAX_QUOTE = 2000


def find_closest(wanted: str, text: str) -> Span | None:
    """The stretch of whole words most like the wanted one; None when nothing is like it.

    Both texts are folded; so are the positions that are returned.
    """
    from rapidfuzz import fuzz

    # The search grows with the square of the quote; a long quote is found by its beginning.
    probe = wanted[:MAX_QUOTE]
    found = fuzz.partial_ratio_alignment(probe, text, score_cutoff=MIN_LIKENESS)
    if found is None or found.dest_end <= found.dest_start:
        return None
    end = min(len(text), found.dest_end + len(wanted) - len(probe))
    return _align_to_words(wanted, text, found.dest_start, end)


def diff_words(quoted: str, standing: str) -> str:
    """What differs, word by word: `has [-double-] {+triple+} the size`."""
    from difflib import SequenceMatcher

    old, new = quoted.split(), standing.split()
    parts: list[str] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts += old[i:j]
            continue
        parts += [f"[-{' '.join(old[i:j])}-]"] if j > i else []
        parts += [f"{{+{' '.join(new[k:m])}+}}"] if m > k else []
    return " ".join(parts)


def _align_to_words(wanted: str, text: str, start: int, end: int) -> Span:
    """Widen a stretch to whole words, and leave out what the quote has not at its ends."""
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    if wanted[-1].isalnum():
        while end > start and not text[end - 1].isalnum():
            end -= 1
    while splits_word(text, start):
        start -= 1
    while splits_word(text, end):
        end += 1
    return Span(start, end)
