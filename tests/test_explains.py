"""Questions that passages of talk answer: how they are worded, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafting_samples import TALK, make_concept, make_source
from hypothesis import given
from hypothesis import strategies as st

from quizgen.drafting.english import WORD, word_set
from quizgen.drafting.explains import find_explanations
from quizgen.drafting.mentions import Mentions, find_proper
from quizgen.drafting.proposal import Proposal, voice_of
from quizgen.drafting.sentences import split_sentences
from quizgen.drafting.spoken import may_be_shown
from quizgen.schema import Answerable, Claim

WHO = "Mara Lind (2024)"
CONCEPTS = (
    "drogue/drogues",
    "leeway",
    "tide gauge/tide gauges",
    "sea anchor",
    "spring tide/spring tides",
    "neap tide",
    "weather helm",
)


def propose(said: str, *, speaker: str = "Mara", dated: bool = True) -> list[Proposal]:
    """What is proposed of a turn in which somebody says this."""
    meta = TALK if dated else replace(TALK, recorded="")
    source = make_source(f"- [{speaker}] {said}\n- [Jon] I see.\n", meta=meta)
    sentences = split_sentences(source)
    concepts = tuple(make_concept(name) for name in CONCEPTS)
    mentions = Mentions(concepts, find_proper(sentences))
    return [
        proposal
        for at, sentence in enumerate(sentences)
        for proposal in find_explanations(sentences, at, mentions, voice_of(source, sentence))
    ]


def asked(said: str, *, dated: bool = True) -> list[tuple[str, str]]:
    """Questions and answers made of a turn."""
    contents = [proposal.content for proposal in propose(said, dated=dated)]
    return [(c.question, c.answer) for c in contents if isinstance(c, Answerable)]


# --------------------------------------------------------------------------- what is asked


@pytest.mark.parametrize(
    ("said", "question", "answer"),
    [
        (
            "So, um, the idea of a drogue is to hold the stern to the waves in a storm.",
            f"According to {WHO}, what is the idea of a drogue?",
            "To hold the stern to the waves in a storm.",
        ),
        (
            "Leeway is about how far the wind pushes you off the course you steer.",
            f"According to {WHO}, what is leeway about?",
            "How far the wind pushes you off the course you steer.",
        ),
        (
            "A sea anchor is like a parachute that you open in the water.",
            f"To what does {WHO} compare a sea anchor?",
            "A sea anchor is like a parachute that you open in the water.",
        ),
        (
            "The reason that tide gauges fail is that weeds grow in the pipe.",
            f"According to {WHO}, what is the reason that tide gauges fail?",
            "That weeds grow in the pipe.",
        ),
        (
            "The way I think about leeway is that the sea takes a small tax on each mile.",
            f"How does {WHO} think about leeway?",
            "The sea takes a small tax on each mile.",
        ),
        (
            "Weather helm is, you can think of it as the wish of a boat to turn to the wind.",
            f"What does {WHO} say you can think of weather helm as?",
            "The wish of a boat to turn to the wind.",
        ),
        (
            "There's leeway, which is the sideways drift of a boat, and that takes years to judge.",
            f"According to {WHO}, what is leeway?",
            "The sideways drift of a boat.",
        ),
        (
            "We use a small cone of canvas called a drogue, and it lies on deck.",
            f"According to {WHO}, what is a drogue?",
            "A small cone of canvas.",
        ),
    ],
)
def test_a_passage_is_asked_for_by_what_it_does(said: str, question: str, answer: str) -> None:
    assert asked(said) == [(question, answer)]


@pytest.mark.parametrize(
    "said",
    [
        "A drogue slows the boat without stopping it in the water.",
        "A sea anchor can keep the bow to the waves for a whole night.",
        "A tide gauge has a float that follows the height of the water.",
        "A drogue isn't a sail that somebody lets drag in the water.",
        "When the tide gauge stands in a harbour, it's sheltered from most of the swell.",
        "If your sea anchor drags along the bottom, you should let out more line at once.",
        "In a tide gauge, the float follows the height of the water in a pipe.",
        "What a tide gauge does is measure the height of the water above a mark.",
        "Leeway is a little like rust on an old boat.",
    ],
)
def test_what_somebody_says_of_a_thing_in_passing_is_not_asked(said: str) -> None:
    assert asked(said) == []


@pytest.mark.parametrize(
    ("before", "taken"),
    [
        ("They learn it late, but", True),
        ("They never learn it well, but", False),
        ("If the wind is abeam you drift, and", False),
        ("Some people say you drift, and", False),
    ],
)
def test_what_follows_an_and_is_asked_for_if_nothing_above_bears_on_it(
    before: str, taken: bool
) -> None:
    made = asked(f"{before} leeway is the sideways drift of a boat.")
    expected = (f"According to {WHO}, what is leeway?", "The sideways drift of a boat.")
    assert made == ([expected] if taken else [])


def test_an_opinion_is_marked_and_needs_a_year() -> None:
    said = "I think a sea anchor is a comfort that no small boat should lack in a storm."
    (proposal,) = propose(said)
    assert proposal.claim is Claim.OPINION
    assert proposal.speaker == "Mara Lind"
    assert asked(said, dated=False) == []


def test_a_fact_may_be_undated() -> None:
    said = "A sea anchor is a parachute of cloth that you open in the water."
    assert asked(said, dated=False)[0][0] == "According to Mara Lind, what is a sea anchor?"


# --------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "said",
    [
        "It is what a drogue does to the stern of the boat in a storm.",
        "This drogue is a cone of canvas that slows the boat down.",
        "The drogue is the one that slows the boat down in a storm.",
        "If they lose it, the drogue drags the whole stern under the water.",
        "If you look at the drogue, it's clear that the cone is torn at the end.",
        "When we lost the drogue, the boat turned across the waves at once.",
        "What happens when a drogue comes loose in a storm at night?",
        "A drogue is, it's a, well, the thing is that it slows the boat.",
        "A drogue is a cone of canvas that slows, so when I was in Bergen...",
        "A drogue is a cone of canvas that he bought from a friend of his.",
        "I remember that a drogue is a cone of canvas that slows the boat.",
        "Spring tides aren't higher because the Moon and the Sun pull along one line.",
        "I don't know whether the boat turns across the waves when the drogue comes loose.",
        "People ask whether the boat turns when the drogue comes loose at night.",
        "Leeway and drogues are the two words that every sailor on the coast knows.",
        "At that moment, leeway is what carries you onto the rocks of the bay.",
        "A drogue is an important part of the gear of a small boat.",
        "A drogue, and so a drogue is a cone and so I like it a lot.",
        "As you pull the drogue in, the line, the end of it gets very heavy.",
    ],
)
def test_nothing_is_asked_of_what_leans_on_something_else_or_is_only_chat(said: str) -> None:
    assert asked(said) == []


def test_a_host_and_an_unknown_speaker_explain_nothing() -> None:
    said = "Leeway is the sideways drift of a boat that the wind pushes off its course."
    assert propose(said)
    assert not propose(said, speaker="Jon")
    source = make_source(f"{said}\n")
    sentences = split_sentences(source)
    mentions = Mentions((make_concept("leeway"),))
    found = find_explanations(sentences, 0, mentions, voice_of(source, sentences[0]))
    assert list(found) == []


def test_nobody_is_asked_what_a_speaker_is() -> None:
    said = "Jon Vik has a boat with a red sail that he keeps in the bay."
    source = make_source(f"- [Jon] Yes.\n- [Mara] {said.replace(' he ', ' we ')}\n", meta=TALK)
    sentences = split_sentences(source)
    mentions = Mentions((make_concept("Jon Vik"),), find_proper(sentences))
    voice = voice_of(source, sentences[1])
    assert list(find_explanations(sentences, 1, mentions, voice)) == []


# --------------------------------------------------------------------------- laws


def one_of(options: str) -> st.SearchStrategy[str]:
    """One of the pieces between the bars."""
    return st.sampled_from(options.split("|"))


SUBJECTS = one_of("a drogue|the idea of a sea anchor|leeway|tide gauges|losing a sea anchor|it|he")
SAYS = one_of(
    "is a cone of cloth|is like a sack of wet sand|is not about speed at all|slows the boat a lot|"
    "can turn the bow|doesn't mean that you are safe|is kind of, you know, the last thing you try|"
    "depends on the wind, right|is worse than a torn sail|are made for calm water in a bay"
)
BEFORE = one_of(
    "|So, |I think |Well, you know, |If you tow a drogue, |When we lost it, |They say that |"
    "I don't think that |It turns out that |For leeway, |People laugh, but |There's also that "
)
AFTER = one_of(
    "| because the line is long| if the wind is strong|, and it never sleeps|, which is a fact|"
    ", so I like it|, but leeway is what you feel|, and that's, that's all of it"
)
TURNS = st.lists(st.tuples(BEFORE, SUBJECTS, SAYS, AFTER), min_size=1, max_size=3)
FRAME_WORDS = word_set(
    "according to what is are was were does do say about compare how with mean happens why it "
    "that think of see define explain look at put reason be not you your the a an need "
    "require want done mara lind 2024 in on for by from"
)


def words_of(text: str) -> list[str]:
    return [match[0].casefold() for match in WORD.finditer(text)]


@given(TURNS)
def test_cards_hold_nothing_that_was_not_said(turns: list[tuple[str, str, str, str]]) -> None:
    sentences = (f"{before}{who} {says}{after}." for before, who, says, after in turns)
    said = " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)
    for question, answer in asked(said):
        remaining = iter(words_of(said))
        assert all(word in remaining for word in words_of(answer.removeprefix("Because ")))
        assert set(words_of(question)) <= set(words_of(said)) | FRAME_WORDS
        assert question.endswith("?")
        assert may_be_shown(answer)


@given(SUBJECTS, SAYS, AFTER)
def test_what_others_say_and_what_is_denied_is_never_asked_as_the_speakers(
    who: str, says: str, after: str
) -> None:
    assert asked(f"I don't think that {who} {says}.") == []
    assert asked(f"They say that {who} {says}.") == []
    assert asked(f"Some people think {who} {says}{after}.") == []
