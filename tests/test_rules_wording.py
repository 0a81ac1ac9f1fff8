"""The rules on wording: what each must find, near misses, and what no text may do to them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.checks import rules_answer, rules_cloze, rules_context, rules_markup, rules_question
from quizgen.checks.examples import example_view
from quizgen.checks.model import DeckRule, Example, Hit, NoteRule, Rule
from quizgen.checks.rules_markup import tidy_spaces
from quizgen.checks.views import DeckView
from quizgen.schema import Answerable, Cloze, Kind, Severity

MODULES = (rules_context, rules_question, rules_answer, rules_markup, rules_cloze)
RULES: tuple[Rule, ...] = tuple(rule for module in MODULES for rule in module.RULES)
TALK = (
    "- Tell us of the sea, Mara, will you?\n- The tide comes twice a day in Rotterdam, I think, "
    "and the neap tide is weak.\n- And why?\n"
)


def hits_of(rule: Rule, view: DeckView) -> list[Hit]:
    if isinstance(rule, DeckRule):
        return [hit for _, hit in rule.check(view)]
    return [h for note in view.notes if note.note.kind in rule.kinds for h in rule.check(note)]


def found(id_: str, fields: Mapping[str, Any], source: str = TALK) -> list[Hit]:
    rule = next(rule for rule in RULES if rule.id == id_)
    return hits_of(rule, example_view(Example((fields,), source)))


def asked(question: str, answer: str = "Gravity") -> dict[str, Any]:
    return {"question": question, "answer": answer}


def said(answer: str, question: str = "What raises the tide?") -> dict[str, Any]:
    return {"question": question, "answer": answer}


def cloze(text: str) -> dict[str, Any]:
    return {"text": text}


A, S, C = asked, said, cloze
BAD: dict[str, list[dict[str, Any]]] = {
    "vague-source-reference": [
        A("According to the speaker, what raises the tide?"),
        A("What does the author argue about neap tides?"),
        A("What is the guest's view of dykes?"),
        A("Which harbour was mentioned earlier?"),
        A("What was said in this interview about Rotterdam?"),
        A("According to her, what raises the tide?"),
        C("In the podcast, tides are called {{c1::breaths of the sea}}."),
        A("As the lecturer told her class, what raises the tide?"),
        A("Which harbour impressed this guest, by her 2024 account?"),
        A("What is, for the narrator (2024), the cause of the tide?"),
        A("What is the interviewee's firm conviction about dykes?"),
    ],
    "dangling-reference": [
        asked("What is it used to measure in a harbour?"),
        A("Why did he leave?"),
        A("What does it predict?"),
        A("Why does this approach fail in winter?"),
        A("According to Mara Lind, why do they matter?"),
        A("How did Mara Lind explain such a claim?"),
        C("It comes {{c1::twice}} a day in most harbours."),
        A("With that theory, which tide did Newton explain?"),
        A("Given that assumption, how high is the tide in Rotterdam?"),
        A("According to him, what raises the tide?"),
        A("Against it, the harbour of Rotterdam has which wall?"),
    ],
    "no-context-anchor": [
        A("What is the main benefit?"),
        A("Why does the approach work?"),
        A("What are the key ideas?"),
        A("How do the results differ?"),
    ],
    "undefined-acronym": [
        A("What does the MHWS depend on?"),
        A("Which ship did the KNRM send?"),
        A("What do two MSLs have in common?"),
        C("The HAT is reached every {{c1::18.6}} years."),
    ],
    "yes-no-question": [
        asked("In a canal, when the gate is open, is the chamber filled?"),
        A("Is there a tide in the Baltic Sea?"),
        A("According to Mara Lind, does the Moon raise the tide?"),
        A("If the Moon were gone, would the tide stop?"),
        S("Yes, by its gravity"),
        S("No."),
    ],
    "not-a-question": [
        A("The way in which the Moon acts on the sea"),
        A("The neap tide"),
        A("What raises the tide."),
        A("What is the cause what is the cause of the tide?"),
    ],
    "compound-question": [
        A("What raises the tide, and why?"),
        A("Who built the dyke and when was it opened?"),
        A("What raises the tide? What lowers it?"),
        A("What is a neap tide, and does it come every week?"),
    ],
    "invites-many-answers": [
        A("What is one effect of the tide?"),
        A("Give an example of a tidal harbour."),
        A("What is the main purpose of a dyke?"),
        A("Why is yeast important in bread?"),
        A("How does salt affect the dough?"),
        A("Describe the tide."),
    ],
    "question-too-long": [
        A("What raises " + "the very " * n + "high tide?") for n in (14, 15, 20, 30)
    ],
    "answer-too-long": [S("water " * 16), S("water " * 26), S("water " * 41), S("so " * 30)],
    "multi-fact-answer": [
        S("It was founded in 2021 and it sells an API"),
        S("The Moon raises it; the Sun makes it stronger"),
        S("The Moon. It also slows our planet."),
        S("The Moon raises the tide, and the Sun weakens the effect"),
        S("The Moon raises the tide, which slows the turning of our planet"),
        S("Dykes protect harbours, while most farmers prefer higher ground"),
        S("The Moon attracts the sea, but older sailors blamed another force"),
        S("Rye needs salt and water, which slows the yeast", "Which two things need rye?"),
        S("It rises much higher, which brought many floods", "How does a spring tide differ?"),
    ],
    "list-answer": [
        S("Flour, water, salt and yeast"),
        S("flour; water; salt"),
        S("- flour\n- water\n- salt"),
        S("(a) flour (b) water (c) salt"),
        C("Bread needs {{c1::flour, water, salt, yeast, time and heat}} in the right order."),
    ],
    "answer-given-away": [
        A("Which pull, gravity, raises the tide?"),
        A("What is the tidal force hypothesis?", "The tidal force hypothesis"),
        A("How is the bridge over the river called?", "A river bridge"),
        C("The {{c1::neap tide}} is weak, for a neap tide comes at half moon."),
        C("The tide turns {{c1::28}} times in a fortnight, namely 28 times."),
        A("Which pull (hint: the Moon or the Sun) raises the tide?", "The Moon or the Sun"),
        A("Bearing gravity in mind, what happens when a dyke or a dam breaks?"),
    ],
    "markup-broken": [
        A("What (in the sea is raised?"),
        A("What is a \u201cneap tide?"),
        A("What is \\(x^2?"),
        A("What is <b>tide</b>?"),
        A("What is the moon\u00e2\u20ac\u2122s pull?"),
        A("What is a {{c1::tide}}?"),
        A("What is `a tide?"),
        A("What is **a tide?"),
        A("What  is a tide?"),
        A("What is the) tide?"),
        A("What is a tide ?"),
    ],
    "readability-grade": [
        A(
            "Which characteristic meteorological precondition fundamentally necessitates "
            "precautionary evacuation of communities situated immediately alongside estuaries"
            + "?"
            * n
        )
        for n in (1, 2, 3, 4)
    ],
    "cloze-function-word": [
        C("Bakers let a dough rise {{c1::with}} yeast before baking."),
        C("Bakers let a dough rise with yeast {{c1::before}} baking."),
        C("The tide {{c1::is}} raised by the pull of the Moon."),
        C("The tide comes in{{c1::,}} then it goes out again."),
    ],
    "cloze-overdeleted": [
        C("The {{c1::Moon}} {{c1::raises}} the {{c1::tide}} daily."),
        C("A {{c1::neap tide comes at half moon}} always."),
        C("{{c1::Yeast}} lifts."),
        C("In bread, {{c1::yeast eats sugar and makes gas}} warmly, slowly."),
    ],
    "cloze-too-many-per-number": [
        C("Bread: " + ", ".join("{{c1::" + word + "}}" for word in words.split()))
        for words in (
            "flour water salt yeast",
            "a1 b2 c3 d4",
            "rye oat wheat malt milk",
            "x y z w v u",
        )
    ],
    "cloze-guessable": [
        C("By {{c1::fermentation}} a dough rises; once fermented, it is baked."),
        C("The {{c1::mean sea level}} (MSL) is what maps refer to."),
        C("What maps call {{c1::MSL}} is the mean sea level of many years."),
        C("Long {{c1::bridges}} hang, and a short bridge stands."),
    ],
}
GOOD: dict[str, list[dict[str, Any]]] = {
    "vague-source-reference": [
        A("According to Mara Lind, what raises the tide?"),
        A("Which treaty did the author of Hamlet never read?"),
        A("What does a host cell give to a virus?"),
        A("How long is the text of a psalm?"),
        A("Who was the guest of King Arthur?"),
        A("What weakens the host's immune response to a virus?"),
        A("What is lost as the text of a psalm is sung?"),
        A("For whom was the guest Mara Lind (2024) a model?"),
    ],
    "dangling-reference": [
        asked("Why does it remain an open question what goes on inside a glacier?"),
        asked("Why can it help a harbour that some pilots are stubborn?"),
        asked("Why was it surprising how much of the ice could be seen?"),
        asked("Why does Mara Lind find it worrying to test a gate by itself?"),
        A("Why did Mara Lind say that she fears the tide?"),
        A("How do harbours protect their ships?"),
        A("Is it true that the Moon raises the tide?"),
        A("A dyke breaks at spring tide. Why does this happen in autumn?"),
        A("In his essay on tides, what did Galileo leave out?"),
        A("What does the word \u201cthis\u201d point at in grammar?"),
        C("So far, the highest tide was seen in {{c1::Fundy}}."),
        A("Given that plan sizes differ, how high is a dyke in Rotterdam?"),
        A("For that method which bakers call scalding, how hot is the water?"),
        A("In its harbour, what does Rotterdam guard against?"),
        A("Besides local time, which time told an old-fashioned navigator where his ship was?"),
        A("If the tide rises, what does Rotterdam do against it, by law?"),
        A("Galileo saw the tide. According to him, what raises it?"),
    ],
    "no-context-anchor": [
        A("What is the main benefit of a dyke?"),
        A("Why did Rotterdam grow?"),
        A("What happened in 1953?"),
        A("What does \u201cebb\u201d mean?"),
    ],
    "undefined-acronym": [
        A("What does mean high water springs (MHWS) depend on?"),
        A("What does MHWS stand for?"),
        A("Which is NOT a tide of the USA?"),
        A("Which king was Louis XIV?"),
    ],
    "yes-no-question": [
        asked("Before the gate was built, which flaw may, in Mara Lind's view, have sunk ships?"),
        asked("In a canal, by which force, when the gate is open, is the chamber filled?"),
        A("What is raised by the Moon?"),
        A("When the Moon is full, what does the sea do?"),
        A("Had the dyke not held, how high would the water have stood?"),
        S("No less than two"),
    ],
    "not-a-question": [
        A("Name the body that raises the tide."),
        A("The tide is raised by ..."),
        A("In Rotterdam, give the time between two tides."),
        A("2 + 2 ="),
        {"kind": "reversed", **A("Neap tide")},
    ],
    "compound-question": [
        A("What lies between what is said and what is meant?"),
        A("What raises and lowers the tide?"),
        A("Who asked \u201cWhy? And when?\u201d in Rotterdam?"),
        A("What did bakers and millers share?"),
    ],
    "invites-many-answers": [
        A("What is the one effect that Mara Lind names?"),
        A("Which two effects does the Moon have on the sea?"),
        A("What is the main reason for the tide, according to Mara Lind?"),
        A("How does a change of one degree in the water in an oven affect the rise of the dough?"),
        A("Which gas lifts the dough?"),
    ],
    "question-too-long": [A("What raises " + "the very " * n + "tide?") for n in (0, 5, 9, 13)],
    "answer-too-long": [S("water " * 15), S("The Moon"), S("1953"), S("so " * 10)],
    "multi-fact-answer": [
        S("The Moon, by its gravity"),
        S("Salt and sugar, but not flour"),
        S("Approx. 5 m"),
        S("It has salt; the lake has none", "How does the sea differ from a lake?"),
        S("The Moon pulls the sea; the Sun adds a pull", "Which two pulls raise the tide?"),
        S("A wall of stone, and piles of oak beneath"),
        S("Harbours with deep basins, but few of the smaller ones"),
        S("Dr. Lind"),
    ],
    "list-answer": [
        S("Salt and water"),
        S("Tides of seas, lakes and rivers"),
        S("1,200,000 and more"),
        S("Rotterdam, a harbour that is deep enough for large ships, and Antwerp beside it too"),
    ],
    "answer-given-away": [
        A("Is bread or cake made with yeast?", "Bread"),
        A("Which pull of the Moon raises the tide?"),
        A("How many tides come in a day, one or more?", "More"),
        A("Of bread and cake, which is made with yeast?", "Bread"),
        A("Which is heavier: flour, dry yeast or salt?", "Flour"),
        A("Which is made with yeast, plain cake or the dark bread?", "Dark bread"),
        C("In 2 of {{c1::2}} harbours the dyke held."),
        C("The {{c1::neap tide}} comes at half moon."),
    ],
    "markup-broken": [
        A("What (in the sea) is \\(f(x) = ]0, 1[\\) of a [tide]?"),
        A("What does `a  )  (` do , so to say"[:21] + "?"),
        A('Which of a) bread and b) cake is 5" wide?'),
        A("Which comes first: i) ebb, ii) flood or iii) 12) slack?"),
        A("What is the bakers' pride, \u201cbread\u201d, at $5 or \\(x\\)?"),
        A("In [0, 1), how is 5 * 3 ** 2 read ..."),
        C("Maths: {{c1::\\(\\frac{1}{2}\\)}} is a half."),
    ],
    "readability-grade": [
        A("What makes the sea rise and fall twice in each day of the year?"),
        A("What is a tide?"),
        A("Oceanographic periodicity?"),
        S("The Moon"),
    ],
    "cloze-function-word": [
        C("Bakers let a dough rise with {{c1::yeast}} before baking."),
        C("Scurvy comes from a lack of vitamin {{c1::C}} in food."),
        C("In logic, {{c1::NOT}} turns a truth round."),
        C("The sign for a sum is {{c1::+}} in arithmetic."),
        C("There are {{c1::two}} tides a day in most harbours."),
    ],
    "cloze-overdeleted": [
        C("In every harbour the {{c1::Moon}} raises the tide twice a day."),
        C("Bakers {{c1::knead}} dough, {{c2::shape}} loaves and {{c3::heat}} ovens in turn."),
        C("Half moon brings a weak tide, the {{c1::neap tide}}, to harbours."),
        C("Large sluices keep the {{c1::storm}} out of Dutch harbours."),
    ],
    "cloze-too-many-per-number": [
        C("Bread: {{c1::rye}}, {{c1::oat}}, {{c1::wheat}}."),
        C("Bread: {{c1::rye}}, {{c2::oat}}, {{c3::wheat}}, {{c4::malt}}."),
        C("Bread: {{c1::rye}}."),
        C("Bread: {{c1::rye}}, {{c1::oat}}, {{c2::wheat}}, {{c2::malt}}."),
    ],
    "cloze-guessable": [
        C("By {{c1::fermentation}} a dough rises; then it is baked."),
        C("The {{c1::mean sea level}} is what maps refer to."),
        C("The {{c1::Moon}} raises the tide of the Dutch sea."),
        C("In {{c1::1953}} the dykes of Zeeland broke."),
    ],
}


def cases(table: dict[str, list[dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    return [(id_, fields) for id_, rows in table.items() for fields in rows]


def test_every_rule_has_four_of_each() -> None:
    for rule in RULES:
        assert len(BAD[rule.id]) >= 4 and len(GOOD[rule.id]) >= 4


@pytest.mark.parametrize(("id_", "fields"), cases(BAD))
def test_found(id_: str, fields: dict[str, Any]) -> None:
    hits = found(id_, fields)
    assert hits
    for hit in hits:
        assert hit.message and hit.words in fields.get(hit.field, "")


@pytest.mark.parametrize(("id_", "fields"), cases(GOOD))
def test_near_misses(id_: str, fields: dict[str, Any]) -> None:
    assert not found(id_, fields)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: Rule) -> None:
    assert hits_of(rule, example_view(rule.failing))
    assert not hits_of(rule, example_view(rule.passing))


def test_severities_go_with_the_size_of_the_flaw() -> None:
    assert [found("question-too-long", f)[0].severity for f in BAD["question-too-long"]][:3] == [
        Severity.WARNING,
        Severity.WARNING,
        Severity.ERROR,
    ]
    assert found("dangling-reference", C("It comes {{c1::twice}} a day."))[0].severity is (
        Severity.ERROR
    )
    assert found("not-a-question", A("The neap tide"))[0].severity is Severity.ERROR
    assert found("yes-no-question", A("Is it salt or sugar?"))[0].severity is Severity.INFO
    listed = found("list-answer", S("Salt, rye and oat", "Which three does bread need?"))
    assert listed[0].severity is Severity.INFO


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("So  be it , friend", "So be it, friend"),
        (" What ?", "What?"),
        ("( a ) \\(x  , y\\) `a  , b` ,", "(a) \\(x  , y\\) `a  , b`,"),
        ("by ... and 3 : 2", "by ... and 3 : 2"),
        ("- a\n  - b\n", "- a\n  - b\n"),
    ],
)
def test_fixes_change_white_space_only(text: str, tidy: str) -> None:
    assert tidy_spaces(text) == tidy
    assert tidy_spaces(tidy) == tidy


def view_with(text: str, other: str) -> DeckView:
    """Notes of each kind with any text at all in every field, past the reader's own checks."""
    base = example_view(Example((A("What?"), C("A {{c1::b}}."), A("Who?")), TALK))
    contents: tuple[Answerable | Cloze, ...] = (
        Answerable(text, other),
        Cloze(f"{text} {{{{c1::{other}}}}} {text}"),
        Answerable(other, text),
    )
    notes = (
        replace(n, note=replace(n.note, content=c, why=text, hint=other, extra=text))
        for n, c in zip(base.notes, contents, strict=True)
    )
    return replace(base, notes=tuple(notes))


ODD = st.text(
    alphabet=st.sampled_from(list("aI .,;?!:'\"()[]{}$*`\\<>1\n\u201c\u25a0")), max_size=60
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), ODD), st.one_of(st.text(max_size=80), ODD))
def test_no_text_breaks_a_rule(text: str, other: str) -> None:
    view = view_with(text, other)
    for rule in RULES:
        for hit in hits_of(rule, view):
            assert hit.fix is None or "".join(hit.fix.split()) == "".join(
                str(fixed_text(view, hit)).split()
            )


def fixed_text(view: DeckView, hit: Hit) -> str:
    for note in view.notes:
        raw = note.note.question if hit.field == "text" else note.texts.get(hit.field, "")
        if hit.fix is not None and tidy_spaces(raw) == hit.fix:
            return raw
    return "?"


LONG = ["a " * 5000, "(" * 2000, "1," * 3000, "' " * 3000, "if a, " * 2000, "the a, " * 2000,
        " " * 8000, ". " * 4000, "`a" * 3000, "and what " * 1500, "it is " * 2000, "A" * 9000,
        "why is a " * 1500, "how does a change " * 800, "\\(" * 3000, "<a " * 3000]  # fmt: skip


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:10])
def test_long_texts_take_bounded_time(text: str) -> None:
    view = view_with(text, text)
    for rule in RULES:
        start = time.process_time()
        hits_of(rule, view)
        assert time.process_time() - start < 10, rule.id


def test_kinds() -> None:
    exempt = {"yes-no-question", "not-a-question", "no-context-anchor"}
    for rule in RULES:
        assert isinstance(rule, NoteRule | DeckRule)
        assert (Kind.REVERSED in rule.kinds) <= (rule.id not in exempt)
