"""A source's text -> HTML that shows it as it stands: anchors, quoted passages, mis-heard words.

Quotes may overlap and nest as they like: the text is cut wherever one begins or ends, and each
piece says how many quotes it is part of. What is added to the text (numbers of notes, what was
meant) stands in elements of its own, so that a page's text without them is the source's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise

from quizgen.markup import clean
from quizgen.publishing.links import anchors
from quizgen.schema import Correction, Lines, Source, Span
from quizgen.sources.textlines import TextLine, text_lines
from quizgen.text import squeeze

DEEPEST = 3  # quotes on one place that look different


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote's pieces in the text, with the id and number under which the page lists it."""

    spans: tuple[Span, ...]
    id: str
    number: int


class MarkedText:
    """The text of one source, ready to be written out stretch by stretch, from front to back."""

    def __init__(self, source: Source, quotes: Sequence[Quoted]) -> None:
        self._source = source
        self._lines = text_lines(source)
        self._starts = [line.span.start for line in self._lines]
        self._names = anchors(source, self._lines)
        self._heard = tuple(_find_heard(source, self._lines))
        self._heard_starts = [span.start for span, _ in self._heard]
        self._meant = {span.end: meant for span, meant in self._heard}
        depth = _depths([span for quote in quotes for span in quote.spans])
        self._levels, self._depths = list(depth), list(depth.values())
        self._refs: defaultdict[int, list[Quoted]] = defaultdict(list)
        for quote in quotes:
            self._refs[quote.spans[-1].end].append(quote)
        heard = (at for span, _ in self._heard for at in (span.start, span.end))
        self._cuts = sorted({*depth, *heard})
        self._set: set[str] = set()

    def html(self, span: Span, *, label: bool = False) -> str:
        """A stretch of the text; white space as it is.

        Args:
            span: from where to where.
            label: this is a speaker's label: its line's anchor goes to what is said after it.
        """
        first = self._index(span.start)
        last = bisect_left(self._starts, span.end)
        return "".join(self._line(index, span, label) for index in range(first, last))

    def anchor_at(self, position: int) -> str:
        """The anchor of the line on which a position stands."""
        return self._names[self._index(position)]

    def line_at(self, position: int) -> TextLine:
        """The line on which a position stands."""
        return self._lines[self._index(position)]

    def _index(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def span_of(self, lines: Lines) -> Span:
        """Where lines of the file stand in the text; an empty span where nothing of them is."""
        first = bisect_left(self._lines, lines.first, key=lambda one: one.line)
        last = bisect_right(self._lines, lines.last, key=lambda one: one.line)
        if first >= last:
            at = self._starts[first] if first < len(self._starts) else len(self._source.text)
            return Span(at, at)
        return Span(self._starts[first], self._lines[last - 1].span.end)

    @property
    def has_corrections(self) -> bool:
        """Whether some words are said to be mis-heard."""
        return bool(self._heard)

    def _line(self, index: int, within: Span, label: bool) -> str:
        line = self._lines[index]
        start, end = max(line.span.start, within.start), min(line.span.end, within.end)
        html = self._written(start, end)
        text = self._source.text
        if not text[start:end].strip() or (label and text[end : line.span.end].strip()):
            return html
        name = self._names[index]
        if name in self._set:
            return html
        self._set.add(name)
        return f'<span id="{name}">{html}</span>'

    def _written(self, start: int, end: int) -> str:
        first, last = bisect_right(self._cuts, start), bisect_left(self._cuts, end)
        if first == last:
            return self._piece(start, end) + self._after(end)
        borders = pairwise((start, *self._cuts[first:last], end))
        return "".join(self._piece(at, to) + self._after(to) for at, to in borders)

    def _piece(self, start: int, end: int) -> str:
        html = escape(clean(self._source.text[start:end]), quote=False)
        index = bisect_right(self._heard_starts, start) - 1
        if index >= 0 and end <= self._heard[index][0].end:
            html = f'<span class="heard">{html}</span>'
        level = bisect_right(self._levels, start) - 1
        depth = self._depths[level] if level >= 0 else 0
        return f'<mark class="d{min(depth, DEEPEST)}">{html}</mark>' if depth else html

    def _after(self, position: int) -> str:
        """What is added to the text where a mis-heard word or a quote ends."""
        added = ""
        if position in self._meant:
            meant = escape(clean(self._meant[position]), quote=False)
            added = f'<span class="meant"> [{meant}]</span>'
        if position not in self._refs:
            return added
        refs = (f'<a href="#{quote.id}">{quote.number}</a>' for quote in self._refs[position])
        return f'{added}<sup class="ref">{" ".join(refs)}</sup>'


def _depths(spans: Iterable[Span]) -> dict[int, int]:
    """How many spans hold what follows each place at which one begins or ends, in order."""
    steps: Counter[int] = Counter()
    for span in spans:
        steps[span.start] += 1
        steps[span.end] -= 1
    places = sorted(steps)
    return dict(zip(places, accumulate(steps[at] for at in places), strict=True))


def _find_heard(source: Source, lines: Sequence[TextLine]) -> Iterator[tuple[Span, str]]:
    """Each mis-heard term where it stands, with what was meant; of two on one place the first."""
    wanted: defaultdict[str, list[Correction]] = defaultdict(list)
    for mend in source.meta.corrections:
        wanted[squeeze(mend.said)].append(mend)
    if not wanted:
        return
    long_first = sorted(wanted, key=len, reverse=True)
    pattern = "|".join(r"\s+".join(map(re.escape, said.split())) for said in long_first)
    starts = [line.span.start for line in lines]
    for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", source.text):
        line = lines[max(0, bisect_right(starts, found.start()) - 1)].line
        fitting = (m for m in wanted[squeeze(found[0])] if not m.lines or line in m.lines)
        if (right := next(fitting, None)) is not None:
            yield Span(*found.span()), right.meant
