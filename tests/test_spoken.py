"""What is left of talk for showing: noise goes, statements and negations stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.drafting.english import NEGATION, WORD
from quizgen.drafting.spoken import may_be_shown, tidy, without_stance


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("So the net is kind of stretching, right?", "The net is stretching."),
        ("It's, it's the flour that matters.", "It's the flour that matters."),
        ("It's kind of like a scaffold for bread.", "It's like a scaffold for bread."),
        ("You need it for like a whole night.", "You need it for a whole night."),
        ("I would like tea with milk.", "I would like tea with milk."),
        ("This kind of flour is gonna rise.", "This kind of flour is going to rise."),
        ("It doesn't just sort of rise.", "It doesn't just rise."),
        ("It does not sort of rise.", "It does not sort of rise."),
        ("It is really, really slow.", "It is really, really slow."),
        ("Paste, that's the word for it, paste is flour.", "Paste is flour."),
        (
            "Paste, not glue in any way, paste is flour.",
            "Paste, not glue in any way, paste is flour.",
        ),
        ("It turns out that bread needs time.", "Bread needs time."),
        ("The idea is that bread needs time.", "The idea is that bread needs time."),
        ("Flour that swells holds the water...", "Flour that swells holds the water."),
    ],
)
def test_noise_of_talk_goes_and_the_statement_stays(said: str, shown: str) -> None:
    assert tidy(said) == shown


def test_a_stance_before_a_statement_is_told_apart() -> None:
    assert without_stance("I think that bread needs time.") == ("Bread needs time.", True)
    assert without_stance("Bread is, I think, slow.") == ("Bread is slow.", True)
    assert without_stance("I thought of bread.") == ("I thought of bread.", False)


@pytest.mark.parametrize(
    "said",
    [
        "It's, like, slow.",
        "You can see the top like two of them.",
        "Bread is kind of slow.",
        "It rises and.",
        "Today it rises.",
        "The the bread rises.",
        "It says (so.",
    ],
)
def test_leftovers_are_not_shown(said: str) -> None:
    assert not may_be_shown(said)


# --------------------------------------------------------------------------- laws

PIECES = st.lists(
    st.sampled_from(
        [
            "a drogue",
            "the drogue",
            "leeway",
            "is",
            "is like",
            "slows",
            "the boat",
            "and it",
            "not",
            "doesn't",
            "sort of",
            "kind of",
            "like",
            "you know",
            "I think",
            "that",
            "if",
            "when",
            "because",
            "which is",
            "you",
            "should",
            "can",
            "it's",
            ", ",
            ". ",
            "? ",
            "just",
            "a cone",
            "called",
            "of canvas",
            "storm",
            "for",
            "in",
            "sea anchor",
            "there's",
            "right?",
            "so",
            "well,",
            "I mean,",
            "we",
            "there's,",
            "the",
            "never",
            "really",
        ]
    ),
    min_size=1,
    max_size=24,
).map(" ".join)


def words_of(text: str) -> list[str]:
    return [match[0].casefold() for match in WORD.finditer(text)]


@given(PIECES)
def test_tidying_adds_no_word_and_keeps_each_negation(said: str) -> None:
    remaining = iter(words_of(said))
    assert all(word in remaining for word in words_of(tidy(said)))
    assert len(NEGATION.findall(tidy(said))) == len(NEGATION.findall(said))
