from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.drafting.dialects import find_marks
from quizgen.drafting.sentences import find_headings, is_direction, split_sentences
from quizgen.errors import SourceError
from quizgen.schema import Source
from quizgen.sources.formats.markup import keep
from quizgen.sources.meta import MetaFile, default_meta
from quizgen.sources.read import parse_source
from quizgen.text import squeeze


def source_of(text: str, name: str = "text.txt") -> Source:
    return parse_source(text, Path(name), MetaFile(Path("x.meta.yaml"), default_meta("text")))


def sentences_of(text: str, name: str = "text.txt") -> list[str]:
    return [sentence.text for sentence in split_sentences(source_of(text, name))]


def test_hard_wraps_are_joined_and_abbreviations_are_no_ends() -> None:
    text = "Dr. Ort kept\nbees, e.g. wild\nones. They slept.\n"
    assert sentences_of(text) == ["Dr. Ort kept bees, e.g. wild ones.", "They slept."]


def test_no_sentence_reaches_past_a_turn() -> None:
    assert sentences_of("- And the hive\n- Was it cold?\n- It was") == [
        "And the hive",
        "Was it cold?",
        "It was",
    ]


def test_plain_headings_open_sections() -> None:
    source = source_of("Keeping Bees\n\nA hive is a box.\n\nThe Queen\n\nShe lays eggs.\n")
    assert [heading.text for heading in find_headings(source)] == ["Keeping Bees", "The Queen"]
    assert [(s.text, s.section) for s in split_sentences(source)] == [
        ("A hive is a box.", 1),
        ("She lays eggs.", 2),
    ]


def test_markdown_headings_lists_and_code() -> None:
    text = "# Wax\n\nBees make **wax**.\n\n```\nwax = 1\n```\n\n- It melts.\n- It burns.\n\n| a | b |\n"
    source = source_of(text, "text.md")
    assert [heading.text for heading in find_headings(source)] == ["Wax"]
    assert sentences_of(text, "text.md") == ["Bees make wax.", "It melts.", "It burns."]


def test_a_short_answer_is_no_heading() -> None:
    source = source_of("Ann: Is it cold?\n\nBob: Very Cold\n\nAnn: Why?\n\nBob: Winter\n")
    assert find_headings(source) == ()
    assert [sentence.turn.speaker for sentence in split_sentences(source) if sentence.turn] == [
        "Ann",
        "Bob",
        "Ann",
        "Bob",
    ]


def test_stage_directions_are_no_sentences() -> None:
    assert is_direction("[laughter]")
    assert is_direction("(Ann laughs)")
    assert not is_direction("(see below) It rained.")
    assert sentences_of("- [laughter]\n- It rained.") == ["It rained."]


PIECES = st.sampled_from(
    [
        "\n\n",
        "\n",
        " ",
        ". ",
        "? ",
        "- ",
        "# ",
        "```\n",
        "**",
        "bees",
        "Dr. ",
        "(",
        ")",
        "😀",
        "é",
        ":",
        "{: .a}",
        "> ",
        "<b>",
        "![bees](b)",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=40), st.sampled_from(["a.txt", "a.md"]))
def test_any_text_gives_exact_spans_in_order(pieces: list[str], name: str) -> None:
    try:
        source = source_of("".join(pieces), name)
    except SourceError:
        return
    at = 0
    marks = find_marks(source)
    for number, sentence in enumerate(split_sentences(source)):
        assert sentence.number == number
        start, end = sentence.span.start, sentence.span.end
        assert not any(a <= start < b or a < end <= b for a, b in marks)
        cuts = [(a - start, b - start) for a, b in marks if start < b and a < end]
        said = "".join(source.text[start + a : start + b] for a, b in keep(end - start, cuts))
        assert squeeze(said) == sentence.text != ""
        assert sentence.span.start >= at
        at = sentence.span.end
        assert sentence.turn is not None
        assert sentence.turn.span.start <= sentence.span.start <= sentence.span.end
        assert sentence.span.end <= sentence.turn.span.end
    for heading in find_headings(source):
        start, end = heading.span.start, heading.span.end
        cuts = [(a - start, b - start) for a, b in marks if start < b and a < end]
        said = "".join(source.text[start + a : start + b] for a, b in keep(end - start, cuts))
        assert squeeze(said) == heading.text
