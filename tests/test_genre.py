from __future__ import annotations

import re
from pathlib import Path

import pytest
from genre_samples import (
    CHAPTER_WITH_MARKS,
    CHATTY_ESSAY,
    CONTRACT,
    HISTORY_WITH_TALK,
    INTERVIEW_WITHOUT_NAMES,
    MANUAL,
    MEMOIR,
    MONOLOGUE,
    POINTS,
    QUESTIONS,
    SLIDE,
    STATUTE,
    TALK_IN_FULL,
    TEXTBOOK_WITH_WE,
)
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

EXTRACTIVE = {
    Genre.PROSE: "prose",
    Genre.LECTURE: "lecture",
    Genre.CONVERSATION: "conversation",
    Genre.CAPTIONS: "captions",
    Genre.TUTORIAL: "tutorial",
}


def as_subtitles(text: str) -> str:
    """Cues of eight words; a line that begins with a dash begins a cue."""
    cues: list[list[str]] = [[]]
    for word in text.split():
        if len(cues[-1]) == 8 or (word == "-" and cues[-1]):
            cues.append([])
        cues[-1].append(word)
    return "\n\n".join(
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\n{' '.join(cue)}"
        for n, cue in enumerate(cues, 1)
    )


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
    ("text", "name", "genre"),
    [
        pytest.param(MEMOIR, "a.txt", Genre.PROSE, id="a memoir"),
        pytest.param(HISTORY_WITH_TALK, "a.md", Genre.PROSE, id="people talk in a history"),
        pytest.param(CHATTY_ESSAY, "a.txt", Genre.PROSE, id="an essay that says you"),
        pytest.param(TEXTBOOK_WITH_WE, "a.txt", Genre.PROSE, id="a textbook that says we"),
        pytest.param(CONTRACT, "a.txt", Genre.PROSE, id="a contract of few full stops"),
        pytest.param(QUESTIONS, "a.md", Genre.PROSE, id="questions and answers of a leaflet"),
        pytest.param(MANUAL, "a.txt", Genre.PROSE, id="a manual"),
        pytest.param(POINTS, "a.txt", Genre.PROSE, id="points that begin with dashes"),
        pytest.param(POINTS, "a.md", Genre.PROSE, id="points of Markdown"),
        pytest.param(MONOLOGUE, "a.txt", Genre.LECTURE, id="one who talks alone"),
        pytest.param(INTERVIEW_WITHOUT_NAMES, "a.txt", Genre.CONVERSATION, id="unnamed voices"),
        pytest.param(TALK_IN_FULL, "a.txt", Genre.LECTURE, id="a talk without contractions"),
        pytest.param(CHAPTER_WITH_MARKS, "a.md", Genre.PROSE, id="a chapter with kramdown's marks"),
        pytest.param(STATUTE, "a.txt", Genre.PROSE, id="a statute with semicolons"),
    ],
)
def test_texts_that_look_like_another_kind(text: str, name: str, genre: Genre) -> None:
    assert genre_of(source_of(text, name)) is genre


def test_slides_in_a_talk_are_no_code() -> None:
    slides = (SLIDE.replace("{number}", str(number)) for number in range(3))
    parts = TALK_IN_FULL.split("\n\n")
    talk = "".join(slide + part for slide, part in zip(slides, parts, strict=True))
    assert genre_of(source_of(talk, "a.md")) is Genre.LECTURE
    written = "".join(SLIDE.replace("{number}", str(n)) + WRITTEN * 3 for n in range(4))
    assert genre_of(source_of(written, "a.md")) is Genre.PROSE
    assert genre_of(source_of(CODE + SLIDE + WRITTEN, "a.md")) is Genre.TUTORIAL


def test_who_answers_his_own_questions_talks_alone() -> None:
    asked = "So we looked at it for, you know, a week, and I ask you now, do we need the wax? "
    alone = f"{asked}No. I mean, we do not. {asked}Yes. We do.\n\n" * 6
    assert genre_of(source_of(alone)) is Genre.LECTURE
    together = alone.replace("? ", "?\n\n")
    assert genre_of(source_of(together)) is Genre.CONVERSATION


def test_curly_quotation_marks_and_open_quotations() -> None:
    text = HISTORY_WITH_TALK.replace(' "', " \u201c").replace('"', "\u201d")
    assert genre_of(source_of(text)) is Genre.PROSE
    unclosed = '"I mean, you know, I like it, and so you will too.\n\n'
    assert genre_of(source_of(WRITTEN * 4 + unclosed * 4)) is Genre.PROSE


def test_a_kind_of_thing_is_no_filler() -> None:
    kinds = "We have a kind of wax for the comb and this sort of pine for our walls. We don't mix. "
    assert genre_of(source_of(kinds * 8)) is Genre.PROSE
    hedged = "We kind of like the wax, and our walls are sort of pine. We don't mix. "
    assert genre_of(source_of(hedged * 8)) is Genre.LECTURE


def test_a_text_all_in_quotation_marks_is_judged_by_what_is_quoted() -> None:
    quoted = "\n\n".join(f'"{part}"' for part in INTERVIEW_WITHOUT_NAMES.strip().split("\n\n"))
    assert genre_of(source_of(quoted)) is Genre.CONVERSATION


def test_subtitles_of_one_and_of_two() -> None:
    assert genre_of(source_of(as_subtitles(MONOLOGUE), "a.srt")) is Genre.LECTURE
    assert genre_of(source_of(as_subtitles(INTERVIEW_WITHOUT_NAMES), "a.srt")) is Genre.CONVERSATION


def test_dashes_that_open_the_parts_of_a_lecture_are_no_turns() -> None:
    part = (
        "- Let us look at bees. You see the hive. We open it now. " + WRITTEN.strip() * 12 + "\n\n"
    )
    assert genre_of(source_of(as_subtitles(part * 6), "a.srt")) is Genre.LECTURE


@pytest.mark.parametrize("name", ["a.srt", "a.txt"])
@pytest.mark.parametrize("lecture", ["queues_lecture.srt", "drift_lecture.srt"])
def test_without_punctuation_a_lecture_is_captions(
    repository: Path, lecture: str, name: str
) -> None:
    (path,) = (repository / "bench/texts").glob(f"*/{lecture}")
    source = read_source(path)
    assert genre_of(source) is Genre.LECTURE
    bare = re.sub(r"[.,;:?!]", "", source.text.lower())
    text = as_subtitles(bare) if name == "a.srt" else bare
    assert genre_of(source_of(text, name)) is Genre.CAPTIONS


@pytest.mark.parametrize(
    ("name", "genre"),
    [
        ("tuned/water_in_plants.md", Genre.PROSE),
        ("tuned/optical_telegraph.txt", Genre.PROSE),
        ("tuned/paper_conservator.txt", Genre.CONVERSATION),
        ("tuned/what_maps_leave_out.txt", Genre.PROSE),
        ("tuned/tiny_search_engine.md", Genre.TUTORIAL),
        ("heldout/how_we_hear.md", Genre.PROSE),
        ("heldout/ice_trade.txt", Genre.PROSE),
        ("heldout/avalanche_forecaster.txt", Genre.CONVERSATION),
        ("heldout/trouble_with_averages.md", Genre.PROSE),
        ("heldout/rate_limiter.md", Genre.TUTORIAL),
    ],
)
def test_the_texts_of_the_benchmark(repository: Path, name: str, genre: Genre) -> None:
    assert genre_of(read_source(repository / "bench/texts" / name)) is genre


def test_one_guest_of_an_interview_talks_alone(repository: Path) -> None:
    source = read_source(repository / "bench/texts/tuned/paper_conservator.txt")
    said = [
        source.text[t.span.start : t.span.end] for t in source.turns if t.speaker != "Ines Falk"
    ]
    assert genre_of(source_of("\n\n".join(f"Tom: {part}" for part in said))) is Genre.LECTURE


def test_the_examples_of_the_program(repository: Path) -> None:
    for name in ("templates/init/seeds/tides.txt", "tests/cases/sources/kitchen.txt"):
        assert genre_of(read_source(repository / name)) is Genre.CONVERSATION
    for kind in Genre:
        (path,) = (
            p
            for p in (repository / "tests/cases/extractive").glob(f"{EXTRACTIVE[kind]}.*")
            if p.suffix in (".txt", ".md", ".srt")
        )
        assert genre_of(read_source(path)) is kind


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
