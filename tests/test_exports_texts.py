"""Any text comes back as it was, through somebody else's parser or Moodle's rules of reading."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from export_samples import TEXTS, UNHURRIED, choice, export, one, text
from gift_reader import read_gift
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quizgen.markup import Medium, clean, to_html, to_lines, to_text
from quizgen.publishing.exports.gift import escape
from quizgen.publishing.exports.spreadsheet import FORMULA, guard
from quizgen.schema import Answerable, Cloze, Kind

WIDE = "\uff1d\uff0b\uff0d\uff20"


def shown(markdown: str) -> str:
    """What a card shows of a text; the same HTML goes to Moodle and Canvas."""
    return to_html(markdown, Medium.CARD)


def same(one: str, other: str) -> bool:
    """Equal as pages: what HTML means, at the ends white space apart."""
    return html.unescape(one).strip() == html.unescape(other).strip()


def without_nonchars(said: str) -> str:
    return re.sub("[\ufffe\uffff]", "", said)


# --------------------------------------------------------------------------- csv, tsv, json


@UNHURRIED
@given(TEXTS, TEXTS, TEXTS)
def test_csv_gives_back_every_text(question: str, answer: str, why: str) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(text("csv", one(Kind.BASIC, Answerable(question, answer), why=why)))
        )
    )
    assert len(rows) == 1
    told = {name: cell.removeprefix("'") for name, cell in rows[0].items()}
    assert told["question"] == to_lines(question)
    assert told["answer"] == to_lines(answer)
    assert told["why"] == to_lines(why)
    assert told["id"] == "n"


@UNHURRIED
@given(st.text() | TEXTS)
@example("=cmd|' /C calc'!A0")
@example("'=1")
@example(" =1")
@example("\t=1")
@example(WIDE)
def test_no_cell_is_a_formula_and_the_guard_can_be_taken_away(cell: str) -> None:
    guarded = guard(cell)
    assert guarded.lstrip()[:1] not in ("=", "+", "-", "@", *WIDE)
    assert guarded.removeprefix("'") == cell
    assert guarded == cell or FORMULA.match(cell)


@UNHURRIED
@given(TEXTS, TEXTS)
def test_json_gives_back_every_text(question: str, answer: str) -> None:
    note = json.loads(export("json", one(Kind.BASIC, Answerable(question, answer))).data)["notes"][
        0
    ]
    kept = question.encode("utf-8", "replace").decode()
    assert note["question"] == kept
    assert note["answer"] == answer.encode("utf-8", "replace").decode()


@UNHURRIED
@given(TEXTS, TEXTS)
def test_a_line_of_quizlet_is_one_card_with_two_sides(question: str, answer: str) -> None:
    said = text("quizlet", one(Kind.BASIC, Answerable(question, answer)))
    assert said.count("\n") == 1 and said.endswith("\n")
    front, back = said[:-1].split("\t")
    for side, whole in ((front, question), (back, answer)):
        assert side.replace(" / ", " ").split() == to_lines(whole).replace(" / ", " ").split()


# --------------------------------------------------------------------------- gift


@UNHURRIED
@given(TEXTS, st.lists(TEXTS, min_size=2, max_size=6), TEXTS, st.integers(1, 5))
@example("q", ["\x85[html]", "\x85%50%half"], "why", 1)
def test_gift_gives_back_choices(question: str, texts: list[str], why: str, keys: int) -> None:
    texts = [t for t in texts if shown(t).strip()]
    assume(len(texts) >= 2 and shown(question).strip())
    keys = min(keys, len(texts) - 1)
    read = read_gift(text("gift", one(Kind.CHOICE, choice(question, *texts, keys=keys, why=why))))
    assert [(q.id, q.type, q.idnumber) for q in read] == [("n", "multichoice", "n")]
    assert same(read[0].text, shown(question))
    right = [a for a in read[0].answers if a.fraction > 0]
    assert sorted(html.unescape(a.text).strip() for a in right) == sorted(
        html.unescape(shown(t)).strip() for t in texts[:keys]
    )
    assert len(read[0].answers) == len(texts)
    assert all(same(a.feedback, shown(why)) for a in read[0].answers)
    assert abs(sum(a.fraction for a in right) - 100) < 0.01


@UNHURRIED
@given(TEXTS, TEXTS)
@example("q", "%50%half")
@example("q", "a->b")
@example("q", "2*3")
@example("q", "[html]")
@example("q", "\x85[html]")
@example("q", "&&058;")
def test_gift_gives_back_short_answers(question: str, answer: str) -> None:
    assume(to_text(answer) and shown(question).strip())
    made = export("gift", one(Kind.TYPE_IN, Answerable(question, answer)))
    read = read_gift(made.data.decode())[0]
    assert same(read.text, shown(question))
    if read.type == "essay":
        assert "->" in answer or "&&" in answer
        assert html.unescape(shown(answer)).strip() in html.unescape(read.feedback)
        assert "asked as an essay" in made.remarks[0]
    else:
        assert [(a.text.replace(r"\*", "*"), a.fraction) for a in read.answers] == [
            (to_text(answer), 100)
        ]


@UNHURRIED
@given(TEXTS)
def test_gift_gives_back_feedback(why: str) -> None:
    assume(shown(why).strip())
    read = read_gift(text("gift", one(Kind.BASIC, Answerable("q", "a"), why=why)))[0]
    assert html.unescape(shown(why)).strip() in html.unescape(read.feedback)


def test_the_reader_of_gift_sees_what_is_not_escaped() -> None:
    """Planted: the same texts, written as they are, do not come back."""
    for bad in ("a ~ b", "a = b", "a # b", "a \\neq b"):
        assert read_gift(f"::n::q{{={bad}}}")[0].answers[0].text != bad, bad
        assert read_gift(f"::n::q{{={escape(bad)}}}")[0].answers[0].text == bad
    with pytest.raises(AssertionError):
        read_gift("::n::q{=a } b}")


# --------------------------------------------------------------------------- moodle


def moodle(edition_of: object) -> ET.Element:
    questions = ET.fromstring(export("moodle", edition_of).data).findall("question")  # type: ignore[arg-type]
    assert [q.get("type") for q in questions][0] == "category"
    return questions[1]


@UNHURRIED
@given(TEXTS, TEXTS, TEXTS)
def test_moodle_gives_back_every_text(question: str, answer: str, why: str) -> None:
    read = moodle(one(Kind.BASIC, Answerable(question, answer), why=why))
    assert (read.findtext("name/text"), read.findtext("idnumber")) == ("n", "n")
    assert (read.findtext("questiontext/text") or "") == without_nonchars(shown(question))
    feedback = read.findtext("generalfeedback/text") or ""
    assert without_nonchars(shown(answer)) in feedback
    assert without_nonchars(shown(why)) in feedback


@UNHURRIED
@given(TEXTS)
def test_moodle_gives_back_what_is_typed(answer: str) -> None:
    assume(without_nonchars(to_text(answer)))
    read = moodle(one(Kind.TYPE_IN, Answerable("q", answer)))
    told = read.findtext("answer/text") or ""
    assert told.replace(r"\*", "*") == without_nonchars(to_text(answer))
    assert not re.search(r"(?<!\\)\*", told)


BLANK = re.compile(r"\{1:SHORTANSWER:=(.+?)(?<!\\|&)(?=[~#}])\}", re.DOTALL)


@UNHURRIED
@given(TEXTS, TEXTS, TEXTS)
@example("before {1:SA:=x} ", "a~b#c}d", " after")
def test_moodle_gives_back_blanks(before: str, hidden: str, after: str) -> None:
    assume(not re.search(r"[{}:\\]|\n|^\s|\s$", hidden) and without_nonchars(to_text(hidden)))
    cloze = f"{before} {{{{c1::{hidden}}}}} {after}"
    assume(before.count("{{") == after.count("{{") == 0 and "`" not in before + hidden + after)
    assume(not clean(before + after).count("\\"))
    read = moodle(one(Kind.CLOZE, Cloze(cloze)))
    asked = read.findtext("questiontext/text") or ""
    assert BLANK.findall(asked) and len(re.findall(r"\{\d*:", asked)) == 1, asked
    told = html.unescape(BLANK.findall(asked)[0]).replace(r"\*", "*")
    assert told == without_nonchars(to_text(hidden))
