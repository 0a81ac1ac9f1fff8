"""Blueprints: what a file or the options ask for, and every mistake with its line and remedy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from author import Author, run
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.commands.quiz_options import QuizOptions
from quizgen.decks.blueprints import FACET_VALUES, parse_blueprint, parse_demand
from quizgen.decks.files import read_deck
from quizgen.decks.json_schema import format_schema
from quizgen.errors import DeckError, QuizgenError
from quizgen.schema import Blueprint, Demand, Facet, Paper, Place

PATH = Path("decks/x/blueprint.yaml")
WHOLE = """\
title: Tides, first test
instructions: |
  No calculators.
  20 minutes.
questions: 20
forms: 3
seed: 7
topic:
  Tides: 8
  the moon: any
kind: [choice, cloze]
level: understand
priority: {1: 12}
claim: {opinion: 0}
sections: false
columns: 2
lines: none
paper: letter
large_print: true
"""


def test_a_whole_file() -> None:
    assert parse_blueprint(WHOLE, PATH) == Blueprint(
        title="Tides, first test",
        instructions="No calculators.\n20 minutes.",
        questions=20,
        forms=3,
        seed="7",
        demands=(
            Demand(Facet.TOPIC, "Tides", 8),
            Demand(Facet.TOPIC, "the moon"),
            Demand(Facet.KIND, "choice"),
            Demand(Facet.KIND, "cloze"),
            Demand(Facet.LEVEL, "understand"),
            Demand(Facet.PRIORITY, "1", 12),
            Demand(Facet.CLAIM, "opinion", 0),
        ),
        sections=False,
        columns=2,
        lines=0,
        paper=Paper.LETTER,
        large_print=True,
    )


def test_demands_know_their_lines() -> None:
    blueprint = parse_blueprint(WHOLE, PATH)
    assert [demand.place.line for demand in blueprint.demands] == [9, 10, 11, 11, 12, 13, 14]
    assert str(blueprint.demands[0].place) == "decks/x/blueprint.yaml:9"
    assert blueprint.asked_at.line == 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1: the file is empty"),
        ("[a]", ":1: a blueprint must be a mapping"),
        ("questons: 3", ":1: a blueprint has no field 'questons'; did you mean 'questions'?"),
        ("title: x\nquestions: 0", ":2: questions is '0'; write a whole number from 1 to 500"),
        ("forms: 7", ":1: forms is '7'; write a whole number from 1 to 6"),
        ("columns: 3", ":1: columns is '3'"),
        ("kind: {choise: 3}", ":1: kind 'choise' is not known; write one of basic"),
        ("kind:\n  choice: 3\n  clozes: 2", ":3: kind 'clozes' is not known"),
        ("kind:\n  choice: many", ":2: choice (or any) is 'many'; write a whole number"),
        ("priority: [4]", ":1: priority '4' is not known; write one of 1, 2, 3"),
        ("kind: [choice, choice]", ":1: 'choice' stands twice under kind"),
        ("topic: [[a]]", ":1: an entry of topic must be text"),
        ("sections: maybe", ":1: sections is 'maybe'; write true or false"),
        ("paper: a5", ":1: paper is 'a5'; write one of a4, letter"),
        ("lines: few", ":1: lines (or none) is 'few'"),
        ("title: [", "not YAML"),
    ],
)
def test_mistakes_are_said_with_line_and_remedy(text: str, said: str) -> None:
    with pytest.raises(DeckError) as caught:
        parse_blueprint(text, PATH)
    assert said in str(caught.value)


def test_all_mistakes_are_said_at_once_and_with_those_of_the_deck(tmp_path: Path) -> None:
    author = Author(tmp_path)
    (author.deck / "blueprint.yaml").write_text("forms: 9\nkind: [x]\n", "utf-8")
    author.replace("decks/tides/deck.yaml", "sources: [tides]", "sources: []")
    with pytest.raises(DeckError) as caught:
        read_deck(author.deck)
    assert [(p.path.name, p.line) for p in caught.value.problems][:2] == [
        ("blueprint.yaml", 1),
        ("blueprint.yaml", 2),
    ]
    assert len(caught.value.problems) == 3


def test_another_suffix_or_encoding_is_not_passed_over(tmp_path: Path) -> None:
    author = Author(tmp_path)
    (author.deck / "blueprint.yml").write_text("forms: 2\n", "utf-8")
    assert "rename it to blueprint.yaml" in run(tmp_path, "check").output
    (author.deck / "blueprint.yml").unlink()
    (author.deck / "blueprint.yaml").write_bytes(b"forms: 2\ntitle: \xff\n")
    assert "blueprint.yaml:2: not UTF-8" in run(tmp_path, "check").output


def as_json(text: str) -> object:
    """As an editor reads it, whose keys are texts."""
    return json.loads(json.dumps(yaml.safe_load(text)))


def test_the_schema_takes_what_the_reader_takes() -> None:
    schema = json.loads(format_schema("blueprint"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(as_json(WHOLE), schema)
    for wrong in ("kind: {choise: 3}", "priority: [4]", "sections: maybe", "a: 1"):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(as_json(wrong), schema)


def test_the_example_in_the_docs_is_read(repository: Path) -> None:
    page = (repository / "docs" / "quizzes.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    made = parse_blueprint(example, PATH)
    assert {Demand(Facet.KIND, "choice", 10), Demand(Facet.KIND, "cloze")} <= set(made.demands)
    assert made.questions == 20
    jsonschema.validate(as_json(example), json.loads(format_schema("blueprint")))


# ---------------------------------------------------------------------------- options


@pytest.mark.parametrize(
    ("facet", "text", "value", "count"),
    [
        (Facet.KIND, "choice=10", "choice", 10),
        (Facet.KIND, "type-in", "type-in", None),
        (Facet.TOPIC, "E=mc2", "E=mc2", None),
        (Facet.TOPIC, "E = mc2 = 3", "E = mc2", 3),
        (Facet.PRIORITY, "1=0", "1", 0),
    ],
)
def test_options(facet: Facet, text: str, value: str, count: int | None) -> None:
    demand = parse_demand(facet, text)
    assert demand == Demand(facet, value, count)
    assert str(demand.place) == f"--{facet} {text}"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (QuizOptions(kind=("choise=3",)), "--kind choise=3: kind 'choise' is not known"),
        (QuizOptions(claim=("opinon=3",)), "did you mean 'opinion'?"),
        (QuizOptions(topic=("=3",)), "--topic =3: topic names nothing"),
        (QuizOptions(kind=("cloze", "cloze=2")), "'cloze' is asked for twice"),
        (QuizOptions(lines="two"), "--lines two: write a whole number"),
    ],
)
def test_mistakes_in_options(options: QuizOptions, said: str) -> None:
    with pytest.raises(QuizgenError) as caught:
        options.to_blueprint()
    assert said in str(caught.value)


def test_options_win_over_the_file_and_facets_are_replaced_whole() -> None:
    file = parse_blueprint(WHOLE, PATH)
    options = QuizOptions(kind=("basic=2",), seed="8", columns=1, sections=True)
    made = file.changed_by(options.to_blueprint())
    assert (made.seed, made.columns, made.sections) == ("8", 1, True)
    assert (made.questions, made.title, made.asked_at.line) == (20, file.title, 5)
    kinds = [demand for demand in made.demands if demand.facet is Facet.KIND]
    assert kinds == [Demand(Facet.KIND, "basic", 2)]
    assert len(made.demands) == len(file.demands) - 1
    assert file.changed_by(Blueprint()) == file
    longer = file.changed_by(QuizOptions(questions=30).to_blueprint())
    assert str(longer.asked_at) == "--questions 30"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("title: x", 12),
        ("kind: {choice: 3, cloze: 4}", 7),
        ("kind: {choice: 3}\npriority: {1: 5}", 5),
        ("kind: {choice: 3, cloze: any}", 12),
        ("kind: [choice]", 12),
        ("questions: 9\nkind: {choice: 3}", 9),
    ],
)
def test_how_long_a_quiz_is(text: str, length: int) -> None:
    assert parse_blueprint(text, PATH).length(12) == length


DEMANDS = st.sampled_from(list(Facet)).flatmap(
    lambda facet: st.builds(
        Demand,
        st.just(facet),
        st.sampled_from(FACET_VALUES[facet] or ("Tides", "The moon: a: b", "1", "yes")),
        st.none() | st.integers(0, 500),
        st.just(Place()),
    )
)


@settings(deadline=None)
@given(st.lists(DEMANDS, unique_by=lambda d: (d.facet, d.value), max_size=8))
def test_a_file_says_what_the_same_options_say(demands: list[Demand]) -> None:
    said: dict[str, dict[str, object]] = {}
    for demand in demands:
        count = "any" if demand.count is None else demand.count
        said.setdefault(str(demand.facet), {})[demand.value] = count
    file = parse_blueprint(yaml.safe_dump({"title": "x", **said}), PATH)
    options = [
        parse_demand(d.facet, d.value if d.count is None else f"{d.value}={d.count}")
        for d in demands
    ]
    assert set(file.demands) == set(options) == set(demands)
