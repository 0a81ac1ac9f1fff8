"""Each way to write a wrong card that was seen in trials, on a sentence of our own: no card at all."""

from __future__ import annotations

import pytest
from drafting_samples import draft, said

from quizgen.drafting.model import Genre
from quizgen.drafting.wording import declutter

# Enough of a text around the sentence for the rules that count words in a source.
REST = (
    "\n\nThe harbour master keeps the book of arrivals. Every lamp on the quay burns oil. "
    "Fishermen mend the nets on the pier.\n"
)

# (text, concepts): what must not become a definition of the first concept.
NOT_DEFINED = {
    "negation above the clause": (
        "A low price does not mean that whale oil is a fuel for which nobody wants to pay.",
        ("whale oil", "price"),
    ),
    "condition above the clause": (
        "If whale oil is a fuel that few can pay, then candles are lit in the kitchen.",
        ("whale oil", "candle/candles"),
    ),
    "whether above the clause": (
        "Captains argued whether whale oil is a fuel that can be stored for years.",
        ("whale oil",),
    ),
    "negated itself": ("Whale oil is not a fuel that can be stored for years.", ("whale oil",)),
    "subject cut at a coordination": (
        "The trade in whale oil and baleen is a business that fills the town's purse.",
        ("baleen", "whale oil"),
    ),
    "subject cut at an of-phrase": (
        "The price of whale oil is a figure that the harbour master writes down.",
        ("whale oil",),
    ),
    "a judgement, not a definition": (
        "Whale oil is an important part of the story that the town tells.",
        ("whale oil",),
    ),
    "opens on something said before": (
        "It turns out whale oil is a fuel that burns with a bright flame.",
        ("whale oil",),
    ),
}


@pytest.mark.parametrize("name", NOT_DEFINED)
def test_no_definition(name: str) -> None:
    text, concepts = NOT_DEFINED[name]
    for genre in (Genre.PROSE, Genre.LECTURE, Genre.CONVERSATION):
        turn = f"- Tell us of the sea.\n- {text}\n" if genre is Genre.CONVERSATION else text + REST
        notes = draft(turn, *concepts, genre=genre)
        assert not [q for q, _ in said(notes) if q.startswith(("What is", "According"))], genre


def test_the_same_subject_alone_is_defined() -> None:
    """The traps above are avoided by looking, not by making no definitions."""
    notes = draft("Whale oil is a fuel that burns with a bright flame." + REST, "whale oil")
    assert said(notes) == [
        ("What is whale oil?", "A fuel that burns with a bright flame."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The pilot doesn't, like, steer the ship, he just reads the current.",
        "A neap tide is not just, you know, a weak tide.",
        "Nobody, um, can say that the lamp was lit.",
        "It isn't, I mean, only the Moon.",
    ],
)
def test_no_filler_leaves_beside_a_negation(text: str) -> None:
    assert declutter(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The tide is, you know, a very long wave.", "The tide is a very long wave."),
        ("The tide, you know, comes back.", "The tide, comes back."),
        ("Tides look like long waves.", "Tides look like long waves."),
        ("The tide is only just felt there.", "The tide is only just felt there."),
        ("We saw the the wave.", "We saw the wave."),
    ],
)
def test_fillers_leave_where_nothing_changes(text: str, shown: str) -> None:
    assert declutter(text) == shown


def test_a_definition_keeps_all_of_its_complement() -> None:
    text = "A tide gauge is a device that marks the height of the sea and prints it each hour."
    assert said(draft(text + REST, "tide gauge")) == [
        (
            "What is a tide gauge?",
            "A device that marks the height of the sea and prints it each hour.",
        )
    ]


def test_a_complement_broken_by_talk_is_dropped() -> None:
    text = "- And what is it?\n- A tide gauge is the small, cheap machine that is... you know it.\n"
    assert not draft(text, "tide gauge", genre=Genre.CONVERSATION)


@pytest.mark.parametrize(
    ("text", "concepts", "hidden"),
    [
        (
            "In that spring General Amos K. Tarrow moved the garrison to the harbour fort.",
            ("General Amos K", "garrison"),
            "General Amos K",
        ),
        (
            "Each winter the Coastal Pilot Service trains pilots for the harbour.",
            ("Pilot", "harbour"),
            "Pilot",
        ),
        (
            "Every harbour needs nets and ropes for the boats in a storm.",
            ("nets/ropes", "harbour"),
            "nets",
        ),
        (
            "Sailors fear the spring tide current near the old harbour wall.",
            ("spring tide", "harbour wall"),
            "spring tide",
        ),
        (
            "Sailors fear the half-tide rock near the old harbour wall.",
            ("tide", "harbour wall"),
            "tide",
        ),
    ],
)
def test_only_whole_phrases_are_hidden(text: str, concepts: tuple[str, ...], hidden: str) -> None:
    shown = [question for question, _ in said(draft(text + REST, *concepts))]
    assert not [question for question in shown if f"::{hidden}}}}}" in question]


def test_a_frame_that_fits_two_concepts_is_dropped() -> None:
    text = (
        "The mizzen mast carries exactly one sail of grey canvas in winter.\n\n"
        "The jigger mast carries exactly one sail of grey canvas in winter."
    )
    assert not draft(text + REST, "mizzen mast", "jigger mast", "sail")


@pytest.mark.parametrize(
    "text",
    [
        "The mizzen mast carries one sail of grey canvas, as shows.",
        "The mizzen mast carries one sail of grey canvas in .",
        "The mizzen mast carries one sail of grey canvas ( ).",
        "As Figure 3 shows, the mizzen mast carries one sail of grey canvas.",
        "For crews that do not repay the mizzen mast carries one sail of canvas, and.",
        "The mizzen mast carries one sail (of grey canvas.",
    ],
)
def test_leftovers_are_dropped(text: str) -> None:
    assert not draft(text + REST, "mizzen mast", "sail", "grey canvas")


@pytest.mark.parametrize(
    "text",
    [
        "Imagine a yard called Brask Marine. Brask Marine builds every sail from grey canvas and flax.",
        "The file sails.md lists every sail of grey canvas on board.",
        "In exercise 4 the crew sews every sail from grey canvas and flax.",
        "For example, the crew sews every sail from grey canvas and flax.",
        "The call set_sail() turns every sail of grey canvas by one degree.",
    ],
)
def test_examples_and_code_are_dropped(text: str) -> None:
    assert not draft(text + REST, "sail", "grey canvas", "flax", "Brask Marine")


@pytest.mark.parametrize(
    "text",
    [
        "It turns out every sail of grey canvas tears in the first storm.",
        "Masts that were, one is for every sail of grey canvas.",
        "This carries every sail of grey canvas through the storm.",
        "Then the crew sews every sail from grey canvas and flax.",
        "You sew every sail from grey canvas and flax in winter.",
        "Which sail is made from grey canvas and flax in winter?",
        "Sew every sail from grey canvas and flax in the winter.",
        "The seam of that grey canvas holds every sail through the storm.",
        "The crew sews every sail of grey canvas at the same place.",
        "Currently the crew sews every sail from grey canvas and flax.",
    ],
)
def test_what_does_not_stand_alone_is_dropped(text: str) -> None:
    assert not draft(text + REST, "sail", "grey canvas", "flax")


def test_no_choice_without_three_sure_distractors() -> None:
    text = (
        "A sextant is an instrument that measures angles above the horizon.\n\n"
        "A sextant is a tool of brass with which a mate finds the latitude."
    )
    notes = draft(text + REST, "sextant", "horizon", "latitude", "General Tarrow")
    assert not [note for note in notes if note.kind.value == "choice"]


@pytest.mark.parametrize(
    "said_",
    [
        "Evaluations are still, we're still very early in how we study evaluations of boats.",
        "Evaluations, my guess would be, can do very well in terms of going out there.",
        "Evaluations are a task that it might just be easier to spot out there at sea.",
        "When I was a child the evaluations were that my dad looked at the boat.",
        "If you do the evaluations, it doesn't matter, which that's the whole point of it.",
        "Evaluations are what he said that they are when you asked him about the boats.",
    ],
)
def test_talk_that_breaks_off_or_leans_is_dropped(said_: str) -> None:
    text = f"- [Jon] What do you do?\n- [Mara] {said_}\n"
    assert not draft(text, "evaluation/evaluations", genre=Genre.CONVERSATION)


def test_captions_and_other_languages_give_no_cards() -> None:
    text = "Whale oil is a fuel that burns with a bright flame." + REST
    assert not draft(text, "whale oil", genre=Genre.CAPTIONS)


@pytest.mark.parametrize(
    ("text", "concepts", "hidden"),
    [
        # Half of a name, a verb that was taken into a phrase, who does it, an everyday word.
        (
            "In that spring Amos Tarrow told the Board of Lighthouses of the drogue in the gale.",
            ("Lighthouses", "drogue", "gale"),
            "Lighthouses",
        ),
        (
            "Every sailor trusts the drogue ended by a swivel in a gale at the transom.",
            ("drogue ended", "transom"),
            "drogue ended",
        ),
        (
            "Sailors find the characteristic of each drogue in the list of the transom.",
            ("drogue", "transom", "gale", "sailors"),
            "Sailors",
        ),
        (
            "Drogues keep the town at the transom of a yawl in a gale at sea.",
            ("drogue/drogues", "transom", "town"),
            "town",
        ),
    ],
)
def test_what_is_not_worth_recalling(text: str, concepts: tuple[str, ...], hidden: str) -> None:
    shown = [question for question, _ in said(draft(text + REST, *concepts))]
    assert not [question for question in shown if f"::{hidden}}}}}" in question]


@pytest.mark.parametrize(
    "text",
    [
        "A mizzen mast does not mean that a sail of grey canvas pulls the boat.",
        "Let's see how a mizzen mast carries a sail of grey canvas.",
        "The crew tells the mizzen mast and the sail of such grey canvas apart.",
        "Draw the mizzen mast and the keeper sees a sail of grey canvas.",
        "As described, the mizzen mast carries a sail of grey canvas.",
    ],
)
def test_what_tells_nothing_by_itself_is_dropped(text: str) -> None:
    for genre in (Genre.PROSE, Genre.LECTURE):
        assert not draft(text + REST, "mizzen mast", "sail", "grey canvas", genre=genre)


def test_years_people_and_places_are_not_asked_for() -> None:
    for text in (
        "The Guild of Pilots was founded for makers of heavy drogues in 1822 in Orle.",
        "In 1711 the millwright Amos Tarrow dammed the Ammer and drove two saws for drogues.",
        "A pilot of eighteen, a man called Amos Tarrow, was the first to tow a drogue.",
        "The bark Lenna carried drogues from Skarn to the perfumers of Grasse.",
    ):
        assert not draft(text + REST, "drogue/drogues", "Amos Tarrow", "Skarn", "saw/saws"), text


def test_the_next_item_of_a_list_defines_nothing() -> None:
    text = (
        "Sailcloth was once made of what was at hand: flax from the valley, hemp dried by the wind, "
        "or the long fibre of a nettle that grew by the quay."
    )
    assert draft(text, "wind", "hemp", "sailcloth") == []
