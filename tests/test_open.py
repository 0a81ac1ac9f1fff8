"""`quizgen open`: the right page, and what to do when there is none."""

from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest
from author import Author, run


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Author:
    author = Author(tmp_path_factory.mktemp("open") / "workspace")
    assert "run `quizgen build tides`" in run(author.root, "open").output
    out = author.root / "out/tides"  # by hand: builds may make other pages tomorrow
    out.mkdir(parents=True)
    for name in ("quiz.html", "key.html", "tides.apkg"):
        (out / name).write_text(name)
    return author


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ([], "quiz.html"),
        (["tides"], "quiz.html"),
        (["decks/tides"], "quiz.html"),
        (["key"], "key.html"),
        (["key.html"], "key.html"),
        (["tides", "quiz"], "quiz.html"),
        (["tides", "folder"], ""),
        (["folder"], ""),
    ],
)
def test_what_is_meant(author: Author, arguments: list[str], path: str) -> None:
    result = run(author.root, "open", *arguments, "--print-path")
    assert result.exit_code == 0, result.output
    assert Path(result.output.strip()) == Path("out/tides") / path


def test_the_first_form_and_a_study_page_come_first(author: Author) -> None:
    out = author.root / "out/tides"
    (out / "quiz.html").rename(out / "quiz-A.html")
    (out / "quiz-B.html").write_text("B")
    assert run(author.root, "open", "quiz", "--print-path").output.strip().endswith("quiz-A.html")
    assert run(author.root, "open", "quiz-B", "--print-path").output.strip().endswith("quiz-B.html")
    (out / "study.html").write_text("study")
    assert run(author.root, "open", "--print-path").output.strip().endswith("study.html")
    for name in ("quiz-B.html", "study.html"):
        (out / name).unlink()
    (out / "quiz-A.html").rename(out / "quiz.html")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["tides", "guides"], "tides has no page 'guides'; built are: key, quiz;"),
        (["report"], "`quizgen report tides` makes what it can"),
        (["nowhere", "quiz"], "no deck 'nowhere'; the decks here are: tides"),
        (["nowhere"], "tides has no page 'nowhere'"),
        (["a", "b", "c"], "open takes a deck and a page, not 3 names"),
        (["tides", "../../deck"], "no page '../../deck'"),
    ],
)
def test_what_is_not_there_is_said(author: Author, arguments: list[str], told: str) -> None:
    result = run(author.root, "open", *arguments)
    assert result.exit_code == 2 and told in result.output, result.output


def test_of_several_decks_one_has_to_be_named(author: Author) -> None:
    other = author.root / "decks/waves"
    other.mkdir()
    (other / "deck.yaml").write_text("key: waves\n")
    told = run(author.root, "open", "quiz").output
    assert "which deck? one of: tides, waves" in told
    assert (
        "waves is not built yet; run `quizgen build waves`"
        in run(author.root, "open", "waves").output
    )
    (other / "deck.yaml").unlink()
    other.rmdir()


def test_a_real_program_is_called_with_the_page(author: Author, tmp_path: Path) -> None:
    """BROWSER names the program, as it does for every program that opens pages."""
    called = tmp_path / "called"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" > {called}\n')
    program.chmod(0o755)
    environment = {
        **os.environ,
        "BROWSER": f"{program} %s",
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    command = [sys.executable, "-m", "quizgen", "open", "tides", "key"]
    done = subprocess.run(command, cwd=author.root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert called.read_text().strip() == (author.root / "out/tides/key.html").as_uri()


def test_without_a_program_the_path_is_told(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "_tryorder", [])
    result = run(author.root, "open", "key")
    assert result.exit_code == 2
    assert "no program here opens pages; open out/tides/key.html yourself" in result.output
