"""The quiz and its key in a real browser: on A4 and Letter, and on screens of three widths."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from paper_sample import edition, key_page, quiz_page
from playwright.sync_api import Page
from pypdf import PdfReader

from quizgen.publishing.edition import Edition
from quizgen.rendering import Templates
from quizgen.schema import Answerable, Note, Proven

if TYPE_CHECKING:
    from browser import Visitor

pytest_plugins = ("browser",)

BOTH = {"quiz": quiz_page, "key": key_page}
Paper = Literal["A4", "Letter"]
MARGINS_PX = 34 / 25.4 * 96  # both side margins of @page
PAPERS: dict[Paper, float] = {"A4": 210 / 25.4 * 96, "Letter": 8.5 * 96}


def long_edition() -> Edition:
    """Notes that are unkind to paper: a word of 400 letters, wide code, a very long question."""
    wide = "```\n" + "x = " + "very_long_name + " * 20 + "\n```"
    unkind = [
        Answerable("W" * 400, "y"),
        Answerable(f"Wide code:\n\n{wide}", "y" * 300),
        Answerable("Why? " * 120, "z"),
        Answerable("See https://example.org/" + "path/" * 60, "z"),
    ]
    base = edition(25)
    pairs = zip(
        unkind, [p for p in base.notes if isinstance(p.note.content, Answerable)], strict=False
    )
    changed = {p.note.id: replace(p.note, content=content) for content, p in pairs}
    return replace(base, notes=tuple(_changed(p, changed) for p in base.notes))


def _changed(proven: Proven, changed: dict[str, Note]) -> Proven:
    return replace(proven, note=changed.get(proven.note.id, proven.note))


EDITIONS = {"sample": edition, "all": lambda: edition(25), "unkind": long_edition}


@pytest.fixture(params=[f"{page}-{name}" for page in BOTH for name in EDITIONS])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    page, name = request.param.split("-")
    path = tmp_path / f"{page}.html"
    path.write_text(BOTH[page](EDITIONS[name](), Templates()), encoding="utf-8")
    return path


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "quiz.html"
    path.write_text(quiz_page(edition(), Templates()), encoding="utf-8")
    return path


# A mark at the head of a question and one in the last thing in it: behind that, a mark without
# height can come to lie on the next page though nothing else does.
MARK = """() => document.querySelectorAll('.question').forEach((question, n) => {
  let last = question.querySelector('.body');
  while (last.lastElementChild?.tagName === 'DIV') last = last.lastElementChild;
  for (const [name, place] of [['start', question.querySelector('.number')], ['end', last]]) {
    const mark = document.createElement('span');
    mark.textContent = `@${name}${n}@`;
    mark.style.cssText = 'display:block;height:0;line-height:0;width:0;white-space:nowrap';
    place.prepend(mark);
  }
})"""
# Of every element that has text of its own: the size of its type.
TYPE = """() => [...document.querySelectorAll('main *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => [parseFloat(getComputedStyle(e).fontSize) * 0.75, e.outerHTML.slice(0, 80)])"""
WIDEST = """() => Math.max(document.documentElement.scrollWidth,
  ...[...document.querySelectorAll('main *')]
    .filter(e => !e.closest('td')).map(e => e.getBoundingClientRect().right))"""


def printed(page: Page, to: Path, paper: Paper, css_size: bool = False) -> list[str]:
    page.pdf(path=to, format=paper, prefer_css_page_size=css_size)
    return [sheet.extract_text() for sheet in PdfReader(to).pages]


def sheets_of(page: Page, to: Path, height: str) -> list[str]:
    page.pdf(path=to, width="210mm", height=height)
    return [sheet.extract_text() for sheet in PdfReader(to).pages]


def split_questions(sheets: list[str]) -> list[int]:
    """The numbers of questions that start on one page and end on another."""
    ends = re.compile(r"@(start|end)(\d+)@")
    place = {
        (name, int(n)): number
        for number, sheet in enumerate(sheets)
        for name, n in ends.findall(re.sub(r"\s", "", sheet))
    }
    count = 1 + max(n for _, n in place)
    return [n for n in range(count) if place["start", n] != place["end", n]]


@pytest.mark.parametrize("paper", list(PAPERS))
def test_print(visitor: Visitor, file: Path, tmp_path: Path, paper: Paper) -> None:
    with visitor.open(file) as seen:
        plain = printed(seen.page, tmp_path / "plain.pdf", paper)
        by_css = printed(seen.page, tmp_path / "plain.pdf", paper, css_size=True)
        seen.page.evaluate(MARK)
        marked = printed(seen.page, tmp_path / "marked.pdf", paper)
    assert split_questions(marked) == []
    assert len(marked) == len(plain)
    assert by_css == plain
    assert 3 <= len(plain) <= 7
    for number, sheet in enumerate(plain, start=1):
        assert f"Page {number} of {len(plain)}" in sheet
        assert "Tides, bread & bridges: three things that hold" in sheet
    assert seen.requests == seen.complaints == []


def test_split_that_is_planted_is_seen(visitor: Visitor, sample: Path, tmp_path: Path) -> None:
    with visitor.open(sample) as seen:
        seen.page.evaluate(MARK)
        seen.page.add_style_tag(content=".question { break-inside: auto !important }")
        assert any(
            split_questions(sheets_of(seen.page, tmp_path / "out.pdf", height=f"{height}mm"))
            for height in (180, 190, 200)
        )


@pytest.mark.parametrize("paper", list(PAPERS))
def test_nothing_is_wider_than_the_paper_or_too_small(
    visitor: Visitor, file: Path, paper: Paper
) -> None:
    width = int(PAPERS[paper] - MARGINS_PX)
    with visitor.open(file, width=width) as seen:
        seen.page.emulate_media(media="print")
        widest = seen.page.evaluate(WIDEST)
        small = [text for size, text in seen.page.evaluate(TYPE) if size < 9.99]
    assert widest <= width + 0.5
    assert small == []


def test_type_is_not_shrunk_in_print(visitor: Visitor, file: Path, tmp_path: Path) -> None:
    """A browser shrinks a whole print for one wide line: so measure the type in the PDF."""
    sizes: set[float] = set()

    def measure(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * tm[3] * cm[3]), 1))

    with visitor.open(file) as seen:
        seen.page.pdf(path=tmp_path / "out.pdf", format="A4")
    for sheet in PdfReader(tmp_path / "out.pdf").pages:
        sheet.extract_text(visitor_text=measure)
    assert min(sizes) >= 9.9
    assert max(sizes) == pytest.approx(19, abs=0.2)


def test_headings_stay_with_their_first_question(
    visitor: Visitor, sample: Path, tmp_path: Path
) -> None:
    with visitor.open(sample) as seen:
        for height in range(140, 300, 16):
            for sheet in sheets_of(seen.page, tmp_path / "out.pdf", f"{height}mm"):
                lines = [line for line in sheet.splitlines() if line.strip()]
                body = [line for line in lines if not re.match("Page |Tides, bread", line)]
                assert not body or body[-1].strip() not in ("Tides", "Bread", "Bridges")


@pytest.mark.parametrize("width", [320, 800, 1400])
def test_screen(visitor: Visitor, file: Path, width: int) -> None:
    with visitor.open(file, width=width) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        box = seen.page.locator("main").bounding_box()
    assert box and abs(box["x"] - (width - box["x"] - box["width"])) < 1
    assert seen.requests == seen.complaints == []


def test_right_to_left_deck(visitor: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "quiz.html"
    path.write_text(quiz_page(edition(language="ar"), Templates()), encoding="utf-8")
    with visitor.open(path) as seen:
        number = seen.page.locator(".number").first.bounding_box()
        stem = seen.page.locator(".stem").first.bounding_box()
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 1000
    assert number and stem and number["x"] > stem["x"]
