"""What of a source is accounted for -> a strip of its segments, and rows of its concepts. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizgen.checks.coverage import Accounted, Gap, SourceCoverage, State
from quizgen.publishing.credits import short_place
from quizgen.publishing.edition import Edition
from quizgen.publishing.marking import MarkedText
from quizgen.schema import Concept, Lines, Source, Span

WIDE = 1000  # units from the first character of a source to its last
THIN = 4  # of these a mark is wide at least
FIRST_WORDS = 90  # characters of a gap that are shown


@dataclass(frozen=True, slots=True)
class Cell:
    """A segment in the strip; `place` is its lines or times."""

    href: str
    place: str
    state: State
    notes: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch on the way through a source: where it begins, and how wide it is."""

    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """A topic or concept: where it is explained, where notes quote; `skip` says why it has none."""

    name: str
    spans: tuple[Bar, ...]
    quotes: tuple[Bar, ...]
    notes: int
    skip: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic's row, and those of the concepts that its notes are on."""

    row: Row
    concepts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A gap: its place, its first words, and the concepts that are listed there without a note."""

    href: str
    place: str
    words: int
    text: str
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """A source by segments and by concepts; `parts` are guests with the cells of their part."""

    parts: tuple[tuple[str, tuple[Cell, ...]], ...]
    counts: tuple[tuple[State, int], ...]
    themes: tuple[Theme, ...]
    waiting: tuple[Row, ...]
    skipped: tuple[Row, ...]
    gaps: tuple[Unread, ...]


def draw_map(
    edition: Edition, source: Source, coverage: SourceCoverage, text: MarkedText
) -> CoverageMap:
    """The map of one source."""
    cells = [_cell(one, text) for one in coverage.segments]
    borders = [*coverage.parts, len(cells)]
    rows = _Rows(edition, source, text)
    return CoverageMap(
        parts=tuple(
            (part_at(source, coverage.segments[first].segment.lines), tuple(cells[first:end]))
            for first, end in zip(borders, borders[1:], strict=False)
        ),
        counts=tuple((state, coverage.count(state)) for state in State),
        themes=tuple(rows.themes()),
        waiting=tuple(rows.waiting()),
        skipped=tuple(rows.skipped()),
        gaps=tuple(_unread(edition, source, gap, text) for gap in coverage.gaps),
    )


def place_of(text: MarkedText, span: Span, lines: Lines) -> str:
    """`113-149`, or the time at which a stretch begins."""
    return short_place(lines, text.line_at(span.start).seconds)


def _cell(one: Accounted, text: MarkedText) -> Cell:
    span, lines = one.segment.span, one.segment.lines
    href = f"#{text.anchor_at(span.start)}"
    return Cell(href, place_of(text, span, lines), one.state, len(one.notes))


def _unread(edition: Edition, source: Source, gap: Gap, text: MarkedText) -> Unread:
    names = {concept.id: concept.name for concept in edition.deck.concepts}
    return Unread(
        href=f"#{text.anchor_at(gap.span.start)}",
        place=place_of(text, gap.span, gap.lines),
        words=gap.words,
        text=first_words(source, gap.span),
        concepts=tuple(names[id_] for id_ in gap.waiting),
    )


def part_at(source: Source, lines: Lines) -> str:
    """The guest whose part begins on the first of these lines; "" where none does."""
    people = source.meta.people
    return next((one.name for one in people if one.from_line == lines.first), "")


def first_words(source: Source, span: Span) -> str:
    """How a stretch of a source begins, in a line, without the speaker's label."""
    start = span.start
    turn = next((turn for turn in source.turns if turn.span.end > start), None)
    if turn and turn.span.start > start and turn.lines.first <= source.line_at(start):
        start = turn.span.start
    end = min(span.end, start + 4 * FIRST_WORDS)
    said = " ".join(source.text[start:end].split())
    if len(said) <= FIRST_WORDS:
        return said
    return said[:FIRST_WORDS].rsplit(" ", 1)[0] + " \u2026"


class _Rows:
    """The rows of one source's concepts."""

    def __init__(self, edition: Edition, source: Source, text: MarkedText) -> None:
        self._concepts, self._source, self._text = edition.deck.concepts, source, text
        self._scale = WIDE / max(1, len(source.text))
        self._quotes: defaultdict[str, list[tuple[str | None, str, Span]]] = defaultdict(list)
        for proven in edition.notes:
            for passage in proven.passages:
                if passage.source == source.stem:
                    said = (proven.note.concept, proven.note.id, passage.spans[0])
                    self._quotes[proven.topic].append(said)
        self._on = {concept for said in self._quotes.values() for concept, _, _ in said}

    def themes(self) -> Iterator[Theme]:
        """A row for each topic that quotes from the source, in the order of the deck."""
        for topic, said in self._quotes.items():
            ids = list(dict.fromkeys(concept for concept, _, _ in said))
            own = [c for id_ in ids for c in self._concepts if c.id == id_]
            rows = tuple(
                self._row(c.name, [c], [one for one in said if one[0] == c.id]) for c in own
            )
            yield Theme(self._row(topic, own, said), rows)

    def waiting(self) -> Iterator[Row]:
        """Concepts that are explained in the source and have no note, and no reason for that."""
        for concept in self._concepts:
            here = any(span.source == self._source.stem for span in concept.spans)
            if here and concept.skip is None and concept.id not in self._on:
                yield self._row(concept.name, [concept], [])

    def skipped(self) -> Iterator[Row]:
        """Concepts that are left out on purpose; those without spans are in no place."""
        for concept in self._concepts:
            here = any(span.source == self._source.stem for span in concept.spans)
            if concept.skip is not None and (here or not concept.spans):
                yield self._row(concept.name, [concept], [], concept.skip)

    def _row(
        self,
        name: str,
        concepts: Sequence[Concept],
        said: Sequence[tuple[str | None, str, Span]],
        skip: str = "",
    ) -> Row:
        spans = (s.lines for c in concepts for s in c.spans if s.source == self._source.stem)
        quotes = (span for _, _, span in said)
        return Row(
            name=name,
            spans=tuple(self._bars(map(self._text.span_of, spans))),
            quotes=tuple(self._bars(quotes)),
            notes=len({id_ for _, id_, _ in said}),
            skip=skip,
        )

    def _bars(self, spans: Iterable[Span]) -> Iterator[Bar]:
        for span in sorted(spans, key=lambda one: one.start):
            x = round(span.start * self._scale)
            width = max(THIN, round(span.end * self._scale) - x)
            yield Bar(min(x, WIDE - THIN), width)
