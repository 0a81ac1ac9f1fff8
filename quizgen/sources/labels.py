"""Speaker labels at line starts: which of the words before a colon are names of people.

`Note: ...` looks like `Lex: ...`; what tells them apart is that the labels of a conversation are
few, come back, and open most of its paragraphs, or that the meta file names them. In a text that
has such labels, another one that looks like them is somebody's too, though it stands only once:
else a caller's words would be credited to whoever spoke before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizgen.schema import Person

TIME = r"[\[(]{1,2}\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?[\])]{1,2}"
NAME = r"[^\W\d_][^\n:*_\[\]()<>]{0,48}?"
ASIDE = rf"(?:[ \t]*(?:{TIME}|\([^\n:()]{{1,40}}\)))?"  # `Ann (04:12):`, `Ann (laughing):`
PLAIN_LABEL = re.compile(rf"(?P<name>{NAME}){ASIDE}[ \t]*:(?=\s|$)[ \t]*")
BOLD_LABEL = re.compile(
    rf"(?P<mark>\*\*|__)(?P<name>{NAME}){ASIDE}[ \t]*"
    r"(?::[ \t]*(?P=mark)|(?P=mark)[ \t]*:)(?=\s|$|\\)[ \t]*"
)
NOT_NAMES = """
abstract advice answer answers asked aside bene but caution chapter conclusion definition example
examples exercise fact figure first further hint important introduction key lastly nb note notes
objective observation outline overview point problem proof ps question questions reason recall
remark remember result said says second secondly section solution so source sources step summary
table theorem thing think thinks third tip todo topic warning way wrote
"""
NO_NAMES = frozenset(NOT_NAMES.split())
VOICES = frozenset(("question", "answer"))  # of nobody in a book, of the audience in a talk
MAX_WORDS = 5
MAX_SMALL_WORDS = 3  # `Man in audience` is somebody, `What is clear to me` is not


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
    named = {label for label in labels if label.name.casefold() in known}
    headings = NO_NAMES - VOICES if named else NO_NAMES
    others = [label for label in labels if label in named or not _is_heading(label.name, headings)]
    counts = Counter(label.name for label in others)
    talk = _is_talk(counts, paragraphs)
    if not named and not talk:
        return ()
    sure = {label for label in others if label in named or counts[label.name] > 1}
    # One known label may be chance; more of them, or many like it, are the form of the file.
    form = _Form(sure) if talk or len(sure) > 1 or 4 * len(others) >= paragraphs else None
    return tuple(
        label
        for label in others
        if label in sure
        or (label.opens and (label.bold or talk))
        or (form and form.is_alike(label))
    )


class _Form:
    """What the labels that surely name speakers look like, and where they stand."""

    def __init__(self, sure: Iterable[Label]) -> None:
        labels = tuple(sure)
        self._capitals = all(len(x.name) > 1 and x.name.isupper() for x in labels)
        self._open = all(label.opens for label in labels)
        self._bold = {label.bold for label in labels}

    def is_alike(self, label: Label) -> bool:
        """In a file of `ANN:` a line that begins with `So:` names nobody; `CARL:` does in any."""
        cased = label.name.isupper() or not self._capitals
        placed = label.opens or not self._open
        return cased and placed and label.bold in self._bold and _is_short(label.name)


def _is_heading(name: str, headings: frozenset[str]) -> bool:
    """`Note`, `My point`, `Chapter 3`: nobody's name."""
    first, *_, last = name.casefold().split() * 2
    return last in headings or (first in headings and last[0].isdecimal())


def _is_short(name: str) -> bool:
    words = name.split()
    return len(words) <= MAX_SMALL_WORDS or not any(word[0].islower() for word in words)


def _is_talk(counts: Counter[str], paragraphs: int) -> bool:
    total = counts.total()
    few = len(counts) > 1 and 2 * len(counts) <= total + 1
    return total >= 3 and few and 4 * total >= paragraphs
