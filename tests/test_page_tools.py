"""The tools of the page tests find what is planted, and all our pages pass them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from author import Author, run
from paper_sample import edition

from quizgen.publishing.cardgrid import Layout
from quizgen.publishing.flashcards import CardOptions, card_sheets
from quizgen.publishing.quizzes import make_quiz, pages_of
from quizgen.publishing.study import study_page
from quizgen.rendering import Templates

if TYPE_CHECKING:
    from accessibility import Axe
    from browser import Visitor
    from validator import Validator

pytest_plugins = ("browser", "accessibility", "validator")

FINE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Fine</title><style>
body { background: #fff; color: #111 }
@media (prefers-color-scheme: dark) { p { color: #111 } body { background: #fff } }
</style></head>
<body><main><h1>Fine</h1><p>Nothing is wrong here.</p></main></body>
</html>
"""
BARRIERS = {
    "color-contrast": ("<p>", '<p style="color: #bbb">', "light"),
    "dark: color-contrast": ("p { color: #111 }", "p { color: #bbb }", "dark"),
    "button-name": ("<p>", "<p><button></button>", "light"),
    "html-has-lang": (' lang="en"', "", "light"),
}
MISTAKES = {
    "Duplicate ID": ("<p>", '<p id="x"><b id="x"></b>'),
    "Stray end tag": ("</p>", "</i></p>"),
    "not allowed as child": ("<p>", "<ul><p>x</p></ul><p>"),
    "not allowed on element": ("<p>", '<p href="x">'),
}


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("rule", BARRIERS)
def test_a_planted_barrier_is_found(visitor: Visitor, axe: Axe, tmp_path: Path, rule: str) -> None:
    old, new, scheme = BARRIERS[rule]
    with visitor.open(write(tmp_path, "bad.html", FINE.replace(old, new))) as seen:
        found = axe.grave(seen.page)
    assert any(rule in said and said.startswith(scheme) for said in found), found


def test_planted_mistakes_are_found(validator: Validator, tmp_path: Path) -> None:
    files = [
        write(tmp_path, f"{n}.html", FINE.replace(old, new))
        for n, (old, new) in enumerate(MISTAKES.values())
    ]
    found = validator.complaints([*files, write(tmp_path, "fine.html", FINE)])
    for n, mistake in enumerate(MISTAKES):
        assert any(said.startswith(f"{n}.html:") and mistake in said for said in found), found
    assert not any(said.startswith("fine.html") for said in found)


def test_a_page_without_barriers_passes(visitor: Visitor, axe: Axe, tmp_path: Path) -> None:
    with visitor.open(write(tmp_path, "fine.html", FINE)) as seen:
        assert axe.grave(seen.page) == []
        assert seen.requests == seen.complaints == []


# The checker knows no hashes of scripts; that the browser does is tested with the study page.
POLICY = "Inline script violates Content Security Policy"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every page that a build and a report of the example make, and those of the larger sample."""
    folder, templates = tmp_path_factory.mktemp("pages"), Templates()
    author = Author(folder / "workspace")
    author.build()
    assert run(author.root, "report").exit_code == 0
    for language in ("en", "ar"):
        made = edition(25, language)
        fold = CardOptions(Layout.FOLD, size=10)
        papers = pages_of(make_quiz(made), templates)
        for name, html in (
            ("quiz", papers["quiz.html"]),
            ("key", papers["key.html"]),
            ("study", study_page(made, templates, "source.html")),
            ("cards", card_sheets(made, CardOptions(), templates).html),
            ("fold", card_sheets(made, fold, templates).html),
        ):
            write(folder, f"{name}-{language}.html", html)
    return [*folder.glob("*.html"), *(author.root / "out").rglob("*.html")]


def test_our_pages_are_valid(validator: Validator, pages: list[Path]) -> None:
    assert {path.stem for path in pages} >= {"quiz", "key", "report", "study", "cards"}
    assert [said for said in validator.complaints(pages) if POLICY not in said] == []


def test_our_pages_have_no_barriers(visitor: Visitor, axe: Axe, pages: list[Path]) -> None:
    barriers = []
    for path in pages:
        if path.parent.name == "tides":
            with visitor.open(path) as seen:
                barriers += [f"{path.name}: {said}" for said in axe.grave(seen.page)]
                assert seen.requests == seen.complaints == []
    assert barriers == []
