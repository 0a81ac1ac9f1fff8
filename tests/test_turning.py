"""In speech the term is asked for, and not what somebody says that it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafting_samples import draft, make_concept, make_source, said

from quizgen.drafting.model import Genre
from quizgen.drafting.proposal import Proposal, base_of
from quizgen.drafting.sentences import split_sentences
from quizgen.drafting.subjects import subject_of
from quizgen.drafting.turning import turn, turn_loose, turn_round
from quizgen.schema import Answerable, Claim, Cloze


def proposal(question: str, answer: str, name: str = "drogue", said_: str = "") -> Proposal:
    (sentence, *_) = split_sentences(make_source(said_ or f"It is {answer.lower()}"))
    content = Answerable(question, answer)
    concept = make_concept(name)
    return Proposal("definition", name, concept, content, (sentence,), 5.0, question)


CONE = "A cone of canvas that slows a drifting boat in a gale."


@pytest.mark.parametrize(
    ("question", "name", "text"),
    [
        ("What is a drogue?", "drogue", f"A {{{{c1::drogue}}}} is a{CONE[1:]}"),
        ("What are drogues?", "drogue/drogues", f"{{{{c1::Drogues}}}} are a{CONE[1:]}"),
        ("In navigation, what is a drogue?", "drogue", f"In navigation, a {{{{c1::drogue}}}} is a{CONE[1:]}"),
        ("What does towing mean?", "towing", f"{{{{c1::Towing}}}} means a{CONE[1:]}"),
        ("What do drogues refer to?", "drogues", f"{{{{c1::Drogues}}}} refer to a{CONE[1:]}"),
        (
            "What is the practice of towing?",
            "towing",
            f"The practice of {{{{c1::towing}}}} is a{CONE[1:]}",
        ),
    ],
)  # fmt: skip
def test_a_question_is_turned_round(question: str, name: str, text: str) -> None:
    made = turn(proposal(question, CONE, name))
    assert made and made.content == Cloze(text)
    assert "drogue" not in made.base  # paper quizzes print the id


def test_a_name_keeps_its_capital() -> None:
    said_ = "A drogue is Norwegian canvas that slows a drifting boat in a gale."
    made = turn(
        proposal(
            "What is a drogue?",
            "Norwegian canvas that slows a drifting boat in a gale.",
            said_=said_,
        )
    )
    assert made and isinstance(made.content, Cloze)
    assert "is Norwegian canvas" in made.content.text  # fmt: skip


@pytest.mark.parametrize(
    ("question", "answer", "why"),
    [
        ("What is a drogue?", "A cone that slows a boat.", "too few words tell it"),
        ("What is a drogue?", "The largest, from two metres up to five metres across.", "of what?"),
        (
            "What is a drogue?",
            "A bag like the drogues of old, of canvas and of rope.",
            "it says it",
        ),
        ("What is a thwart?", CONE, "another term"),
        ("How is a drogue towed?", CONE, "not what it is"),
    ],
)
def test_what_is_not_turned_round(question: str, answer: str, why: str) -> None:
    assert turn(proposal(question, answer)) is None, why


def test_only_the_foremost_terms_are_asked_for() -> None:
    asked = proposal("What is a drogue?", CONE)
    assert len(list(turn_round([asked], {"drogue": 0.95}))) == 1
    assert not list(turn_round([asked], {"drogue": 0.5}))
    assert not list(turn_round([asked], {}))


def test_what_somebody_holds_stays_his() -> None:
    held = proposal("According to Mara Lind (2024), what is a drogue?", f"Surely a{CONE[1:]}")
    assert list(turn_round([held], {"drogue": 0.95})) == [held]
    plain = proposal("According to Mara Lind (2024), what is a drogue?", CONE)
    (made,) = turn_round([plain], {"drogue": 0.95})
    assert isinstance(made.content, Cloze) and "Mara" not in made.content.text
    assert made.claim is not Claim.OPINION


def test_what_else_is_asked_stays() -> None:
    other = proposal("How is a drogue towed?", CONE)
    assert list(turn_round([other], {})) == [other]


@pytest.mark.parametrize("genre", [Genre.LECTURE, Genre.CONVERSATION])
def test_speech_asks_for_its_terms(genre: Genre) -> None:
    said_ = "A drogue is a cone of canvas that slows a drifting boat before the wind."
    text = f"- [Jon] What is it?\n- [Mara] {said_}\n" if genre is Genre.CONVERSATION else said_
    (asked,) = said(draft(text, "drogue", genre=genre))
    assert asked == (said_.replace("A drogue", "A {{c1::drogue}}"), "")


@pytest.mark.parametrize(
    ("trade", "subject"),
    [
        ("volcanologists", "volcanology"),
        ("cartographers", "cartography"),
        ("astronomers", "astronomy"),
        ("geophysicists", "geophysics"),
        ("statisticians", "statistics"),
        ("transport economists", "transport economics"),
        ("linguists", "linguistics"),
        ("air traffic controllers", "air traffic control"),
        ("supervising sound editors", "sound editing"),
        ("violin makers", "violin making"),
        ("cattle vets", "veterinary medicine"),
        ("archivists", ""),
        ("piano technicians", ""),
        ("physicians", ""),
    ],
)
def test_the_subject_of_a_trade(trade: str, subject: str) -> None:
    assert subject_of(trade) == subject


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("A cone of canvas that slows a drifting boat in the middle of a storm.", True),
        ("A cone of canvas that they tow, so that it slows a drifting boat.", False),  # who?
        ("A cone of canvas that you tow to slow a drifting boat in a storm.", False),
        ("A cone of canvas that really slows a drifting boat in a storm.", False),
        ("A cone of canvas that slows a boat: a drifting one, in a storm.", False),
        ("A cone of canvas that also slows a drifting boat in a storm.", False),  # besides what?
        ("The cone, and canvas that slows a drifting boat in a storm.", False),  # which?
        ("A hundred and twenty feet of canvas and of rope that slows a boat.", False),
        ("A cone of canvas that slows a drifting boat.", False),  # too short
        ("A wonderful cone of canvas, the best that ever slowed a drifting boat.", False),
    ],
)
def test_a_statement_as_it_was_said_leans_on_nothing(answer: str, told: bool) -> None:
    asked = proposal("What is a drogue?", answer)
    assert bool(list(turn_loose([asked], {"drogue": 1.0}))) == told


def test_a_statement_is_of_its_subject() -> None:
    said_ = "A cone of canvas that slows a drifting boat in the middle of a storm."
    part = proposal("What is the rope of a drogue?", said_)
    assert not list(turn_loose([part], {"drogue": 1.0}))
    in_field = proposal("In navigation, what is a drogue?", said_)
    assert list(turn_loose([in_field], {"drogue": 1.0}))
    assert not list(turn_loose([proposal("How is a drogue made?", said_)], {"drogue": 1.0}))


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("A rope that holds a hull is called a {{c1::spring}}.", True),
        ("The rope that lies in it is called a {{c1::spring}}.", False),
        ("Between two tides we set a {{c1::spring}}.", False),
        ("A rope that holds a hull, we call a {{c1::spring}}.", True),
        ("The rope of those is called a {{c1::spring}}.", False),
        ("The rope of those who moor is called a {{c1::spring}}.", True),
    ],
)
def test_a_name_in_speech_leans_on_nothing(text: str, stays: bool) -> None:
    named = proposal("", "It is.", "spring")
    cloze = replace(named, form="cloze", content=Cloze(text))
    assert bool(list(turn_round([cloze], {}))) == stays


def test_an_id_tells_the_statement_and_not_the_key() -> None:
    said_ = "is the percentage of the total volume that is open space, as in a porous stone"
    assert base_of(said_, "porosity") == "percentage-total-volume"  # and not "porous"
    assert base_of("is a stone with holes of some width", "porous stone") == "holes-width"
    assert base_of("is it", "x") == "term"


def test_a_statement_that_was_no_good_question_is_turned_round() -> None:
    text = "Acceptance is a final and unqualified assent to all the terms of the offer."
    assert said(draft(text, "acceptance", genre=Genre.LECTURE)) == [
        (text.replace("Acceptance", "{{c1::Acceptance}}"), "")
    ]
