"""What a build says of the next import is true, also after what the ledger does not know of."""

from __future__ import annotations

from pathlib import Path

import pytest
from author import Author

from quizgen.publishing.differences import UNKNOWN, differences

NOTHING = "nothing changed since the last build"


@pytest.fixture
def author(tmp_path: Path) -> Author:
    author = Author(tmp_path / "workspace")
    author.build()
    return author


def test_nothing_changed_is_said_when_it_is_so(author: Author) -> None:
    author.build()
    assert NOTHING in author.said


def test_a_new_look(author: Author) -> None:
    own = author.root / "templates" / "anki" / "style.css"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(".card { color: maroon }\n", "utf-8")
    author.build()
    assert NOTHING not in author.said
    assert (
        "no note changed since the last build, but the package did: how cards look" in author.said
    )
    author.build()
    assert NOTHING in author.said


def test_a_new_look_beside_a_changed_note(author: Author) -> None:
    own = author.root / "templates" / "anki" / "style.css"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(".card { color: maroon }\n", "utf-8")
    author.change("tide-cause", why="Because.")
    author.build()
    assert "changed: tide-cause" in author.said
    assert "also changed in the package: how cards look" in author.said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("keeper of tide tables", "reader of tide tables", "a deck's description"),
        ("name: Tides", "name: The tides", "names of decks"),
    ],
)
def test_a_new_description_or_name(author: Author, old: str, new: str, said: str) -> None:
    author.replace("decks/tides/deck.yaml", old, new)
    author.build("--force")
    assert NOTHING not in author.said
    assert f"but the package did: {said}" in author.said


def test_the_subdeck_of_the_first_retired_note_is_no_news_of_its_own(author: Author) -> None:
    author.change("tide-cause", status="retired")
    author.build()
    assert "retired: tide-cause" in author.said and "also changed" not in author.said


def test_another_order(author: Author) -> None:
    head, first, *rest = author.notes.read_text("utf-8").split("\n  - id: ")
    last = rest.pop().rstrip("\n")
    text = "\n  - id: ".join([head, last, *rest, first]) + "\n"
    author.notes.write_text(text, "utf-8")
    author.build()
    assert NOTHING not in author.said
    assert "the order of new cards" in author.said


def test_a_retry_after_a_build_that_failed_half_way(author: Author) -> None:
    package = author.root / "out" / "tides" / "tides.apkg"
    before = package.read_bytes()
    author.change("tide-cause", why="Because.")
    author.build()
    package.write_bytes(before)  # as if the machine had stopped between ledger and package
    author.build()
    assert NOTHING not in author.said
    assert "but the package did: what 1 note says" in author.said


def test_without_a_package_no_more_is_claimed_than_is_known(author: Author) -> None:
    (author.root / "out" / "tides" / "tides.apkg").unlink()
    author.build()
    assert NOTHING not in author.said
    assert "there was no package to compare with" in author.said


def test_a_broken_package_is_replaced_and_nothing_is_claimed(author: Author) -> None:
    (author.root / "out" / "tides" / "tides.apkg").write_bytes(b"no zip")
    author.build()
    assert f"but the package did: {UNKNOWN}" in author.said


def test_differences_of_the_same_and_of_rubbish() -> None:
    assert differences(b"x", b"x") == ()
    assert differences(b"x", b"y") == (UNKNOWN,)
