"""Clozes that show the neighbours of a sentence, and those on a sentence that needs none."""

from __future__ import annotations

import pytest
from drafting_samples import make_concept, make_source, said

from quizgen.drafting.context import Known
from quizgen.drafting.extractive import draft_source
from quizgen.drafting.frequencies import read_frequencies
from quizgen.drafting.giveaways import is_given_away
from quizgen.drafting.model import Genre
from quizgen.drafting.passage_rules import is_good_passage, points_back
from quizgen.drafting.passages import Asked
from quizgen.drafting.proposal import FACT, Proposal
from quizgen.drafting.sentences import split_sentences
from quizgen.schema import Claim, Cloze, SourceMeta

TITLE = SourceMeta(title="Peat", subject="peat science", recorded="2025")
AFTER = "\n\nThe guild keeps a book of all the turf that was ever cut at Orle.\n"
DUG = "Cutters dig turf out of the bank of a bog by hand."
NAMED = "The pit that the turf leaves behind is called a **hag**."


def asked(text: str, name: str = "peat.md") -> list[str]:
    notes = draft_source(make_source(text + AFTER, name, TITLE)).notes
    return [question for question, _ in said([note for _, note in notes])]


def test_a_naming_is_shown_with_what_it_goes_on_from() -> None:
    assert asked(f"{DUG} {NAMED}") == [
        f"In peat science: {DUG} The pit that the turf leaves behind is called a {{{{c1::hag}}}}."
    ]


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("It is dug out of the bank of a bog by hand as turf.", "what is?"),
        ("You dig turf out of the bank of a bog by hand.", "the reader is spoken to"),
        ("Cutters wear boots of oiled leather in the wet months.", "of something else"),
        ("Turf is cut.", "too short"),
        (
            "Cutters dig turf out of the bank of a bog by hand, from May until the first frost, with "
            "tools that their fathers had made and their sons will have to mend.",
            "too long",
        ),
        ("Cutters dig turf out of the hag of a bog by hand.", "it gives the key"),
        ("Turf and a hag are what the bank of a bog has.", "it gives the key"),
        ("Also turf is dug out of the bank of a bog.", "it goes on itself"),
    ],
)
def test_what_goes_before_must_begin_by_itself(before: str, why: str) -> None:
    assert not [question for question in asked(f"{before} {NAMED}") if "hag" in question], why


def test_what_does_not_go_on_is_not_shown_with_another() -> None:
    alone = "A pit that turf leaves behind is called a **hag**."
    assert not asked(f"{DUG} {alone}")  # neither alone, since it begins no paragraph
    assert asked(f"{DUG}\n\n{alone}") == [
        "In peat science, a pit that turf leaves behind is called a {{c1::hag}}."
    ]


def test_a_paragraph_is_not_left() -> None:
    assert not asked(f"{DUG}\n\nThe {NAMED[4:]}")


def test_a_thing_is_shown_with_what_it_does() -> None:
    text = "A **slane** is a spade with a wing. It cuts two sides of a turf in one stroke."
    assert asked(text) == [
        "In peat science: A {{c1::slane}} is a spade with a wing. It cuts two sides of a turf in "
        "one stroke."
    ]


@pytest.mark.parametrize(
    "more",
    [
        "It has several forms that differ from county to county.",
        "It too was made by hand in the long winter.",
        "It is cheap.",
        "Cutters take two sides of a turf with it in one stroke.",
        "It cuts, as we shall see, two sides of a turf at once.",
    ],
)
def test_what_tells_no_more_of_it_is_not_shown(more: str) -> None:
    assert not asked(f"A **slane** is a spade with a wing. {more}")


def test_what_another_term_is_is_left_out() -> None:
    text = "Sails need care.\n\n**Rewetting** means that water is raised in a bog to its old level"
    shown = (
        "In peat science, {{c1::rewetting}} means that water is raised in a bog to its old level."
    )
    assert asked(f"{text}, and a slane is the spade of a cutter.")[0] == shown
    # What goes on to tell of it stays.
    (whole,) = asked(f"{text}, and the moss of a bog comes back.")
    assert whole.endswith("comes back.")


def test_a_term_in_bold_is_asked_for_in_what_is_told_of_it() -> None:
    text = "**Rewetting** raises the water of a drained bog up to the level of its living moss."
    ((_, note),) = draft_source(make_source(text + AFTER, "peat.md", TITLE)).notes
    shown = text.replace("**Rewetting**", "{{c1::rewetting}}")
    assert said([note]) == [(f"In peat science, {shown}", "")]
    assert note.claim is Claim.FACT
    # Not where it is not in bold, in few words, of sums of money, or beside its other name.
    assert not asked(text.replace("**", ""))
    assert not asked("**Rewetting** raises the water of a drained bog.")
    assert not asked(text.replace("its living moss", "$20 moss"))
    assert not asked(text.replace("**Rewetting**", "**Rewetting**, or flooding,"))
    assert not asked(text.replace("of its living moss", "of moss by damming it"))
    # Nor what another thing does to it.
    assert not asked("Dams of peat bring about **rewetting** in a drained bog of the low country.")


def test_of_what_is_not_in_bold_the_foremost_are_asked_for() -> None:
    text = "Humification is the process by which fibres of a bog lose their form."
    assert asked(text, "peat.txt") == [
        "In peat science, {{c1::humification}} is the process by which fibres of a bog lose their "
        "form."
    ]
    # What somebody makes of it is no definition, though it looks like one.
    assert not asked(text.replace("by which fibres", "by which, surely, fibres"), "peat.txt")


def test_a_long_definition_asks_for_its_term() -> None:
    long = (
        "**Humification** is the process by which fibres of moss in a bog lose their form and "
        "their strength in the course of years."
    )
    (question,) = asked(long)
    assert "{{c1::humification}} is the process" in question
    (question,) = asked("**Humification** is the process by which fibres of moss lose their form.")
    assert question == "In peat science, what is humification?"


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("Such a pit is called ____.", True),
        ("These pits are called ____.", True),
        ("Those that fill are called ____.", True),
        ("The pit is called ____.", True),
        ("The deep pit is called ____.", True),
        ("A pit that fills is called ____.", False),
        ("The moss that fills it is called ____.", False),
        ("Turf that is cut by hand is called ____.", False),
    ],
)
def test_what_a_sentence_goes_on_from(text: str, goes_on: bool) -> None:
    assert points_back(text, "A cutter leaves a pit in the bank.") == goes_on


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Open drains lose water, and ____ do not.", "closed drains"),
        ("A vertical drain is short, a ____ is long.", "horizontal drain"),
        ("What is not a saturated bog is an ____.", "unsaturated bog"),
        ("One is homozygous, the other is ____.", "heterozygous"),
        ("A faulty occlusion of the teeth is called ____.", "malocclusion"),
        ("ACTH is cut out of what is called ____, or POMC.", "pro-opiomelanocortin"),
        ("It has boron in it: ____.", "borosilicate glass"),
        ("The ____ stands for the mean annual rainfall.", "MAR"),
        ("The non-wetted area of unlined drains is the ____.", "NWAUD"),
        (
            "It is a table of strengths, weaknesses, opportunities and threats: ____.",
            "SWOT analysis",
        ),
        ("Mass and luminosity of a star make the ____.", "mass-luminosity relation"),
    ],
)
def test_more_that_gives_a_key_away(text: str, hidden: str) -> None:
    assert is_given_away(text, hidden)


def test_a_word_beside_it_gives_nothing_away() -> None:
    assert not is_given_away("Drains lose water, and ____ do not.", "closed drains")
    assert not is_given_away("A bog is wet, and so is a ____.", "fen")
    assert not is_given_away("The ____ stands for the rain of a year.", "MAR")


def test_a_naming_with_it_goes_on_from_more_than_is_shown() -> None:
    assert not asked(f"{DUG} The pit that it leaves in the turf is called a **hag**.")


def test_a_phrase_before_it_is_no_sentence() -> None:
    assert not asked(f"Turf out of the bank of a bog, by hand. {NAMED}")


def test_a_fact_alone_begins_a_paragraph_and_is_of_its_term() -> None:
    told = "**Rewetting** raises the water of a drained bog up to the level of its living moss."
    assert asked(told)
    assert not asked(f"Sails need care. {told}")
    assert not asked("Dams of peat slow the **runoff** from a drained bog in a wet month or two.")


def test_a_long_fact_is_too_much() -> None:
    told = "**Rewetting** raises the water of a drained bog up to the level of living moss"
    more = ", of sedge and of heather" * 7
    assert asked(f"{told}.") and not asked(f"{told}{more}.")


def test_in_plain_text_a_passage_is_there_to_name() -> None:
    plain = NAMED.replace("**", "")
    assert asked(f"{DUG} {plain}", "peat.txt")
    # Not what is named in passing, nor after a sentence in which "some" stands for something.
    assert not asked(f"{DUG} The turf leaves a pit called a hag behind the cutter.", "peat.txt")
    hanging = "Cutters dig turf out of the bank of a bog, and each hides some."
    assert not asked(f"{hanging} {plain}", "peat.txt")


def test_a_card_that_cannot_say_its_field_is_dropped() -> None:
    told = "A measure of how deep roots of sedge in a bog can reach is called a **moss gauge**."
    assert asked(told)
    # "In peat science, a ____ gauge" would tell it.
    assert not asked(told.replace("moss gauge", "peat gauge"))


def test_a_sentence_that_is_only_shown_may_be_asked_of() -> None:
    defined = "A **cutaway** is an area from which cutters have taken turf."
    named = "The edge of the cutaway is called a **face bank**."
    assert len(asked(f"{defined} {named}")) == 2


def fact(*sentences: str) -> Proposal:
    shown = split_sentences(make_source(" ".join(sentences)))
    concept = make_concept("hag", "bold")
    return Proposal(FACT, "pit", concept, Cloze("{{c1::hag}}"), shown, 3.0, "", asked=shown[-1])


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("A ____ is a deep pit that turf leaves in a bank.", True),
        ("A ____ is also a deep pit that turf leaves in a bank.", False),  # besides what?
        ("Cutters of turf leave a ____ in a bank of moss and of sedge.", False),  # of cutters
        ("A ____ is a deep pit in a bank.", False),  # too little
    ],
)
def test_what_is_told_alone(text: str, good: bool) -> None:
    known = Known(frozenset(), read_frequencies())
    assert is_good_passage(fact(text), text, known, Genre.PROSE) == good


@pytest.mark.parametrize(
    ("ahead", "shown"),
    [("A pit is wet. ", True), ("A hag is wet. ", False), ("Hags are wet. ", False)],
)
def test_what_is_shown_does_not_say_the_key(ahead: str, shown: bool) -> None:
    made = fact("A pit is wet.", "A hag is deep.")
    asked_ = Asked(made, "A ", "hag", " is deep.")
    assert bool(list(asked_.show(ahead, "", made.sentences, FACT))) == shown
