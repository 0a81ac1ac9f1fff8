"""Flashcards: front and back meet on paper (measured in the PDF), nothing is cut or lost."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from author import Author, run
from hypothesis import given
from hypothesis import strategies as st
from justhtml import JustHTML
from paper_notes import note
from paper_sample import edition
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

from quizgen.publishing.cardgrid import (
    PAPERS,
    SIZES,
    Edge,
    Layout,
    Paper,
    back_place,
    capacity,
    front_place,
    grid_of,
)
from quizgen.publishing.edition import Edition
from quizgen.publishing.flashcards import CardOptions, card_sheets
from quizgen.publishing.revealed import revealed_html
from quizgen.publishing.textsize import lines_of
from quizgen.rendering import Templates
from quizgen.schema import Answerable, Kind, Status

if TYPE_CHECKING:
    from accessibility import Axe
    from browser import Visitor

pytest_plugins = ("browser", "accessibility")

POINT = 25.4 / 72
Format = Literal["A4", "Letter"]
FORMATS: tuple[Format, ...] = ("A4", "Letter")
SIZE: dict[Format, tuple[float, float]] = {"A4": (210, 297), "Letter": (215.9, 279.4)}
WAYS = [
    CardOptions(layout, edge, size, paper)
    for layout, edge, size, paper in product(Layout, Edge, (8, 10), Paper)
    if (edge is Edge.LONG or (layout is Layout.DUPLEX and paper is not Paper.ANY))
    and (size == 8 or paper is not Paper.ANY)
]
# Of every card: how far its text reaches beyond the room for it, and beyond the card itself.
OVER = """() => [...document.querySelectorAll('.card')].map(card => {
  const text = card.querySelector('.text'), parts = text.children;
  const top = parts[0].getBoundingClientRect().top;
  const height = parts[parts.length - 1].getBoundingClientRect().bottom - top;
  const wide = Math.max(...[...card.querySelectorAll('*')].map(e => e.getBoundingClientRect().right));
  return [card.dataset.question || card.dataset.answer, height - text.clientHeight,
    height - card.clientHeight, wide - card.getBoundingClientRect().right] })"""


PLAIN = CardOptions()


def sheets(made: Edition, options: CardOptions = PLAIN) -> str:
    return card_sheets(made, options, Templates()).html


def write(folder: Path, html: str) -> Path:
    path = folder / "cards.html"
    path.write_text(html, encoding="utf-8")
    return path


MARK = """() => document.querySelectorAll('.card').forEach((card, n) => {
  const mark = document.createElement('span');
  mark.textContent = '@' + (card.dataset.question || card.dataset.answer) + '@';
  mark.style.cssText = 'position:absolute;left:50%;top:50%;font:1pt/0 monospace;white-space:nowrap;direction:ltr';
  card.append(mark);
})"""


def centres(page: PageObject) -> dict[str, list[tuple[float, float]]]:
    """Where on a page of the PDF the middle of each card is: mm from the left and the bottom."""
    found: dict[str, list[tuple[float, float]]] = {}

    def see(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if marked := re.search("@(.+)@", text.strip()):
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.setdefault(marked[1], []).append((x * POINT, y * POINT))

    page.extract_text(visitor_text=see)
    return found


def printed(page: Page, to: Path, paper: Format) -> list[dict[str, list[tuple[float, float]]]]:
    """The cards on each page, printed as a browser's dialog does: the page's own size counts."""
    page.pdf(path=to, format=paper, prefer_css_page_size=True)
    pages = PdfReader(to).pages
    for have, want in zip(pages[0].mediabox[2:], SIZE[paper], strict=True):
        assert abs(float(have) * POINT - want) < 0.5
    return [centres(one) for one in pages]


def misfits(
    pages: list[dict[str, list[tuple[float, float]]]], layout: Layout, edge: Edge, paper: Format
) -> list[tuple[str, float]]:
    """Cards whose back is not behind their front, with the distance in mm."""
    (width, height), wrong = SIZE[paper], []
    placed: dict[str, list[tuple[int, float, float]]] = {}
    for number, page in enumerate(pages):
        for id, places in page.items():
            placed.setdefault(id, []).extend((number, x, y) for x, y in places)
    for id, ((n1, x1, y1), (n2, x2, y2)) in placed.items():
        if layout is Layout.DUPLEX and edge is Edge.SHORT:
            y2 = height - y2
        elif layout is not Layout.SINGLE:
            x2 = width - x2
        apart = n2 - n1 == {Layout.FOLD: 0, Layout.DUPLEX: 1, Layout.SINGLE: n2 - n1}[layout]
        wrong.append((id, max(abs(x1 - x2), abs(y1 - y2)) if apart else width))
    return [(id, round(far, 2)) for id, far in wrong if far > 1]


def said(options: CardOptions) -> str:
    return f"{options.layout}-{options.edge}-{options.size}-{options.paper}"


@pytest.mark.parametrize("options", WAYS, ids=said)
def test_backs_stand_behind_their_fronts(
    visitor: Visitor, tmp_path: Path, options: CardOptions
) -> None:
    papers = [p for p in FORMATS if options.paper in (Paper.ANY, Paper(p.casefold()))]
    with visitor.open(write(tmp_path, sheets(edition(), options))) as seen:
        seen.page.evaluate(MARK)
        for paper in papers:
            pages = printed(seen.page, tmp_path / "out.pdf", paper)
            assert len(pages) == seen.page.locator(".sheet").count()
            assert sum(len(places) for page in pages for places in page.values()) == 50
            assert misfits(pages, options.layout, options.edge, paper) == []
    assert seen.requests == seen.complaints == []


def test_backs_that_are_not_behind_are_seen(visitor: Visitor, tmp_path: Path) -> None:
    with visitor.open(write(tmp_path, sheets(edition()))) as seen:
        seen.page.evaluate(MARK)
        pages = printed(seen.page, tmp_path / "out.pdf", "A4")
        assert len(misfits(pages, Layout.DUPLEX, Edge.SHORT, "A4")) > 20
        seen.page.add_style_tag(content=".grid { margin-left: 14mm !important }")
        shifted = printed(seen.page, tmp_path / "out.pdf", "A4")
        far = [far for _, far in misfits(shifted, Layout.DUPLEX, Edge.LONG, "A4")]
    assert len(far) == 25 and all(1 < one < 4 for one in far)


def unkind() -> Edition:
    """Texts of every length, wide code, a word without an end, and one that fits on no card."""
    base = edition()
    texts = [
        "W" * 400,
        "x = " + "very_long_name + " * 20,
        "Why? " * 60,
        "word " * 140,
        "Why " * 1200,
    ]
    fenced = [f"```\n{text}\n```" if "=" in text else text for text in texts]
    added = [
        replace(base.notes[0], note=note(f"unkind-{n}", Kind.BASIC, Answerable(text, text), ""))
        for n, text in enumerate(fenced)
    ]
    return replace(base, notes=(*base.notes, *added))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("paper", [Paper.A4, Paper.ANY])
def test_nothing_runs_over(visitor: Visitor, tmp_path: Path, size: int, paper: Paper) -> None:
    made = card_sheets(unkind(), CardOptions(size=size, paper=paper), Templates())
    assert made.left_out == ("unkind-4",)
    assert "unkind-4" in made.html and 'data-question="unkind-4"' not in made.html
    with visitor.open(write(tmp_path, made.html)) as seen:
        seen.page.emulate_media(media="print")
        over = seen.page.evaluate(OVER)
        assert len(over) == 2 * made.cards == 58
        assert [one for one in over if one[1] > 0.5 or one[3] > 0.5] == []
        # A machine without any of our fonts has wider ones: then air is used up, never the card.
        seen.page.add_style_tag(content="* { font-family: 'DejaVu Serif' !important }")
        assert [one for one in seen.page.evaluate(OVER) if one[2] > 0 or one[3] > 0.5] == []
        seen.page.add_style_tag(content=".text { font-size: 30pt !important }")
        assert any(one[2] > 0 for one in seen.page.evaluate(OVER))


def test_the_real_deck_fits(visitor: Visitor, tmp_path: Path, repository: Path) -> None:
    out = tmp_path / "cards.html"
    done = run(repository, "cards", "amodei-askell-olah", "--size", "10", "--out", str(out))
    assert done.exit_code == 0, done.output
    with visitor.open(out) as seen:
        seen.page.emulate_media(media="print")
        over = seen.page.evaluate(OVER)
    assert len(over) > 200
    assert [one for one in over if one[1] > 0.5 or one[3] > 0.5] == []


def test_type_is_large_enough(visitor: Visitor, tmp_path: Path) -> None:
    size = """() => [...document.querySelectorAll('.text *')]
      .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && !e.closest('math'))
      .map(e => parseFloat(getComputedStyle(e).fontSize) * .75)"""
    with visitor.open(write(tmp_path, sheets(unkind(), CardOptions(size=10)))) as seen:
        assert min(seen.page.evaluate(size)) >= 7.6  # the numbers of blanks; words below
        seen.page.add_style_tag(content=".count, code { font-size: 1em !important }")
        assert min(seen.page.evaluate(size)) >= 9


def test_marks_are_on_one_side_only(visitor: Visitor, tmp_path: Path) -> None:
    for options in (CardOptions(), CardOptions(Layout.FOLD), CardOptions(Layout.SINGLE)):
        page = JustHTML(sheets(edition(), options), sanitize=False)
        marked = [bool(sheet.query(".mark")) for sheet in page.query(".sheet")]
        fronts = [bool(sheet.query(".front")) for sheet in page.query(".sheet")]
        assert marked == ([True] * len(marked) if options.layout is Layout.SINGLE else fronts)
        assert bool(page.query(".fold")) == (options.layout is Layout.FOLD)


@given(
    st.sampled_from(SIZES), st.sampled_from(list(Paper)), st.sampled_from(list(Layout)),
    st.sampled_from(list(Edge)),
)  # fmt: skip
def test_places(size: int, paper: Paper, layout: Layout, edge: Edge) -> None:
    """Every place is used once, on the paper with room for marks; backs mirror fronts."""
    grid = grid_of(size, paper)
    width, height = grid.columns * grid.width, grid.rows * grid.height
    assert width <= 210 - 2 * 10 and height <= PAPERS[paper][1] - 2 * 11
    numbers = range(capacity(grid, layout))
    fronts = [front_place(grid, layout, n) for n in numbers]
    backs = [back_place(grid, layout, edge, n) for n in numbers]
    assert len(set(fronts)) == len(set(backs)) == len(numbers)
    for front, back in zip(fronts, backs, strict=True):
        across = width - grid.width - front.left
        if layout is Layout.SINGLE:
            assert back == front
        elif layout is Layout.FOLD or edge is Edge.LONG:
            assert back.left == pytest.approx(across)
            assert back.top == front.top
        else:
            assert back.left == front.left
            assert back.top == pytest.approx(height - grid.height - front.top)


def by_id(page: JustHTML, side: str) -> dict[str, str]:
    cards = [(card.attrs or {}, card.to_text()) for card in page.query(".card")]
    return {str(a[f"data-{side}"]): text for a, text in cards if f"data-{side}" in a}


def test_what_stands_on_the_cards() -> None:
    page = JustHTML(sheets(edition()), sanitize=False)
    text, back = (by_id(page, side) for side in ("question", "answer"))
    assert sorted(text) == sorted(back) == sorted(p.note.id for p in edition().notes)
    assert "Choose all that apply" in text["bread-rise"] and "A hot knife" in text["bread-rise"]
    assert "Maillard" not in text["bread-crust"]
    assert "Spring" not in text["tides-alignment"]
    assert "Mara Lind, line 7" in back["tides-power-forecast"]
    assert "A guess, and marked as one." in back["tides-power-forecast"]
    # The letters of the back are those of the front.
    key = re.search(r"(\w)\s+A gas that the yeast", back["bread-rise"])
    assert key and re.search(rf"{key[1]}\s+A gas that the yeast", text["bread-rise"])


def test_only_approved_notes_and_the_same_bytes() -> None:
    made = edition()
    first = made.notes[0]
    draft = replace(first, note=replace(first.note, status=Status.DRAFT))
    html = sheets(replace(made, notes=(draft, *made.notes[1:])))
    assert first.note.id not in html
    assert sheets(made) == sheets(made)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("The {{c1::moon}} pulls", 'The <b class="filled">moon</b> pulls'),
        ("{{c1::*a*}} & {{c2::b}}", '<b class="filled"><em>a</em></b> &amp; <b class="filled">b</b>'),
        ("*x {{c1::y* z}}", "<em>x y</em> z"),
        ("{{c1::<i>x</i>}}", '<b class="filled">&lt;i&gt;x&lt;/i&gt;</b>'),
        ("\ue000x\ue001 {{c1::y}}", 'x <b class="filled">y</b>'),
    ],
)  # fmt: skip
def test_revealed_clozes(text: str, html: str) -> None:
    assert revealed_html(text) == html


@given(st.text(), st.text(alphabet="ab*`_ <&\\"), st.text(alphabet="ab*`_ <&\\"))
def test_revealed_clozes_are_whole_html(a: str, b: str, c: str) -> None:
    html = revealed_html(f"{a} x{b}{{{{c1::{c}x}}}} {b}")
    assert not set("\ue000\ue001") & set(html)
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)[^>]*>", html):
        if name == "br":
            continue
        if closing:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert opened == []


def test_longer_texts_take_more_lines() -> None:
    assert lines_of("one", 20) == 1
    assert lines_of("one two three four five six seven eight", 10) == 2
    assert lines_of("W" * 100, 10) > 7
    assert lines_of("<ul><li>a</li><li>b</li></ul>", 10) > 2
    assert lines_of("<pre><code>a\nb\nc</code></pre>", 10) > 3
    assert lines_of("one<b>two</b>", 20) == lines_of("onetwo", 20)


def test_a_right_to_left_deck_in_no_language_of_ours(visitor: Visitor, tmp_path: Path) -> None:
    with visitor.open(write(tmp_path, sheets(edition(language="ar")))) as seen:
        seen.page.evaluate(MARK)
        pages = printed(seen.page, tmp_path / "out.pdf", "A4")
        assert misfits(pages, Layout.DUPLEX, Edge.LONG, "A4") == []
        assert seen.page.locator(".how").first.get_attribute("lang") == "en"
        assert seen.page.locator("html").get_attribute("dir") == "rtl"


def test_labels_are_the_decks_language() -> None:
    html = sheets(edition(language="de"))
    assert "Lernkarten" in html and "über die lange Kante" in html and "Flashcards" not in html
    assert "Zeile 2" in html and "line 2" not in html


@pytest.mark.parametrize("width", [320, 800, 1400])
def test_screen(visitor: Visitor, tmp_path: Path, width: int) -> None:
    with visitor.open(write(tmp_path, sheets(unkind())), width=width) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.requests == seen.complaints == []


@pytest.mark.parametrize("width", [400, 1200])
def test_no_barriers(visitor: Visitor, axe: Axe, tmp_path: Path, width: int) -> None:
    with visitor.open(write(tmp_path, sheets(edition())), width=width) as seen:
        assert axe.grave(seen.page) == []


# --------------------------------------------------------------------------- the command


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "workspace")


def test_the_command(author: Author) -> None:
    made = run(author.root, "cards", "--size", "10", "--paper", "letter", "--layout", "fold")
    assert made.exit_code == 0, made.output
    page = author.root / "out" / "tides" / "cards.html"
    assert "-> out/tides/cards.html" in made.output.replace(f"{author.root}/", "")
    assert "size: 215.9mm 279.4mm" in page.read_text("utf-8")
    assert not (author.deck / "ledger.json").exists()
    author.build()
    assert 'class="fold' not in page.read_text("utf-8")  # build makes the default again


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--topic", "Tydes"], "no topic 'Tydes'; did you mean 'Tides'?"),
        (["--edge", "short"], "add --paper a4 or --paper letter"),
        (["--priority", "0"], "0 is not in the range"),
        (["--size", "9"], "'9' is not one of"),
    ],
)
def test_what_cannot_be_done(author: Author, arguments: list[str], told: str) -> None:
    refused = run(author.root, "cards", *arguments)
    assert refused.exit_code == 2
    assert told in refused.output
    assert not (author.root / "out").exists()


def test_parts_of_a_deck(author: Author) -> None:
    out = author.root / "some.html"
    everything = run(author.root, "cards", "--topic", "TIDES", "--out", str(out))
    by_file = run(author.root, "cards", "--topic", "tides", "--out", str(out))
    assert by_file.output == everything.output
    count = re.search(r"(\d+) cards?", everything.output)
    core = run(author.root, "cards", "--priority", "1", "--out", str(out))
    fewer = re.search(r"(\d+) cards?", core.output)
    assert count and fewer and 0 < int(fewer[1]) < int(count[1])


def test_what_is_not_on_cards_is_said(author: Author) -> None:
    fine = run(author.root, "cards")
    assert "left out" not in fine.output
    author.change("tide-cause", answer="word " * 1200)
    long = run(author.root, "cards")
    assert "too long for any card, left out: tide-cause" in long.stderr
    quote = re.search(r"quote: (.{20})", author.notes.read_text("utf-8"))
    assert quote
    author.replace("decks/tides/notes/tides.yaml", quote[1], quote[1][:-5] + "xyzzy")
    unproven = run(author.root, "cards")
    assert unproven.exit_code == 0
    assert "1 approved without proof, left out" in unproven.stderr
