"""The field of a source, and the cards that say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from drafting_samples import make_concept, make_source, said
from hypothesis import given
from hypothesis import strategies as st

from quizgen.drafting.concepts import find_concepts
from quizgen.drafting.extractive import draft_source
from quizgen.drafting.fields import Field, find_field
from quizgen.drafting.frequencies import read_frequencies
from quizgen.drafting.headlines import make_headline
from quizgen.drafting.proposal import Proposal
from quizgen.drafting.sentences import split_sentences
from quizgen.drafting.titles import find_told, of_kind_in
from quizgen.drafting.usage import Usage
from quizgen.schema import Answerable, Cloze, Person, Role, SourceMeta
from quizgen.sources.meta import MetaFile, default_meta
from quizgen.sources.read import parse_source

TIDES = (
    "The tide turns twice a day. A spring tide rises high. Every tide fills the harbour, and the "
    "ebb empties it. Sailors read a tide table. A neap tide hardly rises. When the tide turns, "
    "boats swing. A table of tides hangs on every quay. The harbour falls dry when a tide is low.\n"
)


def field_of(title: str, text: str = TIDES, *, subject: str = "", series: str = "") -> Field:
    """The field that is found for a text of this title."""
    people = (Person("Mara Lind", Role.GUEST, ()),)
    meta = SourceMeta(title=title, subject=subject, series=series, people=people)
    source = make_source(text, meta=meta)
    sentences = split_sentences(source)
    concepts = find_concepts(source, sentences)
    return find_field(source, Usage(sentences), concepts, read_frequencies())


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Tides", "In the context of tides"),
        ("The Tides", "In the context of the tides"),
        ("Tides and their tables", "In the context of tides"),
        ("Tides, Kelp, and the Wanderings of Krill", "In the context of tides"),
        ("How a tide turns", "In the context of tides"),
        ("Chapter 4: Tide tables", "In the context of tide tables"),
        ("An introduction to tides", "In the context of tides"),
        # A discipline, and what stands in brackets behind an entry, need not be in the text.
        ("Physical Oceanography, lecture 3: Why boats swing", "In physical oceanography"),
        ("Ebb (coastal navigation)", "In the context of coastal navigation"),
        # What the text does not speak of all along says nothing, nor does a figure of speech.
        ("The moon's errand", "In the context of tides"),
        ("The trouble with tides", "In the context of tides"),
        ("Can you read this?", "In the context of tides"),
        ("A talk with Mara Lind", "In the context of tides"),
        ("A tide of words", "In the context of tides"),
        ("Twenty tides", "In the context of tides"),
        ("Tides out", "In the context of tides"),
        ("A Pilot on Tides", "In the context of tides"),
        # What they talk about is said at once; so is the course that a lecture is of.
        ("Who goes first? An interview on harbour tides", "In the context of harbour tides"),
        ("Deep water: A panel on tides and pilots", "In the context of tides and pilots"),
        ("Harbour pilots, lecture 4: Tides", "In the context of harbour pilots"),
        ("Krill, Kelp and Wanderings in Tides of Boats", "In the context of tides of boats"),
        # Nouns that may be verbs; what a title lists; a name for a book is the subject here.
        ("Tides and Reference", "In the context of tides and reference"),
        ("Tide Tables in Harbours", "In the context of tide tables in harbours"),
        ("Harbours, Tides and Boats", "In the context of harbours, tides and boats"),
        ("Boats, tides and harbour life", "In the context of boats, tides and harbour life"),
    ],
)
def test_the_field_of_a_title(title: str, lead: str) -> None:
    assert field_of(title).lead == lead


def test_a_title_stands_as_inside_a_sentence() -> None:
    text = f"{TIDES}It is a tide of the Earth. See the Guild of Boating and the Book of Boating.\n"
    assert field_of("Earth Science, lecture 3: Why boats swing", text).text == "Earth science"
    assert field_of("Boating", text).text == "boating"
    text = f"{TIDES}Every VHF tide and every Danish tide is told. A tide of VHF is a Danish one.\n"
    assert field_of("VHF Tides", text).text == "VHF tides"
    assert field_of("Danish tides", text).text == "Danish tides"
    assert field_of("Harbour tides", text).text == "harbour tides"


def test_what_a_person_wrote_goes_first() -> None:
    found = field_of("Tides", subject="coastal navigation")
    assert (found.lead, found.given) == ("In coastal navigation", True)
    assert field_of("Why boats swing", series="Elementary physics").lead == "In physics"


def test_of_a_title_that_tells_the_whole_text_is() -> None:
    assert not field_of("Tides").nouns
    assert field_of("The moon's errand").nouns == {"tide"}


def test_where_no_noun_stands_out_there_is_no_field() -> None:
    text = "A keeper paints the gate. The crew stows nets. Every lamp burns oil. A cook sings.\n"
    assert field_of("Notes", text).text == ""


WEIRS = (
    "A **weir** is a low wall across a river that raises its level. Weirs are old. The weir at Orle "
    "has a keeper. A weir holds back the river in summer. Millers built weirs. A weir may break.\n\n"
    "The **head of water** is the height from which water falls on a mill wheel.\n\n"
    "Weirs need care, and every weir has a gate.\n"
)


def asked(title: str, *, subject: str = "") -> list[str]:
    meta = SourceMeta(title=title, subject=subject, recorded="2024")
    notes = draft_source(make_source(WEIRS, "weirs.md", meta)).notes
    return [question for question, _ in said([note for _, note in notes])]


def test_a_question_says_its_field_or_has_its_word() -> None:
    shown = asked("Weirs")
    # What the title itself names, everybody knows.
    assert not any("what is a weir?" in question.casefold() for question in shown)
    assert "In the context of weirs, what is the head of water?" in shown
    assert "In water mills, what is a weir?" in asked("Weirs", subject="water mills")


@pytest.mark.parametrize(
    ("title", "text", "first"),
    [
        ("Weirs", "The low wall is called {{c1::head}}.", "In the context of weirs, the low"),
        ("Weirs", "The low wall is called {{c1::weir}}.", "The low"),  # it would be given away
        ("Hydraulics", "A riprap beside querns is called {{c1::toe}}.", "In hydraulics, a"),
    ],
)
def test_what_a_cloze_says_first(title: str, text: str, first: str) -> None:
    assert lead(title, Cloze(text)).startswith(first)


def test_where_a_field_stands_and_where_it_is_of_no_use() -> None:
    asked = Answerable("When does a surge occur?", "When a gate is opened at once.")
    assert lead("Weirs", asked) == "In the context of weirs, when does a surge occur?"
    told = "According to Holt, a low wall is called {{c1::head}}."
    assert lead("Weirs", Cloze(told)) == f"In the context of weirs: a{told[1:]}"
    plain = "Water that rises and falls, as the querns show, is called {{c1::toe}}."
    assert lead("Weirs", Cloze(plain)) == f"In the context of weirs, w{plain[1:]}"
    assert lead(
        "Toe hydraulics", Cloze("A riprap beside querns is called a {{c1::toe drain}}.")
    ) == ("A riprap beside querns is called a {{c1::toe drain}}.")
    assert lead("Weirs", Cloze("Weirs that rise and fall are called {{c1::toe}}.")) == (
        "Weirs that rise and fall are called {{c1::toe}}."
    )
    amount = "The low wall has {{c1::14}} steps."
    assert lead("Weirs", Cloze(amount), form="number") == f"In the context of weirs, t{amount[1:]}"
    held = "Ann Holt raised water by what is called {{c1::head}}."
    assert lead("Weirs", Cloze(held)) == f"In the context of weirs: {held}"
    named = "Orle calls a low wall a {{c1::head}}."
    assert lead("Weirs", Cloze(named)) == f"In the context of weirs: {named}"


def test_a_question_does_not_say_its_term_twice() -> None:
    assert lead("Weirs and mills", Answerable("What is a quern?", "A stone."), "quern") == (
        "In the context of weirs and mills, what is a quern?"
    )
    # What a text is about needs no more than its name, unless that is an everyday word.
    assert lead("Weirs and querns", Answerable("What is a quern?", "A stone."), "quern") == (
        "What is a quern?"
    )
    assert lead("Weirs and wheels", Answerable("What is a wheel?", "A stone."), "wheel") == (
        "In the context of weirs and wheels, what is a wheel?"
    )
    assert lead("Weir querns", Answerable("What is a quern?", "A stone."), "quern") == (
        "What is a quern?"
    )
    # An answer must not be told by the field.
    two = "Tidal and inland weirs"
    assert lead(two, Answerable("What is an inland weir?", "A wall."), "inland weir") == (
        "What is an inland weir?"
    )
    told = Answerable("What is a quern?", "A stone that grinds beside weirs and mills.")
    assert lead("Weirs and mills", told, "quern") == "What is a quern?"
    assert lead("Mill mechanics", told, "quern") == "In mill mechanics, what is a quern?"
    of_somebody = Answerable("What does Holt's law say?", "That mills stand.")
    assert "Holt's" in lead("Weirs", of_somebody, "Holt's law")


def lead(title: str, content: Answerable | Cloze, term: str = "toe", *, form: str = "cloze") -> str:
    """What a card of a text of this title shows."""
    source = make_source(WEIRS, meta=SourceMeta(title=title, recorded="2024"))
    sentences = split_sentences(source)
    concepts = (make_concept("weir/weirs"), make_concept(term))
    headline = make_headline(source, sentences, concepts, read_frequencies())
    proposal = Proposal(form, "x", concepts[1], content, sentences[:1], 1.0, "")
    made = headline.lead(proposal)
    return made.text if isinstance(made, Cloze) else made.question


@given(st.text(max_size=30), st.text(alphabet="The tides, a: how ()[]{}", max_size=30))
def test_any_title_gives_a_field_that_can_be_shown(anything: str, title: str) -> None:
    for given_title in (anything, title):
        found = field_of(" ".join(given_title.split()) or "x")
        assert not set(found.text) & set("{}<>[]*#`\\?!:")
        assert found.text == " ".join(found.text.split())


def test_a_title_that_holds_a_name_is_written_small_else() -> None:
    text = "The English law is old. In English law a tide is free. " + TIDES
    found = field_of("The Tide of Boats in English Law", text)
    assert found.lead == "In the context of the tide of boats in English Law"
    text = "They built the Orle process. By the Orle process a tide is held. " + TIDES
    assert field_of("Orle process", text).lead == "In the context of the Orle process"


@pytest.mark.parametrize(
    ("name", "text", "lead"),
    [
        ("textbook_tides.txt", TIDES, "In the context of tides"),
        ("lecture-3-tides.txt", TIDES, "In the context of tides"),
        ("unit_4.txt", f"Introduction to Tides\n\n{TIDES}", "In the context of tides"),
        ("unit_4.md", f"# Boats and Tides\n\n{TIDES}", "In the context of boats and tides"),
        ("tides.md", f"# Introduction\n\n{TIDES}", "In the context of tides"),
        ("tides.txt", f"{TIDES}\nBoats\n\n{TIDES}", "In the context of tides"),
        (
            "podcast_sea.txt",
            TIDES + "The sea. A sea. Our sea. This sea. One sea. Sea.",
            "In the context of the sea",
        ),
        (
            "gps.txt",
            TIDES + "A GPS. The GPS. Our GPS. A good GPS. One GPS. This GPS.",
            "In the context of GPS",
        ),
    ],
)
def test_a_source_without_a_meta_file_has_a_title_all_the_same(
    name: str, text: str, lead: str
) -> None:
    path = Path(name)
    source = parse_source(text, path, MetaFile(Path("x.meta.yaml"), default_meta(path.stem)))
    sentences = split_sentences(source)
    concepts = find_concepts(source, sentences)
    found = find_field(source, Usage(sentences), concepts, read_frequencies())
    assert found.lead == lead


def test_titles_that_tell_no_field_or_only_half_of_one() -> None:
    assert find_told("Public Mills: Process and Politics") == ("", False)
    assert find_told("Mills, Weirs and the Economy") == ("", False)
    assert find_told("Physics and chemistry")[0] == "Physics and chemistry"
    assert find_told("Milling: The Economics of Finding Water") == ("", False)
    assert find_told("The second law of thermodynamics")[0] == "thermodynamics"
    assert of_kind_in("Designs of Epidemiological Studies", "study") == "epidemiological studies"
    assert of_kind_in("How Millers Design Their Studies", "study") == ""
    assert not any("early" in question for question in asked("Weirs in Early and Late Mills"))
    # Of figures nobody can be asked: the text's own noun is better.
    assert not any("figures" in question for question in asked("The Figures"))


def test_what_nobody_counts_stays_singular() -> None:
    told = "Behavioural drift is old. Tides of behavioural drift and of drifts are told. "
    assert field_of("Behavioural drift", told * 6).text == "behavioural drift"
    counted = told.replace("Tides of", "Tides of a")
    assert field_of("Behavioural drift", counted * 6).text == "behavioural drifts"


def test_half_a_phrase_is_no_field() -> None:
    text = (
        f"{TIDES}Early tides of middle spring months swing in early spring, in middle spring.\n" * 3
    )
    assert not field_of("Tides in Early and Middle Spring Months", text).text.endswith("early")
