"""The source reader: the text as it stands, whatever is quoted; anchors; nothing of it comes alive."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML
from reader_sample import BREAD, sample, source

from quizgen.markup import clean
from quizgen.publishing.blocks import cut_blocks
from quizgen.publishing.links import anchor, anchors, stem_name
from quizgen.publishing.marking import MarkedText, Quoted
from quizgen.publishing.reader import reader_page
from quizgen.rendering import Templates
from quizgen.schema import Lines, Source, Span
from quizgen.sources.evidence import Quotable
from quizgen.sources.segments import cut_segments
from quizgen.sources.textlines import text_lines

CASES = Path(__file__).parent / "cases" / "reader"
WHISPER = json.dumps(
    {
        "segments": [
            {"start": start, "end": start + 4.0, "text": f" {words}"}
            for start, words in (
                (0.0, "Kites fly."),
                (4.0, "They need wind,"),
                (9.5, "and a tail."),
            )
        ]
    }
)


def shown(html: str, *, added: bool = False) -> str:
    """The words of the sources as a reader sees them, white space aside; without what we add."""
    text = "".join(re.findall(r'<div class="words".*?(?=<section class="map")', html, re.DOTALL))
    text = re.sub(r'<details class="notes".*?</details>', "", text, flags=re.DOTALL)
    text = re.sub(
        r'<(?:p class="speaker"|h3 class="part"|a class="place").*?</(?:p|h3|a)>', "", text
    )
    return words_of(text, added=added)


def words_of(html: str, *, added: bool = False) -> str:
    if not added:
        html = re.sub(r'<sup class="ref">.*?</sup>|<span class="meant">.*?</span>', "", html)
    return "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def bare(text: str) -> str:
    return "".join(clean(text).split())


# ------------------------------------------------------------------- the text, as it stands


def test_sample_is_shown_as_in_the_golden_file() -> None:
    """Set UPDATE_CASES=1 to rewrite the file, and read the difference before it is kept."""
    html = reader_page(sample(), Templates())
    made = html[html.index("<body>") :]
    golden = CASES / "source.html"
    if os.environ.get("UPDATE_CASES"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


def test_every_word_of_the_sources_is_there_and_no_other() -> None:
    html = reader_page(sample(), Templates())
    sources = sample().sources.values()
    assert shown(html) == "".join(bare(one.text) for one in sources)
    assert "[neaptides]" in shown(html, added=True)
    assert shown(html.replace("far side", "near side")) != shown(html)


SPANS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 200)).map(lambda at: Span(at[0], sum(at))),
    max_size=12,
)
TEXTS = st.text(st.sampled_from("ab <&>\"'\n\t-#`.{}%\u202e\u2028[]"), min_size=1, max_size=400)


@settings(deadline=None)
@given(SPANS)
def test_marks_leave_the_text_as_it_is(spans: list[Span]) -> None:
    """However quotes overlap: the words stay, tags nest, each quote is whole, depths are right."""
    read = sample().sources["my bread"]
    length = len(read.text)
    words = re.compile(r"\S(?:.*\S)?", re.DOTALL)  # a quote neither begins nor ends with a space
    found = (words.search(read.text, s.start, min(s.end, length)) for s in spans)
    spans = [Span(*one.span()) for one in found if one]
    quotes = [Quoted((span,), f"note:{n}", n) for n, span in enumerate(spans)]
    html = written(read, quotes)
    assert words_of(html) == bare(read.text)
    JustHTML(
        f"<!DOCTYPE html><html><head><title>x</title></head><body><div>{html}</div>", strict=True
    )
    assert sorted(map(int, re.findall(r'href="#note:(\d+)"', html))) == list(range(len(spans)))
    marked = re.findall(r'<mark class="d(\d)">(.*?)</mark>', html, re.DOTALL)
    deep = [min(3, sum(s.start <= at < s.end for s in spans)) for at in range(length)]
    for depth in (1, 2, 3):
        said = "".join(words_of(text) for level, text in marked if int(level) == depth)
        wanted = "".join(bare(read.text[at]) for at in range(length) if deep[at] == depth)
        assert said == wanted


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_shown_whole_and_dead(text: str) -> None:
    if not text.strip():
        return
    read = source("x", f"a{text}", "title: T", ".txt")
    html = written(read, [])
    assert words_of(html) == bare(read.text)
    assert not re.search(r"<(?!/?span)", html)
    assert "\u202e" not in html


def written(read: Source, quotes: list[Quoted]) -> str:
    text = MarkedText(read, quotes)
    spans = [
        (span, span == p.lead)
        for block in cut_blocks(read)
        for p in block.paragraphs
        for span in (p.lead, p.span)
        if span
    ]
    return "".join(text.html(span, label=label) for span, label in spans)


# -------------------------------------------------------------------------------- anchors


@pytest.mark.parametrize("stem", ["walk", "my bread"])
def test_every_line_on_which_a_quote_can_begin_is_an_anchor(stem: str) -> None:
    read = sample().sources[stem]
    ids = re.findall(r'id="([^"]+)"', reader_page(sample(), Templates()))
    assert len(ids) == len(set(ids))
    quotable = Quotable(read)
    for at in (n for n, char in enumerate(read.text) if char.strip()):
        passage = quotable.passage((Span(at, at + 1),))
        assert anchor(read, passage.lines.first, passage.seconds) in ids


def test_lines_of_a_file_that_has_one_line_have_anchors_by_time() -> None:
    """Whisper writes all on one line: a link to line 1 alone would lead to the beginning."""
    read = source("kites", WHISPER, "title: Kites", ".json")
    html = written(read, [])
    assert re.findall(r'id="([^"]+)"', html) == ["kites-1", "kites-1-4", "kites-1-9.5"]
    lines = text_lines(read)
    assert anchors(read, lines) == [anchor(read, one.line, one.seconds) for one in lines]


def test_text_lines_are_the_text_and_know_their_lines() -> None:
    for read in sample().sources.values():
        lines = text_lines(read)
        assert "".join(read.text[one.span.start : one.span.end] for one in lines) == read.text
        for one in lines:
            assert (read.line_at(one.span.start), one.line) == (one.line, one.line)
            assert read.seconds_at(one.span.start) == one.seconds


def test_lines_of_a_span_are_found_in_the_text() -> None:
    read = sample().sources["my bread"]
    text = MarkedText(read, [])
    span = text.span_of(Lines(4, 4))
    assert read.text[span.start : span.end].startswith("we call gluten")
    assert text.span_of(Lines(99, 120)) == Span(len(read.text), len(read.text))


# ---------------------------------------------------------------------------- what is said


def test_places_lead_to_the_second_of_the_recording_or_to_themselves() -> None:
    html = reader_page(sample(), Templates())
    places = re.findall(r'<a class="place" href="([^"]+)"', html)
    assert [unescape(href) for href in places] == [
        "https://www.youtube.com/watch?v=abc123&t=1s",
        "https://www.youtube.com/watch?v=abc123&t=70s",
        *(f"#my%20bread-{line}" for line in (1, 3, 6, 7)),
    ]
    assert "javascript:" not in html
    assert "CC BY 4.0, Mara Lind" in html


def test_contents_name_parts_headings_and_topics_in_the_order_of_the_text() -> None:
    text = "# Kites\n\nKites fly. They need wind.\n\n## Tails\n\nA tail steadies a kite.\n"
    made = sample()
    read = source("walk", text, "title: T", ".md")
    made = replace(made, notes=(), sources={**made.sources, "walk": read})
    html = reader_page(made, Templates())
    assert re.findall(r'level\d"><a href="([^"]+)" dir="auto">([^<]+)</a>', html)[:2] == [
        ("#walk-1", "Kites"),
        ("#walk-5", "Tails"),
    ]
    parts = re.findall(r'level1"><a href="(#my[^"]+)"', html)
    assert parts == ["#my%20bread-1", "#my%20bread-3"]


def test_no_answer_is_on_the_page() -> None:
    html = reader_page(sample(), Templates())
    asked = "".join(re.findall(r'<div class="asks".*?</div>', html))
    assert asked.count("asks") == 6
    assert not re.search("smallest|near side|Sixteen|net of proteins", asked)


def test_page_is_strictly_valid_and_always_the_same() -> None:
    for language in ("en", "de", "ar"):
        html = reader_page(sample(language), Templates())
        JustHTML(html, strict=True)
        assert html == reader_page(sample(language), Templates())
        assert "<script" not in html and html.count("</style>") == 1
        assert "{{ 7 * 7 }} {% raw %} &amp;" in html
        assert "\u202e" not in html


# ---------------------------------------------------------------------- blocks and segments


def test_talk_without_paragraphs_is_set_in_some() -> None:
    said = "- " + "So this is a sentence of a long talk,\nand it ends here.\n" * 60
    talk = source("x", said + "- Yes.\n- No.\n", "title: T", ".txt")
    block = next(cut_blocks(talk))
    sizes = [one.span.end - one.span.start for one in block.paragraphs]
    assert len(sizes) > 3
    assert all(300 <= size <= 1000 for size in sizes)


def test_code_and_lists_keep_their_lines() -> None:
    text = "Intro here, with words.\n\n```python\nx = 1\n\ny = 2\n```\n\n- one\n- two\n"
    blocks = cut_blocks(source("x", text, "title: T", ".md"))
    forms = [str(one.form) for block in blocks for one in block.paragraphs]
    assert forms == ["text", "code", "lines"]


def test_segments_hold_every_line_once_and_stay_in_their_part() -> None:
    talk = "".join(
        f"- {'Host asks?' if n % 2 else 'Guest says a thing or two of it. ' * 12}\n"
        for n in range(40)
    )
    meta = "title: T\nspeakers:\n  - {name: H, role: host}\n  - {name: G, role: guest, from_line: 19}\n"
    read = source("x", talk, meta, ".txt")
    segments = cut_segments(read)
    lines = [line for one in segments for line in range(one.lines.first, one.lines.last + 1)]
    assert lines == list(range(1, 41))
    assert 19 in [one.lines.first for one in segments]
    assert all(60 <= one.words <= 400 for one in segments)
    assert sum(one.words for one in segments) == sum(
        len(t.split()) for t in talk.replace("- ", "").splitlines()
    )


def test_stems_and_bread_are_what_these_tests_need() -> None:
    assert stem_name("my bread") == "my%20bread"
    assert "<script>" in BREAD and "\u202e" in BREAD


def test_titles_of_plain_text_are_headings_and_turns_are_not() -> None:
    text = (
        "2. How Kites Fly\n\nKites fly in the wind, and they need a tail.\n\nTails\n\nLong ones.\n"
    )
    forms = [str(b.paragraphs[0].form) for b in cut_blocks(source("x", text, "title: T", ".txt"))]
    assert forms == ["heading", "text", "heading", "text"]
    talk = "- And salt\n- Slows it down.\n- Yes\n- No.\n"
    forms = [str(b.paragraphs[0].form) for b in cut_blocks(source("x", talk, "title: T", ".txt"))]
    assert forms == ["text"] * 4
