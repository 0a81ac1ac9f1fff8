"""An edition -> sheets of flashcards to print and cut, as one self-contained HTML page.

What is too long for its card is set smaller, within reason, then moved to a sheet of larger
cards, and left out only when it fits on none; what became of which note is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.markup import Medium, plain_html, to_html
from quizgen.publishing.balance import LETTERS
from quizgen.publishing.blanks import blanks_html
from quizgen.publishing.cardgrid import (
    PAPERS,
    SIZES,
    Edge,
    Grid,
    Layout,
    Paper,
    Place,
    back_place,
    capacity,
    front_place,
    grid_of,
)
from quizgen.publishing.credits import said_place
from quizgen.publishing.edition import Edition, citations
from quizgen.publishing.forms import shuffle_options
from quizgen.publishing.labels import Labels, read_labels
from quizgen.publishing.revealed import revealed_html
from quizgen.publishing.sheet import direction
from quizgen.publishing.textsize import lines_of, width_of
from quizgen.publishing.wanted import approved_notes
from quizgen.rendering import Templates
from quizgen.schema import Answerable, Choice, Cloze, Note, Option, Proven

TYPE_SIZES = (13.0, 11.5, 10.5, 9.5)  # points; the smallest that is still read with ease
LEAST = 9.0  # of what stands below the answer
SLACK = 0.97  # of the room: rules and rounding
LEADING = 1.3
POINT = 25.4 / 72  # mm
PADDING = 4.5  # mm on each side: printers drift, and so do scissors
EDGES = 9.0  # mm that the lines above and below the text take
LETTER_ROOM = 7.0  # mm before an option
SMALL = 8.0  # points, of id and credit
GAP_BETWEEN = 2.0  # em, of these two
SMALLEST = grid_of(SIZES[0], Paper.ANY)
# What a part's type is, of the face's.
SCALES = {"ask": 1.0, "option": 0.95, "hint": 0.9, "answer": 1.1, "why": 0.9, "credit": 0.85}


@dataclass(frozen=True, slots=True)
class CardOptions:
    """How cards are printed."""

    layout: Layout = Layout.DUPLEX
    edge: Edge = Edge.LONG
    size: int = 8
    paper: Paper = Paper.ANY


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a face: its role, HTML, and a letter before it if it is an option."""

    role: str
    html: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a card; `rule` says how to answer, `foot_html` where the proof stands."""

    id: str
    topic: str
    rule: str
    parts: tuple[Part, ...]
    foot_html: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A face in its place on a sheet, in type of a size."""

    face: Face
    front: bool
    place: Place
    type: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A side of paper; `side` is `front`, `back`, or `both` where it is to be folded."""

    side: str
    grid: Grid
    top: float
    faces: tuple[Laid, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Notes by the size of their cards; `left_out` fit on none."""

    by_size: Mapping[int, tuple[tuple[Laid, Laid], ...]]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardSheets:
    """The page, and which notes are not on cards of the size that was asked for."""

    html: str
    cards: int
    larger: tuple[str, ...]
    left_out: tuple[str, ...]


def card_sheets(edition: Edition, options: CardOptions, templates: Templates) -> CardSheets:
    """The approved notes of an edition as sheets to print and cut.

    Raises:
        TemplateError: a template or a file of labels is missing or does not render.
    """
    notes = approved_notes(edition)
    letters = dict(shuffle_options([p.note for p in notes], f"{edition.deck.key}\ncards"))
    say = read_labels(edition.deck.language, templates)
    pairs = [_faces(edition, p, say, letters.get(p.note.id, ())) for p in notes]
    sorted_ = _sort(pairs, options)
    larger = tuple(
        front.face.id
        for size, cards in sorted_.by_size.items()
        if size != options.size
        for front, _ in cards
    )
    sheets = list(_sheets(sorted_, options))
    css, height = PAPERS[options.paper]
    context = {
        "deck": edition.deck,
        "direction": direction(edition.deck.language),
        "say": say,
        "options": options,
        "page_size": css,
        "page_height": height - 0.4,  # a hair less than the paper: rounding makes no blank page
        "sheets": sheets,
        "cards": len(pairs) - len(sorted_.left_out),
        "larger": larger,
        "left_out": sorted_.left_out,
        "rounded": lambda number: f"{number:.2f}".rstrip("0").rstrip("."),
    }
    html = templates.page("cards/sheets.html", context)
    return CardSheets(html, len(pairs) - len(sorted_.left_out), larger, sorted_.left_out)


def _faces(
    edition: Edition, proven: Proven, say: Labels, options: Sequence[Option]
) -> tuple[Face, Face]:
    note = proven.note
    credit = "; ".join(
        dict.fromkeys(
            ", ".join(filter(None, (cited.speaker, said_place(cited, say))))
            for cited in citations(edition, proven)
        )
    )
    below = [Part("why", _html(note.why))] if note.why else []
    # Beside the id, if there is room for both: a small card has no line to spare.
    room = (SMALLEST.width - 2 * PADDING) / (SMALL * POINT)
    beside = width_of(credit) + width_of(note.id) + GAP_BETWEEN <= room
    below += [] if beside else [Part("credit", plain_html(credit))]
    front = Face(note.id, proven.topic, _rule(note), tuple(_asked(note, options)))
    parts = (*_answered(note, options), *below)
    return front, Face(note.id, proven.topic, "", parts, plain_html(credit) if beside else "")


def _rule(note: Note) -> str:
    match note.content:
        case Choice() as choice:
            return "choose_one" if len(choice.keys) == 1 else "choose_all"
        case Cloze():
            return "fill_in"
        case Answerable():
            return ""


def _asked(note: Note, options: Sequence[Option]) -> Iterator[Part]:
    content = note.content
    yield Part(
        "ask", blanks_html(content.text) if isinstance(content, Cloze) else _html(content.question)
    )
    for letter, option in zip(LETTERS, options, strict=False):
        yield Part("option", _html(option.text), letter)
    if isinstance(content, Cloze) and note.hint:
        yield Part("hint", _html(note.hint))


def _answered(note: Note, options: Sequence[Option]) -> Iterator[Part]:
    match note.content:
        case Answerable(answer=answer):
            yield Part("answer", _html(answer))
        case Cloze(text=text):
            yield Part("answer", revealed_html(text))
        case Choice():
            for letter, option in zip(LETTERS, options, strict=False):
                if option.key:
                    yield Part("answer", _html(option.text), letter)


def _html(text: str) -> str:
    return to_html(text, Medium.PAPER)


def _sort(pairs: Sequence[tuple[Face, Face]], options: CardOptions) -> Sorted:
    """Each card on the smallest size, from the one asked for, on which both sides fit."""
    sizes = SIZES[SIZES.index(options.size) :]
    found: defaultdict[int, list[tuple[Laid, Laid]]] = defaultdict(list)
    left_out = []
    for pair in pairs:
        for size in sizes:
            fits = [_largest_type(face, grid_of(size, options.paper)) for face in pair]
            if None not in fits:
                cards = found[size]
                cards.append(_laid(pair, fits, size, options, len(cards)))
                break
        else:
            left_out.append(pair[0].id)
    return Sorted({size: tuple(found[size]) for size in sizes if size in found}, tuple(left_out))


def _laid(
    pair: tuple[Face, Face],
    types: Sequence[float | None],
    size: int,
    options: CardOptions,
    number: int,
) -> tuple[Laid, Laid]:
    grid = grid_of(size, options.paper)
    index = number % capacity(grid, options.layout)
    front = front_place(grid, options.layout, index)
    back = back_place(grid, options.layout, options.edge, index)
    first, second = (kind or LEAST for kind in types)
    return Laid(pair[0], True, front, first), Laid(pair[1], False, back, second)


def _largest_type(face: Face, grid: Grid) -> float | None:
    room = SLACK * (grid.height - 2 * PADDING - EDGES)
    return next((size for size in TYPE_SIZES if _height(face, size, grid.width) <= room), None)


def _height(face: Face, size: float, width: float) -> float:
    """Millimetres that the parts of a face take in type of a size."""
    height = 0.0
    for part in face.parts:
        em = part_size(part.role, size) * POINT
        room = width - 2 * PADDING - (LETTER_ROOM if part.letter else 0)
        height += lines_of(part.html, room / em) * em * LEADING + gap(size)
    return height


def part_size(role: str, size: float) -> float:
    """The type of a part in points, on a face of that size."""
    return max(LEAST, SCALES[role] * size)


def gap(size: float) -> float:
    """Millimetres between the parts of a face."""
    return 0.45 * size * POINT


def _sheets(cards: Sorted, options: CardOptions) -> Iterator[Sheet]:
    """Front and back in turn for two-sided printing; all fronts first where they are apart."""
    backs = []
    for size, pairs in cards.by_size.items():
        grid = grid_of(size, options.paper)
        top = round((PAPERS[options.paper][1] - grid.rows * grid.height) / 2, 2)
        held = capacity(grid, options.layout)
        for start in range(0, len(pairs), held):
            fronts, other = zip(*pairs[start : start + held], strict=True)
            if options.layout is Layout.FOLD:
                both = tuple(face for pair in pairs[start : start + held] for face in pair)
                yield Sheet("both", grid, top, both)
                continue
            yield Sheet("front", grid, top, fronts)
            # Read in the order in which they stand on the paper.
            ordered = sorted(other, key=lambda laid: (laid.place.top, laid.place.left))
            back = Sheet("back", grid, top, tuple(ordered))
            if options.layout is Layout.DUPLEX:
                yield back
            else:
                backs.append(back)
    yield from backs
