"""Which file of seeds/ a stem means, and what is said when none or several could be meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from author import Author, run

from quizgen.decks.seeds import find_source
from quizgen.errors import DeckError

PLACE = Path("decks/tides/deck.yaml")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name in ("tides.txt", "tides.meta.yaml", "moon.v2.md"):
        (folder / name).write_text("x", "utf-8")
    return folder


def refusal(seeds: Path, stem: str) -> str:
    with pytest.raises(DeckError) as caught:
        find_source(seeds, stem, PLACE)
    return str(caught.value)


@pytest.mark.parametrize(
    "name",
    [".tides.txt", "tides.txt~", "#tides.txt#", ".#tides.txt", ".tides.txt.swp", "tides.md~"],
)
def test_what_editors_leave_is_no_source(seeds: Path, name: str) -> None:
    (seeds / name).write_text("x", "utf-8")
    assert find_source(seeds, "tides", PLACE) == seeds / "tides.txt"
    (seeds / "tides.txt").unlink()
    assert "no such source" in refusal(seeds, "tides")


def test_stems_may_have_dots_and_wildcards(seeds: Path) -> None:
    assert find_source(seeds, "moon.v2", PLACE) == seeds / "moon.v2.md"
    assert "no such source as 't*des'" in refusal(seeds, "t*des")


def test_a_missing_source_says_which_there_are(seeds: Path) -> None:
    start = f"{PLACE}: no such source as "
    assert refusal(seeds, "tide") == f"{start}'tide' in {seeds}; did you mean 'tides'?"
    assert (
        refusal(seeds, "sun") == f"{start}'sun' in {seeds}; the sources there are: moon.v2, tides"
    )
    said = refusal(seeds, "tides.txt")
    assert said == f"{start}'tides.txt' in {seeds}; leave off the suffix: write 'tides'"
    said = refusal(seeds / "none", "sun")
    assert said == f"{start}'sun' in {seeds / 'none'}; put the file there"


def test_a_source_that_is_listed_twice(tmp_path: Path) -> None:
    author = Author(tmp_path)
    author.replace("decks/tides/deck.yaml", "[tides]", "[tides, tides]")
    result = run(tmp_path, "check")
    assert result.exit_code == 2
    assert result.output.count("source 'tides' is listed twice; keep it once") == 1
