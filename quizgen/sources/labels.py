"""Speaker labels at line starts: which of the words before a colon are names of people.

`Note: ...` looks like `Lex: ...`; what tells them apart is that the labels of a conversation are
few, come back, and open most of its paragraphs, or that the meta file names them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizgen.schema import Person

TIME = r"[\[(]{1,2}\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?[\])]{1,2}"
NAME = r"[^\W\d_][^\n:*_\[\]()<>]{0,48}?"
PLAIN_LABEL = re.compile(rf"(?P<name>{NAME})(?:[ \t]*{TIME})?[ \t]*:(?=\s|$)[ \t]*")
BOLD_LABEL = re.compile(
    rf"(?P<mark>\*\*|__)(?P<name>{NAME})(?:[ \t]*{TIME})?[ \t]*"
    r"(?::[ \t]*(?P=mark)|(?P=mark)[ \t]*:)(?=\s|$|\\)[ \t]*"
)
NOT_NAMES = """
abstract answer answers caution chapter conclusion definition example examples exercise figure
hint important introduction key note notes objective observation outline overview problem proof
question questions remark result section solution source sources step summary table theorem tip
todo topic warning
"""
NO_NAMES = frozenset(NOT_NAMES.split())
MAX_WORDS = 5


@dataclass(frozen=True, slots=True)
class Label:
    """What may be a speaker's label: from `start`, what is said from `end`, in page positions."""

    start: int
    end: int
    name: str
    bold: bool
    opens: bool  # a paragraph begins here


def match_label(text: str, at: int, opens: bool) -> Label | None:
    """The label that stands at a position, if there is one."""
    bold = BOLD_LABEL.match(text, at)
    match = bold or PLAIN_LABEL.match(text, at)
    if match is None:
        return None
    name = match["name"].strip()
    if name[0].islower() or len(name.split()) > MAX_WORDS:
        return None
    return Label(at, match.end(), name, bold is not None, opens)


def known_labels(people: Iterable[Person]) -> frozenset[str]:
    """Names and labels of the meta file, case-folded."""
    return frozenset(
        label.casefold() for person in people for label in (person.name, *person.labels)
    )


def find_speakers(
    labels: Sequence[Label], paragraphs: int, known: frozenset[str]
) -> tuple[Label, ...]:
    """Those labels that name speakers; none when the text is not a conversation."""
    named = [label for label in labels if label.name.casefold() in known]
    others = [label for label in labels if label.name.casefold() not in NO_NAMES]
    counts = Counter(label.name for label in others)
    if not named and not _is_talk(counts, paragraphs):
        return ()
    return tuple(
        label
        for label in others
        if label.name.casefold() in known
        or counts[label.name] > 1
        or (label.opens and (label.bold or _is_talk(counts, paragraphs)))
    )


def _is_talk(counts: Counter[str], paragraphs: int) -> bool:
    total = counts.total()
    few = len(counts) > 1 and 2 * len(counts) <= total + 1
    return total >= 3 and few and 4 * total >= paragraphs
