"""Where a quote stands, in the words of a page."""

from __future__ import annotations

from quizgen.publishing.edition import Citation
from quizgen.publishing.labels import Labels
from quizgen.schema import Lines
from quizgen.sources.places import describe_time


def said_place(citation: Citation, say: Labels) -> str:
    """`lines 12-14` in the page's language, or the time as it is."""
    if citation.lines is None:
        return citation.place
    first, last = citation.lines.first, citation.lines.last
    name = "line" if first == last else "lines"
    return str(say["common"][name]).format(first=first, last=last)


def short_place(lines: Lines, seconds: float | None) -> str:
    """`12-14`, or the time at which it begins: in no language."""
    return str(lines).replace("-", "\u2013") if seconds is None else describe_time(seconds)
