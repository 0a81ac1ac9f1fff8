"""Sentences of prose: what they point at, judge, and state, and the terms that they introduce."""

from __future__ import annotations

import pytest
from drafting_samples import make_source

from quizgen.drafting.asides import find_asides
from quizgen.drafting.concepts import find_concepts
from quizgen.drafting.context import BLANK
from quizgen.drafting.english import has_finite_verb
from quizgen.drafting.extractive import draft_source
from quizgen.drafting.fitness import is_undisturbed
from quizgen.drafting.hanging import has_untold_person, has_untold_pronoun
from quizgen.drafting.mentions import Mentions
from quizgen.drafting.named import find_named
from quizgen.drafting.opinions import is_argument, is_opinion
from quizgen.drafting.sentences import find_back_matter, split_sentences
from quizgen.drafting.wording import statements, untied
from quizgen.schema import Cloze

# --------------------------------------------------------------------------- what stands for what


@pytest.mark.parametrize(
    ("text", "untold"),
    [
        ("In the marsh, a wall of reeds apart, it seeps along.", True),
        ("Called the Brine there, it brings rain.", True),
        ("Drawing on old charts, they moved the wall.", True),
        ("It seeps along a wall of reeds.", True),
        ("A wall was built of reeds, and it held the water.", False),
        ("A heron guards the reeds and its nest.", False),
    ],
)
def test_it_stands_for_what_the_sentence_has_named(text: str, untold: bool) -> None:
    assert has_untold_pronoun(text) == untold


@pytest.mark.parametrize(
    ("text", "untold"),
    [
        ("In Skarn he bought moss.", True),
        ("The barge was his.", True),
        ("Tarrow sold his barge.", False),
        (f"{BLANK} sold his barge.", False),
    ],
)
def test_a_place_is_nobody(text: str, untold: bool) -> None:
    assert has_untold_person(text) == untold


# --------------------------------------------------------------------------- opinions


def test_opinions_are_no_facts() -> None:
    assert is_opinion("The guild should have sold the mill.")
    assert is_opinion("Tarrow claimed that the mill was his.")
    assert not is_opinion("The guild sold the mill to Tarrow.")


def test_an_essay_is_told_by_its_judgements() -> None:
    judged = "Surely nobody would claim that the guild was right. "
    plain = "The guild kept a loft. "
    assert is_argument(split_sentences(make_source(judged * 30 + plain * 30)))
    assert not is_argument(split_sentences(make_source(plain * 60)))


def test_a_term_that_is_introduced_is_a_concept_however_seldom() -> None:
    text = (
        "Silt that the wind has blown is called loess, and it is fine.\n\n"
        "A pilot called Tarrow kept a pond known as the keeper of the tide.\n\n"
        "What is built so is not called a groyne. The guild is called upon by boatmen.\n"
    )
    source = make_source(text)
    found = list(find_named(source, split_sentences(source), ()))
    assert [concept.name for concept in found] == ["loess", "keeper of the tide"]
    for concept in found:
        assert [source.text[s.start : s.end] for s in concept.mentions] == [concept.name]
    assert not list(find_named(source, split_sentences(source), found))
    assert find_concepts(source, split_sentences(source))


# --------------------------------------------------------------------------- what is shown


def test_ties_inside_a_sentence_go_unless_something_hangs_on_them() -> None:
    assert untied("The guild also sold tar.") == "The guild sold tar."
    assert untied("Tar, for example, was sold.") == "Tar was sold."
    assert untied("Tar is also called pitch.") == "Tar is also called pitch."
    for kept in ("The guild not only sold tar but also moss.", "It did not also sell tar."):
        assert untied(kept) == kept


def test_the_first_statement_of_two_stands_alone_but_not_under_a_condition() -> None:
    two = "The mill was sold, and the guild moved to Veldt."
    assert list(statements(two)) == [two, "The mill was sold."]
    which = "The mill was sold to Tarrow, who burnt it."
    assert list(statements(which)) == [which, "The mill was sold to Tarrow."]
    named = "The wall of a mill in a river is called a weir, like the one upstream."
    assert list(statements(named)) == [named, "The wall of a mill in a river is called a weir."]
    for whole in (
        "If the mill was sold, and the guild moved, the quay was empty.",
        "The mill was not sold, and the guild stayed.",
        "Tar, moss and barley were sold, and salt, which is dear, was not.",
    ):
        assert list(statements(whole)) == [whole]


def test_a_clause_after_an_opening_is_no_apposition() -> None:
    mentions = Mentions([_concept("guild")])
    text = "In a guild, the number of masters can change over the years."
    assert not list(find_asides(text, mentions))
    text = "The oldest union is the guild, the union of masters that kept the prices."
    assert [answer for _, _, answer in find_asides(text, mentions)]


def test_an_apposition_may_belong_to_what_comes_before() -> None:
    mentions = Mentions([_concept("guild")])
    text = "There is a memory that goes beyond the guild, a store of years of work at the quay."
    assert not list(find_asides(text, mentions))


# --------------------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("text", "finite"),
    [
        ("A pilot who sounded and mapped the whole sound.", False),
        ("A list of the changes made by the guild.", False),
        ("The charts (ed.) of a loft.", False),
        ("The guild mapped the whole sound.", True),
        ("A pilot who sounded it mapped the whole sound.", True),
        ("The list was made by the guild.", True),
    ],
)
def test_a_sentence_has_a_verb_of_its_own(text: str, finite: bool) -> None:
    assert has_finite_verb(text) == finite


def test_who_did_it_must_be_said() -> None:
    assert not is_undisturbed("Bought the whole sound from the guild.", spoken=False)
    assert is_undisturbed("Tarrow bought the whole sound from the guild.", spoken=False)


def test_a_sentence_does_not_end_inside_a_word() -> None:
    text = "The list is called KUL.ORIN, and it is old. It lies in a loft."
    assert [s.text for s in split_sentences(make_source(text))] == [
        "The list is called KUL.ORIN, and it is old.",
        "It lies in a loft.",
    ]


def test_thanks_and_references_give_no_cards() -> None:
    told = "A wall that raises the level of rivers upstream is called a **weir**."
    text = "# Mills\n\n{}\n\n## {}\n\n{}\n"
    plain = "The guild kept a loft. Amos Tarrow met Orle on the Ammer."
    for title, shown in (("Tide mills", 1), ("References", 0), ("Acknowledgements", 0)):
        source = make_source(text.format(plain, title, told), name="mills.md")
        assert bool(find_back_matter(source)) == (not shown)
        clozes_ = [n for _, n in draft_source(source).notes if isinstance(n.content, Cloze)]
        assert len(clozes_) == shown, title
    # "Sources of salt" is about salt.
    assert not find_back_matter(make_source(text.format(plain, "Sources of salt", told), "m.md"))


def _concept(name: str):  # type: ignore[no-untyped-def]
    from drafting_samples import make_concept

    return make_concept(name)
