"""Where cards stand on paper: sizes, and the places of fronts and backs, in millimetres.

The grid stands in the middle of the paper from left to right, and its backs are mirrored by
reordering them here, so that front and back meet whatever the printer's margins are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """How front and back come together."""

    DUPLEX = "duplex"
    FOLD = "fold"
    SINGLE = "single"


class Edge(StrEnum):
    """The edge over which a printer turns the paper for its second side."""

    LONG = "long"
    SHORT = "short"


class Paper(StrEnum):
    """The paper; `any` is right on both others, since it names none and fits on both."""

    ANY = "any"
    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Grid:
    """So many columns and rows of cards of one size."""

    columns: int
    rows: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands in its grid, from the left and the top."""

    left: float
    top: float


# Name of the page size in CSS, and its height; of `any` no size is named, and the lower one holds.
PAPERS = {
    Paper.ANY: ("", 279.4),
    Paper.A4: ("210mm 297mm", 297.0),
    Paper.LETTER: ("215.9mm 279.4mm", 279.4),
}
# By cards on a side. Ten are business cards: perforated paper is sold for both A4 and Letter.
GRIDS: dict[int, dict[Paper, tuple[int, int, float, float]]] = {
    10: {Paper.A4: (2, 5, 85, 54), Paper.LETTER: (2, 5, 88.9, 50.8), Paper.ANY: (2, 5, 85, 50.8)},
    8: {Paper.A4: (2, 4, 92, 67), Paper.LETTER: (2, 4, 95, 64), Paper.ANY: (2, 4, 92, 64)},
    6: {Paper.A4: (2, 3, 92, 90), Paper.LETTER: (2, 3, 95, 85), Paper.ANY: (2, 3, 92, 85)},
    4: {Paper.A4: (2, 2, 92, 135), Paper.LETTER: (2, 2, 95, 127), Paper.ANY: (2, 2, 92, 127)},
}
SIZES = tuple(GRIDS)  # from small to large cards


def grid_of(size: int, paper: Paper) -> Grid:
    """The grid of a size on a paper."""
    columns, rows, width, height = GRIDS[size][paper]
    return Grid(columns, rows, width, height)


def capacity(grid: Grid, layout: Layout) -> int:
    """Cards of a sheet: fronts and backs share one that is to be folded."""
    return grid.rows if layout is Layout.FOLD else grid.rows * grid.columns


def front_place(grid: Grid, layout: Layout, index: int) -> Place:
    """Where the front of a sheet's card of that number (from 0) stands."""
    row, column = (index, 0) if layout is Layout.FOLD else divmod(index, grid.columns)
    return _place(grid, row, column)


def back_place(grid: Grid, layout: Layout, edge: Edge, index: int) -> Place:
    """Where its back stands: on the other side of the paper, the other half, or another sheet."""
    if layout is Layout.FOLD:
        return _place(grid, index, grid.columns - 1)
    row, column = divmod(index, grid.columns)
    if layout is Layout.DUPLEX and edge is Edge.LONG:
        column = grid.columns - 1 - column
    elif layout is Layout.DUPLEX:
        row = grid.rows - 1 - row
    return _place(grid, row, column)


def _place(grid: Grid, row: int, column: int) -> Place:
    return Place(round(column * grid.width, 2), round(row * grid.height, 2))
