from __future__ import annotations

from pathlib import Path

import pytest
from test_sentences import source_of

from quizgen.drafting.genre import recognise_genre
from quizgen.drafting.model import Genre
from quizgen.drafting.sentences import split_sentences
from quizgen.schema import Source
from quizgen.sources.read import read_source

WRITTEN = "The hive stands in a meadow. Its walls are of pine. Bees leave it at dawn in spring.\n\n"
TALK = (
    "- So, you know, I like bees.\n- Yeah, right? I mean, we all do.\n- Okay, and you keep them?\n"
)
CAPTION = "so the hive is a box and the bees go in and out of it and then we look at the comb "
CODE = "Run this:\n\n```\nhive = Hive()\nhive.open()\nfor bee in hive:\n    print(bee)\n```\n\n"


def genre_of(source: Source) -> Genre:
    return recognise_genre(source, split_sentences(source))


@pytest.mark.parametrize(
    ("text", "name", "genre"),
    [
        (WRITTEN * 8, "a.txt", Genre.PROSE),
        (TALK * 8, "a.txt", Genre.CONVERSATION),
        (CAPTION * 20, "a.txt", Genre.CAPTIONS),
        (CODE + WRITTEN, "a.md", Genre.TUTORIAL),
        ("Bees.", "a.txt", Genre.PROSE),
    ],
)
def test_kinds_of_text(text: str, name: str, genre: Genre) -> None:
    assert genre_of(source_of(text, name)) is genre


@pytest.mark.parametrize(
    ("name", "genre"),
    [
        ("longitude.txt", Genre.PROSE),
        ("soil-terms.txt", Genre.PROSE),
        ("deep-sea.md", Genre.PROSE),
        ("city-bees.txt", Genre.CONVERSATION),
        ("night-trains.txt", Genre.CONVERSATION),
        ("violin-workshop.md", Genre.CONVERSATION),
        ("elasticity-lecture.txt", Genre.LECTURE),
    ],
)
def test_our_own_sources(repository: Path, name: str, genre: Genre) -> None:
    assert genre_of(read_source(repository / "tests/cases/labelled/sources" / name)) is genre
