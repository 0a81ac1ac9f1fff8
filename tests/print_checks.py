"""What a page must keep on paper, measured in a browser: type, width, blocks that are not split."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page
from pypdf import PdfReader

Paper = Literal["A4", "Letter"]
MARGINS_PX = 34 / 25.4 * 96  # both side margins of @page
PAPERS: dict[Paper, float] = {"A4": 210 / 25.4 * 96, "Letter": 8.5 * 96}
# Of every element that is shown and has text of its own: the size of its type.
TYPE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.checkVisibility() && !e.closest('.lead'))
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => [parseFloat(getComputedStyle(e).fontSize) * 0.75, e.outerHTML.slice(0, 80)])"""
WIDEST = """() => Math.max(document.documentElement.scrollWidth,
  ...[...document.querySelectorAll('body *')].filter(e => !e.closest('svg, .lead'))
    .map(e => e.getBoundingClientRect().right))"""
MARK = """selector => document.querySelectorAll(selector).forEach((block, n) => {
  for (const [name, place] of [['start', 'prepend'], ['end', 'append']]) {
    const mark = document.createElement('span');
    mark.textContent = `@${name}${n}@`;
    mark.style.cssText = 'display:block;height:0;line-height:0;width:0;white-space:nowrap';
    block[place](mark);
  }
})"""


ENDS = re.compile(r"@(start|end)(\d+)@")


def sheets(page: Page, to: Path, paper: Paper = "A4", height: str = "") -> list[str]:
    """The text of each printed page; of a height of its own, to move what stands at the edge."""
    if height:
        page.pdf(path=to, width="210mm", height=height)
    else:
        page.pdf(path=to, format=paper)
    return [sheet.extract_text() for sheet in PdfReader(to).pages]


def mark_blocks(page: Page, selector: str) -> None:
    """Write `@start7@` and `@end7@` into the blocks that must not be split, at no height."""
    page.evaluate(MARK, selector)


def split_blocks(printed: list[str]) -> list[int]:
    """The numbers of marked blocks that start on one page and end on another."""
    place: dict[tuple[str, int], int] = {}
    for number, sheet in enumerate(printed):
        for name, n in ENDS.findall(re.sub(r"\s", "", sheet)):
            # At the edge of a page a mark of no height is painted on the page beyond it too.
            if name == "start" or ("end", int(n)) not in place:
                place[name, int(n)] = number
    count = 1 + max(n for _, n in place)
    return [n for n in range(count) if place["start", n] != place["end", n]]


def last_line(sheet: str) -> str:
    """The last line of a page, without marks and page numbers."""
    lines = (line.strip() for line in ENDS.sub("", sheet).splitlines())
    return [line for line in lines if line and not re.fullmatch(r"\d+ / \d+", line)][-1]


def widest(page: Page) -> float:
    """How far to the right anything reaches."""
    reached: float = page.evaluate(WIDEST)
    return reached


def small_type(page: Page, least: float = 9.99) -> list[str]:
    """What is set smaller than so many points."""
    return [text for size, text in page.evaluate(TYPE) if size < least]


def printed_sizes(page: Page, to: Path) -> set[float]:
    """The sizes of type in the PDF: a browser shrinks a whole print for one wide line."""
    sizes: set[float] = set()

    def measure(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * tm[3] * cm[3]), 1))

    page.pdf(path=to, format="A4")
    for sheet in PdfReader(to).pages:
        sheet.extract_text(visitor_text=measure)
    return sizes
