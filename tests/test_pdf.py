"""PDF: by a real browser, by WeasyPrint when there is none, and a clear word when there is neither."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from author import Author, run
from browser import REMEDY, find_browser
from paper_sample import edition, pages
from pypdf import PdfReader

from quizgen.errors import BuildError
from quizgen.publishing import pdf
from quizgen.schema import Blueprint, Kind, Paper

SIZES = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> str:
    path = find_browser()
    if path is None:
        pytest.skip(REMEDY)
    monkeypatch.setenv(pdf.BROWSER, path)
    return path


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(pdf.BROWSER, raising=False)
    monkeypatch.setattr(pdf, "NAMES", ())


@pytest.fixture
def weasyprint(no_browser: None) -> None:
    try:
        import weasyprint as _  # noqa: F401
    except (ImportError, OSError) as error:
        pytest.skip(f"NOT TESTED WITH WEASYPRINT: {error}")


def sizes(data: bytes) -> set[tuple[int, int]]:
    return {
        (round(float(page.mediabox.width)), round(float(page.mediabox.height)))
        for page in PdfReader(BytesIO(data)).pages
    }


def words(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


@pytest.mark.parametrize("paper", list(Paper))
def test_chromium_prints_each_page_on_the_paper(chromium: str, paper: Paper) -> None:
    made = pdf.print_pages({k: v for k, v in pages(edition(), 2).items() if "B" in k}, paper)
    assert set(made) == {"quiz-B.html", "key-B.html"}
    for data in made.values():
        assert sizes(data) == {SIZES[paper]}
        told = words(data)
        assert all(f"Page {n} of {len(told)}" in text for n, text in enumerate(told, 1))
        assert all("Form B" in text for text in told)


def test_size_is_left_to_the_page_when_it_has_one(chromium: str) -> None:
    html = "<!DOCTYPE html><html><head><title>x</title><style>@page{size:100mm 50mm}</style></head><body>x"
    (made,) = pdf.print_pages({"x": html}, None).values()
    ((width, height),) = sizes(made)
    assert abs(width - 283) <= 1 and abs(height - 142) <= 1


def test_a_browser_that_fails_is_named(
    chromium: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(pdf.BROWSER, "no-such-browser")
    with pytest.raises(BuildError, match="no-such-browser', which is no program"):
        pdf.print_pages({"x": "<p>x"})
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\necho cannot open display >&2\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv(pdf.BROWSER, str(broken))
    with pytest.raises(BuildError, match="made no PDF \\(cannot open display\\)"):
        pdf.print_pages({"x": "<p>x"})


def without_formulas() -> dict[str, str]:
    made = edition(25)
    notes = tuple(p for p in made.notes if "\\(" not in repr(p.note) and p.note.kind != Kind.CLOZE)
    return pages(replace(made, notes=notes), 2)


def test_weasyprint_prints_the_same_questions(weasyprint: None) -> None:
    paper = Paper.LETTER
    html = without_formulas()["quiz-B.html"]
    (data,) = pdf.print_pages({"quiz-B.html": html}, paper).values()
    assert sizes(data) == {SIZES[paper]}
    told = words(data)
    assert f"Page 1 of {len(told)}" in told[0]
    whole = "".join(told)
    ids = [part.split('"')[0] for part in html.split('data-question="')[1:]]
    assert len(ids) > 12
    assert all(id in whole.replace("\n", "") for id in ids)
    (again,) = pdf.print_pages({"quiz-B.html": html}, paper).values()
    assert again == data


def test_weasyprint_is_not_trusted_with_formulas(weasyprint: None) -> None:
    with pytest.raises(BuildError, match=r"quiz\.html has formulas, which WeasyPrint cannot print"):
        pdf.print_pages({"quiz.html": pages(edition())["quiz.html"]})


def test_nothing_to_print_with_is_said_in_a_sentence(
    no_browser: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    author = Author(tmp_path)
    result = run(tmp_path, "quiz", "--pdf")
    assert result.exit_code == 2
    assert result.output.endswith(f"\nError: {pdf.NO_PRINTER}\n")
    assert not (author.root / "out").exists()


def test_all_forms_bound_each_on_a_sheet_of_its_own(chromium: str, tmp_path: Path) -> None:
    Author(tmp_path)
    result = run(tmp_path, "quiz", "--forms", "2", "--pdf", "--paper", "letter")
    assert result.exit_code == 0, result.output
    out = tmp_path / "out" / "tides"
    lengths = [len(PdfReader(out / f"quiz-{x}.pdf").pages) for x in "AB"]
    bound = words((out / "quiz-all.pdf").read_bytes())
    firsts = [n for n, text in enumerate(bound) if "Page 1 of" in text]
    assert firsts == [0, lengths[0] + lengths[0] % 2]
    assert len(bound) % 2 == 0
    assert sizes((out / "quiz-all.pdf").read_bytes()) == {SIZES[Paper.LETTER]}
    assert {path.suffix for path in out.iterdir()} == {".html", ".pdf"}
    assert "@page { size: letter; }" in (out / "quiz-A.html").read_text("utf-8")


def test_without_pypdf_there_is_no_bound_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert pdf.bind([b"x"]) is None


def test_a_page_without_a_paper_fits_both() -> None:
    assert "{ size:" not in pages(edition())["quiz.html"]
    html = pages(edition(blueprint=Blueprint(paper=Paper.A4)))["quiz.html"]
    assert "@page { size: A4; }" in html
