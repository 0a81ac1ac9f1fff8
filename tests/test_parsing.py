"""The extra `nlp`, with its real model: what a parse adds to drafts, and what it takes away."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from drafting_samples import TALK, WRITTEN, cards_of, make_concept, make_source, said
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.drafting import parsing
from quizgen.drafting.extractive import draft_source
from quizgen.drafting.mentions import Mentions
from quizgen.drafting.model import Genre
from quizgen.drafting.parsed_clauses import find_statements
from quizgen.drafting.parsed_definitions import find_parsed_definitions
from quizgen.drafting.parsed_drafts import refine
from quizgen.drafting.parsed_names import sort_names
from quizgen.drafting.parsed_tree import Parse
from quizgen.drafting.parsed_vetoes import fault_of_cloze, fault_of_definition
from quizgen.drafting.parsing import Model, Parser, find_model, is_readable, load_parser, verify
from quizgen.drafting.proposal import Proposal, Voice
from quizgen.drafting.sentences import split_sentences
from quizgen.errors import QuizgenError
from quizgen.schema import Cloze, Note

REST = (
    "\n\nThe harbour master keeps the book of arrivals. Every lamp on the quay burns oil. "
    "Fishermen mend the nets on the pier.\n"
)


def installed() -> Model:
    model = find_model({})
    assert model, "the tests need the extra: pip install -e '.[dev]'"
    return model


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser(installed())


def draft(
    text: str, *concepts: str, genre: Genre = Genre.PROSE, parser: Parser | None
) -> list[Note]:
    source = make_source(text, meta=TALK if genre is Genre.CONVERSATION else WRITTEN)
    found = tuple(make_concept(name, "bold") for name in concepts)
    return [note for _, note in cards_of(source, found, genre, parser)]


# ------------------------------------------------------------------------------ which model


def test_the_model_of_the_extra_is_found_by_name_and_version() -> None:
    model = installed()
    assert (model.folder / "config.cfg").is_file()
    assert str(model) == f"{model.package} {model.version}"


def test_off_means_off_and_nothing_else_does() -> None:
    assert find_model({"QUIZGEN_NLP": " Off "}) is None
    assert find_model({"QUIZGEN_NLP": ""}) == find_model({"QUIZGEN_NLP": "on"}) == installed()


def test_an_official_model_goes_first_and_its_code_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "en_core_web_sm"
    (home / "en_core_web_sm-3.7.1").mkdir(parents=True)
    (home / "__init__.py").write_text("raise AssertionError('imported')\n")
    (home / "meta.json").write_text('{"version": "3.7.1"}')
    monkeypatch.syspath_prepend(tmp_path)
    found = find_model({})
    assert found == Model("en_core_web_sm", "3.7.1", home / "en_core_web_sm-3.7.1")
    (home / "meta.json").write_text("[")
    assert find_model({}) != found


def test_without_spacy_or_a_model_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "USUAL", ())
    monkeypatch.setattr(parsing, "PINNED", "no_such_model")
    assert find_model({}) is None
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.setattr(parsing, "find_spec", lambda name: None if name == "spacy" else name)
    assert find_model({}) is None


def copy_of_pinned(folder: Path) -> Model:
    model = parsing._locate(parsing.PINNED)
    assert model
    shutil.copytree(model.folder, folder)
    return replace(model, folder=folder)


def test_each_changed_or_missing_file_of_the_pinned_model_is_refused(tmp_path: Path) -> None:
    model = copy_of_pinned(tmp_path / "model")
    verify(model)
    for name in parsing.DIGESTS:
        path = model.folder / name
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(QuizgenError, match="QUIZGEN_NLP=off") as refused:
            load_parser(model)
        assert (str(path) in str(refused.value), refused.value.exit_code) == (True, 2)
        path.unlink()
        with pytest.raises(QuizgenError, match="not the file"):
            verify(model)
        path.write_bytes(whole)
    verify(model)


def test_a_model_that_spacy_cannot_load_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(QuizgenError, match=r"cannot load the model en_core_web_lg 9\.0.*or set"):
        load_parser(Model("en_core_web_lg", "9.0", tmp_path))
    model = copy_of_pinned(tmp_path / "model")
    meta = model.folder / "meta.json"
    meta.write_text(meta.read_text("utf-8").replace(">=3.7.5,<3.9.0", ">=9.0.0"), "utf-8")
    with pytest.raises(QuizgenError, match="W095"):
        load_parser(replace(model, package="en_core_web_md"))


# ------------------------------------------------------------------------------ definitions

# (genre, text, concepts, question, answer).
FOUND = {
    "beside the sentence": (
        Genre.LECTURE,
        "Corsets were made with baleen, which is a horny plate that filters the food of a whale.",
        ("baleen",),
        "{{c1::Baleen}} is a horny plate that filters the food of a whale.",
        "",
    ),
    "called": (
        Genre.CONVERSATION,
        "- [Jon] What do you do?\n- [Mara] Well, the water that a heavy hull pushes aside is called "
        "displacement.\n",
        ("displacement",),
        "The water that a heavy hull pushes aside is called {{c1::displacement}}.",
        "",
    ),
    "clause of its own": (
        Genre.CONVERSATION,
        "- [Jon] What do you do?\n- [Mara] Well, remember that a sea anchor is just a bag of canvas "
        "that slows a boat down, and we never sail without it.\n",
        ("sea anchor",),
        "A {{c1::sea anchor}} is a bag of canvas that slows a boat down.",
        "",
    ),
    "the field of": (
        Genre.LECTURE,
        "The practice of careening is the cleaning of a hull on a beach at low water.",
        ("careening",),
        "The practice of {{c1::careening}} is the cleaning of a hull on a beach at low water.",
        "",
    ),
    "asked as a whole": (
        Genre.PROSE,
        "The metacentric height of a ship is the distance between two points on its middle line.",
        ("metacentric height",),
        "What is the metacentric height of a ship?",
        "The distance between two points on its middle line.",
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_more_definitions(name: str, parser: Parser) -> None:
    genre, text, concepts, question, answer = FOUND[name]
    whole = text if genre is Genre.CONVERSATION else text + REST
    with_parser = draft(whole, *concepts, genre=genre, parser=parser)
    assert (question, answer) in said(with_parser)
    note = next(n for n in with_parser if said([n]) == [(question, answer)])
    assert note.origin == "extractive"
    assert note.evidence[0].quote in " ".join(whole.split())


def test_some_of_them_need_the_parser() -> None:
    genre, text, concepts, question, answer = FOUND["clause of its own"]
    assert (question, answer) not in said(draft(text, *concepts, genre=genre, parser=None))


@pytest.mark.parametrize(
    ("text", "states"),
    [
        (
            "A drogue is a cone of canvas, and the crew tows it.",
            [("drogue", "is", "a cone of canvas")],
        ),
        (
            "In a storm, a drogue is a cone of canvas.",
            [("drogue", "is", "a cone of canvas")],
        ),
        (
            "Ballast refers to what keeps a ship low.",
            [("Ballast", "refers to", "what keeps a ship low")],
        ),
        ("A drogue never refers to an anchor of iron.", []),
        ("Sailors doubt that a drogue is a cone of canvas.", []),
        ("A drogue and a kedge are anchors of the crew.", []),
        ("The drogue of the crew is a cone of canvas and slows the boat.", []),
        (
            "On top lies ballast, which is stone that a ship keeps below, and that it does not sell.",
            [],
        ),
        ("Our drogue is a cone of canvas.", []),
        ("Sails, ropes and a drogue, a cone of canvas, lay on deck.", []),
    ],
)
def test_what_a_sentence_states(
    text: str, states: list[tuple[str, str, str]], parser: Parser
) -> None:
    found = find_statements(parser.parse(text), text)
    assert [(text[slice(*s.subject)], s.verb, text[slice(*s.rest)]) for s in found] == states


@pytest.mark.parametrize(
    ("genre", "text", "defined"),
    [
        (Genre.LECTURE, "A drogue is a cone of canvas that slows a boat down.", True),
        (Genre.LECTURE, "A drogue is a beautiful cone of canvas that slows a boat down.", False),
        (Genre.LECTURE, "A drogue is the heaviest cone of canvas on a boat.", False),
        (Genre.LECTURE, "A drogue is a cone of canvas that we will see later on.", False),
        (Genre.LECTURE, "A drogue was a cone of canvas that slowed a boat down.", True),
        (Genre.CONVERSATION, "A drogue was a cone of canvas that slowed a boat down.", False),
        (Genre.PROSE, "A drogue is a cone of canvas that you tow behind a boat.", True),
        (Genre.PROSE, "A drogue is a cone of canvas that slows our boat down.", False),
        (
            Genre.LECTURE,
            "We carry ropes, nets, hooks, etc. A drogue is a cone of canvas that slows a boat down.",
            True,
        ),
        (Genre.LECTURE, "A drogue is... A drogue is a cone of canvas ... on a boat here.", False),
    ],
)
def test_what_is_worth_asking(genre: Genre, text: str, defined: bool, parser: Parser) -> None:
    (sentence, *_) = split_sentences(make_source(text))
    mentions = Mentions([make_concept("drogue")])
    made = find_parsed_definitions(
        sentence, text, parser.parse(text), mentions, genre, Voice("Mara Lind", "2024")
    )
    assert bool(list(made)) is defined


UNFAITHFUL = {
    "denied": "A sea anchor is not a bag of canvas that slows a boat down.",
    "denied above": "It does not mean that a sea anchor is a bag of canvas that slows a boat.",
    "supposed": "If a sea anchor is a bag of canvas that slows a boat, then we must carry one.",
    "asked": "They argued whether a sea anchor is a bag of canvas that slows a boat down.",
    "doubted": "Many doubt that a sea anchor is a bag of canvas that slows a boat down.",
    "subject of another head": "The loss of a sea anchor is a danger that sinks boats in a storm.",
    "one of two": "A drogue and a sea anchor are bags of canvas that slow a boat down.",
    "might be": "A sea anchor might be a bag of canvas that slows a boat down in a storm.",
    "often": "A sea anchor is often a bag of canvas that slows a boat down in a storm.",
    "a judgement": "A sea anchor is the best bag of canvas that slows a boat down in a storm.",
    "told of before": "They threw out the sea anchor, which is a present of the harbour master.",
    "somebody's": "Their sea anchor is a bag of canvas that slows the boat down in a storm.",
}


@pytest.mark.parametrize("name", UNFAITHFUL)
def test_no_definition(name: str, parser: Parser) -> None:
    for genre in (Genre.PROSE, Genre.LECTURE, Genre.CONVERSATION):
        text = UNFAITHFUL[name]
        turn = f"- [Jon] Tell us.\n- [Mara] {text}\n"
        whole = turn if genre is Genre.CONVERSATION else text + REST
        notes = draft(whole, "sea anchor", "drogue", genre=genre, parser=parser)
        assert not [n.id for n in notes if n.id.endswith("-definition")]


# ----------------------------------------------------------------------------------- vetoes


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Crews {{c1::hang lanterns}} on the arms of the mast before the night falls.", "a verb"),
        ("Crews fear the spring {{c1::tide}} near the wall.", "cut from its modifier"),
        ("The old {{c1::harbour}} wall keeps the storm away.", "part of a compound"),
        ("A {{c1::sextant}} with a mirror of brass.", "no finite verb"),
        ("The {{c1::spring tide}} floods the old wall.", ""),
        ("Ships carry their {{c1::ballast}} in tanks of steel.", ""),
    ],
)
def test_what_a_cloze_may_not_hide(text: str, fault: str, parser: Parser) -> None:
    shown = text.replace("{{c1::", "").replace("}}", "")
    assert fault_of_cloze(parser.parse(shown), Cloze(text)) == fault


@pytest.mark.parametrize(
    ("text", "answer", "fault"),
    [
        (
            "A drogue is a cone of canvas, and the crew tows it behind the boat.",
            "A cone of canvas, and the crew tows it behind the boat.",
            "two statements",
        ),
        (
            "If a drogue is a cone of canvas, it tears.",
            "A cone of canvas.",
            "denied, supposed or thought",
        ),
        ("The rope of a drogue is a line of hemp.", "A line of hemp.", ""),
        ("The rope is a line of hemp.", "A line of hemp.", "subject cut"),
        ("A drogue is a cone of canvas that is towed.", "A cone of canvas that is towed.", ""),
        ("A drogue: a cone of canvas.", "A cone of canvas.", ""),
        ("A drogue, which is a cone of canvas, is towed.", "A cone of canvas.", ""),
        (
            "If the wind drops, a drogue is a weight of canvas that sinks.",
            "A weight of canvas that sinks.",
            "denied, supposed or thought",
        ),
        ("A drogue is a cone of canvas.", "Something else altogether.", ""),
    ],
)
def test_what_a_definition_may_not_cut(text: str, answer: str, fault: str, parser: Parser) -> None:
    assert fault_of_definition(parser.parse(text), text, answer, ("drogue",)) == fault


def test_a_proposal_at_fault_is_dropped_and_examples_are_left_alone(parser: Parser) -> None:
    text = (
        "The crews will hang lanterns on the mast.\n\nImagine a yard called Brask. "
        "The yard bought a drogue, which is a cone of canvas that slows a boat down."
    )
    source = make_source(text)
    sentences = split_sentences(source)
    concepts = (make_concept("hang lanterns"), make_concept("lanterns"), make_concept("drogue"))

    def propose(hidden: str) -> Proposal:
        shown = sentences[0].text.replace(hidden, f"{{{{c1::{hidden}}}}}")
        return Proposal("cloze", "mast", concepts[0], Cloze(shown), sentences[:1], 2.0, hidden)

    made = [propose("hang lanterns"), propose("lanterns")]
    assert list(refine(made, source, sentences, concepts, Genre.PROSE, parser)) == made[1:]
    plain = make_source(text.replace("Imagine a yard called Brask. ", ""))
    more = refine([], plain, split_sentences(plain), concepts, Genre.PROSE, parser)
    (own,) = more
    assert own.concept.id == "drogue"
    hidden = own.sentences[0].text.replace("drogue", "{{c1::drogue}}")
    asked = replace(own, form="cloze", content=Cloze(hidden))
    others = split_sentences(plain)
    assert list(refine([asked], plain, others, concepts, Genre.PROSE, parser)) == [asked]
    weak = replace(asked, score=0.1)
    assert list(refine([weak], plain, others, concepts, Genre.PROSE, parser)) == [weak, own]
    same = replace(own, form="explain")
    assert list(refine([same], plain, others, concepts, Genre.PROSE, parser)) == [same]


# ------------------------------------------------------------------------------------ names


def test_names_go_to_their_list_and_terms_stay(parser: Parser) -> None:
    text = (
        "Lewis Tarrow sailed to Port Amberly for the Coastal Trading Company. Lewis Tarrow wrote "
        "of the Plimsoll Line and of every line on a hull. The Coastal Trading Company paid "
        "Lewis Tarrow. The Plimsoll Line saved ships."
    )
    source = make_source(text)
    names = ("Lewis Tarrow", "Coastal Trading Company", "Plimsoll Line", "hull")
    concepts = tuple(replace(make_concept(name), is_name=False) for name in names)
    sorted_ = sort_names(concepts, split_sentences(source), parser)
    assert [c.name for c in sorted_] == list(names)
    assert [c.name for c in sorted_ if c.is_name] == ["Lewis Tarrow", "Coastal Trading Company"]
    explained = tuple(replace(c, cues=("bold",)) for c in concepts)
    assert sort_names(explained, split_sentences(source), parser) == explained


def test_most_mentions_must_be_tagged_and_no_chief_word_be_written_small(parser: Parser) -> None:
    text = "Brask Marine builds. Brask Marine sails. The Brask Law holds. They keep a law."
    sentences = split_sentences(make_source(text))
    concepts = tuple(
        replace(make_concept(name), is_name=False) for name in ("Brask Marine", "Brask Law")
    )

    def names(tagged: int) -> list[str]:
        known = {
            s.text: Parse((), ((0, 12, "ORG"),) if n < tagged else ())
            for n, s in enumerate(sentences)
        }
        known[sentences[2].text] = Parse((), ((0, 13, "PERSON"),))
        marked = sort_names(concepts, sentences, Parser(parser.nlp, known))
        return [c.name for c in marked if c.is_name]

    assert (names(1), names(2)) == ([], ["Brask Marine"])


# ------------------------------------------------------------------------------------- laws


def test_the_same_source_gives_the_same_drafts(parser: Parser) -> None:
    text = " ".join(found[1] for found in FOUND.values() if found[0] is not Genre.CONVERSATION)
    source = make_source(text + REST)
    first = draft_source(source, parser)
    fresh = Parser(parser.nlp)
    for sentence in reversed(split_sentences(source)):
        fresh.parse(sentence.text)
    assert draft_source(source, fresh) == first
    assert first.engine == "extractive"


def test_without_a_parser_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from drafting_samples import make_source;"
        "from quizgen.drafting.extractive import draft_source;"
        "draft_source(make_source('A sea anchor is a bag of canvas that slows a boat down.'));"
        "print([m for m in ('spacy', 'numpy', 'thinc') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


WORDS = (
    "a the drogue , which is an anchor that , called not if and it refers to means (net) \u2014 "
    "lines are of In harbours . ; \u201ctide\u201d 3 Mara said"
)
PIECES = st.sampled_from(re.split(r" ", WORDS))


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=40))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    if not is_readable(text):
        return
    for found in find_statements(load_parser(installed()).parse(text), text):
        for start, end in (found.subject, found.rest):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()


def test_only_what_may_be_a_sentence_is_parsed() -> None:
    assert not is_readable("")
    assert not is_readable("of a tide " * 60)
