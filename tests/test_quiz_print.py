"""Every form in a real browser, on both papers: one column, two, and large print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from paper_sample import edition, pages
from pypdf import PdfReader
from test_paper_print import MARGINS_PX, MARK, PAPERS, TYPE, WIDEST, Paper, split_questions

from quizgen.schema import Blueprint

if TYPE_CHECKING:
    from accessibility import Axe
    from browser import Visitor
    from validator import Validator

pytest_plugins = ("browser", "accessibility", "validator")


@dataclass(frozen=True)
class Layout:
    """How a quiz is printed, the smallest type that it may have, and how many pages it takes."""

    blueprint: Blueprint
    smallest: float
    fewest: int
    most: int
    forms: str = "E"  # of the six, those that are looked at


LAYOUTS = {
    "plain": Layout(Blueprint(seed="7"), 10, 3, 4, "ABCDEF"),
    "two": Layout(Blueprint(seed="7", columns=2), 10, 2, 3),
    "large": Layout(Blueprint(seed="7", large_print=True), 18, 5, 8),
    "bare": Layout(Blueprint(seed="7", sections=False, lines=0, columns=2), 10, 2, 3),
}
FORMS = "ABCDEF"
TITLE = "Tides, bread & bridges"


@pytest.fixture(params=list(LAYOUTS))
def layout(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Layout, Path]]:
    layout = LAYOUTS[request.param]
    for name, html in pages(edition(blueprint=layout.blueprint), len(FORMS)).items():
        (tmp_path / name).write_text(html, encoding="utf-8")
    yield layout, tmp_path


def sheets(file: Path) -> list[str]:
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(file).pages]


@pytest.mark.parametrize("paper", list(PAPERS))
def test_every_form(visitor: Visitor, layout: tuple[Layout, Path], paper: Paper) -> None:
    wished, folder = layout
    for letter in wished.forms:
        with visitor.open(folder / f"quiz-{letter}.html") as seen:
            seen.page.evaluate(MARK)
            seen.page.pdf(path=folder / "form.pdf", format=paper)
            assert seen.requests == seen.complaints == []
        told = sheets(folder / "form.pdf")
        assert wished.fewest <= len(told) <= wished.most
        for number, sheet in enumerate(told, start=1):
            assert f"Page {number} of {len(told)}" in sheet
            assert f"Form {letter}" in sheet
            assert TITLE in sheet
        assert split_questions(told) == []


@pytest.mark.parametrize("paper", list(PAPERS))
@pytest.mark.parametrize("name", ["quiz-A.html", "key-A.html", "keys.html"])
def test_nothing_is_too_wide_or_too_small(
    visitor: Visitor, layout: tuple[Layout, Path], paper: Paper, name: str
) -> None:
    wished, folder = layout
    width = int(PAPERS[paper] - MARGINS_PX)
    with visitor.open(folder / name, width=width) as seen:
        seen.page.emulate_media(media="print")
        assert seen.page.evaluate(WIDEST) <= width + 0.5
        small = [at for size, at in seen.page.evaluate(TYPE) if size < wished.smallest - 0.01]
    assert small == []


def test_large_print_is_upright_wide_and_flush(visitor: Visitor, tmp_path: Path) -> None:
    made = pages(edition(25, blueprint=Blueprint(large_print=True)))
    (tmp_path / "quiz.html").write_text(made["quiz.html"], encoding="utf-8")
    with visitor.open(tmp_path / "quiz.html") as seen:
        slanted = seen.page.evaluate(
            "[...document.querySelectorAll('main *')].filter(e => "
            "getComputedStyle(e).fontStyle !== 'normal').length"
        )
        stem = seen.page.locator(".stem").first
        look = stem.evaluate(
            "e => (s => [s.textAlign, parseFloat(s.lineHeight) / parseFloat(s.fontSize)])"
            "(getComputedStyle(e))"
        )
    assert slanted == 0
    assert look == ["start", pytest.approx(1.5)]


def test_two_columns_are_two(visitor: Visitor, tmp_path: Path) -> None:
    made = pages(edition(blueprint=Blueprint(columns=2)))
    (tmp_path / "quiz.html").write_text(made["quiz.html"], encoding="utf-8")
    for width, columns in ((900, 2), (360, 1)):
        with visitor.open(tmp_path / "quiz.html", width=width) as seen:
            left = seen.page.evaluate(
                "[...document.querySelectorAll('.question')].map(e => "
                "Math.round(e.getBoundingClientRect().left))"
            )
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert len(set(left)) == columns


def test_what_is_planted_is_seen(visitor: Visitor, tmp_path: Path) -> None:
    """A question that splits, a small letter, a box wider than the paper."""
    html = pages(edition(blueprint=Blueprint(columns=2)))["quiz.html"]
    planted = html.replace(
        "</main>", '<div style="width:800px">x</div><i style="font-size:9pt">y</i></main>'
    ).replace("break-inside: avoid;", "")
    (tmp_path / "quiz.html").write_text(planted, encoding="utf-8")
    width = int(PAPERS["A4"] - MARGINS_PX)
    with visitor.open(tmp_path / "quiz.html", width=width) as seen:
        seen.page.emulate_media(media="print")
        assert seen.page.evaluate(WIDEST) > width + 0.5
        assert [size for size, _ in seen.page.evaluate(TYPE) if size < 9.99] == [9]
    (tmp_path / "quiz.html").write_text(html.replace("break-inside: avoid;", ""), "utf-8")
    with visitor.open(tmp_path / "quiz.html") as seen:
        seen.page.evaluate(MARK)
        split = 0
        for height in range(150, 300, 10):
            seen.page.pdf(path=tmp_path / "out.pdf", width="210mm", height=f"{height}mm")
            told = [sheet.extract_text() for sheet in PdfReader(tmp_path / "out.pdf").pages]
            split += len(split_questions(told))
    assert split > 0


def test_the_table_of_all_forms_is_one_page(visitor: Visitor, tmp_path: Path) -> None:
    made = pages(edition(25), 6)
    (tmp_path / "keys.html").write_text(made["keys.html"], encoding="utf-8")
    for paper in PAPERS:
        with visitor.open(tmp_path / "keys.html") as seen:
            seen.page.pdf(path=tmp_path / "keys.pdf", format=paper)
        (sheet,) = sheets(tmp_path / "keys.pdf")
        assert re.search("A B C D E F", sheet)
        assert all(p.note.id in sheet.replace(" ", "") for p in edition().notes)


def test_no_barrier_on_any_page(visitor: Visitor, axe: Axe, layout: tuple[Layout, Path]) -> None:
    _, folder = layout
    for name in ("quiz-B.html", "key-B.html", "keys.html"):
        with visitor.open(folder / name) as seen:
            assert axe.grave(seen.page) == [], name


def test_every_page_is_valid(validator: Validator, tmp_path: Path) -> None:
    files = []
    for number, layout in enumerate(LAYOUTS.values()):
        for name, html in pages(edition(25, blueprint=layout.blueprint), 2).items():
            files.append(tmp_path / f"{number}-{name}")
            files[-1].write_text(html, encoding="utf-8")
    assert validator.complaints(files) == []
