"""The reader and the study guide in a real browser: links land, nothing runs, screens and paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from paper_sample import edition
from print_checks import (
    MARGINS_PX,
    PAPERS,
    last_line,
    mark_blocks,
    printed_sizes,
    sheets,
    small_type,
    split_blocks,
    widest,
)
from reader_sample import NOTES, sample, source

from quizgen.decks.workspace import find_workspace
from quizgen.pipeline.building import check, plan
from quizgen.publishing.edition import Edition
from quizgen.publishing.guide import guide_page
from quizgen.publishing.quizzes import make_quiz
from quizgen.publishing.quizzes import pages_of as quiz_pages
from quizgen.publishing.reader import reader_page
from quizgen.rendering import Templates
from quizgen.schema import Answerable, Concept, Deck

if TYPE_CHECKING:
    from accessibility import Axe
    from browser import Visitor
    from validator import Validator

pytest_plugins = ("browser", "accessibility", "validator")

TARGET = """() => {
  const target = document.querySelector(':target'), box = target.getBoundingClientRect();
  return [target.textContent, box.top >= 0 && box.bottom <= innerHeight && box.height > 0];
}"""


def unkind() -> Edition:
    """A source and notes that are unkind to a page: words of 400 letters, wide code, addresses."""
    made = sample()
    wide = "x = " + "very_long_name + " * 20
    text = f"# {'H' * 300}\n\n{'W' * 400} words.\n\n```\n{wide}\n```\n\n" + "Many words. " * 3000
    read = source(
        "walk", text, "title: " + "T" * 200 + "\nurl: https://example.org/" + "p/" * 99, ".md"
    )
    notes = [
        replace(
            p,
            note=replace(
                p.note, content=Answerable(f"See {'Q' * 300}\n\n```\n{wide}\n```", "y" * 300)
            ),
        )
        for p in made.notes
        if p.passages[0].source != "walk"
    ]
    many = tuple(
        Concept(
            f"c{n}",
            f"concept {n} " + "N" * 50,
            importance=1 + n % 3,
            definition="Long words. " * (1 + n * 7 % 30),
        )
        for n in range(40)
    )
    deck: Deck = replace(made.deck, name="D" * 200, concepts=(*made.deck.concepts, *many))
    return Edition(deck, tuple(notes), {**made.sources, "walk": read})


EDITIONS: dict[str, Callable[[], Edition]] = {"sample": sample, "unkind": unkind}


def pages_of(made: Edition) -> dict[str, str]:
    templates = Templates()
    return {
        "source": reader_page(made, templates),
        "guide": guide_page(made, templates),
        "guide-answers": guide_page(made, templates, answers=True),
        "key": quiz_pages(make_quiz(made), templates)["key.html"],
    }


def written(folder: Path, pages: Mapping[str, str]) -> Path:
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=EDITIONS)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("out"), pages_of(EDITIONS[request.param]()))


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The pages of the interview's deck: a source of 60,000 words."""
    return written(tmp_path_factory.mktemp("ours"), pages_of(interview(repository)))


def interview(repository: Path) -> Edition:
    workspace = find_workspace(repository)
    (deck,) = workspace.find_decks(["amodei-askell-olah"])
    return plan(check(workspace, deck, 1_800_000_000), 1_800_000_000).edition


NAMES = ["source", "guide", "guide-answers"]


# ------------------------------------------------------------------------------- screens


@pytest.mark.parametrize("name", NAMES)
def test_screens(visitor: Visitor, folder: Path, name: str) -> None:
    with visitor.open(folder / f"{name}.html") as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for width in (320, 800, 1400):
            seen.page.set_viewport_size({"width": width, "height": 1000})
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
            assert widest(seen.page) <= width + 0.5
            assert small_type(seen.page, 8.9) == []
    assert seen.requests == seen.complaints == []


def test_nothing_of_a_source_comes_alive(visitor: Visitor, tmp_path: Path) -> None:
    folder = written(tmp_path, pages_of(sample()))
    for name in NAMES:
        with visitor.open(folder / f"{name}.html") as seen:
            assert seen.page.evaluate("document.scripts.length") == 0
            assert (
                seen.page.locator(".words :is(script, b, i, em, u), h1 *, h2 em, h3 u").count() == 0
            )
            hrefs = seen.page.evaluate("[...document.links].map(a => a.protocol)")
            assert set(hrefs) <= {"file:", "https:"}
            text = seen.page.locator("body").inner_text()
        assert seen.requests == seen.complaints == []
        if name == "source":
            assert '<script>alert("Oke")</script> Oke Adeyemi.' in text
            assert "{{ 7 * 7 }} {% raw %} &" in text


def test_script_that_is_planted_is_stopped_and_heard(visitor: Visitor, tmp_path: Path) -> None:
    html = reader_page(sample(), Templates())
    path = tmp_path / "x.html"
    path.write_text(
        html.replace("</main>", "<script>document.title = 'x'</script></main>"), "utf-8"
    )
    with visitor.open(path) as seen:
        assert seen.page.title() != "x"
    assert "Content Security Policy" in " ".join(seen.complaints)


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_open_to_all(visitor: Visitor, axe: Axe, folder: Path, name: str) -> None:
    with visitor.open(folder / f"{name}.html") as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert axe.grave(seen.page) == []


def test_pages_are_valid(validator: Validator, tmp_path: Path) -> None:
    made = {"sample": sample(), "unkind": unkind(), "arabic": sample("ar")}
    every = {kind: pages_of(one) for kind, one in made.items()}
    named = {f"{kind}-{name}": html[name] for kind, html in every.items() for name in NAMES}
    written(tmp_path, named)
    assert validator.complaints([tmp_path / f"{name}.html" for name in named]) == []


def test_right_to_left_deck(visitor: Visitor, tmp_path: Path) -> None:
    folder = written(tmp_path, pages_of(sample("ar")))
    for name in NAMES:
        with visitor.open(folder / f"{name}.html", width=320) as seen:
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
            assert seen.page.evaluate("document.documentElement.dir") == "rtl"
        assert seen.requests == seen.complaints == []


# --------------------------------------------------------------------------------- links


def test_a_link_of_the_key_lands_on_the_passage(visitor: Visitor, ours: Path) -> None:
    with visitor.open(ours / "key.html") as seen:
        for number in (0, 5, 11):
            quote = seen.page.locator("blockquote").nth(number)
            said = re.sub(r"\W", "", quote.locator("p").inner_text())
            quote.locator("a").click()
            seen.page.wait_for_url("**/source.html#*")
            text, visible = seen.page.evaluate(TARGET)
            words = re.sub(r"\W", "", text)
            # A quote may begin in the middle of its line.
            assert any(said.startswith(words[at:][:12]) for at in range(max(1, len(words) - 11)))
            assert visible
            assert seen.page.locator(":target mark").count() > 0
            seen.page.go_back()
    assert seen.complaints == []


def test_every_link_of_the_interview_leads_to_an_anchor(visitor: Visitor, ours: Path) -> None:
    wanted = set()
    for path in ours.glob("*.html"):
        wanted |= set(re.findall(r'href="(?:source\.html)?#([^":]+)"', path.read_text("utf-8")))
    with visitor.open(ours / "source.html") as seen:
        missing = seen.page.evaluate(
            "ids => ids.filter(id => !document.getElementById(id))", list(wanted)
        )
        lost = seen.page.evaluate(
            "['amodei-askell-olah-0'].filter(id => !document.getElementById(id))"
        )
        spans = seen.page.evaluate("document.querySelectorAll('.words span[id]').length")
    assert len(wanted) > 500
    assert missing == []
    assert lost == ["amodei-askell-olah-0"]
    assert spans == 11_151  # each line of the transcript


def test_number_behind_a_quote_opens_its_question(visitor: Visitor, tmp_path: Path) -> None:
    path = written(tmp_path, pages_of(sample())) / "source.html"
    with visitor.open(path, height=500) as seen:
        asked = seen.page.get_by_text(NOTES["Tides"][2].question)
        assert not asked.first.is_visible()
        seen.page.locator(".ref a", has_text="3").click()
        assert asked.first.is_visible()


def test_the_interview_is_made_quickly_and_opens_quickly(
    visitor: Visitor, ours: Path, repository: Path
) -> None:
    made, templates = interview(repository), Templates()
    begun = process_time()
    reader_page(made, templates)
    assert process_time() - begun < 5.0  # a quarter of a second on an idle machine
    assert (ours / "source.html").stat().st_size < 1_500_000
    with visitor.open(ours / "source.html") as seen:
        took = seen.page.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
    assert took < 5_000


# --------------------------------------------------------------------------------- paper


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wider_than_the_paper_too_small_or_shrunk(
    visitor: Visitor, folder: Path, tmp_path: Path, name: str
) -> None:
    with visitor.open(folder / f"{name}.html") as seen:
        sizes = printed_sizes(seen.page, tmp_path / "out.pdf")
        seen.page.emulate_media(media="print")
        for paper in PAPERS.values():
            width = int(paper - MARGINS_PX)
            seen.page.set_viewport_size({"width": width, "height": 1000})
            assert widest(seen.page) <= width + 0.5
        assert small_type(seen.page) == []
    assert min(sizes) >= 9.9
    assert max(sizes) >= 18


def test_no_question_is_split_and_no_heading_left_alone(
    visitor: Visitor, ours: Path, tmp_path: Path
) -> None:
    with visitor.open(ours / "guide-answers.html") as seen:
        headings = seen.page.locator("h2, h3").all_inner_texts()
        mark_blocks(seen.page, ".question, .top")
        printed = sheets(seen.page, tmp_path / "out.pdf")
    assert split_blocks(printed) == []
    assert not {last_line(sheet) for sheet in printed} & set(headings)


def test_split_that_is_planted_is_seen(visitor: Visitor, tmp_path: Path) -> None:
    path = written(tmp_path, {"guide": guide_page(edition(25), Templates())}) / "guide.html"
    with visitor.open(path) as seen:
        mark_blocks(seen.page, ".question")
        sizes = ("180mm", "190mm", "200mm")
        assert not any(split_blocks(sheets(seen.page, tmp_path / "a.pdf", height=h)) for h in sizes)
        seen.page.add_style_tag(content="* { break-inside: auto !important }")
        assert any(split_blocks(sheets(seen.page, tmp_path / "a.pdf", height=h)) for h in sizes)


def test_reader_prints_text_numbers_and_questions(visitor: Visitor, tmp_path: Path) -> None:
    path = written(tmp_path, pages_of(sample())) / "source.html"
    with visitor.open(path) as seen:
        text = " ".join(" ".join(sheets(seen.page, tmp_path / "out.pdf")).split())
    for part in ("CC BY 4.0, Mara Lind", "[neap tides]", "Which side does the moon", "1 / "):
        assert part in text
    assert not re.search("Notes 1.2", text)
