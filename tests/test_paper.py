"""The printed quiz and its key: what they say, what the quiz must not say, how they print."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from justhtml import JustHTML, StrictModeError
from paper_notes import BREAD, BRIDGES, TIDES
from paper_sample import edition, key_page, quiz_page, select

from quizgen.markup import to_text
from quizgen.publishing.asked import points, writing_lines
from quizgen.publishing.blanks import blank_answers, blanks_html
from quizgen.publishing.edition import Edition
from quizgen.publishing.forms import Question
from quizgen.publishing.sheet import direction
from quizgen.rendering import Templates
from quizgen.schema import Answerable, Blueprint, Choice, Cloze

CASES = Path(__file__).parent / "cases" / "paper"
SMALL = {"Tides": TIDES[:4], "Bread": BREAD[:2], "Bridges": BRIDGES[3:6]}
BOTH = {"quiz": quiz_page, "key": key_page}


def small() -> Edition:
    return edition(questions=9, topics=SMALL)


def text_of(html: str) -> str:
    """All that a page says or hides: texts, attributes, comments, maths, folded to plain words."""
    words = re.sub(r"<style>.*?</style>", " ", html, flags=re.DOTALL)
    return squeezed(re.sub(r"<[^>]*>", " ", words) + " " + " ".join(re.findall(r"<[^>]*>", words)))


def squeezed(text: str) -> str:
    plain = text.replace("&amp;", "&").replace("&#34;", '"').replace("&#39;", "'")
    return " ".join(plain.replace("&lt;", "<").replace("&gt;", ">").split()).casefold()


# ---------------------------------------------------------------------------- golden and lawful


@pytest.mark.parametrize("name", ["quiz", "key"])
def test_small_deck_is_printed_as_in_the_golden_file(name: str) -> None:
    """Set UPDATE_CASES=1 to rewrite the files, and read the difference before it is kept."""
    html = BOTH[name](small(), Templates())
    made = html[html.index("<body>") :]  # the style sheet may change without a question changing
    golden = CASES / f"{name}.html"
    if os.environ.get("UPDATE_CASES"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [quiz_page, key_page])
@pytest.mark.parametrize("made", [edition(), edition(25), edition(language="ar"), edition(0)])
def test_pages_are_strictly_valid_and_always_the_same(page: object, made: Edition) -> None:
    assert callable(page)
    html = page(made, Templates())
    JustHTML(html, strict=True)
    assert html == page(made, Templates())
    assert "<script" not in html
    links = re.sub(r'href="source\.html#[\w%.-]+"', "", html)
    assert not re.search(r"(?:src|href)=(?!\"data:,\")|url\(|@import", links)
    with pytest.raises(StrictModeError):
        JustHTML(html.replace("</main>", "</p></main>"), strict=True)


def test_deck_of_hostile_words_stays_text() -> None:
    evil = '</style><script>alert(1)</script>"\\'
    base = edition()
    notes = [replace(p, topic=evil, note=replace(p.note, why=evil, hint=evil)) for p in base.notes]
    made = replace(base, deck=replace(base.deck, name=evil), notes=tuple(notes))
    for page in (quiz_page, key_page):
        html = page(made, Templates())
        JustHTML(html, strict=True)
        assert "<script" not in html
        assert html.count("</style>") == 1


def test_quiz_and_key_number_the_same_questions() -> None:
    ids = re.compile(r'data-question="([^"]+)">\s*<div class="number">(\d+)\.')
    quiz, key = (ids.findall(page(edition(), Templates())) for page in (quiz_page, key_page))
    assert quiz == key == [(q.note.id, str(q.number)) for q in select(edition())]
    assert len(quiz) == 20


# ---------------------------------------------------------------------------- nothing leaks


def secrets(question: Question, made: Edition) -> Iterator[str]:
    """Every text of a note that only the key may hold, with each of its quotes."""
    note, content = question.note, question.note.content
    yield from (note.why, note.extra, "" if isinstance(content, Cloze) else note.hint)
    yield from (evidence.quote for evidence in note.evidence)
    if isinstance(content, Choice):
        yield from (option.why for option in content.options)
    elif isinstance(content, Answerable):
        yield content.answer
    else:
        yield from blank_answers(content.text)


def leaks(html: str, made: Edition) -> list[tuple[str, str]]:
    """(question id, text) of what the student's file tells; a block may not tell its own answer."""
    whole = text_of(html)
    blocks = dict(re.findall(r'data-question="([^"]+)"(.*?)(?=data-question=|$)', html, re.DOTALL))
    found = []
    for question in select(made):
        id = question.note.id
        short = question.note.content
        for secret in filter(None, secrets(question, made)):
            where = whole if len(secret) > 25 or isinstance(short, Choice) else text_of(blocks[id])
            forms = {squeezed(secret), squeezed(to_text(secret))}
            if any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", where) for form in forms):
                found.append((id, secret))
    return found


def test_student_file_tells_nothing() -> None:
    made = edition()
    html = quiz_page(made, Templates())
    assert leaks(html, made) == []
    for word in ("data-answer", "distractor", "evidence", "correct", "seeds/", "line="):
        assert word not in html


@pytest.mark.parametrize(
    "plant",
    ['<div title="Maillard">', "<!-- Maillard -->", "<p hidden>is maillard</p>"],
)
def test_leak_that_is_planted_is_seen(plant: str) -> None:
    html = quiz_page(edition(), Templates())
    planted = html.replace('data-question="bread-crust">', f'data-question="bread-crust">{plant}')
    assert leaks(planted, edition()) == [("bread-crust", "Maillard")]
    quote = BREAD[2].evidence[0].quote
    assert leaks(html + f"<!-- {quote} -->", edition()) == [("bread-salt", quote)]


def test_sheet_is_the_same_whichever_option_is_the_key() -> None:
    """Of an order that does not move, the sheet shows nothing of the key: byte for byte."""

    def keyed(place: int) -> str:
        fundy = next(note for note in TIDES if note.id == "tides-fundy")
        assert isinstance(fundy.content, Choice)
        options = [replace(o, key=i == place) for i, o in enumerate(fundy.content.options)]
        note = replace(fundy, content=replace(fundy.content, options=tuple(options)))
        return quiz_page(edition(topics={"Tides": (note,)}), Templates())

    assert len({keyed(place) for place in range(6)}) == 1


def test_workspace_template_cannot_reach_the_answers(tmp_path: Path) -> None:
    (tmp_path / "templates" / "paper").mkdir(parents=True)
    mine = tmp_path / "templates" / "paper" / "quiz.html"
    mine.write_text(
        "{{ sheet }} {% for _, questions in sections %}{% for q in questions %}"
        '<p data-question="{{ q.id }}">{{ q }}</p>{% endfor %}{% endfor %}',
        encoding="utf-8",
    )
    html = quiz_page(edition(), Templates(tmp_path))
    assert "Asked(number=20" in html
    assert leaks(html, edition()) == []


# ---------------------------------------------------------------------------- pieces


@pytest.mark.parametrize(
    ("text", "html", "answers"),
    [
        ("a {{c1::b}} c", 'a <span class="gap"><span class="blank"></span></span>\u2060 c', ("b",)),
        ("`f({{c1::x}})`", '<code>f(<span class="gap"><span class="blank"></span>', ("x",)),
        (r"{{c1::\(x\)}}.", '<span class="gap"><span class="blank"></span>', (r"\(x\)",)),
        (r"\(y={{c1::x^2}}\)", "<mtext>____________</mtext>", (r"\(x^2\)",)),
        ("{{c1::a}} {{c1::b}}", '<span class="count">(2)</span>', ("a", "b")),
        (r"{{c1::a}} \({{c2::b}}\)", "<mtext>(2)</mtext>", ("a", r"\(b\)")),
    ],
)
def test_blanks(text: str, html: str, answers: tuple[str, ...]) -> None:
    assert html in blanks_html(text)
    assert blank_answers(text) == answers


def test_blanks_are_alike_whatever_they_hide() -> None:
    assert blanks_html("x {{c1::a}} y") == blanks_html("x {{c1::abracadabra}} y")


def test_lines_points_and_direction() -> None:
    assert [writing_lines("x" * n) for n in (1, 45, 46, 200, 5000)] == [1, 1, 2, 5, 8]
    assert writing_lines("```\na\nb\n```") == 4
    worth = {q.note.id: points(q) for q in select(edition(25))}
    assert worth["bread-rise"] == 2  # all that apply: not the number of keys
    assert worth["bridges-suspension"] == 2
    assert worth["tides-fundy"] == 1
    assert worth["bread-bakers-percent"] == 2
    tags = ("en", "ar", "fa-IR", "az-Arab", "art", "he")
    assert [direction(tag) for tag in tags] == ["ltr", "rtl", "rtl", "rtl", "ltr", "rtl"]


@pytest.mark.parametrize(("wish", "headings"), [(None, 0), (True, 3), (False, 0)])
def test_topics_with_a_question_each_have_no_headings(wish: bool | None, headings: int) -> None:
    base = edition()
    blueprint = Blueprint(questions=3, sections=wish)
    html = quiz_page(replace(base, deck=replace(base.deck, blueprint=blueprint)))
    assert html.count('data-question="') == 3
    assert html.count("<h2") == headings
    assert quiz_page(base).count("<h2") == 3  # where topics have several, they have one


def test_nothing_approved_is_said() -> None:
    html = quiz_page(edition(0), Templates())
    assert "No question is approved yet." in html
