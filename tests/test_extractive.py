"""The keyless engine: golden drafts on texts of five genres, and laws that hold for any text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from drafting_samples import TALK, cards_of, draft, make_concept, make_source, said
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.checks.proof import Proof
from quizgen.checks.run import find_in_notes, view_of
from quizgen.drafting import extractive
from quizgen.drafting.extractive import draft_source
from quizgen.drafting.model import Drafted, Genre
from quizgen.schema import Claim, Kind, Passage, Severity, Source, Status
from quizgen.sources.evidence import Quotable
from quizgen.sources.read import read_source
from quizgen.text import fold

CASES = Path(__file__).parent / "cases" / "extractive"
GENRES = {
    "prose.txt": Genre.PROSE,
    "textbook.md": Genre.PROSE,
    "lecture.srt": Genre.LECTURE,
    "conversation.txt": Genre.CONVERSATION,
    "tutorial.md": Genre.TUTORIAL,
    "captions.srt": Genre.CAPTIONS,
}


def format_drafts(drafted: Drafted) -> str:
    """Genre and drafts, one a paragraph, as they stand in the golden files."""
    listed = []
    for topic, note in drafted.notes:
        (question, answer), locator = said([note])[0], note.evidence[0].locator
        place = f"lines {locator.lines}" if locator.lines else f"at {locator.at}"
        head = f"{note.id} ({topic}; {note.claim}; {note.speaker or 'nobody named'}; {place})"
        listed.append("\n  ".join(filter(None, (head, question, answer))))
    return "\n\n".join([str(drafted.genre), *listed]) + "\n"


@pytest.mark.parametrize("name", GENRES)
def test_golden(name: str) -> None:
    drafted = draft_source(read_source(CASES / name))
    assert drafted.genre is GENRES[name]
    golden = CASES / f"{name}.drafts"
    if os.environ.get("UPDATE_CASES"):
        golden.write_text(format_drafts(drafted), "utf-8")
    assert format_drafts(drafted) == golden.read_text("utf-8")


@pytest.mark.parametrize("name", GENRES)
def test_what_every_draft_is(name: str) -> None:
    source = read_source(CASES / name)
    notes = [note for _, note in draft_source(source).notes]
    assert len({note.id for note in notes}) == len(notes)
    for note in notes:
        assert (note.status, note.origin) == (Status.DRAFT, "extractive")
        assert note.concept
        assert isinstance(Quotable(source).locate(note.evidence[0]), Passage)
        if note.claim is Claim.OPINION:
            assert note.speaker and note.speaker in note.question and "2024" in note.question


def test_the_same_drafts_each_time() -> None:
    source = read_source(CASES / "prose.txt")
    assert draft_source(source) == draft_source(source)


def test_an_id_never_tells_what_is_hidden() -> None:
    for name in GENRES:
        for _, note in draft_source(read_source(CASES / name)).notes:
            if note.kind is Kind.CLOZE:
                hidden = note.question.split("::")[1].split("}}")[0].casefold().replace(" ", "-")
                assert hidden not in note.id


def test_no_rule_has_anything_to_say() -> None:
    source = read_source(CASES / "prose.txt")
    drafted = draft_source(source)
    located = Quotable(source)
    found = {n.id: (located.locate(n.evidence[0]),) for _, n in drafted.notes}
    kept = [(None, note) for _, note in drafted.notes]
    deck = extractive._deck(source, kept)  # type: ignore[arg-type]
    findings = find_in_notes(view_of(deck, {source.stem: source}, Proof(found, ())))
    assert not [
        f for f in findings if f.severity is not Severity.INFO and f.rule != "no-context-anchor"
    ]


# --------------------------------------------------------------------------- forms

REST = "\n\nThe harbour master keeps the book of arrivals. Every lamp on the quay burns oil.\n"


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "A drogue is a cone of canvas that slows a drifting boat.",
            "What is a drogue?",
            "A cone of canvas that slows a drifting boat.",
        ),
        (
            "Drogues are cones of canvas that slow a drifting boat.",
            "What are drogues?",
            "Cones of canvas that slow a drifting boat.",
        ),
        (
            "Leeway refers to the sideways drift of a ship before the wind.",
            "What does leeway refer to?",
            "The sideways drift of a ship before the wind.",
        ),
        (
            "In navigation, leeway is the sideways drift of a ship before the wind.",
            "In navigation, what is leeway?",
            "The sideways drift of a ship before the wind.",
        ),
        (
            "However, leeway means that a ship is carried sideways by the wind.",
            "What does leeway mean?",
            "That a ship is carried sideways by the wind.",
        ),
        (
            "The crew rigged out a drogue, a cone of canvas that slows the boat.",
            "",
            "",
        ),
        (
            "What every lifeboat carries is the drogue, a cone of canvas that slows the boat.",
            "What is the drogue?",
            "A cone of canvas that slows the boat.",
        ),
    ],
)
def test_forms_of_definitions(text: str, question: str, answer: str) -> None:
    expected = [(question, answer)] if question else []
    assert said(draft(text + REST, "drogue/drogues", "leeway", "lifeboat")) == expected


def test_what_something_is_called() -> None:
    text = "The sideways drift of a ship before the wind is called leeway."
    assert said(draft(text + REST, "leeway", "ship", "drift")) == [
        ("The sideways drift of a ship before the wind is called {{c1::leeway}}.", "")
    ]


def test_a_glossary() -> None:
    text = (
        "Terms\n\nDrogue: a cone of canvas that slows a boat.\n\n"
        "Leeway: the sideways drift of a ship before the wind.\n\n"
        "Thwart: a seat that lies across an open boat.\n\n"
    )
    assert said(draft(text, "drogue", "leeway")) == [
        ("What does the term \u201cdrogue\u201d mean?", "A cone of canvas that slows a boat."),
        (
            "What does the term \u201cleeway\u201d mean?",
            "The sideways drift of a ship before the wind.",
        ),
    ]


def test_a_choice_of_terms_that_are_all_defined() -> None:
    text = (
        "A drogue is a cone of canvas that slows a drifting boat before the wind.\n\n"
        "A thwart is a seat that lies across an open hull.\n\n"
        "A cleat is a fitting of brass to which sailors tie ropes.\n\n"
        "A fender is a cushion between the ship and its quay wall.\n\n"
        "A drogue is any bag used for riding out heavy weather.\n"
    )
    notes = draft(text, "drogue", "thwart", "cleat", "fender")
    choice = next(note for note in notes if note.kind is Kind.CHOICE)
    assert said([choice]) == [
        (
            "Which term means \u201cany bag used for riding out heavy weather\u201d?",
            "drogue | fender | cleat | thwart",
        )
    ]
    # What says half of what it is, would be asked by no question.
    half = text.replace("used for riding out", "made of canvas and worn in")
    assert not [
        n for n in draft(half, "drogue", "thwart", "cleat", "fender") if n.kind is Kind.CHOICE
    ]


def test_explanations_name_the_speaker_and_the_year() -> None:
    text = (
        "- [Jon] What do you fear out there?\n"
        "- [Mara] Well, leeway is, you know, the sideways drift that always carries you onto rocks. "
        "It never sleeps.\n"
    )
    source = make_source(text, meta=TALK)
    ((_, note),) = cards_of(source, (make_concept("leeway"),), Genre.CONVERSATION)
    assert note.speaker == "Mara Lind"
    assert "Mara Lind (2024)" in note.question
    assert "you know" not in said([note])[0][1]
    assert "you know" in note.evidence[0].quote


def test_hosts_are_not_asked_about() -> None:
    text = (
        "- [Jon] Leeway is the drift that carries a boat onto the rocks of the bay.\n"
        "- [Mara] Yes.\n"
    )
    notes = draft(text, "leeway", genre=Genre.CONVERSATION)
    assert not [note for note in notes if "say about" in note.question]


# --------------------------------------------------------------------------- laws

WORDS = st.sampled_from(
    [
        "the",
        "a",
        "tide",
        "is",
        "are",
        "not",
        "called",
        "Moon",
        "whale",
        "oil",
        "sea",
        ",",
        ".",
        "?",
        "—",
        "(",
        ")",
        "[",
        "]",
        "{{c1::",
        "}}",
        "“",
        "”",
        "if",
        "and",
        "or",
        "of",
        "12",
        "1999",
        "percent",
        "\n",
        "\n\n",
        "-",
        "Jon:",
        "means",
        "that",
        "which",
        "İ",
        "ﬁ",
        "ß",
        "It",
        "I",
        "you",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=80).map(" ".join).filter(lambda t: t.strip(" \n-")))
def test_evidence_is_verbatim_at_its_offsets(text: str) -> None:
    source = make_source("The tide is a wave.\n\n" + text)
    concepts = tuple(make_concept(name) for name in ("tide", "Moon", "whale oil", "sea"))
    for genre in Genre:
        for _, note in cards_of(source, concepts, genre):
            assert_verbatim(
                source, note.evidence[0].quote, Quotable(source).locate(note.evidence[0])
            )


def assert_verbatim(source: Source, quote: str, passage: object) -> None:
    assert isinstance(passage, Passage)
    (span,) = passage.spans
    assert fold(source.text[span.start : span.end]) == fold(quote)


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_is_survived(text: str) -> None:
    source = make_source("Sea. " + text)
    cards_of(source, (make_concept("sea"),), Genre.PROSE)
