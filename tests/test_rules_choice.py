"""The rules on choice notes: what each must find, and its near misses."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.checks import rules_choice, rules_cues, rules_options, rules_stem
from quizgen.checks.examples import example_view
from quizgen.checks.model import Example, Hit, NoteRule
from quizgen.schema import Severity

RULES: tuple[NoteRule, ...] = (
    *rules_choice.RULES,
    *rules_stem.RULES,
    *rules_options.RULES,
    *rules_cues.RULES,
)
BY_ID = {rule.id: rule for rule in RULES}
SOURCE = (
    "The Moon, the Sun and the wind move the sea. A loaf needs 10 to 20 minutes. It is always warm."
)
QUOTE = SOURCE.split(". ")[0]


def note(question: str, *options: str, **more: Any) -> dict[str, Any]:
    """A note; options that begin with `*` are keys."""
    listed = [{"text": text.removeprefix("*"), "key": text.startswith("*")} for text in options]
    return {"question": question, "options": listed, "evidence": [{"quote": QUOTE}], **more}


def hits(id_: str, fields: dict[str, Any]) -> list[Hit]:
    return list(BY_ID[id_].check(example_view(Example((fields,), SOURCE)).notes[0]))


CAUSE = "What raises the tide?"
BODIES = ("*The Moon", "A comet", "A star")
LONG = "*The pull of the Moon on the water that lies below it"
RANGE = "How long is the bridge?"
TIMED = {"evidence": [{"quote": "A loaf needs 10 to 20 minutes"}]}
FIXED = {"order": "fixed"}

FOUND: dict[str, list[dict[str, Any]]] = {
    "option-count": [
        note(CAUSE, "*The Moon", "Wind"),
        note(CAUSE, "*Wind", "Rain"),
        note(CAUSE, "*A", "B", "C", "D", "E", "F"),
        note(CAUSE, "*The Moon", "*The Sun", "Rain", "Hail", "Snow", "Fog"),
    ],
    "options-equal": [
        note(CAUSE, "*The Moon", "the moon", "Rain"),
        note(CAUSE, "*The Moon", "Moon.", "Rain"),
        note(RANGE, "*90 m", "Fifteen yards", "15 yards"),
        note(CAUSE, "*The Moon", "\u201cWind\u201d", '"wind"'),
        note(CAUSE, "*The Sun", "*Sun", "Rain"),
    ],
    "option-within-option": [
        note(CAUSE, "*The Moon", "Wind", "Wind and rain"),
        note(CAUSE, "*The Moon", "Heavy rain", "Heavy rain in the hills"),
        note(CAUSE, "*The Moon", "The strong spring wind", "Wind"),
        note(CAUSE, "*Cold", "*Cold of the night", "Rain"),
    ],
    "ranges-overlap": [
        note(RANGE, "*50-60 m", "60-70 m", "70-80 m"),
        note(RANGE, "*from 5 to 7 km", "6\u20138 km", "9\u201312 km"),
        note(RANGE, "*$1-2 million", "$2-3 million", "$4-5 million"),
        note(RANGE, "*over 50 m", "over 80 m", "under 20 m"),
        note(RANGE, "*between 5% and 9%", "9 to 12%", "13 to 20%"),
    ],
    "second-correct-option": [
        note("How much?", "*$1 billion", "A billion dollars", "$2 billion"),
        note("How many loaves?", "*18", "Exactly 18", "12"),
        note("What moves the sea?", "*The Moon", "More precisely, the Moon", "Rain"),
        note("How many loaves?", "*18", "eighteen", "12"),
        note("How many loaves?", "*1,200", "1.2k", "900"),
        note("How long?", "*2 hours", "120 minutes", "30 minutes"),
        note("Who checks it?", "*BBG", "Bread and Baker Guild", "The mayor"),
        note(CAUSE, "*The pull of the Moon", "The strong pull of the Moon", "Rain"),
        note("What moves the sea?", "*The Moon", "The Sun", "Rain"),
        note("How much?", "*50%", "50 percent", "20%"),
    ],
    "several-keys-unannounced": [
        note(CAUSE, "*The Moon", "*The Sun", "Rain"),
        note("Which bodies raise it?", "*The Moon", "*The Sun", "Rain"),
        note("What moves the sea in 2024?", "*The Moon", "*The Sun", "*Wind", "Ice"),
        note("Name what lifts dough.", "*Yeast", "*Steam", "Salt"),
    ],
    "options-out-of-order": [
        note(RANGE, "40 m", "10 m", "*30 m", **FIXED),
        note(RANGE, "*1940", "1937", "1932", **FIXED),
        note(RANGE, "About $2 billion", "About $30 million", "*About $4 billion", **FIXED),
        note(RANGE, "three bridges", "two bridges", "*one bridge", **FIXED),
    ],
    "negative-stem": [
        note("Which of these is not a cause of tides?", *BODIES),
        note("Which flour doesn\u2019t hold gluten?", *BODIES),
        note("What does the baker never add to the dough?", *BODIES),
        note("All of these raise the tide except", *BODIES),
        note("Which body is least able to raise the tide?", *BODIES),
        note("Which statement about bridges is false?", *BODIES),
        note("Which is NOT a cause of tides?", *BODIES),
        note("In Mara Lind's view (2024), which body can **not** raise tides?", *BODIES),
    ],
    "blank-inside-stem": [
        note("The ____ raises the tide.", *BODIES),
        note("The [blank] raises the tide.", *BODIES),
        note("The _ raises the tide.", *BODIES),
        note("The ..... raises the tide.", *BODIES),
        note("The tide is raised by ____.", *BODIES),
    ],
    "unfocused-stem": [
        note("Tides:", *BODIES),
        note("Bread dough", *BODIES),
        note("Which of the following is true?", *BODIES),
        note("Which statement is correct?", *BODIES),
        note("The bridge over the Golden Gate in the thirties", *BODIES),
    ],
    "true-false-cluster": [
        note("Does the Moon raise it?", "*True", "False", "Unknown"),
        note("Does the Moon raise it?", "*Yes, by gravity", "No, by wind", "Yes, by heat"),
        note("Which of the following is true about tides?", *BODIES),
        note("Which statement about the old bridges of Prague is correct?", *BODIES),
    ],
    "all-none-of-above": [
        note(CAUSE, *BODIES, "All of the above"),
        note(CAUSE, *BODIES, "None of these."),
        note(CAUSE, *BODIES, "Both of the above options are correct"),
        note(CAUSE, *BODIES, "A, B and C are correct"),
        note(CAUSE, *BODIES, "Neither of the above"),
        note(CAUSE, *BODIES, "All the other answers"),
    ],
    "k-type-options": [
        note(CAUSE, "*I and III only", "I only", "II and III", "II only"),
        note(CAUSE, "*a and b", "b and c", "a, b and c"),
        note(CAUSE, "*1 and 2", "2 and 3", "1, 2, and 3"),
        note(CAUSE, "*Moon and Sun", "Sun and wind", "Moon", "Moon, Sun and wind"),
    ],
    "longest-option-key": [
        note(CAUSE, LONG, "The wind", "Heavy rain"),
        note(CAUSE, LONG, "The wind over the water of the bay", "Heavy rain"),
        note(CAUSE, "*By the Moon's pull", "By wind", "By rain"),
        note("Which two?", LONG, LONG + " now", "The wind", "Heavy rain"),
    ],
    "option-length-outlier": [
        note(CAUSE, "*The Moon", "A wind that blows from the hills at night", "Rain"),
        note(CAUSE, "*Gravitational-attraction", "Wind", "Rain"),
        note(CAUSE, "*The pull of the Moon above", "The push of the wind outside", "Rain"),
        note(CAUSE, "*Rain", "The push of the wind outside", "The pull of a far star"),
    ],
    "stem-key-echo": [
        note("What is the kneading window?", "*When kneading helps", "A glass door", "Rest"),
        note("Why is dough folded?", "*Folding aligns gluten", "It cools it", "It adds salt"),
        note("What is a suspension bridge?", "*A bridge on cables", "An arch", "A raft"),
        note("What do tide tables tell?", "*Tide heights", "Fish prices", "Wind speeds"),
    ],
    "absolute-term-cue": [
        note(CAUSE, "*The Moon", "It never rises", "Wind"),
        note(CAUSE, "*The Moon", "Everyone together", "Nothing at all"),
        note(CAUSE, "*It is entirely the Moon", "The wind", "The rain"),
        note(CAUSE, "*The Moon", "Only the wind", "The rain"),
    ],
    "vague-frequency-term": [
        note(CAUSE, "*The Moon", "It usually rains", "Wind"),
        note(CAUSE, "*Often the Moon", "Rain", "Wind"),
        note(CAUSE, "*The Moon", "Rain, sometimes", "Wind"),
        note(CAUSE, "*The Moon, generally", "Rain", "Wind"),
    ],
    "grammar-cue": [
        note("What lifts the dough is an", "*enzyme", "salt", "fat"),
        note("A body that raises the tide is called a:", "*moon", "asteroid", "comet"),
        note("The main causes of tides are", "*the Moon and the Sun", "the wind", "a comet"),
        note("The main cause of the tides is", "*the Moon", "two winds", "many comets"),
        note("Why knead?", "*To align gluten", "Warmth of the hands", "Less salt"),
        note("Why knead?", "*It aligns gluten.", "It warms", "It cools"),
        note("The letter is sent to an ____ of the city.", "*MP", "baker", "miller"),
    ],
    "convergence-cue": [
        note(CAUSE, "*warm salty water", "warm fresh water", "cold salty water"),
        note(
            CAUSE, "*red brick arches", "red steel arches", "grey brick arches", "red brick walls"
        ),
        note(CAUSE, "*slow wet dough", "slow dry dough", "fast wet bread"),
        note(CAUSE, "*old stone tower", "new stone house", "old wooden tower"),
    ],
    "mixed-type-options": [
        note("When?", "*1883", "1932", "The wind"),
        note("When?", "*1883", "March 1932", "May 1937"),
        note("How many?", "*12", "1932", "14"),
        note(CAUSE, "*The Moon", "The wind", "The Sun is pulling at the sea"),
    ],
}
MISSED: dict[str, list[dict[str, Any]]] = {
    "option-count": [
        note(CAUSE, *BODIES),
        note(CAUSE, *BODIES, "Rain"),
        note(CAUSE, *BODIES, "Rain", "Snow"),
        note(CAUSE, "*The Sun", *BODIES),
    ],
    "options-equal": [
        note(CAUSE, *BODIES),
        note("Which unit?", "*MB", "Mb", "kB"),
        note("Which language?", "*C", "C++", "C#"),
        note(RANGE, "*15 km", "15 m", "15%"),
        note("Which way?", "*+5", "-5", "0"),
    ],
    "option-within-option": [
        note("Which land?", "*Peru", "Guinea", "Papua New Guinea"),
        note("Which gas?", "*Helium", "Carbon", "Carbon dioxide"),
        note("What?", "*Rain", "Open doors", "No open doors"),
        note("Who?", "*Both", "Winds rather than the sea", "The sea rather than winds"),
        note(RANGE, "*10 m", "1 m", "11 m"),
    ],
    "ranges-overlap": [
        note(RANGE, "*50-59 m", "60-69 m", "70-79 m"),
        note(RANGE, "*10-20 minutes", "15-25 minutes", "30 minutes", **TIMED),
        note(RANGE, "*under 10 m", "10-20 m", "over 20 m"),
        note(RANGE, "*5-7 minutes", "5-7 hours", "5-7 days"),
    ],
    "second-correct-option": [
        note("How much?", "*$1 billion", "Half a billion dollars", "$2 billion"),
        note("How many loaves?", "*18", "eighty", "12"),
        note(CAUSE, *BODIES),
        note("How long?", "*2 hours", "2 minutes", "2 days"),
        note("Which gas?", "*Carbon dioxide", "Carbon", "Helium"),
        note("Who checks it?", "*BBG", "The mayor of the city", "Bakers"),
        note("How much?", "*$50", "50%", "50"),
    ],
    "several-keys-unannounced": [
        note("Which two bodies raise it?", "*The Moon", "*The Sun", "Rain"),
        note("What raises it? Choose 2.", "*The Moon", "*The Sun", "Rain"),
        note("Which bodies raise it? Mark all that apply.", "*The Moon", "*The Sun", "Rain"),
        note(CAUSE, *BODIES),
    ],
    "options-out-of-order": [
        note(RANGE, "40 m", "10 m", "*30 m"),
        note(RANGE, "10 m", "*30 m", "40 m", **FIXED),
        note(RANGE, "10 minutes", "*3 hours", "2 days", **FIXED),
        note(RANGE, "Long", "*3 hours", "Short", **FIXED),
    ],
    "negative-stem": [
        note(CAUSE, *BODIES),
        note("Why does bread not rise without yeast?", *BODIES),
        note("Which flour suits bread that does not rise?", *BODIES),
        note("Which loaf needs at least an hour?", *BODIES),
        note("What does \u201cdo not knead\u201d mean on a label?", *BODIES),
        note("What happens if dough is not folded?", *BODIES),
        note("What, not wind, raises the tide?", *BODIES),
        note("What did the bridge not only carry but also light?", *BODIES),
    ],
    "blank-inside-stem": [
        note(CAUSE, *BODIES),
        note("What does `sea_level` measure?", *BODIES),
        note("Wait... what raises the tide?", *BODIES),
        note("What does __init__ do?", *BODIES),
    ],
    "unfocused-stem": [
        note(CAUSE, *BODIES),
        note("Name the body that raises the tide.", *BODIES),
        note("The tides of the North Sea are mostly raised by the", *BODIES),
        note("What is BBG?", *BODIES),
    ],
    "true-false-cluster": [
        note(CAUSE, *BODIES),
        note("Which way?", "*True north", "Magnetic north", "No change"),
        note("Which colour is right for rye bread?", *BODIES),
        note("Is it open?", "*Yes", "Half", "At night"),
    ],
    "all-none-of-above": [
        note(CAUSE, *BODIES, "All these winds together"),
        note("Who?", "*Both the Moon and the Sun", "Neither wind nor rain", "A star"),
        note(CAUSE, *BODIES, "Both are winds, but of two kinds"),
        note(CAUSE, *BODIES, "Nothing at all"),
        note("Which vitamins?", "*Vitamin A and D", "Vitamin C", "Vitamin K"),
    ],
    "k-type-options": [
        note(CAUSE, *BODIES),
        note("How many?", "*1", "2", "3"),
        note("Which?", "*Wet, warm dough", "Wet, cold dough", "Dry, warm dough", "Dry, cold dough"),
        note("In which order?", "*Mix, fold, bake", "Fold, mix, bake", "Bake, fold, mix"),
        note("Which days?", "*7 and 8", "5 and 6", "8 and 9"),
    ],
    "longest-option-key": [
        note(CAUSE, *BODIES),
        note(CAUSE, "*The pull of the Moon", "The push of the wind", "Rain"),
        note(CAUSE, "*Gravitational-attraction", "Wind", "Rain"),
        note("Which two?", LONG, "*Wind", "The wind over the bay", "Heavy rain"),
    ],
    "option-length-outlier": [
        note(CAUSE, *BODIES),
        note("How many?", "*1000000000000000", "1", "10"),
        note("Who?", "*Mara Lind", "Jon Vik", "Sir Thomas Bouch of Great Britain"),
        note(CAUSE, "*The pull of the Moon", "The push of the wind", "A far comet"),
    ],
    "stem-key-echo": [
        note("Which bees fly in rain?", "*Wild bees", "Rural honeybees", "Roof honeybees"),
        note(CAUSE, *BODIES),
        note("What is a suspension bridge?", "*A bridge on cables", "An arch bridge", "A raft"),
        note("What does 10 mean?", "*10 loaves", "A hour", "A day"),
        note("How old is rye?", "*Very old rye", "Young rye", "A new rye"),
    ],
    "absolute-term-cue": [
        note(CAUSE, *BODIES),
        note(CAUSE, "*It never rains", "It never blows", "It never snows"),
        note(CAUSE, "*The Moon", "The wind", "The mustard"),
        note(CAUSE, "*The Moon", "Warm", "Always warm", evidence=[{"quote": "It is always warm"}]),
    ],
    "vague-frequency-term": [
        note(CAUSE, *BODIES),
        note("How often does it rise?", *BODIES),
        note("How often?", "*Twice a day", "Once a day", "Softened"),
        note("How often?", "*In 4 of 5 runs", "In 2 of 5 runs", "In 1 of 5 runs"),
    ],
    "grammar-cue": [
        note(CAUSE, *BODIES),
        note("What lifts the dough is a(n)", "*enzyme", "salt", "fat"),
        note("What lifts the dough is an", "*enzyme", "acid", "hour of rest"),
        note("What lifts the dough is a", "*unit", "yeast", "European flour"),
        note("Which vitamin helps most, vitamin A?", "*Yes", "No", "Perhaps"),
        note("The main causes of tides are", "*winds", "comets", "stars"),
    ],
    "convergence-cue": [
        note(CAUSE, *BODIES),
        note(
            CAUSE, "*warm salty water", "warm fresh water", "cold salty water", "cold fresh water"
        ),
        note(CAUSE, "*A decaying curve", "A narrow curve", "A flat curve"),
        note("Which two?", "*warm salty water", "*warm fresh water", "cold salty water"),
    ],
    "mixed-type-options": [
        note("When?", "*1883", "1932", "1937"),
        note(CAUSE, *BODIES),
        note("Which model?", "*Inception V1", "AlexNet", "ResNet-50"),
        note("By which ability?", "*To do aspects of baking", "To run a mill", "To lift a loaf"),
    ],
}


@pytest.mark.parametrize(
    ("id_", "fields"), [(i, f) for i, listed in FOUND.items() for f in listed], ids=str
)
def test_the_flaw_is_found(id_: str, fields: dict[str, Any]) -> None:
    found = hits(id_, fields)
    assert found
    assert all(hit.message and hit.field for hit in found)
    for hit in found:
        if hit.field == "question":
            assert hit.words in fields["question"]
        elif hit.field.endswith(".text"):
            assert hit.words in fields["options"][int(hit.field.split(".")[1])]["text"]


@pytest.mark.parametrize(
    ("id_", "fields"), [(i, f) for i, listed in MISSED.items() for f in listed], ids=str
)
def test_the_near_miss_is_let_pass(id_: str, fields: dict[str, Any]) -> None:
    assert not hits(id_, fields)


def test_every_rule_has_a_table() -> None:
    assert set(BY_ID) == set(FOUND) == set(MISSED)
    assert all(len(listed) >= 4 for listed in (*FOUND.values(), *MISSED.values()))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: NoteRule) -> None:
    assert list(rule.check(example_view(rule.failing).notes[0]))
    assert not list(rule.check(example_view(rule.passing).notes[0]))


def test_the_fix_is_the_new_order() -> None:
    fields = note(RANGE, "40 m", "10 m", "*30 m", **FIXED)
    (hit,) = hits("options-out-of-order", fields)
    assert hit.field == "options" and hit.fix == "[1, 2, 0]"
    fields["options"] = [fields["options"][n] for n in json.loads(hit.fix)]
    assert not hits("options-out-of-order", fields)


def test_severity_follows_how_bad_it_is() -> None:
    plain = note("Which of these is not a cause?", *BODIES)
    loud = note("Which of these is NOT a cause?", *BODIES)
    assert [h.severity for h in hits("negative-stem", plain)] == [None]
    assert [h.severity for h in hits("negative-stem", loud)] == [Severity.INFO]
    far = note(CAUSE, LONG, "The wind", "Heavy rain")
    assert [h.severity for h in hits("longest-option-key", far)] == [Severity.ERROR]


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip())
)


@settings(max_examples=60, deadline=None)
@given(
    WORDS, st.lists(WORDS, min_size=2, max_size=6, unique_by=lambda text: " ".join(text.split()))
)
def test_no_text_breaks_a_rule(question: str, options: list[str]) -> None:
    fields = note(question, options[0], *options[1:], **FIXED)
    for at, option in enumerate(fields["options"]):
        option |= {"text": options[at], "key": at == 0}
    view = example_view(Example((fields,), SOURCE)).notes[0]
    for rule in RULES:
        list(rule.check(view))


RUNS = ["a " * 5000, "(" * 2000, "1," * 3000, "which " * 3000, "all of the " * 2000, "not " * 3000,
        "_ " * 3000, ". " * 3000, "between 1 " * 2000, "a, b and " * 2000, "' " * 3000]  # fmt: skip


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run[:12])
def test_long_runs_take_bounded_time(run: str) -> None:
    fields = note(run + "?", "*" + run, "x " + run, "y" + run)
    view = example_view(Example((fields,), SOURCE)).notes[0]
    began = time.perf_counter()
    for rule in RULES:
        list(rule.check(view))
    assert time.perf_counter() - began < 10
