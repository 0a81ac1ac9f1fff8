"""Sentences that the keyless engine mends or keeps: each form with a neighbour that it must refuse."""

from __future__ import annotations

import pytest
from drafting_samples import draft, make_concept, make_source, said
from hypothesis import given
from hypothesis import strategies as st

from quizgen.drafting.blocks import Kind, find_blocks
from quizgen.drafting.clozes import find_clozes
from quizgen.drafting.english import has_finite_verb
from quizgen.drafting.examples import find_examples
from quizgen.drafting.fitness import points_elsewhere
from quizgen.drafting.mentions import Mentions
from quizgen.drafting.model import Genre
from quizgen.drafting.namings import is_naming
from quizgen.drafting.sentences import split_sentences
from quizgen.drafting.wording import uncontracted, without_opening, without_second_clause
from quizgen.schema import Cloze

REST = "\n\nThe harbour master keeps the book of arrivals. Every lamp on the quay burns oil.\n"


# --------------------------------------------------------------------------- definitions


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "The idea of the drogue is to slow a drifting boat in heavy storms.",
            "What is the idea of the drogue?",
            "To slow a drifting boat in heavy storms.",
        ),
        (
            "Leeway is measured by the angle between a straight keel and its wake.",
            "How is leeway measured?",
            "By the angle between a straight keel and its wake.",
        ),
        (
            "A drogue is used to slow a drifting boat in a gale.",
            "What is a drogue used for?",
            "To slow a drifting boat in a gale.",
        ),
        (
            "Leeway occurs when the wind pushes a hull to the side.",
            "When does leeway occur?",
            "When the wind pushes a hull to the side.",
        ),
        (
            "Leeway is sideways drift that the wind gives to a ship.",
            "What is leeway?",
            "Sideways drift that the wind gives to a ship.",
        ),
        (
            "The leeway of a ship is the angle between its steered course and its keel.",
            "What is the leeway of a ship?",
            "The angle between its steered course and its keel.",
        ),
        (
            "Leeway means how far the wind can push you to the side.",
            "What does leeway mean?",
            "How far the wind can push you to the side.",
        ),
        (
            "What keeps a bow to the sea is the drogue, which is a cone of canvas that slows a boat.",
            "What is the drogue?",
            "A cone of canvas that slows a boat.",
        ),
        (
            "Every lifeboat carries a drogue\u2014that is, a cone of canvas that slows any boat.",
            "What is a drogue?",
            "A cone of canvas that slows any boat.",
        ),
        (
            "A drogue is a cone of canvas that slows any boat, as when a crew drifts for a night.",
            "What is a drogue?",
            "A cone of canvas that slows any boat.",
        ),
        (
            "A drogue is a cone of canvas that slows a boat, and it costs no more than a sail.",
            "What is a drogue?",
            "A cone of canvas that slows a boat.",
        ),
    ],
)
def test_more_forms_of_definitions(text: str, question: str, answer: str) -> None:
    concepts = ("drogue/drogues", "leeway", "lifeboat")
    assert said(draft(text + REST, *concepts))[:1] == [(question, answer)]


@pytest.mark.parametrize(
    "text",
    [
        # Drift with the wind is not all that leeway is, and "clear" says nothing of what it is.
        "Leeway is clear that way whenever the wind pushes a hull to the side.",
        "Leeway is proof that the wind pushes a hull to the side.",
        # A banker, not the bank, is whose description follows; and a negation stands above it.
        "No lifeboat without a drogue, a cone of canvas that slows it, leaves the quay.",
        "The owner of the drogue, a man of few words, leaves the quay.",
        "The drogue is the sea anchor, and the crew rigs it in a gale.",
        "The owner of a drogue is a man who fears the gale.",
        "Drogues are used to it by now on the boats of the harbour.",
    ],
)
def test_what_is_no_definition(text: str) -> None:
    concepts = ("drogue/drogues", "leeway", "sea anchor")
    questions = [question for question, _ in said(draft(text + REST, *concepts))]
    assert not [question for question in questions if question.endswith("?")]


def test_a_person_is_not_asked_what_he_is() -> None:
    text = "Amos Tarrow, a pilot who charted the bay, drowned in the harbour."
    assert not [q for q, _ in said(draft(text + REST, "Amos Tarrow", "harbour")) if "What" in q]


# --------------------------------------------------------------------------- openings


@pytest.mark.parametrize(
    ("text", "spoken", "left"),
    [
        ("However, the tide turns.", False, "The tide turns."),
        ("Third, the tide turns.", False, "The tide turns."),
        ("But the tide turns.", False, "The tide turns."),
        ("So, now the tide turns.", True, "The tide turns."),
        ("And so the tide turns.", True, "The tide turns."),
        ("Note that the tide turns.", False, "The tide turns."),
        ("So you can see that the tide turns.", True, "The tide turns."),
        ("To avoid this, pilots read the tide table.", True, "Pilots read the tide table."),
        # What would lose its subject, its order or its meaning stays.
        ("And keeps the tide table.", True, "And keeps the tide table."),
        ("First, the tide turns.", True, "First, the tide turns."),
        ("So called tides turn.", True, "So called tides turn."),
        ("So far the tide turns.", True, "So far the tide turns."),
        ("Instead, the tide turns.", False, "Instead, the tide turns."),
        ("For example, the tide turns.", False, "For example, the tide turns."),
        ("Otherwise, the tide turns.", True, "Otherwise, the tide turns."),
        ("In this case, the tide turns.", True, "In this case, the tide turns."),
    ],
)
def test_openings(text: str, spoken: bool, left: str) -> None:
    assert without_opening(text, spoken=spoken) == left


@given(st.text(alphabet="SoAndButNow, tidurs.", max_size=60), st.booleans())
def test_an_opening_only_shortens(text: str, spoken: bool) -> None:
    left = without_opening(text, spoken=spoken)
    assert text.casefold().endswith(left.casefold())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A gauge marks the tide, and it prints the hour.", "A gauge marks the tide."),
        ("A gauge marks the tide, and each of them prints it.", "A gauge marks the tide."),
        # A list, a verb of the same subject, a condition and a denial stay whole.
        ("A gauge marks the tide, and the hour.", None),
        ("A gauge marks the tide, and prints the hour.", None),
        ("A gauge marks the tide if it is wound, and it prints the hour.", None),
        ("A gauge does not mark the tide, but it prints the hour.", None),
    ],
)
def test_second_clauses(text: str, left: str | None) -> None:
    assert without_second_clause(text) == (left or text)


# --------------------------------------------------------------------------- what a sentence leans on


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("Boats such as the yawl carry those who can row.", False),
        ("The crew stows the nets and sells these nets in May.", False),
        ("The crew stows these nets in May.", True),
        ("A yawl carries this.", True),
        ("Such boats carry a mast.", True),
        ("The mast of that boat is short.", True),
        ("The section that its owner built is short.", False),
        ("The boat and the mast of that boat are short.", False),
    ],
)
def test_pointers(text: str, elsewhere: bool) -> None:
    assert points_elsewhere(text) == elsewhere


@pytest.mark.parametrize(
    "text",
    [
        "In the yawl it is a spar of wood that is called a mizzen mast.",
        "They stow one of their spars of wood, which is called a mizzen mast.",
        "In other yawls a short spar behind the transom is called a mizzen mast.",
        "When it turns, a short spar behind the transom is called a mizzen mast.",
        "Others call the spar of wood behind the transom a mizzen mast.",
    ],
)
def test_a_cloze_needs_no_sentence_before_it(text: str) -> None:
    plain = "A short spar of wood behind the transom is called a mizzen mast."
    assert said(draft(plain + REST, "mizzen mast", "transom", "yawl/yawls"))
    assert not draft(text + REST, "mizzen mast", "transom", "yawl/yawls")


@pytest.mark.parametrize(
    "text",
    [
        "When yawls turn in a heavy gale, the mizzen mast is about as wet as the transom.",
        "A mizzen mast is about as tall as the wet shrouds of a yawl.",
        "Behind the transom a mizzen mast carries the wet shrouds of yawls.",
        "A mizzen mast bends in a gale, because its shrouds are wet.",
    ],
)
def test_what_is_merely_told_of_a_thing_is_not_asked(text: str) -> None:
    assert not draft(text + REST, "yawl/yawls", "mizzen mast", "transom")


def test_made_up_words_after_an_example_are_few() -> None:
    told = "Let's say you own a yawl. " + "The crew stows the nets. " * 8
    found = find_examples(split_sentences(make_source(told)))
    assert found == frozenset(range(6))


def test_a_noun_is_no_finite_verb() -> None:
    assert not has_finite_verb("The rate of change in the form of a share")
    assert not has_finite_verb("Drogues, if they only slow what drifts")
    assert not has_finite_verb("To carry the line, whichever the crew")
    assert has_finite_verb("Drogues, if they keep what drifts, carry a line")
    assert has_finite_verb("The crew formed a line")
    assert has_finite_verb("It's a line")


# --------------------------------------------------------------------------- two sentences


def test_this_loss_is_the_loss() -> None:
    text = "A ship is slow.\n\nThis drift of a ship before the wind is called leeway."
    (note,) = draft(text + REST, "leeway", "ship")
    assert said([note]) == [("The drift of a ship before the wind is called {{c1::leeway}}.", "")]
    assert note.evidence[0].quote == "This drift of a ship before the wind is called leeway."
    # "This way of ..." tells nothing but that there is one.
    assert not draft(text.replace("drift of", "way of") + REST, "leeway", "ship")
    # Of a thing that was shown only, the phrase says too little.
    short = text.replace("drift of a ship before the wind", "gust of wind")
    assert not draft(short + REST, "leeway", "ship")


@pytest.mark.parametrize("naming", ["This is called leeway.", "That's leeway.", "It is leeway."])
def test_what_another_sentence_tells_is_not_asked(naming: str) -> None:
    text = f"The wind carries a ship sideways from its course. {naming}"
    assert not draft(text + REST, "leeway")
    assert not draft(text + REST, "leeway", genre=Genre.LECTURE)


# --------------------------------------------------------------------------- glossaries

ENTRIES = (
    "drogue: a cone of canvas that slows a drifting boat",
    "leeway: the sideways drift of a ship before the wind",
    "thwart: a seat that lies across an open boat",
)


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
@pytest.mark.parametrize("mark", [": ", " - ", " \u2014 "])
def test_a_glossary_needs_no_full_stops(joint: str, mark: str) -> None:
    text = "Key Terms\n\n" + joint.join(entry.replace(": ", mark) for entry in ENTRIES) + REST
    questions = [q for q, _ in said(draft(text, "drogue", "leeway", "thwart"))]
    assert [q for q in questions if "the term" in q] == [
        "What does the term \u201cdrogue\u201d mean?",
        "What does the term \u201cleeway\u201d mean?",
        "What does the term \u201cthwart\u201d mean?",
    ]


def test_an_entry_says_what_kind_of_thing_it_is() -> None:
    others = (
        "yawl: similar to a ketch with a smaller mast abaft its rudder",
        "sculling: a rower must be able to move an oar at the stern",
        "sheet: a rope by which a sail is held to the wind",
        "warp: ships above a certain length need the help of a tug",
    )
    text = "Key Terms\n\n" + "\n\n".join((*ENTRIES, *others)) + REST
    asked = [q for q, _ in said(draft(text, "thwart", "yawl", "sculling", "sheet", "warp"))]
    assert [q for q in asked if "the term" in q] == [
        "What does the term \u201cthwart\u201d mean?",
        "What does the term \u201csheet\u201d mean?",
    ]


def test_a_name_ends_before_its_verb() -> None:
    text = "Broad bags of hemp rope beside a hull are called {}{} of any ship."
    assert not draft(text.format("fenders lie", " at the berth") + REST, "fenders lie", "hull")
    assert draft(text.format("fender drogues", ", at the berth") + REST, "fender drogues", "hull")


def test_two_such_lines_are_no_glossary() -> None:
    text = "Key Terms\n\n" + "\n\n".join(ENTRIES[:2]) + REST
    assert not [q for q, _ in said(draft(text, "drogue", "leeway")) if "the term" in q]


def test_a_title_with_a_colon_stays_a_title() -> None:
    blocks = find_blocks(make_source("Chapter 6: How Sails Pull\n\nA sail pulls a boat along."))
    assert [block.kind for block in blocks] == [Kind.HEADING, Kind.TEXT]


@pytest.mark.parametrize(
    ("text", "bold", "made"),
    [
        ("The rope by which a boat is led to the quay is called its [painter].", False, True),
        ("The rope by which a boat is led to the quay is its [painter].", True, False),
        ("Lines of hemp called [painters] lead a boat to the quay.", False, True),
        ("Lines of hemp called [painters] for a boat that lies at its berth.", False, False),
        ("Boats are led to the quay by lines of hemp rope called [painters].", False, True),
        ("A boat is called [steady if the wind] and the sea do not turn it.", False, False),
        ("Along the quay the keel slides down into silt, a process called [bedding].", False, True),
    ],
)
def test_which_names_are_hidden(text: str, bold: bool, made: bool) -> None:
    concept = make_concept(text[text.index("[") + 1 : text.index("]")])
    plain = text.replace("[", "").replace("]", "")
    sentence = split_sentences(make_source(plain + REST))[0]
    introduced = frozenset({concept.id} if bold else ())
    found = find_clozes(sentence, Mentions([concept]), Genre.PROSE, None, introduced)
    shown = [p.content.text for p in found if isinstance(p.content, Cloze)]
    assert shown == ([text.replace("[", "{{c1::").replace("]", "}}")] if made else [])


@pytest.mark.parametrize(
    ("before", "named"),
    [
        ("Boats of a fleet look alike, which is called ", True),
        ("Boats of a fleet look alike, and Ann Holt and Ben Webb called it ", False),
        ("Boats of a fleet look alike, and they called the ", False),  # "process hull drift"
    ],
)
def test_what_somebody_called_something_is_no_name_yet(before: str, named: bool) -> None:
    text = f"{before}hull drift."
    mention = Mentions([make_concept("hull drift")]).find(text)[0]
    assert is_naming(text, mention, frozenset()) == named


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The freeboard's the height of a hull.", "The freeboard is the height of a hull."),
        ("Sour milk's a kind of acid.", "Sour milk is a kind of acid."),
        ("That's what a drogue is: a cone of canvas.", "A drogue is a cone of canvas."),
        ("The drogue's rope is a cone of canvas.", "The drogue's rope is a cone of canvas."),
        ("It's a cone of canvas.", "It's a cone of canvas."),
        ("What's the difference?", "What's the difference?"),
        ("That's what it is: heavy.", "That's what it is: heavy."),
    ],
)
def test_how_one_says_what_a_thing_is(text: str, shown: str) -> None:
    assert uncontracted(text) == shown
