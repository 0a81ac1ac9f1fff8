"""What a benchmark reports: figures, some with a bar, as a Markdown table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Unit(Enum):
    """How a figure is written."""

    RATIO = "{:.2f} x"
    SECONDS = "{:.3f} s"
    MICROSECONDS = "{:.0f} µs"
    MEGABYTES = "{:.0f} MB"
    COUNT = "{:.0f}"
    DOLLARS = "{:.3f} $"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report; `bar` is the most that `value` may be, None when it only informs."""

    what: str
    value: float
    unit: Unit
    bar: float | None = None

    @property
    def missed(self) -> bool:
        """Whether the bar is missed."""
        return self.bar is not None and self.value > self.bar

    def __str__(self) -> str:
        """What was measured, and what would have been allowed."""
        allowed = "" if self.bar is None else f", at most {self.unit.value.format(self.bar)}"
        return f"{self.what}: {self.unit.value.format(self.value)}{allowed}"


def format_table(figures: Iterable[Figure]) -> str:
    """Figures as a Markdown table that also reads well as it is."""
    rows = [("measured", "value", "at most", "")]
    rows += [_cells(figure) for figure in figures]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = f"|{'-' * (widths[0] + 2)}|" + "".join(f"{'-' * (w + 1)}:|" for w in widths[1:3])
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], f"{rule}{'-' * (widths[3] + 2)}|", *lines[1:]])


def _cells(figure: Figure) -> tuple[str, str, str, str]:
    said = figure.unit.value.format(figure.value)
    if figure.bar is None:
        return figure.what, said, "", ""
    verdict = "MISSED" if figure.missed else "ok"
    return figure.what, said, figure.unit.value.format(figure.bar), verdict


def _line(row: tuple[str, str, str, str], widths: list[int]) -> str:
    what, value, bar, verdict = row
    cells = (
        what.ljust(widths[0]),
        value.rjust(widths[1]),
        bar.rjust(widths[2]),
        verdict.ljust(widths[3]),
    )
    return f"| {' | '.join(cells)} |"
