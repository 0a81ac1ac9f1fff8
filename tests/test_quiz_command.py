"""`quizgen quiz`: files, folders, what is said, what is refused; and the blueprint in a build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from author import Author, run

from quizgen.decks.ledger import read_ledger


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path)


def second_deck(author: Author) -> None:
    """The same notes in another deck of the workspace."""
    other = author.root / "decks" / "moon"
    (other / "notes").mkdir(parents=True)
    for name in ("deck.yaml", "notes/tides.yaml"):
        (other / name).write_bytes((author.deck / name).read_bytes())
    author.replace("decks/moon/deck.yaml", "key: tides", "key: moon")
    text = (other / "deck.yaml").read_text("utf-8")
    (other / "deck.yaml").write_text(re.sub("(?m)^name: .*", "name: The moon", text), "utf-8")
    notes = (other / "notes" / "tides.yaml").read_text("utf-8")
    notes = re.sub(r"^    concept: .*\n", "", notes, flags=re.M)
    (other / "notes" / "tides.yaml").write_text(notes, "utf-8")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def said(author: Author, *arguments: str, code: int = 0) -> str:
    result = run(author.root, "quiz", *arguments)
    assert result.exit_code == code, result.output
    return result.output


def questions(file: Path) -> list[str]:
    return re.findall('data-question="([^"]+)"', file.read_text("utf-8"))


def test_three_forms_and_the_same_bytes_again(author: Author) -> None:
    arguments = ("tides", "--forms", "3", "--questions", "4", "--seed", "7")
    out = author.root / "out" / "tides"
    told = said(author, *arguments)
    assert "4 questions, 4 points, forms A to C" in told or "4 questions, 5 points" in told
    assert names(out) == {f"{role}-{x}.html" for role in ("quiz", "key") for x in "ABC"} | {
        "keys.html"
    }
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    said(author, *arguments)
    assert before == {path.name: path.read_bytes() for path in out.iterdir()}
    assert len({tuple(questions(out / f"quiz-{x}.html")) for x in "ABC"}) > 1
    assert len({frozenset(questions(out / f"quiz-{x}.html")) for x in "ABC"}) == 1


def test_one_form_without_naming_the_only_deck_and_no_ledger(author: Author) -> None:
    before = (author.deck / "ledger.json").exists()
    said(author, "--title", "Monday", "--out", str(author.root / "handout"))
    assert names(author.root / "handout") == {"quiz.html", "key.html"}
    assert "Monday" in (author.root / "handout" / "quiz.html").read_text("utf-8")
    assert (author.deck / "ledger.json").exists() is before


def test_fewer_forms_leave_none_of_the_old_ones_behind(author: Author) -> None:
    out = author.root / "out" / "tides"
    said(author, "--forms", "4")
    (out / "quiz-C.pdf").write_bytes(b"printed from the page")
    (out / "key-E.html").write_text("somebody else's", "utf-8")
    told = said(author, "--forms", "2")
    assert "removed out/tides/quiz-C.html, which an earlier quiz made" in told
    assert "removed out/tides/quiz-C.pdf" in told
    assert names(out) == {
        *("quiz-A.html", "quiz-B.html", "key-A.html", "key-B.html"),
        *("keys.html", "key-E.html"),
    }


def test_a_pdf_of_another_paper_goes_and_one_of_the_same_stays(author: Author) -> None:
    out = author.root / "out" / "tides"
    said(author, "--forms", "2", "--seed", "1")
    for name in ("quiz-A.pdf", "quiz-all.pdf"):
        (out / name).write_bytes(b"%PDF")
    said(author, "--forms", "2", "--seed", "1")
    assert {"quiz-A.pdf", "quiz-all.pdf"} <= names(out)
    assert "removed out/tides/quiz-all.pdf" in said(author, "--forms", "2", "--seed", "2")
    assert not {"quiz-A.pdf", "quiz-all.pdf"} & names(out)


def test_several_decks_have_a_folder_of_their_own(author: Author) -> None:
    second_deck(author)
    assert "say which deck, or decks, the quiz is to be on: moon, tides" in said(author, code=2)
    said(author, "tides", "moon", "--forms", "2")
    out = author.root / "out" / "quizzes" / "tides+moon"
    asked = questions(out / "quiz-A.html")
    assert len(asked) == len(set(asked)) > 6
    assert {id.split("/")[0] for id in asked if "/" in id} == {"tides", "moon"}
    assert sorted(asked) == sorted(questions(out / "quiz-B.html"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--questions", "99"), "--questions 99: 99 questions, and "),
        (("--kind", "choice=50"), "--kind choice=50: 50 of kind choice, and "),
        (("--kind", "choise"), "--kind choise: kind 'choise' is not known"),
        (("--topic", "Tide"), "--topic Tide: no topic 'Tide'; did you mean 'Tides'?"),
        (("--columns", "2", "--large-print"), "choose one of the two"),
        (("--blueprint", "final"), "no blueprint 'final' in decks/tides/blueprints or blueprints"),
        (("--lines", "-1"), "--lines -1: write a whole number from 0 to 40, or none"),
        (("--forms", "7"), "7 is not in the range"),
        (("oceans",), "no deck 'oceans'"),
    ],
)
def test_what_cannot_be_done_writes_nothing(
    author: Author, arguments: tuple[str, ...], told: str
) -> None:
    assert told in said(author, *arguments, code=2)
    assert not (author.root / "out").exists()


def test_all_that_is_short_is_said_with_its_line(author: Author) -> None:
    (author.deck / "blueprint.yaml").write_text("kind:\n  choice: 50\n  cloze: 60\n", "utf-8")
    told = said(author, code=2)
    assert "decks/tides/blueprint.yaml:2: 50 of kind choice" in told
    assert "decks/tides/blueprint.yaml:3: 60 of kind cloze" in told


def test_errors_in_the_deck_stop_a_quiz_unless_it_is_forced(author: Author) -> None:
    author.replace("decks/tides/notes/tides.yaml", "that difference stretches", "that we stretch")
    told = said(author, code=1)
    assert "no quiz made: 1 error above; mend them" in told
    assert not (author.root / "out").exists()
    assert "In spite of 1 error" in said(author, "--force")
    assert "tide-cause" not in questions(author.root / "out" / "tides" / "quiz.html")


def test_drafts_are_never_asked(author: Author) -> None:
    author.change("tide-cause", status="draft")
    said(author)
    assert "tide-cause" not in questions(author.root / "out" / "tides" / "quiz.html")
    text = author.notes.read_text("utf-8").replace("status: approved", "status: draft")
    author.notes.write_text(text, "utf-8")
    assert "approve" in said(author, code=2)


def test_named_blueprints_of_the_deck_and_of_the_workspace(author: Author) -> None:
    for folder, title in ((author.deck / "blueprints", "Own"), (author.root / "blueprints", "All")):
        folder.mkdir()
        (folder / f"{title.lower()}.yaml").write_text(f"title: {title}\nforms: 2\n", "utf-8")
    for title in ("Own", "All"):
        said(author, "--blueprint", title.lower())
        html = (author.root / "out" / "tides" / "quiz-B.html").read_text("utf-8")
        assert f'<h1 dir="auto">{title}</h1>' in html
    path = author.root / "blueprints" / "all.yaml"
    said(author, "--blueprint", str(path), "--title", "Other")
    assert "Other" in (author.root / "out" / "tides" / "quiz-B.html").read_text("utf-8")
    assert "there are all, own" in said(author, "--blueprint", "x", code=2)


def test_a_build_makes_the_quiz_of_the_blueprint_in_one_form(author: Author) -> None:
    (author.deck / "blueprint.yaml").write_text(
        "title: The wish\nforms: 3\nquestions: 3\nkind: {choice: 1}\nlarge_print: true\n", "utf-8"
    )
    author.build()
    out = author.root / "out" / "tides"
    assert {name for name in names(out) if name.startswith(("quiz", "key"))} == {
        "quiz.html",
        "key.html",
    }
    assert len(questions(out / "quiz.html")) == 3
    html = (out / "quiz.html").read_text("utf-8")
    assert 'class="large"' in html and "The wish" in html
    assert html.count('class="option"') == 3
    ledger = read_ledger(author.deck, "tides", 0)
    assert len(ledger.entries) > 3  # the package has all notes


def test_a_blueprint_that_cannot_be_met_stops_the_build_before_anything_is_written(
    author: Author,
) -> None:
    (author.deck / "blueprint.yaml").write_text("questions: 50\n", "utf-8")
    result = run(author.root, "build")
    assert result.exit_code == 2
    assert "decks/tides/blueprint.yaml:1: 50 questions, and " in result.output
    assert not (author.root / "out").exists()
    assert not (author.deck / "ledger.json").exists()


def test_a_clue_that_could_not_be_avoided_is_said(author: Author) -> None:
    author.change("tide-cause", question="What has a neap tide to do with the Moon's pull?")
    told = said(author, "--force")
    assert "tide-cause gives away the answer of smallest-range-term" in told
    author.change("smallest-range-term", question="What is a neap tide also called?")
    told = said(author, "--force")
    assert "never asked on paper, for their question holds the answer: smallest-range-term" in told
