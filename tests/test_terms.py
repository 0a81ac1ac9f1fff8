"""Terms that a text explains once: defined in passing, in bold, or by what they do."""

from __future__ import annotations

import re

import pytest
from drafting_samples import make_concept, make_source

from quizgen.drafting.asides import find_asides
from quizgen.drafting.bases import find_bases
from quizgen.drafting.deeds import find_deeds
from quizgen.drafting.definitions import find_definitions
from quizgen.drafting.mentions import Mentions
from quizgen.drafting.model import Genre
from quizgen.drafting.named import find_named
from quizgen.drafting.proposal import voice_of
from quizgen.drafting.sentences import split_sentences
from quizgen.schema import Answerable

REST = (
    "\n\nThe harbour master keeps the book of arrivals. Every lamp on the quay burns oil. "
    "Fishermen mend their nets in winter. The pilot's house has a green door.\n"
)


def named(text: str) -> list[str]:
    """The terms that no count has found, by name."""
    source = make_source(text + REST)
    return [concept.name for concept in find_named(source, split_sentences(source), ())]


def drafts(text: str) -> list[tuple[str, str]]:
    """What is asked of the first sentence of a text and its terms in bold, and the answers."""
    terms = re.findall(r"\*\*(.+?)\*\*", text) or [text.split()[1]]
    source = make_source(text.replace("**", "") + REST)
    concepts = [make_concept(term) for term in terms]
    mentions = Mentions(concepts)
    bold = frozenset(concept.id for concept in concepts if "**" in text)
    sentence = split_sentences(source)[0]
    voice = voice_of(source, sentence)
    made = (
        *find_definitions(sentence, mentions, Genre.PROSE, voice, bold),
        *find_deeds(sentence, mentions, Genre.PROSE, bold),
        *find_bases(sentence, mentions, Genre.PROSE, bold),
    )
    shown = [proposal.content for proposal in made]
    return [(c.question, c.answer) for c in shown if isinstance(c, Answerable)]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("A drogue is a cone of canvas that slows a boat.", "drogue"),
        ("Lee shores are a danger to every ship under sail.", "lee shores"),
        ("The lee refers to the side that the wind spares.", "lee"),
        ("Fenders are bags of rope that keep a hull off the quay.", "fenders"),
        ("They carry kedges, which are anchors that a man can lift.", "kedges"),
        ("What hangs over the side is known as a fender.", "fender"),
        ("The points where two roads meet are known as Crossings.", "Crossings"),
    ],
)
def test_one_sentence_makes_a_term(text: str, term: str) -> None:
    assert term in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "The main reason is a lack of wind.",
        "This is a cone of canvas that slows a boat.",
        "Holding an anchor is a matter of the ground.",
        "What matters is a cone of canvas.",
        "The two masts are the pride of the crew.",
        "The crew that sails is a family of nine.",
        "Is a drogue a cone of canvas that slows a boat?",
    ],
)
def test_what_makes_no_term(text: str) -> None:
    assert not named(text)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "A **drogue** controls a drifting boat before the wind.",
            "What does a drogue control?",
            "A drifting boat before the wind.",
        ),
        (
            "A **drogue** controls a boat before the wind, so that its bow swings to the sea.",
            "What does a drogue control?",
            "A boat before the wind, so that its bow swings to the sea.",
        ),
        (
            "A **drogue** controls a boat before the wind, while its crew sleeps.",
            "What does a drogue control?",
            "A boat before the wind, while its crew sleeps.",
        ),
        (
            "Crews throw out a **drogue**, which controls a drifting boat before the wind.",
            "What does a drogue control?",
            "A drifting boat before the wind.",
        ),
        (
            "Worn ropes are mended by **splicing**, in which strands of two ropes are woven "
            "together.",
            "What happens in splicing?",
            "Strands of two ropes are woven together.",
        ),
        (
            "In **splicing**, strands of two ropes are woven together; it takes an hour.",
            "What happens in splicing?",
            "Strands of two ropes are woven together.",
        ),
        (
            "According to the **rule of twelfths**, a tide rises fastest in its third hour.",
            "What does the rule of twelfths say?",
            "A tide rises fastest in its third hour.",
        ),
        (
            "They keep lists of **lee shores**, the coasts on which any wind drives a ship.",
            "What are lee shores?",
            "The coasts on which any wind drives a ship.",
        ),
        (
            "Old boats carried **kedges**, the anchors that a man can lift.",
            "What are kedges?",
            "The anchors that a man can lift.",
        ),
        (
            "Crews soon replaced oars by the **sea anchor** (SA), the cone of canvas "
            "that slows a boat.",
            "What is the sea anchor?",
            "The cone of canvas that slows a boat.",
        ),
        (
            "A **tide table** lists the hours of high water.",
            "What does a tide table list?",
            "The hours of high water.",
        ),
        (
            "The **risk** combines a chance with the harm of a storm.",
            "What does the risk combine?",
            "A chance and the harm of a storm.",
        ),
        (
            "Under **close reefing**, sails are tied down to half of their size.",
            "What happens under close reefing?",
            "Sails are tied down to half of their size.",
        ),
        (
            "In **splicing** the strands of two ropes are woven together.",
            "What happens in splicing?",
            "The strands of two ropes are woven together.",
        ),
        (
            "A **seiche** results from a sudden change of wind or pressure; it may last for hours.",
            "What does a seiche result from?",
            "A sudden change of wind or pressure.",
        ),
        (
            "The **rigging** comprises all ropes that hold the masts, such as stays.",
            "What does the rigging comprise?",
            "All ropes that hold the masts.",
        ),
        (
            "The **reckoning** is based on the speed and course of a ship.",
            "What is the reckoning based on?",
            "The speed and course of a ship.",
        ),
        (
            "A hull is **stable** if its weight acts below the point of lift.",
            "When is a hull stable?",
            "If its weight acts below the point of lift.",
        ),
        (
            "A ship is said to be in **stays** (S) when the wind blows over its bow.",
            "When is a ship said to be in stays?",
            "When the wind blows over its bow.",
        ),
        (
            "The **fathom**, F, is a measure of depth that equals six feet.",
            "What is the fathom?",
            "A measure of depth that equals six feet.",
        ),
        (
            "The **demurrage** is money paid to an owner for days lost in port.",
            "What is the demurrage?",
            "Money paid to an owner for days lost in port.",
        ),
    ],
)
def test_what_is_told_of_a_term_in_bold(text: str, question: str, answer: str) -> None:
    assert (question, answer) in drafts(text)


@pytest.mark.parametrize(
    "text",
    [
        # Not in bold; what it is like, is not or was; a guess; what points elsewhere.
        "A drogue controls a drifting boat before the wind.",
        "A **drogue** seems a heavy thing to a man of the harbour.",
        "A **drogue** never controls a drifting boat before the wind.",
        "A **drogue** slowed a drifting boat before the wind.",
        "A **drogue** perhaps controls a drifting boat before the wind.",
        "A **drogue** controls this boat before the wind.",
        "A **drogue** controls it with a rope of hemp.",
        # A compound is no verb, and a name does nothing.
        "A **drogue** controls form vesicles at the transom of a boat.",
        "A **drogue** concerns a boat before the wind.",
        # What is no doer.
        "The **risk** splits a chance from the harm of a storm.",
        # What one may answer so much to; more than one thing.
        "A **drogue** slows a drifting boat before the wind.",
        "A **hold** holds the cargo and keeps it dry in a storm.",
        "A **drogue** controls a drifting boat of wood, where crews are few.",
        # How it is, or what it rests on.
        "A **drogue** drifts on the sea behind a boat.",
        "A **drogue** controls slowly under a drifting boat.",
        "A **lift** moves a boom away from the deck and a tackle moves it towards the mast.",
        # What others do to it.
        "Crews carry a **drogue**, which crews hold over the transom.",
        "Crews carry a **drogue**, which sails skip over at the transom.",
        "**Bergen** controls a drifting boat before the wind.",
        # What one has of a disease, or what brings it; and whose they are, is of an example.
        "In **sail fibrillation**, strands of two ropes are woven together.",
        "A **drogue** controls Ana's boat behind the boat of a crew.",
        "In **close splicing**, each sailor has a pair of knives.",
        # In a thing nothing happens.
        "In the **chart**, depths are printed in fathoms and feet of water.",
        "Depths are read from the **chart**, in which a sounding is printed in fathoms.",
    ],
)
def test_what_is_no_deed(text: str) -> None:
    asked = [question for question, _ in drafts(text)]
    assert not [q for q in asked if q.startswith("What do") or "happens" in q]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "They are no **fenders**, which are bags of rope that keep a hull off the quay.",
            "Bags of rope that keep a hull off the quay.",
        ),
        (
            "Crews carry what they call \u201c**fenders**,\u201d or rope that keeps a hull off it.",
            "Rope that keeps a hull off it.",
        ),
        (
            "Crews carry **fenders**, which consist of hemp rope and old cloth.",
            "Hemp rope and old cloth.",
        ),
    ],
)
def test_more_asides(text: str, answer: str) -> None:
    assert answer in [said_ for _, said_ in drafts(text)]


@pytest.mark.parametrize(
    "text",
    [
        # Of which of the two; cut before its second half; the main clause.
        "They keep the anchors of fenders, which are bags of rope that keep a hull dry.",
        "The last entry is **ballast**, which is stone that a ship keeps, and that it sells.",
        "As told of the **fender**, the bag of rope keeps a hull off the quay.",
    ],
)
def test_what_is_no_aside(text: str) -> None:
    assert not [question for question, _ in drafts(text) if question.startswith("What is")]


@pytest.mark.parametrize(
    "text",
    [
        # Not in bold, no whole subject, in part, denied, a guess, under a condition, elsewhere.
        "A seiche results from a sudden change of wind or pressure.",
        "The length of a **seiche** results from the size of a basin.",
        "A **seiche** results from wind.",
        "A **seiche** arises from the wind by the action of a storm.",
        "A **seiche** results from a change, of wind above all, over the sea.",
        "A **seiche** perhaps results from a sudden change of wind.",
        "If the wind drops, a **seiche** results from a sudden change of pressure.",
        "A **seiche** results from this sudden change of wind.",
        "A **pressure seiche** results from a sudden change of pressure.",
        "A hull is **stable** if it is.",
        "It is **stable** if its weight acts below the point of lift.",
        "A hull is **stable** if laden.",
    ],
)
def test_what_rests_on_nothing_that_is_told(text: str) -> None:
    assert not drafts(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A crew adds the **fender**, the bag of soft rope that is full of cork.", True),
        # Half of what the sentence tells of it, and what is told of the subject.
        ("A crew adds a **fender**, a bag of soft rope that is full of cork.", False),
        ("The thing over the side is a fender, a bag of soft rope that is full of cork.", False),
        ("A hull is held by a **fender**, a bag of soft rope that is full of cork.", False),
        (
            "A hull is held by a **fender**, a bag of soft rope whose core, Orle's wad, is dry.",
            False,
        ),
        # "A fender (the bag of the Orle)": which one it is; and what is so in some harbours only.
        ("A crew adds a **fender**, the bag of soft rope that is full of cork.", False),
        (
            "In Dutch harbours the first is the **fender**, a bag of rope that is full of cork.",
            False,
        ),
        # "Held by" tells what matters of it.
        ("What a hull needs is the **fender**, the bag of soft rope that is full of cork.", True),
        # After a verb it may be of something else, or half of what a thing is.
        ("A hull is held by a fender, a bag of soft rope that is full of cork.", False),
        ("The first of these is the fender, a bag of soft rope that is full of cork.", True),
        ("A fender, a bag of soft rope that is full of cork, holds a hull.", False),
        (
            "To fill out a line to its width, a process called fender, the mate varied the spaces between ropes.",
            False,
        ),
        # A verb after an article is part of a longer name: "a write buffer".
        ("A test fender, a bag of soft rope that is full of cork, holds a hull.", False),
    ],
)
def test_an_aside_is_whole_and_of_the_whole_name(text: str, told: bool) -> None:
    fender = make_concept("fender")
    bold = frozenset({fender.id} if "**" in text else ())
    assert bool(list(find_asides(text.replace("**", ""), Mentions([fender]), bold))) == told
