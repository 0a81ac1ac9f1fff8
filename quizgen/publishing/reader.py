"""An edition -> its sources to read, with the passages that notes quote, as one HTML page.

The page holds each source whole, so who publishes it needs the right to; it shows no answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.checks.coverage import SourceCoverage, account, approved
from quizgen.markup import Medium, to_html
from quizgen.publishing.blanks import blanks_html
from quizgen.publishing.blocks import Block, Form, Paragraph, cut_blocks
from quizgen.publishing.coverage_map import CoverageMap, draw_map
from quizgen.publishing.edition import Edition
from quizgen.publishing.labels import read_labels
from quizgen.publishing.links import GUIDE, media_href, stem_name
from quizgen.publishing.marking import MarkedText, Quoted
from quizgen.publishing.sheet import direction
from quizgen.rendering import Templates
from quizgen.schema import Cloze, Note, Proven, Role, Source, SourceMeta, Span, Status
from quizgen.sources.places import describe_time


@dataclass(frozen=True, slots=True)
class Place:
    """A line, or a time; `href` leads to the recording (then `media`) or to the line itself."""

    text: str
    timed: bool
    href: str
    media: bool


@dataclass(frozen=True, slots=True)
class Quoting:
    """A note beside the passage that it quotes; `html` asks, and tells no answer.

    `place` is where the quote begins, with a link to the recording or to its line.
    """

    id: str
    number: int
    note: str
    html: str
    draft: bool
    guide: str
    place: Place


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph with the place at which it begins, and the notes that quote from it first."""

    html: str
    form: Form
    place: Place
    notes: tuple[Quoting, ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """Paragraphs in a row; `speaker` where another one begins to speak, `part` a guest's part."""

    speaker: str
    part: str
    paragraphs: tuple[ShownParagraph, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; `text` is empty for what stands before the first part."""

    text: str
    href: str
    level: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """One source as the page shows it."""

    id: str
    meta: SourceMeta
    url: str
    direction: str
    contents: tuple[Entry, ...]
    blocks: tuple[ShownBlock, ...]
    map: CoverageMap
    notes: int
    heard: bool


def reader_page(edition: Edition, templates: Templates) -> str:
    """The sources of an edition as one HTML file.

    Raises:
        TemplateError: a template of the workspace is missing or does not render.
    """
    deck = edition.deck
    covered = account(deck, edition.sources, approved(edition.notes))
    before = 0
    shelves: list[Shelf] = []
    for coverage in covered:
        shelf = _Shelving(edition, edition.sources[coverage.source], before).shelf(coverage)
        before += shelf.notes
        shelves.append(shelf)
    context = {
        "deck": deck,
        "direction": direction(deck.language),
        "say": read_labels(deck.language, templates),
        "shelves": shelves,
    }
    return templates.page("reader/page.html", context)


def note_anchor(note: str) -> str:
    """Where a note stands on a page; a colon, so that no source's line can have the same."""
    return f"note:{note}"


class _Shelving:
    """Makes the shelf of one source; its notes are numbered from `before` on."""

    def __init__(self, edition: Edition, source: Source, before: int) -> None:
        self._edition, self._source = edition, source
        placed = sorted(
            (
                (passage.spans, number, proven)
                for proven in edition.notes
                for number, passage in enumerate(proven.passages, 1)
                if passage.source == source.stem
            ),
            key=lambda one: (one[0][0].start, one[0][-1].end, one[2].note.id),
        )
        self._quotes = [
            (proven, Quoted(spans, _quote_id(proven.note, number), before + place))
            for place, (spans, number, proven) in enumerate(placed, 1)
        ]
        self._text = MarkedText(source, [quote for _, quote in self._quotes])
        self._part_lines = {
            person.from_line: person.name
            for person in source.meta.people
            if person.role is Role.GUEST and person.from_line
        }

    def shelf(self, coverage: SourceCoverage) -> Shelf:
        """All that the page says of the source."""
        source, meta = self._source, self._source.meta
        blocks = tuple(cut_blocks(source))
        shown = tuple(self._blocks(blocks))
        return Shelf(
            id=f"source:{stem_name(source.stem)}",
            meta=meta,
            url=media_href(meta.url, None),
            direction=direction(meta.language),
            contents=tuple(self._contents(blocks)),
            blocks=shown,
            map=draw_map(self._edition, source, coverage, self._text),
            notes=len(self._quotes),
            heard=self._text.has_corrections,
        )

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[ShownBlock]:
        waiting = list(reversed(self._quotes))
        before = ""
        for block in blocks:
            turn = block.turn
            speaker = (turn.speaker or "") if turn else ""
            part = self._part_lines.get(turn.lines.first, "") if turn else ""
            paragraphs = tuple(self._paragraph(one, waiting) for one in block.paragraphs)
            yield ShownBlock("" if speaker == before else speaker, part, paragraphs)
            before = speaker

    def _paragraph(
        self, paragraph: Paragraph, waiting: list[tuple[Proven, Quoted]]
    ) -> ShownParagraph:
        """A paragraph with the notes whose quotes begin in it, or before it in no paragraph."""
        span, text = paragraph.span, self._text
        notes = []
        while waiting and waiting[-1][1].spans[0].start < span.end:
            notes.append(self._quoting(*waiting.pop()))
        lead = paragraph.lead
        hidden = f'<span class="lead">{text.html(lead, label=True)}</span>' if lead else ""
        return ShownParagraph(
            html=hidden + text.html(span),
            form=paragraph.form,
            place=self._place(_first_word(self._source, span)),
            notes=tuple(notes),
        )

    def _place(self, position: int) -> Place:
        line = self._text.line_at(position)
        here = f"#{self._text.anchor_at(position)}"
        if line.seconds is None:
            return Place(str(line.line), timed=False, href=here, media=False)
        media = media_href(self._source.meta.url, line.seconds)
        return Place(describe_time(line.seconds), True, media or here, bool(media))

    def _quoting(self, proven: Proven, quote: Quoted) -> Quoting:
        note = proven.note
        return Quoting(
            id=quote.id,
            number=quote.number,
            note=note.id,
            html=question_html(note),
            draft=note.status is Status.DRAFT,
            guide=f"{GUIDE}#{note_anchor(note.id)}",
            place=self._place(quote.spans[0].start),
        )

    def _contents(self, blocks: Sequence[Block]) -> Iterator[Entry]:
        """Parts, headings, and topics where they are quoted first, in the order of the text."""
        found = [*self._parts(), *self._headings(blocks), *self._topics()]
        for at, level, text in sorted(found, key=lambda one: one[:2]):
            yield Entry(text, f"#{self._text.anchor_at(at)}", level)

    def _parts(self) -> Iterator[tuple[int, int, str]]:
        starts = [
            (turn.span.start, self._part_lines[turn.lines.first])
            for turn in self._source.turns
            if turn.lines.first in self._part_lines
        ]
        first = _first_word(self._source, Span(0, len(self._source.text)))
        if starts and starts[0][0] > self._source.turns[0].span.start:
            yield first, 1, ""
        yield from ((at, 1, name) for at, name in starts)

    def _headings(self, blocks: Sequence[Block]) -> Iterator[tuple[int, int, str]]:
        for paragraph in (one for block in blocks for one in block.paragraphs):
            if paragraph.form is Form.HEADING:
                start, end = paragraph.span.start, paragraph.span.end
                text = " ".join(self._source.text[start:end].split())
                yield _first_word(self._source, paragraph.span), 2, text

    def _topics(self) -> Iterator[tuple[int, int, str]]:
        first: dict[str, int] = {}
        for proven, quote in self._quotes:
            first.setdefault(proven.topic, quote.spans[0].start)
        yield from ((at, 3, topic) for topic, at in first.items())


def _first_word(source: Source, span: Span) -> int:
    text = source.text[span.start : span.end]
    return span.start + len(text) - len(text.lstrip())


def _quote_id(note: Note, number: int) -> str:
    return note_anchor(note.id if number == 1 else f"{note.id}:{number}")


def question_html(note: Note) -> str:
    """What a note asks, as on paper: cloze texts with blanks."""
    if isinstance(note.content, Cloze):
        return blanks_html(note.content.text)
    return to_html(note.content.question, Medium.PAPER)
