"""Clozes on what happened: names, dates and terms that their sentence tells apart from all others."""

from __future__ import annotations

import pytest
from drafting_samples import draft, make_source, said

from quizgen.drafting.asides import find_asides
from quizgen.drafting.capitals import find_capitals, is_demonym, is_whole_name
from quizgen.drafting.context import BLANK, Known
from quizgen.drafting.english import has_finite_verb, word_set
from quizgen.drafting.extractive import draft_source
from quizgen.drafting.fitness import is_undisturbed
from quizgen.drafting.frequencies import read_frequencies
from quizgen.drafting.mentions import Mentions
from quizgen.drafting.model import Genre
from quizgen.drafting.opinions import is_argument, is_opinion, is_quoting
from quizgen.drafting.pronouns import has_untold_person, has_untold_pronoun
from quizgen.drafting.sentences import find_back_matter, split_sentences
from quizgen.drafting.telling import has_aside, tells_apart, tells_how_many, tells_when
from quizgen.drafting.wording import statements, untied
from quizgen.schema import Cloze

PROPER = word_set("tarrow lenna veldt skarn amos ostby kessel gop ammer orle")
KNOWN = Known(frozenset({"sluice gate", "tidal mill"}), read_frequencies(), PROPER)
REST = "\n\nThe harbour master keeps the book of arrivals. Every lamp on the quay burns oil.\n"


def clozes(text: str, *concepts: str, genre: Genre = Genre.PROSE) -> list[str]:
    """What the clozes of a text show, the title aside."""
    notes = draft(text + REST, *concepts, genre=genre)
    return [q.removeprefix("Sea notes: ") for q, _ in said(notes) if "{{c1::" in q]


# --------------------------------------------------------------------------- what is asked


@pytest.mark.parametrize(
    "text",
    [
        "In 1711 the millwright {{c1::Amos Tarrow}} dammed the Ammer and drove two saws for shipwrights.",
        "The bark Lenna carried reindeer moss from {{c1::Skarn}} to the perfumers of Grasse.",
        "Amos Tarrow's tidal mill supplied barley to the garrison of {{c1::Veldt}}.",
        "The dredgers of {{c1::Orle}} were driven out by steam tugs from Kessel.",
    ],
)
def test_a_name_that_its_sentence_tells_apart_is_asked_for(text: str) -> None:
    plain = text.replace("{{c1::", "").replace("}}", "")
    assert text in clozes(plain, "tidal mill", "dredger/dredgers", "reindeer moss", "saw/saws")


@pytest.mark.parametrize(
    "text",
    [
        # Where the place ends and the person begins, capitals do not tell.
        "In Skarn Amos Tarrow dammed the stream and drove two saws with the tide.",
        # One of several, and the others fit as well.
        "The bark carried reindeer moss to Skarn, Veldt and Kessel before the frost.",
        # A word for a people, or what belongs to one.
        "Reindeer moss was sold by the Norwegian perfumers of the harbour in winter.",
        # Nothing left says who it was.
        "The work was seen by Tarrow.",
        # Many may have thought so.
        "Tarrow stressed the value of reindeer moss for perfumers and brewers of the coast.",
        # Judged, foretold, denied, or told of somebody else's book.
        "Clearly Veldt was the best market for reindeer moss and tar on the coast.",
        "Skarn would sell reindeer moss to perfumers for another century.",
        "Skarn did not sell reindeer moss to perfumers or tar to shipwrights.",
        "Amos Tarrow (ed.), Reindeer Moss, Kessel Press, Veldt, 1911.",
        # "He" is not said, or not yet.
        "In Kessel he bought reindeer moss from Veldt and tar from Skarn.",
        # A cut name, and one that stands twice.
        "The Guild for Pilots in the Sound of Orle was moved to a loft of tar makers.",
        "The GOP-built quay was given to the GOP by the tar makers of the sound.",
    ],
)
def test_a_name_that_others_fit_or_that_leans_is_not(text: str) -> None:
    concepts = ("reindeer moss", "tar", "quay", "saw/saws")
    hidden = [shown.split("{{c1::")[1].split("}}")[0] for shown in clozes(text, *concepts)]
    assert not set(hidden) & {
        "Skarn", "Veldt", "Kessel", "Tarrow", "Amos Tarrow", "Skarn Amos Tarrow", "Norwegian",
        "Reindeer Moss", "Guild", "GOP", "Guild for Pilots",
    }  # fmt: skip


def test_names_end_where_they_end() -> None:
    def whole(text: str, name: str) -> bool:
        found = next(n for n in find_capitals(text, PROPER) if n.said.startswith(name))
        return is_whole_name(text, found)

    assert whole("Amos Tarrow sailed for Skarn.", "Amos Tarrow")
    assert whole("The bark of Tarrow's yard sank.", "Tarrow")
    assert whole("They met the pilot Amos Tarrow in a loft.", "Amos Tarrow")
    assert not whole("They use Kessel 2.1 on the quay.", "Kessel")
    assert not whole("They read of KESSEL.ORLE in a loft.", "KESSEL")
    assert not whole("They joined Skarn in the Public Interest.", "Skarn")
    assert not whole("They wore Skarn related badges in a loft.", "Skarn")
    assert not whole("They bought Skarn tar in a loft.", "Skarn")


def test_a_first_word_is_a_name_only_where_the_source_writes_it_so() -> None:
    assert [n.said for n in find_capitals("According to Tarrow it sank.", PROPER)] == ["Tarrow"]
    assert [n.said for n in find_capitals("Tarrow sank it in Orle.", PROPER)] == ["Tarrow", "Orle"]
    assert not find_capitals("Moss and Software were sold in May.", PROPER)
    assert is_demonym("Americans")
    assert is_demonym("Danish")
    assert not is_demonym("Kessel")


# --------------------------------------------------------------------------- dates and amounts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"The guild of Veldt was dissolved by royal decree in {BLANK}.", True),
        (f"Tarrow died in {BLANK}, a bankrupt pilot of seventy.", True),
        (f"By the war the guild of Veldt was still poor in {BLANK}.", False),
        (f"The guild of Veldt was rich and quarrelsome in {BLANK}.", False),
        (f"The guild was dissolved by royal decree in {BLANK}.", False),
    ],
)
def test_a_date_is_that_of_something_that_happened(text: str, told: bool) -> None:
    before, after = text.split(BLANK)
    assert tells_when(before, after, KNOWN) == told


def test_an_amount_is_of_something_that_is_named() -> None:
    known = ("Mills at Orle needed ", " sacks of barley between two tides.")
    assert tells_how_many(*known, KNOWN)
    assert not tells_how_many("Some mills needed ", " sacks of barley between two tides.", KNOWN)


# --------------------------------------------------------------------------- what tells


@pytest.mark.parametrize(
    "text",
    [
        f"The keeper of Orle can {BLANK} the sluice gate at Veldt before the tide.",
        f"The keepers of Orle bought a number of {BLANK} for the mill at Veldt.",
        f"Tar, barley, and the {BLANK}, were kept by the guild of Orle at Veldt.",
        f"The keeper of Orle, who lived near {BLANK} for years, sold barley at Veldt.",
        f"The guild of Orle sold barley (mostly to {BLANK}) and tar at Veldt.",
        f"Some keepers of Orle sold barley and tar to {BLANK} at Veldt.",
        f"Note: the keepers of Orle sold barley and tar to {BLANK} at Veldt.",
        f"The keepers of Orle sold more barley and tar to {BLANK} at Veldt.",
        f"The keepers of Orle called {BLANK} “the place where no barley ever grew” at Veldt.",
    ],
)
def test_what_is_hidden_has_a_place_of_its_own(text: str) -> None:
    plain = f"The keepers of Orle sold barley and tar to {BLANK} at Veldt."
    assert tells_apart(plain, "Skarn", KNOWN, named=True, spoken=False)
    assert not tells_apart(text, "Skarn", KNOWN, named=True, spoken=False)


def test_an_aside_before_the_sentence_is_none() -> None:
    assert not has_aside(f"In the winter of 1846, near {BLANK}, a mill was built by tar makers.")
    assert has_aside(f"The mill of Orle, near {BLANK}, was built by tar makers.")


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
    assert is_quoting("He wrote that “no man shall ever own the tide”.")
    assert not is_quoting("It was called the “salt house”.")


def test_an_essay_is_told_by_its_judgements_and_gives_no_facts() -> None:
    fact = "Reindeer moss carries the smell of oak bark into costly perfumes and soaps."
    judged = "Surely nobody would claim that the guild was right. "
    plain = "The guild kept a loft. "
    assert is_argument(split_sentences(make_source(judged * 30 + plain * 30)))
    assert not is_argument(split_sentences(make_source(plain * 60)))
    assert clozes(f"{plain * 60}\n\n{fact}", "reindeer moss", "perfume/perfumes")
    assert not clozes(f"{judged * 60}\n\n{fact}", "reindeer moss", "perfume/perfumes")


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
    text = "They joined a guild, the union of masters that kept the prices."
    assert [answer for _, _, answer in find_asides(text, mentions)]


def test_the_title_goes_before_a_fact_and_not_before_a_definition() -> None:
    text = "A sluice gate is a door that holds back the tide.\n\nTarrow drowned at Orle in 1711, a bankrupt pilot.\n"
    shown = [question for question, _ in said(draft(text, "sluice gate", "pilot"))]
    assert "What is a sluice gate?" in shown
    assert "Sea notes: Tarrow drowned at Orle in {{c1::1711}}, a bankrupt pilot." in shown


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Tides: a history", "Tides"),
        ("Tides, lecture 4: The moon", "Tides"),
        ("Lecture 4", ""),
        ("Notes", ""),
        ("Tides {{c1::x}}", ""),
    ],
)
def test_a_title_is_shown_where_it_says_something(title: str, label: str) -> None:
    from dataclasses import replace

    from quizgen.drafting.headlines import make_headline

    source = make_source("No heading here, and nothing else either.")
    assert make_headline(replace(source, meta=replace(source.meta, title=title))).text == label


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
    told = "The millwright Amos Tarrow dammed the Ammer and drove two saws for shipwrights."
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
