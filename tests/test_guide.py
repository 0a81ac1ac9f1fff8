"""The study guide: concepts in the order of study, questions on them, answers only where asked."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from justhtml import JustHTML
from paper_sample import edition
from reader_sample import CONCEPTS, NOTES, sample

from quizgen.publishing.edition import Edition
from quizgen.publishing.guide import guide_page
from quizgen.rendering import Templates
from quizgen.schema import Choice, Concept, ConceptSpan, Lines

CASES = Path(__file__).parent / "cases" / "reader"


def page(made: Edition | None = None, *, answers: bool = False) -> str:
    return guide_page(made or sample(), Templates(), answers=answers)


@pytest.mark.parametrize("name", ["guide", "guide-answers"])
def test_sample_is_printed_as_in_the_golden_file(name: str) -> None:
    """Set UPDATE_CASES=1 to rewrite the files, and read the difference before it is kept."""
    html = page(answers=name == "guide-answers")
    made = html[html.index("<body>") :]
    golden = CASES / f"{name}.html"
    if os.environ.get("UPDATE_CASES"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


def test_concepts_stand_in_the_order_of_study_and_skipped_ones_do_not() -> None:
    html = page()
    assert re.findall(r'id="concept:([\w-]+)"', html) == ["bulges", "neap-tides", "gluten", "yeast"]
    assert "crust" not in html and "salt<" not in html.partition("<main")[2]
    topics = re.findall(r'<h2 id="topic:\d" dir="auto">([^<]+)</h2>', html)
    assert topics == ["Tides", "Bread &lt;em&gt;", "Dough"]
    assert re.findall(r"★", html) == ["★"]


def test_every_question_is_there_once_with_its_number() -> None:
    made = edition(25)
    html = page(made)
    found = re.findall(r'data-question="([\w-]+)" value="(\d+)"', html)
    assert found == [(p.note.id, str(n)) for n, p in enumerate(made.notes, 1)]
    assert "<h3" not in html  # a deck without concepts has topics and questions only


def test_who_says_it_is_who_is_quoted_or_who_explains_it() -> None:
    quoted = {name: re.sub(r"\s+", " ", part) for name, part in ideas(page()).items()}
    assert "Said by Mara Lind" in quoted["bulges"]
    assert "Said by" not in quoted["yeast"]
    spans = (ConceptSpan("my bread", Lines(6, 8)),)
    yeast = replace(next(c for c in CONCEPTS if c.id == "yeast"), spans=spans)
    made = sample()
    made = replace(made, deck=replace(made.deck, concepts=(yeast,)))
    assert "Said by Oke &lt;i&gt;Adeyemi" in ideas(page(made))["yeast"]


def test_place_of_a_span_that_begins_on_a_blank_line_is_the_next_line_with_words() -> None:
    made = sample()
    spans = (ConceptSpan("my bread", Lines(2, 4)), ConceptSpan("my bread", Lines(90, 99)))
    concept = Concept("late", "late", spans=spans)
    html = page(replace(made, deck=replace(made.deck, concepts=(concept,))))
    assert 'href="source.html#my%20bread-3">lines 2–4' in html
    assert 'href="source.html#my%20bread-8">lines 90–99' in html


def ideas(html: str) -> dict[str, str]:
    parts = re.split(r'id="concept:', html)[1:]
    return {part.partition('"')[0]: part for part in parts}


def test_page_to_hand_out_holds_no_answer() -> None:
    html = page()
    assert "data-answer" not in html
    for secret in ("The near side", "The net of proteins", ">smallest"):
        assert secret not in html
        assert secret.replace("<", "&lt;") in page(answers=True)
    answers = re.findall(r'data-answer="([^"]*)"', page(answers=True))
    assert answers == ["The near side", "smallest", "A", "The net of proteins &lt;u&gt;", "The net"]


def test_page_to_hand_out_is_the_same_whichever_option_is_the_key() -> None:
    def keyed(place: int) -> str:
        made = sample()
        fundy = NOTES["Tides"][2]
        assert isinstance(fundy.content, Choice)
        options = tuple(replace(o, key=i == place) for i, o in enumerate(fundy.content.options))
        changed = replace(fundy, content=replace(fundy.content, options=options, fixed_order=True))
        notes = tuple(
            replace(p, note=changed) if p.note.id == changed.id else p for p in made.notes
        )
        return page(replace(made, notes=notes))

    assert len({keyed(place) for place in range(3)}) == 1


def test_pages_are_strictly_valid_and_always_the_same() -> None:
    for made in (sample(), sample("fr"), sample("he"), edition(25)):
        for answers in (False, True):
            html = page(made, answers=answers)
            JustHTML(html, strict=True)
            assert html == page(made, answers=answers)
            assert "<script" not in html and html.count("</style>") == 1
    assert 'dir="rtl"' in page(sample("he")) and "Guide d’étude" in page(sample("fr"))
