"""How the lines of plain text and of subtitles begin: with a dash, with a label, or with both."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from quizgen.schema import SourceMeta
from quizgen.sources.labels import Label, find_speakers, known_labels, match_label

DASH = re.compile(
    r"(?:[-\u2013\u2014]|>>)[ \t]+(?:\[(?P<name>[^\W\d_a-z][^\[\]\n]{0,40})\][ \t]*)?"
)
WORD = re.compile(r"\S|$")
NOISE_WORDS = "applause chuckles crosstalk inaudible laughs laughter music noise"
NOISES = frozenset(NOISE_WORDS.split())
MIN_DASHES = 3
MAX_LINES_PER_DASH = 100
MAX_DASHES_PER_LABEL = 10


@dataclass(frozen=True, slots=True)
class Head:
    """A line that opens a turn: its index, where its words begin, who says them, if that stands."""

    index: int
    at: int
    name: str | None
    dash: bool


def find_heads(
    lines: Sequence[str], opening: Collection[int], paragraphs: int, meta: SourceMeta
) -> tuple[Head, ...]:
    """The lines that start with a dash or with a speaker's label; `opening` begin a paragraph."""
    dashes = {index: dash for index, line in enumerate(lines) if (dash := match_dash(line))}
    found = tuple(_find_labels(lines, dashes, opening))
    speakers = find_speakers(found, paragraphs, known_labels(meta.people))
    labels = {label.start: (label.end, label.name) for label in speakers}
    heads = sorted({**dashes, **labels}.items())
    return tuple(Head(index, at, name, index in dashes) for index, (at, name) in heads)


def is_dashed(heads: Sequence[Head], lines: int) -> bool:
    """Whether each turn begins with a dash; labels win over dashes, unless they are very few."""
    dashes = sum(head.dash for head in heads)
    labels = len(heads) - dashes
    if dashes < MIN_DASHES or dashes * MAX_LINES_PER_DASH < lines:
        return False
    return labels * MAX_DASHES_PER_LABEL < dashes


def match_dash(line: str) -> tuple[int, str | None] | None:
    """Where the words after a dash begin, and who says them; `[Music]` is no name."""
    match = DASH.match(line)
    if match is None:
        return None
    name = match["name"]
    if name and name.split()[-1].casefold() in NOISES:
        return match.start("name") - 1, None
    return match.end(), name


def _find_labels(
    lines: Sequence[str], dashes: dict[int, tuple[int, str | None]], opening: Collection[int]
) -> Iterator[Label]:
    """What may be labels; `start` is the line's index, which tells those of one name apart."""
    for index, line in enumerate(lines):
        at, name = dashes.get(index, (0, None))
        if name is None and ":" in line:  # every label ends with one
            match = WORD.search(line, at)
            at = match.start() if match else at
            label = match_label(line, at, index in opening or index in dashes)
            if label:
                yield replace(label, start=index)
