"""GIFT through a parser that is not ours: every question, and every trap at every place."""

from __future__ import annotations

import html
from collections import Counter
from typing import TYPE_CHECKING

import export_samples as samples
import paper_sample

from quizgen.markup import Medium, clean, to_html, to_text
from quizgen.publishing.edition import Edition
from quizgen.schema import Answerable, Content, Evidence, Kind, Note, Status

if TYPE_CHECKING:
    from gift_parser import GiftParser

pytest_plugins = ("gift_parser",)


def many(kind: Kind, contents: list[Content]) -> Edition:
    notes = tuple(
        Note(f"n-{n}", kind, content, (Evidence(samples.QUOTE),), Status.APPROVED, why="w = {1:2}")
        for n, content in enumerate(contents)
    )
    return paper_sample.edition(topics={"Bread": notes})


def shown(markdown: str) -> str:
    return html.unescape(to_html(markdown, Medium.CARD)).strip()


def test_the_sample_deck(gift_pegjs: GiftParser) -> None:
    made = paper_sample.edition()
    read = gift_pegjs.parse(samples.text("gift", made))
    types = Counter(question["type"] for question in read)
    assert types == {"Category": 3, "MC": 9, "Short": 4, "Essay": 10}
    asked = [question for question in read if question["type"] != "Category"]
    assert all(question["title"] == question["id"] for question in asked)
    assert all("level-remember" in question["tags"] for question in asked)
    assert all("<blockquote>" in question["globalFeedback"]["text"] for question in asked)


def test_every_trap_in_questions_options_and_reasons(gift_pegjs: GiftParser) -> None:
    traps = [trap for trap in samples.TRAPS if clean(trap).strip()]
    texts = [*traps, *(f"{a}{b}" for a, b in zip(traps, traps[1:], strict=False))]
    texts += [f"before {trap} behind" for trap in traps]
    made = many(Kind.CHOICE, [samples.choice(t, f"a{t}", t, why=t) for t in texts])
    read = [q for q in gift_pegjs.parse(samples.text("gift", made)) if q["type"] != "Category"]
    assert len(read) == len(texts)
    for text, question in zip(texts, read, strict=True):
        assert question["type"] == "MC"
        assert html.unescape(question["stem"]["text"]).strip() == shown(text), text
        options = {html.unescape(c["text"]["text"]).strip(): c for c in question["choices"]}
        assert options.keys() == {shown(f"a{text}"), shown(text)}, text
        assert options[shown(f"a{text}")]["isCorrect"] and not options[shown(text)]["isCorrect"]
        reasons = {html.unescape(c["feedback"]["text"]).strip() for c in question["choices"]}
        assert reasons == {shown(text)}


def test_every_trap_as_a_short_answer(gift_pegjs: GiftParser) -> None:
    texts = [f"{trap}x" for trap in samples.TRAPS if "->" not in trap]
    made = many(Kind.TYPE_IN, [Answerable("q?", text) for text in texts])
    read = [q for q in gift_pegjs.parse(samples.text("gift", made)) if q["type"] != "Category"]
    assert Counter(question["type"] for question in read) == {"Short": len(texts)}
    for text, question in zip(texts, read, strict=True):
        (answer,) = question["choices"]
        assert answer["weight"] == 100
        assert answer["text"]["text"].replace(r"\*", "*").split() == to_text(text).split(), text


def test_fractions_and_topics(gift_pegjs: GiftParser) -> None:
    choice = samples.choice("q", "a", "b", "c", "d", "e", keys=3)
    made = samples.one(Kind.CHOICE, choice, topic="Input / output")
    category, question = gift_pegjs.parse(samples.text("gift", made))
    assert category["title"].endswith("/Input // output")
    assert sorted(c["weight"] for c in question["choices"]) == [
        -50,
        -50,
        33.33333,
        33.33333,
        33.33333,
    ]
