"""The scorecard: every figure by hand on a tiny deck, planted faults, and the page in a browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from math import log
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

import pytest
from author import Author, run
from hypothesis import given
from hypothesis import strategies as st
from justhtml import JustHTML

from quizgen.checks.examples import example_deck
from quizgen.checks.model import Example
from quizgen.checks.proof import prove
from quizgen.checks.run import view_of
from quizgen.checks.scorecard import measure
from quizgen.checks.scorecard_model import Scorecard
from quizgen.checks.scorecard_parts import (
    Item,
    credit,
    evenness,
    longest,
    most_like_others,
    most_like_stem,
    near_pairs,
    odd_one_out,
    part_of,
    quartiles,
    share_of,
    wilson,
)
from quizgen.checks.similarity import jaccard
from quizgen.checks.views import DeckView
from quizgen.publishing.report import Mark, named, percent, report_json, report_page, verdict
from quizgen.rendering import Templates
from quizgen.schema import Concept, Finding, Severity, Status

if TYPE_CHECKING:
    from browser import Visitor

pytest_plugins = ("browser",)

SOURCE = (
    "The tide is raised by the Moon. It comes twice a day, for the Earth turns below it. "
    "Spring tides follow the new Moon. Neap tides follow the half Moon, seven days later. "
    "In 1687 Newton explained them. A harbour far from the ocean has hardly any tide at all.\n"
)
MOON = {"question": "What raises the tide?", "answer": "The Moon"}
QUOTED = [{"quote": "The tide is raised by the Moon"}]


def deck_view(
    *notes: dict[str, Any],
    source: str = SOURCE,
    concepts: Iterable[Concept] = (),
    approved: bool = True,
) -> DeckView:
    """A deck of notes that are approved unless they say otherwise."""
    said = {"status": "approved", "approved_by": "person"} if approved else {}
    deck, text = example_deck(Example(tuple(said | note for note in notes), source), ())
    deck = replace(deck, concepts=tuple(concepts))
    sources = {text.stem: text}
    return view_of(deck, sources, prove(deck, sources))


def card_of(*notes: dict[str, Any], findings: Iterable[Finding] = (), **more: Any) -> Scorecard:
    return measure(deck_view(*notes, **more), findings)


def choice(question: str, *options: str, key: int = 0) -> dict[str, Any]:
    said = [{"text": text} | ({"key": True} if n == key else {}) for n, text in enumerate(options)]
    return {"question": question, "options": said, "evidence": QUOTED}


# -------------------------------------------------------------------------------- arithmetic


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    # The first four as in R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1),
        (0, 0, 0, 1),
    ],
)
def test_wilson_interval(count: int, n: int, low: float, high: float) -> None:
    assert wilson(count, n) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.floats(0, n), st.just(n))))
def test_interval_holds_the_share(pair: tuple[float, int]) -> None:
    share = share_of(*pair)
    assert share.share is not None
    assert 0 <= share.low <= share.share + 1e-12 and share.share - 1e-12 <= share.high <= 1


def test_quartiles() -> None:
    five = quartiles([4, 1, 3, 2])
    assert (five.least, five.lower, five.median, five.upper, five.most) == (1, 1.75, 2.5, 3.25, 4)
    assert quartiles([7]).median == quartiles([7]).most == 7
    assert quartiles([]).n == 0


def test_evenness() -> None:
    assert evenness([5, 5, 5, 5]) == pytest.approx(1)
    assert evenness([9, 0, 0, 0]) == evenness([0, 0]) == evenness([]) == 0
    assert evenness([1, 1, 0, 0]) == pytest.approx(0.5)  # log 2 / log 4
    assert str(evenness([3])) == "0.0"


def test_parts_have_equally_many_words() -> None:
    starts = list(range(0, 200, 2))  # 100 words
    assert [part_of(starts[n], starts, 20) for n in (0, 4, 5, 49, 50, 99)] == [0, 0, 1, 9, 10, 19]
    assert part_of(10_000, starts, 20) == 19 and part_of(0, [], 20) == 0


def test_guessers() -> None:
    a, b, c, d = (frozenset({letter}) for letter in "abcd")
    item = Item(stem=a | b, lengths=(9, 5, 9), options=(a | b, b | c, c | d), key=0)
    assert credit(item, longest) == 0.5  # tied with the third
    assert credit(item, most_like_stem) == 1  # 2, 1, 0 words of the stem
    # Likeness to the others: (1/3 + 0) / 2, (1/3 + 1/3) / 2, (0 + 1/3) / 2.
    assert credit(item, most_like_others) == 0
    assert credit(item, odd_one_out) == 0.5  # the first and the last are equally odd
    assert credit(replace(item, key=1), most_like_others) == 1


@given(st.lists(st.frozensets(st.sampled_from("abcdefgh")), max_size=12), st.floats(0.1, 1))
def test_near_pairs_are_what_comparing_all_with_all_finds(
    sets: list[frozenset[str]], least: float
) -> None:
    named_sets = {str(number): words for number, words in enumerate(sets)}
    pairs, nearest = near_pairs(named_sets, least)
    every = {
        (a, b): jaccard(named_sets[a], named_sets[b])
        for a in named_sets
        for b in named_sets
        if int(a) < int(b)
    }
    assert {(p.first, p.second): p.likeness for p in pairs} == {
        pair: likeness for pair, likeness in every.items() if likeness >= least
    }
    for id_, likeness in nearest.items():
        assert likeness == max((v for pair, v in every.items() if id_ in pair), default=0.0)


# ------------------------------------------------------------------------------ the measures


def test_groundedness() -> None:
    card = card_of(
        {**MOON, "id": "good"},
        # Of {tide, rais, moon, comet} three stand there: three quarters is enough.
        {"id": "edge", "question": "What?", "answer": "Tide raised by Moon, comet"},
        # Of {moon, jupiter} one does, and nobody named Jupiter.
        {"id": "invented", "question": "Who raises it?", "answer": "The Moon and Jupiter"},
        {
            "id": "year",
            "question": "When?",
            "answer": "In 1688",
            "evidence": [{"quote": "In 1687 Newton"}],
        },
        {**MOON, "id": "unproved", "evidence": [{"quote": "raised by the Sun"}]},
        {"id": "empty", "question": "Is it so?", "answer": "No"},
    ).groundedness
    assert (card.quotes.count, card.quotes.n, card.quotes.notes) == (5, 6, ("unproved",))
    assert (card.answers.count, card.answers.n) == (2, 4)  # not: unproved, and words too small
    assert card.answers.notes == ("invented", "year")
    assert (card.facts.count, card.facts.notes) == (4, ("invented", "year"))
    assert (card.every.count, card.every.notes) == (3, ("invented", "year", "unproved"))
    # 1, 3/4, 1/2, 0
    assert card.support.median == pytest.approx(0.625)


def test_numbers_count_by_value_and_dates_are_known() -> None:
    card = card_of(
        {
            "question": "How many days later, as a talk of 2024 has it?",
            "answer": "7 days",
            "evidence": [{"quote": "Neap tides follow the half Moon, seven days later"}],
        }
    )
    assert card.groundedness.every.share == 1


def test_words_misheard_count_as_corrected() -> None:
    source = "- Tell us of the sea, Mara, will you?\n- The knee tide is the weak one, I think.\n- And why?\n"
    note = {"question": "What is weak?", "answer": "Neap tide", "speaker": "Mara Lind"}
    card = card_of({**note, "evidence": [{"quote": "is the weak one"}]}, source=source)
    assert card.groundedness.answers.share == 1


def test_coverage() -> None:
    concepts = [
        Concept("tide", "tide", importance=3),
        Concept("moon", "Moon", ("satellite",), importance=1),
        Concept("neap", "neap tide", importance=2),
        Concept("thanks", "thanks", skip="housekeeping"),
    ]
    coverage = card_of({**MOON, "concept": "tide"}, concepts=concepts).coverage
    assert coverage
    assert (coverage.concepts.count, coverage.concepts.n) == (1, 3)
    assert coverage.weighted == 3 / 6
    assert [(c.id, c.importance, c.mentioned) for c in coverage.missing] == [
        ("neap", 2, 0),
        ("moon", 1, 1),
    ]
    assert [(c.id, c.reason) for c in coverage.skipped] == [("thanks", "housekeeping")]
    assert card_of(MOON).coverage is None


def test_leakage() -> None:
    five = "harbour, ocean, Newton, spring and neap"
    card = card_of(
        {**MOON, "id": "no"},
        {"id": "four", "question": "Harbour, ocean, Newton, spring and what?", "answer": five},
        {"id": "three", "question": "Harbour, ocean, Newton and what?", "answer": five},
        {"id": "cloze", "text": "The Moon is the {{c1::Moon}}."},
        {
            "id": "reversed",
            "kind": "reversed",
            "question": "Moon",
            "answer": "The Moon raises tides",
        },
        {"id": "small", "question": "Is it so?", "answer": "No"},
    ).leakage
    assert (card.count, card.n, card.notes) == (3, 5, ("four", "cloze", "reversed"))


def test_testwise() -> None:
    several = choice("Which two?", "The Moon", "The Sun", "A whale")
    several["options"][1]["key"] = True
    card = card_of(
        choice("What raises it?", "The bright Moon", "A whale", "A ship", "A wind"),
        choice("What comes twice?", "A tide", "A moon"),
        several,
        MOON,
    ).testwise
    assert card.chance == (1 / 4 + 1 / 2) / 2
    first = card.guessers[0]
    assert (first.takes, first.right.count, first.right.n) == ("the longest option", 1.5, 2)
    assert first.gap == pytest.approx(0.75 - 0.375)
    assert card_of(MOON).testwise.chance is None


def test_redundancy() -> None:
    # {what, rais, tide, moon} is no set of ours: "what" is small. {rais, tide, moon} twice, and
    # {rais, tide, moon, harbour, ocean} shares 3 of 5 with each.
    card = card_of(
        {**MOON, "id": "a"},
        {**MOON, "id": "b", "question": "What raises a tide?"},
        {"id": "c", "question": "Who raises harbour and ocean?", "answer": "Tide, Moon"},
        {"id": "d", "question": "Who explained?", "answer": "Newton"},
    ).redundancy
    assert [(p.first, p.second, p.likeness) for p in card.pairs] == [
        ("a", "b", 1),
        ("a", "c", 0.6),
        ("b", "c", 0.6),
    ]
    assert (card.repeated.count, card.repeated.n, card.repeated.notes) == (3, 4, ("a", "b", "c"))
    assert card.nearest == pytest.approx((1 + 1 + 0.6 + 0) / 4)


def finding(note: str, rule: str = "some-rule", severity: Severity = Severity.WARNING) -> Finding:
    return Finding(Path("x.yaml"), 1, severity, rule, "message", note)


def test_flaws() -> None:
    findings = [
        finding("a"),
        finding("b"),
        finding("b"),
        finding("b", "worse", Severity.ERROR),
        finding("c", "told", Severity.INFO),
        finding("elsewhere"),
        finding("", "of-the-deck"),
    ]
    flaws = card_of(*({**MOON, "id": id_} for id_ in "abc"), findings=findings).flaws
    assert (flaws.none.count, flaws.none.n, flaws.none.notes) == (1, 3, ("a", "b"))
    assert (flaws.at_most_one.count, flaws.at_most_one.notes) == (2, ("b",))
    assert [(r.rule, r.severity, r.findings, r.notes) for r in flaws.rules] == [
        ("worse", "error", 1, 1),
        ("some-rule", "warning", 3, 2),
        ("of-the-deck", "warning", 1, 0),
        ("told", "info", 1, 1),
    ]


def test_spread() -> None:
    source = " ".join(f"word{number}" for number in range(100)) + "\n"

    def note(*places: int) -> dict[str, Any]:
        return {**MOON, "evidence": [{"quote": f"word{n} word{n + 1}"} for n in places]}

    (spread,) = card_of(note(0, 2), note(3), note(98, 51), note(96), source=source).spread
    assert spread.words == 100
    # Two notes in the first part, one of which quotes it twice; one note in part 10 and 19 both.
    assert {n: count for n, count in enumerate(spread.parts) if count} == {0: 2, 10: 1, 19: 2}
    expected = -(2 * 0.4 * log(0.4) + 0.2 * log(0.2)) / log(20)
    assert spread.evenness == pytest.approx(expected)
    assert (spread.filled.count, spread.filled.n) == (3, 20)


def test_mix_and_lengths() -> None:
    card = card_of(
        {**MOON, "speaker": "Mara Lind", "claim": "opinion", "level": "apply", "priority": 1},
        {**MOON, "approved_by": "model readers", "origin": "extractive"},
        {**MOON, "status": "rejected"},
        {**MOON, "status": "draft"},
        choice("What comes?", "The tide", "A ship"),
    )
    mix = card.mix
    assert (card.of, card.notes) == (Status.APPROVED, 3)
    assert dict(mix.status) == {"draft": 1, "approved": 3, "rejected": 1, "retired": 0}
    assert dict(mix.approved_by) == {"person": 2, "model readers": 1}
    assert dict(mix.origin) == {"authored": 2, "extractive": 1}
    assert [n for n in mix.kinds if n[1]] == [("basic", 2), ("choice", 1)]
    assert dict(mix.claims)["opinion"] == dict(mix.levels)["apply"] == 1
    assert mix.priorities == (("1", 1), ("2", 2), ("3", 0))
    assert mix.topics == (("Example", 3),)
    assert mix.speakers == (("none named", 2), ("Mara Lind", 1))
    # 4, 4 and 2 words are asked, 2 are answered, 7 are quoted
    assert (card.lengths.question.least, card.lengths.question.median) == (2, 4)
    assert card.lengths.answer.most == 2 and card.lengths.quotes.median == 7


def test_drafts_are_measured_while_nothing_is_approved() -> None:
    card = card_of(MOON, MOON, approved=False)
    assert (card.of, card.notes, card.groundedness.quotes.n) == (Status.DRAFT, 2, 2)
    assert "No note of this deck is approved yet" in report_page(card, Templates())


# ---------------------------------------------------------------------------- planted faults

GOOD: tuple[dict[str, Any], ...] = (
    {**MOON, "id": "moon", "concept": "tide"},
    {"id": "newton", "question": "Who explained it?", "answer": "Newton", "evidence": [{"quote": "In 1687 Newton explained them"}]},
    choice("What is the cause?", "The Moon", "A red whale", "A big ship", "The wind"),
    choice("What is behind it?", "A heavy log", "The Moon", "An old man", "The wind", key=1),
)  # fmt: skip
CONCEPTS = (Concept("tide", "tide"), Concept("neap", "neap tide", skip="later"))
NO_NOTE = Concept("spring", "spring tide")


def headline(card: Scorecard) -> dict[str, object]:
    ground = card.groundedness
    gaps = {guesser.takes: guesser.gap for guesser in card.testwise.guessers}
    return gaps | {
        "quotes": ground.quotes.share,
        "answers": ground.answers.share,
        "facts": ground.facts.share,
        "coverage": card.coverage and card.coverage.weighted,
        "leakage": card.leakage.share,
        "pairs": len(card.redundancy.pairs),
        "flaws": card.flaws.none.share,
    }


PLANTED: dict[str, tuple[int, dict[str, Any]]] = {
    "quotes": (0, {"evidence": [{"quote": "The tide is raised by the Sun"}]}),
    "answers": (1, {"answer": "somebody famous"}),
    "leakage": (0, {"question": "What does the Moon raise?"}),
    "the longest option": (
        2,
        choice("What is the cause?", "The Moon, the Moon, the Moon", "A red whale", "A big ship", "The wind"),
    ),
    "pairs": (1, {**MOON, "question": "So what raises the tide?", "evidence": QUOTED}),
}  # fmt: skip


@pytest.mark.parametrize("what", PLANTED)
def test_planted_fault_moves_its_measure_and_no_other(what: str) -> None:
    at, change = PLANTED[what]
    notes: list[dict[str, Any]] = list(GOOD)
    notes[at] = {**notes[at], **change}
    before = headline(card_of(*GOOD, concepts=CONCEPTS))
    after = headline(card_of(*notes, concepts=CONCEPTS))
    assert {name for name in before if before[name] != after[name]} == {what}


def test_other_plants() -> None:
    before = headline(card_of(*GOOD, concepts=CONCEPTS))
    uncovered = headline(card_of(*GOOD, concepts=(*CONCEPTS, NO_NOTE)))
    flawed = headline(card_of(*GOOD, concepts=CONCEPTS, findings=[finding("moon")]))
    named_ = headline(card_of(*GOOD[1:], {**GOOD[0], "question": "Which force, asks Kepler, raises the tide?"}, concepts=CONCEPTS))  # fmt: skip
    for after, what in ((uncovered, "coverage"), (flawed, "flaws"), (named_, "facts")):
        assert {name for name in before if before[name] != after[name]} == {what}


# ----------------------------------------------------------------------- the page and the JSON


def rich_card() -> Scorecard:
    """A card with a bit of everything that a page may have to show."""
    bad: list[dict[str, Any]] = [
        {**MOON, "id": "unproved", "evidence": [{"quote": "raised by the Sun"}]},
        {"id": "x" * 120, "question": "Who is the Moon?", "answer": "Moon"},
        *({**MOON, "id": f"repeated-{number}"} for number in range(12)),
        choice("What is it?", "The bright and shining Moon", "A whale"),
    ]
    concepts = [*CONCEPTS, NO_NOTE, Concept("long", "W" * 200, importance=3)]
    findings = [finding("unproved", "quote-not-found", Severity.ERROR), finding("x" * 120)]
    return card_of(*GOOD, *bad, concepts=concepts, findings=findings)


def empty_card() -> Scorecard:
    return card_of({**MOON, "status": "rejected"})


CARDS = {"rich": rich_card, "good": lambda: card_of(*GOOD, concepts=CONCEPTS), "empty": empty_card}


@pytest.mark.parametrize("name", CARDS)
def test_page_is_strictly_valid_and_always_the_same(name: str) -> None:
    html = report_page(CARDS[name](), Templates())
    JustHTML(html, strict=True)
    assert html == report_page(CARDS[name](), Templates())
    assert report_json(CARDS[name]()) == report_json(CARDS[name]())
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="(?!#|source\.html#|data:,")|url\(|@import', html)
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(re.findall(r'id="([^"]+)"', html))
    assert html.count("<svg") == len(
        re.findall(r'<svg[^>]*(?:role="img" aria-label="|aria-hidden)', html)
    )
    assert "useful" in html and "only a person" in html


def test_page_names_what_to_look_at() -> None:
    html = report_page(rich_card(), Templates())
    for told in (
        "unproved",
        "quote-not-found",
        "spring tide",
        "and 83 more pairs",
        "▲ take a look",
    ):
        assert told in html, told


def test_hostile_names_stay_text() -> None:
    evil = '</style><script>alert(1)</script>"'
    view = deck_view(*GOOD)
    view = replace(view, deck=replace(view.deck, name=evil, language='"><script>'))
    html = report_page(measure(view, ()), Templates())
    JustHTML(html, strict=True)
    assert "<script" not in html


def test_json_has_the_same_figures_in_a_stable_order() -> None:
    card = rich_card()
    said = json.loads(report_json(card))
    assert list(said)[:6] == ["format", "key", "name", "language", "of", "notes"]
    assert said["groundedness"]["quotes"]["count"] == card.groundedness.quotes.count
    assert said["mix"]["kinds"] == dict(card.mix.kinds)
    assert said["coverage"]["missing"][0]["id"] == "long"


def test_words_of_figures() -> None:
    assert [percent(s) for s in (0, 0.001, 0.5, 0.996, 1, None)] == ["0 %", "<1 %", "50 %", ">99 %", "100 %", "–"]  # fmt: skip
    most, every = Mark(0.1, at_least=False), Mark(1.0)
    assert verdict(share_of(0, 100), most) == "good"
    assert verdict(share_of(0, 4), most) == "few"
    assert verdict(share_of(2, 4), most) == "look"
    assert verdict(share_of(0, 0), most) == "none"
    assert verdict(share_of(3, 3), every) == "good"
    assert named("abc") == ("abc", 0)
    assert named("abcdefghijk")[1] == 3


def test_a_language_without_word_lists_is_said() -> None:
    view = deck_view(MOON)
    deck = replace(view.deck, language="xx")
    sources = {stem: source.source for stem, source in view.sources.items()}
    card = measure(view_of(deck, sources, prove(deck, sources)), ())
    assert not card.word_lists
    assert "Rough figures" in report_page(card, Templates())


def test_three_hundred_notes_take_less_than_a_second() -> None:
    view = deck_view(*GOOD)
    topic = view.deck.topics[0]
    many = tuple(
        replace(note, id=f"{note.id}-{number}") for number in range(75) for note in topic.notes
    )
    deck = replace(view.deck, topics=(replace(topic, notes=many),))
    sources = {stem: source.source for stem, source in view.sources.items()}
    proof = prove(deck, sources)
    began = perf_counter()
    card = measure(view_of(deck, sources, proof), ())
    report_page(card, Templates())
    assert perf_counter() - began < 5
    assert card.notes == 300


# ---------------------------------------------------------------------------------- the command


def test_command_writes_two_files_and_a_line_for_each_deck(tmp_path: Path) -> None:
    author = Author(tmp_path / "workspace")
    before = {p: p.read_bytes() for p in author.root.rglob("*") if p.is_file()}
    made = run(author.root, "report")
    assert made.exit_code == 0, made.output
    assert re.fullmatch(r"tides: .* -> out/tides/report\.html\n", made.stdout)
    after = {p: p.read_bytes() for p in author.root.rglob("*") if p.is_file()}
    assert {p.name for p in after.keys() - before.keys()} == {"report.html", "report.json"}
    assert before.items() <= after.items()


def test_bytes_do_not_depend_on_the_order_of_sets(tmp_path: Path) -> None:
    author = Author(tmp_path / "workspace")
    pages = []
    for seed in "12":
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "quizgen", "report"]
        subprocess.run(command, cwd=author.root, env=environment, check=True, capture_output=True)
        out = author.root / "out" / "tides"
        pages.append([(out / f"report.{kind}").read_bytes() for kind in ("html", "json")])
    assert pages[0] == pages[1]


# ---------------------------------------------------------------------------------- the browser

# The contrast of every text, words in pictures included, with what is painted behind it.
CONTRAST = """() => {
  const rgb = c => c.match(/[\\d.]+/g).map(Number);
  const lum = c => { const [r, g, b] = rgb(c).slice(0, 3).map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (rgb(c)[3] !== 0) return c } return "rgb(255,255,255)" };
  return [...document.querySelectorAll("main *")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => { const s = getComputedStyle(e), a = lum(e.ownerSVGElement ? s.fill : s.color), b = lum(ground(e));
      return [e.outerHTML.slice(0, 80), (Math.max(a, b) + .05) / (Math.min(a, b) + .05)] }) }"""
WIDEST = """() => Math.max(document.documentElement.scrollWidth,
  ...[...document.querySelectorAll('main *')].map(e => e.getBoundingClientRect().right))"""


@pytest.fixture(params=list(CARDS))
def page_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text(report_page(CARDS[request.param](), Templates()), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [320, 390, 800, 1400])
def test_nothing_is_fetched_and_nothing_is_too_wide(
    visitor: Visitor, page_file: Path, width: int
) -> None:
    with visitor.open(page_file, width=width) as seen:
        assert seen.page.evaluate(WIDEST) <= width + 0.5
    assert seen.requests == seen.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_can_be_read_by_day_and_by_night(
    visitor: Visitor, page_file: Path, scheme: Literal["light", "dark"]
) -> None:
    with visitor.open(page_file) as seen:
        seen.page.emulate_media(color_scheme=scheme)
        ratios = seen.page.evaluate(CONTRAST)
        ground = seen.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert len(ratios) > 40
    assert [(text, ratio) for text, ratio in ratios if ratio < 4.5] == []
    assert (ground == "rgb(32, 34, 38)") == (scheme == "dark")


def test_paper_is_light_even_at_night(visitor: Visitor, page_file: Path) -> None:
    with visitor.open(page_file) as seen:
        seen.page.emulate_media(media="print", color_scheme="dark")
        ink = seen.page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert ink == "rgb(29, 32, 36)"
