"""The study page in a real browser: every kind to the end by keyboard, and what is kept and found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from author import Author
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML
from paper_notes import note
from paper_sample import edition
from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from quizgen.errors import TemplateError
from quizgen.publishing.edition import Edition
from quizgen.publishing.study import study_page
from quizgen.rendering import Templates
from quizgen.schema import Answerable, Choice, Cloze, Content, Kind, Level, Note, Option, Status

if TYPE_CHECKING:
    from accessibility import Axe
    from browser import Visit, Visitor

pytest_plugins = ("browser", "accessibility")

TOTAL = 25


@contextmanager
def opened(
    visitor: Visitor, folder: Path, made: Edition | None = None, width: int = 1000
) -> Iterator[Visit]:
    path = folder / "study.html"
    path.write_text(study_page(made or edition(), Templates()), encoding="utf-8")
    with visitor.open(path, width=width) as seen:
        yield seen
    assert seen.requests == seen.complaints == []


def start(page: Page, count: str = "0", mixed: bool = False, **chosen: str) -> None:
    page.locator("[name=count]").select_option(count)
    page.locator("[name=mixed]").set_checked(mixed)
    for name, value in chosen.items():
        page.locator(f"[name={name}]").select_option(value)
    page.locator("#choose button").press("Enter")


def shown(page: Page) -> Locator:
    return page.locator(".question:visible")


def current(page: Page) -> str:
    assert shown(page).count() == 1
    return str(shown(page).get_attribute("data-id"))


def go_to(page: Page, id: str) -> None:
    """Answer by keyboard, wrongly, until a question is asked."""
    while current(page) != id:
        answer(page, right=False)


def answer(page: Page, *, right: bool) -> None:
    """Answer the question that is shown with the keyboard alone, and go on."""
    kind = shown(page).get_attribute("data-kind")
    if kind == "choice":
        for option in shown(page).locator("li[data-key]").all() if right else ():
            place = option.evaluate("li => [...li.parentNode.children].indexOf(li) + 1")
            page.keyboard.press(str(place))
    elif kind == "type-in":
        page.keyboard.type(str(shown(page).get_attribute("data-typed")) if right else "no")
    page.keyboard.press("Enter")
    if kind in ("choice", "type-in"):
        assert shown(page).locator(".verdict").inner_text() == ("Right" if right else "Not right")
        page.keyboard.press("Enter")
    else:
        assert not shown(page).locator(".verdict").is_visible()
        page.keyboard.press("1" if right else "2")


def lone(*notes: Note) -> Edition:
    """An edition of notes that stand on the first quote of the sample."""
    base = edition()
    proven = base.notes[0]
    return replace(base, notes=tuple(replace(proven, note=one) for one in notes))


def one(id: str, kind: Kind, content: Content) -> Note:
    return note(id, kind, content, "")


# --------------------------------------------------------------------------- a sitting


def test_by_keyboard_to_the_end(visitor: Visitor, tmp_path: Path) -> None:
    """All five kinds, the first half right; the result counts, and the missed ones come again."""
    with opened(visitor, tmp_path) as seen:
        page = seen.page
        start(page)
        asked = []
        for number in range(TOTAL):
            assert page.locator("#number").inner_text() == f"Question {number + 1} of {TOTAL}"
            asked.append(current(page))
            answer(page, right=number < 12)
        assert asked == [p.note.id for p in edition().notes]
        assert page.evaluate("document.activeElement.id") == "result"
        assert page.locator("#result").inner_text() == f"12 of {TOTAL} right"
        rows = page.locator("#by-topic tr").all_inner_texts()
        assert [row.split() for row in rows] == [
            ["Tides", "7", "0"], ["Bread", "5", "4"], ["Bridges", "0", "9"]
        ]  # fmt: skip
        assert page.locator("#missed-list li").count() == 13
        page.locator("#again").press("Enter")
        assert page.locator("#number").inner_text() == "Question 1 of 13"
        again = set()
        for _ in range(13):
            again.add(current(page))
            answer(page, right=True)
        assert again == set(asked[12:])
        assert page.locator("#result").inner_text() == "13 of 13 right"
        assert not page.locator("#again").is_visible()
        page.locator("#new").press("Enter")
        assert page.locator("#standing").inner_text() == "25 known, 0 missed, 0 not asked yet"


def test_feedback_says_why_and_where(visitor: Visitor, tmp_path: Path) -> None:
    with opened(visitor, tmp_path) as seen:
        page = seen.page
        start(page)
        page.keyboard.press("Enter")  # nothing chosen
        told = shown(page).inner_text()
        assert "Not right" in told and "Right, but not chosen" in told
        assert "What counts is the gap." in told and "Often said, but wrong." in told
        assert "would only move the Earth along" in told
        assert "stretches the oceans into two bulges" in told
        assert "Mara Lind, A walk on the shore, line 2" in told
        assert page.locator("#live").inner_text() == "Not right"
        assert page.evaluate("document.activeElement.className") == "feedback"
        assert shown(page).locator("input:enabled").count() == 0


def test_several_keys_must_all_be_chosen(visitor: Visitor, tmp_path: Path) -> None:
    with opened(visitor, tmp_path) as seen:
        page = seen.page
        start(page, topic="Bread")
        go_to(page, "bread-rise")
        assert shown(page).locator("input[type=checkbox]").count() == 5
        assert "Choose all that apply" in shown(page).inner_text()
        shown(page).locator("li[data-key] label").first.click()
        page.keyboard.press("Enter")
        assert shown(page).locator(".verdict").inner_text() == "Not right"
        outcomes = shown(page).locator("li[data-outcome]")
        assert sorted(o.get_attribute("data-outcome") or "" for o in outcomes.all()) == [
            "hit", "missed"
        ]  # fmt: skip


def test_order(visitor: Visitor, tmp_path: Path) -> None:
    """A fixed order stays; other options are shuffled anew in every sitting."""
    fixed = Choice("How many?", tuple(Option(str(n), key=n == 2) for n in range(6)), True)
    loose = replace(fixed, fixed_order=False)
    made = lone(one("fixed", Kind.CHOICE, fixed), one("loose", Kind.CHOICE, loose))
    orders: dict[str, set[str]] = {"fixed": set(), "loose": set()}
    with opened(visitor, tmp_path, made) as seen:
        for _ in range(8):
            seen.page.reload()
            start(seen.page)
            for name in orders:
                assert current(seen.page) == name
                orders[name].add("".join(shown(seen.page).locator(".text").all_inner_texts()))
                answer(seen.page, right=True)
        seen.requests.clear()  # the reloads
    assert orders["fixed"] == {"012345"}
    assert len(orders["loose"]) > 3


@pytest.mark.parametrize(
    ("typed", "wanted", "right"),
    [
        ("  maillard ", "Maillard", True),
        ("１９４０", "1940", True),
        ("cafe\u0301", "Café", True),
        ("STRASSE", "Straße", True),
        ("Newton’s  law", "Newton's law", True),
        ("Mailard", "Maillard", False),
        ("cafe", "Café", False),
        ("", "Maillard", False),
    ],
)
def test_what_is_typed(
    visitor: Visitor, tmp_path: Path, typed: str, wanted: str, right: bool
) -> None:
    made = lone(one("typed", Kind.TYPE_IN, Answerable("Which?", wanted)))
    with opened(visitor, tmp_path, made) as seen:
        start(seen.page)
        assert seen.page.evaluate("document.activeElement.tagName") == "INPUT"
        seen.page.keyboard.insert_text(typed)
        seen.page.keyboard.press("Enter")
        told = shown(seen.page).locator(".verdict").inner_text()
        assert told == ("Right" if right else "Not right")
        assert wanted in shown(seen.page).locator(".answer").inner_text()


def test_the_learner_knows_better(visitor: Visitor, tmp_path: Path) -> None:
    with opened(visitor, tmp_path) as seen:
        page = seen.page
        start(page, topic="Bridges", which="all")
        go_to(page, "bridges-tacoma")
        page.keyboard.type("nineteen forty")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="I was right").press("Enter")
        assert shown(page).locator(".verdict").inner_text() == "Right"
        page.keyboard.press("Enter")
        assert current(page) != "bridges-tacoma"
        page.keyboard.press("Escape")
        assert page.locator("#result").inner_text().startswith("1 of ")


# --------------------------------------------------------------------------- what is kept


def test_progress_after_a_reload(visitor: Visitor, tmp_path: Path) -> None:
    with opened(visitor, tmp_path) as seen:
        page = seen.page
        start(page)
        for number in range(3):
            answer(page, right=number != 1)
        fourth = current(page)
        page.reload()
        assert current(page) == fourth
        assert page.locator("#number").inner_text() == f"Question 4 of {TOTAL}"
        page.keyboard.press("Escape")
        assert page.locator("#result").inner_text() == "2 of 3 right"
        page.reload()
        assert page.locator("#standing").inner_text() == "2 known, 1 missed, 22 not asked yet"
        # A new build without one of the notes, and with another deck's page beside it.
        base = edition()
        path = tmp_path / "study.html"
        path.write_text(study_page(replace(base, notes=base.notes[1:]), Templates()), "utf-8")
        page.reload()
        assert page.locator("#standing").inner_text() == "1 known, 1 missed, 22 not asked yet"
        other = replace(base, deck=replace(base.deck, key="another"))
        path.write_text(study_page(other, Templates()), "utf-8")
        page.reload()
        assert page.locator("#standing").inner_text() == "0 known, 0 missed, 25 not asked yet"
        seen.requests.clear()


def test_forgetting_takes_two_presses(visitor: Visitor, tmp_path: Path) -> None:
    with opened(visitor, tmp_path) as seen:
        page = seen.page
        assert not page.locator("#forget").is_visible()
        start(page)
        answer(page, right=True)
        page.keyboard.press("Escape")
        page.locator("#new").click()
        page.locator("#forget").click()
        assert page.locator("#standing").inner_text().startswith("1 known")
        page.locator("#forget").click()
        assert page.locator("#standing").inner_text().startswith("0 known")
        page.reload()
        assert page.locator("#standing").inner_text().startswith("0 known")
        seen.requests.clear()


FORBIDDEN = """Object.defineProperty(window, 'localStorage', {get() {
  throw new DOMException('denied', 'SecurityError') }})"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
SPOILT = [
    "localStorage.setItem('quizgen-study:three-things', text)".replace("text", f"'{text}'")
    for text in (
        "{",
        "null",
        '{"version":1,"outcomes":7,"sitting":{"ids":7}}',
        "[1]",
        '{"version":1,"sitting":{"ids":["tides-fundy"],"outcomes":null}}',
    )
]


@pytest.mark.parametrize("script", [FORBIDDEN, FULL, *SPOILT])
def test_storage_that_is_forbidden_full_or_spoilt(
    visitor: Visitor, tmp_path: Path, script: str
) -> None:
    with opened(visitor, tmp_path) as seen:
        seen.page.add_init_script(script)
        seen.page.reload()
        seen.requests.clear()
        warned = seen.page.locator("#no-storage").is_visible()
        assert warned == (script in (FORBIDDEN, FULL))
        start(seen.page)
        answer(seen.page, right=True)
        answer(seen.page, right=False)
        seen.page.keyboard.press("Escape")
        assert seen.page.locator("#result").inner_text() == "1 of 2 right"


# --------------------------------------------------------------------------- filters


def test_filters(visitor: Visitor, tmp_path: Path) -> None:
    base = edition()
    changed = [
        replace(p, note=replace(p.note, level=Level.APPLY if n % 5 == 0 else Level.REMEMBER,
                                priority=1 if n < 9 else 2))
        for n, p in enumerate(base.notes)
    ]  # fmt: skip
    with opened(visitor, tmp_path, replace(base, notes=tuple(changed))) as seen:
        page, matching = seen.page, seen.page.locator("#matching")
        assert matching.inner_text() == "25 questions fit"
        page.locator("[name=topic]").select_option("Bread")
        assert matching.inner_text() == "9 questions fit"
        page.locator("[name=core]").check()
        assert matching.inner_text() == "2 questions fit"
        page.locator("[name=level]").select_option("apply")
        assert matching.inner_text() == "No question fits this choice"
        assert page.locator("#choose button").is_disabled()
        page.locator("[name=topic]").select_option("")
        assert matching.inner_text() == "2 questions fit"
        assert page.locator("[name=level] option").all_inner_texts() == [
            "All", "Remember", "Apply"
        ]  # fmt: skip


def test_what_is_missed_or_new_comes_first(visitor: Visitor, tmp_path: Path) -> None:
    with opened(visitor, tmp_path) as seen:
        page = seen.page
        start(page, count="20")
        ids = []
        for number in range(20):
            ids.append(current(page))
            answer(page, right=number % 4 != 0)
        page.locator("#new").click()
        page.locator("[name=which]").select_option("missed")
        assert page.locator("#matching").inner_text() == "5 questions fit"
        page.locator("[name=which]").select_option("open")
        assert page.locator("#matching").inner_text() == "10 questions fit"
        start(page, count="10", mixed=True, which="all")
        second = set()
        for _ in range(10):
            second.add(current(page))
            answer(page, right=True)
        assert second == {p.note.id for p in edition().notes} - set(ids) | set(ids[::4])


# --------------------------------------------------------------------------- keys


def test_digit_keys_can_be_turned_off(visitor: Visitor, tmp_path: Path) -> None:
    with opened(visitor, tmp_path) as seen:
        page = seen.page
        page.locator(".keys summary").click()
        page.locator("#use-keys").uncheck()
        page.reload()
        start(page)
        page.keyboard.press("1")
        assert shown(page).locator("input:checked").count() == 0
        seen.requests.clear()


def test_digits_typed_into_a_field_are_text(visitor: Visitor, tmp_path: Path) -> None:
    made = lone(one("typed", Kind.TYPE_IN, Answerable("Which year?", "1246")))
    with opened(visitor, tmp_path, made) as seen:
        start(seen.page)
        seen.page.keyboard.type("1246")
        seen.page.keyboard.press("Enter")
        assert shown(seen.page).locator(".verdict").inner_text() == "Right"
        seen.page.keyboard.press("2")  # no grade is asked for
        assert shown(seen.page).locator(".verdict").inner_text() == "Right"


def test_a_pointer_alone_is_enough(visitor: Visitor, tmp_path: Path) -> None:
    with opened(visitor, tmp_path) as seen:
        page = seen.page
        page.locator("#choose button").click()
        for _ in range(20):
            if (
                shown(page).locator("label input").count()
                and not shown(page).locator(".typed").count()
            ):
                shown(page).locator(".options label").first.click()
            page.locator("#actions button").first.click()
            page.locator("#actions button").last.click()
            if page.get_by_role("button", name=re.compile("^(Next|To the result)$")).count():
                page.locator("#actions button").first.click()
        assert re.fullmatch(r"\d+ of 20 right", page.locator("#result").inner_text())


# --------------------------------------------------------------------------- untrusted notes

NASTY = "</script><script>document.title = 'taken'</script><!-- {{ 7 * 7 }} {% x %} <img src=x onerror=\"document.title='taken'\"> \u202eesrever\u202c & \"quoted\" 'x'"


def nasty() -> Edition:
    options = (Option(NASTY, key=True, why=NASTY), Option("no" + NASTY), Option("b"))
    notes = [
        one("constructor", Kind.BASIC, Answerable(NASTY, NASTY)),
        one("typed", Kind.TYPE_IN, Answerable(NASTY, NASTY)),
        one("cloze", Kind.CLOZE, Cloze("{{c1::" + NASTY.replace("}}", "} }") + "}} " + NASTY)),
        one("choice", Kind.CHOICE, Choice(NASTY, options)),
    ]
    base = lone(*(replace(n, why=NASTY, hint=NASTY, extra=NASTY) for n in notes))
    proven = tuple(replace(p, topic=NASTY) for p in base.notes)
    return replace(base, deck=replace(base.deck, name=NASTY, key="x</script>"), notes=proven)


def test_planted_markup_does_no_harm(visitor: Visitor, tmp_path: Path) -> None:
    with opened(visitor, tmp_path, nasty()) as seen:
        page = seen.page
        start(page, topic="")
        for _ in range(4):
            assert "<img src=x" in shown(page).inner_text()
            answer(page, right=True)
        assert page.locator("#result").inner_text() == "4 of 4 right"
        assert "</script>" in page.locator("#by-topic").inner_text()
        assert page.locator("img, script").count() == 1
        assert "taken" not in page.title().split("</script>")[0]
        assert page.evaluate("document.querySelectorAll('main img').length") == 0
        assert "\u202e" not in page.locator("#questions").inner_text()
        assert "{{ 7 * 7 }}" in page.locator("#questions").evaluate("e => e.textContent")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>\"'&/=!-{}%`*_\\ \n\u202eab:()[]"), st.text())
def test_no_text_becomes_markup(planted: str, other: str) -> None:
    """The page of any texts has the elements of the page of plain ones, and no others."""
    text = f"x{planted}{other}x"
    options = (Option(text, key=True, why=text), Option("b"))
    notes = (
        one("a", Kind.TYPE_IN, Answerable(text, text)), one("b", Kind.CHOICE, Choice(text, options))
    )  # fmt: skip
    base = lone(*(replace(n, why=text, hint=text, extra=text) for n in notes))
    proven = tuple(replace(p, topic=text) for p in base.notes)
    made = replace(base, deck=replace(base.deck, name=text, key=text), notes=proven)
    page = JustHTML(study_page(made, Templates()), sanitize=False)
    assert len(page.query("script")) == 1
    assert not page.query("img, iframe, object, embed, form form, svg, link[rel=stylesheet]")
    for element in page.query("#questions *"):
        assert not any(name.startswith("on") for name in element.attrs or {})


def test_a_planted_script_would_not_run(visitor: Visitor, tmp_path: Path) -> None:
    """The policy is the second wall: a script that got into the page all the same is refused."""
    html = study_page(edition(), Templates())
    planted = html.replace("</main>", "<script>document.title = 'taken'</script></main>")
    path = tmp_path / "study.html"
    path.write_text(planted, encoding="utf-8")
    with visitor.open(path) as seen:
        assert seen.page.title() != "taken"
        assert any("Content Security Policy" in said for said in seen.complaints)
        assert seen.page.locator("#start").is_visible()  # ours did run


def test_a_script_of_the_workspace(tmp_path: Path) -> None:
    own = tmp_path / "templates/study/app.js"
    own.parent.mkdir(parents=True)
    own.write_text("const own = '{{ this }}';\n")
    assert "<script>const own = '{{ this }}';\n</script>" in study_page(
        edition(), Templates(tmp_path)
    )
    own.write_text("'</SCRIPT>'")
    with pytest.raises(TemplateError, match="cannot hold '</script'"):
        study_page(edition(), Templates(tmp_path))


# --------------------------------------------------------------------------- the page


def test_without_a_script_answers_are_folded(visitor: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "study.html"
    path.write_text(study_page(edition(), Templates()), encoding="utf-8")
    context = visitor.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator(".question:visible").count() == TOTAL
    assert "With JavaScript" in page.locator(".notice:visible").inner_text()
    assert not page.get_by_text("What counts is the gap.").is_visible()
    page.locator(".folded summary").first.click()
    assert page.get_by_text("What counts is the gap.").is_visible()
    assert not page.locator("#choose, #bar, #end").first.is_visible()
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_print(visitor: Visitor, tmp_path: Path, script: bool) -> None:
    """Every question with its answer, whatever is on the screen; a filter counts."""
    path = tmp_path / "study.html"
    path.write_text(study_page(edition(), Templates()), encoding="utf-8")
    context = visitor.browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(path.as_uri())
    if script:
        page.locator("[name=topic]").select_option("Tides")
        start(page)
    page.pdf(path=tmp_path / "out.pdf", format="A4")
    sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "out.pdf").pages]
    text = " ".join(" ".join(sheets).split())
    assert "That it stays a niche" in text and "What counts is the gap." in text
    assert ("Maillard" in text) == (not script)
    assert "Question 1 of" not in text and "Show the answer" not in text
    assert len(sheets) <= 7
    context.close()


@pytest.mark.parametrize("width", [320, 800, 1400])
def test_screen(visitor: Visitor, tmp_path: Path, width: int) -> None:
    long = Answerable("W" * 300, "x " + "y" * 300)
    code = Answerable("```\n" + "long_name " * 40 + "\n```", "`" + "z" * 200 + "`")
    made = lone(one("long", Kind.BASIC, long), one("code", Kind.BASIC, code))
    base = edition()
    with opened(visitor, tmp_path, replace(base, notes=made.notes + base.notes), width) as seen:
        page = seen.page
        wide = "document.documentElement.scrollWidth"
        assert page.evaluate(wide) <= width
        start(page)
        for _ in range(8):
            assert page.evaluate(wide) <= width
            page.keyboard.press("Enter")
            assert page.evaluate(wide) <= width
            small = page.locator("#actions button, .options label").evaluate_all(
                "all => all.filter(e => e.offsetParent && e.offsetHeight < 43).length"
            )
            assert small == 0
            page.locator("#actions button").last.click()
            if page.get_by_role("button", name="Next").count():
                page.get_by_role("button", name="Next").click()
        page.keyboard.press("Escape")
        assert page.evaluate(wide) <= width


def test_right_to_left_deck_in_a_language_without_labels(visitor: Visitor, tmp_path: Path) -> None:
    with opened(visitor, tmp_path, edition(language="ar")) as seen:
        page = seen.page
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator("#start").get_attribute("lang") == "en"
        start(page)
        box = shown(page).locator("label input").first.bounding_box()
        text = shown(page).locator("label .text").first.bounding_box()
        assert box and text and box["x"] > text["x"]
        go_to(page, "tides-arabic-words")
        stem = shown(page).locator(".stem")
        assert stem.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_labels_are_the_decks_language(visitor: Visitor, tmp_path: Path) -> None:
    with opened(visitor, tmp_path, edition(language="fr")) as seen:
        start(seen.page)
        assert seen.page.locator("#number").inner_text() == "Question 1 sur 25"
        seen.page.keyboard.press("Enter")
        assert shown(seen.page).locator(".verdict").inner_text() == "Pas juste"
        seen.page.keyboard.press("Escape")
        assert seen.page.locator("#again").inner_text() == "Refaire celle qui a été manquée"


def test_quotes_are_marked_and_placed_in_the_decks_language() -> None:
    html = study_page(edition(language="de"), Templates())
    assert re.search(r'<blockquote dir="auto">„[^“”]+“</blockquote>', html)
    assert '<span class="whole">Zeile 2</span>' in html and "line 2" not in html


def test_only_approved_notes_and_the_same_bytes() -> None:
    base = edition()
    first = base.notes[0]
    draft = replace(first, note=replace(first.note, status=Status.DRAFT))
    assert first.note.id not in study_page(
        replace(base, notes=(draft, *base.notes[1:])), Templates()
    )
    assert study_page(base, Templates()) == study_page(edition(), Templates())


def test_links_to_the_reader_only_where_there_is_one() -> None:
    base = edition()
    assert "In the source" not in study_page(base, Templates())
    assert 'href="source.html#tides-2"' in study_page(base, Templates(), "source.html")
    hosted = replace(base, deck=replace(base.deck, reader_url="https://example.org/read"))
    assert 'href="https://example.org/read#tides-2"' in study_page(hosted, Templates())


def test_a_build_makes_it(tmp_path: Path) -> None:
    author = Author(tmp_path / "workspace")
    author.build()
    made = (author.root / "out" / "tides" / "study.html").read_text("utf-8")
    assert 'data-kind="choice"' in made and "default-src 'none'" in made


def test_no_barriers(visitor: Visitor, axe: Axe, tmp_path: Path) -> None:
    """As learners meet it: at the start, asked, answered, done; one note of each kind."""
    base = edition()
    firsts = {proven.note.kind: proven for proven in reversed(base.notes)}
    with opened(visitor, tmp_path, replace(base, notes=tuple(firsts.values()))) as seen:
        page = seen.page
        page.locator(".keys summary").click()
        assert axe.grave(page) == []
        start(page)
        for _ in Kind:
            if shown(page).get_attribute("data-kind") in ("choice", "type-in"):
                assert axe.grave(page) == []
            page.locator("#actions button").first.click()
            assert axe.grave(page) == []
            page.keyboard.press("Enter")
            page.keyboard.press("2")
        assert page.locator("#end").is_visible()
        assert axe.grave(page) == []
