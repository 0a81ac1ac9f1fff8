"""QTI 1.2: as its specification says, with Canvas's names; every answer counts as it should."""

from __future__ import annotations

import re

import export_samples as samples
import pytest
from hypothesis import assume, given
from paper_sample import edition
from qti_reader import read_qti, read_questions

from quizgen.markup import Medium, to_html, to_text
from quizgen.schema import Answerable, Choice, Cloze, Kind

TYPES = {
    Kind.TYPE_IN: "short_answer_question",
    Kind.BASIC: "essay_question",
    Kind.REVERSED: "essay_question",
}


def test_every_kind_is_what_canvas_calls_it() -> None:
    made = edition()
    _, items = read_qti(samples.export("qti", made).data)
    by_id = {item.ident: item for item in items}
    for proven in made.notes:
        note, item = proven.note, by_id[proven.note.id]
        if isinstance(note.content, Choice):
            several = len(note.content.keys) > 1
            assert item.type == f"multiple_{'answers' if several else 'choice'}_question"
            keys = {to_html(option.text, Medium.CARD) for option in note.content.keys}
            ((share, wanted, forbidden),) = item.right
            assert share == 100 and {item.options[ident] for ident in wanted} == keys
            assert not several or wanted | forbidden == item.options.keys()
        elif note.kind in TYPES:
            assert item.type == TYPES[note.kind]
            assert item.right == ([] if item.type == "essay_question" else item.right)
        assert "<blockquote>" in item.feedback["general_fb"]


def test_blanks_are_named_by_their_numbers_and_share_the_points() -> None:
    text = "{{c2::Spring}} and {{c1::neap}} tides, {{c2::high}} and low [sic]"
    _, (item,) = read_qti(samples.export("qti", samples.one(Kind.CLOZE, Cloze(text))).data)
    assert item.type == "fill_in_multiple_blanks_question"
    assert item.text == "[c2] and [c1] tides, [c2_2] and low [sic]"
    assert item.blanks == ["c2", "c1", "c2_2"]
    assert item.points == 3
    assert [share for share, _, _ in item.right] == [33.33] * 3
    assert sorted(item.options.values()) == ["Spring", "high", "neap"]


def test_answers_keep_their_numbers_wherever_the_shuffle_puts_them() -> None:
    made = edition()
    _, items = read_qti(samples.export("qti", made).data)
    content = next(p.note.content for p in made.notes if p.note.id == "tides-why-two-bulges")
    assert isinstance(content, Choice)
    item = next(item for item in items if item.ident == "tides-why-two-bulges")
    assert [item.options[str(1001 + n)] for n in range(4)] == [o.text for o in content.options]
    assert set(item.feedback) == {"general_fb", "1001_fb", "1002_fb"}


@pytest.mark.parametrize("fixed", [True, False])
def test_a_fixed_order_keeps_canvas_from_shuffling(fixed: bool) -> None:
    choice = samples.choice("q", "first", "second", fixed=fixed)
    settings, _ = read_qti(samples.export("qti", samples.one(Kind.CHOICE, choice)).data)
    assert settings.findtext("shuffle_answers") == ("false" if fixed else "true")
    assert settings.findtext("available") == "false"  # students see nothing before the teacher


@samples.UNHURRIED
@given(samples.TEXTS, samples.TEXTS, samples.TEXTS)
def test_qti_gives_back_every_text(question: str, answer: str, why: str) -> None:
    assume(to_text(answer))
    made = samples.one(Kind.TYPE_IN, Answerable(question, answer), why=why)
    _, (item,) = read_qti(samples.export("qti", made).data)
    plain = re.sub("[\ufffe\uffff]", "", to_html(question, Medium.CARD))
    assert item.text == plain
    assert item.right[0][1] == {re.sub("[\ufffe\uffff]", "", to_text(answer))}
    assert re.sub("[\ufffe\uffff]", "", to_html(why, Medium.CARD)) in item.feedback["general_fb"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</itemmetadata>", "</itemmetadata><itemfeedback ident='x'/>"),
        ('linkrefid="general_fb"', 'linkrefid="elsewhere"'),
        ('respident="response1"', 'respident="response2"'),
        (">1001</varequal>", ">1009</varequal>"),
        ("<outcomes>", "<score/><outcomes>"),
        ('rcardinality="Single"', 'rcardinality="One"'),
    ],
)
def test_the_check_finds_what_is_planted(old: str, new: str) -> None:
    import io
    import zipfile

    choice = samples.choice("q", "first", "second")
    package = samples.export("qti", samples.one(Kind.CHOICE, choice)).data
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        text = archive.read("three-things/three-things.xml").decode()
    assert len(read_questions(text.encode())) == 1
    assert old in text
    with pytest.raises(AssertionError):
        read_questions(text.replace(old, new).encode())
