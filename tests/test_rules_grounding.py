"""Rules of grounding, attribution, meaning and talk: what each finds, and what it lets pass."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.checks import (
    rules_attribution,
    rules_facts,
    rules_grounding,
    rules_meaning,
    rules_talk,
)
from quizgen.checks.examples import example_view
from quizgen.checks.model import Example, Hit, NoteRule
from quizgen.checks.primitives import names, stem
from quizgen.checks.rules_facts import edits

MODULES = (rules_grounding, rules_facts, rules_attribution, rules_meaning, rules_talk)
RULES: dict[str, NoteRule] = {rule.id: rule for module in MODULES for rule in module.RULES}
TALK = (
    "- Mara, what holds the old bridge at Tavlen up?\n"
    "- I think the arch carries the load into the banks. The river never touches the stone. "
    "It was finished in 1742 and took about 30 masons. The stone may come from the Ostrava quarry."
    "\n- Our sponsor Salt and Sons pays for this talk.\n- Good.\n"
)
ARCH = "the arch carries the load into the banks"
RIVER = "The river never touches the stone"
MASONS = "took about 30 masons"
STONE = "The stone may come from the Ostrava quarry"
SPONSOR = "Our sponsor Salt and Sons pays for this talk"


def hits(rule: str, source: str = TALK, **fields: Any) -> list[Hit]:
    view = example_view(Example((fields,), source)).notes[0]
    return list(RULES[rule].check(view))


def note(question: str, answer: str, quote: str = ARCH, **more: Any) -> dict[str, Any]:
    return {"question": question, "answer": answer, "evidence": [{"quote": quote}]} | more


def cloze(text: str, quote: str = ARCH, **more: Any) -> dict[str, Any]:
    return {"text": text, "evidence": [{"quote": quote}]} | more


def choice(question: str, key: str, *wrong: str, quote: str = ARCH) -> dict[str, Any]:
    options = [{"text": key, "key": True}, *({"text": text} for text in wrong)]
    return {"question": question, "options": options, "evidence": [{"quote": quote}]}


Q = "What carries the load of the bridge at Tavlen?"
WHO = "For Mara Lind (2024), what carries the load of the bridge?"
FOUND: dict[str, list[dict[str, Any]]] = {
    "answer-unsupported": [
        note(Q, "Steel cables from tall towers"),
        note(Q, "Concrete"),
        cloze("The bridge is held up by {{c1::wooden piles}}."),
        choice(Q, "A hidden iron frame", "The arch", "The river"),
    ],
    "number-not-in-source": [
        note("What carried the load in four hundred and seventeen trials?", "The arch"),
        note("When was the bridge at Tavlen finished?", "In 1743", MASONS),
        note("How many masons built the bridge?", "About 45", MASONS),
        cloze("The bridge took about {{c1::90}} masons.", MASONS),
        note("Who needed 87 years for the bridge?", "About 30 masons", MASONS),
    ],
    "name-not-in-source": [
        note("What did Quentin Harrow say of the bridge?", "The arch carries the load"),
        note("What carries the bridge?", "An arch by Leopold Zeiss"),
        cloze("The old bridge in Grimburg stands on {{c1::an arch}}."),
        choice(
            "Which quarry gave the stone?", "That of Kirkwall", "That of the banks", quote=STONE
        ),
    ],
    "proper-noun-misspelt": [
        note("What carries the bridge at Tavlne?", "The arch"),
        note("Which quarry gave the stone?", "The one of Ostrawa", STONE),
        cloze("For Mara Lindt the {{c1::arch}} carries the load."),
        choice("Which quarry?", "That of Ostrav", "That of the banks", quote=STONE),
    ],
    "polarity-flip": [
        note(Q, "Not the arch"),
        note("What of the bridge does the river touch?", "The stone", RIVER),
        cloze("The arch does not carry {{c1::the load}} into the banks."),
        choice(Q, "Never the arch", "The river", "The banks"),
    ],
    "opinion-as-fact": [
        note(Q, "The arch", f"I think {ARCH}"),
        note(Q, "The arch", claim="opinion"),
        note("By when will the bridge fall?", "The arch will hold", claim="forecast"),
        cloze("The {{c1::arch}} carries the load.", claim="opinion"),
    ],
    "undated-claim": [
        note("What currently carries the bridge?", "The arch"),
        note("For Mara Lind, what carries the bridge?", "The arch", claim="opinion"),
        note("What does Mara Lind expect the river will do?", "Touch no stone", RIVER),
        cloze("Today {{c1::the arch}} carries the load."),
    ],
    "attributed-to-another": [
        note("What does Jon Vik say carries the bridge?", "The arch"),
        note("According to Jon Vik (2024), what carries the bridge?", "The arch"),
        cloze("For Jon Vik, {{c1::the arch}} carries the load."),
        note("In Mara Lind's view, who pays for the talk?", "Salt and Sons", SPONSOR),
    ],
    "hedge-lost": [
        note("From which quarry does the stone come?", "The Ostrava quarry", STONE),
        cloze("The stone comes from the {{c1::Ostrava}} quarry.", STONE),
        choice("Where does the stone come from?", "Ostrava", "The banks", quote=STONE),
        note("How big was the crew in the year 1742?", "30 masons", MASONS),
    ],
    "disfluency": [
        note("What, um, carries the bridge?", "The arch"),
        note(Q, "It is sort of the arch"),
        note(Q, "The the arch"),
        note(Q, "The arch", why="It is gonna hold."),
    ],
    "promo-or-housekeeping": [
        note("Who pays for the talk?", "Salt and Sons", SPONSOR),
        note("Which promo code gives bread for free?", "ARCH", ARCH),
        note(Q, "The arch", why="Please subscribe."),
        note("What is this talk brought to you by?", "Salt and Sons", ARCH),
    ],
    "mis-heard-term": [
        note("What is a knee tide?", "A weak one"),
        note("Which tide is weak?", "The knee tide"),
        cloze("The weakest is the {{c1::knee tide}}."),
        note(Q, "The arch", why="Knee tides no, but a Knee tide does it."),
    ],
}
PASSED: dict[str, list[dict[str, Any]]] = {
    "answer-unsupported": [
        note(Q, "The arch, by way of the banks"),
        note(Q, "An arched form carrying loads"),
        cloze("The bridge is held up by {{c1::its arch}}."),
        choice(Q, "The arch", "The river", "The masons"),
    ],
    "number-not-in-source": [
        note("In the twenty-first century, which twelve parts carry it?", "The arch"),
        note("When was the bridge at Tavlen finished?", "In 1742", MASONS),
        note("How many masons built the bridge?", "About thirty", MASONS),
        note("As of 2024, which two things carry the load?", "Arch and banks"),
        choice("How many masons?", "About 30", "About 45", "About 60", quote=MASONS),
    ],
    "name-not-in-source": [
        note("What carried the bridge one Friday in September?", "The arch"),
        note("What does Mara Lind say of Tavlen?", "The arch carries the load"),
        note("Whose quarry is it?", "Ostrava's", STONE),
        note("The Bridge: what carries it?", "The Arch"),
        choice("Which quarry?", "That of Ostrava", "That of Kirkwall", quote=STONE),
    ],
    "proper-noun-misspelt": [
        note("Which Ostravan quarry gave the stone?", "Ostrava", STONE),
        note("What carries the bridge at Tavlen?", "The arch"),
        note("Which quarry gave the stone?", "Ostrava", STONE),
        cloze("For Mara the {{c1::arch}} carries the load."),
        note("What did Quentin Harrow say?", "The arch carries the load"),
    ],
    "polarity-flip": [
        note(Q, "The arch"),
        note("What does the river never touch?", "The stone", RIVER),
        note("What of the stone?", "The river does not touch it", RIVER),
        cloze("The arch carries not only {{c1::the load}} into the banks."),
    ],
    "opinion-as-fact": [
        note(WHO, "The arch", f"I think {ARCH}"),
        note("According to the builder, what carries the load?", "The arch", claim="opinion"),
        note("What may carry the load?", "Perhaps the arch", f"I think {ARCH}"),
        note("When was the bridge finished?", "In 1742", "It was finished in 1742"),
    ],
    "undated-claim": [
        note("What carried the bridge as of 2024, and today?", "The arch"),
        note(WHO, "The arch", claim="opinion"),
        note("What carries the load as soon as it rests?", "The arch"),
        note(Q, "The arch"),
    ],
    "attributed-to-another": [
        note(WHO, "The arch"),
        note("What does Mara Lind say carries the bridge?", "The arch"),
        note("What did Mara Lind tell Jon Vik of the bridge?", "The arch carries it"),
        note(Q, "The arch"),
    ],
    "hedge-lost": [
        note("From which quarry may the stone come?", "The Ostrava quarry", STONE),
        note("Whence, for Mara Lind, comes the stone?", "The Ostrava quarry", STONE),
        note(Q, "The arch"),
        note("How big was the crew in the year 1742?", "About 30 masons", MASONS),
    ],
    "disfluency": [
        note("What kind of form carries the bridge?", "The arch"),
        note("Which known kind of form carries the bridge?", "A curved kind of beam"),
        note("What did she call “sort of an arch”?", "The arch"),
        note("Which short- and long-term load had had an effect?", "The arch's"),
        note("Do you know the load, the sort of stone and the bank?", "The arch"),
    ],
    "promo-or-housekeeping": [
        note(Q, "The arch"),
        note("Which code do bridges follow?", "The code of the arch"),
        note("What supports the load?", "The arch"),
        note("What do masons check?", "The arch", why="They check it by hand."),
    ],
    "mis-heard-term": [
        note("What is a neap tide?", "A weak one"),
        note("What does the tide do to a knee?", "Nothing"),
        cloze("The weakest is the {{c1::neap tide}}."),
        note(Q, "The arch", why="Knee-deep tides do not reach it."),
    ],
}


@pytest.mark.parametrize(("rule", "fields"), [(r, n) for r, notes in FOUND.items() for n in notes])
def test_flaws_are_found(rule: str, fields: dict[str, Any]) -> None:
    assert hits(rule, **fields)


@pytest.mark.parametrize(("rule", "fields"), [(r, n) for r, notes in PASSED.items() for n in notes])
def test_near_misses_pass(rule: str, fields: dict[str, Any]) -> None:
    assert not hits(rule, **fields)


def test_every_rule_has_its_tables_and_examples() -> None:
    assert set(RULES) == set(FOUND) == set(PASSED)
    for rule in RULES.values():
        assert list(rule.check(example_view(rule.failing).notes[0])), rule.id
        for other in RULES.values():
            assert not list(other.check(example_view(rule.passing).notes[0])), (rule.id, other.id)


def test_words_stand_in_their_field() -> None:
    for rule, notes in FOUND.items():
        for fields in notes:
            view = example_view(Example((fields,), TALK)).notes[0]
            quotes = {f"evidence.{n}.quote": e.quote for n, e in enumerate(view.note.evidence)}
            for hit in RULES[rule].check(view):
                assert hit.words in (view.texts | quotes)[hit.field], (rule, hit)


def test_the_fix_of_a_mis_heard_term_keeps_the_braces() -> None:
    [hit] = hits("mis-heard-term", **cloze("Weak: the {{c1::Knee tide}}."))
    assert hit.fix == "Weak: the {{c1::Neap tide}}."


def test_severities_of_a_number() -> None:
    assert hits("number-not-in-source", **note(Q, "In 1999"))[0].severity is None


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("askel", "askell", 1),
        ("olha", "olah", 1),
        ("abc", "abc", 0),
        ("", "ab", 2),
        ("ca", "abc", 3),
    ],
)
def test_edits(one: str, other: str, distance: int) -> None:
    assert edits(one, other) == distance


def check_all(text: str, shape: str) -> None:
    fields: dict[str, Any] = note(text, text, why=text, hint=text, extra=text, claim="opinion")
    if shape == "cloze":
        fields = cloze(f"A {{{{c1::word}}}} and {text.replace('{', '').replace('}', '')}", why=text)
    elif shape == "choice":
        fields = choice(text, text, "other")
    view = example_view(Example((fields,), TALK)).notes[0]
    for rule in RULES.values():
        began = time.process_time()
        list(rule.check(view))
        # What grows with the square of such a text takes minutes; a busy machine only a few seconds.
        assert time.process_time() - began < 5, rule.id


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=300).filter(
        lambda text: bool(text.strip())
    ),
    st.sampled_from(["basic", "cloze", "choice"]),
)
def test_no_text_crashes_a_rule(text: str, shape: str) -> None:
    check_all(f"x {text.strip()} x", shape)


@pytest.mark.parametrize(
    "text",
    ["a " * 5000, "(" * 2000, "1," * 3000, "A-" * 5000, "you know " * 2000, "“" * 3000, "Ab's " * 2000,
     "'a" * 3000, "think " * 2000, "i " * 5000, "one and " * 2000, "not " * 3000, "kind of " * 2000],
)  # fmt: skip
def test_long_runs_take_bounded_time(text: str) -> None:
    check_all(f"x {text} x", "basic")


def test_a_word_and_its_plural_have_one_stem() -> None:
    for word in ("feature", "scale", "bridge", "model", "note"):
        assert stem(word) == stem(f"{word}s")


def test_months_and_days_are_no_names() -> None:
    assert names("Did Mara rest on Fridays in September?", set()) == {"Mara"}
