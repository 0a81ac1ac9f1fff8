"""Forms and keys: the same questions on each form, in another order; nothing tells, nothing moves."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest
from justhtml import JustHTML
from paper_sample import edition, pages
from test_paper import leaks, secrets, squeezed, text_of

from quizgen.decks.workspace import find_workspace
from quizgen.errors import BuildError
from quizgen.markup import to_text
from quizgen.pipeline.building import check, edition_of
from quizgen.publishing.edition import Edition
from quizgen.publishing.forms import askable
from quizgen.publishing.quizzes import make_quiz, merge, pages_of
from quizgen.publishing.selection import printed_id, tells_itself
from quizgen.rendering import Templates
from quizgen.schema import (
    Answerable,
    Blueprint,
    Choice,
    Cloze,
    Content,
    Demand,
    Facet,
    Kind,
    Note,
    Option,
    Proven,
    Status,
    Topic,
)

LETTERS = "ABCDEF"
ASKED = re.compile(r'data-question="([^"]+)"')
GOLDEN = "de78ccc38aade7cf5450ed17ced8dd92b8c4f329de8af2e393ccad03b54f116c"
GOLDEN_B = ["tides-why-two-bulges", "tides-alignment", "tides-interval", "tides-spring-or-neap"]
NUMBERED = re.compile(r'data-question="([^"]+)">\s*<div class="number">(\d+)\.')


def wished(made: Edition, **said: object) -> Edition:
    blueprint = replace(made.deck.blueprint, **said)  # type: ignore[arg-type]
    return replace(made, deck=replace(made.deck, blueprint=blueprint))


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages(wished(edition(), seed="7"), 6)


# ---------------------------------------------------------------------------- files and forms


def test_which_files_there_are(made: dict[str, str]) -> None:
    names = {f"{role}-{letter}.html" for role in ("quiz", "key") for letter in LETTERS}
    assert set(made) == names | {"keys.html"}
    assert set(pages(edition())) == {"quiz.html", "key.html"}
    assert "Form A" not in pages(edition())["quiz.html"]


def test_forms_are_permutations_of_the_same_questions(made: dict[str, str]) -> None:
    orders = [ASKED.findall(made[f"quiz-{letter}.html"]) for letter in LETTERS]
    assert all(len(set(order)) == len(order) == 20 for order in orders)
    assert len({frozenset(order) for order in orders}) == 1
    for one, other in combinations(orders, 2):
        # Chance would leave one question in its place.
        assert sum(a == b for a, b in zip(one, other, strict=True)) <= 6


def test_orders_are_golden() -> None:
    """Never to be updated: a change of these is a change of every quiz ever made."""
    quiz = make_quiz(wished(edition(), seed="7"), 6)
    said = [
        (form.letter, [(q.note.id, [o.text for o in q.options]) for q in form.questions])
        for form in quiz.forms
    ]
    assert [q.note.id for q in quiz.forms[1].questions][:4] == GOLDEN_B
    assert sha256(repr(said).encode()).hexdigest() == GOLDEN


def test_key_and_quiz_number_the_same_and_the_table_says_so(made: dict[str, str]) -> None:
    table = re.findall(r'<tr data-question="([^"]+)">(.*?)</tr>', made["keys.html"])
    cells = {
        id: re.findall(r'data-form="(\w)" data-answer="([^"]*)">(\d+)', row) for id, row in table
    }
    for place, letter in enumerate(LETTERS):
        quiz, key = made[f"quiz-{letter}.html"], made[f"key-{letter}.html"]
        assert NUMBERED.findall(quiz) == NUMBERED.findall(key)
        answers = dict(re.findall(r'data-question="([^"]+)".*?data-answer="([^"]*)"', key, re.S))
        for id, number in NUMBERED.findall(quiz):
            assert cells[id][place] == (letter, answers[id], number)


def test_letters_of_the_key_lead_to_the_right_option(made: dict[str, str]) -> None:
    keys = {
        p.note.id: {option.text for option in p.note.content.keys}
        for p in edition().notes
        if isinstance(p.note.content, Choice)
    }
    for form in make_quiz(wished(edition(), seed="7"), 6).forms:
        key = made[f"key-{form.letter}.html"]
        for question in form.questions:
            if question.note.id in keys:
                answer = re.search(
                    rf'data-question="{question.note.id}".*?data-answer="([A-F]+)"', key, re.S
                )
                assert answer
                told = {question.options[LETTERS.index(letter)].text for letter in answer[1]}
                assert told == keys[question.note.id]


def test_keys_are_spread_over_the_letters_of_every_form() -> None:
    options = tuple(Option(word, key=word == "cat") for word in ("cat", "dog", "hen", "owl"))
    base = edition().notes[0]
    notes = tuple(
        replace(
            base,
            note=Note(f"n{i}", Kind.CHOICE, Choice(f"What {i}?", options), (), Status.APPROVED),
        )
        for i in range(24)
    )
    quiz = make_quiz(wished(replace(edition(), notes=notes), questions=24), 6)
    for form in quiz.forms:
        spread = Counter(question.letters for question in form.questions)
        assert set(spread) == set("ABCD")
        assert max(spread.values()) - min(spread.values()) <= 2
    same = [[q.letters for q in form.questions] for form in quiz.forms]
    assert len({tuple(one) for one in same}) == 6


def test_options_that_are_numbers_in_order_and_fixed_ones_stay() -> None:
    years = tuple(Option(f"In {year}", key=year == 1940) for year in (1930, 1935, 1940, 1945))
    base = edition(topics={})
    proven = edition().notes[0]
    notes = tuple(
        replace(proven, note=replace(proven.note, id=f"n{i}", content=Choice("When?", years)))
        for i in range(5)
    )
    for form in make_quiz(replace(base, notes=notes), 6).forms:
        assert all(question.options == years for question in form.questions)


# ---------------------------------------------------------------------------- the same for ever

SCRIPT = """
import sys; sys.path.insert(0, "tests")
from hashlib import sha256
from paper_sample import edition, pages
from quizgen.schema import Blueprint, Demand, Facet
wish = Blueprint(seed="7", demands=(Demand(Facet.KIND, "choice", 6), Demand(Facet.TOPIC, "Tides", 5)),
                 questions=14)
print(sha256(repr(sorted(pages(edition(blueprint=wish), 6).items())).encode()).hexdigest())
"""


def test_bytes_hang_on_no_hash_seed(repository: Path) -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=repository,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(repository)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(told) == 1
    assert len(told.pop().strip()) == 64


def test_another_seed_is_another_paper() -> None:
    first, other = (make_quiz(wished(edition(15), seed=seed)).forms[0] for seed in "12")
    assert first != other
    assert make_quiz(wished(edition(15), seed="1")).forms[0] == first


def test_a_note_that_goes_disturbs_little() -> None:
    """Another takes its place, and those that stay keep their order; most often nothing moves."""
    made = wished(edition(), seed="7")
    before = [q.note.id for q in make_quiz(made, 2).forms[1].questions]
    moved = []
    for gone in made.notes:
        rest = replace(made, notes=tuple(p for p in made.notes if p is not gone))
        after = [q.note.id for q in make_quiz(rest, 2).forms[1].questions]
        moved.append(len(set(before) ^ set(after)))
        stay = set(before) & set(after)
        assert [id for id in before if id in stay] == [id for id in after if id in stay]
        assert gone.note.id in before or moved[-1] <= 4
    assert sum(moved) / len(moved) < 3


# ---------------------------------------------------------------------------- nothing tells


def test_no_form_tells_anything(made: dict[str, str]) -> None:
    for letter in LETTERS:
        html = made[f"quiz-{letter}.html"]
        assert leaks(html, edition()) == []
        for word in ("data-answer", "distractor", "evidence", "correct", "seeds/", "line=", "key"):
            assert word not in re.sub(r"<style>.*?</style>", "", html, flags=re.S)


def test_no_block_of_our_own_deck_holds_its_answer(repository: Path) -> None:
    """Every approved note at once, on two forms: what could tell, would."""
    workspace = find_workspace(repository)
    (folder,) = workspace.find_decks(["amodei-askell-olah"])
    whole = edition_of(check(workspace, folder, 0))
    many = len(askable(whole))
    assert many > 100
    quiz = make_quiz(wished(whole, questions=many), 2)
    printed = pages_of(quiz, Templates())
    for form in quiz.forms:
        html = printed[f"quiz-{form.letter}.html"]
        blocks = dict(re.findall(r'data-question="([^"]+)"(.*?)(?=data-question=|$)', html, re.S))
        for question in form.questions:
            block = text_of(blocks[question.id])
            for secret in filter(None, secrets(question, whole)):
                for told in {squeezed(secret), squeezed(to_text(secret))}:
                    assert not re.search(rf"(?<!\w){re.escape(told)}(?!\w)", block), question.id


@pytest.mark.parametrize(
    "plant",
    ["<!-- Maillard -->", '<i data-x="maillard"></i>', "<p hidden>Maillard</p>"],
)
def test_leak_that_is_planted_in_a_form_is_seen(made: dict[str, str], plant: str) -> None:
    html = made["quiz-C.html"]
    at = 'data-question="bread-crust">'
    assert leaks(html.replace(at, at + plant), edition()) == [("bread-crust", "Maillard")]


def asking(content: Content, kind: Kind = Kind.BASIC, **said: object) -> Note:
    return replace(Note("n", kind, content, (), Status.APPROVED), **said)  # type: ignore[arg-type]


STEEL = (Option("Steel wire", key=True), Option("Hemp"))


@pytest.mark.parametrize(
    ("note", "tells"),
    [
        (asking(Answerable("Who built the Roman arch?", "The Romans")), False),
        (asking(Answerable("Which arch is the Roman arch?", "Roman arch")), True),
        (asking(Answerable("Is it *Roman*-arch like?", "roman arch")), True),
        (asking(Answerable("How many of the 12 are left?", "2")), False),
        (asking(Answerable("Do 2 of them stand?", "2")), True),
        (asking(Cloze("{{c1::Gas}} is gas."), Kind.CLOZE), True),
        (asking(Cloze("{{c1::Gas}} lifts {{c2::dough}}."), Kind.CLOZE), False),
        (asking(Cloze("{{c1::Gas}} lifts."), Kind.CLOZE, hint="a gas"), True),
        (asking(Answerable("Which?", "gas"), hint="a gas"), False),
        (asking(Choice("Is steel wire strong?", STEEL), Kind.CHOICE), True),
        (asking(Choice("Is steel wire or hemp strong?", STEEL), Kind.CHOICE), False),
    ],
)
def test_a_question_that_holds_its_answer_is_not_asked(note: Note, tells: bool) -> None:
    assert tells_itself(note) is tells
    base = edition()
    made = replace(base, notes=(*base.notes[:3], replace(base.notes[3], note=note)))
    asked = [question.note for question in make_quiz(made).forms[0].questions]
    assert (note in asked) is not tells


def test_an_id_that_tells_the_answer_is_printed_as_a_code() -> None:
    base = edition()
    telling = replace(base.notes[3], note=replace(base.notes[3].note, id="12-hours-25-minutes"))
    made = replace(base, notes=(*base.notes[:3], telling))
    code = printed_id(telling.note)
    assert re.fullmatch("q-[0-9a-f]{8}", code)
    printed = pages(made, 2)
    for letter in "AB":
        assert "12-hours-25-minutes" not in printed[f"quiz-{letter}.html"]
        assert f'data-question="{code}"' in printed[f"quiz-{letter}.html"]
        assert f"{code} = 12-hours-25-minutes" in printed[f"key-{letter}.html"]
    assert code in printed["keys.html"]
    assert printed_id(base.notes[3].note) == base.notes[3].note.id


# ---------------------------------------------------------------------------- wishes


def test_counts_are_met_and_topics_are_found_by_name_or_file() -> None:
    demands = (
        Demand(Facet.TOPIC, "tides", 4),
        Demand(Facet.TOPIC, "  BREAD ", 3),
        Demand(Facet.KIND, "choice", 5),
    )
    asked = make_quiz(wished(edition(), questions=10, demands=demands)).forms[0].questions
    assert len(asked) == 10
    assert Counter(q.proven.topic for q in asked) == {"Tides": 4, "Bread": 3, "Bridges": 3}
    assert sum(q.note.kind is Kind.CHOICE for q in asked) == 5


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"demands": (Demand(Facet.TOPIC, "Tide"),)}, "no topic 'Tide'; did you mean 'Tides'?"),
        ({"demands": (Demand(Facet.TOPIC, "x"),)}, "there are Tides, Bread, Bridges"),
        ({"questions": 26}, "26 questions, and 25 can be asked"),
        ({"demands": (Demand(Facet.KIND, "choice", 40),)}, "40 of kind choice, and "),
    ],
)
def test_what_cannot_be_met_is_an_error(said: dict[str, object], told: str) -> None:
    with pytest.raises(BuildError) as caught:
        make_quiz(wished(edition(25), **said))
    assert told in str(caught.value)


def test_layout_is_as_wished() -> None:
    made = wished(
        edition(),
        title="A <b>test</b>",
        instructions="No *calculators*.",
        sections=False,
        columns=2,
        lines=0,
    )
    html = pages(made)["quiz.html"]
    assert '<h1 dir="auto">A &lt;b&gt;test&lt;/b&gt;</h1>' in html
    assert "No <em>calculators</em>." in html
    assert "<h2" not in html
    assert 'class="questions two"' in html
    assert 'class="line"' not in html
    assert "on a sheet of your own" in html
    JustHTML(html, strict=True)
    assert pages(wished(edition(), lines=3))["quiz.html"].count('class="line"') % 3 == 0


def test_a_note_sets_its_own_lines() -> None:
    base = edition()
    arch = next(p for p in base.notes if p.note.id == "bridges-arch-load")
    for own, wanted, lines in ((6, None, 6), (6, 0, 6), (0, None, 0), (None, 4, 4)):
        note = replace(arch, note=replace(arch.note, writing_lines=own))
        made = wished(replace(base, notes=(note,)), lines=wanted)
        assert pages(made)["quiz.html"].count('class="line"') == lines


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("Fassung B", "Seite ", "Punkte", "Eine Antwort wählen", "20 Fragen")),
        ("es-MX", ("Versión B", "Página ", "Puntos", "Elige una respuesta", "20 preguntas")),
        ("fr", ("Version B", "Nom", "Choisissez une réponse", "20 questions")),
        ("nl", ("Form B", "Choose one", 'lang="en"', "20 questions")),
        ("ar", ("Form B", 'dir="rtl"', '<p class="kind" lang="en" dir="ltr">')),
    ],
)
def test_labels_are_in_the_language_of_the_deck(language: str, words: tuple[str, ...]) -> None:
    made = pages(edition(language=language), 2)
    both = made["quiz-B.html"] + made["key-B.html"] + decoded(made["quiz-B.html"])
    for word in words:
        assert word in both
    if language in ("de", "fr"):
        plain = re.sub(r"<style>.*?</style>|<[^>]*>", " ", made["key-B.html"], flags=re.S)
        assert not re.search("Answer|Question(?!s|\\b)|lines? \\d|wrong", plain)
    for html in made.values():
        JustHTML(html, strict=True)


def decoded(html: str) -> str:
    """The string literals of the style sheet, which are escapes only."""
    return re.sub(r"\\([0-9a-f]{6})", lambda found: chr(int(found[1], 16)), html)


def test_no_word_of_ours_stands_in_the_templates(repository: Path) -> None:
    """Every word that is printed comes from the tables of labels."""
    for name in ("quiz", "key", "keys"):
        text = (repository / f"templates/paper/{name}.html").read_text("utf-8")
        bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
        bare = re.sub(r"<[^>]*>|\w+=\"\"", " ", bare)
        assert re.findall(r"[^\W\d_]{2,}", bare) == []


# ---------------------------------------------------------------------------- several decks


def other_deck() -> Edition:
    """A second deck, with an id that the first one has, too."""
    base = edition(5)
    note = replace(base.notes[0].note, id="only-here")
    notes = (replace(base.notes[0], topic="More", note=note), replace(base.notes[1], topic="More"))
    topics = (Topic("More", "more", ()),)
    deck = replace(base.deck, key="other", name="Other", path=Path("decks/other"), topics=topics)
    return Edition(deck, notes, base.sources)


def test_several_decks_make_one_quiz() -> None:
    merged = merge([edition(25), other_deck()], Blueprint(questions=27, seed="1"))
    quiz = make_quiz(merged, 2)
    ids = [question.note.id for question in quiz.forms[0].questions]
    assert len(set(ids)) == 27
    assert {"only-here", "three-things/tides-spring-or-neap", "other/tides-spring-or-neap"} <= set(
        ids
    )
    assert {q.proven.topic for q in quiz.forms[0].questions} >= {"More", "Tides"}
    html = pages(merged)["quiz.html"]
    assert "Tides, bread &amp; bridges: three things that hold, Other" in html


def test_one_deck_keeps_its_ids_and_takes_the_wish() -> None:
    blueprint = Blueprint(questions=3)
    merged = merge([edition()], blueprint)
    assert merged.notes == edition().notes
    assert merged.deck.blueprint == blueprint


def test_workspace_template_reaches_no_answer_on_any_form(tmp_path: Path) -> None:
    (tmp_path / "templates" / "paper").mkdir(parents=True)
    mine = tmp_path / "templates" / "paper" / "quiz.html"
    mine.write_text("{{ sheet }} {{ sections }} {{ lines }}", encoding="utf-8")
    html = pages(edition(), 3, Templates(tmp_path))["quiz-C.html"]
    assert "Asked(number=20" in html
    assert leaks_anywhere(html, edition().notes) == []


def leaks_anywhere(html: str, notes: tuple[Proven, ...]) -> list[str]:
    secrets = [e.quote for p in notes for e in p.note.evidence]
    secrets += [p.note.why for p in notes if p.note.why]
    return [secret for secret in secrets if secret in html]
