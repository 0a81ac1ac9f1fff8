"""A workspace's own card templates: what would make no cards, or blank ones, is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from author import Author, run

from quizgen.publishing.cardcheck import Side, side_mistake
from quizgen.publishing.notetypes import NOTE_TYPES, look_of
from quizgen.rendering import Templates
from quizgen.schema import Kind

FIELDS = ("Question", "Answer", "Hint", "Why")


@pytest.fixture
def author(tmp_path: Path) -> Author:
    author = Author(tmp_path / "workspace")
    (author.root / "templates" / "anki").mkdir(parents=True, exist_ok=True)
    return author


def front(text: str) -> str:
    return side_mistake(Side(text, Kind.BASIC, FIELDS, front=True, asks="Question"))


@pytest.mark.parametrize("kind", Kind)
def test_the_built_in_templates_are_sound(kind: Kind) -> None:
    assert look_of(NOTE_TYPES[kind], Templates()).cards


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("<!-- {{Question}} -->", "empty"),
        ("Hello", "{{Question}}"),
        ("{{Quetsion}}", "'Question'"),
        ("{{text:Quetsion}}", "'Question'"),
        ("{{Question", "not closed"),
        ("{{#Hint}}{{Question}}", "{{/Hint}}"),
        ("{{Question}}{{/Hint}}", "not open"),
        ("{{#Hint}}{{#Why}}{{/Hint}}{{/Why}}{{Question}}", "nest"),
        ("{{#Hint}}{{Question}}{{/Hint}}", "every case"),
        ("{{^Question}}{{Question}}{{/Question}}", "every case"),
        ("{{^Hint}}{{Question}}{{/Hint}}", "every case"),
        ("{{#Nothing}}{{/Nothing}}{{Question}}", "no field"),
        ("{{Question}}{{FrontSide}}", "no field"),
    ],
)
def test_what_makes_no_cards_is_refused(text: str, said: str) -> None:
    assert said in front(text)


@pytest.mark.parametrize(
    "text",
    [
        "{{Question}}",
        "{{#Question}}{{Question}}{{/Question}}",
        "{{text:Question}} {{hint:Hint}} {{Tags}} {{Deck}} {{Subdeck}} {{Card}} {{CardFlag}} {{Type}}",
        "{{#Hint}}{{Question}}, {{Hint}}{{/Hint}}{{^Hint}}{{Question}}{{/Hint}}",
        "{{ Question }}{{!a note}}<script>if (a) { b({c: {}}) }</script>",
        "{{type:Answer}}{{furigana:Question}}",
    ],
)
def test_what_makes_cards_passes(text: str) -> None:
    assert front(text) == ""


@pytest.mark.parametrize("text", ["{{Text}}", "{{#Hint}}{{cloze:Text}}{{/Hint}}", "{{type:Text}}"])
def test_a_cloze_needs_its_filter_on_both_sides(text: str) -> None:
    for is_front in (True, False):
        side = Side(text, Kind.CLOZE, ("Text", "Hint"), is_front, "Text")
        assert "{{cloze:Text}}" in side_mistake(side)


def test_a_cloze_may_ask_for_the_number_of_the_card() -> None:
    text = "{{#c1}}{{cloze:Text}}{{/c1}}{{^c1}}{{cloze:Text}}{{/c1}}"
    assert side_mistake(Side(text, Kind.CLOZE, ("Text",), front=True, asks="Text")) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("basic.front.html", b"<b>{{Frage}}</b>"),
        ("basic.back.html", b" \n"),
        ("cloze.front.html", b"{{Text}}"),
        ("cloze.back.html", b"{{Text}}"),
        ("choice.browser-front.html", b"{{Qestion}}"),
        ("basic.front.html", b"caf\xe9 {{Question}}"),
        ("basic.front.html", b"[[ 1 / 0 ]]{{Question}}"),
        ("basic.front.html", b"[[ 'a' + 1 ]]{{Question}}"),
        ("basic.front.html", b"[[ [].pop() ]]{{Question}}"),
        ("basic.front.html", b"[% include 'anki/basic.front.html' %]{{Question}}"),
        ("basic.front.html", b"[% if %]"),
        ("style.css", b"\xff"),
    ],
)
def test_a_broken_template_is_named_and_nothing_is_written(
    author: Author, name: str, text: bytes
) -> None:
    (author.root / "templates" / "anki" / name).write_bytes(text)
    result = run(author.root, "build")
    assert result.exit_code == 2, result.output
    assert name in result.output and "Traceback" not in result.output
    assert not author.ledger.exists() and not (author.root / "out").exists()


def test_a_broken_page_template_is_named(author: Author) -> None:
    page = author.root / "templates" / "paper" / "quiz.html"
    page.parent.mkdir(parents=True)
    page.write_bytes(b"\xff {{ sheet.name }}")
    result = run(author.root, "build")
    assert result.exit_code == 2 and "quiz.html" in result.output
    assert not author.ledger.exists()
